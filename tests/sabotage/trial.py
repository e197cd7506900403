"""One trial: a copy of the checkout, and the first test that fails in it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing import get_context
from pathlib import Path

from sabotage import ROOT

__all__ = ["PRELOADED", "copied", "failing"]

OWN = "tests/unit/test_sabotage.py"  # would notice every break, for it looks at the text
OPTIONS = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", f"--ignore={OWN}"]
# what tests import of others, once for all breaks; nothing of ours, which is another one every time
PRELOADED = ("numpy", "scipy", "xarray", "matplotlib.pyplot", "hypothesis", "mpmath", "flint", "pytest")
MINUTES = 45  # for the tests of one break: what never ends is noticed as well


def copied(target: Path) -> None:
    """Copy what is under version control, as it is now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def failing(folder: str, *steps: list[str]) -> str:
    """Return the first test that fails in a checkout, empty if none does; each of the steps is arguments of pytest."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as answer:
        process = get_context("forkserver").Process(target=run, args=(folder, steps, answer.name))
        process.start()
        process.join(60 * MINUTES)
        if process.is_alive():
            os.killpg(process.pid, signal.SIGKILL)
            return f"not finished after {MINUTES} minutes"
        if process.exitcode > 0:
            raise RuntimeError(f"the tests of {folder} could not be run")
        return f"ends by signal {-process.exitcode}" if process.exitcode else answer.read()


def run(folder: str, steps: tuple[list[str], ...], answer: str) -> None:
    """Run tests in a checkout, in a process of its own; write the name of the first that fails."""
    import pytest

    os.setsid()
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    os.chdir(folder)
    sys.path[:] = [path for path in sys.path if not Path(path or ".").resolve().is_relative_to(ROOT / "tests")]
    ours = [os.path.join(folder, "src"), folder]
    sys.path[:0] = ours  # and for the programs that tests start
    os.environ |= {"PYTHONPATH": os.pathsep.join(ours), "PYTHONDONTWRITEBYTECODE": "1"}
    os.environ["MPLCONFIGDIR"] = str(ROOT / ".cache" / "matplotlib")  # the list of fonts, which is long in the making
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1), os.dup2(silence, 2)
    first = First()
    for words in steps:
        status = pytest.main([*OPTIONS, *words], plugins=[first])
        if not first.name and status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            first.name = f"pytest ends with {status!r}"
        if first.name:
            break
    Path(answer).write_text(first.name, encoding="utf-8")


def end_with(parent: int) -> None:
    """End this process, and what it started, as soon as its parent is gone."""
    while os.getppid() == parent:
        time.sleep(1)
    os.killpg(0, signal.SIGKILL)


class First:
    """A plugin of pytest that keeps the name of the first test, or module, that fails."""

    name = ""

    def pytest_runtest_logreport(self, report):
        self.name = self.name or report.nodeid * report.failed

    pytest_collectreport = pytest_runtest_logreport
