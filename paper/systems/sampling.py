"""Random instances for the entries: spins, vectors and discrete baths of generic numbers.

A ``source`` hands out the numbers: floats, or symbols for proofs (`ledger.sample`, `ledger.exact.source`).
"""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np

from paper.routes import operators


def couplings(source, *names, size: float = 0.3) -> dict:
    """Return generic couplings of both signs, none of them small."""
    return {name: source.signed(0.5 * size, size) for name in names}


def within(source, *ranges):
    """Return a number in one of several ranges, on either side of others; a symbol is on neither."""
    return source.number() if hasattr(source, "home") else source.number(*source.choice(ranges))


def either_way(source, *ranges) -> list:
    """Return a number in each of several ranges, in this order or the other way round: every pair in both orders."""
    return _numbers(source, (ranges, ranges[::-1]))


def in_any_order(source, *ranges) -> list:
    """Return a number in each of several ranges, in any order."""
    return _numbers(source, permutations(ranges))


def _numbers(source, orders) -> list:
    orders = tuple(orders)
    return [source.number(*ends) for ends in (orders[0] if hasattr(source, "home") else source.choice(orders))]


def vector(source) -> np.ndarray:
    """Return a generic coupling vector, its components of both signs."""
    return np.array([source.signed(0.2, 0.6) for _ in range(3)])


def modes(source, count: int = 2, low: float = 0.6, high: float = 2.5) -> list[tuple]:
    """Return modes (frequency, coupling), well separated."""
    edges = np.linspace(low, high, count + 1)
    return [(source.number(a, a + 0.8 * (b - a)), source.number(0.3, 0.7)) for a, b in pairwise(edges)]


def reorganization(bath_modes):
    """Return the reorganization energy."""
    return sum(c**2 / w for w, c in bath_modes)


def spin_operator(vectors) -> np.ndarray:
    """Return ``sum_j sigma_j . n_j``."""
    sigma = operators.spins(len(vectors))
    return sum(sum(n[a] * s[a] for a in range(3)) for n, s in zip(vectors, sigma, strict=True))


def spin_energies(frequencies) -> np.ndarray:
    """Return the diagonal of ``sum_j omega_j sigma_j^z / 2``."""
    energies = np.zeros(1)
    for w in frequencies:
        energies = np.add.outer(energies, [w / 2, -w / 2]).ravel()
    return energies
