"""The library as others install it: built for real, into an environment that holds NumPy and SciPy and nothing else."""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import build_package
import numpy
import pytest
from toy import ROOT, call

import autocoherence

LIBRARY = ROOT / "src" / "autocoherence"
NUMBER = ["induced_coherence", "beta=2", "omega_out=1", "arms=Arm(PowerLawBath(0.01, 1, 10), 0.5, 0.5, [1, 2])"]
# every module is imported and its examples run, from the installed files; what else was loaded is told
TRY = """
import doctest, importlib, json, pkgutil, sys
import autocoherence
names = [one.name for one in pkgutil.walk_packages(autocoherence.__path__, "autocoherence.")]
modules = [autocoherence, *map(importlib.import_module, names)]
ran = [doctest.testmod(module) for module in modules]
loaded = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
print(json.dumps({"file": autocoherence.__file__, "failed": sum(one.failed for one in ran),
                  "attempted": sum(one.attempted for one in ran), "loaded": sorted(loaded),
                  "public": autocoherence.__all__, "version": autocoherence.__version__}))
"""

RIGHT = """
import numpy as np
from numpy.typing import NDArray
from autocoherence import *
bath: PowerLawBath = PowerLawBath(0.01, 1, 10)
arm = Arm(bath, f_in=0.5, f_out=[0.5, 0.6], omega_in=np.ones(3))
frequencies: NDArray[np.float64] = arm.omega_in
value: np.float64 | NDArray[np.float64] = induced_coherence(2, [1.0, 2.0], [arm, arm])
table = SpectralDensityBath(([0.0, 1.0, 2.0], [0.0, 1.0, 0.0]))
edges: tuple[float, ...] = table.breaks
energy: float = DiscreteBath([1.0], [1.0]).reorganization_energy
polarization: NDArray[np.float64] = exact_equilibrium(2.0, 1.0, arm, rtol=1e-6).polarization
"""
WRONG = {  # every line is one mistake
    "edges[0].upper()": "attr-defined",
    "induced_coherence(2, 1)": "call-arg",
    "induced_coherence(2, 1, arms=bath)": "arg-type",
    "exact_equilibrium(2.0, 1.0, arms=3)": "arg-type",
    "exact_equilibrium(2.0, 1.0, arm, rtol='1e-6')": "arg-type",
    "text: str = exact_outputs(2.0, [1.0], arm).coherence": "assignment",
}


def pip():
    """Return the command of a pip: that of this Python, or of the one it was made with."""
    for python in dict.fromkeys(filter(None, (sys.executable, sys._base_executable, shutil.which("python3")))):
        command = [python, "-m", "pip", "--disable-pip-version-check"]
        if subprocess.run([*command, "--version"], capture_output=True).returncode == 0:
            return command
    return pytest.skip("no Python with pip")


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """The source distribution and the wheel made from it."""
    pytest.importorskip("setuptools.command.bdist_wheel")
    return build_package.build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def python(archives, tmp_path_factory):
    """The interpreter of an environment with NumPy, SciPy and the wheel, installed without an index."""
    place = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    ours, site = Path(numpy.__file__).parents[1], next(place.glob("lib/python3*/site-packages"))
    for path in [found for name in ("numpy", "scipy") for found in ours.glob(f"{name}[-.]*")]:
        (site / path.name).symlink_to(path)
    for name in ("numpy", "scipy"):
        (site / name).symlink_to(ours / name)
    interpreter = place / "bin" / "python"
    command = [
        *pip(),
        "--python",
        interpreter,
        "install",
        "--no-index",
        archives[1],
    ]  # its dependencies have to be there
    done = call(command, place)
    assert done.returncode == 0, done.stderr
    return interpreter


def test_archives_hold_the_library_and_nothing_else(archives):
    with zipfile.ZipFile(archives[1]) as wheel, tarfile.open(archives[0]) as source:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
        sources = {name.partition("/src/")[2] for name in source.getnames()}
    kept = {path.relative_to(LIBRARY.parent).as_posix() for path in LIBRARY.rglob("*.py")} | {"autocoherence/py.typed"}
    assert held == kept and kept <= sources
    assert {name.partition("/")[0] for name in sources} <= {"", "autocoherence", "autocoherence.egg-info"}


def test_metadata_say_what_it_is_and_needs(archives):
    with zipfile.ZipFile(archives[1]) as wheel:
        (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        said = Parser().parsestr(wheel.read(name).decode())
    needs = [re.match(r"\w+", one)[0] for one in said.get_all("Requires-Dist") if "extra ==" not in one]
    assert (said["Name"], said["Version"], needs) == ("autocoherence", autocoherence.__version__, ["numpy", "scipy"])
    assert said["License-Expression"] == "BSD-3-Clause" and said["Requires-Python"] == ">=3.11"
    assert said.get_payload().strip() == (ROOT / "README.md").read_text(encoding="utf-8").strip()


@pytest.mark.slow
def test_everything_public_works_with_numpy_and_scipy_alone(python, tmp_path):
    done = call([python, "-I", "-c", TRY], tmp_path)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["failed"] == 0 and said["attempted"] > 30
    assert said["public"] == autocoherence.__all__ and said["version"] == autocoherence.__version__
    assert Path(said["file"]).is_relative_to(python.parents[1])
    assert {"autocoherence", "numpy", "scipy"} <= set(said["loaded"])
    assert not {"ledger", "paper", "reproduction", "matplotlib", "mpmath", "sympy"} & set(said["loaded"])


@pytest.mark.slow
def test_the_command_line_of_the_package_gives_the_same_number(python, tmp_path):
    there = call([python, "-I", "-m", "autocoherence", *NUMBER], tmp_path)
    here = call([sys.executable, "-m", "autocoherence", *NUMBER], tmp_path)
    assert there.returncode == 0, there.stderr
    assert there.stdout == here.stdout and float(there.stdout) < 0


def publishing(name):
    """Return a program of the environment for publications."""
    program = Path(f"{sys.prefix}-publication", "bin", name)
    return program if program.exists() else pytest.skip("no environment for publications: make package")


@pytest.mark.slow
def test_the_types_of_the_package_tell_right_from_wrong_use(python, tmp_path):
    use = tmp_path / "use.py"
    use.write_text(RIGHT + "\n".join(WRONG))
    done = call([publishing("mypy"), "--strict", "--python-executable", python, use], tmp_path)
    told = dict(re.findall(r"use.py:(\d+): error: .*\[([\w-]+)\]$", done.stdout, re.M))
    first = RIGHT.count("\n") + 1
    assert told == {str(first + k): code for k, code in enumerate(WRONG.values())}, done.stdout


@pytest.mark.slow
def test_the_archives_pass_the_check_of_the_index(archives, tmp_path):
    done = call([publishing("twine"), "check", "--strict", *archives], tmp_path)
    assert done.returncode == 0 and done.stdout.count("PASSED") == 2, done.stdout


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first, second = (build_package.build(tmp_path / name) for name in ("first", "second"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    with tarfile.open(first[0]) as packed:
        assert {entry.mtime for entry in packed} == {1700000000}
