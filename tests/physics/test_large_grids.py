"""Large grids are interpolated, single points are not: the reference tables hold the first to the same promise."""

import accuracy
import numpy as np
import pytest
from references.table import read
from references.tables import TABLES

import autocoherence as ac
from autocoherence import grids

SIZE = 240  # long enough for the library to interpolate
TABLE = {table.name: table for table in TABLES}
CALLS = {  # table: (column of the second axis, how to call the library on a grid of beta and that column)
    "self_induced_coherence": (
        1,
        lambda beta, omega, p: ac.self_induced_coherence(beta, omega, accuracy.bath(*p[2:]), 1, 1),
    ),
    "polarization_shift": (1, lambda beta, omega, p: ac.polarization_shift(beta, omega, accuracy.bath(*p[2:]), 1)),
    "output_covariance": (1, lambda beta, omega, p: ac.output_covariance(beta, omega, p[2], accuracy.bath(*p[3:]), 1)),
    "advantage_ratio": (2, lambda beta, omega, p: ac.advantage_ratio(beta, p[1], omega, accuracy.bath(*p[3:]))),
    "spin_signal_to_noise": (
        2,
        lambda beta, omega, p: ac.spin_signal_to_noise(
            beta, omega, ac.Arm(accuracy.bath(*p[4:]), 1, 1, np.full(int(p[3]), p[1]))
        ),
    ),
    "oscillator_position_squared": (
        1,
        lambda beta, energy, p: ac.oscillator_position_squared(beta, 1.0, energy, accuracy.bath(*p[2:4]), 1, p[4]),
    ),
}


def axis(kind, value):
    """A grid from a third to three times ``value``, with it, and its index; wider ones may be summed directly."""
    grid = np.sort(np.append(kind(value / 3, 3 * value, SIZE), value))
    return grid, int(np.flatnonzero(grid == value)[0])


@pytest.mark.parametrize("step", [17, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
@pytest.mark.parametrize("name", CALLS)
def test_grids_keep_the_promise(name, step, monkeypatch):
    column, call = CALLS[name]
    interpolated, real = [], grids._interpolate
    monkeypatch.setattr(grids, "_interpolate", lambda *a: interpolated.append(real(*a)) or interpolated[-1])
    rows = [row for row in zip(*read(TABLE[name]), strict=True) if row[0][column] > 0 and np.isfinite(row[0][0])]
    for number, (point, (text,)) in enumerate(rows[::step]):
        kind = (np.geomspace, np.linspace)[number % 2]
        beta, i = axis(kind, point[0])
        omega, j = axis(kind, point[column])
        error = accuracy.relative_error(float(call(beta[:, None], omega, point)[i, j]), float(text))
        assert error < accuracy.TOLERANCE, f"{error:.1e} at {dict(zip(TABLE[name].columns, point, strict=True))}"
    assert any(grid is not None for grid in interpolated), "every grid was summed directly: these tests are empty"
