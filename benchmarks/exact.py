"""The numbers of docs/exact.md: exact answers against the path sum, the time of a curve, and what three longer
programs of this folder (`claims.py`, `reach.py`, `third_parties.py`) left in their files."""

import csv
import time
from itertools import groupby
from pathlib import Path

import numpy as np

from autocoherence import Arm, PowerLawBath, biased_spin_equilibrium, exact_equilibria

KEY = ("beta", "omega", "exponent", "cutoff", "strength")
CURVES, PRECISIONS = ((5.0, 1.0), (1.0, 5.0), (0.5, 1.0)), (1e-3, 1e-4, 1e-6, 1e-8, 1e-10)


def read(path):
    """Rows of a table, numbers as numbers."""
    with Path(path).open(encoding="utf-8") as file:
        return [{name: number(text) for name, text in row.items()} for row in csv.DictReader(file)]


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def against_path_sum():
    """Errors and verdicts of every bath and temperature of the published grid, at two precisions."""
    rows = []
    for key, group in groupby(read("tests/data/path_sum.csv"), key=lambda row: [row[name] for name in KEY]):
        group = list(group)
        bias, coherence, log_z, own, own_log = (
            np.array([row[name] for row in group])
            for name in ("bias", "coherence", "log_partition", "error", "log_error")
        )
        beta, omega, exponent, cutoff, strength = key
        for rtol in (1e-6, 1e-8):
            state = biased_spin_equilibrium(beta, omega, bias, PowerLawBath(strength, exponent, cutoff), 1.0, rtol=rtol)
            true = np.maximum(np.abs(state.coherence - coherence) - own, 0)
            true_log = np.maximum(np.abs(state.log_partition - log_z) - own_log, 0)
            row = {"rtol": rtol, "cutoff": cutoff, "strength": strength, "true": true.max(), "log": true_log.max()}
            row |= {"claimed": state.error.max(), "ratio": (true / state.error).max()}
            rows.append({name: float(value) for name, value in row.items()} | {"good": bool(state.converged.all())})
    return rows


def curves(repeat=9):
    """Processor time, the least of a few, of coherence against M = 1 ... 50 with its error; f_out^2 lambda = 0.1."""
    rows = []
    for beta, cutoff in CURVES:
        systems = [Arm(PowerLawBath(0.1, 1.0, cutoff), 0.05, 1.0, np.ones(count)) for count in range(1, 51)]
        for rtol in PRECISIONS:
            seconds = []
            for _ in range(repeat):
                start = time.process_time()
                state = exact_equilibria(beta, 1.0, systems, rtol=rtol)
                seconds.append(time.process_time() - start)
            row = {"beta": beta, "cutoff": cutoff, "rtol": rtol, "seconds": min(seconds)}
            rows.append(row | {"good": bool(state.converged.all())})
    return rows
