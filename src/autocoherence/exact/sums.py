"""Sums over Matsubara frequencies and a bath's response to them, for the exact methods.

The weak-coupling library has its own rule; this room shares no line with it, so that each can judge the other.
"""

from __future__ import annotations

from functools import cache

import numpy as np

__all__ = ["integer_rule", "response"]


def _block_rule(length: float, order: int) -> tuple[np.ndarray, np.ndarray]:
    """Gauss rule for the sum over 0 ... length-1: Golub-Welsch with the recurrence of the discrete Chebyshev
    polynomials."""
    k = np.arange(1.0, order)
    off_diagonal = np.sqrt(k**2 * (length**2 - k**2) / (4 * (4 * k**2 - 1)))
    matrix = np.diag(off_diagonal, 1) + np.diag(off_diagonal, -1)
    nodes, vectors = np.linalg.eigh(matrix)
    return nodes + (length - 1) / 2, length * vectors[0] ** 2


@cache
def integer_rule(doublings: int = 72, order: int = 22) -> tuple[np.ndarray, np.ndarray]:
    r"""Nodes and weights for :math:`\sum_{n\ge1} f(n)`, f a smooth rational decay with singularities at imaginary n.

    The first integers are taken as they are; every further block [N, 2N) of integers by its own Gauss rule. The sum
    stops at :math:`2^{doublings}`: a summand falling like :math:`n^{-4}` leaves nothing beyond.
    """
    head = 32
    nodes, weights = [np.arange(1.0, head)], [np.ones(head - 1)]
    length = float(head)  # an integer would outgrow its type
    while length < 2**doublings:
        x, w = _block_rule(length, order)
        nodes.append(length + x)
        weights.append(w)
        length *= 2
    return np.concatenate(nodes), np.concatenate(weights)


def response(frequencies: np.ndarray, weights: np.ndarray, nu: np.ndarray) -> np.ndarray:
    r"""Return :math:`k(\nu) = \sum_k r_k\,\xi_k^2/(\xi_k^2+\nu^2)` at frequencies ``nu >= 0`` of any shape; k(0) is
    :math:`\Omega`."""
    squares = np.square(frequencies)
    return (squares / (squares + np.square(nu)[..., None])) @ weights
