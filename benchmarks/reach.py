"""What `biased_spin_equilibrium` claims over its domain: errors and time of a curve, as a table.

    OMP_NUM_THREADS=1 PYTHONPATH=src python benchmarks/reach.py benchmarks/reach.csv 1e-6 1e-8

omega = 1, f_out = 1, 50 biases up to 2: the largest claimed errors of coherence, relative to it, of polarization,
and ln z, relative to it or to one. The accuracies asked for come one after the other; for the first of them, rows
beyond the grid and without heat follow it.
"""

import csv
import sys
import time
from itertools import product

import numpy as np

from autocoherence import PowerLawBath, biased_spin_equilibrium

GRID = (0.1, 1.0, 5.0, 20.0, 50.0), (1.0, 10.0), (0.01, 0.1, 0.5), (0.5, 1.0, 2.0)
BEYOND = (5.0, 200.0), (1.0, 50.0), (0.1, 1.0), (0.25, 1.0, 3.0)
FROZEN = (np.inf,), (1.0,), (0.1,), (0.5, 1.0, 2.0)
QUANTITIES = "coherence", "polarization", "log_partition"
BIASES = np.linspace(0.04, 2.0, 50)


def row(rtol, beta, cutoff, strength, exponent):
    """Largest errors, verdict, seconds."""
    start, errors, converged = time.process_time(), dict.fromkeys(QUANTITIES, np.inf), False
    try:
        state = biased_spin_equilibrium(beta, 1.0, BIASES, PowerLawBath(strength, exponent, cutoff), 1.0, rtol=rtol)
        sizes = np.abs(state.coherence), np.tanh(beta / 2), np.maximum(np.abs(state.log_partition), 1.0)
        pairs = zip(QUANTITIES, sizes, strict=True)
        errors = {name: np.max(getattr(state.errors, name) / size) for name, size in pairs}
        converged = bool(state.converged.all())
    except ValueError:  # not even a rough answer
        pass
    seconds = time.process_time() - start
    point = {"rtol": rtol, "beta": beta, "exponent": exponent, "cutoff": cutoff, "strength": strength}
    claims = {name: f"{error:.0e}" for name, error in errors.items()}
    return point | claims | {"converged": converged, "seconds": f"{seconds:.2g}"}


if __name__ == "__main__":
    with open(sys.argv[1], "w", newline="", encoding="utf-8") as file:
        writer = None
        for k, rtol in enumerate(map(float, sys.argv[2:])):
            for point in (*product(*GRID), *(() if k else (*product(*BEYOND), *product(*FROZEN)))):
                found = row(rtol, *point)
                if writer is None:
                    writer = csv.DictWriter(file, found, lineterminator="\n")
                    writer.writeheader()
                writer.writerow(found)
                file.flush()
