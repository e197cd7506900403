"""The tables of docs/exact.md that stand in files: generated, never typed."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def module(name):
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", ROOT / "benchmarks" / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.mark.parametrize("name, column", [("reach", "coherence"), ("third_parties", "relative_error")])
def test_the_page_says_what_the_file_says(name, column):
    tables, page = module("tables"), (ROOT / "docs" / "exact.md").read_text(encoding="utf-8")
    found = {name: module("exact").read(ROOT / "benchmarks" / f"{name}.csv")}
    assert tables.updated(page, found, tables.EXACT_TABLES) == page
    changed = {name: [row | {column: 0.123} for row in found[name]]}
    assert tables.updated(page, changed, tables.EXACT_TABLES) != page, "the page does not depend on the file"
