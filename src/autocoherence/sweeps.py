r"""Sweeps over power-law baths, temperature and frequency at once: sums over Matsubara frequencies as matrix products.

Baths of one cut-off and many exponents share their modes, and all baths the frequencies and the spins' factors, so that
a bath integral for all of them is a product of three matrices, modes x exponents, frequencies x modes and baths x
frequencies; along long axes `grids.on_grid` interpolates.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gamma

from autocoherence.correlation import unit_beta
from autocoherence.grids import on_grid
from autocoherence.matsubara import felt_modes, frequency_rule, largest_scale, scales
from autocoherence.model import (
    PowerLawBath,
    frequency,
    inverse_temperature,
    real_array,
    real_number,
)
from autocoherence.modes import Modes, power_law_modes
from autocoherence.thermal import polarization, require_gap, susceptibility, typical_energy
from autocoherence.types import ArrayFunction, FloatArray

__all__ = ["sweep_advantage_ratio", "sweep_output_covariance", "sweep_signal_to_noise"]


def sweep_output_covariance(exponent: ArrayLike, cutoff: ArrayLike, beta: ArrayLike, omega: ArrayLike) -> FloatArray:
    r"""`output_covariance` of two equal output spins for a whole sweep, in units of :math:`\lambda f_2^2`.

    .. math:: \frac{\sigma^2}{\lambda f_2^2} = \frac{8\,\omega_c\Gamma(s)}\beta \tanh^2\frac{\beta\omega}2
              \sum_{n\in\mathbb Z} \frac{\omega^2}{(\omega^2+\nu_n^2)^2}\,\frac{K(\nu_n)}{\Omega}

    Paper: Eqs. (43) and (26).

    Valid at every temperature, for :math:`0 < s \le 20`.

    Parameters
    ----------
    exponent, cutoff : float or array_like, one-dimensional
        Of the `PowerLawBath`, S and C of them.
    beta, omega : float or array_like, one-dimensional
        Inverse temperatures (``inf`` allowed) and frequencies of the output spins, B and W of them.

    Returns
    -------
    ndarray, shape (S, C, B, W)
        Relative error below 1e-12.

    Raises
    ------
    ValueError
        For a value out of range, more than one dimension, or ``omega = 0`` at ``beta = inf``.

    Examples
    --------
    >>> from autocoherence import PowerLawBath, output_covariance
    >>> sweep = sweep_output_covariance([0.5, 1.0], [3.0, 10.0], 2.0, [0.5, 1.0, 2.0])
    >>> one = output_covariance(2.0, 0.5, 0.5, PowerLawBath(1.0, 1.0, 3.0), f_out=1.0)
    >>> sweep.shape, bool(abs(sweep[1, 0, 0, 0] / one - 1) < 1e-12)
    ((2, 2, 1, 3), True)
    """
    exponent, cutoff, beta, omega = _axes(exponent, cutoff, beta, omega=omega)
    values = on_grid(_noise, *np.ix_(exponent, cutoff, beta, omega))
    factor = 8 * susceptibility(beta[:, None], omega) ** 2 / unit_beta(beta)[:, None]
    for place, energy in np.ndenumerate(_reorganization_energy(exponent, cutoff)):  # a plane at a time: in the cache
        values[place] *= factor
        values[place] *= energy
    return values


def sweep_signal_to_noise(
    exponent: ArrayLike, cutoff: ArrayLike, beta: ArrayLike, omega_in: float, omega_out: ArrayLike
) -> FloatArray:
    r"""`spin_signal_to_noise` for a whole sweep, one input spin, in units of :math:`\sqrt\lambda f_1`.

    .. math:: \frac{|\langle\sigma^x\rangle|}{\sqrt\lambda f_1\,\sigma} = \tanh\frac{\beta\omega_1}2
              \left[\frac{1}{2\beta\omega_c\Gamma(s)}\sum_{n\in\mathbb Z}
              \frac{\omega^4}{(\omega^2+\nu_n^2)^2}\,\frac{K(\nu_n)}{\Omega}\right]^{-1/2}

    Paper: Eqs. (50)-(52) and (26), Fig. 5.

    Valid at every temperature, for :math:`0 < s \le 20`.

    Parameters
    ----------
    exponent, cutoff, beta, omega_out : float or array_like, one-dimensional
        As in `sweep_output_covariance`.
    omega_in : float
        Frequency of the input spin.

    Returns
    -------
    ndarray, shape (S, C, B, W)
        Relative error below 1e-12.

    Raises
    ------
    ValueError
        As `sweep_output_covariance`, or for more than one ``omega_in``.

    Examples
    --------
    >>> from autocoherence import Arm, PowerLawBath, spin_signal_to_noise
    >>> sweep = sweep_signal_to_noise([0.5, 2.0], 10.0, [1.0, 2.0], 1.0, [0.5, 1.0, 2.0])
    >>> one = spin_signal_to_noise(2.0, 1.0, Arm(PowerLawBath(1.0, 2.0, 10.0), f_in=1.0, f_out=1.0, omega_in=1.0))
    >>> bool(abs(sweep[1, 0, 1, 1] / one - 1) < 1e-12)
    True
    """
    exponent, cutoff, beta, omega_out = _axes(exponent, cutoff, beta, omega_out=omega_out)
    omega_in = _one_frequency(beta, omega_in)
    values = on_grid(_noise, *np.ix_(exponent, cutoff, beta, omega_out))
    signal = (np.sqrt(2 * unit_beta(beta)) * polarization(beta, omega_in))[:, None]
    for place, energy in np.ndenumerate(_reorganization_energy(exponent, cutoff)):
        np.sqrt(values[place], out=values[place])
        np.divide(np.sqrt(energy) * signal, values[place], out=values[place])
    return values


def sweep_advantage_ratio(
    exponent: ArrayLike, cutoff: ArrayLike, beta: ArrayLike, omega_in: float, omega_out: ArrayLike
) -> FloatArray:
    r"""`advantage_ratio` for a whole sweep over baths, temperatures and output frequencies.

    .. math:: \frac{\langle\sigma_2^x\rangle}{\langle\sigma_1^x\rangle} = \frac1{\omega_2}\tanh\frac{\beta\omega_2}2
              \left[\frac4\beta\sum_{n\ge1}\frac{1 - K(\nu_n)/\Omega}{\omega_1^2+\nu_n^2}\right]^{-1}

    Paper: Eqs. (29) and (26), Fig. 3.

    Parameters
    ----------
    exponent, cutoff, beta, omega_in, omega_out
        As for `sweep_signal_to_noise`; ``omega_in`` is that of the driving spin.

    Returns
    -------
    ndarray, shape (S, C, B, W)
        Relative error below 1e-12.

    Raises
    ------
    ValueError
        As for `sweep_signal_to_noise`.

    Examples
    --------
    >>> from autocoherence import PowerLawBath, advantage_ratio
    >>> sweep = sweep_advantage_ratio([0.5, 2.0], [1.0, 10.0], 2.0, 1.0, [0.5, 1.0, 2.0])
    >>> bool(abs(sweep[1, 0, 0, 2] / advantage_ratio(2.0, 1.0, 2.0, PowerLawBath(1.0, 2.0, 1.0)) - 1) < 1e-12)
    True
    """
    exponent, cutoff, beta, omega_out = _axes(exponent, cutoff, beta, omega_out=omega_out)
    omega_in = _one_frequency(beta, omega_in)
    places = np.ix_(exponent, cutoff, beta, np.atleast_1d(omega_in))
    own = on_grid(_back_action, *places) / typical_energy(beta[:, None], omega_in, cutoff[:, None, None])
    values = np.empty((*own.shape[:3], omega_out.size))
    factor = susceptibility(beta[:, None], omega_out)
    for place in np.ndindex(own.shape[:2]):
        np.divide(factor, own[place], out=values[place])
    return values


def _axes(exponent: ArrayLike, cutoff: ArrayLike, beta: ArrayLike, **omega: ArrayLike) -> list[np.ndarray]:
    """Validate the four axes of a sweep."""
    axes = {"exponent": real_array("exponent", exponent, low=0.0, open_low=True)}
    axes["cutoff"] = real_array("cutoff", cutoff, low=0.0, open_low=True)
    axes["beta"] = inverse_temperature(beta)
    axes |= {name: frequency(name, value) for name, value in omega.items()}
    for name, values in axes.items():
        if values.ndim > 1 or not values.size:
            raise ValueError(f"{name} has the shape {values.shape}; valid: a number, or a list of at least one")
    PowerLawBath(1.0, np.max(axes["exponent"]), 1.0)  # says what is valid, if it is too large
    require_gap(axes["beta"][..., None], **{name: axes[name] for name in omega})
    return [np.atleast_1d(values) for values in axes.values()]


def _one_frequency(beta: np.ndarray, omega_in: float) -> float:
    """Validate the frequency of the input spin, the same for a whole sweep."""
    omega_in = real_number("omega_in", omega_in, low=0.0)
    require_gap(beta, omega_in=np.array(omega_in))
    return omega_in


def _reorganization_energy(exponent: np.ndarray, cutoff: np.ndarray) -> np.ndarray:
    """For unit strength, shape (S, C)."""
    return gamma(exponent)[:, None] * cutoff


def _noise(exponent: np.ndarray, cutoff: np.ndarray, beta: np.ndarray, omega: np.ndarray) -> np.ndarray:
    r"""Return :math:`\sum_n \omega^4/(\omega^2+\nu_n^2)^2\,K(\nu_n)/\Omega`; at zero temperature its limit over
    beta."""

    def filters(nu2: np.ndarray, omega2: np.ndarray) -> np.ndarray:
        return np.append(np.ones_like(omega2), (omega2 / (omega2 + nu2[1:])) ** 2, axis=0)

    def response(xi2: np.ndarray, nu2: np.ndarray) -> np.ndarray:
        return xi2 / (xi2 + nu2)

    return unit_beta(beta) * _bath_sums(response, filters, exponent, cutoff, beta, omega)


def _back_action(exponent: np.ndarray, cutoff: np.ndarray, beta: np.ndarray, omega: np.ndarray) -> np.ndarray:
    r"""Return :math:`\frac4\beta\sum_{n\ge1}(1 - K(\nu_n)/\Omega)/(\omega^2+\nu_n^2)`, the integral of Eq. (24)
    over the reorganization energy, times an energy that makes it of order 1."""

    def filters(nu2: np.ndarray, omega2: np.ndarray) -> np.ndarray:
        return np.append(np.zeros_like(omega2), 2 / (omega2 + nu2[1:]), axis=0)

    def response(xi2: np.ndarray, nu2: np.ndarray) -> np.ndarray:
        return nu2 / (xi2 + nu2)

    own = _bath_sums(response, filters, exponent, cutoff, beta, omega)
    return own * typical_energy(beta, omega, cutoff)


def _bath_sums(
    response: ArrayFunction,
    filters: ArrayFunction,
    exponent: np.ndarray,
    cutoff: np.ndarray,
    beta: np.ndarray,
    omega: np.ndarray,
) -> np.ndarray:
    r"""Return :math:`\frac1\beta\sum_n {\rm filters}(\nu_n^2, \omega^2)\sum_k r_k\,{\rm response}(\xi_k^2, \nu_n^2)`
    over :math:`\sum_k r_k`.

    The arguments span a grid of four axes, in this order.
    """
    modes, omega2 = power_law_modes(exponent.ravel()), omega.reshape(1, -1) ** 2
    low, high = scales(beta, omega)
    high = max(high, np.max(cutoff) * max(largest_scale(Modes(modes.frequencies, row)) for row in modes.weights))
    values = np.empty(np.broadcast_shapes(exponent.shape, cutoff.shape, beta.shape, omega.shape))
    for b, temperature in enumerate(beta.flat):
        nu, weight = frequency_rule(temperature, min(low, high), high)
        xi2, shares = felt_modes(modes, nu / np.max(cutoff))
        shares = (shares / np.sum(shares, axis=-1, keepdims=True)).T
        right = filters(nu[:, None] ** 2, omega2) * weight[:, None]
        for c, scale in enumerate(cutoff.flat):
            left = response(xi2, (nu[:, None] / scale) ** 2) @ shares  # frequencies x exponents
            values[:, c, b] = left.T @ right
    return values
