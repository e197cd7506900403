"""The container recipes: one base, one lock, nothing installed past it; built where an engine runs."""

import re
import shutil
import subprocess

import pytest
from toy import ROOT

DOCKER = (ROOT / "Dockerfile").read_text(encoding="utf-8")
APPTAINER = (ROOT / "apptainer.def").read_text(encoding="utf-8")


def test_both_start_from_the_python_that_the_lock_is_for():
    base = re.search(r"^FROM (\S+)$", DOCKER, re.M)[1]
    assert re.search(r"^From: (\S+)$", APPTAINER, re.M)[1] == base
    version = re.fullmatch(r"python:(3\.\d+)-slim-bookworm", base)[1]
    assert f"--python-version {version} " in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_both_install_the_same_packages_and_python_packages_by_make_only():
    installs = [re.findall(r"apt-get install (.*?)(?: \\)?$", text, re.M) for text in (DOCKER, APPTAINER)]
    assert installs[0] == installs[1] and len(installs[0]) == 1
    for text in (DOCKER, APPTAINER):
        commands = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
        assert "make environment" in commands
        assert not re.search(r"\b(pip|uv|conda|curl|wget)\b", commands)


def test_what_is_copied_exists_and_suffices_for_the_set_up():
    copied = [word for line in re.findall(r"^COPY (.*) \S+$", DOCKER, re.M) for word in line.split()]
    assert copied[-1] == "." and all((ROOT / word).exists() for word in copied)
    set_up = (ROOT / "workflow" / "scripts" / "set_up.py").read_text(encoding="utf-8")
    needed = set(re.findall(r'ROOT / "(\S+\.lock)"', set_up)) | {"workflow/scripts/set_up.py"}
    needed |= {
        f"workflow/scripts/{name}.py" for name in re.findall(r"^from (\w+) import", set_up, re.M) if is_ours(name)
    }
    assert len(needed) == 6 and needed <= set(copied)


def is_ours(module):
    """Tell whether a module is one of the scripts."""
    return (ROOT / "workflow" / "scripts" / f"{module}.py").exists()


def test_an_image_holds_nothing_that_a_run_made():
    ignored = {
        line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line[:1] not in ("#", "!", "")
    }
    kept_out = {line.removeprefix("**/") for line in (ROOT / ".dockerignore").read_text().splitlines()}
    assert ignored - {"notebooks/*", "ro-crate-metadata.json"} <= kept_out


def engine_runs():
    """Tell whether a Docker daemon answers."""
    return shutil.which("docker") and subprocess.run(["docker", "info"], capture_output=True).returncode == 0


@pytest.mark.slow
def test_the_image_builds_and_runs_without_network():
    if not engine_runs():
        pytest.skip("no Docker daemon runs here")
    built = subprocess.run(["docker", "build", "-q", "-t", "autocoherence-test", ROOT], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    run = ["docker", "run", "--rm", "--network", "none", "autocoherence-test", "quick"]
    ran = subprocess.run(run, capture_output=True, text=True)
    assert ran.returncode == 0 and "Done in" in ran.stdout
