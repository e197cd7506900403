"""Correlations between two output spins on one bath, and the signal-to-noise ratio they leave."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.coherence import drive
from autocoherence.grids import in_blocks, on_grid
from autocoherence.input_spins import batches
from autocoherence.kernels import filtered_sum
from autocoherence.matsubara import dynamic_response, frequency_rule, largest_scale, scales
from autocoherence.model import (
    Arm,
    broadcast_shape,
    frequency,
    inverse_temperature,
    real_array,
    require_bath,
    shown,
)
from autocoherence.thermal import require_gap, susceptibility
from autocoherence.types import Bath, Result

__all__ = ["output_covariance", "spin_signal_to_noise"]


def noise_share(beta: np.ndarray, omega_a: np.ndarray, omega_b: np.ndarray, bath: Bath) -> np.ndarray:
    r"""Return :math:`[\frac{B}{2\chi_a\chi_b}\int d\xi\,\frac{I(\xi)}{\xi}\,G(\xi,\omega_a,\omega_b)]^{1/2}`.

    Here :math:`\chi = \tanh(\beta\omega/2)/\omega` and B is `unit_beta`: the part of the noise without a closed form.
    """
    require_bath(bath)
    require_gap(beta, omega_a=omega_a, omega_b=omega_b)

    def share(
        beta: np.ndarray, omega_a: np.ndarray, omega_b: np.ndarray
    ) -> np.ndarray:  # its square tends to the reorganization energy in a hot bath
        low, high = scales(beta, omega_a, omega_b)
        nu, weight = frequency_rule(beta, low, max(high, largest_scale(bath.modes)))
        noise = filtered_sum(dynamic_response(bath.modes, nu), nu, weight, omega_a, omega_b)
        return np.sqrt(unit_beta(beta) * noise)

    return on_grid(share, beta, omega_a, omega_b)


def unit_beta(beta: np.ndarray) -> np.ndarray:
    """Return beta, and 1 at zero temperature."""
    return np.where(np.isinf(beta), 1.0, beta)


def output_covariance(beta: ArrayLike, omega_a: ArrayLike, omega_b: ArrayLike, bath: Bath, f_out: ArrayLike) -> Result:
    r"""Covariance of two output spins on one bath.

    .. math:: \sigma^2 = \langle\sigma_a^x\sigma_b^x\rangle - \langle\sigma_a^x\rangle\langle\sigma_b^x\rangle
              = 4 f_2^2 \int_0^\infty\! d\xi\, \frac{I(\xi)}{\xi}\, G(\xi, \omega_a, \omega_b)

    Paper: Eq. (43), its limits (48) (high temperature, :math:`2\beta f_2^2\Omega`) and (49) (``beta = inf``).
    Leading order in the couplings; independent of the input spins.

    Parameters
    ----------
    beta, omega_a, omega_b : array_like
        Inverse temperature (> 0, ``inf`` allowed) and the frequencies of the two output spins (>= 0).
    bath : PowerLawBath, DiscreteBath or SpectralDensityBath
    f_out : array_like
        Coupling of both output spins. All arrays broadcast.

    Returns
    -------
    float or ndarray
        :math:`\sigma^2 \ge 0`, within :math:`4 f_2^2\Omega` times `pair_kernel_bounds`, Eq. (47).

    Raises
    ------
    ValueError
        For a value out of range, or a vanishing frequency at ``beta = inf``.

    Examples
    --------
    >>> from autocoherence import DiscreteBath
    >>> round(float(output_covariance(float("inf"), 1.0, 1.0, DiscreteBath([1.0], [1.0]), 0.1)), 12)
    0.015
    """
    beta = inverse_temperature(beta)
    omega_a, omega_b = frequency("omega_a", omega_a), frequency("omega_b", omega_b)
    f_out = real_array("f_out", f_out)
    broadcast_shape(beta=beta, omega_a=omega_a, omega_b=omega_b, f_out=f_out)
    share = noise_share(beta, omega_a, omega_b, bath)

    def covariance(
        share: np.ndarray, beta: np.ndarray, omega_a: np.ndarray, omega_b: np.ndarray, scale: np.ndarray
    ) -> np.ndarray:
        return scale * share**2 * susceptibility(beta, omega_a) * susceptibility(beta, omega_b)

    require_gap(beta, omega_a=omega_a, omega_b=omega_b)
    return in_blocks(covariance, share, beta, omega_a, omega_b, 8 * f_out**2 / unit_beta(beta))[()]


def spin_signal_to_noise(beta: ArrayLike, omega_out: ArrayLike, arm: Arm) -> Result:
    r"""Signal-to-noise ratio :math:`|\langle\sigma^x\rangle|/\sigma` of two equal output spins on the bath of an arm.

    .. math:: \frac{|\langle\sigma^x\rangle|}{\sigma} = \frac{2\,\Omega\,|\sum_j f_1^{(j)}\tanh\frac{\beta\omega_j}{2}|
              \tanh\frac{\beta\omega}{2}}{\omega\,\sqrt{\int_0^\infty d\xi\,\frac{I(\xi)}{\xi}\,G(\xi,\omega,\omega)}}

    Paper: Eqs. (50)-(52), Fig. 5. The output coupling cancels. The noise is the covariance of the two outputs.

    Parameters
    ----------
    beta, omega_out : array_like
        Inverse temperature (> 0, ``inf`` allowed) and frequency of both output spins (>= 0); they broadcast.
    arm : Arm
        The bath and its input spins.

    Returns
    -------
    float or ndarray
        Not negative; 0 for a bath without coupling.

    Raises
    ------
    ValueError
        For a value out of range, or a vanishing frequency at ``beta = inf``.

    Examples
    --------
    >>> from autocoherence import DiscreteBath
    >>> arm = Arm(DiscreteBath([1.0], [1.0]), f_in=0.3, f_out=0.1, omega_in=1.0)
    >>> round(float(spin_signal_to_noise(float("inf"), 1.0, arm)) ** 2, 12)  # (2 f_1)^2 / (3/8)
    0.96
    """
    if not isinstance(arm, Arm):
        raise ValueError(f"arm = {shown(arm)}; valid: one Arm")
    beta, omega_out = inverse_temperature(beta), frequency("omega_out", omega_out)
    shape = broadcast_shape(beta=beta, omega_out=omega_out, **batches((arm,), f_out=False))
    require_gap(beta, omega_out=omega_out)
    energy = arm.bath.reorganization_energy
    if energy == 0:
        return np.zeros(shape)[()]
    # the output's susceptibility cancels
    signal = np.sqrt(2 * unit_beta(beta)) * energy * np.abs(drive(beta, arm))
    return (signal / noise_share(beta, omega_out, omega_out, arm.bath))[()]
