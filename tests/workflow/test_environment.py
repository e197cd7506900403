"""The environment: one lock, the same for conda, nothing of any machine in it, and a set-up that mends itself."""

import ast
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest
import run_lock
import set_up
from conda_environment import BY_PIP, CONDA_NAMES, direct_versions, environment
from toy import ROOT, call

LOCKS = sorted(ROOT.glob("requirements*.lock"))


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
    assert source.index("is too old") < source.index("from command_line")


STAMP = "complete.json"
PYTHON = """\
#!/bin/sh
echo "$(cat "$(dirname "$0")/version")"
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A place for an environment, with a Python that says the version in the file beside it."""
    for name, path in {"VENV": ".venv", "STAMP": ".venv/complete.json", "OWNED": "lock", "LOG": "logs/l.log"}.items():
        monkeypatch.setattr(set_up, name, tmp_path / path)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    (python.parent / "version").write_text("3.99 m68k")
    return tmp_path


def test_environment_is_complete_only_here_with_these_locks_and_its_own_python(place):
    assert not set_up.complete()  # killed before its end
    stamp = set_up.wanted("3.99 m68k")
    for changed in ({}, *({key: "other"} for key in stamp)):
        set_up.STAMP.write_text(json.dumps(stamp | changed))
        assert set_up.complete() == (changed == {})
    set_up.STAMP.write_text(json.dumps(stamp))
    assert not set_up.complete(only_this_python=True)  # which was asked for by name, and is another one
    (place / ".venv" / "bin" / "version").write_text("4.00 m68k")  # the system was upgraded
    assert not set_up.complete()


@pytest.mark.parametrize("python", [None, "false"])
def test_environment_is_not_complete_without_a_python_that_runs(place, python):
    set_up.STAMP.write_text(json.dumps(set_up.wanted(None)))
    path = place / ".venv" / "bin" / "python"
    path.unlink()
    if python:
        path.symlink_to(shutil.which(python))
    assert not set_up.complete()


def test_a_link_is_followed_to_an_empty_folder_or_an_environment_of_ours_and_to_nothing_else(place):
    shutil.rmtree(place / ".venv")
    (place / "elsewhere").mkdir()
    (place / ".venv").symlink_to("elsewhere")
    for _ in range(2):  # empty, and then begun by us
        set_up.clear()
        assert (place / ".venv").is_symlink() and list((place / "elsewhere").iterdir()) == [place / "elsewhere" / STAMP]
        (place / "elsewhere" / "bin").mkdir()
    (place / "elsewhere" / STAMP).unlink()
    with pytest.raises(set_up.SetUpError, match="elsewhere holds something else; valid: an empty folder"):
        set_up.clear()
    assert (place / "elsewhere" / "bin").exists()


def test_an_installer_outlives_a_killed_set_up_with_its_lock(place):
    code = f"import sys, set_up; from pathlib import Path; set_up.OWNED = Path({str(place / 'lock')!r})\n"
    code += "set_up.hold(set_up.OWNED); set_up.LOG = Path('log'); print(1, flush=True); set_up.run('sleep', '3')"
    scripts = {"PYTHONPATH": str(ROOT / "workflow" / "scripts")}
    victim = subprocess.Popen([sys.executable, "-c", code], env=os.environ | scripts, stdout=subprocess.PIPE)
    victim.stdout.readline()
    time.sleep(0.5)
    victim.kill()
    victim.wait()
    assert not run_lock.hold(place / "lock")
    run_lock.hold(place / "lock", wait=True)
    run_lock.release(place / "lock")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("fatal error: Python.h: No such file or directory", "its headers cannot be found"),
        ("error: Command 'gcc -c' failed: No such file or directory", "a C compiler cannot be found"),
        ("No space left on device (os error 28)", "the disk is full; 1.3 GB are needed"),
        ("OSError: [Errno 122] Disk quota exceeded", "the disk is full"),
        ("NewConnectionError(host='index.example', port=443)", "could not be reached (index.example)"),
        ("failed: https://user:secret@index.example/simple/ error sending request", "reached (index.example)"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "another package than the one whose hash"),
    ],
)
def test_a_failure_is_one_sentence(said, words):
    sentence = set_up.reason(f"WARNING: something\n{said}\nERROR: No matching distribution found for annotated-types")
    assert words in sentence and "\n" not in sentence and "secret" not in sentence
    assert set_up.reason("something else") is None


