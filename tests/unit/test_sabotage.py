"""The breaks of `make sabotage` fit what stands there, and the table is of them."""

import shutil

from sabotage import ROOT, breaks
from sabotage.__main__ import COLUMNS, TABLE, known, stands

BREAKS = breaks()


def test_every_break_fits_what_stands_there(tmp_path):
    problems = []
    for one in BREAKS:
        (tmp_path / one.file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / one.file, tmp_path / one.file)
        try:
            one.apply(tmp_path)
        except ValueError as problem:
            problems.append(str(problem))
        assert all((ROOT / path.partition("::")[0]).exists() for path in one.first), one.first
    assert not problems, "\n".join(problems)


def test_every_break_has_a_name_of_its_own():
    assert len({one.name for one in BREAKS}) == len(BREAKS)


def test_the_table_is_of_these_breaks():
    told = {one.name: (one.area, one.name, one.kind) for one in BREAKS}
    rows = {name: tuple(row[part] for part in COLUMNS[:3]) for name, row in known().items()}
    new = " ".join(name for name in told if rows.get(name) != told[name])
    assert rows == told, f"{TABLE.name} is of other breaks; run: make sabotage ARGS='{new}'"


def test_what_the_default_tests_notice_is_nearly_all():
    tiers = [row["tier"] for row in known().values()]
    assert tiers.count("none") == 0 and tiers.count("default") >= 0.95 * len(tiers)


def test_whoever_noticed_is_still_there():
    assert not [row for row in known().values() if not stands(row["noticed by"])]
    assert not stands("tests/unit/test_sabotage.py::test_that_is_not_there[1]") and not stands("tests/none.py::test")
