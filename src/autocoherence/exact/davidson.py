"""The lowest eigenvectors of a diagonal matrix and something small beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from autocoherence.exact.blocks import TooLarge

__all__ = ["lowest"]

ROUNDS = 200
NEAREST = 0.05  # to a resonance, in units of what is beside the diagonal
Map: TypeAlias = Callable[[np.ndarray], np.ndarray]


def lowest(
    diagonal: np.ndarray, rest: Map, strength: float, start: np.ndarray, allowed: Map
) -> tuple[np.ndarray, np.ndarray]:
    r"""Eigenvalues and eigenvectors (rows) of ``diagonal`` + ``rest``, by block Davidson iteration.

    ``rest(rows)`` multiplies rows of vectors, its norm is about ``strength``; ``start`` are orthonormal rows close to
    the answer. ``allowed(values)`` are the residuals that are tolerated, of as many of the lowest as are wanted. A
    residual r is taken back by :math:`r/(E - D)`: the range of the diagonal costs nothing.
    """
    most = 4 * len(start) + 45
    basis, images = np.empty((2, most, diagonal.size))
    small, size, new = np.empty((most, most)), 0, start
    for _ in range(ROUNDS):
        here, size = size, size + len(new)
        basis[here:size], images[here:size] = new, diagonal * new + rest(new)
        small[here:size, :size] = new @ images[:size].T
        every, turns = np.linalg.eigh(small[:size, :size])  # of the lower triangle
        limits = allowed(every)
        values, turn = every[: limits.size], turns[:, : limits.size].T
        if 2 * limits.size > most:
            break
        vectors, moved = turn @ basis[:size], turn @ images[:size]
        residuals = moved - values[:, None] * vectors
        bad = np.linalg.norm(residuals, axis=1) > limits
        if not np.any(bad):
            return values, vectors
        if size + np.count_nonzero(bad) > most:
            kept = max(len(vectors), size // 3)
            for rows in (basis, images):
                rows[:kept] = turns[:, :kept].T @ rows[:size]
            small[:kept, :kept], size = np.diag(every[:kept]), kept
        gaps = diagonal - values[bad, None]
        gaps = np.where(np.abs(gaps) < NEAREST * strength, NEAREST * strength, gaps)
        new = _orthonormal(residuals[bad] / gaps, basis[:size])
    raise TooLarge


def _orthonormal(rows: np.ndarray, basis: np.ndarray) -> np.ndarray:
    """What is new in the rows."""
    for _ in range(2):
        rows = rows - (rows @ basis.T) @ basis
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-300)
        sizes, turn = np.linalg.eigh(rows @ rows.T)
        rows = (turn / np.sqrt(np.maximum(sizes, 1e-300)))[:, sizes > 1e-8].T @ rows
    return rows
