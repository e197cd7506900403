"""M and N input spins on two baths that share one output spin, one configuration at a time."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ledger.sample import Draws, Sample
from paper.routes import sectors
from paper.routes.operators import X, Z
from paper.routes.pictures import rotate
from paper.systems.sampling import couplings, either_way, reorganization

LEVELS = 12
STRENGTH = 1.8  # of the output's couplings: two orderings and one differ by more than a percent or so

DOMAIN = "M = 3, N = 2, one mode in each bath (12 levels, beta xi > 3.3), couplings 0.2 to 0.4 of both signs"
STRONG = "M = 3, N = 2, one mode in each bath (12 levels, beta xi > 3.3), f2, g2 = 0.36 to 0.72, f1, g1 = 0.2 to 0.4"


def parameters(source, size: float = 0.4, count: int = 1) -> Sample:
    """Return the numbers of one system with ``count`` modes in each bath."""
    left = [(source.number(2.2, 2.5), source.number(0.65, 0.8)) for _ in range(count)]
    right = [(source.number(2.6, 3.0), source.number(0.65, 0.8)) for _ in range(count)]
    beta = source.number(1.5, 1.8)
    omega1, omega2, omega = either_way(source, (0.4, 0.7), (0.8, 1.1), (1.2, 1.5))
    return Sample(
        **couplings(source, "f1", "f2", "g1", "g2", size=size),
        beta=beta,
        M=3,
        N=2,
        omega=omega,
        omega1=omega1,
        omega2=omega2,
        left=left,
        right=right,
        Omega=reorganization(left),
        Upsilon=reorganization(right),
        ZB=np.prod([1 / -np.expm1(-beta * w) for w, _ in left + right]),
    )


def sample(source) -> Sample:
    """Return one of the systems that all results beyond perturbation theory are held to."""
    shared = source.shared("two baths")
    return system(shared.index, shared.count, shared.seed)


@lru_cache(maxsize=8)
def system(index: int, count: int = 3, seed: int = 0, strength: float = STRENGTH) -> Sample:
    """Return one system with everything exact about it, and the operators of each sector."""
    s = stronger(parameters(Draws("two baths", index, count, seed)), strength)
    partition, coherence, population = exact(s)
    return s.but(
        Z=partition,
        coherence=coherence,
        population=population,
        rho=(np.eye(2) + coherence * X + population * Z) / 2,
        sectors=[sector(s, m, n) for m in range(s.M + 1) for n in range(s.N + 1)],
    )


def stronger(s, strength: float = STRENGTH) -> Sample:
    """Return the same with an output that is coupled more strongly."""
    return s.but(f2=strength * s.f2, g2=strength * s.g2)


def exact(s, levels: int = LEVELS) -> tuple[float, float, float]:
    """Return the exact Z, coherence and population of a sample."""
    inputs = [[(s.f1, s.omega1)] * s.M, [(s.g1, s.omega2)] * s.N]
    return sectors.solve(s.beta, s.omega, inputs, [(s.f2, s.left), (s.g2, s.right)], levels)


def bias(s, m: int, n: int):
    """Return omega_mn, defined below Eq. (60)."""
    return 4 * s.f1 * s.f2 * s.Omega * (s.M - 2 * m) + 4 * s.g1 * s.g2 * s.Upsilon * (s.N - 2 * n)


def sector(s, m: int, n: int) -> Sample:
    """Return one term of the double sum, with the output's operator in both pictures at any times."""
    omega_mn = bias(s, m, n)
    theta, splitting = np.arctan2(omega_mn, s.omega), np.hypot(s.omega, omega_mn)
    c, d = np.cos(theta / 2), np.sin(theta / 2)
    turn = np.array([[c, d], [-d, c]])  # exp(i theta sigma^y / 2), from the frame of Eq. (118) and back
    energies, start = splitting / 2 * np.array([1.0, -1.0]), np.cos(theta) * X - np.sin(theta) * Z
    return Sample(
        m=m,
        n=n,
        omega_mn=omega_mn,
        R=splitting,
        theta=theta,
        tilted=s.omega / 2 * Z - omega_mn / 2 * X,
        turn=turn,
        Sigma=lambda times: rotate(start, energies, times),
        sigma=lambda times: turn @ rotate(start, energies, times) @ turn.T,
    )
