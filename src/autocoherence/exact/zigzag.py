r"""A whole bath in a few states, good at every bias: sweeps of a density-matrix renormalization.

The oscillators are ordered by frequency. A sweep lengthens a block by one leaf at a time: block, leaf and the block of
all others (from the sweep before) are diagonalized with the small system at a few biases, the anchors, and the natural
states of the longer block whose weight exceeds a cut are kept. Sweeps go to and fro with ever lower cuts, and the last
block of each is the bath. Errors are linear in the cut, and ln z comes from below.
"""

from __future__ import annotations

import numpy as np

from autocoherence.exact.blocks import Block, hot, leaves, relaxing
from autocoherence.exact.kernel import MergedBath
from autocoherence.exact.superblock import Superblock
from autocoherence.exact.system import SmallSystem

__all__ = ["Zigzag"]

FINEST = 3e-16  # share of a density matrix that is more than rounding
LEAF = 1e-4  # cut of the leaves, as a part of that of the third sweep: far below the last
SHARE = 1.0
ALONE, FEW = 0.05, 30  # cut of a leaf that is the bath, next to others; states of which none has to be found


class Zigzag:
    """The bath of one small system, sweep by sweep."""

    def __init__(
        self,
        system: SmallSystem,
        modes: MergedBath,
        beta: float,
        widest: float,
        cuts: np.ndarray,
        affordable: list[float],
        zero: float,
    ):
        order = np.argsort(-modes.frequencies)
        self.system, self.beta, self.widest, self.zero = system, beta, widest, zero
        self.affordable = affordable
        self.xi = modes.frequencies[order]
        self.units = np.sqrt(modes.weights[order] / self.xi)
        reorganization = float(np.sum(modes.weights))
        self.own = system.hopping.diagonal() - system.positions**2 * reorganization
        # a state right after a hop has its energy raised by four times the reorganization: so much of it there is
        width = max(system.speed, 1 / beta)
        self.sudden = SHARE * (width / (width + 4 * reorganization)) ** 2
        self.leaves = leaves(system, self.xi, self.units, beta, LEAF * cuts[2])
        self.leaf_cut = max(LEAF * cuts[2], 1e-16)
        self.forward, self.level = True, 0
        self.denser = 2 * (len(self.leaves) > 1 and cuts[-1] <= FINEST)  # no lower cut is left that would do the same
        self.blocks = [Block.empty(system)] * (1 + len(self.leaves))
        if len(self.leaves) > 1:
            self._start(cuts[0])

    def anchors(self) -> np.ndarray:
        """Biases evenly spread on the scale of `curve`, with zero or around it, from sweep to sweep: what the same ones
        miss would not be seen. The first are for the leaves, which are cut only once."""
        u = np.arcsinh(self.widest / self.zero)
        count = int(np.ceil(2.5 + self.denser + 0.6 * u if self.level else 2 + 1.5 * u))
        biases = self.zero * np.sinh(u * np.linspace(self.level % 2 / (2 * count - 1), 1.0, count))
        return biases if self.system.paired else np.unique([-biases, biases])

    def sweep(self, cut: float) -> None:
        """Find the bath once more."""
        count, paired = len(self.leaves), self.system.paired
        self.level += 1
        if count == 1:  # no other leaf has to be found better from sweep to sweep
            cut *= ALONE
            if hot(self.system, self.xi, self.beta) or self.leaves[0].energies[0].size <= FEW:
                self.bath = self.leaves[0].above(cut)
                self.blocks = [self.bath]
                return
        new = [Block.empty(self.system)] * (count + 1)
        for j in range(count) if self.forward else reversed(range(count)):
            before, after = (new, self.blocks) if self.forward else (self.blocks, new)
            superblock = Superblock(self.system, [before[j], self.leaves[j], after[j + 1]], self.affordable)
            axes, target = ([0, 1], j + 1) if self.forward else ([1, 2], j)
            states = self._states(superblock, cut)
            new[target] = superblock.reduced(axes, states, cut, self.sudden, paired)
        self.bath = new[count] if self.forward else new[0]
        self.blocks, self.forward = new, not self.forward

    @property
    def lost(self) -> float:
        """The share of the density matrix that the last sweep left out."""
        return sum(block.lost for block in self.blocks)

    def averages(self, biases: np.ndarray) -> np.ndarray:
        """Return, for each bias, ln z relative to the free oscillators, and the averages of the system."""
        ends, system = np.cumsum([0, *map(len, self.bath.energies)]), self.system
        hops = np.zeros((ends[-1], ends[-1]))
        for (a, b), overlap in zip(system.links, self.bath.overlaps, strict=True):
            hops[ends[a] : ends[a + 1], ends[b] : ends[b + 1]] = system.hopping[a, b] * overlap
        hops = hops + hops.T
        x, own = (np.repeat(one, np.diff(ends)) for one in (system.positions, self.own))
        base = hops + np.diag(np.concatenate(self.bath.energies) + own)
        values, vectors = np.linalg.eigh(base - np.multiply.outer(biases, np.diag(x / 2)))
        weights = np.exp(-self.beta * (values - values[:, :1]))
        total = weights.sum(axis=1)
        weights = (weights / total[:, None])[:, None]
        populations = np.add.reduceat(np.sum(vectors**2 * weights, axis=2), ends[:-1], axis=1)
        energy = np.sum(vectors * (hops @ vectors) * weights, axis=(1, 2)) + populations @ system.hopping.diagonal()
        log_z = np.log(total) - self.beta * values[:, 0] + np.sum(np.log(-np.expm1(-self.beta * self.xi)))
        return np.column_stack([log_z, system.averages(populations, energy)])

    def _states(self, superblock: Superblock, cut: float) -> list[list[np.ndarray]]:
        x = self.system.positions
        return [superblock.thermal_states(self.own - x * bias / 2, self.beta, cut) for bias in self.anchors()]

    def _start(self, cut: float) -> None:
        """Find rough blocks, slow leaves first, the faster ones on their way back from a hop; cut the leaves, once for
        all sweeps."""
        blocks, ends = [Block.empty(self.system)], np.cumsum([0, *(leaf.modes for leaf in self.leaves)])
        for j in reversed(range(len(self.leaves))):
            environment = relaxing(self.system, self.xi[: ends[j]], self.units[: ends[j]])
            superblock = Superblock(self.system, [environment, self.leaves[j], blocks[0]], self.affordable)
            states = self._states(superblock, self.leaf_cut)
            paired = self.system.paired
            blocks.insert(0, superblock.reduced([1, 2], states, cut, self.sudden, paired))
            self.leaves[j] = superblock.reduced([1], states, self.leaf_cut, self.sudden, paired)
        self.blocks = blocks
