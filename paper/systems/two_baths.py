"""M and N input spins on two baths that share one output spin, one configuration at a time."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from paper.routes import fock, sectors
from paper.routes.operators import X, Z
from paper.systems.sampling import couplings, number, reorganization

LEVELS = 12

DOMAIN = "M = 3, N = 2, one mode in each bath (12 levels, beta xi > 2.4), couplings 0.2 to 0.4 of both signs"


def parameters(seed: int, size: float = 0.4) -> dict:
    """Return the numbers of one system."""
    rng = np.random.default_rng(1000 + seed)
    s = couplings(rng, "f1", "f2", "g1", "g2", size=size) | {"beta": number(rng, 1.2, 1.6), "M": 3, "N": 2}
    s |= {"omega": number(rng, 0.9, 1.3), "omega1": number(rng, 0.4, 0.7), "omega2": number(rng, 0.8, 1.1)}
    s |= {
        "left": [(number(rng, 2.0, 2.4), number(rng, 0.7, 0.9))],
        "right": [(number(rng, 2.6, 3.0), number(rng, 0.7, 0.9))],
    }
    s |= {"Omega": reorganization(s["left"]), "Upsilon": reorganization(s["right"])}
    s["ZB"] = np.prod([1 / -np.expm1(-s["beta"] * w) for w, _ in s["left"] + s["right"]])
    return s | {"left_arm": ("left",), "right_arm": ("right",)}


@cache
def system(seed: int, size: float = 0.4) -> dict:
    """Return one system with everything exact about it, and the ordered exponentials of each sector."""
    s = parameters(seed, size)
    s["Z"], s["coherence"], s["population"] = exact(SimpleNamespace(**s))
    s["rho"] = (np.eye(2) + s["coherence"] * X + s["population"] * Z) / 2
    return s | {"sectors": [sector(s, m, n) for m in range(s["M"] + 1) for n in range(s["N"] + 1)]}


def sample(rng) -> dict:
    return dict(system(int(rng.integers(3))))


def exact(s, levels: int = LEVELS) -> tuple[float, float, float]:
    """Return the exact Z, coherence and population of a sample."""
    inputs = [[(s.f1, s.omega1)] * s.M, [(s.g1, s.omega2)] * s.N]
    return sectors.solve(s.beta, s.omega, inputs, [(s.f2, s.left), (s.g2, s.right)], levels)


def bias(s: dict, m: int, n: int) -> float:
    """Return omega_mn, defined below Eq. (60)."""
    return 4 * s["f1"] * s["f2"] * s["Omega"] * (s["M"] - 2 * m) + 4 * s["g1"] * s["g2"] * s["Upsilon"] * (
        s["N"] - 2 * n
    )


def sector(s: dict, m: int, n: int) -> SimpleNamespace:
    """Return one term of the double sum, with the ordered exponentials in both pictures."""
    omega_mn = bias(s, m, n)
    splitting = np.hypot(s["omega"], omega_mn)
    theta = np.arctan2(omega_mn, s["omega"])
    arms = {"left": (s["f2"] * X, s["left"]), "right": (s["g2"] * X, s["right"])}
    tilted = s["omega"] / 2 * Z - omega_mn / 2 * X
    plain = {
        names: fock.bath_average_of_exponential(tilted, [arms[name] for name in names], s["beta"], LEVELS)
        for names in (("left",), ("right",), ("left", "right"))
    }
    c, d = np.cos(theta / 2), np.sin(theta / 2)
    turn = np.array([[c, d], [-d, c]])  # exp(i theta sigma^y / 2), to the frame of Eq. (118) and back
    ordered = {names: turn.T @ value @ turn for names, value in plain.items()}
    return SimpleNamespace(
        m=m, n=n, omega_mn=omega_mn, R=splitting, theta=theta, tilted=tilted, T=ordered.__getitem__, t=plain.__getitem__
    )
