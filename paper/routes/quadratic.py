"""The oscillator of Section 7, exactly: coupled coordinates and their normal modes, for either value of sigma^z."""

from __future__ import annotations

import numpy as np


def moments(beta: float, omega: float, energy: float, f: float, g: float, modes) -> tuple[float, float]:
    """Return exact ``<x>`` and ``<x^2>`` of the oscillator, x = (a + a^+)/sqrt(2).

    H = sum_i w_i (p_i^2 + q_i^2)/2 + 2 g lambda_k q_0 q_k + sqrt(2) f sigma^z lambda_k q_k + omega sigma^z / 2.
    """
    frequencies, couplings, potential = _coordinates(energy, g, modes)
    root, normal, shapes = _normal_modes(frequencies, potential)
    spread = root[:, None] * shapes * np.sqrt(1 / (2 * normal * np.tanh(beta * normal / 2)))
    variance = np.sum(spread[0] ** 2)
    displacement = -np.linalg.solve(potential, np.sqrt(2) * f * couplings)[0]  # for sigma^z = 1
    return float(-np.tanh(beta * omega / 2) * displacement), float(variance + displacement**2)


def _coordinates(energy, g, modes):
    """Return frequencies, forces on the coordinates for a unit f, and the matrix of the potential."""
    frequencies = np.array([energy] + [w for w, _ in modes])
    couplings = np.array([0.0] + [c for _, c in modes])
    potential = np.diag(frequencies)
    potential[0, 1:] = potential[1:, 0] = 2 * g * couplings[1:]
    return frequencies, couplings, potential


def _normal_modes(frequencies, potential):
    root = np.sqrt(frequencies)
    squares, shapes = np.linalg.eigh(root[:, None] * potential * root[None, :])
    if squares[0] <= 0:
        raise ValueError("unstable: 4 g^2 Omega reaches the oscillator's energy")
    return root, np.sqrt(squares), shapes


def norm(beta: float, energy: float, f: float, g: float, modes) -> float:
    """Return the exact partition function over that without coupling; it does not depend on the spin."""
    frequencies, couplings, potential = _coordinates(energy, g, modes)
    _, normal, _ = _normal_modes(frequencies, potential)
    shift = f**2 * couplings @ np.linalg.solve(potential, couplings)
    return float(np.exp(beta * shift) * np.prod(np.sinh(beta * frequencies / 2) / np.sinh(beta * normal / 2)))
