"""What `biased_spin_equilibrium` claims over its domain: error and time at a requested accuracy, as a table.

    OMP_NUM_THREADS=1 PYTHONPATH=src python benchmarks/reach.py benchmarks/reach.csv

omega = 1, f_out = 1, biases 0.02, 0.3, 2: the largest estimated error of the coherence, relative to it.
"""

import csv
import sys
import time
from itertools import product

import numpy as np

from autocoherence import PowerLawBath, biased_spin_equilibrium

BETAS, EXPONENTS, CUTOFFS, STRENGTHS = (0.1, 1.0, 5.0, 20.0, 50.0), (0.5, 1.0, 2.0), (1.0, 10.0), (0.01, 0.1, 0.5)
COLUMNS = ["beta", "exponent", "cutoff", "strength", "relative_error", "converged", "seconds"]


def row(beta, exponent, cutoff, strength, rtol=1e-6):
    bath, bias = PowerLawBath(strength, exponent, cutoff), [0.02, 0.3, 2.0]
    start = time.process_time()
    try:
        state = biased_spin_equilibrium(beta, 1.0, bias, bath, 1.0, rtol=rtol)
        error, converged = np.max(state.error / np.abs(state.coherence)), bool(state.converged.all())
    except ValueError:  # not even a rough answer
        error, converged = np.inf, False
    seconds = time.process_time() - start
    return [beta, exponent, cutoff, strength, f"{error:.0e}", converged, f"{seconds:.2g}"]


if __name__ == "__main__":
    with open(sys.argv[1], "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for point in product(BETAS, CUTOFFS, STRENGTHS, EXPONENTS):
            beta, cutoff, strength, exponent = point
            writer.writerow(row(beta, exponent, cutoff, strength))
            file.flush()
