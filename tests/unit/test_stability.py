"""The table of `make status SEEDS=100` is of these entries; a changed verdict is told, and one that was not tried."""

import pytest

from ledger import stability
from ledger.entry import Entry, Slope
from ledger.paper import load
from ledger.sample import Sample

ROWS = [
    {"entry": "1", "verdict": "verified", "seeds": "100", "changed": "0"},
    {"entry": "2", "verdict": "misprint", "seeds": "60", "changed": "0"},
    {"entry": "slug", "verdict": "verified", "seeds": "100", "changed": "0"},
]
ENTRIES = [
    {"number": int(row["entry"]) if row["entry"].isdigit() else row["entry"], "verdict": row["verdict"]} for row in ROWS
]


def test_the_table_is_of_these_entries_and_nothing_changes():
    rows, entries = stability.read(), load().entries
    assert [row["entry"] for row in rows] == [str(entry.number) for entry in entries], "run: make status SEEDS=100"
    for row, entry in zip(rows, entries, strict=True):
        assert int(row["seeds"]) >= 100 and row["changed"] == "0", row
        assert float(row["residual"]) <= 1.05 * entry.tolerance and row["verdict"] != "unverified", row
        assert not entry.slope or abs(float(row["lowest"]) - entry.slope.power) <= entry.slope.tolerance, row
        assert not entry.slope or abs(float(row["highest"]) - entry.slope.power) <= entry.slope.tolerance, row


EXACT, MARGIN = 1e-9, 300  # what an exact form is held to, and by how much more others are than they need


def test_no_tolerance_is_far_above_what_is_found():
    """A comparison that steps or a truncation limit may be coarser, by a factor of the largest residual of a row."""
    for row, entry in zip(stability.read(), load().entries, strict=True):
        assert row["tolerance"] == f"{entry.tolerance:.0e}", f"run: make status SEEDS=100 ARGS={entry.number}"
        assert entry.tolerance <= max(EXACT, MARGIN * float(row["residual"])), row
        assert not entry.slope or entry.slope.tolerance <= 0.1, row


def test_what_the_table_says_of_a_ledger():
    assert stability.summary(ROWS, ENTRIES) == "no verdict changes with any of 60 seeds"
    assert "; verdicts not tried: 1" in stability.summary(ROWS[1:], ENTRIES)
    another = [*ENTRIES[:2], {"number": "slug", "verdict": "misprint"}]
    assert "; verdicts not tried: 1" in stability.summary(ROWS, another)
    assert stability.summary([], ENTRIES) == ""


@pytest.mark.parametrize("place", range(3))
def test_a_verdict_that_changes_is_named(place):
    rows = [row | {"changed": str(2 * (number == place))} for number, row in enumerate(ROWS)]
    assert stability.summary(rows, ENTRIES).startswith(f"the verdict of {ROWS[place]['entry']} changes")


@pytest.mark.parametrize("others", [(), (1,), (2, 5)])
def test_a_row_counts_the_seeds_that_say_something_else(others):
    entry = Entry(
        number="odd",
        kind="leading order",
        statement="x is one, and x + x^3 nearly",
        printed=("x",),
        sample=lambda source: Sample(x=source.number(1, 2), off=1e-3 * (source.seed in others) + 1e-12),
        routes={"itself": lambda s: (s.x * (1 + s.off),)},
        domain="1 < x < 2",
        slope=Slope(3, ("x",), "x", lambda s: s.x + s.x**3, scales=(0.1, 0.05, 0.025)),
    )
    row = stability.stability(entry, load("toy_paper"), 6)
    assert (row["verdict"], row["seeds"], row["changed"]) == ("verified", "6", str(len(others)))
    assert row["residual"] == ("1e-03" if others else "1e-12")
    assert 2.9 < float(row["lowest"]) <= float(row["highest"]) < 3.1


@pytest.mark.parametrize("wrong", ["0", "-3", "x", "1.5"])
def test_no_number_of_seeds_is_one_sentence(wrong, capsys):
    with pytest.raises(SystemExit) as end:
        stability.main([f"--seeds={wrong}", "66"])
    said = capsys.readouterr().err.splitlines()[-1]
    assert end.value.code == 2 and repr(wrong) in said and "valid: a whole number of at least 1" in said
