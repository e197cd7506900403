"""Coherence of an output spin: self-induced by one spin, or transferred through the baths from other spins."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.grids import in_blocks, on_grid
from autocoherence.input_spins import arm_tuple, batches
from autocoherence.matsubara import frequency_rule, largest_scale, scales, static_deficit, weighted_sum
from autocoherence.model import (
    Arm,
    broadcast_shape,
    frequency,
    inverse_temperature,
    real_array,
    require_bath,
)
from autocoherence.thermal import polarization, require_gap, susceptibility, typical_energy
from autocoherence.types import Arms, Bath, Result

__all__ = ["advantage_ratio", "induced_coherence", "self_induced_coherence"]


def back_action(beta: np.ndarray, omega: np.ndarray, bath: Bath) -> np.ndarray:
    r"""Return the bath integral of Eq. (24), :math:`\frac4\beta\sum_{n\ge1}\frac{D(\nu_n)}{\omega^2+\nu_n^2}`,
    with D of `matsubara.static_deficit`."""
    require_bath(bath)

    def term(deficit: np.ndarray, nu2: np.ndarray, omega: np.ndarray) -> np.ndarray:
        return deficit / (omega**2 + nu2)

    def share(
        beta: np.ndarray, omega: np.ndarray
    ) -> np.ndarray:  # of the order of the reorganization energy everywhere
        low, high = scales(beta, omega)
        top = max(largest_scale(bath.modes), high)
        nu, weight = frequency_rule(beta, min(low, top), top)
        deficit = static_deficit(bath.modes, nu[..., 1:])
        half = weighted_sum(term, weight[..., 1:], deficit, nu[..., 1:] ** 2, omega[..., None])
        return 2 * half * typical_energy(beta, omega, largest_scale(bath.modes))

    return on_grid(share, beta, omega) / typical_energy(beta, omega, largest_scale(bath.modes))


def self_induced_coherence(beta: ArrayLike, omega: ArrayLike, bath: Bath, f_z: ArrayLike, f_x: ArrayLike) -> Result:
    r"""Coherence of a single spin that drives the bath by its :math:`\sigma^z` and receives by its :math:`\sigma^x`.

    .. math:: \langle\sigma^x\rangle = -4 f_z f_x \tanh\frac{\beta\omega}{2} \int_0^\infty\! d\xi\, \frac{I(\xi)}{\xi}\,
              \frac{\xi\coth\frac{\beta\xi}{2} - \omega\coth\frac{\beta\omega}{2}}{\xi^2 - \omega^2}

    Paper: Eqs. (21) and (24). Leading order in the couplings.

    Parameters
    ----------
    beta, omega : array_like
        Inverse temperature (> 0, ``inf`` allowed) and spin frequency (>= 0).
    bath : PowerLawBath, DiscreteBath or SpectralDensityBath
    f_z, f_x : array_like
        Couplings of :math:`\sigma^z` and :math:`\sigma^x`, dimensionless. All arrays broadcast.

    Returns
    -------
    float or ndarray
        :math:`\langle\sigma^x\rangle`, of the sign of :math:`-f_z f_x`.

    Raises
    ------
    ValueError
        For a value out of range, or ``omega = 0`` at ``beta = inf``.

    Examples
    --------
    >>> from autocoherence import DiscreteBath
    >>> bath = DiscreteBath([1.0], [1.0])
    >>> round(float(self_induced_coherence(float("inf"), 3.0, bath, 0.1, 0.1)), 12)  # -4 f f/(1 + 3)
    -0.01
    """
    beta, omega = inverse_temperature(beta), frequency("omega", omega)
    f_z, f_x = real_array("f_z", f_z), real_array("f_x", f_x)
    broadcast_shape(beta=beta, omega=omega, f_z=f_z, f_x=f_x)
    require_gap(beta, omega=omega)
    return (-4 * f_z * f_x * polarization(beta, omega) * back_action(beta, omega, bath))[()]


def drive(beta: np.ndarray, arm: Arm) -> np.ndarray:
    r"""Return :math:`\sum_j f_1^{(j)}\tanh(\beta\omega_j/2)`: how strongly the input spins of an arm push its bath."""
    broadcast_shape(beta=beta[..., None], omega_in=arm.omega_in)
    require_gap(beta[..., None], omega_in=arm.omega_in)
    return np.sum(arm.f_in * polarization(beta[..., None], arm.omega_in), axis=-1)


def induced_coherence(beta: ArrayLike, omega_out: ArrayLike, arms: Arms) -> Result:
    r"""Coherence of an output spin driven through its baths by other spins.

    .. math:: \langle\sigma^x\rangle = -4\,\frac{\tanh\frac{\beta\omega}{2}}{\omega} \sum_{\rm arms} f_2\,\Omega
              \sum_{j=1}^{M} f_1^{(j)} \tanh\frac{\beta\omega_j}{2}

    Paper: Eqs. (23), (32), (34) for one arm ((27), (28) for a `PowerLawBath`), (65) for two; additive in the arms.
    Leading order in the couplings: needs :math:`4\sum f_1 f_2\Omega \ll \omega` and a weak output coupling.

    Parameters
    ----------
    beta, omega_out : array_like
        Inverse temperature (> 0, ``inf`` allowed) and frequency of the output spin (>= 0); they broadcast.
    arms : Arm or list of Arm
        Each bath with its input spins.

    Returns
    -------
    float or ndarray
        :math:`\langle\sigma^x\rangle`, of the sign of :math:`-f_1 f_2`.

    Raises
    ------
    ValueError
        For a value out of range, or a vanishing frequency at ``beta = inf``.

    Examples
    --------
    >>> from autocoherence import PowerLawBath
    >>> arm = Arm(PowerLawBath(0.01, 1, 10.0), f_in=0.5, f_out=0.5, omega_in=[1.0, 1.0, 1.0])
    >>> round(float(induced_coherence(float("inf"), 2.0, arm)), 12)  # -4 f f M Omega / omega_out
    -0.15
    """
    beta, omega_out = inverse_temperature(beta), frequency("omega_out", omega_out)
    arms = arm_tuple(arms)
    broadcast_shape(beta=beta, omega_out=omega_out, **batches(arms))
    require_gap(beta, omega_out=omega_out)
    pushes = (arm.f_out * arm.bath.reorganization_energy * drive(beta, arm) for arm in arms)
    return scaled_susceptibility(-4 * sum(pushes), beta, omega_out)[()]


def scaled_susceptibility(factor: np.ndarray, beta: np.ndarray, omega: np.ndarray) -> np.ndarray:
    r"""Return :math:`\tanh(\beta\omega/2)/\omega` times a factor, which is as a rule smaller than the result."""
    return in_blocks(lambda factor, beta, omega: factor * susceptibility(beta, omega), factor, beta, omega)


def advantage_ratio(beta: ArrayLike, omega_in: ArrayLike, omega_out: ArrayLike, bath: Bath) -> Result:
    r"""Coherence transferred to another spin over the coherence a spin induces in itself, at equal couplings.

    .. math:: \frac{\langle\sigma_2^x\rangle}{\langle\sigma_1^x\rangle}
              = \frac{\Omega}{\omega_2}\tanh\frac{\beta\omega_2}{2}\left[\int_0^\infty\! d\xi\,\frac{I(\xi)}{\xi}\,
              \frac{\xi\coth\frac{\beta\xi}{2} - \omega_1\coth\frac{\beta\omega_1}{2}}{\xi^2-\omega_1^2}\right]^{-1}

    Paper: Eq. (29), Fig. 3. Leading order in the couplings, which cancel, as the input's polarization does.
    The bath integral does not depend on :math:`\omega_2`.

    Parameters
    ----------
    beta, omega_in, omega_out : array_like
        Inverse temperature (> 0, ``inf`` allowed), frequency of the driving and of the output spin (>= 0).
    bath : PowerLawBath, DiscreteBath or SpectralDensityBath

    Returns
    -------
    float or ndarray
        Positive; above 1 the separate output spin wins. It tends to 3 times a thermal factor at high temperature.

    Raises
    ------
    ValueError
        For a value out of range, a vanishing frequency at ``beta = inf``, or a bath without coupling.

    Examples
    --------
    >>> from autocoherence import DiscreteBath
    >>> round(float(advantage_ratio(float("inf"), 3.0, 2.0, DiscreteBath([1.0], [1.0]))), 12)  # (xi + omega_1)/omega_2
    2.0
    """
    beta = inverse_temperature(beta)
    omega_in, omega_out = frequency("omega_in", omega_in), frequency("omega_out", omega_out)
    broadcast_shape(beta=beta, omega_in=omega_in, omega_out=omega_out)
    require_gap(beta, omega_in=omega_in, omega_out=omega_out)
    require_bath(bath)
    if bath.reorganization_energy == 0:
        raise ValueError("bath has no coupling (reorganization energy 0): the ratio is 0/0; valid: a coupled bath")
    return scaled_susceptibility(bath.reorganization_energy / back_action(beta, omega_in, bath), beta, omega_out)[()]
