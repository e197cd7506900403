"""Generator of kink_gas.csv: cold, strongly coupled spins by cluster Monte Carlo.

Run from the root of the project: `PYTHONPATH=src:tests/physics python tests/data/make_kink_gas.py` (about an hour).
It adds the baths that the table lacks; without the table it makes all of it.
"""

import csv
from itertools import product
from pathlib import Path

from kink_gas import kink_gas

from autocoherence.model import PowerLawBath

TABLE = Path(__file__).with_name("kink_gas.csv")
BATHS = [
    *product((20.0, 50.0, 200.0), (0.5, 1.0, 2.0), ((1.0, 0.5), (10.0, 0.1), (10.0, 0.5))),
    (50.0, 1.0, (50.0, 1.0)),
    (20.0, 1.0, (1.0, 0.1)),
]
BONDS = [4e7] * 20 + [1e7] * 9  # drawn per bath: what decides how long it takes
REPLICAS = 400
INPUTS = ["beta", "omega", "exponent", "cutoff", "strength", "bias"]
COLUMNS = [*INPUTS, "coherence", "polarization", "coherence_bar", "polarization_bar"]


def rows(seed):
    """Values and standard errors of one bath, at a bias that heat blurs and at one that it does not."""
    beta, exponent, (cutoff, strength) = BATHS[seed]
    bath, biases = PowerLawBath(strength, exponent, cutoff), (1 / beta, 0.3)
    sweeps = max(50, int(BONDS[seed] / REPLICAS / (beta * (1 + 2 * bath.reorganization_energy))))
    found = kink_gas(seed, beta, 1.0, biases, bath, sweeps, REPLICAS)
    for bias, values in zip(biases, found.T, strict=True):
        yield [beta, 1.0, exponent, cutoff, strength, bias, *(f"{value:.7g}" for value in values)]


if __name__ == "__main__":
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    with TABLE.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        if not lines:
            writer.writerow(COLUMNS)
        for seed in range(max(0, len(lines) - 1) // 2, len(BATHS)):
            writer.writerows(rows(seed))
            file.flush()
