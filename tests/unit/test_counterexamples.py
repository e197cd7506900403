"""Every misprint has a program that shows it to whoever has mpmath, and a page that says what the program prints."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from ledger.counterexample import STATUSES, Counterexample, program
from ledger.paper import load
from paper.counterexamples import CASES
from reproduction.publication import errata

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = {entry.number: vars(entry) for entry in load("paper").entries if entry.number in CASES}
QUICK = {33, 50, 52, 76, 111, 113, "fig3-sign", "sigma-below-60", "conditions-below-65", "largest-bias"}
BARE = "import runpy, sys; sys.path.append(sys.argv[1]); runpy.run_path(sys.argv[2])"


@pytest.fixture(scope="module")
def only_mpmath(tmp_path_factory):
    """A place for packages that has mpmath, and no other."""
    folder = tmp_path_factory.mktemp("packages")
    (folder / "mpmath").symlink_to(find_spec("mpmath").submodule_search_locations[0])
    return folder


def alone(packages, path):
    """Run a program where nothing but the standard library and ``packages`` can be imported."""
    words = [sys.executable, "-I", "-S", "-W", "error", "-c", BARE, packages, path]
    return subprocess.run(list(map(str, words)), capture_output=True, text=True)


def test_every_misprint_has_a_counterexample_and_nothing_else_has():
    part = (ROOT / "docs" / "errata.md").read_text(encoding="utf-8").split("\n## Misprint")[1].split("\n## ")[0]
    names = re.findall(r"^### (?:Eq\. \((\d+)\)|(\S+))$", part, re.M)
    assert {int(number) if number else slug for number, slug in names} == set(CASES) == set(ENTRIES)
    assert {case.status for case in CASES.values()} <= set(STATUSES)


@pytest.mark.parametrize(
    "number", [number if number in QUICK else pytest.param(number, marks=pytest.mark.slow) for number in CASES]
)
def test_the_print_fails_and_the_correction_holds_where_only_mpmath_is(tmp_path, only_mpmath, number):
    path = tmp_path / "counterexample.py"
    path.write_text(program(ENTRIES[number], CASES[number]), encoding="utf-8")
    done = alone(only_mpmath, path)
    assert (
        done.returncode == 0
        and done.stderr == ""
        and errata.shown(done.stdout) == {"printed": False, "corrected": True}
    )
    assert done.stdout == errata.run(path)  # what the page says it prints


@pytest.mark.parametrize("number", sorted(QUICK, key=str))
def test_a_program_fails_where_print_and_correction_are_exchanged_or_the_same(tmp_path, only_mpmath, number):
    entry = ENTRIES[number]
    for printed, corrected in (("corrected", "printed"), ("printed", "printed"), ("corrected", "corrected")):
        path = tmp_path / "counterexample.py"
        text = program({"printed": entry[printed], "corrected": entry[corrected]}, CASES[number])
        path.write_text(text, encoding="utf-8")
        done = alone(only_mpmath, path)
        assert done.returncode == 1 and done.stderr.endswith("\nAssertionError\n")
        assert errata.shown(errata.run(path)) == {
            "printed": printed == "corrected",
            "corrected": corrected == "corrected",
        }


def test_programs_are_short():
    lines = {number: len(program(ENTRIES[number], case).splitlines()) for number, case in CASES.items()}
    assert min(lines.values()) == 6 and max(lines.values()) <= 19, lines


def test_no_other_package_can_be_imported_there(tmp_path, only_mpmath):
    for name in ("numpy", "autocoherence", "paper"):
        (tmp_path / "program.py").write_text(f"import {name}")
        assert "ModuleNotFoundError" in alone(only_mpmath, tmp_path / "program.py").stderr
    (tmp_path / "program.py").write_text("import mpmath")
    assert alone(only_mpmath, tmp_path / "program.py").returncode == 0


SHOULD = {"number": 52, "verdict": "misprint", "printed": ["2 * x"], "corrected": ["3 * x"]}


@pytest.mark.parametrize(
    ("left", "found"),
    [
        ("3 * x", (False, True)),
        ("2 * x", (True, False)),
        ("4 * x", (False, False)),
        ("(3 + 1e-6) * x", (False, False)),
        ("(3 + 1e-9) * x", (False, True)),
    ],
)
def test_a_page_says_misprint_only_where_the_program_shows_one(tmp_path, monkeypatch, left, found):
    monkeypatch.setitem(CASES, 52, Counterexample(given=("x = mpf(2)",), left=left))
    path = tmp_path / "eq052.py"
    path.write_text(program(SHOULD, CASES[52]), encoding="utf-8")
    said = errata.run(path)
    assert errata.shown(said) == dict(zip(("printed", "corrected"), found, strict=True))
    entry = SHOULD | dict.fromkeys(("statement", "latex", "corrected_latex", "domain", "remark"), "")
    entry |= {"printed_residual": 1.0, "tolerance": 1e-9, "samples": 4, "proof": {"status": ""}, "impact": []}
    if found == (False, True):
        assert errata.page(entry, path, said)["said"] == said
    else:
        with pytest.raises(ValueError, match=r"Eq\. \(52\) does not show a misprint: it printed 'printed is off by"):
            errata.page(entry, path, said)


@pytest.mark.parametrize(("x", "holds"), [("3", (True, True)), ("1", (False, True)), ("-1", (False, False))])
def test_an_inequality_is_told_as_true_or_false(tmp_path, x, holds):
    entry = {"printed": ["x > 2"], "corrected": ["x > 0"]}
    path = tmp_path / "program.py"
    path.write_text(program(entry, Counterexample(given=(f"x = {x}",))), encoding="utf-8")
    assert tuple(errata.shown(errata.run(path)).values()) == holds


def test_a_misprint_without_a_counterexample_is_one_sentence():
    ledger = {"entries": [SHOULD | {"number": 1}]}
    with pytest.raises(ValueError, match=r"no counterexample for Eq\. \(1\); valid: an entry in paper/counterexamples"):
        errata.misprints(ledger)
    with pytest.raises(ValueError, match="status = 'posted' of an erratum; valid: unsent, sent, answered"):
        Counterexample(given=(), status="posted")
