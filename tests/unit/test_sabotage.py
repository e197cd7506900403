"""The breaks of `make sabotage` fit what stands there, and the table is of them."""

import shutil

from sabotage import ROOT, breaks
from sabotage.__main__ import COLUMNS, TABLE, known

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
    assert rows.items() <= told.items(), f"{TABLE.name} is of other breaks; run: make sabotage ARGS='{new}'"
