"""Spins and boson modes as explicit matrices; spin up is the first basis vector, the last factor varies fastest."""

from __future__ import annotations

from functools import cache, reduce

import numpy as np

from ledger.exact import matrices
from ledger.exact.number import exactly
from paper.routes import exact

X = np.array([[0.0, 1.0], [1.0, 0.0]])  # real where they can be: such matrices multiply several times faster
Y = np.array([[0, -1j], [1j, 0]])
Z = np.array([[1.0, 0.0], [0.0, -1.0]])
PAULI = np.stack([X, Y, Z])


def embed(operator, site: int, dimensions) -> np.ndarray:
    """Return ``operator`` acting on factor ``site`` of a product space."""
    return product({site: operator}, dimensions)


def product(operators: dict[int, np.ndarray], dimensions) -> np.ndarray:
    """Return the product of operators that act on different factors of a product space."""
    return reduce(np.kron, [operators.get(site, np.eye(d)) for site, d in enumerate(dimensions)])


@cache
def spins(count: int) -> np.ndarray:
    """Return the Pauli matrices of ``count`` spins, shape (count, 3, 2**count, 2**count)."""
    matrices = np.array([[embed(p, j, [2] * count) for p in PAULI] for j in range(count)])
    matrices.flags.writeable = False  # all samples share them
    return matrices


def annihilator(levels: int) -> np.ndarray:
    """Return the boson annihilator in the lowest ``levels`` number states."""
    return np.diag(np.sqrt(np.arange(1.0, levels)), 1)


@exactly(matrices.function)
def function(matrix, scalar_function) -> np.ndarray:
    """Return a function of a Hermitian matrix from its eigenvectors."""
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * scalar_function(values)) @ vectors.conj().T


@exactly(exact.gibbs)
def gibbs(hamiltonian, beta: float) -> np.ndarray:
    """Return the normalized thermal state of a Hermitian matrix."""
    values, vectors = np.linalg.eigh(hamiltonian)
    weights = np.exp(-beta * (values - values[0]))
    return (vectors * (weights / weights.sum())) @ vectors.conj().T


def partial_trace_right(matrix, left: int) -> np.ndarray:
    """Trace out the right factor of a product space whose left factor has dimension ``left``, by explicit loops."""
    right = matrix.shape[0] // left
    out = np.zeros((left, left), dtype=complex)
    for k in range(right):
        out += matrix[k::right, k::right]
    return out


@exactly(exact.average)
def average(state, operator) -> float:
    """Return the expectation value, real for Hermitian operators."""
    return float(np.real(np.sum(state.T * operator)))
