"""Say the lock file to conda users: print environment.yml with the direct dependencies at their locked versions."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONDA_NAMES = {"matplotlib": "matplotlib-base"}
FROM_BIOCONDA = {"snakemake", "snakemake-executor-plugin-slurm", "snakefmt"}
BY_PIP = {
    "axe-playwright-python",
    "latex2mathml",
    "playwright",
    "python-flint",
    "rocrate",
    "ziamath",
}  # not in these versions
HEADER = """\
# Written by workflow/scripts/conda_environment.py from requirements.lock, which is what the tests run with.
# conda env create -f environment.yml && conda activate autocoherence && snakemake --cores all
name: autocoherence
channels:
  - conda-forge
  - bioconda
  - nodefaults
dependencies:
  - python=3.11
"""


def direct_versions():
    """Return the locked version of every package that requirements.in names."""
    locked = dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\\n]+)", (ROOT / "requirements.lock").read_text(), re.M))
    names = [line.strip() for line in (ROOT / "requirements.in").read_text().splitlines()]
    return {name: locked[name] for name in names if name and not name.startswith("#")}


def environment():
    """Return the text of environment.yml."""
    versions = direct_versions()
    lines = [
        f"  - {'bioconda::' if name in FROM_BIOCONDA else ''}{CONDA_NAMES.get(name, name)}={version}"
        for name, version in versions.items()
        if name not in BY_PIP
    ]
    lines += ["  - pip", "  - pip:", *(f"      - {name}=={versions[name]}" for name in sorted(BY_PIP))]
    return HEADER + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(environment(), end="")
