r"""Blocks: some oscillators of the bath, in few states.

In the polaron frame of an eigenstate a of X its oscillators are free, and a hop to b displaces each by
:math:`(x_a - x_b)\,g/\xi`. All that a choice of states has to know is therefore their energies (one set per eigenstate)
and the overlaps of the states of a with those of b (one matrix per link). Two blocks join by adding energies and by the
Kronecker product of the overlaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from scipy.special import gammaln

from autocoherence.exact.system import SmallSystem

__all__ = ["Block", "TooLarge", "hot", "leaves", "most_quanta", "relaxing"]

DEEPEST = 500  # levels of one oscillator
GROUP = 100  # states of several oscillators that are taken together
FEW, LARGEST = 2, 200  # so few oscillators are one group up to a larger size where it is hot

Levels: TypeAlias = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # occupations, two weights, energies


class TooLarge(Exception):
    """More states are needed than are affordable."""


@dataclass(frozen=True, eq=False)
class Block:
    """``energies`` of the states for each eigenstate of X, ``overlaps`` (state, state) for each link, the share of the
    density matrix that was left out, and what bounds the ``weights`` of number states in it."""

    energies: list[np.ndarray]
    overlaps: list[np.ndarray]
    modes: int = 0
    lost: float = 0.0
    weights: np.ndarray | None = None

    @classmethod
    def empty(cls, system: SmallSystem) -> Block:
        """Return the block of no oscillator."""
        return cls([np.zeros(1)] * system.positions.size, [np.ones((1, 1))] * len(system.links))

    def above(self, cut: float) -> Block:
        """Return the number states of at least this weight."""
        weights = np.ones(self.energies[0].size) if self.weights is None else self.weights
        kept, lost = weights > cut, float(np.sum(weights[weights <= cut]) / np.sum(weights))
        overlaps = [one[np.ix_(kept, kept)] for one in self.overlaps]
        return Block([energy[kept] for energy in self.energies], overlaps, lost=lost)


def hot(system: SmallSystem, xi: np.ndarray, beta: float) -> bool:
    """Whether nearly all number states of a few oscillators are needed, so that none has to be found."""
    return len(xi) <= FEW and beta * system.speed <= 1


def leaves(system: SmallSystem, xi: np.ndarray, units: np.ndarray, beta: float, cut: float) -> list[Block]:
    r"""Blocks of number states, fast oscillators first; neighbours that have few states together are one block.

    ``units`` are :math:`g/\xi`. A state is kept if heat or one hop may give it a weight above ``cut``: the hop excites
    several oscillators at once, by their Franck-Condon factors, and is suppressed by the energy it costs, unless it
    lasts no longer than beta.
    """
    found: list[tuple[Levels, int]] = []
    group: Levels | None = None
    for j, (frequency, unit) in enumerate(zip(xi, units, strict=True)):
        one = _levels(frequency, unit * np.max(np.abs(system.jumps), initial=0.0), beta, cut)
        joined = one if group is None else _joined(group, one, system.speed, beta, cut)
        if group is not None and len(joined[0]) > (LARGEST if hot(system, xi, beta) else GROUP):
            found.append((group, j))
            joined = one
        group = joined
    if group is not None:
        found.append((group, len(xi)))
    return [_number_states(system, one, xi, units, end) for one, end in found]


def _levels(xi: float, jump: float, beta: float, cut: float) -> Levels:
    """Occupation numbers (state, 1) of one oscillator, thermal weights, weights after a hop (the best split of heat and
    Franck-Condon), energies."""
    n = np.arange(DEEPEST)
    heat = -beta * xi * n
    hop = 2 * n * np.log(max(jump, 1e-30)) - gammaln(n + 1) - jump**2
    hop = np.maximum.accumulate(hop - heat) + heat
    heat, hop = np.exp(heat), np.exp(np.maximum.accumulate(hop[::-1])[::-1])
    count = max(2, np.count_nonzero(np.maximum(heat, hop) > cut))
    if count == DEEPEST or jump**2 >= DEEPEST:  # beyond as many quanta all these levels may be rare
        raise TooLarge
    return n[:count, None], heat[:count], hop[:count], xi * n[:count]


def most_quanta(xi: float, beta: float, cut: float) -> float:
    """Return how many quanta of an oscillator a hop may make; none where heat alone takes too many levels."""
    most = 0.0
    for quanta in np.geomspace(1e-2, DEEPEST, 100):
        try:
            _levels(xi, np.sqrt(quanta), beta, cut)
        except TooLarge:
            break
        most = quanta
    return most


def _joined(one: Levels, two: Levels, speed: float, beta: float, cut: float) -> Levels:
    heat, hop = np.outer(one[1], two[1]), np.outer(one[2], two[2])
    energy, width = np.add.outer(one[3], two[3]), max(speed, 1 / beta)
    i, m = np.nonzero(np.maximum(heat, hop * (width / (width + energy)) ** 2) > cut)
    return np.hstack([one[0][i], two[0][m]]), heat[i, m], hop[i, m], energy[i, m]


def _number_states(system: SmallSystem, group: Levels, xi: np.ndarray, units: np.ndarray, end: int) -> Block:
    """The mirror images of the number states have the sign of their parity: they belong to negative positions."""
    occupied, heat, hop, _ = group
    here = slice(end - occupied.shape[1], end)
    parity = (-1.0) ** occupied.sum(axis=1)
    overlaps = []
    for (a, b), jump in zip(system.links, system.jumps, strict=True):
        overlap = np.ones((len(occupied), len(occupied)))
        for n, unit in zip(occupied.T, units[here], strict=True):
            overlap *= _displacement(jump * unit, int(n.max()) + 1)[n[:, None], n]
        left, right = (parity if system.positions[s] < 0 else 1.0 for s in (a, b))
        overlaps.append(np.reshape(left, (-1, 1)) * overlap * right)
    energies = [occupied @ xi[here]] * system.positions.size
    return Block(energies, overlaps, occupied.shape[1], weights=np.maximum(heat, hop))


@cache
def _position(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues and eigenvectors of a + a^dagger in a space of ``size`` levels."""
    return np.linalg.eigh(np.diag(np.sqrt(np.arange(1.0, size)), 1), UPLO="U")


