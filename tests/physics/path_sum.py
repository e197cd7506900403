r"""An oracle that shares nothing with the other exact method: the sum over all paths of the spin.

Imaginary time is cut into N slices and :math:`\sigma^x` is constant in each: a ring of N Ising spins, coupled at all
distances by the bath's kernel (exactly integrated over the slices) and by the spin's hopping. All :math:`2^N`
configurations are summed. The slicing is a symmetric Trotter formula: its error is a series in :math:`1/N^2`, which
is extrapolated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autocoherence.model import DiscreteBath

__all__ = ["PathSum", "path_sum"]


@dataclass(frozen=True, eq=False)
class PathSum:
    """ln z (relative to the free bath) and coherence for each bias, and what two more slices changed in both,
    doubled."""

    coherence: np.ndarray
    log_partition: np.ndarray
    error: np.ndarray
    log_error: np.ndarray


def path_sum(beta, omega, bias, bath, f_out, *, slices=range(4, 21)) -> PathSum:
    r"""Return the equilibrium of :math:`\frac\omega2\sigma^z - \frac\epsilon2\sigma^x + f_2\sigma^x\otimes` bath by
    summing all paths.

    Valid for small :math:`\beta\omega`, :math:`\beta\omega_c` (up to about 5): the extrapolation says how well it did.
    The cost is :math:`2^N` for the last number of ``slices``; memory for 20 slices is some 40 MB.
    """
    bias = np.atleast_1d(bias)
    values = np.array([_sliced(beta, omega, bias, bath, f_out, n) for n in slices])
    steps = 1 / np.array(list(slices), dtype=float) ** 2
    best, moved = _extrapolated(steps, values)
    coarser, _ = _extrapolated(steps[:-2], values[:-2])
    error = np.maximum(moved, 2 * np.abs(best - coarser))
    return PathSum(best[1], best[0], error[1], error[0])


def _extrapolated(steps, values):
    """Value at step 0 of the polynomial through the finest steps: the degree at which it moves least, and that move.

    More points lower the error until rounding, which the Lagrange weights amplify, takes over.
    """
    estimates = []
    for first in range(len(steps) - 2, -1, -1):
        used = steps[first:]
        weights = [np.prod(np.delete(used, k) / (np.delete(used, k) - used[k])) for k in range(used.size)]
        estimates.append(np.tensordot(weights, values[first:], axes=1))
    moves = np.abs(np.diff(estimates, axis=0))
    moves = np.maximum(moves[1:], moves[:-1])  # two small moves in a row, not one by chance
    best = np.argmin(moves, axis=0)[None]
    return np.take_along_axis(np.array(estimates)[2:], best, axis=0)[0], np.take_along_axis(moves, best, axis=0)[0]


def _sliced(beta, omega, bias, bath, f_out, n):
    """ln z and coherence with ``n`` slices, for all biases."""
    configurations = np.arange(2**n, dtype=np.uint32)
    delta = beta / n
    log_weight = n * np.log(np.cosh(delta * omega / 2)) * np.ones(2**n)
    for distance in range(1, n // 2 + 1):
        rotated = (configurations >> np.uint32(distance)) | (configurations << np.uint32(n - distance))
        differing = np.bitwise_count((configurations ^ rotated) & np.uint32(2**n - 1)).astype(float)
        pairs = differing / 2 if 2 * distance == n else differing  # at half the ring each pair is met twice
        log_weight -= 2 * f_out**2 * _slice_coupling(bath, beta, delta, distance) * pairs
        if distance == 1:
            log_weight += differing * np.log(np.tanh(delta * omega / 2))
    largest = log_weight.max()
    ups = np.bitwise_count(configurations)
    by_ups = np.bincount(ups, np.exp(log_weight - largest), minlength=n + 1)
    sigma = (2 * np.arange(n + 1) - n) / n
    exponents = np.log(by_ups) + np.multiply.outer(beta * bias / 2, sigma)
    top = exponents.max(axis=1, keepdims=True)
    weights = np.exp(exponents - top)
    z = weights.sum(axis=1)
    reorganization = f_out**2 * _bath_integral(bath, lambda xi: 1 / xi)
    return np.array([largest + top[:, 0] + np.log(z) + beta * reorganization, weights @ sigma / z])


def _slice_coupling(bath, beta, delta, distance):
    """The kernel integrated over two slices at a distance: a second difference of its second antiderivative."""

    def slices(xi):
        near, far = np.exp(-xi * (distance - 1) * delta), np.exp(-xi * (beta - (distance + 1) * delta))
        return np.expm1(-xi * delta) ** 2 * (near + far) / (-np.expm1(-beta * xi)) / xi**2

    return _bath_integral(bath, slices)


def _bath_integral(bath, function):
    """Integral of I(xi) times a function: Gauss-Legendre on octaves (its own rule, not the library's modes)."""
    if isinstance(bath, DiscreteBath):
        return float(np.sum(np.square(bath.couplings) * function(np.array(bath.frequencies))))
    x, w = np.polynomial.legendre.leggauss(24)
    tops = bath.cutoff * 64.0 * 2.0 ** -np.arange(100 if bath.exponent < 1 else 60)
    xi = np.multiply.outer(tops, 0.75 + 0.25 * x)
    return float(np.sum(np.multiply.outer(tops, 0.25 * w) * bath.spectral_density(xi) * function(xi)))
