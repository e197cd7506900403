r"""A good basis for a small system coupled to a few oscillators: displaced, and cut by importance.

The system is written in the eigenbasis of the operator X that couples to the bath; each eigenstate has its own
displacement of every oscillator, chosen so that one product state per eigenstate is already a good variational answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

__all__ = ["BasisTooLarge", "Frames", "SmallSystem", "occupations", "optimal_frames", "spin"]

MOST = 4000  # states of all oscillators together, far more than can be diagonalized
DEEPEST = 128  # levels of one oscillator
LEAST = (
    0.03  # share that a hardly populated eigenstate has in the choice of its displacement, lest it jump with the bias
)


class BasisTooLarge(Exception):
    """The importance cut asks for more basis states than are affordable."""


@dataclass(frozen=True, eq=False)
class SmallSystem:
    r"""System of Hamiltonian ``hopping`` :math:`- \epsilon X/2` in the eigenbasis of X, whose eigenvalues are
    ``positions``."""

    hopping: np.ndarray
    positions: np.ndarray

    @property
    def speed(self) -> float:
        """The largest splitting that one hop makes."""
        return 2 * float(np.max(np.abs(self.hopping), initial=0.0))


def spin(omega: float) -> SmallSystem:
    r"""Return one spin, :math:`\omega\sigma^z/2` seen in the eigenbasis of :math:`X = \sigma^x`."""
    return SmallSystem(np.array([[0.0, -omega / 2], [-omega / 2, 0.0]]), np.array([1.0, -1.0]))


@dataclass(frozen=True, eq=False)
class Frames:
    """The oscillators' frequencies and couplings, and their displacements (bias, eigenstate, oscillator)."""

    frequencies: np.ndarray
    couplings: np.ndarray
    displacements: np.ndarray

    def __getitem__(self, part) -> Frames:
        return Frames(self.frequencies, self.couplings, self.displacements[part])


def optimal_frames(system: SmallSystem, biases, beta: float, modes, rounds=60) -> Frames:
    r"""Choose displacements that make the free energy of the displaced vacua stationary, for many biases at once.

    With populations p and overlaps K of neighbours, :math:`p_a(\xi d_a + x_a g) + \sum_b K_{ab}(d_a - d_b) = 0`: fast
    modes follow the eigenstate (polaron), slow ones its mean (mean field).
    """
    biases = np.asarray(biases)
    xi, g, x = modes.frequencies, np.sqrt(modes.weights * modes.frequencies), system.positions
    eye = np.eye(x.size)
    shifts = np.broadcast_to(-np.outer(x, g / (xi + system.speed)), (biases.size, x.size, xi.size))
    for _ in range(rounds):
        distance = np.sum((shifts[:, :, None] - shifts[:, None]) ** 2, axis=3)
        hops = system.hopping * np.exp(-distance / 2)
        energies = np.sum(xi * shifts**2, axis=2) + x * (2 * shifts @ g - biases[:, None] / 2)
        values, vectors = np.linalg.eigh(hops + energies[:, None] * eye)
        weights = np.exp(-beta * (values - values[:, :1]))
        state = (vectors * (weights / weights.sum(axis=1, keepdims=True))[:, None]) @ np.swapaxes(vectors, 1, 2)
        populations = np.einsum("kaa->ka", state) + LEAST
        links = np.abs(state * hops) * (1 - eye)
        laplacian = links.sum(axis=2)[..., None] * eye - links
        matrices = laplacian[:, None] + xi[:, None, None] * (populations[..., None] * eye)[:, None]
        forces = -g[:, None] * (populations * x)[:, None]
        new = np.swapaxes(np.linalg.solve(matrices, forces[..., None])[..., 0], 1, 2)
        change = np.max(np.abs(new - shifts), initial=0.0)
        shifts = (shifts + new) / 2
        if change < 1e-6:  # any frame is exact in the end; this one only has to be smooth in the bias
            break
    return Frames(xi, g, shifts)


def occupations(frames: Frames, system: SmallSystem, beta: float, cut: float) -> np.ndarray:
    """Return the occupation numbers (state, oscillator) whose estimated weight exceeds ``cut`` in any of the frames.

    A state is reached by thermal excitation alone, or by one hop between displaced vacua besides: the hop excites
    several oscillators at once, by their Franck-Condon factors, and is suppressed by the energy it costs, unless it
    lasts no longer than beta: a slow spin's polarization is linear in its hopping, of which nothing may be left out.
    """
    speed = system.speed
    linked = np.abs(system.hopping) > 1e-12 * speed
    shifts = frames.displacements
    jumps = np.max(np.abs(shifts[:, :, None] - shifts[:, None]) * linked[..., None], axis=(0, 1, 2))
    # an eigenstate that is hardly populated may sit far from its own equilibrium: the way there must be in the basis
    rest = -np.outer(system.positions, frames.couplings / frames.frequencies)
    jumps = np.maximum(jumps, np.max(np.abs(shifts - rest), axis=(0, 1)))
    states, thermal, hopped, energy = np.zeros((1, 0), int), np.ones(1), np.ones(1), np.zeros(1)
    order, width = np.argsort(frames.frequencies), max(speed, 1 / beta)
    for xi, jump in zip(frames.frequencies[order], jumps[order], strict=True):
        heat, franck = _level_weights(beta * xi, jump, cut)
        costs = energy[:, None] + xi * np.arange(heat.size)
        cold, hop = thermal[:, None] * heat, hopped[:, None] * franck
        weight = np.maximum(cold, hop * (width / (width + costs)) ** 2) if speed else cold
        i, m = np.nonzero(weight > cut)
        if i.size > MOST:
            raise BasisTooLarge
        states, thermal, hopped, energy = np.column_stack([states[i], m]), cold[i, m], hop[i, m], costs[i, m]
    return states[:, np.argsort(order)]


def _level_weights(beta_xi, jump, cut, levels=16):
    """Weights above ``cut`` of one oscillator's levels: thermal, and after a hop (the best split of heat and
    Franck-Condon)."""
    n = np.arange(levels)
    hop = 2 * n * np.log(max(jump, 1e-30)) - gammaln(n + 1) - jump**2
    split = np.where(n[:, None] >= n, hop[n[:, None] - n] - beta_xi * n, -np.inf).max(axis=1)
    franck = np.exp(np.maximum.accumulate(split[::-1])[::-1])
    heat = np.exp(-beta_xi * n)
    if max(heat[-1], franck[-1]) > cut:
        if levels >= DEEPEST:
            raise BasisTooLarge
        return _level_weights(beta_xi, jump, cut, 2 * levels)
    kept = max(1, np.count_nonzero(np.maximum(heat, franck) > cut))
    return heat[:kept], franck[:kept]
