"""Ordered exponentials and their average over a bath, order by order."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from paper.routes import contour, fock
from paper.systems.one_bath import correlation_sample
from paper.systems.sampling import small_system, spin_operator

ORDERS = "1 spin with a generic vector, 2 modes, beta xi > 2.4: second and fourth order in the coupling"


def full(rng) -> dict:
    s = small_system(rng)
    f = sum(np.einsum("a,aij->ij", n, np.array(sigma)) for n, sigma in zip(s["n"], s["sigma"], strict=True))
    return s | {"F": f, "f": [c * f for c in s["lam"]]}


def two_modes(rng) -> dict:
    """Return one spin and two modes of two levels, with the operators of (78) in the interaction picture."""
    s = small_system(rng, spins=1, levels=2)
    energy, coupling = fock.bath(s["modes"], 2)
    e0 = np.add.outer(s["ES"], np.diag(energy)).ravel()
    spin = spin_operator(s["omega"], s["n"])
    v = np.kron(spin, coupling)
    turn = lambda matrix, tau: (rise := np.exp(tau * e0))[:, None] * matrix / rise
    f = np.kron(spin, np.eye(len(energy)))
    s |= {"E0": e0, "V": v, "eye": np.eye(len(e0)), "fk": lambda k, tau: s["lam"][k] * turn(f, tau)}
    return s | {"bk": lambda k, tau: turn(s["b"][k], tau), "bdk": lambda k, tau: turn(s["b"][k].T, tau)}


def exact_orders(s):
    return contour.coefficients(np.diag(s.E), s.F0, s.modes, s.beta, 11)


def second_only(s):
    return (exact_orders(s)[0],)


def level_sum(s):
    """Return ``<T b^+(tau) b(tau')>`` from the populations, for both orders of the times."""
    n = np.arange(400)
    p = np.exp(-s.beta * s.xi * n)
    occupation = np.sum(p * (n if s.tau > s.taup else n + 1)) / p.sum()
    return (occupation * np.exp((s.tau - s.taup) * s.xi),)


def either_order(rng) -> dict:
    s = correlation_sample(rng)
    if rng.random() < 0.5:
        s["tau"], s["taup"] = s["taup"], s["tau"]
    return s


def wick_terms(s):
    """Return how many contractions the moment ``<b^+^n b^n>`` really has, in units of the n-th power of its occupation."""
    levels = np.arange(200)
    p = np.exp(-s.xi * s.beta * levels)
    p = p / p.sum()
    falling = np.ones(200)
    for k in range(s.order):
        falling = falling * (levels - k)
    return {
        "needed": np.sum(p * falling) / np.sum(p * levels) ** s.order,
        "transpositions": s.order * (s.order - 1) / 2,
        "permutations": len(list(permutations(range(s.order)))),
    }
