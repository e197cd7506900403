"""Random instances for the entries: spins, vectors and discrete baths of generic numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from paper.routes import fock, operators


def number(rng, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


def couplings(rng, *names, size: float = 0.3) -> dict:
    """Return generic couplings of both signs, none of them small."""
    return {name: float(rng.choice([-1, 1]) * rng.uniform(0.5, 1) * size) for name in names}


def modes(rng, count: int = 2, low: float = 0.6, high: float = 2.5) -> list[tuple[float, float]]:
    """Return modes (frequency, coupling), well separated."""
    edges = np.linspace(low, high, count + 1)
    return [(number(rng, a, a + 0.8 * (b - a)), number(rng, 0.3, 0.7)) for a, b in pairwise(edges)]


def reorganization(bath_modes) -> float:
    return sum(c**2 / w for w, c in bath_modes)


def small_system(rng, spins: int = 2, mode_count: int = 2, levels: int = 3) -> dict:
    """Return spins with generic couplings to a few modes, all operators in the full (truncated) product space."""
    frequencies = [number(rng, 0.4, 1.6) for _ in range(spins)]
    vectors = [rng.uniform(0.2, 0.6, 3) * rng.choice([-1, 1], 3) for _ in range(spins)]
    bath_modes = modes(rng, mode_count)
    spin_dimension, dimensions = 2**spins, [2] * spins + [levels] * mode_count
    pauli = operators.X, operators.Y, operators.Z
    sigma = [[operators.embed(p, j, dimensions) for p in pauli] for j in range(spins)]
    b = [operators.embed(operators.annihilator(levels), spins + k, dimensions) for k in range(mode_count)]
    bath_energy = fock.bath(bath_modes, levels)[0]
    spin_energies = np.zeros(1)
    for w in frequencies:
        spin_energies = np.add.outer(spin_energies, [w / 2, -w / 2]).ravel()
    return {
        "beta": number(rng, 0.6, 1.6),
        "M": spins - 1,
        "K": mode_count,
        "levels": levels,
        "omega": frequencies,
        "n": vectors,
        "Omega": [w for w, _ in bath_modes],
        "lam": [c for _, c in bath_modes],
        "modes": bath_modes,
        "sigma": sigma,
        "spin": operators.spins(spins),
        "b": b,
        "HB": np.diag(np.diag(bath_energy)),
        "HS": np.diag(spin_energies),
        "ES": spin_energies,
        "bath_dimension": levels**mode_count,
        "spin_dimension": spin_dimension,
    }


def spin_operator(frequencies, vectors) -> np.ndarray:
    """Return ``sum_j sigma_j . n_j``."""
    sigma = operators.spins(len(frequencies))
    return sum(np.einsum("a,aij->ij", n, s) for n, s in zip(vectors, sigma, strict=True))


def spin_energies(frequencies) -> np.ndarray:
    """Return the diagonal of ``sum_j omega_j sigma_j^z / 2``."""
    energies = np.zeros(1)
    for w in frequencies:
        energies = np.add.outer(energies, [w / 2, -w / 2]).ravel()
    return energies
