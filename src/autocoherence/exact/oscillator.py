"""The oscillator output of Section 7 without an expansion: once the input spin is fixed, everything is quadratic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.exact.sums import integer_rule, response
from autocoherence.model import broadcast_shape, frequency, inverse_temperature, real_array, require_bath
from autocoherence.types import Bath

__all__ = ["OscillatorState", "exact_oscillator"]


@dataclass(frozen=True, eq=False)
class OscillatorState:
    """Equilibrium of the output oscillator, :math:`x = (a + a^\\dagger)/\\sqrt 2`: arrays of the arguments' common
    shape."""

    position: np.ndarray
    position_squared: np.ndarray
    variance: np.ndarray
    signal_to_noise: np.ndarray


def exact_oscillator(
    beta: ArrayLike, omega_in: ArrayLike, omega_osc: ArrayLike, bath: Bath, f: ArrayLike, g: ArrayLike
) -> OscillatorState:
    r"""Exact equilibrium of an oscillator that a spin displaces through a common bath, at any coupling.

    .. math::
        \langle x\rangle = -x_0 \tanh\frac{\beta\omega}{2},\quad x_0 = \frac{2\sqrt2 f g \Omega}{E - 4 g^2\Omega},\quad
        V = \frac1\beta \sum_{n\in\mathbb Z} \Big[\frac{\nu_n^2}{E} + E - 4g^2 k(\nu_n)\Big]^{-1},

    with :math:`k(\nu) = \int d\xi\,I(\xi)\,\xi/(\xi^2+\nu^2)`, :math:`\nu_n = 2\pi n/\beta`,
    :math:`\langle x^2\rangle = V + x_0^2` and the variance :math:`V + x_0^2/\cosh^2(\beta\omega/2)`.

    Paper: Eqs. (66)-(69) solved exactly; Eqs. (74)-(76) are its leading order.

    Valid for :math:`4 g^2 \Omega < E`; beyond, the Hamiltonian has no ground state.

    Parameters
    ----------
    beta : array_like
        Inverse temperature, ``inf`` for zero temperature.
    omega_in, omega_osc : array_like
        Frequencies of the input spin, :math:`\omega \ge 0`, and of the oscillator, :math:`E > 0`.
    bath : PowerLawBath, DiscreteBath or SpectralDensityBath
    f, g : array_like
        Couplings of the spin and of the oscillator to the bath.

    Returns
    -------
    OscillatorState
        Dimensionless; ``position`` has the sign of :math:`-fg`, ``signal_to_noise`` is
        :math:`|\langle x\rangle|/\sigma`.

    Raises
    ------
    ValueError
        At and past the instability, for ``omega_in = 0`` at ``beta = inf``, or for parameters out of range.

    Examples
    --------
    >>> from autocoherence.model import DiscreteBath
    >>> state = exact_oscillator(2.0, 1.0, 1.0, DiscreteBath([1.0], [0.5]), f=0.5, g=0.5)
    >>> round(float(state.position), 10), round(float(state.variance), 10)
    (-0.1795094641, 0.8467155035)
    """
    beta, omega_in = inverse_temperature(beta), frequency("omega_in", omega_in)
    energy = real_array("omega_osc", omega_osc, low=0.0, open_low=True)
    f, g = real_array("f", f), real_array("g", g)
    require_bath(bath)
    shape = broadcast_shape(beta=beta, omega_in=omega_in, omega_osc=energy, f=f, g=g)
    beta, omega_in, energy, f, g = (np.broadcast_to(a, shape) for a in (beta, omega_in, energy, f, g))
    if np.any(np.isinf(beta) & (omega_in == 0)):  # the spin is mixed or not, whichever limit is taken first
        raise ValueError("omega_in = 0 at beta = inf has no limit; valid: omega_in > 0, or a finite beta")
    reorganization = bath.reorganization_energy
    stiffness = energy - 4 * g**2 * reorganization
    if np.any(stiffness <= 0):
        worst = np.unravel_index(np.argmin(stiffness), shape)
        limit = np.sqrt(energy[worst] / (4 * reorganization))
        raise ValueError(f"g = {g[worst]:g} makes the oscillator unstable (4 g^2 Omega >= E); valid: |g| < {limit:g}")
    displacement = 2 * np.sqrt(2) * f * g * reorganization / stiffness
    argument = beta * omega_in / 2
    bare = _bare_variance(beta, energy, g, bath)
    position = -displacement * np.tanh(argument)
    variance = bare + (displacement * _sech(argument)) ** 2
    values = position, bare + displacement**2, variance, np.abs(position) / np.sqrt(variance)
    return OscillatorState(*(value[()] for value in values))


def _sech(x: np.ndarray) -> np.ndarray:
    return 2 * np.exp(-x) / (1 + np.exp(-2 * x))


def _bare_variance(beta: np.ndarray, energy: np.ndarray, g: np.ndarray, bath: Bath) -> np.ndarray:
    """V, one bath response per distinct temperature."""
    variance = np.empty(beta.shape)
    for one in np.unique(beta):
        at = beta == one
        highest = np.max(energy[at]) + np.max(bath.modes.frequencies)
        rule = _ground_state_rule(energy[at]) if np.isinf(one) else _thermal_rule(one, highest)
        free = 0.5 if np.isinf(one) else 0.5 / np.tanh(one * energy[at] / 2)
        variance[at] = free + _excess(*rule, energy[at], g[at], bath)
    return variance


def _thermal_rule(beta: float, highest: float) -> tuple[np.ndarray, np.ndarray]:
    """Matsubara frequencies up to far beyond every scale: there the summand falls like nu^-6."""
    nodes, weights = integer_rule()
    used = (nodes < 32) | (2 * np.pi * nodes < 1e4 * beta * highest)
    return np.append(0.0, 2 * np.pi * nodes[used] / beta), np.append(1.0, 2 * weights[used]) / beta


def _ground_state_rule(energy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The trapezoid in ln(nu): all singularities lie at imaginary nu, so the rule converges like exp(-pi^2/step)."""
    step = 0.2
    low, high = np.log(energy.min()) - 40, np.log(energy.max()) + 20
    nu = np.exp(np.arange(low, high, step))
    return nu, nu * step / np.pi


def _excess(nu: np.ndarray, weights: np.ndarray, energy: np.ndarray, g: np.ndarray, bath: Bath) -> np.ndarray:
    """What the bath adds to the variance: positive term by term, so nothing cancels up to the instability."""
    softening = 4 * np.square(g)[..., None] * response(bath.modes.frequencies, bath.modes.weights, nu)
    energy = energy[..., None]
    free = np.square(nu) / energy + energy
    return (softening / (free * (free - softening))) @ weights
