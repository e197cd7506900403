"""Tables say what the arrays say: every row is a value at its place, under the name and unit of its column."""

import numpy as np
import pandas as pd
import pytest

from reproduction import arrays, tables
from reproduction.agreement import arrays as runs

SIZES = {"s": 3, "beta": 150, "omega": 4}
UNITS = {"s": "1", "beta": "1/omega_1", "omega": "omega_1"}
DIMS = {"number": (), "curve": ("omega",), "curves": ("s", "omega"), "map": ("beta", "omega")}
DIMS |= {"maps": ("s", "beta", "omega"), "truth": ("omega",), "words": ("s",)}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Arrays of every kind, as saved, and the folder of their tables."""
    folder = tmp_path_factory.mktemp("tables")
    random = np.random.default_rng(1)
    made = {}
    for name, dims in DIMS.items():
        values = random.standard_normal([SIZES[dim] for dim in dims])
        values = {"truth": values > 0, "words": np.array(["a", "b,c", 'd"'])}.get(name, values)
        made[name] = arrays.quantity(dims, values, "K", name)
    axes = {dim: arrays.quantity(dim, np.sort(random.random(size)), UNITS[dim], dim) for dim, size in SIZES.items()}
    arrays.save(folder / "d.nc", made, axes, title="t", equation="(1)", parameters={})
    dataset = runs.read(folder / "d.nc")
    tables.write(dataset, folder / "tables")
    return dataset, folder / "tables"


def test_there_is_one_table_for_each_panel(saved):
    found = {path.name for path in saved[1].iterdir()}
    single = {"number.csv", "curve.csv", "map.csv", "truth.csv", "words.csv"}
    assert found == single | {f"{name}_{k}.csv" for name in ("curves", "maps") for k in (1, 2, 3)}


@pytest.mark.parametrize("name", DIMS)
def test_every_row_is_a_value_at_its_place(saved, name):
    dataset, folder = saved
    rows = pd.concat([pd.read_csv(path) for path in folder.glob(f"{name}*.csv") if path.stem.split("_")[0] == name])
    columns = [f"{dim} [{UNITS[dim]}]" for dim in DIMS[name]]
    assert list(rows.columns) == [*columns, f"{name} [K]"]
    for row in rows.itertuples(index=False):
        at = dict(zip(DIMS[name], row, strict=False))
        place = {dim: int(np.argmin(np.abs(dataset[dim].values - value))) for dim, value in at.items()}
        assert dataset[name].values[tuple(place.values())] == row[-1]
        assert all(dataset[dim].values[k] == at[dim] for dim, k in place.items())
    assert len(rows) == np.prod([min(SIZES[dim], tables.ALONG) for dim in DIMS[name]])
    assert len(rows.drop_duplicates(columns)) == len(rows) if columns else len(rows) == 1