@pytest.fixture
def bare(tmp_path):
    """What the set-up needs of a checkout, and nothing that pip is told on this machine."""
    names = ["Makefile", *(path.name for path in LOCKS), *(f"workflow/scripts/{name}" for name in SCRIPTS)]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


SCRIPTS = ["set_up.py", "set_up_failures.py", "command_line.py", "run_lock.py"]
NOTHING = {name: None for name in os.environ if name.startswith(("PIP_", "UV_", "MAKE"))}


def set_up_in(folder, **environment):
    """Do what `make environment` does."""
    settings = NOTHING | {"PIP_CONFIG_FILE": os.devnull} | environment
    return call([sys._base_executable, "workflow/scripts/set_up.py"], folder, **settings)


def test_without_an_index_one_sentence_says_so_and_the_log_the_rest(bare):
    done = set_up_in(bare, PIP_INDEX_URL="http://127.0.0.1:1/simple")
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "the package index could not be reached" in done.stderr
    assert "Connection refused" in (bare / "logs" / "set-up.log").read_text()


@pytest.mark.slow
def test_an_index_that_never_answers_is_given_up_in_time(bare):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        done = set_up_in(bare, PIP_INDEX_URL=f"http://{address}/simple", PIP_DEFAULT_TIMEOUT="180")
    assert done.returncode == 1 and "could not be reached (127.0.0.1)" in done.stderr


def test_a_full_disk_is_told_before_anything_is_written(bare):
    (bare / "sitecustomize.py").write_text(
        "import shutil\nshutil.disk_usage = lambda _: shutil._ntuple_diskusage(9e9, 9e9, 2e8)\n"
    )
    done = set_up_in(bare, PYTHONPATH=str(bare))
    assert done.returncode == 1 and "1.3 GB are needed in" in done.stderr and "0.2 GB are free" in done.stderr
    assert done.stderr.count("\n") == 1 and [path.name for path in (bare / ".venv").iterdir()] == [STAMP]


@pytest.mark.parametrize("obstacle", [".cache", ".venv"])
def test_a_place_that_cannot_be_written_is_one_sentence(bare, obstacle):
    (bare / obstacle).write_text("")  # which stops root as well, as a read-only file system would
    done = set_up_in(bare)
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"The set-up failed: {bare / obstacle}")


def test_an_interrupted_set_up_says_how_to_go_on(bare):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        settings = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": f"http://{address}/simple"}
        run = subprocess.Popen(
            [sys._base_executable, "workflow/scripts/set_up.py"],
            cwd=bare,
            env={name: value for name, value in os.environ.items() if name not in NOTHING} | settings,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        waiting, _ = silent.accept()  # it is waiting for the index, which keeps the line open
        os.killpg(run.pid, signal.SIGINT)
        assert run.communicate(timeout=30)[1].decode() == "\nInterrupted; the same command goes on.\n"
        waiting.close()
        assert run.returncode == 130


def test_a_place_that_snakemake_would_take_for_a_pattern_is_one_sentence(bare):
    folder = shutil.copytree(bare, bare / "{w}")
    done = set_up_in(folder)
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert f"{folder} has a brace" in done.stderr and not (folder / ".venv").exists()


def test_an_environment_that_cannot_be_changed_is_not_emptied(place, monkeypatch):
    """As in an image that was built from other lock files."""
    monkeypatch.setattr(set_up.os, "access", lambda *_: False)
    with pytest.raises(set_up.SetUpError, match="is of other lock files, or of another place, and cannot be changed"):
        set_up.clear()
    assert (place / ".venv" / "bin" / "python").exists()


@pytest.mark.parametrize(("status", "found"), [(None, 1), (1, 1), (0, 0)])
def test_the_checks_of_a_change_want_a_browser_that_starts(tmp_path, status, found):
    (function,) = re.findall(r"^browser\(\) .*$", (ROOT / ".ci" / "run").read_text(), re.M)
    if status is not None:
        (tmp_path / "chromium").write_text(f"#!/bin/sh\nexit {status}\n")
        (tmp_path / "chromium").chmod(0o755)
    shell = shutil.which("bash")
    assert call([shell, "-c", f"{function}\nbrowser"], tmp_path, PATH=str(tmp_path)).returncode == found
