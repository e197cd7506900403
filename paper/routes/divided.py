"""Orders of the exponential of a sum from divided differences (Daletskii and Krein): no times and no integrals."""

from __future__ import annotations

from functools import cache
from math import factorial

import numpy as np


def orders(energies, coupling, beta, highest: int) -> list[np.ndarray]:
    """Return the terms of order 0, 1, ... of ``exp(-beta (H0 + V))`` in V, for a diagonal H0 without degeneracies."""
    size = len(energies)

    @cache
    def difference(nodes: tuple[int, ...]):
        """Return the divided difference of exp(-beta E) at these energies, equal ones side by side."""
        first, last, order = nodes[0], nodes[-1], len(nodes) - 1
        if first == last:
            return (-beta) ** order * np.exp(-beta * energies[first]) / factorial(order)
        return (difference(nodes[1:]) - difference(nodes[:-1])) / (energies[last] - energies[first])

    linked = [[j for j in range(size) if coupling[i, j]] for i in range(size)]

    def paths(start: int, steps: int):
        if steps == 0:
            yield (start,), 1
        for k in linked[start] if steps else ():
            for path, weight in paths(k, steps - 1):
                yield (start, *path), coupling[start, k] * weight

    terms = []
    for order in range(highest + 1):
        term = np.array([[0 * beta] * size for _ in range(size)])
        for start in range(size):
            for path, weight in paths(start, order):
                term[start, path[-1]] = term[start, path[-1]] + weight * difference(tuple(sorted(path)))
        terms.append(term)
    return terms
