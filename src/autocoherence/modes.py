"""A bath as finitely many modes, and those that stand for a power law."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import loggamma

from autocoherence.types import FloatArray

__all__ = ["Modes", "power_law_modes"]


@dataclass(frozen=True, eq=False)
class Modes:
    r"""A bath as finitely many modes: what every integral over the bath is summed over.

    A mode of frequency :math:`\xi_k` and coupling :math:`\lambda_k` has the weight :math:`r_k = \lambda_k^2/\xi_k`,
    its share of the reorganization energy, so that :math:`\int d\xi\, I(\xi) f(\xi) = \sum_k r_k \xi_k f(\xi_k)`.
    """

    frequencies: FloatArray
    weights: FloatArray


def power_law_modes(exponents: np.ndarray) -> Modes:
    r"""Modes that stand for power-law baths of unit strength and cut-off: the trapezoidal rule in :math:`\ln\xi`.

    With :math:`\xi = e^{t}` the integrand :math:`e^{st - e^t}` is analytic and the rule converges exponentially; its
    aliasing error is :math:`2|\Gamma(s + 2\pi i/h)|/\Gamma(s)` (its Fourier transform at :math:`2\pi/h`), and the
    same with s + 4 for the moments that matter at high frequencies: that sets the step h. Modes below
    :math:`10^{-18}`, or :math:`10^{-15}s` where that is less, respond statically in any use and are lumped into the
    lowest one, whose weight is 1/s: at a frequency nu they respond by less than :math:`(\xi_0/\nu)^2` of it. All
    exponents share the frequencies; the weights have the shape of ``exponents`` with an axis for the modes at the end.
    """
    s, step = exponents[..., None], 0.22
    while np.any(loggamma(s + 4 + 2j * np.pi / step).real - loggamma(s + 4).real > np.log(1e-17)):
        step *= 0.95
    lowest, highest = np.log(min(1e-18, 1e-15 * np.min(s))), np.log(45.0 + 6.0 * np.max(s))
    t = step * np.arange(np.floor(lowest / step), np.ceil(highest / step) + 1)
    weights = step * np.exp(s * t - np.exp(t))
    weights[..., :1] /= -np.expm1(-s * step)  # the geometric series of all modes below
    return Modes(np.exp(t), weights)
