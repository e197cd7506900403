"""Compare the results of one analysis with the accepted ones in figures/reference.

Exit status 1, with one line that says which panel, where and by how much, if they differ by more than rounding, or
which accepted file cannot be read; an analysis that is not accepted yet, or whose parameters are others, is reported
and passes.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import brief_process  # noqa: F401 - before what is large

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from reproduction import regression

HELP = "if that is on purpose: make accept"


def arguments(words=None):
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("name", "data", "bare", "reference", "verdict", "log"):
        parser.add_argument(name)
    return parser.parse_args(words)


def judge(name, data, bare, reference):
    """Return (verdict, line): the verdict as a JSON value with a ``status``, the line for a human reader."""
    if not regression.is_accepted(reference):
        return {"status": "new"}, f"{name} is new: there are no accepted values to compare with ({HELP})"
    try:
        numbers = regression.compare(data, reference)
    except regression.OtherSetting as problem:
        return {"status": "other", "because": str(problem)}, f"{name} is not the accepted analysis: {problem} ({HELP})"
    pictures = regression.compare_pictures(bare, reference)
    worst = max(numbers, key=lambda one: one.ratio)  # numbers first: they say more than pixels
    if worst.ratio <= 1:
        worst = max([worst, *pictures], key=lambda one: one.ratio)
    values = max((one for one in numbers if one.where.startswith("the value")), key=lambda one: one.ratio)
    levels = max(one.error for one in pictures)
    if worst.ratio > 1:
        count = sum(one.ratio > 1 for one in [*numbers, *pictures])
        return {"status": "changed", "worst": str(worst)}, f"{name} {worst}; {count} differences in all ({HELP})"
    line = (
        f"{name} is the accepted one to {values.error:.0e} (allowed {values.allowed:.0e}), {levels:.2f} colour levels"
    )
    return {"status": "same", "relative": values.error, "allowed": values.allowed, "levels": levels}, line


def main(words=None):
    """Judge, report, and draw the difference if there is one; return the exit status."""
    options = arguments(words)
    try:
        verdict, line = judge(options.name, options.data, options.bare, options.reference)
    except regression.Damaged as problem:
        print(f"{options.name}: {problem}, from the repository, or: make accept", file=sys.stderr)
        return 1
    print(line, file=sys.stderr)
    picture = Path(options.log).with_suffix(".png")
    if verdict["status"] == "changed":
        regression.picture(options.data, options.bare, options.reference, picture)
        print(f"accepted | this run | difference: {picture}", file=sys.stderr)
        return 1
    picture.unlink(missing_ok=True)  # of an earlier run
    Path(options.verdict).parent.mkdir(parents=True, exist_ok=True)
    Path(options.verdict).write_text(json.dumps(verdict, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
