"""M and N input spins on two baths that share one output spin, one configuration at a time."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ledger.sample import Draws, Sample
from paper.routes import fock, sectors
from paper.routes.operators import X, Z
from paper.systems.sampling import couplings, either_way, reorganization

LEVELS = 12

DOMAIN = "M = 3, N = 2, one mode in each bath (12 levels, beta xi > 3.3), couplings 0.2 to 0.4 of both signs"


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
        left_arm=("left",),
        right_arm=("right",),
    )


def sample(source) -> Sample:
    """Return one of the systems that all results beyond perturbation theory are held to."""
    shared = source.shared("two baths")
    return system(shared.index, shared.count, shared.seed)


@lru_cache(maxsize=8)
def system(index: int, count: int = 3, seed: int = 0, size: float = 0.4) -> Sample:
    """Return one system with everything exact about it, and the ordered exponentials of each sector."""
    s = parameters(Draws("two baths", index, count, seed), size)
    partition, coherence, population = exact(s)
    return s.but(
        Z=partition,
        coherence=coherence,
        population=population,
        rho=(np.eye(2) + coherence * X + population * Z) / 2,
        sectors=[sector(s, m, n) for m in range(s.M + 1) for n in range(s.N + 1)],
    )


def exact(s, levels: int = LEVELS) -> tuple[float, float, float]:
    """Return the exact Z, coherence and population of a sample."""
    inputs = [[(s.f1, s.omega1)] * s.M, [(s.g1, s.omega2)] * s.N]
    return sectors.solve(s.beta, s.omega, inputs, [(s.f2, s.left), (s.g2, s.right)], levels)


def bias(s, m: int, n: int):
    """Return omega_mn, defined below Eq. (60)."""
    return 4 * s.f1 * s.f2 * s.Omega * (s.M - 2 * m) + 4 * s.g1 * s.g2 * s.Upsilon * (s.N - 2 * n)


def sector(s, m: int, n: int) -> Sample:
    """Return one term of the double sum, with the ordered exponentials in both pictures."""
    omega_mn = bias(s, m, n)
    theta = np.arctan2(omega_mn, s.omega)
    arms = {"left": (s.f2 * X, s.left), "right": (s.g2 * X, s.right)}
    tilted = s.omega / 2 * Z - omega_mn / 2 * X
    plain = {
        names: fock.bath_average_of_exponential(tilted, [arms[name] for name in names], s.beta, LEVELS)
        for names in (("left",), ("right",), ("left", "right"))
    }
    c, d = np.cos(theta / 2), np.sin(theta / 2)
    turn = np.array([[c, d], [-d, c]])  # exp(i theta sigma^y / 2), to the frame of Eq. (118) and back
    ordered = {names: turn.T @ value @ turn for names, value in plain.items()}
    return Sample(
        m=m,
        n=n,
        omega_mn=omega_mn,
        R=np.hypot(s.omega, omega_mn),
        theta=theta,
        tilted=tilted,
        T=ordered.__getitem__,
        t=plain.__getitem__,
    )
