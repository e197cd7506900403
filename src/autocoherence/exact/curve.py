r"""All biases at once: ln z and averages as functions of the bias, from a few diagonalizations.

The bath's kernel is ferromagnetic, so all zeros of z lie on the imaginary axis of the bias, at :math:`|\epsilon| \ge \pi/\beta`
(Lee and Yang). With :math:`\epsilon = (\pi/\beta)\sinh u` everything is analytic for :math:`|{\rm Im}\,u| < \pi/2`: Chebyshev
interpolation in u converges at a rate that is known beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autocoherence.exact.diagonal import thermal_averages
from autocoherence.exact.frame import SmallSystem, occupations, optimal_frame

__all__ = ["BasisTooLarge", "Curve", "bias_curve", "count_states"]


class BasisTooLarge(Exception):
    """The importance cut asks for more basis states than are affordable."""


@dataclass(frozen=True, eq=False)
class Curve:
    """Chebyshev series in u of ln z and of the averages (population differences even or odd in the bias)."""

    beta: float
    reach: float
    coefficients: np.ndarray

    def __call__(self, bias) -> np.ndarray:
        """Return ln z and the averages on the first axis, for biases of any shape within the reach."""
        u = np.arcsinh(np.asarray(bias) * self.beta / np.pi) / self.reach
        return np.polynomial.chebyshev.chebval(u, self.coefficients)


def _node_count(reach, digits):
    """Degree at which a function analytic for |Im u| < pi/2 is known to ``digits`` decimal digits on [-reach, reach]."""
    ratio = np.pi / 2 / reach
    rate = np.log(ratio + np.hypot(1, ratio))
    return 2 * int(np.ceil((digits + 1) * np.log(10) / rate / 2)) + 4


def _interpolate(function, beta, largest_bias, digits, flips) -> Curve:
    """Sample a function of the bias at half of the Chebyshev nodes; the parity ``flips`` of its components gives the rest."""
    reach = np.arcsinh(max(largest_bias * beta / np.pi, 1e-3)) * (1 + 1e-12)
    count = _node_count(reach, digits)
    angles = np.pi * (np.arange(count) + 0.5) / count
    u = np.cos(angles[: count // 2])
    half = np.array([function(np.pi / beta * np.sinh(reach * node)) for node in u])
    values = np.concatenate([half, flips(half[::-1])])
    series = 2 / count * np.cos(np.outer(np.arange(count), angles)) @ values
    series[0] /= 2
    return Curve(beta, reach, series)


def count_states(system: SmallSystem, beta, bath, cut, largest_bias) -> int:
    """Return the largest basis that a few biases ask for at this importance cut."""
    biases = (0.0, min(1.0, largest_bias), largest_bias)
    frames = [optimal_frame(system, bias, beta, bath.modes) for bias in biases]
    return max(len(occupations(frame, system, beta, cut)) for frame in frames)


def bias_curve(system: SmallSystem, beta, bath, largest_bias, digits, cut, most_states, average, flips) -> Curve:
    r"""Return ln z (relative to the free bath) and averages for all :math:`|\epsilon| \le` ``largest_bias``.

    ``average(populations, hops)`` picks the averages, ``flips`` reverses the bias in rows of (ln z, averages).
    The static field of the effective ``bath`` is integrated by the trapezoidal rule, which for an entire integrand under
    a Gaussian is exact to :math:`e^{-2\pi^2\sigma^2/h^2}`.
    """

    def at(bias):
        frame = optimal_frame(system, bias, beta, bath.modes)
        states = occupations(frame, system, beta, cut)
        if len(states) > most_states:
            raise BasisTooLarge
        log_z, populations, hops = thermal_averages(system, bias, beta, frame, states)
        return np.array([log_z, *average(populations, hops)])

    steepest = np.max(np.abs(system.positions))
    width = np.sqrt(2 * bath.static / beta)
    spread = width * (7.5 + beta * width * steepest)
    bare = _interpolate(at, beta, largest_bias + 2 * spread, digits, flips)
    if width == 0.0:
        return bare
    step = 0.7 * width
    fields = step * np.arange(-np.ceil(spread / step), np.ceil(spread / step) + 1)
    inside = np.abs(fields) <= spread
    fields = fields[inside]

    def averaged(bias):
        log_z, *averages = bare(bias + 2 * fields)
        exponents = log_z - fields**2 / (2 * width**2)
        weights = np.exp(exponents - exponents.max())
        log_sum = exponents.max() + np.log(weights.sum() * step / np.sqrt(2 * np.pi) / width)
        return np.array([log_sum, *(np.array(averages) @ weights / weights.sum())])

    return _interpolate(averaged, beta, largest_bias, digits, flips)
