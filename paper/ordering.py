"""The ordered exponential of a bilinear form in operators at two times, from its weight alone: no bath is asked.

Strang's splitting: on each of a few intervals the operator F(tau) stays as it is in the middle. There F has two values
+-r, so that the ordered exponential is a sum over all sequences of signs s of ``exp(r^2 sum_ij W_ij s_i s_j)`` times
projectors in the order of time, W_ij the integral of the weight over intervals i and j. The error is even in the length
of the intervals, and is extrapolated away.
"""

from __future__ import annotations

from functools import cache, lru_cache, reduce
from itertools import combinations, pairwise
from operator import mul
from types import SimpleNamespace

import numpy as np

from ledger.exact import integral
from ledger.exact.number import exactly

__all__ = ["Bilinear", "Texp", "bilinear"]

INTERVALS = range(3, 11)


class Bilinear(SimpleNamespace):
    """A sum of integrals of factor * weight(tau, tau') F(tau) F(tau'), as they stand under an ordering."""

    __array_ufunc__ = None  # a factor of NumPy's leaves the multiplication to us

    def __add__(self, other):
        if isinstance(other, Bilinear):
            return Bilinear(terms=self.terms + other.terms)
        return self if other == 0 else NotImplemented  # a sum starts with 0

    def __mul__(self, factor):
        return Bilinear(terms=[(factor * one, *rest) for one, *rest in self.terms])

    __radd__, __rmul__ = __add__, __mul__


def bilinear(weight, operator, beta) -> Bilinear:
    """Integral of ``weight(tau, tau') F(tau) F(tau')`` over both times from 0 to beta, to be ordered by `Texp`."""
    return Bilinear(terms=[(1, weight, operator, beta)])


def _common(exponent):
    """Return the operator and the end of the times, which all terms share."""
    (_, _, operator, beta), *others = exponent.terms
    if any(one is not operator or not end == beta for *_, one, end in others):
        raise ValueError("one ordered exponential of two operators, or up to two times")
    return operator, beta


def _exact(exponent):
    """Return the ordered exponential to second order in the weight, which is fourth order in the coupling."""
    if not isinstance(exponent, Bilinear):
        return np.exp(exponent) * np.eye(2, dtype=int)
    operator, beta = _common(exponent)
    if hasattr(operator, "ordered"):  # any matrix in its place
        return operator.ordered([factor for factor, *_ in exponent.terms])

    def both(t, u):
        return sum(factor * (weight(t, u) + weight(u, t)) for factor, weight, *_ in exponent.terms)

    def integrand(*times):
        known = {pair: both(*(times[k] for k in pair)) for pair in combinations(range(len(times)), 2)}
        weights = (reduce(mul, map(known.get, pairs)) for pairs in _pairings(tuple(range(len(times)))))
        return sum(weights) * reduce(np.matmul, map(operator, times))

    return np.eye(2, dtype=int) + sum(integral.nested(integrand, order, beta) for order in (2, 4))


def _pairings(places: tuple[int, ...]):
    """Yield all ways to part the places into pairs: the terms of the exponential, each at its times in order."""
    if not places:
        yield ()
    for k in range(1, len(places)):
        for pairs in _pairings(places[1:k] + places[k + 1 :]):
            yield ((places[0], places[k]), *pairs)


@exactly(_exact)
def Texp(exponent: Bilinear):
    """Ordered exponential of bilinear forms in one operator F, of which F^2 is a number and the trace is zero."""
    if not isinstance(exponent, Bilinear):
        return np.exp(exponent) * np.eye(2)
    operator, beta = _common(exponent)
    later, earlier, measure, starts = _places()
    whole = sum(factor * weight(beta * later, beta * earlier) for factor, weight, *_ in exponent.terms)
    values = np.asarray(operator(beta * np.concatenate([_middles(n) for n in INTERVALS])))
    weights = np.add.reduceat(beta**2 * measure * whole, starts)
    return _extrapolated(weights.tobytes(), np.ascontiguousarray(values).tobytes(), values.dtype.str)


@cache
def _places(nodes: int = 3):
    """Return pairs of times for beta = 1 with their measures, and where each pair of intervals starts among them."""
    x, w = np.polynomial.legendre.leggauss(nodes)
    x, w = (x + 1) / 2, w / 2
    both = np.multiply.outer
    square = both(x, np.ones(nodes)), both(np.ones(nodes), x), both(w, w)
    high, low, part = both(x, np.ones(nodes)), both(x, x), both(w * x, w)  # the triangle below the diagonal
    triangles = (np.array([high, low]), np.array([low, high]), np.array([part, part]))
    rows = []
    for n in INTERVALS:
        for i, j in np.ndindex(n, n):  # the latest interval first
            one, two, size = triangles if i == j else square
            rows.append([((n - 1 - i + one) / n).ravel(), ((n - 1 - j + two) / n).ravel(), size.ravel() / n**2])
    later, earlier, measure = (np.concatenate(column) for column in zip(*rows, strict=True))
    return later, earlier, measure, np.cumsum([0] + [len(row[0]) for row in rows[:-1]])


def _middles(n: int) -> np.ndarray:
    return (n - 0.5 - np.arange(n)) / n


@lru_cache(maxsize=512)  # the mutants of a formula ask for the same ones again and again
def _extrapolated(weights: bytes, values: bytes, kind: str):
    weights, values = np.frombuffer(weights), np.frombuffer(values, kind).reshape(-1, 2, 2)
    square = (values[0] @ values[0])[0, 0].real
    if np.max(np.abs(values @ values - square * np.eye(2))) > 1e-9 * np.max(np.abs(values)) ** 2:
        raise ValueError("an ordered exponential of operators with other values than r and -r")
    halves = values[:, None] * np.array([0.5, -0.5])[:, None, None] / np.sqrt(square)
    projectors, weights, table = np.eye(2) / 2 + halves, square * weights, []
    for n in INTERVALS:
        table.append(_sum_over_signs(weights[: n * n].reshape(n, n), projectors[:n]))
        weights, projectors = weights[n * n :], projectors[n:]
    squares = [1 / n**2 for n in INTERVALS]
    for level in range(1, len(table)):
        steps = zip(pairwise(table), squares, squares[level:], strict=False)
        table = [(long * fine - short * coarse) / (long - short) for (coarse, fine), long, short in steps]
    return table[0]


def _sum_over_signs(weights, projectors):
    """Return the ordered exponential if each pair of ``projectors``, the latest first, holds on one interval."""
    n, signs = len(projectors), _signs(len(projectors))
    weight = np.exp(np.einsum("pi,pi->p", signs @ weights, signs))
    first, last = (_products(part) for part in (projectors[: n // 2], projectors[n // 2 :]))
    inner = (weight.reshape(len(first), -1) @ last.reshape(len(last), 4)).reshape(-1, 2, 2)
    return (first @ inner).sum(axis=0)


@cache
def _signs(n: int) -> np.ndarray:
    return 1.0 - 2.0 * (np.arange(2**n)[:, None] >> np.arange(n)[::-1] & 1)


def _products(projectors) -> np.ndarray:
    """Return the products of one projector for each interval, for all sequences of signs."""
    return reduce(lambda done, pair: (done[:, None] @ pair).reshape(-1, 2, 2), projectors, np.eye(2)[None])
