"""How the bath shifts the population of an output spin."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.grids import on_grid
from autocoherence.matsubara import (
    dynamic_response,
    frequency_rule,
    largest_scale,
    scales,
    static_deficit,
    weighted_sum,
)
from autocoherence.model import broadcast_shape, frequency, inverse_temperature, real_array, require_bath
from autocoherence.thermal import require_gap, shifted_sinh, typical_energy
from autocoherence.types import Bath, Result

__all__ = ["polarization_shift"]


def polarization_shift(beta: ArrayLike, omega_out: ArrayLike, bath: Bath, f_out: ArrayLike) -> Result:
    r"""Change of :math:`\langle\sigma^z\rangle` of the output spin by its bath, to second order in the coupling.

    .. math:: \delta\langle\sigma^z\rangle = f_2^2 \int_0^\infty\! \frac{d\xi\,I(\xi)}{(\xi^2-\omega^2)^2} \left\{
              \frac{\coth\frac{\beta\xi}{2}}{\cosh^2\frac{\beta\omega}{2}}
              \left[\beta\omega(\xi^2-\omega^2) + (\xi^2+\omega^2)\sinh\beta\omega\right] - 4\xi\omega\right\}

    Paper: Eq. (89). It is positive: the bath depolarizes the spin. Evaluated as

    .. math:: \frac{4 f_2^2}{\beta}\,p \sum_{n\in\mathbb Z}
              \frac{(\nu_n^2-\nu_*^2)\,[D(\nu_n)-D(\nu_*)]}{(\omega^2+\nu_n^2)^2},\qquad
              p = \frac{\sinh\beta\omega+\beta\omega}{1+\cosh\beta\omega},\quad
              \nu_*^2 = \omega^2\,\frac{\sinh\beta\omega-\beta\omega}{\sinh\beta\omega+\beta\omega}

    where no term is negative because D of ``matsubara.static_deficit`` grows with its argument.

    Parameters
    ----------
    beta, omega_out : array_like
        Inverse temperature (> 0, ``inf`` allowed) and frequency of the output spin (>= 0).
    bath : PowerLawBath, DiscreteBath or SpectralDensityBath
    f_out : array_like
        Coupling of the output spin. All arrays broadcast.

    Returns
    -------
    float or ndarray
        :math:`\delta\langle\sigma^z\rangle \ge 0`; at zero temperature :math:`2 f_2^2\int d\xi\,I(\xi)/(\xi+\omega)^2`.

    Raises
    ------
    ValueError
        For a value out of range, or ``omega_out = 0`` at ``beta = inf``.

    Examples
    --------
    >>> from autocoherence import DiscreteBath
    >>> bath = DiscreteBath([1.0], [1.0])
    >>> round(float(polarization_shift(float("inf"), 3.0, bath, 0.1)), 12)  # 2 f^2/(1 + 3)^2
    0.00125
    """
    beta, omega = inverse_temperature(beta), frequency("omega_out", omega_out)
    f_out = real_array("f_out", f_out)
    broadcast_shape(beta=beta, omega_out=omega, f_out=f_out)
    require_bath(bath)
    require_gap(beta, omega_out=omega)
    _, plus = shifted_sinh(beta * omega)
    share = on_grid(lambda beta, omega: bath_share(beta, omega, bath), beta, omega)
    return (4 * f_out**2 * plus * share / typical_energy(beta, omega, largest_scale(bath.modes)))[()]


def bath_share(beta: np.ndarray, omega: np.ndarray, bath: Bath) -> np.ndarray:
    r"""Return the sum of `polarization_shift` over beta, times `kernels.typical_energy`."""
    minus, plus = shifted_sinh(beta * omega)
    ratio = np.divide(minus, plus, out=np.zeros(np.shape(plus)), where=plus > 0)  # (nu_* / omega)^2
    turn2 = ratio * omega**2
    low, high = scales(beta, omega)
    nu, weight = frequency_rule(beta, low, max(high, largest_scale(bath.modes)))
    turn = np.sqrt(turn2)
    deficit, turn_deficit = static_deficit(bath.modes, nu[..., 1:]), static_deficit(bath.modes, turn)
    response, turn_response = dynamic_response(bath.modes, nu[..., 1:]), dynamic_response(bath.modes, turn)

    def term(
        deficit: np.ndarray,
        response: np.ndarray,
        nu2: np.ndarray,
        omega: np.ndarray,
        turn2: np.ndarray,
        turn_deficit: np.ndarray,
        turn_response: np.ndarray,
    ) -> np.ndarray:
        # D and K = Omega - D: the smaller one tells two frequencies far above or far below the bath's apart
        rise = np.where(turn_response < turn_deficit, turn_response - response, deficit - turn_deficit)
        return (nu2 - turn2) * rise / (omega**2 + nu2) ** 2

    with np.errstate(divide="ignore", invalid="ignore"):
        static = np.where(omega**2 > 0, ratio * turn_deficit / omega**2, 0.0) * weight[..., 0]
    parameters = (value[..., None] for value in (omega, turn2, turn_deficit, turn_response))
    dynamic = weighted_sum(term, weight[..., 1:], deficit, response, nu[..., 1:] ** 2, *parameters)
    return (static + dynamic) * typical_energy(beta, omega, largest_scale(bath.modes))
