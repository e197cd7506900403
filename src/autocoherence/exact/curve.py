r"""All biases at once: ln z and averages as functions of the bias, from a few diagonalizations.

The bath's kernel is ferromagnetic, so all zeros of z lie on the imaginary axis of the bias (Lee and Yang), at
:math:`|\epsilon| \ge \epsilon_0 = \pi/(\beta\max X)`. With :math:`\epsilon = \epsilon_0\sinh u` everything is
analytic for :math:`|{\rm Im}\,u| < \pi/2`: Chebyshev interpolation in u converges at a rate that is known beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autocoherence.exact.diagonal import thermal_averages
from autocoherence.exact.frame import BasisTooLarge, SmallSystem, occupations, optimal_frames

__all__ = ["BareCurve", "Curve", "in_static_field", "static_field"]

ROUNDING = 1e-13  # of the interpolants


@dataclass(frozen=True, eq=False)
class Curve:
    """Chebyshev series in u of ln z and of the averages (population differences even or odd in the bias)."""

    zero: float
    reach: float
    coefficients: np.ndarray

    def __call__(self, bias) -> np.ndarray:
        """Return ln z and the averages on the first axis, for biases of any shape within the reach."""
        u = np.arcsinh(np.asarray(bias) / self.zero) / self.reach
        return np.polynomial.chebyshev.chebval(u, self.coefficients)


def _reach(zero, largest_bias):
    return np.arcsinh(max(largest_bias / zero, 1e-3)) * (1 + 1e-12)


def _degree(reach, digits):
    """Degree, a power of two, at which a function analytic for |Im u| < pi/2 is known to ``digits`` decimal digits on
    [-reach, reach]."""
    ratio = np.pi / 2 / reach
    rate = np.log(ratio + np.hypot(1, ratio))
    return 2 ** int(np.ceil(np.log2((digits + 1) * np.log(10) / rate + 4)))


def _half_nodes(degree):
    """The extrema u >= 0 of the Chebyshev polynomial of an even degree."""
    return np.cos(np.pi / degree * np.arange(degree // 2 + 1))


def _series(half, signs):
    """Coefficients of the polynomial through values at `_half_nodes`, and the parity ``signs`` of its components."""
    values = np.concatenate([half, (signs * half)[-2::-1]])
    degree = len(values) - 1
    j = np.arange(degree + 1)
    ends = np.where(j % degree, 1.0, 0.5)
    cosines = np.cos(np.pi / degree * (np.outer(j, j) % (2 * degree)))
    return 2 / degree * ends[:, None] * (cosines @ (ends[:, None] * values))


def _beyond(sizes):
    """Estimate the sum of what comes after the last coefficients, which decrease at the rate of the last two quarters.

    A quarter has two coefficients at least, one for even and one for odd components.
    """
    quarter = max(2, len(sizes) // 4)
    before, last = sizes[-2 * quarter : -quarter].max(axis=0), sizes[-quarter:].max(axis=0)
    return last if quarter == 2 else last * np.minimum(1.0, 4 * last / np.maximum(before, 1e-300))


class BareCurve:
    """The curve without the static field, refined level by level.

    A level's basis is the same at every bias, and the frames are smooth: so is what the level adds to the one before.
    The smaller it is, the fewer nodes it needs.
    """

    def __init__(self, system: SmallSystem, beta, modes, largest_bias, digits, average, signs):
        self.system, self.beta, self.average, self.signs = system, beta, average, signs
        self.zero = np.pi / (beta * max(np.max(np.abs(system.positions), initial=0.0), 1.0))
        self.reach = _reach(self.zero, largest_bias)
        self.nodes = _half_nodes(_degree(self.reach, digits))
        self.biases = self.zero * np.sinh(self.reach * self.nodes)
        self.frames = optimal_frames(system, self.biases, beta, modes)
        self.coefficients = np.zeros((2 * self.nodes.size - 1, signs.size))
        self.tail, self.stride = 0.0, 1

    def states(self, cut, most):
        """Return the basis of a level; it may have ``most`` states."""
        states = occupations(self.frames, self.system, self.beta, cut)
        if len(states) > most:
            raise BasisTooLarge
        return states

    def refine(self, states, tolerance) -> None:
        """Add what this basis changes, sampled at as many nodes as its own series shows to be enough."""
        before = np.polynomial.chebyshev.chebval(self.nodes, self.coefficients).T
        change = np.full_like(before, np.nan)
        scale = np.append(1.0, np.full(self.signs.size - 1, 1e-300))  # errors of ln z are absolute, others relative
        while True:
            new = np.arange(0, self.nodes.size, self.stride)
            new = new[np.isnan(change[new, 0])]
            rows = self._sample(new, states)
            change[new] = rows - before[new]
            scale[1:] = np.maximum(scale, np.max(np.abs(rows), axis=0))[1:]
            series = _series(change[:: self.stride], self.signs)
            slopes = np.where(self.signs < 0, np.arange(len(series))[:, None], 1)  # near its zero, T_k is k times u
            tail = np.max(_beyond(np.abs(series) * slopes) / scale)
            if tail < tolerance or self.stride == 1:
                break
            self.stride //= 2
        self.coefficients = self.coefficients + np.pad(series, [(0, len(self.coefficients) - len(series)), (0, 0)])
        self.tail += max(tail, ROUNDING)
        self.stride = min(2 * self.stride, (self.nodes.size - 1) // 2)  # where the next level begins

    @property
    def curve(self) -> Curve:
        """Return the sum of the levels so far."""
        return Curve(self.zero, self.reach, self.coefficients)

    def _sample(self, index, states):
        log_z, populations, hops = thermal_averages(
            self.system, self.biases[index], self.beta, self.frames[index], states
        )
        return np.column_stack([log_z, self.average(populations, hops)])


def static_field(beta, static, steepest):
    r"""Nodes of the trapezoidal rule for a Gaussian field, and logarithms of its weights.

    For an entire integrand under a Gaussian it is exact to :math:`e^{-2\pi^2\sigma^2/h^2}`.
    """
    width = np.sqrt(2 * static / beta)
    if width == 0.0:
        return np.zeros(1), np.zeros(1)
    step, count = 0.7 * width, int(np.ceil((7.5 + beta * width * steepest) / 0.7))
    fields = step * np.arange(-count, count + 1)
    return fields, np.log(0.7 / np.sqrt(2 * np.pi)) - fields**2 / (2 * width**2)


def in_static_field(bare: Curve, fields, log_weights, largest_bias, digits, signs) -> Curve:
    """Average a curve over the static field of the bath."""
    if fields.size == 1:
        return bare
    reach = _reach(bare.zero, largest_bias)
    biases = bare.zero * np.sinh(reach * _half_nodes(_degree(reach, digits + 2)))  # cheap, and not measured
    log_z, *averages = bare(biases[:, None] + 2 * fields)
    exponents = log_z + log_weights
    top = exponents.max(axis=1, keepdims=True)
    weights = np.exp(exponents - top)
    sums = weights.sum(axis=1)
    rows = top[:, 0] + np.log(sums), *((weights * average).sum(axis=1) / sums for average in averages)
    return Curve(bare.zero, reach, _series(np.stack(rows, axis=1), signs))
