r"""A good basis for a small system coupled to a few oscillators: displaced, and cut by importance.

The system is written in the eigenbasis of the operator X that couples to the bath; each eigenstate has its own displacement
of every oscillator, chosen so that one product state per eigenstate is already a good variational answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

__all__ = ["Frame", "SmallSystem", "occupations", "optimal_frame", "spin"]

DEEPEST = 60  # levels of one oscillator


@dataclass(frozen=True, eq=False)
class SmallSystem:
    r"""System of Hamiltonian ``hopping`` :math:`- \epsilon X/2` in the eigenbasis of X, whose eigenvalues are ``positions``."""

    hopping: np.ndarray
    positions: np.ndarray


def spin(omega: float) -> SmallSystem:
    r"""Return one spin, :math:`\omega\sigma^z/2` seen in the eigenbasis of :math:`X = \sigma^x`."""
    return SmallSystem(np.array([[0.0, -omega / 2], [-omega / 2, 0.0]]), np.array([1.0, -1.0]))


@dataclass(frozen=True, eq=False)
class Frame:
    """Displacements (eigenstate, oscillator) and the oscillators' frequencies and couplings."""

    frequencies: np.ndarray
    couplings: np.ndarray
    displacements: np.ndarray


def optimal_frame(system: SmallSystem, bias: float, beta: float, modes, rounds=40) -> Frame:
    r"""Choose displacements that make the free energy of the displaced vacua stationary.

    With populations p and overlaps K of neighbours, :math:`p_a(\xi d_a + x_a g) + \sum_b K_{ab}(d_a - d_b) = 0`: fast modes
    follow the eigenstate (polaron), slow ones its mean (mean field).
    """
    xi, g, x = modes.frequencies, np.sqrt(modes.weights * modes.frequencies), system.positions
    speed = 2 * np.max(np.abs(system.hopping), initial=0.0)
    shifts = -np.outer(x, g / (xi + speed))
    for _ in range(rounds):
        distance = np.sum((shifts[:, None] - shifts[None]) ** 2, axis=2)
        hops = system.hopping * np.exp(-distance / 2)
        energies = np.sum(xi * shifts**2, axis=1) + 2 * x * (shifts @ g) - bias * x / 2
        values, vectors = np.linalg.eigh(hops + np.diag(energies))
        weights = np.exp(-beta * (values - values[0]))
        state = (vectors * (weights / weights.sum())) @ vectors.T
        populations = np.maximum(np.diag(state), 1e-10)
        links = np.abs(state * hops) * (1 - np.eye(x.size))
        laplacian = np.diag(links.sum(axis=1)) - links
        matrices = laplacian + xi[:, None, None] * np.diag(populations)
        new = np.linalg.solve(matrices, -(g[:, None] * populations * x)[..., None])[..., 0].T
        change = np.max(np.abs(new - shifts), initial=0.0)
        shifts = (shifts + new) / 2
        if change < 1e-4:  # any frame is exact in the end; this one only has to be good
            break
    return Frame(xi, g, shifts)


def occupations(frame: Frame, system: SmallSystem, beta: float, cut: float) -> np.ndarray:
    """Return the occupation numbers (state, oscillator) whose estimated weight exceeds ``cut``.

    The estimate is a product over oscillators of thermal excitation and of what a hop between displaced vacua creates;
    a product, because the hop excites several oscillators at once.
    """
    speed = 2 * np.max(np.abs(system.hopping), initial=0.0)
    linked = np.abs(system.hopping) > 1e-12 * max(speed, 1e-300)
    jumps = np.abs(frame.displacements[:, None] - frame.displacements[None]) * linked[..., None]
    amplitude = np.max(jumps, axis=(0, 1)) * speed / (speed + frame.frequencies)
    states, weights = np.zeros((1, 0), int), np.ones(1)
    for xi, a in zip(frame.frequencies, amplitude, strict=True):
        level = _level_weights(beta * xi, a)
        product = weights[:, None] * level[: max(1, np.count_nonzero(level > cut))]
        i, n = np.nonzero(product > cut)
        states, weights = np.column_stack([states[i], n]), product[i, n]
    return states


def _level_weights(beta_xi, amplitude):
    """Non-increasing weights of the levels of one oscillator: the best split into thermal and hop excitation."""
    n = np.arange(DEEPEST)
    hop = 2 * n * np.log(max(amplitude, 1e-30)) - gammaln(n + 1)
    split = np.where(n[:, None] >= n, hop[n[:, None] - n] - beta_xi * n, -np.inf)
    log_weight = np.max(split, axis=1)
    return np.exp(np.maximum.accumulate(log_weight[::-1])[::-1] - np.max(log_weight))
