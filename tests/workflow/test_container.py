"""The container recipes: one base, one lock, nothing installed past it, the checkout mounted; built where one can."""

import os
import re
import shutil
import subprocess

import pytest
from toy import ROOT, clone

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


def copied():
    """Return what goes into the image."""
    return {word for line in re.findall(r"^COPY (.*) \S+$", DOCKER, re.M) for word in line.split()}


def test_what_is_copied_is_what_the_set_up_needs_and_nothing_of_a_run():
    scripts = ROOT / "workflow" / "scripts"
    set_up = (scripts / "set_up.py").read_text(encoding="utf-8")
    modules = [name for name in re.findall(r"^from (\w+) import", set_up, re.M) if (scripts / f"{name}.py").exists()]
    needed = {"Makefile", "requirements.lock", *re.findall(r'ROOT / "(\S+\.lock)"', set_up)}
    needed |= {f"workflow/scripts/{name}.py" for name in ("set_up", *modules)}
    assert len(needed) == 7 and copied() == needed
    assert set(re.findall(r"^    (\S+) /autocoherence/\1$", APPTAINER, re.M)) == needed
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("*\n")[1]
    assert {line.removeprefix("!") for line in ignored.splitlines()} == needed


def test_the_documented_line_mounts_the_checkout_where_make_works():
    place = re.search(r"^WORKDIR (\S+)$", DOCKER, re.M)[1]
    assert f'-v "$PWD:{place}"' in DOCKER and '--user "$(id -u):$(id -g)"' in DOCKER
    assert f'--bind "$PWD:{place}"' in APPTAINER and f"cd {place}" in APPTAINER


def engine_runs():
    """Tell whether a Docker daemon answers."""
    return shutil.which("docker") and subprocess.run(["docker", "info"], capture_output=True).returncode == 0


@pytest.mark.slow
def test_the_image_builds_and_leaves_everything_with_the_user(tmp_path):
    if not engine_runs():
        pytest.skip("no Docker daemon runs here")
    folder = clone(tmp_path / "checkout")
    built = subprocess.run(
        ["docker", "build", "-q", "-t", "autocoherence-test", folder], capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    documented = re.search(r"^#   (docker run .*)$", DOCKER, re.M)[1]
    ran = subprocess.run(f"{documented}-test quick", shell=True, cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0 and "Done in" in ran.stdout, ran.stderr
    made = folder / "results" / "quick" / "figures" / "figure3.pdf"
    assert made.stat().st_uid == os.getuid()
