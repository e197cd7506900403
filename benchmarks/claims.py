"""True errors of exact answers at random points as parts of the claimed ones, by another fit and other leaves: a table.

OMP_NUM_THREADS=1 PYTHONPATH=src:tests/physics python benchmarks/claims.py benchmarks/claims.csv 500
"""

import csv
import sys

from random_spins import QUANTITIES, otherwise, random_point, share

from autocoherence import biased_spin_equilibrium

ASKED, REFERENCE = (1e-3, 1e-5), 1e-7


def rows(seed):
    """The largest share of each quantity among the biases of a point, for each accuracy asked for."""
    beta, omega, _, bath, _ = point = random_point(seed)
    states = {rtol: biased_spin_equilibrium(*point, rtol=rtol) for rtol in ASKED}
    with otherwise():
        reference = biased_spin_equilibrium(*point, rtol=REFERENCE)
    for rtol, state in states.items():
        known = {"beta": beta, "omega": omega} | {name: getattr(bath, name) for name in bath.__dataclass_fields__}
        yield (
            {"seed": seed, "rtol": rtol}
            | {name: f"{value:.4g}" for name, value in known.items()}
            | {
                name: f"{value:.3f}"
                for name, value in zip(QUANTITIES, share(state, reference).max(axis=1), strict=True)
            }
            | {"converged": bool(state.converged.all()), "known": bool(reference.converged.all())}
        )


if __name__ == "__main__":
    with open(sys.argv[1], "w", newline="", encoding="utf-8") as file:
        writer = None
        for seed in range(100, 100 + int(sys.argv[2])):
            for row in rows(seed):
                if writer is None:
                    writer = csv.DictWriter(file, row, lineterminator="\n")
                    writer.writeheader()
                writer.writerow(row)
            file.flush()
