"""Free motion in imaginary time, for floats and for exact numbers alike."""

from __future__ import annotations

import numpy as np


def correlator(xi, t, beta):
    """Return ``<x(t) x(0)>``, x = b + b^+, of a mode in equilibrium for 0 <= t <= beta, from its populations."""
    occupied = 1 / np.expm1(beta * xi)
    return occupied * np.exp(t * xi) + (occupied + 1) * np.exp(-t * xi)


def rotate(operator, energies, times) -> np.ndarray:
    """Return ``e^{tau H} O e^{-tau H}`` for a diagonal H, at one time or at all ``times``."""
    forward = np.multiply.outer(times, energies)
    return np.exp(forward)[..., :, None] * operator * np.exp(-forward)[..., None, :]
