"""Whatever program a target of the Makefile runs: if it fails, `make` does, and does nothing after it."""

import re

import pytest
from toy import ROOT, call

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = sorted({*re.findall(r"^(\w[\w-]*):(?!=)", MAKEFILE, re.M), "figure3"} - {"Makefile"})
VARIABLES = {"SEEDS": "3", "EQ": "33", "CERTIFICATE": "c.json", "NAME": "one", "SECTION": "sec4", "ANALYSES": "figure3"}
PROGRAM = """#!/bin/sh
echo "$*" >> {calls}
test "$(wc -l < {calls})" -ne "${{FAILING:-0}}"
"""


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Return what runs `make` with programs that only count their calls, one of which may fail."""
    for name in set(re.findall(r"\$\((?:BIN|PUBLISHING)\)/([\w-]+)", MAKEFILE)) | {"uv"}:
        for folder in ("fake/bin", "fake-publication/bin"):
            program = tmp_path / folder / name
            program.parent.mkdir(parents=True, exist_ok=True)
            program.write_text(PROGRAM.format(calls=tmp_path / "calls"))
            program.chmod(0o755)
    for path in ("results/errata.md", "docs/errata.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path / "fake" / "bin"), prepend=":")

    def make(target, failing=0):
        (tmp_path / "calls").unlink(missing_ok=True)
        given = [f"{name}={value}" for name, value in VARIABLES.items()]
        given += [f"AUTOCOHERENCE_VENV={tmp_path}/fake", f"PYTHON={tmp_path}/fake/bin/python"]
        done = call(["make", target, *given], tmp_path, MAKEFLAGS=None, MAKELEVEL=None, FAILING=str(failing))
        calls = tmp_path / "calls"
        return done.returncode, len(calls.read_text().splitlines()) if calls.exists() else 0

    return make


@pytest.mark.parametrize("target", TARGETS)
def test_make_fails_with_whatever_it_runs_and_stops_there(programs, target):
    status, calls = programs(target)
    assert status == 0 and (calls or target == "clean")
    for number in range(1, calls + 1):
        status, called = programs(target, failing=number)
        assert status != 0 and called == number, number
