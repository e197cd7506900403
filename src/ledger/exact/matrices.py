"""Functions of matrices with exact entries, as far as their eigenvalues are in the field."""

from __future__ import annotations

import numpy as np

from ledger.exact.number import Inexact, home


def exactly(matrix, place):
    """Return a matrix with all entries in ``place``."""
    return np.vectorize(place.number, otypes=[object])(matrix)


def function(matrix, scalar_function):
    """Return a function of a matrix whose blocks have two eigenvalues at most.

    Up to its mean a block must square to a multiple of the unit matrix, as a spin in a field does.
    """
    place = home(matrix)
    matrix = exactly(matrix, place)
    out = exactly(np.zeros(matrix.shape), place)
    for block in blocks(matrix):
        index = np.ix_(block, block)
        out[index] = _two_levels(matrix[index], scalar_function)
    return out


def expm(matrix):
    """Return the exponential of such a matrix."""
    return function(matrix, lambda e: e.exp())


def blocks(matrix) -> list[list[int]]:
    """Return the sets of indices that the elements of a matrix connect."""
    linked = np.vectorize(bool, otypes=[bool])(matrix)
    linked = linked | linked.T
    left, found = set(range(len(matrix))), []
    while left:
        block = frontier = {left.pop()}
        while frontier:
            frontier = {int(j) for i in frontier for j in np.flatnonzero(linked[i])} - block
            block = block | frontier
        left -= block
        found.append(sorted(block))
    return found


def _two_levels(block, scalar_function):
    size, place = len(block), home(block)
    if size == 1:
        return place.number(scalar_function(block[0, 0]))
    mean = np.trace(block) / size
    rest = block - mean * np.eye(size, dtype=int)
    square = rest @ rest
    gap = place.number(square[0, 0])
    if np.any(square - gap * np.eye(size, dtype=int) != 0):
        raise Inexact("a function of a matrix with more than two eigenvalues")
    gap = gap.sqrt(either=True)  # what follows is even in it
    up, down = scalar_function(mean + gap), scalar_function(mean - gap)
    return (up + down) / 2 * np.eye(size, dtype=int) + (up - down) / (2 * gap) * rest
