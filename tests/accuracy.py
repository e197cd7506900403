"""How far the library is from the reference tables: for tests/physics/test_tables.py, for benchmarks/accuracy.csv, and
for docs/accuracy.md, which says the same.
"""

import csv
import math
from pathlib import Path

import numpy as np
from references.table import agreed_digits, read
from references.tables import TABLES

from autocoherence import (
    Arm,
    PowerLawBath,
    advantage_ratio,
    induced_coherence,
    oscillator_position,
    oscillator_position_squared,
    oscillator_signal_to_noise,
    output_covariance,
    pair_kernel,
    pair_kernel_bounds,
    polarization_shift,
    second_order_kernel,
    self_induced_coherence,
    self_kernel,
    spin_signal_to_noise,
    transfer_kernel,
)
from autocoherence.exact.oscillator import exact_oscillator

TOLERANCE = 1e-11  # what the library promises on the whole domain, relative
FLOOR = 1e-15  # below, an error is rounding and may differ between processors
ROOT = Path(__file__).resolve().parent.parent
PAGE, TABLE = ROOT / "docs" / "accuracy.md", ROOT / "benchmarks" / "accuracy.csv"
COLUMNS = ("functions", "equation", "output", "points", "worst_error", "at")
INTRODUCTION = """\
# Accuracy of the library

Worst relative error of each public function against the reference tables in `tests/data`, whose values come from two
routes that share nothing with the library and agree to at least {agreed} digits (each file's header says which;
its column `radius` bounds their error where that is proven). The
domain is `beta omega_1` from 0.001 to 50 and infinity, `omega/omega_1` from 1e-6 to 10, `s` from 0.25 to 4,
`omega_c/omega_1` from 0.3 to 100, with every coincidence of frequencies. The promise is {tolerance:g}; the tests hold
the library to it, and to within a factor 10 of this page. Made by `make accuracy`;
`benchmarks/accuracy.csv` has the same.

Baths of modes are held to 2e-13 on all of the stated domain (`tests/physics/test_whole_domain.py`): `beta` from 1e-6 to
1e6 and infinity, frequencies from 1e-6 to 1e6, every quadrant of the angle, up to 200 modes and 5000 input spins,
scattered points and grids of up to five axes, against one mode's closed forms in ball arithmetic. What
`SpectralDensityBath.error` states covers the true error of Omega and K, known in closed form, for random shapes of 13
kinds: jumps, hard cut-offs, kinks, gaps, tables, narrow peaks with and without wings, oscillations, roots, slow powers
and mixtures (`tests/unit/shapes.py`; four of each kind by default, a thousand in the slow tests).

| function | paper | output | points | worst error | at |
|---|---|---|---:|---:|---|
"""


def bath(s, cutoff):
    """The bath of the tables."""
    return PowerLawBath(1.0, s, cutoff)


def correlator(xi, x, y, beta):
    """K of Eq. (96) by way of (44); its factors are exact to rounding."""
    return 4 * (xi - x) * (xi + x) * (xi - y) * (xi + y) / xi * pair_kernel(xi, x, y, beta)


def leading_oscillator(beta, omega_in, omega_osc, s, cutoff, f, g):
    """Position and signal-to-noise ratio."""
    arguments = (beta, omega_in, omega_osc, bath(s, cutoff), f, g)
    return oscillator_position(*arguments), oscillator_signal_to_noise(*arguments)


def exact(beta, omega_in, omega_osc, s, cutoff, f, g):
    """All four moments."""
    state = exact_oscillator(beta, omega_in, omega_osc, bath(s, cutoff), f, g)
    return state.position, state.position_squared, state.variance, state.signal_to_noise


def second_order(xi, splitting, angle, beta):
    """The tables leave out D's factor i."""
    a, b, c, d = second_order_kernel(xi, splitting, angle, beta)
    return a, b, c, (d / 1j).real


