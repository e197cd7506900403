"""The Hamiltonian of a small system and a few oscillators in a displaced basis, and its thermal averages."""

from __future__ import annotations

from functools import cache

import numpy as np

from autocoherence.exact.frame import Frames, SmallSystem

__all__ = ["thermal_averages"]

AT_ONCE = 1 << 21  # matrix elements of the Hamiltonians that are built and diagonalized together


def thermal_averages(system: SmallSystem, biases, beta, frames: Frames, states):
    """Return, for every bias in its frame: ln z relative to the free oscillators in the same basis, the populations of
    X, and the mean hopping energy."""
    chunk = max(1, AT_ONCE // (len(states) * system.positions.size) ** 2)
    parts = [slice(start, start + chunk) for start in range(0, biases.size, chunk)]
    solved = [_averages(system, biases[part], beta, frames[part], states) for part in parts]
    return tuple(np.concatenate(column) for column in zip(*solved, strict=True))


def _averages(system, biases, beta, frames, states):
    size, x = len(states), system.positions
    hops = _hopping(system, frames.displacements, states)
    hamiltonian = _without_hopping(system, biases, frames, states)
    for (a, b), block in hops.items():
        hamiltonian[:, a, :, b, :] = block
        hamiltonian[:, b, :, a, :] = np.swapaxes(block, 1, 2)
    values, vectors = np.linalg.eigh(hamiltonian.reshape(biases.size, x.size * size, x.size * size))
    weights = np.exp(-beta * (values - values[:, :1]))
    total = weights.sum(axis=1, keepdims=True)
    log_free = np.log(np.sum(np.exp(-beta * (states @ frames.frequencies))))
    log_z = np.log(total[:, 0]) - beta * values[:, 0] - log_free
    kept = np.max(np.count_nonzero(weights > 1e-18, axis=1))
    vectors = vectors[:, :, :kept] * np.sqrt(weights[:, None, :kept] / total[..., None])
    vectors = vectors.reshape(biases.size, x.size, size, kept)
    populations = np.sum(vectors**2, axis=(2, 3))
    energy = sum(2 * np.sum((block @ vectors[:, b]) * vectors[:, a], axis=(1, 2)) for (a, b), block in hops.items())
    return log_z, populations, energy + populations @ system.hopping.diagonal()


def _without_hopping(system, biases, frames, states):
    """Hamiltonians (bias, eigenstate of X, state, eigenstate, state) without what changes X."""
    x, xi, g, shifts = system.positions, frames.frequencies, frames.couplings, frames.displacements
    size, index = len(states), np.arange(len(states))
    constants = np.sum(xi * shifts**2, axis=2) + x * (2 * shifts @ g - biases[:, None] / 2) + system.hopping.diagonal()
    forces = xi * shifts + x[:, None] * g
    result = np.zeros((biases.size, x.size, size, x.size, size))
    neighbours = _neighbours(states)
    for a in range(x.size):
        result[:, a, index, a, index] = states @ xi + constants[:, a, None]
        for j, (lower, upper) in enumerate(neighbours):
            elements = forces[:, a, j, None] * np.sqrt(states[upper, j])
            result[:, a, lower, a, upper] = result[:, a, upper, a, lower] = elements
    return result


def _neighbours(states):
    """For each oscillator, the pairs of states that differ by one of its quanta."""
    if not states.shape[1]:
        return []
    radix = np.cumprod(np.append(1, states.max(axis=0)[:-1] + 2))
    keys = states @ radix
    order = np.argsort(keys)
    place = np.minimum(np.searchsorted(keys[order], keys + radix[:, None]), keys.size - 1)
    upper = order[place]
    found = keys[upper] == keys + radix[:, None]
    return [(np.flatnonzero(one), up[one]) for one, up in zip(found, upper, strict=True)]


def _hopping(system, shifts, states):
    r"""Blocks (bias, state, state) of the hopping between two eigenstates of X: times
    :math:`\prod_j e^{\delta_j(a_j^\dagger - a_j)}`, for each has displaced oscillators of its own."""
    blocks = {}
    for a, b in np.argwhere(np.tril(system.hopping, -1)):
        block = np.full((len(shifts), len(states), len(states)), system.hopping[a, b])
        for j, occupied in enumerate(states.T):
            table = _displacements(shifts[:, b, j] - shifts[:, a, j], int(occupied.max()) + 1)
            block *= table[:, occupied[:, None], occupied]
        blocks[a, b] = block
    return blocks


@cache
def _position(levels):
    """Eigenvalues of a + a^dagger in a space with room beyond ``levels``, and the eigenvectors' first rows."""
    values, vectors = np.linalg.eigh(np.diag(np.sqrt(np.arange(1.0, 2 * levels + 60)), 1), UPLO="U")
    n = np.arange(levels)
    return values, vectors[:levels], (n[:, None] - n) % 4


def _displacements(deltas, levels):
    r"""Matrices of :math:`e^{\delta(a^\dagger-a)}`, through the eigenvectors of a + a^dagger: recurrences lose all
    digits here."""
    values, rows, quarter = _position(levels)
    phases = (deltas[:, None] * values)[:, None]
    cosine, sine = ((rows * wave(phases)) @ rows.T for wave in (np.cos, np.sin))
    return np.choose(quarter, (cosine, sine, -cosine, -sine))
