"""An oscillator in place of the output spin: displacement, fluctuation and signal-to-noise ratio to leading order."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.grids import on_grid
from autocoherence.matsubara import dynamic_response, frequency_rule, largest_scale, weighted_sum
from autocoherence.model import broadcast_shape, frequency, inverse_temperature, real_array, require_bath
from autocoherence.thermal import polarization, require_gap
from autocoherence.types import Bath, Result

__all__ = ["oscillator_position", "oscillator_position_squared", "oscillator_signal_to_noise"]


def validated(
    beta: ArrayLike, omega_in: ArrayLike, omega_osc: ArrayLike, bath: Bath, f: ArrayLike, g: ArrayLike
) -> tuple[np.ndarray, ...]:
    """Return the arguments as arrays, or say which of them is not valid."""
    beta, omega_in = inverse_temperature(beta), frequency("omega_in", omega_in)
    omega_osc = real_array("omega_osc", omega_osc, low=0.0, open_low=True)
    f, g = real_array("f", f), real_array("g", g)
    broadcast_shape(beta=beta, omega_in=omega_in, omega_osc=omega_osc, f=f, g=g)
    require_bath(bath)
    require_gap(beta, omega_in=omega_in)
    return beta, omega_in, omega_osc, f, g


def oscillator_position(
    beta: ArrayLike, omega_in: ArrayLike, omega_osc: ArrayLike, bath: Bath, f: ArrayLike, g: ArrayLike
) -> Result:
    r"""Mean position :math:`x = (a + a^\dagger)/\sqrt2` of an oscillator driven by one spin through a bath.

    .. math:: \langle x\rangle = -\frac{4 f g}{\sqrt2\,E}\,\Omega\,\tanh\frac{\beta\omega}{2}

    Paper: Eq. (74). Leading order in f and g; needs :math:`4 g^2\Omega \ll E`.

    Parameters
    ----------
    beta, omega_in, omega_osc : array_like
        Inverse temperature (> 0, ``inf`` allowed), spin frequency (>= 0), oscillator energy E (> 0).
    bath : PowerLawBath, DiscreteBath or SpectralDensityBath
    f, g : array_like
        Couplings of the spin and of the oscillator to the bath. All arrays broadcast.

    Returns
    -------
    float or ndarray
        Dimensionless, of the sign of :math:`-fg`.

    Raises
    ------
    ValueError
        For a value out of range, or ``omega_in = 0`` at ``beta = inf``.

    Examples
    --------
    >>> from autocoherence import DiscreteBath
    >>> round(float(oscillator_position(float("inf"), 1.0, 2.0, DiscreteBath([1.0], [1.0]), 0.1, 0.1)) ** 2, 12)
    0.0002
    """
    beta, omega_in, omega_osc, f, g = validated(beta, omega_in, omega_osc, bath, f, g)
    shift = 4 * f * g * bath.reorganization_energy / (np.sqrt(2) * omega_osc)
    return (-shift * polarization(beta, omega_in))[()]


def oscillator_position_squared(
    beta: ArrayLike, omega_in: ArrayLike, omega_osc: ArrayLike, bath: Bath, f: ArrayLike, g: ArrayLike
) -> Result:
    r"""Mean square position :math:`\langle x^2\rangle` of the oscillator to second order in g.

    .. math:: \langle x^2\rangle = \frac12\coth\frac{\beta E}{2}
              + \frac{4 g^2 E^2}{\beta}\sum_{n\in\mathbb Z}\frac{K(\nu_n)}{(\nu_n^2+E^2)^2},\qquad
              K(\nu) = \int_0^\infty\! d\xi\,\frac{I(\xi)\,\xi}{\xi^2+\nu^2}

    Paper: Eq. (75), whose two bath integrals exist only together; the Matsubara sum is their regular form.
    Independent of the spin at this order (``omega_in`` and ``f`` only broadcast). Valid for
    :math:`4 g^2\Omega \ll E`.

    Parameters
    ----------
    beta, omega_in, omega_osc, bath, f, g
        As for `oscillator_position`.

    Returns
    -------
    float or ndarray
        Dimensionless, at least 1/2.

    Raises
    ------
    ValueError
        As for `oscillator_position`.

    Examples
    --------
    >>> from autocoherence import DiscreteBath
    >>> round(float(oscillator_position_squared(float("inf"), 1.0, 2.0, DiscreteBath([1.0], [0.0]), 0.1, 0.1)), 12)
    0.5
    """
    beta, omega_in, omega_osc, f, g = validated(beta, omega_in, omega_osc, bath, f, g)
    shape = broadcast_shape(beta=beta, omega_in=omega_in, omega_osc=omega_osc, f=f, g=g)

    def share(
        beta: np.ndarray, energy: np.ndarray
    ) -> np.ndarray:  # near 4 times the reorganization energy in a hot bath
        nu, weight = frequency_rule(beta, np.min(energy), max(np.max(energy), largest_scale(bath.modes)))
        response = dynamic_response(bath.modes, nu)
        dressing = 4 * weighted_sum(term, weight, response, nu**2, energy[..., None])
        return dressing / (1 / beta + energy)

    def term(response: np.ndarray, nu2: np.ndarray, energy: np.ndarray) -> np.ndarray:
        return response * (energy**2 / (nu2 + energy**2)) ** 2

    dressing = on_grid(share, beta, omega_osc) * (1 / beta + omega_osc) / omega_osc**2
    square = 0.5 / polarization(beta, omega_osc) + g**2 * dressing
    return np.broadcast_to(square, shape)[()]


def oscillator_signal_to_noise(
    beta: ArrayLike, omega_in: ArrayLike, omega_osc: ArrayLike, bath: Bath, f: ArrayLike, g: ArrayLike
) -> Result:
    r"""Signal-to-noise ratio :math:`|\langle x\rangle|/\sigma` of the oscillator to leading order in f and g.

    .. math:: \frac{|\langle x\rangle|}{\sigma} = 4\,|f g|\,\frac{\Omega}{E}\,\tanh\frac{\beta\omega}{2}\,
              \sqrt{\tanh\frac{\beta E}{2}}

    Paper: Eq. (76) is its zero-temperature limit :math:`4 f g\,\Omega/E`; at finite temperature the noise is that
    of the free oscillator, :math:`\sigma^2 = \frac12\coth\frac{\beta E}{2}`, the leading order of Eq. (75). Valid
    for :math:`4 g^2\Omega \ll E`.

    Parameters
    ----------
    beta, omega_in, omega_osc, bath, f, g
        As for `oscillator_position`.

    Returns
    -------
    float or ndarray
        Dimensionless, not negative.

    Raises
    ------
    ValueError
        As for `oscillator_position`.

    Examples
    --------
    >>> from autocoherence import DiscreteBath
    >>> round(float(oscillator_signal_to_noise(float("inf"), 1.0, 2.0, DiscreteBath([1.0], [1.0]), 0.1, 0.1)), 12)
    0.02
    """
    beta, omega_in, omega_osc, f, g = validated(beta, omega_in, omega_osc, bath, f, g)
    drive = 4 * np.abs(f * g) * bath.reorganization_energy / omega_osc * polarization(beta, omega_in)
    return (drive * np.sqrt(polarization(beta, omega_osc)))[()]
