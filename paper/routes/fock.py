"""Exact diagonalization of spins (or anything finite) with a few boson modes in a truncated number basis."""

from __future__ import annotations

from functools import reduce

import numpy as np

from paper.routes.operators import annihilator, average, embed, product


def bath(modes, levels: int) -> tuple[np.ndarray, np.ndarray]:
    """Return energy and coupling operator ``sum_k lambda_k (b_k + b_k^+)`` of ``modes`` = [(frequency, coupling)]."""
    dimensions = [levels] * len(modes)
    energy = reduce(np.add.outer, [w * np.arange(levels) for w, _ in modes]).ravel()
    x = annihilator(levels) + annihilator(levels).T
    coupling = sum(c * embed(x, k, dimensions) for k, (_, c) in enumerate(modes))
    return np.diag(energy), coupling


def hamiltonian(system, arms, levels: int) -> np.ndarray:
    """Return ``H`` for ``arms`` = [(system operator, modes)], each arm with a bath of its own."""
    baths = [bath(modes, levels) for _, modes in arms]
    dimensions = [len(system)] + [len(energy) for energy, _ in baths]
    total = embed(_plain(system), 0, dimensions)
    for site, ((operator, _), (energy, coupling)) in enumerate(zip(arms, baths, strict=True), 1):
        total = total + embed(energy, site, dimensions) + product({0: _plain(operator), site: coupling}, dimensions)
    return total


def _plain(matrix) -> np.ndarray:
    """Return a real matrix if all entries are: it multiplies and diagonalizes several times faster."""
    return matrix if np.any(np.imag(matrix)) else np.real(matrix)


def reduced(vectors, weights, left: int) -> np.ndarray:
    """Return the trace of ``sum_a w_a |a><a|`` over the right factor, without that matrix on the whole space."""
    return (vectors * weights).reshape(left, -1) @ vectors.reshape(left, -1).conj().T


def state(system, arms, beta: float, levels: int) -> np.ndarray:
    """Return the exact reduced thermal state of the system."""
    values, vectors = np.linalg.eigh(hamiltonian(system, arms, levels))
    weights = np.exp(-beta * (values - values[0]))
    return reduced(vectors, weights / weights.sum(), len(system))


def mean(system, arms, beta: float, levels: int, operator) -> float:
    """Return the exact thermal average of a system operator."""
    return average(state(system, arms, beta, levels), operator)


def bath_average_of_exponential(system, arms, beta: float, levels: int) -> np.ndarray:
    """Return ``<T exp(-int H_SB)>_B = e^{beta H_S} Tr_B[e^{-beta H}] / Z_B`` without any expansion."""
    values, vectors = np.linalg.eigh(hamiltonian(system, arms, levels))
    traced = reduced(vectors, np.exp(-beta * values), len(system))
    partition = np.prod([np.exp(-beta * w * np.arange(levels)).sum() for _, modes in arms for w, _ in modes])
    energies, basis = np.linalg.eigh(system)
    return (basis * np.exp(beta * energies)) @ basis.conj().T @ traced / partition
