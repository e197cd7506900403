"""What jobs ask a cluster for, from what they were measured to need: `make resources`, after a run of everything.

Reads what the rules' `benchmark:` wrote, and writes the `set-resources` of workflow/profiles/slurm.
"""

from __future__ import annotations

import csv
import math
import sys
from pathlib import Path

__all__ = ["measured", "requests", "with_requests"]

BENCHMARKS = {  # of which rule; the time limit of a notebook stands in the configuration
    "analysis": ("results/benchmarks/*.tsv", {"mem_mb"}),
    "sweep_shard": ("results/sweeps/benchmarks/*/*.tsv", {"mem_mb", "runtime"}),
    "sweep_merge": ("results/sweeps/benchmarks/*.tsv", {"mem_mb", "runtime"}),
}
MARGIN = {"mem_mb": 2, "runtime": 5}  # another machine may be slower; memory differs less
STEP = {"mem_mb": 500, "runtime": 5}  # rounded up to these, so that a new measurement rarely changes the file
MARK = "# measured: make resources\n"


def measured(root, pattern):
    """Return the largest memory (MB) and time (minutes) of the jobs whose benchmarks match ``pattern``."""
    files = [path.read_text().splitlines() for path in sorted(Path(root).glob(pattern))]
    rows = [row for lines in files for row in csv.DictReader(lines, delimiter="\t")]
    numbers = [(float(row["max_rss"]), float(row["s"]) / 60) for row in rows if row["max_rss"] not in ("NA", "-")]
    return {"mem_mb": max(n[0] for n in numbers), "runtime": max(n[1] for n in numbers)} if numbers else {}


def requests(root):
    """Return what each rule asks for."""
    found = {rule: (measured(root, pattern), kinds) for rule, (pattern, kinds) in BENCHMARKS.items()}
    return {
        rule: {kind: STEP[kind] * math.ceil(MARGIN[kind] * most[kind] / STEP[kind]) for kind in sorted(kinds)}
        for rule, (most, kinds) in found.items()
        if most
    }


def with_requests(profile, asked):
    """Return the text of a profile with the requests ``asked`` in place of those below the mark."""
    lines = [
        f"  {rule}: {{ {', '.join(f'{kind}: {n}' for kind, n in sizes.items())} }}" for rule, sizes in asked.items()
    ]
    return profile.split(MARK)[0] + MARK + "\n".join(["set-resources:", *lines]) + "\n"


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    path = root / "workflow" / "profiles" / "slurm" / "config.yaml"
    asked = requests(root)
    if asked.keys() != BENCHMARKS.keys():
        sys.exit(
            f"no measurements of {', '.join(BENCHMARKS.keys() - asked.keys())}; valid: after `make` and `make sweeps`"
        )
    path.write_text(with_requests(path.read_text(encoding="utf-8"), asked), encoding="utf-8")
    print(path.read_text(encoding="utf-8").split(MARK)[1], end="")
