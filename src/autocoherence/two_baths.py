"""The output spin under any number of baths, its input spins traced out exactly and its own coupling expanded."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import zeta

from autocoherence.input_spins import bias_distribution, points
from autocoherence.matsubara import dynamic_response, frequency_rule, largest_scale, weighted_sum
from autocoherence.model import Arm, shown
from autocoherence.types import Arms, Result

__all__ = ["dressed_coherence"]


def dressed_coherence(beta: ArrayLike, omega_out: ArrayLike, arms: Arms, order: int = 0) -> Result:
    r"""Coherence of the output spin dressed by its input spins: any number of them, on any number of baths.

    .. math::
        \langle\sigma^x\rangle = \frac{\sum_{mn\dots} w_{mn\dots}\,{\rm Tr}\big[e^{-\beta R\sigma^z/2}\,U\,
        (\cos\theta\,\sigma^x - \sin\theta\,\sigma^z)\big]}{\sum_{mn\dots} w_{mn\dots}\,{\rm Tr}\big[e^{-\beta
        R\sigma^z/2}\,U\big]}

    with :math:`R\cos\theta = \omega`,
    :math:`R\sin\theta = \omega_{mn\dots} = \sum_{\rm arms} 4 f_2\Omega\sum_j f_1^{(j)} s_j` and the imaginary-time
    exponential U = 1 (order 0) or
    :math:`1 + \sum_{\rm arms} f_2^2\int d\xi\,I(\xi)(A + B\sigma^z + C\sigma^x + D\sigma^y)` (order 2). The traces of
    the second are those of the first-order change :math:`\delta` of :math:`\ln z(\epsilon)`,
    :math:`2\cosh(\beta R/2)(1+\delta)` and its derivative: sums of regular terms.

    Paper: Eqs. (60), (61), (122)-(127).

    Valid for any number of input spins and any :math:`f_1`; needs :math:`f_2^2\Omega\beta` small, which is far weaker
    than :math:`f_2 \ll 1/M`. The cost grows with the number of distinct biases (see ``input_spins.bias_distribution``).

    Parameters
    ----------
    beta : array_like
        Inverse temperature, finite.
    omega_out : array_like
        Frequency of the output spin, :math:`\ge 0`.
    arms : Arm or list of Arm
    order : {0, 2}
        Order in the output couplings :math:`f_2`.

    Returns
    -------
    float or ndarray
        :math:`\langle\sigma^x\rangle`, dimensionless, of the sign of :math:`-f_1 f_2`; shape of ``beta``,
        ``omega_out`` and the arms together.

    Raises
    ------
    ValueError
        If a parameter is out of range, shapes do not fit, or the arms have too many distinct biases to enumerate.

    Examples
    --------
    >>> from autocoherence.model import Arm, PowerLawBath
    >>> arm = Arm(PowerLawBath(0.1, 1.0, 1.0), f_in=0.5, f_out=0.3, omega_in=[1.0, 1.0])
    >>> [round(float(dressed_coherence(2.0, 1.0, arm, order)), 6) for order in (0, 2)]
    [-0.072195, -0.072402]
    """
    if not isinstance(order, int | np.integer) or order not in (0, 2):
        raise ValueError(f"order = {shown(order)}; valid: 0 or 2")
    shape, problems = points(beta, omega_out, arms)
    return np.array([_one_coherence(*problem, order) for problem in problems]).reshape(shape)[()]


def _one_coherence(beta: float, omega: float, arms: list[Arm], order: int) -> float:
    distribution = bias_distribution(beta, omega, arms)
    bias = distribution.bias
    splitting = np.hypot(omega, bias)
    y = beta * splitting / 2
    log_trace = y + np.log1p(np.exp(-2 * y))
    correction, slope = _at_all_biases(beta, omega, bias, arms) if order else (0.0, 0.0)
    log_weight = distribution.log_weight + log_trace
    weight = np.exp(log_weight - log_weight.max())
    susceptibility = beta / 2 * _ratio(y)[0]  # tanh(beta R/2)/R
    coherence = bias * (susceptibility * (1 + correction) + 4 / beta * slope)
    return weight @ coherence / (weight @ np.broadcast_to(1 + correction, bias.shape))


def _at_all_biases(beta: float, omega: float, bias: np.ndarray, arms: list[Arm]) -> tuple[np.ndarray, np.ndarray]:
    r"""`_second_order`, by interpolation if the biases are many.

    All its singularities lie on the imaginary axis of the bias, at :math:`|\epsilon| \ge \pi/\beta`: in
    :math:`u = {\rm arsinh}(\beta\epsilon/\pi)` a Chebyshev series on [-L, L] converges like exp(-n arsinh(pi/2L)).
    """
    reach = np.arcsinh(max(np.max(np.abs(bias)) * beta / np.pi, 1e-3))
    count = int(np.ceil(36 / np.arcsinh(np.pi / 2 / reach)))
    if bias.size <= count:
        return _second_order(beta, omega, bias, arms)
    angles = np.pi * (np.arange(count) + 0.5) / count
    values = _second_order(beta, omega, np.pi / beta * np.sinh(reach * np.cos(angles)), arms)
    series = 2 / count * np.cos(np.outer(np.arange(count), angles)) @ np.transpose(values)
    series[0] /= 2
    return np.polynomial.chebyshev.chebval(np.arcsinh(bias * beta / np.pi) / reach, series)


def _second_order(beta: float, omega: float, bias: np.ndarray, arms: list[Arm]) -> tuple[np.ndarray, np.ndarray]:
    r"""Return :math:`\delta` and its derivative with respect to :math:`R^2`.

    :math:`\delta = \frac12\sum_n K_n C_n` with the Matsubara components of the bath's kernel and of the dressed spin's
    correlation function; the static one is written as a deviation from :math:`\beta f_2^2\Omega`, regular at R = 0.
    """
    square = omega**2 + bias**2
    modes = [arm.bath.modes for arm in arms]
    scale = max(np.sqrt(square.max()), *(largest_scale(mode) for mode in modes))
    nu, weight = frequency_rule(np.array(beta), scale, scale)
    felt = [arm.f_out**2 * dynamic_response(mode, nu) for arm, mode in zip(arms, modes, strict=True)]
    response = np.sum(felt, axis=0)
    weight, nu2, static = (weight * response)[1:], nu[1:] ** 2, response[0]
    memory = weighted_sum(lambda x, n: 1 / (x + n), weight, square[:, None], nu2)
    memory_slope = -weighted_sum(lambda x, n: 1 / (x + n) ** 2, weight, square[:, None], nu2)
    ratio, deficit, curvature = _ratio(beta / 2 * np.sqrt(square))
    per_square = beta**2 / 8  # d(y)/d(R^2) is this over y
    ratio_slope = -per_square * (2 * deficit + (beta**2 / 4 * square) * curvature)
    correction = beta * static * (1 - (omega * beta / 2) ** 2 * deficit) + beta**2 * omega**2 * ratio * memory
    slope = -beta * static * (omega * beta / 2) ** 2 * per_square * curvature
    slope += beta**2 * omega**2 * (ratio_slope * memory + ratio * memory_slope)
    return correction, slope


def _ratio(y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    r"""Return :math:`r = \tanh y/y`, :math:`d = (1 - r)/y^2` and :math:`d'/y`; small arguments by the series of r."""
    m = np.arange(1, 24)
    coefficients = 2 * (2 / np.pi) ** (2 * m + 2) * (1 - 0.25 ** (m + 1)) * zeta(2 * m + 2) * (-1.0) ** (m + 1)
    series = np.polynomial.Polynomial(coefficients)
    near, x = np.minimum(y, 0.6) ** 2, np.maximum(y, 0.6)
    ratio = np.tanh(x) / x
    with np.errstate(over="ignore"):
        slope = (1 / np.cosh(x) ** 2 - ratio) / x**2  # r'/y
    deficit = (1 - ratio) / x**2
    curvature = -(slope + 2 * deficit) / x**2
    is_near = y < 0.6
    deficit = np.where(is_near, series(near), deficit)
    return np.where(is_near, 1 - near * deficit, ratio), deficit, np.where(is_near, 2 * series.deriv()(near), curvature)
