r"""All biases at once: ln z and averages as functions of the bias, from a few diagonalizations.

The bath's kernel is ferromagnetic, so all zeros of z lie on the imaginary axis of the bias (Lee and Yang), at
:math:`|\epsilon| \ge \epsilon_0 = \pi/(\beta\max X)`. With :math:`\epsilon = \epsilon_0\sinh u` everything is
analytic for :math:`|{\rm Im}\,u| < \pi/2`: Chebyshev interpolation in u converges at a rate that is known beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from autocoherence.exact.diagonal import thermal_averages
from autocoherence.exact.frame import BasisTooLarge, SmallSystem, occupations, optimal_frames

__all__ = ["Curve", "bias_curve", "is_affordable"]


@dataclass(frozen=True, eq=False)
class Curve:
    """Chebyshev series in u of ln z and of the averages (population differences even or odd in the bias)."""

    zero: float
    reach: float
    coefficients: np.ndarray
    states: int = 0  # of all bases together

    def __call__(self, bias) -> np.ndarray:
        """Return ln z and the averages on the first axis, for biases of any shape within the reach."""
        u = np.arcsinh(np.asarray(bias) / self.zero) / self.reach
        return np.polynomial.chebyshev.chebval(u, self.coefficients)


def _node_count(reach, digits):
    """Degree at which a function analytic for |Im u| < pi/2 is known to ``digits`` decimal digits on [-reach,
    reach]."""
    ratio = np.pi / 2 / reach
    rate = np.log(ratio + np.hypot(1, ratio))
    return 2 * int(np.ceil((digits + 1) * np.log(10) / rate / 2)) + 4


def _interpolate(function, zero, largest_bias, digits, flips) -> Curve:
    """Sample a function of biases at half of the Chebyshev nodes; the parity ``flips`` of its components gives the
    rest."""
    reach = np.arcsinh(max(largest_bias / zero, 1e-3)) * (1 + 1e-12)
    count = _node_count(reach, digits)
    angles = np.pi * (np.arange(count) + 0.5) / count
    u = np.cos(angles[: count // 2])
    half = function(zero * np.sinh(reach * u))
    values = np.concatenate([half, flips(half[::-1])])
    series = 2 / count * np.cos(np.outer(np.arange(count), angles)) @ values
    series[0] /= 2
    return Curve(zero, reach, series)


def is_affordable(system: SmallSystem, beta, bath, cut, largest_bias, most_states) -> bool:
    """Tell whether the bases that a few biases ask for at this importance cut are small enough."""
    frames = optimal_frames(system, [0.0, min(1.0, largest_bias), largest_bias], beta, bath.modes)
    try:
        return all(len(occupations(frame, system, beta, cut)) <= most_states for frame in frames)
    except BasisTooLarge:
        return False


def bias_curve(system: SmallSystem, beta, bath, largest_bias, digits, cut, most_states, average, flips) -> Curve:
    r"""Return ln z (relative to the free bath) and averages for all :math:`|\epsilon| \le` ``largest_bias``.

    ``average(populations, hops)`` picks the averages, ``flips`` reverses the bias in rows of (ln z, averages).
    The static field of the effective ``bath`` is integrated by the trapezoidal rule, which for an entire integrand
    under a Gaussian is exact to :math:`e^{-2\pi^2\sigma^2/h^2}`.
    """

    sizes = []

    def at(biases):
        return np.array(
            [one(*pair) for pair in zip(biases, optimal_frames(system, biases, beta, bath.modes), strict=True)]
        )

    def one(bias, frame):
        states = occupations(frame, system, beta, cut)
        if len(states) > most_states:
            raise BasisTooLarge
        sizes.append(len(states))
        log_z, populations, hops = thermal_averages(system, bias, beta, frame, states)
        return [log_z, *average(populations, hops)]

    steepest = np.max(np.abs(system.positions), initial=0.0)
    zero = np.pi / (beta * max(steepest, 1.0))
    width = np.sqrt(2 * bath.static / beta)
    step, count = 0.7 * width, int(np.ceil((7.5 + beta * width * steepest) / 0.7))
    fields = step * np.arange(-count, count + 1)
    bare = _interpolate(at, zero, largest_bias + 2 * fields[-1], digits, flips)
    if width == 0.0:
        return replace(bare, states=sum(sizes))

    def averaged(biases):
        log_z, *averages = bare(biases[:, None] + 2 * fields)
        exponents = log_z - fields**2 / (2 * width**2)
        top = exponents.max(axis=1, keepdims=True)
        weights = np.exp(exponents - top)
        sums = weights.sum(axis=1)
        log_sum = top[:, 0] + np.log(sums * step / np.sqrt(2 * np.pi) / width)
        return np.stack([log_sum, *((weights * average).sum(axis=1) / sums for average in averages)], axis=1)

    return replace(_interpolate(averaged, zero, largest_bias, digits, flips), states=sum(sizes))
