"""What is quoted from the paper is what was compared with it: `tests/data/quoted.csv`, by `make_quoted.py` there."""

import csv
from pathlib import Path

from data.make_quoted import fingerprint, quoted

TABLE = Path(__file__).resolve().parents[1] / "data" / "quoted.csv"


def test_nothing_that_is_quoted_has_changed_since_it_was_compared():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        known = {row["quotation"]: row["fingerprint"] for row in csv.DictReader(lines)}
    now = {name: fingerprint(content) for name, content in quoted().items()}
    others = sorted(name for name in known.keys() | now.keys() if known.get(name) != now.get(name))
    assert not others, (
        f"{', '.join(others)}: compare with the paper, then run: "
        "python tests/data/make_quoted.py > tests/data/quoted.csv"
    )


def test_every_formula_of_the_paper_is_among_them():
    assert {f"formula {number}" for number in range(1, 128)} <= quoted().keys()