CALLS = {  # table: (function, outputs it returns, how to call it with the table's columns)
    "self_induced_coherence": (
        "self_induced_coherence", ["value"],
        lambda beta, w, s, c: self_induced_coherence(beta, w, bath(s, c), 1, 1),
    ),
    "induced_coherence": (
        "induced_coherence", ["value"], lambda beta, a, b, s, c: induced_coherence(beta, b, Arm(bath(s, c), 1, 1, a)),
    ),
    "advantage_ratio": (
        "advantage_ratio", ["value"], lambda beta, a, b, s, c: advantage_ratio(beta, a, b, bath(s, c)),
    ),
    "output_covariance": (
        "output_covariance", ["value"], lambda beta, a, b, s, c: output_covariance(beta, a, b, bath(s, c), 1),
    ),
    "spin_signal_to_noise": (
        "spin_signal_to_noise", ["value"],
        lambda beta, a, b, m, s, c: spin_signal_to_noise(beta, b, Arm(bath(s, c), 1, 1, np.full(int(m), a))),
    ),
    "polarization_shift": (
        "polarization_shift", ["value"], lambda beta, w, s, c: polarization_shift(beta, w, bath(s, c), 1),
    ),
    "self_kernel": ("self_kernel", ["value"], self_kernel),
    "transfer_kernel": ("transfer_kernel", ["value"], transfer_kernel),
    "pair_kernel": (
        "pair_kernel, pair_kernel_bounds", ["kernel", "minimum", "maximum"],
        lambda xi, x, y, beta: (pair_kernel(xi, x, y, beta), *pair_kernel_bounds(x, y, beta)),
    ),
    "pair_correlator": ("pair_kernel", ["K"], correlator),
    "second_order_kernel": ("second_order_kernel", ["A", "B", "C", "D"], second_order),
    "oscillator_position": (
        "oscillator_position, oscillator_signal_to_noise", ["position", "signal_to_noise"], leading_oscillator,
    ),
    "oscillator_position_squared": (
        "oscillator_position_squared", ["value"],
        lambda beta, e, s, c, g: oscillator_position_squared(beta, 1.0, e, bath(s, c), 1.0, g),
    ),
    "exact_oscillator": (
        "exact_oscillator", ["position", "position_squared", "variance", "signal_to_noise"], exact,
    ),
}  # fmt: skip


def relative_error(value, reference):
    """Infinite for anything that is not the number it should be."""
    if not math.isfinite(value):
        return math.inf
    if reference == 0:
        return 0.0 if value == 0 else math.inf
    return abs(value - reference) / abs(reference)


def errors(table):
    """Return rows (output, point, value, reference, relative error) of one table."""
    _, outputs, call = CALLS[table.name]
    rows = []
    for point, texts in zip(*read(table), strict=True):
        values = call(*point)
        values = values if isinstance(values, tuple) else (values,)
        wanted = dict(zip(table.outputs, map(float, texts), strict=True))
        for output, value in zip(outputs, values, strict=True):
            rows.append((output, point, float(value), wanted[output], relative_error(float(value), wanted[output])))
    return rows


def worst(table):
    """Return per output the number of points, the worst relative error and the point where it occurs."""
    rows = errors(table)
    for output in CALLS[table.name][1]:
        own = [row for row in rows if row[0] == output]
        _, point, _, _, error = max(own, key=lambda row: row[-1])
        yield output, len(own), error, point


def measured():
    """Return the rows of the table."""
    rows = []
    for table in TABLES:
        for output, count, error, point in worst(table):
            where = ", ".join(f"{name} {value:g}" for name, value in zip(table.columns, point, strict=True))
            cells = (CALLS[table.name][0], table.equation, output, str(count), f"{error:.0e}", where)
            rows.append(dict(zip(COLUMNS, cells, strict=True)))
    return rows


def page(rows):
    """Return docs/accuracy.md."""
    lines = [INTRODUCTION.format(agreed=min(map(agreed_digits, TABLES)), tolerance=TOLERANCE)]
    for row in rows:
        names = f"`{row['functions']}`".replace(", ", "`, `")
        lines.append(f"| {' | '.join([names, *(row[name] for name in COLUMNS[1:])])} |\n")
    return "".join(lines)


def published():
    """Return the rows that benchmarks/accuracy.csv has."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main():
    """Write the table, and the page that shows it."""
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(measured())
    PAGE.write_text(page(published()), encoding="utf-8")


if __name__ == "__main__":
    main()
