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
from regression import judge

from reproduction import regression


def main(names):
    """Bring the results up to date, then accept them one by one."""
    config = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
    known = list(config_check.checked_analyses(config))
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"unknown analyses {unknown}; valid: {known}")
    names = names or known
    targets = [path for name in names for path in (f"results/data/{name}.nc", f"figures/{name}.png")]
    if subprocess.run(
        [sys.executable, "-m", "snakemake", "--cores", "all", "--quiet", "all", "--", *targets], cwd=ROOT
    ).returncode:
        sys.exit("the results cannot be made; nothing is accepted")
    for name in names:
        data, figure = ROOT / f"results/data/{name}.nc", ROOT / f"figures/{name}.png"
        reference = ROOT / "figures" / "reference" / name
        try:
            verdict, line = judge(name, data, figure.with_suffix(".bare.png"), reference)
        except regression.Damaged as problem:
            verdict, line = {"status": "damaged"}, f"{name}: {problem}"
        if verdict["status"] != "same":
            regression.accept(data, figure, reference)
            line = f"ACCEPTED {line}"
        print(line.replace(" (if that is on purpose: make accept)", ""))
    stale = {path.stem for path in (ROOT / "figures" / "reference").glob("*.json")} - set(known)
    for name in sorted(stale):
        print(f"{name} is no longer an analysis: remove figures/reference/{name}.*")


if __name__ == "__main__":
    main(sys.argv[1:])
