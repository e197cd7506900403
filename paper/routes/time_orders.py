"""The average of an ordered exponential over the bath, order by order: ordered times, number states of each mode."""

from __future__ import annotations

from functools import reduce

import numpy as np

from ledger.exact.integral import nested
from paper.routes.levels import pair
from paper.routes.pictures import rotate

_PAIRINGS = (((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2)))  # of four times between two different modes


def coefficients(system, operator, modes, beta, quanta, orders=(2, 4)) -> list[np.ndarray]:
    """Return the orders of ``<T exp(-kappa int F B)>_B`` in kappa; ``quanta`` is not needed, no mode is truncated."""
    energies = np.diag(system)

    def ordered(weight, order):
        def integrand(*times):
            return weight(times) * reduce(np.matmul, (rotate(operator, energies, t) for t in times))

        return nested(integrand, order, beta)

    weights = {2: lambda times: _two(modes, beta, times), 4: lambda times: _four(modes, beta, times)}
    return [ordered(weights[order], order) for order in orders]


def _two(modes, beta, times):
    return sum(c**2 * pair(beta, w, times) for w, c in modes)


def _four(modes, beta, times):
    """Return ``<B(t1) B(t2) B(t3) B(t4)>``: all four times in one mode, or two in each of two modes."""
    total = sum(c**4 * pair(beta, w, times) for w, c in modes)
    for j, (w, c) in enumerate(modes):
        for v, d in modes[:j]:
            for left, right in _PAIRINGS:
                one, two = ([times[i] for i in side] for side in (left, right))
                both = pair(beta, w, one) * pair(beta, v, two) + pair(beta, w, two) * pair(beta, v, one)
                total = total + c**2 * d**2 * both
    return total
