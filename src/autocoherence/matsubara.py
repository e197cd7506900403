r"""Sums over Matsubara frequencies, at any temperature, with one rule.

Every bath integral of the paper becomes :math:`\frac1\beta\sum_{n\in\mathbb Z} r(\nu_n)`, :math:`\nu_n = 2\pi n/\beta`,
of a rational function r that is even and positive: no removable singularity, no cancellation, no overflow. This module
sums such functions; at zero temperature the sum is the integral :math:`\frac1\pi\int_0^\infty r(\nu)\,d\nu`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import zeta

from autocoherence.modes import Modes
from autocoherence.types import ArrayFunction

HEAD = 16  # terms summed one by one
ORDER = 10  # Gauss nodes per octave
REACH = 2.0**10  # the tail begins this far above the largest scale: its first neglected term is REACH**-5
DEPTH = 60  # octaves below the smallest scale at zero temperature
BLOCK = 2**15  # numbers in one temporary array: a few of them stay in the cache
NEGLIGIBLE = 1e-17  # relative change of a response by what is left out of it


@lru_cache(maxsize=64)
def _block_rule(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Gauss rule of `ORDER` nodes on (-1, 1), weights summing to 1, for the mean over ``size`` equidistant points.

    The orthogonal polynomials are the discrete Chebyshev (Gram) polynomials; Golub-Welsch on their recurrence
    beta_k = k^2 (1 - k^2/size^2) / (4 k^2 - 1), which tends to Legendre's as size grows.
    """
    k = np.arange(1, ORDER)
    recurrence = k**2 * (1 - (k / size) ** 2) / (4.0 * k**2 - 1)
    nodes, vectors = np.linalg.eigh(np.diag(np.sqrt(recurrence), -1))  # the lower triangle is enough
    return nodes, vectors[0] ** 2


@lru_cache(maxsize=64)
def _sum_rule(octaves: int) -> tuple[np.ndarray, np.ndarray]:
    r"""Nodes n_j and weights of :math:`\sum_{n\ge1} f(n)` for f even, rational, with poles below :math:`2^{octaves}`.

    Terms 1..HEAD, then one Gauss rule per octave (HEAD 2^j, HEAD 2^{j+1}]: a pole of f on the imaginary axis is at
    least three half-widths from an octave's centre, so the error is (3 + sqrt 8)^(-2 ORDER) ~ 5e-16 at any scale.
    Beyond the last octave f is A/n^2 + B/n^4: one node, exact for both (Hurwitz zeta).
    """
    nodes, weights = [np.arange(1.0, HEAD + 1)], [np.ones(HEAD)]
    for j in range(octaves):
        size = HEAD * 2**j
        x, w = _block_rule(size)
        nodes.append(1.5 * size + 0.5 + 0.5 * size * x)
        weights.append(size * w)
    first = HEAD * 2.0**octaves + 1
    mass, moment = zeta(2, first), zeta(4, first)
    nodes.append(np.sqrt([mass / moment]))
    weights.append(np.array([mass**2 / moment]))
    return np.concatenate(nodes), np.concatenate(weights)


