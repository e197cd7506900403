"""The environment: one lock, the same for conda, nothing of any machine in it, and a set-up that mends itself."""

import ast
import json
import re
import shutil
import subprocess

import pytest
import set_up
from conda_environment import BY_PIP, CONDA_NAMES, direct_versions, environment
from toy import ROOT

LOCKS = [ROOT / "requirements.lock", ROOT / "requirements.bootstrap.lock"]


def test_conda_environment_is_the_lock():
    text = (ROOT / "environment.yml").read_text()
    assert text == environment()
    for name, version in direct_versions().items():
        pin = f"{name}=={version}" if name in BY_PIP else f"{CONDA_NAMES.get(name, name)}={version}"
        assert pin in text


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_is_hashed_and_names_no_place(lock):
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+( ; .*)? \\\n    --hash=sha256:", entry), entry[:80]
    assert "/" not in lock.read_text()


def test_no_committed_file_names_a_machine_or_a_registry():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    parts = [("/ro", "ot/"), ("/ho", "me/"), ("/Us", "ers/"), ("py", "pi.org"), ("python", "hosted"), ("index", "-url")]
    words = ["".join(part) for part in parts] + [f"{ROOT}/"] * (len(ROOT.parts) > 2)  # but not the image's own place
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    found = []
    for name in filter(None, listed.decode().split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            found += [(name, word) for word in words if word.encode() in content]
    assert found == []


def test_old_python_gets_a_message_and_not_a_syntax_error():
    source = (ROOT / "workflow/scripts/set_up.py").read_text()
    ast.parse(source, feature_version=(3, 7))
    assert source.index("is too old") < source.index("from run_lock")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A place for an environment, with this Python standing in for one that is complete."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(shutil.which("true"))
    monkeypatch.setattr(set_up, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(set_up, "STAMP", tmp_path / ".venv" / "complete.json")
    return tmp_path


def test_environment_is_complete_only_here_and_with_these_locks(place):
    assert not set_up.complete()  # killed before its end
    set_up.STAMP.write_text(json.dumps(set_up.wanted()))
    assert set_up.complete()
    for changed in ({"locks": "other"}, {"place": "elsewhere"}):
        set_up.STAMP.write_text(json.dumps(set_up.wanted() | changed))
        assert not set_up.complete()


def test_environment_is_not_complete_without_its_python(place):
    set_up.STAMP.write_text(json.dumps(set_up.wanted()))
    python = place / ".venv" / "bin" / "python"
    python.unlink()
    assert not set_up.complete()
    python.symlink_to(shutil.which("false"))
    assert not set_up.complete()
