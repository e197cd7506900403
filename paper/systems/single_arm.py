"""Two baths of which the output feels one only, or none."""

from __future__ import annotations

from itertools import product

import numpy as np

from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes import levels
from paper.systems.two_baths import exact, parameters, sector, stronger


def one_sided(source) -> Sample:
    """Return the exact answer at g2 = 0, and the output's operator in each sector."""
    s = stronger(parameters(source.shared("two baths"))).but(g2=0.0)
    partition, coherence, _ = exact(s)
    return s.but(
        Z=partition, coherence=coherence, sectors=[sector(s, m, n) for m, n in product(range(s.M + 1), range(s.N + 1))]
    )


def numbers(source) -> Sample:
    s = parameters(source)
    return s.but(Z=free(s))


def one_arm(source) -> Sample:
    s = parameters(source).but(g2=0.0)
    return s.but(Z=free(s))


def free(s) -> float:
    """Return the partition function of free spins and bosons, from the levels."""
    spins = [np.exp(-s.beta * w / 2 * np.array([1, -1])).sum() for w in [s.omega1] * s.M + [s.omega2] * s.N + [s.omega]]
    return np.prod(spins) * np.prod([boson_partition(w, s.beta) for w, _ in s.left + s.right])


@exactly(levels.boson_partition)
def boson_partition(w, beta):
    """Return the sum over the number states of one mode."""
    return np.exp(-beta * w * np.arange(200)).sum()


def free_bosons() -> str:
    return "ZB * (2 * cosh(beta * omega / 2)) * (2 * cosh(beta * omega1 / 2))**M * (2 * cosh(beta * omega2 / 2))**N"
