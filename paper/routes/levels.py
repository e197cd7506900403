"""Averages of boson modes over all number states, in closed form: the exact counterparts of truncated sums."""

from __future__ import annotations

from itertools import permutations
from math import comb, prod

import numpy as np

from ledger.exact.bosons import thermal, word


def number_sum(s):
    """Return ``<x(tau) x(tau')>`` of one mode."""
    t = s.tau - s.taup
    return (thermal(lambda n: n * np.exp(t * s.xi) + (n + 1) * np.exp(-t * s.xi), np.exp(-s.beta * s.xi), 1),)


def force_correlation(s):
    """Return ``<B(tau) B(tau')>`` of all modes."""
    return (sum(c**2 * pair(s.beta, w, (s.tau, s.taup)) for w, c in s.modes),)


def pair(beta, w, times):
    """Return ``<x(t1) x(t2) ...>`` of one mode in equilibrium, in the order of ``times``, from its number states."""
    return word([(np.exp(-w * t), np.exp(w * t)) for t in times], np.exp(-beta * w))


def level_sum(s):
    """Return ``<T b^+(tau) b(tau')>`` of one mode."""
    occupation = thermal(lambda n: n if s.tau > s.taup else n + 1, np.exp(-s.beta * s.xi), 1)
    return (occupation * np.exp((s.tau - s.taup) * s.xi),)


def boson_partition(w, beta):
    """Return the sum over the number states of one mode, a geometric series."""
    return 1 / (1 - np.exp(-beta * w))


def wick_terms(s):
    """Return the moment ``<b^+^n b^n>`` over the n-th power of the occupation, and both counts it may be."""
    q = np.exp(-s.beta * s.xi)
    moment = thermal(lambda n: prod(n - k for k in range(s.order)), q, s.order)
    counts = {"transpositions": comb(s.order, 2), "permutations": sum(1 for _ in permutations(range(s.order)))}
    return counts | {"needed": moment / thermal(lambda n: n, q, 1) ** s.order}
