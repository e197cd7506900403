"""Taylor coefficients of the exact bath average in the coupling, from its values on a circle of complex couplings."""

from __future__ import annotations

import numpy as np
from scipy.linalg import expm

from ledger.exact.number import exactly
from paper.routes import fock, time_orders
from paper.routes.operators import partial_trace_right


@exactly(time_orders.coefficients)
def coefficients(
    system, operator, modes, beta: float, quanta: int, orders=(2, 4), radius: float = 1.0
) -> list[np.ndarray]:
    """Return the orders of ``<T exp(-kappa int F B)>_B`` in kappa, for a diagonal system Hamiltonian.

    The number states of all modes together hold up to ``quanta`` quanta: the Boltzmann factor counts them all alike.
    """
    energy, coupling = fock.bath(modes, quanta + 1)
    kept = np.indices([quanta + 1] * len(modes)).sum(axis=0).ravel() <= quanta
    energy, coupling = np.diag(energy)[kept], np.kron(operator, coupling[np.ix_(kept, kept)])
    free = np.diag(np.add.outer(np.diag(system), energy).ravel())
    partition = np.exp(-beta * energy).sum()
    count = 12  # points on half a circle: the aliasing is far beyond double precision
    found = [0.0 for _ in orders]
    # the average is even in kappa, and the adjoint at the conjugate kappa: a quarter of the circle gives the whole
    for j in range(count // 2 + 1):
        kappa = radius * np.exp(1j * np.pi * j / count)
        average = partial_trace_right(expm(-beta * (free + kappa * coupling)), len(system)) / partition
        share = (1 if 0 < j < count // 2 else 0.5) / count
        for i, order in enumerate(orders):
            found[i] = found[i] + share * average * kappa ** (-order)
    return [np.exp(beta * np.diag(system))[:, None] * (half + half.conj().T) for half in found]
