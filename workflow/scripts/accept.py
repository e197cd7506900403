"""Make the results of the last run the accepted ones in figures/reference, and say what that changes.

Names of analyses as arguments accept only those. What is the same to rounding is left alone.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).resolve().parent)]

import config_check
import yaml
from notebook_source import words
from regression import HELP, configured, judge

from reproduction import regression

KEPT = "figures/reference/"


def main(names):
    """Bring the results up to date, then accept them one by one."""
    config = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
    known = config_check.checked_analyses(config)
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"unknown analyses {unknown}; valid: {list(known)}")
    names = names or list(known)
    targets = [f"results/data/{name}.nc" for name in names]  # one output of a job brings all of them
    command = [sys.executable, "-m", "snakemake", "--cores", "all", "--quiet", "all", "--", *targets]
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit("the results cannot be made; nothing is accepted")
    refused = [name for name in names if not accepted(name, known[name])]
    stale = {path.stem for path in (ROOT / "figures" / "reference").glob("*.json")} - set(known)
    for name in sorted(stale):
        print(f"{name} is no longer an analysis: remove figures/reference/{name}.*")
    sys.exit(f"not accepted: {', '.join(refused)}" if refused else 0)


def accepted(name, analysis):
    """Accept one analysis unless it is the accepted one; say what that changes, and return whether it could be done."""
    data, figure, reference = (ROOT / path for path in (f"results/data/{name}.nc", f"figures/{name}.png", KEPT + name))
    more = {"claims": ROOT / f"results/claims/{name}.json"}
    more["configured"] = configured(ROOT / f"results/notebooks/{name}.ipynb")
    more["words"] = words(config_check.notebook_path(analysis, [ROOT / "notebooks"]), analysis)
    try:
        verdict, line = judge(name, data, figure.with_suffix(".bare.png"), reference, **more)
    except regression.Damaged as problem:
        verdict, line = {"status": "damaged"}, f"{name}: {problem}"
    try:
        if verdict["status"] != "same" or regression.claimed_otherwise(data, reference):
            regression.accept(data, figure, reference, **more)
            line = f"ACCEPTED {line}"
    except ValueError as problem:
        print(f"{name}: {problem}", file=sys.stderr)
        return False
    print(line.replace(f" ({HELP})", ""))
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
