"""The dressed output spin and one bath mode: the second-order term of its imaginary-time exponential."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.kernels import mode_quotient
from autocoherence.matsubara import frequency_rule, scales, weighted_sum
from autocoherence.model import broadcast_shape, frequency, real_array
from autocoherence.thermal import polarization, shifted_sinh, susceptibility
from autocoherence.types import ComplexResult, Result

__all__ = ["second_order_kernel"]


def second_order_kernel(
    xi: ArrayLike, splitting: ArrayLike, angle: ArrayLike, beta: ArrayLike
) -> tuple[Result, Result, Result, ComplexResult]:
    r"""Second-order imaginary-time integral of the dressed output spin for one bath mode, in Pauli matrices.

    .. math:: \int_0^\beta\! d\tau\!\int_0^\tau\! d\tau'\,\phi(\xi,\tau-\tau')\,\Sigma^x(\tau)\Sigma^x(\tau')
              = A\,\mathbb 1 + B\,\sigma^z + C\,\sigma^x + D\,\sigma^y

    Paper: Eqs. (123)-(127); :math:`\phi` of Eq. (84), :math:`\Sigma^x` of Eq. (118), splitting R, angle :math:`\theta`.
    Each coefficient is evaluated as a sum of terms of one sign, also at :math:`\xi = R`, R -> 0 and :math:`\theta = 0`.
    They grow as :math:`e^{\beta R}`: doubles end at beta R of about 700.

    Parameters
    ----------
    xi : array_like
        Mode frequency, > 0.
    splitting, angle : array_like
        :math:`R \ge 0` and :math:`\theta` of the dressed spin (any real number of radians).
    beta : array_like
        Inverse temperature, finite (the integral has no zero-temperature limit).

    Returns
    -------
    A, B, C, D : float or ndarray
        A, B, C real; D imaginary (complex dtype); of dimension 1/frequency^2.

    Raises
    ------
    ValueError
        For a value out of range, or ``beta * splitting > 700``.

    Examples
    --------
    >>> A, B, C, D = second_order_kernel(2.0, 1.0, 0.0, 3.0)
    >>> bool(C == 0 and D == 0)
    True
    """
    beta = real_array("beta", beta, low=0.0, open_low=True)
    xi, R = real_array("xi", xi, low=0.0, open_low=True), frequency("splitting", splitting)
    angle = real_array("angle", angle)
    shape = broadcast_shape(xi=xi, splitting=R, angle=angle, beta=beta)
    if np.any(beta * R > 700):
        raise ValueError(f"beta * splitting = {np.max(beta * R):g} overflows doubles; valid: at most 700")
    y = beta * R
    odd = np.cosh(y / 2) ** 2 * shift_sum(xi, R, beta)
    even = energy_sum(xi, R, beta) + np.tanh(y / 2) * odd
    quotient = 2 * mode_quotient(xi, R, beta) / xi
    sin, cos = np.sin(angle), np.cos(angle)
    A = cos**2 * even + sin**2 * beta / xi
    B = cos**2 * odd
    C = sin * cos * np.sinh(y) * quotient
    D = 2j * sin * cos * np.sinh(y / 2) ** 2 * quotient
    A, B, C, D = (np.broadcast_to(value, shape)[()] for value in (A, B, C, D))
    return A, B, C, D


def energy_sum(xi: np.ndarray, R: np.ndarray, beta: np.ndarray) -> np.ndarray:
    r"""Return :math:`\frac\beta2\int_0^\beta\phi(\xi,u)\frac{\cosh R(\beta/2-u)}{\cosh\beta R/2}du
    = 2R\tanh\frac{\beta R}{2}\sum_{n\in\mathbb Z}\frac{\xi}{(\xi^2+\nu_n^2)(R^2+\nu_n^2)}`."""
    nu, weight = frequency_rule(beta, *scales(beta, xi, R))

    def term(nu2: np.ndarray, xi: np.ndarray, R: np.ndarray) -> np.ndarray:
        return xi / ((xi**2 + nu2) * (R**2 + nu2))

    static = weight[..., 0] * susceptibility(beta, R) / xi
    dynamic = weighted_sum(term, weight[..., 1:], nu[..., 1:] ** 2, xi[..., None], R[..., None])
    return 2 * beta * (static + R * polarization(beta, R) * dynamic)


def shift_sum(xi: np.ndarray, R: np.ndarray, beta: np.ndarray) -> np.ndarray:
    r"""Return :math:`\cosh^{-2}\frac{\beta R}{2}\int_0^\beta(\beta-u)\,\phi(\xi,u)\sinh(Ru)\,du`.

    The Matsubara sum of the response times :math:`\partial_R[R\tanh(\beta R/2)/(R^2+\nu^2)]` has terms of both signs,
    but the derivative sums to zero, so that a constant may be subtracted from the response: with its value at the
    frequency :math:`\nu_*` where the derivative changes sign, all terms are positive (as in `polarization_shift`).
    """
    minus, plus = shifted_sinh(beta * R)
    ratio = np.divide(minus, plus, out=np.zeros(np.shape(plus)), where=plus > 0)  # (nu_* / R)^2
    nu, weight = frequency_rule(beta, *scales(beta, xi, R))

    def term(nu2: np.ndarray, xi: np.ndarray, R: np.ndarray, ratio: np.ndarray) -> np.ndarray:
        return ((nu2 - ratio * R**2) / (R**2 + nu2)) ** 2 * xi / ((xi**2 + nu2) * (xi**2 + ratio * R**2))

    static = weight[..., 0] * ratio**2 / (xi * (xi**2 + ratio * R**2))
    dynamic = weighted_sum(term, weight[..., 1:], nu[..., 1:] ** 2, xi[..., None], R[..., None], ratio[..., None])
    return 4 * plus * (static + dynamic)
