"""A small checkout whose run is finished: what tests of the workflow change a copy of."""

import fcntl
import os
import shutil
import signal
from pathlib import Path

import pytest
from toy import CONFIG, DRAW, ROOT, WRITE, snakemake, write_notebook

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # below a job in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def fresh(tmp_path):
    """A checkout with three toy analyses."""
    return write_checkout(tmp_path / "fresh é")


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A checkout after its run, one for all processes that test; read only."""
    place = tmp_path_factory.getbasetemp()
    place = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    folder, complete = place / "with space é" / "checkout", place / "finished"
    with open(place / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not complete.exists():
            done = snakemake(write_checkout(folder), "--cores", "2")
            assert done.returncode == 0, done.stderr
            complete.touch()
    return folder


def write_checkout(folder):
    """Write a checkout of the real workflow with toy notebooks."""
    for name in ("workflow", "profiles", "src/reproduction", "Snakefile", "requirements.lock", "environment.yml"):
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    snakefile = (folder / "Snakefile").read_text(encoding="utf-8")
    for part in ("ledger", "regression", "tables", "report"):  # they are about the real notebooks
        line = f'include: "workflow/rules/{part}.smk"\n'
        assert line in snakefile
        snakefile = snakefile.replace(line, "")
    (folder / "Snakefile").write_text(snakefile, encoding="utf-8")
    for name, text in {
        "src/toylib/__init__.py": "from .other import nothing\nfrom .shape import wave\n",
        "src/toylib/shape.py": "import math\n\n\ndef wave(x):\n    return x * math.exp(-1)\n",
        "src/toylib/other.py": "nothing = 0.0\n",
        "src/autocoherence/__init__.py": "__version__ = '0'\n",
        "config/config.yaml": CONFIG,
        "figures/paper.mplstyle": "savefig.dpi: 50\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    write_notebook(folder / "notebooks" / "toy.ipynb", "from toylib import wave", DRAW)
    write_notebook(folder / "notebooks" / "flat.ipynb", "from toylib import nothing", WRITE)
    return folder


@pytest.fixture
def checkout(finished, tmp_path):
    """A copy of the finished checkout to change."""
    return Path(shutil.copytree(finished, tmp_path / "checkout"))