def _displacement(delta: float, levels: int) -> np.ndarray:
    r"""Matrix of :math:`e^{\delta(a^\dagger-a)}`, through the eigenvectors of a + a^dagger: recurrences lose all digits
    here."""
    values, vectors = _position(64 * (1 + (2 * levels + 60) // 64))
    n, rows = np.arange(levels), vectors[:levels]
    cosine, sine = ((rows * wave(delta * values)) @ rows.T for wave in (np.cos, np.sin))
    return np.choose((n[:, None] - n) % 4, (cosine, sine, -cosine, -sine))


def relaxing(system: SmallSystem, xi: np.ndarray, units: np.ndarray, count: int = 4) -> Block:
    r"""Block of many modes spanned by coherent states: their way back to rest after a hop.

    :math:`\langle y|y'\rangle = e^{-(y-y')^2/2}` for :math:`y(t) = (x_a-x_b)\,\frac g\xi\,e^{-\xi t}`, and the energy
    between them is :math:`\langle y|y'\rangle \sum\xi y y'`. Without them the slower modes would never see a state that
    has just hopped, and no later sweep would miss it.
    """
    if not xi.size:
        return Block.empty(system)
    times = np.concatenate([[0.0], np.geomspace(0.3 / xi.max(), 3 / xi.min(), count - 2)])
    back = units * np.exp(-np.outer(times, xi))
    shifts, bases, energies = [], [], []
    for a in range(system.positions.size):
        hops = [
            jump if a == link[0] else -jump for link, jump in zip(system.links, system.jumps, strict=True) if a in link
        ]
        y = np.vstack([0 * xi, *(hop * back for hop in hops)])
        gram = _coherent(y, y)
        norms, states = np.linalg.eigh(gram)
        states = (states / np.sqrt(np.abs(norms)))[:, norms > 1e-10]
        energy, turn = np.linalg.eigh(states.T @ (gram * ((y * xi) @ y.T)) @ states)
        shifts.append(y)
        bases.append(states @ turn)
        energies.append(energy)
    overlaps = [
        bases[a].T @ _coherent(shifts[a], shifts[b] + jump * units) @ bases[b]
        for (a, b), jump in zip(system.links, system.jumps, strict=True)
    ]
    return Block(energies, overlaps)


def _coherent(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return np.exp(-np.sum((one[:, None] - two) ** 2, axis=2) / 2)
