"""Generator of path_sum.csv: equilibria of a biased spin by the sum over all paths, where its extrapolation settles.

Run from the root of the project: `PYTHONPATH=src:tests/physics python tests/data/make_path_sum.py` (about a minute).
"""

import csv
from itertools import product
from pathlib import Path

import numpy as np
from path_sum import path_sum

from autocoherence.model import PowerLawBath

TABLE = Path(__file__).with_name("path_sum.csv")
BIASES = (0.1, 0.7, 3.0)
COLUMNS = [
    "beta",
    "omega",
    "exponent",
    "cutoff",
    "strength",
    "bias",
    "coherence",
    "log_partition",
    "error",
    "log_error",
]


def rows():
    """Yield the grid's points whose extrapolation error is below 2e-8."""
    for beta, exponent, cutoff, strength in product((0.1, 0.5, 1, 2, 5), (0.5, 1, 2), (1, 10), (0.01, 0.1, 0.5)):
        result = path_sum(beta, 1.0, np.array(BIASES), PowerLawBath(strength, exponent, cutoff), 1.0)
        if max(result.error.max(), result.log_error.max()) < 2e-8:
            for k, bias in enumerate(BIASES):
                values = result.coherence[k], result.log_partition[k], result.error[k], result.log_error[k]
                yield [beta, 1.0, exponent, cutoff, strength, bias, *(f"{value:.13g}" for value in values)]


if __name__ == "__main__":
    with TABLE.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())