@lru_cache(maxsize=64)
def _integral_rule(octaves: int) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights of the integral of f over (0, infinity) in units of the upper end of the last octave."""
    x, w = np.polynomial.legendre.leggauss(ORDER)
    tops = 2.0 ** -np.arange(octaves)
    nodes, weights = np.multiply.outer(tops, 0.75 + 0.25 * x), np.multiply.outer(tops, 0.25 * w)
    return np.append(nodes, np.sqrt(3.0)), np.append(weights, 3.0)  # the same one-node tail, for an integral


def scales(beta: np.ndarray, *frequencies: np.ndarray) -> tuple[float, float]:
    """Smallest and largest positive frequency among the arguments (1/beta if there is none)."""
    positive = np.concatenate([np.ravel(omega)[np.ravel(omega) > 0] for omega in frequencies])
    if not positive.size:
        return (1 / float(np.max(beta, initial=np.finfo(float).tiny)),) * 2
    return float(positive.min()), float(positive.max())


def frequency_rule(beta: float | np.ndarray, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    r"""Frequencies and weights with :math:`\frac1\beta\sum_{n\in\mathbb Z} r(\nu_n) = \sum_j w_j\, r(\nu_j)`.

    Parameters
    ----------
    beta : array_like
        Inverse temperatures, any shape; ``inf`` gives the integral.
    low, high : float
        Smallest (used for ``beta = inf`` only) and largest frequency at which r has a scale, positive.

    Returns
    -------
    nu, weight : ndarray, shape beta.shape + (J,)
        The first node is the static one, :math:`\nu = 0`, of weight 1/beta.
    """
    beta = np.asarray(beta, dtype=float)
    if not beta.size:
        return np.zeros((*beta.shape, 1)), np.zeros((*beta.shape, 1))
    cold = np.isinf(beta)
    rules = []
    if not cold.all():
        scale = np.max(beta[~cold]) * high / (2 * np.pi)
        n, w = _sum_rule(max(0, int(np.ceil(np.log2(max(scale, 1e-9) * REACH / HEAD)))))
        rules.append((~cold, 2 * np.pi * n / beta[~cold, None], 2 * w / beta[~cold, None]))
    if cold.any():
        x, w = _integral_rule(DEPTH + int(np.ceil(np.log2(REACH * high / low))))
        rules.append((cold, REACH * high * x, REACH * high * w / np.pi))
    size = 1 + max(nodes.shape[-1] for _, nodes, _ in rules)
    nu, weight = np.ones((*beta.shape, size)), np.zeros((*beta.shape, size))  # a shorter rule is padded with weight 0
    nu[..., 0], weight[..., 0] = 0.0, 1 / beta
    for where, nodes, weights in rules:
        stop = 1 + nodes.shape[-1]
        nu[where, 1:stop], weight[where, 1:stop] = nodes, weights
    return nu, weight


def weighted_sum(term: ArrayFunction, weight: np.ndarray, *factors: np.ndarray) -> np.ndarray:
    """Sum ``weight * term(*factors)`` over the last axis in blocks that stay in the cache.

    The arguments broadcast; parameters have a last axis of length 1.
    """
    arrays = (weight, *factors)
    total = np.empty(np.broadcast_shapes(*(array.shape[:-1] for array in arrays)))
    arrays = tuple(array.reshape((1,) * (1 + total.ndim - array.ndim) + array.shape) for array in arrays)
    _fill(total, term, arrays)
    return total


def _fill(total: np.ndarray, term: ArrayFunction, arrays: tuple[np.ndarray, ...]) -> None:
    """Write the sums of `weighted_sum` into ``total``, halving its longest axis until a half fits."""
    if total.size <= 1 or total.size * max(array.shape[-1] for array in arrays) <= BLOCK:
        total[...] = np.vecdot(term(*arrays[1:]), arrays[0])
        return
    axis = int(np.argmax(total.shape))
    middle = total.shape[axis] // 2
    for half in (slice(middle), slice(middle, None)):
        cut = (slice(None),) * axis + (half,)
        _fill(total[cut], term, tuple(array if array.shape[axis] == 1 else array[cut] for array in arrays))


def static_deficit(modes: Modes, nu: np.ndarray) -> np.ndarray:
    r"""Return :math:`D(\nu) = \sum_k r_k\,\nu^2/(\xi_k^2 + \nu^2) = \Omega - K(\nu)`: what the bath fails to follow."""
    xi2, weights = felt_modes(modes, nu)
    return weighted_sum(lambda xi2, nu2: nu2 / (xi2 + nu2), weights, xi2, (nu**2)[..., None])


def dynamic_response(modes: Modes, nu: np.ndarray) -> np.ndarray:
    r"""Return :math:`K(\nu) = \int d\xi\, I(\xi)\,\xi/(\xi^2 + \nu^2) = \sum_k r_k\,\xi_k^2/(\xi_k^2 + \nu^2)`."""
    xi2, weights = felt_modes(modes, nu)
    return weighted_sum(lambda xi2, nu2: xi2 / (xi2 + nu2), weights, xi2, (nu**2)[..., None])


def felt_modes(modes: Modes, nu: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return squared frequencies and weights of the modes that a response at ``nu`` can tell apart.

    Modes far below the lowest of these frequencies do not follow it and are one mode to it: together they change
    neither K nor D by more than `NEGLIGIBLE`. Weights with more axes are several baths on the same frequencies.
    """
    order = np.argsort(modes.frequencies)
    xi2, weights = modes.frequencies[order] ** 2, modes.weights[..., order]
    lowest2 = np.min(nu**2, where=nu > 0, initial=np.inf)
    if np.isinf(lowest2):
        return xi2, weights
    part = weights / (xi2 + lowest2)
    tolerated = NEGLIGIBLE * lowest2 * np.minimum(np.sum(part * xi2, axis=-1), lowest2 * np.sum(part, axis=-1))
    lumped = np.cumsum(weights, axis=-1)
    slow = int(np.min(np.count_nonzero(lumped * xi2 <= tolerated[..., None], axis=-1)))
    first = max(slow - 1, 0)
    return xi2[first:], np.append(lumped[..., first : first + 1], weights[..., first + 1 :], axis=-1)


def largest_scale(modes: Modes) -> float:
    """Frequency above which a bath's response falls as 1/nu^2: the ratio of two of its moments."""
    xi2 = (modes.frequencies / modes.frequencies[-1]) ** 2 if modes.frequencies.size else np.ones(1)
    second = np.sum(modes.weights * xi2)
    if second == 0:  # no coupling at all
        return float(np.max(modes.frequencies))
    return float(modes.frequencies[-1] * np.sqrt(np.sum(modes.weights * xi2**2) / second))
