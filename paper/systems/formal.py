"""Statements that hold whatever the exponential of the Hamiltonian is: generic matrices in its place."""

from __future__ import annotations

import numpy as np

from ledger.exact import matrices
from ledger.sample import Sample
from paper.routes.operators import X, embed

ANY = "any exponential of the Hamiltonian, given by its elements"


def generic(source, size: int) -> np.ndarray:
    """Return a matrix of symbols."""
    return source.numbers(0, 1, (size, size))


def exponential(beta, known):
    """Return ``expm`` for exact matrices that takes ``e^{-beta H}`` from ``known`` = [(H, its exponential)]."""

    def expm(matrix):
        found = [value for h, value in known if np.array_equal(matrix, -beta * h)]
        return found[0] if found else matrices.expm(matrix)

    return expm


def blocks(matrix, right: int) -> np.ndarray:
    """Return the trace over the right factor of a product space, block by block."""
    return sum(matrix[k::right, k::right] for k in range(right))


def four_spins(source) -> Sample:
    """Return two inputs on one side, one on the other and the output, with a generic Hamiltonian."""
    beta, h, x = source.number(), generic(source, 16), generic(source, 16)
    sigma = [[embed(X, j, [2] * 4)] for j in range(4)]
    return Sample(beta=beta, H=h, M=2, N=1, s=sigma, expm=exponential(beta, [(h, x)]), exponential=x)


def flipped(s):
    """Return the average of the output's sigma^x: elements between states whose last spin differs."""
    x = s.exponential
    return (sum(x[i, i ^ 1] for i in range(16)) / sum(x[i, i] for i in range(16)),)


def rotated(source) -> Sample:
    """Return a generic Hamiltonian and a rotation U of its basis."""
    beta, h, x, angle = source.number(), generic(source, 4), generic(source, 4), source.number()
    c, d = np.cos(angle), np.sin(angle)
    u = np.kron(np.array([[c, d], [-d, c]]), np.array([[c, -d], [d, c]]))
    turned = u.T @ h @ u
    known = [(h, x), (turned, u.T @ x @ u)]
    sigma = [[embed(X, j, [2, 2])] for j in range(2)]
    names = {"dagger": np.transpose, "expm": exponential(beta, known), "exponential": x}
    return Sample(beta=beta, H=h, U=u, M=1, N=0, s=sigma, Z=np.trace(x), **names)


def unrotated(s):
    """Return average, average, and norm, without U."""
    x, total = s.exponential, sum(np.diag(s.exponential))
    mean = sum(x[i, i ^ 1] for i in range(4)) / total
    return mean, mean, 1


def with_bath(source) -> Sample:
    """Return a spin on a bath of two levels, a generic operator for the average (112), and a generic trace for (113)."""
    beta, energies = source.number(), np.array([source.number(), source.number()])
    weights = np.exp(-beta * energies)
    average = lambda a: blocks(np.tile(weights, 2)[:, None] * a, 2) / weights.sum()
    return Sample(
        beta=beta,
        HB=np.diag(np.tile(energies, 2)),
        Hmn=generic(source, 4),
        traced=generic(source, 4),
        weights=weights,
        Z=source.number(),
        ZB=weights.sum(),
        TrB=lambda a: blocks(a, 2),
        avB=average,
    )


def bath_average(s):
    """Return the average over the bath, level by level."""
    parts = (w * s.Hmn[k::2, k::2] for k, w in enumerate(s.weights))
    return (sum(parts) / sum(s.weights),)


def plain_trace(s):
    return ((s.traced[0::2, 0::2] + s.traced[1::2, 1::2]) / s.Z,)
