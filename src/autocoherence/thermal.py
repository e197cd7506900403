"""Thermal factors of one spin, exact at every temperature and frequency."""

from __future__ import annotations

import numpy as np


def require_gap(beta: np.ndarray, **frequencies: np.ndarray) -> None:
    """Refuse a degenerate spin at zero temperature: its limit depends on which of the two is taken first."""
    cold = np.isinf(beta)
    for name, omega in frequencies.items() if np.any(cold) else ():
        if np.any(cold & (omega == 0)):
            raise ValueError(f"{name} = 0 at beta = inf has no limit; valid: {name} > 0, or a finite beta")


def polarization(beta: np.ndarray, omega: float | np.ndarray) -> np.ndarray:
    r"""Return :math:`\tanh(\beta\omega/2)`; 1 at zero temperature (:math:`\omega > 0`)."""
    return np.tanh((0.5 * beta) * omega)


def susceptibility(beta: np.ndarray, omega: np.ndarray) -> np.ndarray:
    r"""Return :math:`\tanh(\beta\omega/2)/\omega`: :math:`\beta/2` at :math:`\omega=0`, :math:`1/\omega` at T = 0."""
    if np.all(omega > 0):
        return polarization(beta, omega) / omega
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(omega > 0, polarization(beta, omega) / omega, 0.5 * beta)


def typical_energy(beta: np.ndarray, omega: float | np.ndarray, scale: float | np.ndarray) -> np.ndarray:
    """Return a smooth energy over which the reorganization energy is, in size, what a spin feels of its own bath.

    ``scale`` is the frequency at which the bath ends, see `matsubara.largest_scale`.
    """
    slow = 1 / beta + omega
    return np.sqrt(slow * (slow + scale))


def shifted_sinh(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r"""Return :math:`(\sinh y - y)/(1 + \cosh y)` and :math:`(\sinh y + y)/(1 + \cosh y)` for y in [0, inf].

    Below y = 1.5 the difference is summed as its Taylor series (positive terms), above it loses less than one digit.
    """
    small = np.minimum(y, 1.5)
    term = small**3 / 6
    series = np.zeros_like(small)
    for k in range(2, 14):
        series = series + term
        term = term * small**2 / (2 * k * (2 * k + 1))
    decay = np.exp(-y)
    linear = np.where(np.isinf(y), 0.0, y) * decay  # y exp(-y), finite at infinity
    norm = 0.5 * (1 + decay) ** 2
    sinh = -0.5 * np.expm1(-2 * y)
    return np.where(y < 1.5, series * decay, sinh - linear) / norm, (sinh + linear) / norm
