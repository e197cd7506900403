"""The Hamiltonian of a small system and a few oscillators in a displaced basis, and its thermal averages."""

from __future__ import annotations

from functools import cache

import numpy as np

from autocoherence.exact.frame import Frame, SmallSystem

__all__ = ["thermal_averages"]


def thermal_averages(system: SmallSystem, bias, beta, frame: Frame, states) -> tuple[float, np.ndarray, float]:
    """Return ln z relative to the free oscillators in the same basis, the populations of X, and the mean hopping
    energy."""
    from scipy.linalg import eigh  # here: it loads slowly, and only the exact answers need it

    hamiltonian, hopping = _hamiltonian(system, bias, frame, states)
    size = len(states)
    energy = hamiltonian.diagonal()
    window = (-np.inf, min(energy.min() + 42 / beta, 1e300))
    small = hamiltonian.shape[0] < 150
    values, vectors = (
        np.linalg.eigh(hamiltonian) if small else eigh(hamiltonian, subset_by_value=window, check_finite=False)
    )
    weights = np.exp(-beta * (values - values[0]))
    log_free = np.log(np.sum(np.exp(-beta * (states @ frame.frequencies))))
    log_z = -beta * values[0] + np.log(weights.sum()) - log_free
    kept = weights > 1e-18 * weights[0]
    vectors, weights = vectors[:, kept], weights[kept] / weights.sum()
    populations = ((vectors**2) @ weights).reshape(-1, size).sum(axis=1)
    hops = np.sum((hopping @ vectors) * vectors, axis=0) @ weights
    return float(log_z), populations, float(hops)


def _hamiltonian(system, bias, frame, states):
    """Blocks by eigenvalue of X; returns the Hamiltonian and its hopping part."""
    x, xi, g, shifts = system.positions, frame.frequencies, frame.couplings, frame.displacements
    size, count = len(states), x.size
    hopping = np.zeros((count, size, count, size))
    hamiltonian = np.zeros_like(hopping)
    index = np.arange(size)
    for a in range(count):
        constant = np.sum(xi * shifts[a] ** 2 + 2 * x[a] * g * shifts[a]) - bias * x[a] / 2 + system.hopping[a, a]
        hamiltonian[a, index, a, index] = states @ xi + constant
        _add_linear(hamiltonian[a, :, a, :], xi * shifts[a] + x[a] * g, states)
        for b in range(a):
            if system.hopping[a, b]:
                block = system.hopping[a, b] * _overlaps(shifts[b] - shifts[a], states)
                hopping[a, :, b, :], hopping[b, :, a, :] = block, block.T
    shape = (count * size, count * size)
    return (hamiltonian + hopping).reshape(shape), hopping.reshape(shape)


def _add_linear(block, forces, states):
    """Add the forces times (a + a^dagger) between states that differ by one quantum."""
    if not states.shape[1]:
        return
    radix = np.cumprod(np.append(1, states.max(axis=0)[:-1] + 2))
    keys = states @ radix
    order = np.argsort(keys)
    for j, force in enumerate(forces):
        place = np.minimum(np.searchsorted(keys[order], keys + radix[j]), keys.size - 1)
        upper = order[place]
        lower = np.flatnonzero(keys[upper] == keys + radix[j])
        upper, element = upper[lower], force * np.sqrt(states[lower, j] + 1)
        block[lower, upper] += element
        block[upper, lower] += element


def _overlaps(distances, states):
    r"""Elements of :math:`\prod_j e^{\delta_j(a_j^\dagger - a_j)}` between the states."""
    result = np.ones((len(states), len(states)))
    for j, delta in enumerate(distances):
        table = _displacement(delta, int(states[:, j].max()) + 1)
        result *= table[np.ix_(states[:, j], states[:, j])]
    return result


@cache
def _position(levels):
    """Eigenvalues of a + a^dagger in a space with room beyond ``levels``, and the eigenvectors' first rows."""
    values, vectors = np.linalg.eigh(np.diag(np.sqrt(np.arange(1.0, 2 * levels + 60)), 1), UPLO="U")
    n = np.arange(levels)
    return values, vectors[:levels], (n[:, None] - n) % 4


def _displacement(delta, levels):
    r"""Matrix of :math:`e^{\delta(a^\dagger-a)}`, through the eigenvectors of a + a^dagger: recurrences lose all
    digits here."""
    values, rows, quarter = _position(levels)
    cosine, sine = ((rows * wave(delta * values)) @ rows.T for wave in (np.cos, np.sin))
    return np.choose(quarter, (cosine, sine, -cosine, -sine))
