"""Compare the results of one analysis with the accepted ones in figures/reference.

Exit status 1, with one line that says which panel, where and by how much, if they differ by more than they claim, or
which accepted file cannot be read; an analysis that is not accepted yet, or whose parameters are others, is reported
and passes.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from pathlib import Path

import brief_process  # noqa: F401 - before what is large
from notebook_source import code_cells

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from reproduction import regression
from reproduction.agreement.difference import telling

HELP = "if that is on purpose: make accept"
PATHS = ("figure_pdf", "figure_png", "data", "claims")  # what a notebook is given besides its parameters


def arguments(words=None):
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("name", "data", "bare", "reference", "verdict", "log"):
        parser.add_argument(name)
    parser.add_argument("--claims", help="the judged claims, JSON")
    parser.add_argument("--executed", help="the notebook as it was run, which says with what parameters")
    parser.add_argument("--words", help="what notebook and configuration say of the analysis, JSON")
    return parser.parse_args(words)


def configured(executed):
    """Return the parameters that an executed notebook was given, as it has them: {name: Python expression}."""
    given = [source for tags, source in code_cells(executed) if "injected-parameters" in tags]
    lines = [node for source in given for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    found = {node.targets[0].id: ast.unparse(node.value) for node in lines}
    return {name: text for name, text in found.items() if name not in PATHS}


def judge(name, data, bare, reference, **more):
    """Return (verdict, line): the verdict as a JSON value with a ``status``, the line for a human reader."""
    if not regression.is_accepted(reference):
        return {"status": "new"}, f"{name} is new: there are no accepted values to compare with ({HELP})"
    try:
        numbers = regression.compare(data, reference, **more)
    except regression.OtherSetting as problem:
        return {"status": "other", "because": str(problem)}, f"{name} is not the accepted analysis: {problem} ({HELP})"
    pictures = regression.compare_pictures(bare, reference)
    first = telling([*numbers, *pictures])
    if first[0].ratio > 1:
        others = f"; {len(first)} differences in all" * (len(first) > 1)
        said = f"{name}: {first[0]}{others} ({HELP})"
        return {"status": "changed", "worst": str(first[0])}, said
    values = max((one for one in numbers if one.kind == "value"), key=lambda one: one.ratio)
    levels = max(one.error for one in pictures)
    line = (
        f"{name} is the accepted one to {values.error:.0e} (allowed {values.allowed:.0e}), {levels:.2f} colour levels"
    )
    return {"status": "same", "relative": values.error, "allowed": values.allowed, "levels": levels}, line


def main(words=None):
    """Judge, report, and draw the difference if there is one; return the exit status."""
    options = arguments(words)
    run, picture = (options.data, options.bare, options.reference), Path(options.log).with_suffix(".png")
    given = configured(options.executed) if options.executed else None
    words = json.loads(Path(options.words).read_text(encoding="utf-8")) if options.words else None
    try:
        verdict, line = judge(options.name, *run, claims=options.claims, configured=given, words=words)
    except regression.Damaged as problem:
        print(f"{options.name}: {problem}, from the repository, or: make accept", file=sys.stderr)
        return 1
    print(line, file=sys.stderr)
    if verdict["status"] == "changed":
        regression.picture(*run, picture)
        print(f"accepted | this run | difference: {picture}", file=sys.stderr)
        return 1
    picture.unlink(missing_ok=True)  # of an earlier run
    Path(options.verdict).parent.mkdir(parents=True, exist_ok=True)
    Path(options.verdict).write_text(json.dumps(verdict, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
