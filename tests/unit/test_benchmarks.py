"""The tables of docs/exact.md and docs/accuracy.md that stand in files: generated, never typed."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import accuracy
import pytest

ROOT = Path(__file__).resolve().parents[2]


def module(name):
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", ROOT / "benchmarks" / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.mark.parametrize(
    "name, column", [("claims", "coherence"), ("reach", "coherence"), ("third_parties", "relative_error")]
)
def test_the_page_says_what_the_file_says(name, column):
    tables, page = module("tables"), (ROOT / "docs" / "exact.md").read_text(encoding="utf-8")
    found = {name: module("exact").read(ROOT / "benchmarks" / f"{name}.csv")}
    assert tables.updated(page, found, tables.EXACT_TABLES) == page
    changed = {name: [row | {column: 0.123} for row in found[name]]}
    assert tables.updated(page, changed, tables.EXACT_TABLES) != page, "the page does not depend on the file"


def test_the_page_on_accuracy_says_what_its_table_says():
    rows = accuracy.published()
    assert accuracy.page(rows) == accuracy.PAGE.read_text(encoding="utf-8")
    assert accuracy.page([row | {"worst_error": "1e-03"} for row in rows]) != accuracy.page(rows)


def test_the_command_rewrites_the_page_with_what_the_files_say(tmp_path):
    """Run as `make benchmark` runs it: it leaves the page as it is."""
    for folder in ("benchmarks", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for folder in ("workflow", "config"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    command = [sys.executable, "benchmarks", "claims", "reach", "third_parties"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    for name in ("exact.md", "benchmarks.md"):
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert (tmp_path / "docs" / name).read_text(encoding="utf-8") == text
