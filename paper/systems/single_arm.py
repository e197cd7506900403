"""Two baths of which the output feels one only, or none."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from paper.routes import fock
from paper.routes.operators import X, Z
from paper.systems.two_baths import exact, parameters


@cache
def _one_sided(seed: int) -> dict:
    s = parameters(seed) | {"g2": 0.0}
    s["Z"], s["coherence"], _ = exact(SimpleNamespace(**s))
    terms = []
    for m in range(s["M"] + 1):
        omega_m = 4 * s["f1"] * s["f2"] * s["Omega"] * (s["M"] - 2 * m)
        turned = np.cos(theta := np.arctan2(omega_m, s["omega"])) * X - np.sin(theta) * Z
        splitting = np.hypot(s["omega"], omega_m)
        t = fock.bath_average_of_exponential(splitting / 2 * Z, [(s["f2"] * turned, s["left"])], s["beta"], 16)
        terms += [SimpleNamespace(m=m, n=n, R=splitting, T=t) for n in range(s["N"] + 1)]
    return s | {"sectors": terms}


def one_sided(rng) -> dict:
    return dict(_one_sided(int(rng.integers(3))))


def numbers(rng) -> dict:
    s = parameters(int(rng.integers(100)))
    return s | {"Z": free(SimpleNamespace(**s))}


def one_arm(rng) -> dict:
    s = parameters(int(rng.integers(100))) | {"g2": 0.0}
    return s | {"Z": free(SimpleNamespace(**s))}


def free(s) -> float:
    """Return the partition function of free spins and bosons, from the levels."""
    spins = [np.exp(-s.beta * w / 2 * np.array([1, -1])).sum() for w in [s.omega1] * s.M + [s.omega2] * s.N + [s.omega]]
    modes = [np.exp(-s.beta * w * np.arange(200)).sum() for w, _ in s.left + s.right]
    return float(np.prod(spins) * np.prod(modes))


def free_bosons() -> str:
    return "ZB * (2 * cosh(beta * omega / 2)) * (2 * cosh(beta * omega1 / 2))**M * (2 * cosh(beta * omega2 / 2))**N"
