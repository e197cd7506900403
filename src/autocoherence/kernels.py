r"""What one bath mode does: the integrands of the paper's bath integrals, at any argument including all coincidences.

Each closed form of the paper is a divided difference with removable singularities; here each is the equivalent
Matsubara sum of positive rational terms (see `matsubara`), relative accuracy about 1e-13 on the whole domain.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.matsubara import frequency_rule, scales, weighted_sum
from autocoherence.model import broadcast_shape, frequency, inverse_temperature
from autocoherence.thermal import polarization, require_gap, susceptibility
from autocoherence.types import Result

__all__ = ["pair_kernel", "pair_kernel_bounds", "self_kernel", "transfer_kernel"]


def mode_quotient(xi: np.ndarray, omega: np.ndarray, beta: np.ndarray) -> np.ndarray:
    r"""Return :math:`[\xi\coth(\beta\xi/2) - \omega\coth(\beta\omega/2)]/(\xi^2 - \omega^2)
    = \frac4\beta\sum_{n\ge1}\nu_n^2/[(\xi^2+\nu_n^2)(\omega^2+\nu_n^2)]`."""
    nu, weight = frequency_rule(beta, *scales(beta, xi, omega))

    def term(nu2: np.ndarray, xi: np.ndarray, omega: np.ndarray) -> np.ndarray:
        return nu2 / ((xi**2 + nu2) * (omega**2 + nu2))

    return 2 * weighted_sum(term, weight[..., 1:], nu[..., 1:] ** 2, xi[..., None], omega[..., None])


def self_kernel(xi: ArrayLike, omega: ArrayLike, beta: ArrayLike) -> Result:
    r"""Weight of a bath mode in self-induced coherence, where one spin drives the bath and receives from it.

    .. math:: \frac{F_1}{4 f_1 f_2} = \tanh\frac{\beta\omega}{2}\,
              \frac{\xi\coth\frac{\beta\xi}{2} - \omega\coth\frac{\beta\omega}{2}}{\xi^2 - \omega^2}

    Paper: Eq. (24), without the factor :math:`4 f_1 f_2`. Valid for all :math:`\xi, \omega \ge 0`, including
    :math:`\xi = \omega`; at zero temperature it is :math:`1/(\xi + \omega)`.

    Parameters
    ----------
    xi, omega, beta : array_like
        Mode frequency, spin frequency (both >= 0) and inverse temperature (> 0, ``inf`` allowed); they broadcast.

    Returns
    -------
    float or ndarray
        Not negative, an inverse frequency.

    Raises
    ------
    ValueError
        For a value out of range, or ``omega = 0`` at ``beta = inf``.

    Examples
    --------
    >>> round(float(self_kernel(1.0, 3.0, float("inf"))), 12)
    0.25
    """
    beta, xi, omega = inverse_temperature(beta), frequency("xi", xi), frequency("omega", omega)
    broadcast_shape(xi=xi, omega=omega, beta=beta)
    require_gap(beta, omega=omega)
    return (polarization(beta, omega) * mode_quotient(xi, omega, beta))[()]


def transfer_kernel(omega: ArrayLike, beta: ArrayLike) -> Result:
    r"""Weight of a bath mode when the output is another spin of the same frequency: the same for all modes.

    .. math:: \frac{F_2}{4 f_1 f_2} = \frac{1}{\omega}\tanh^2\frac{\beta\omega}{2}

    Paper: Eq. (25), without the factor :math:`4 f_1 f_2`.

    Parameters
    ----------
    omega, beta : array_like
        Spin frequency (>= 0) and inverse temperature (> 0, ``inf`` allowed); they broadcast.

    Returns
    -------
    float or ndarray
        Not negative, an inverse frequency.

    Raises
    ------
    ValueError
        For a value out of range, or ``omega = 0`` at ``beta = inf``.

    Examples
    --------
    >>> float(transfer_kernel(2.0, float("inf")))
    0.5
    """
    beta, omega = inverse_temperature(beta), frequency("omega", omega)
    broadcast_shape(omega=omega, beta=beta)
    require_gap(beta, omega=omega)
    return (polarization(beta, omega) * susceptibility(beta, omega))[()]


def filtered_sum(response: np.ndarray, nu: np.ndarray, weight: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    r"""Return :math:`\frac1\beta\sum_{n\in\mathbb Z} k(\nu_n)\frac{x^2}{x^2+\nu_n^2}\,\frac{y^2}{y^2+\nu_n^2}` for the
    bath response k on the nodes of `frequency_rule`."""

    def term(k: np.ndarray, nu2: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return k / ((x**2 + nu2) * (y**2 + nu2))

    # at T = 0 the static node has weight 0, whatever k is there
    static = weight[..., 0] * response[..., 0]
    dynamic = weighted_sum(term, weight[..., 1:], response[..., 1:], nu[..., 1:] ** 2, x[..., None], y[..., None])
    return static + x**2 * y**2 * dynamic


def pair_sum(
    response: np.ndarray, nu: np.ndarray, weight: np.ndarray, x: np.ndarray, y: np.ndarray, beta: np.ndarray
) -> np.ndarray:
    r"""Return :math:`\frac{2}{\beta}\tanh\frac{\beta x}{2}\tanh\frac{\beta y}{2}\sum_{n\in\mathbb Z}
    \frac{xy\,k(\nu_n)}{(x^2+\nu_n^2)(y^2+\nu_n^2)}` for the bath response k on the nodes of `frequency_rule`."""
    return 2 * susceptibility(beta, x) * susceptibility(beta, y) * filtered_sum(response, nu, weight, x, y)


def pair_kernel(xi: ArrayLike, x: ArrayLike, y: ArrayLike, beta: ArrayLike) -> Result:
    r"""Weight of a bath mode in the covariance of two output spins.

    .. math:: G(\xi, x, y) = \frac{xy\,\xi\,t_x t_y\coth\frac{\beta\xi}{2}}{(\xi^2-x^2)(\xi^2-y^2)}
              + \frac{\xi^2}{x^2-y^2}\left[\frac{x\,t_x}{\xi^2-y^2} - \frac{y\,t_y}{\xi^2-x^2}\right]
              = \frac{2}{\beta}\,t_x t_y\sum_{n\in\mathbb Z}\frac{xy\,\xi^2}{(\xi^2+\nu_n^2)(x^2+\nu_n^2)(y^2+\nu_n^2)}

    with :math:`t_x = \tanh(\beta x/2)`. Paper: Eq. (44). The sum shows that it is positive, symmetric in x and y and
    grows with :math:`\xi`, at all coincidences :math:`\xi = x`, :math:`x = y`, :math:`\xi = x = y`.

    Parameters
    ----------
    xi, x, y, beta : array_like
        Mode frequency, the two spin frequencies (all >= 0), inverse temperature (> 0, ``inf`` allowed); they broadcast.

    Returns
    -------
    float or ndarray
        Positive, an inverse frequency, within `pair_kernel_bounds`.

    Raises
    ------
    ValueError
        For a value out of range, or a vanishing frequency of a spin at ``beta = inf``.

    Examples
    --------
    >>> round(float(pair_kernel(1.0, 1.0, 1.0, float("inf"))), 12)  # xi (xi + x + y) / ((xi + x) (xi + y) (x + y))
    0.375
    """
    beta, xi = inverse_temperature(beta), frequency("xi", xi)
    x, y = frequency("x", x), frequency("y", y)
    shape = broadcast_shape(xi=xi, x=x, y=y, beta=beta)
    require_gap(beta, x=x, y=y)
    nu, weight = frequency_rule(beta, *scales(beta, xi, x, y))
    xi2, nu2 = np.broadcast_arrays(xi[..., None] ** 2, nu**2)
    response = np.ones(xi2.shape)  # at nu = 0 also for xi = 0: the limit
    np.divide(xi2, xi2 + nu2, out=response, where=nu2 > 0)
    return np.broadcast_to(pair_sum(response, nu, weight, x, y, beta), shape)[()]


def pair_kernel_bounds(x: ArrayLike, y: ArrayLike, beta: ArrayLike) -> tuple[Result, Result]:
    r"""Bounds of `pair_kernel` over all bath modes: its limits at :math:`\xi\to0` and :math:`\xi\to\infty`.

    .. math:: G_{\min} = \frac{2\,t_x t_y}{\beta xy},\qquad G_{\max} = \frac{x\,t_x - y\,t_y}{x^2 - y^2},
              \qquad t_x = \tanh\frac{\beta x}{2}

    Paper: Eqs. (45) and (46).

    Parameters
    ----------
    x, y, beta : array_like
        The two spin frequencies (>= 0) and inverse temperature (> 0, ``inf`` allowed); they broadcast.

    Returns
    -------
    (float or ndarray, float or ndarray)
        Lower and upper bound, inverse frequencies; both tend to beta/2 at high temperature.

    Raises
    ------
    ValueError
        For a value out of range, or a vanishing frequency at ``beta = inf``.

    Examples
    --------
    >>> lower, upper = pair_kernel_bounds(0.0, 0.0, 2.0)
    >>> float(lower), float(upper)
    (1.0, 1.0)
    """
    beta, x, y = inverse_temperature(beta), frequency("x", x), frequency("y", y)
    broadcast_shape(x=x, y=y, beta=beta)
    require_gap(beta, x=x, y=y)
    lower = 2 / beta * susceptibility(beta, x) * susceptibility(beta, y)
    nu, weight = frequency_rule(beta, *scales(beta, x, y))
    upper = pair_sum(np.ones_like(nu), nu, weight, x, y, beta)
    return lower[()], upper[()]
