r"""Three blocks and the small system, diagonalized: which states of a longer block are worth keeping."""

from __future__ import annotations

import numpy as np
from scipy.linalg import eigh
from scipy.sparse.linalg import LinearOperator, eigsh

from autocoherence.exact.blocks import Block, TooLarge
from autocoherence.exact.system import SmallSystem

__all__ = ["Superblock"]

DENSE = 260  # dimension up to which all eigenvectors together are cheaper
LARGEST = 200_000  # states of a superblock
FINEST = 4e-15  # an eigenvalue is known no better: asked for more, the iteration has no end
DEAREST = 1e10  # multiplications for all eigenvectors of a problem: some twenty seconds


class Superblock:
    """The product of blocks, a tensor of states for each eigenstate of X."""

    def __init__(self, system: SmallSystem, blocks: list[Block], spent: list[float]):
        self.system, self.blocks, self.spent = system, blocks, spent
        states = range(system.positions.size)
        self.shapes = [tuple(len(block.energies[a]) for block in blocks) for a in states]
        self.energies = [self._sum(a, range(len(blocks))) for a in states]
        self.ends = np.cumsum([0, *(energy.size for energy in self.energies)])
        if self.ends[-1] > LARGEST:
            raise TooLarge

    def _sum(self, a, axes):
        """Energies of the product of some blocks, flat."""
        total = np.zeros(1)
        for axis in axes:
            total = np.add.outer(total, self.blocks[axis].energies[a]).ravel()
        return total

    def _hopped(self, link, axes, rows, back=False):
        """Overlaps along a link, applied to the blocks ``axes`` of (row, state); ``back`` is from a to b."""
        lead = len(rows)
        for axis in axes:
            overlap = self.blocks[axis].overlaps[link]
            overlap = overlap.T if back else overlap
            if overlap.size == 1:
                rows = overlap[0, 0] * rows
            else:
                rows = np.matmul(overlap, rows.reshape(lead, overlap.shape[1], -1))
            lead *= len(overlap)
        return rows

    def thermal_states(self, own, beta, cut):
        """Eigenvectors times the roots of their thermal weights, those above the cut: (state, product) for each a.

        ``own`` are the energies of the eigenstates of X themselves.
        """
        diagonal = np.concatenate([energy + e for energy, e in zip(self.energies, own, strict=True)])
        values, vectors = (self._all if diagonal.size <= DENSE else self._lowest)(diagonal, beta, cut)
        weights = np.exp(-beta * (values - values.min()))
        weights /= weights.sum()
        kept = weights > cut
        return np.split((vectors[:, kept] * np.sqrt(weights[kept])).T, self.ends[1:-1], axis=1)

    def _all(self, diagonal, beta, cut):
        matrix, axes = np.diag(diagonal), range(len(self.blocks))
        for link, (a, b) in enumerate(self.system.links):
            here, there = slice(*self.ends[a : a + 2]), slice(*self.ends[b : b + 2])
            overlap = np.ones((1, 1))
            for axis in axes:
                one = self.blocks[axis].overlaps[link]
                rows, columns = len(overlap) * len(one), overlap.shape[1] * one.shape[1]
                overlap = (overlap[:, None, :, None] * one[None, :, None, :]).reshape(rows, columns)
            matrix[there, here] = self.system.hopping[a, b] * overlap.T
        highest = diagonal.min() - np.log(cut) / beta  # above the ground state by more than the window
        return eigh(matrix, subset_by_value=(-np.inf, highest), check_finite=False, overwrite_a=True)

    def _lowest(self, diagonal, beta, cut):
        """As many eigenvectors as the window of thermal weights asks for."""
        size, window, axes = diagonal.size, -np.log(cut) / beta, range(len(self.blocks))
        top = diagonal.max() + self.system.positions.size * self.system.speed

        def apply(vector):
            self._spend(size * (4.0 * sum(map(sum, self.shapes)) + 4.0 * rows))
            vector = vector.ravel()
            result = (diagonal - top) * vector
            for link, (a, b) in enumerate(self.system.links):
                here, there = slice(*self.ends[a : a + 2]), slice(*self.ends[b : b + 2])
                hop = self.system.hopping[a, b]
                result[here] += hop * self._hopped(link, axes, vector[None, there]).ravel()
                result[there] += hop * self._hopped(link, axes, vector[None, here], back=True).ravel()
            return result

        operator = LinearOperator((size, size), matvec=apply, dtype=float)
        start = np.exp(-np.minimum(diagonal - diagonal.min(), 30.0)) + 1e-3
        low = np.partition(diagonal, min(300, size - 1))[:300]
        count = max(4, np.count_nonzero(low < low.min() + window) + 1)
        while True:
            found = min(count, size // 3)
            rows = max(24, 2 * found + 8)  # of the Krylov space
            if 4.0 * size * (sum(map(sum, self.shapes)) + rows) * (found + 10) > DEAREST:
                raise TooLarge
            accuracy = max(0.3 * np.sqrt(cut) / beta / top, FINEST)
            values, vectors = eigsh(operator, found, which="LM", ncv=rows, tol=accuracy, v0=start)
            if np.ptp(values) > window or found < count:
                return values, vectors
            count = int(1.6 * count) + 1

    def _spend(self, multiplications):
        """Count the work of a whole problem, and give it up where it is too much."""
        self.spent[0] += multiplications
        if self.spent[0] > DEAREST:
            raise TooLarge

    def reduced(self, axes, states, cut, sudden, paired) -> Block:
        """Join the blocks ``axes`` to one, of their natural states above ``cut`` in these thermal states.

        A share ``sudden`` of what every state becomes by a hop is mixed in, lest a poor environment hides it. Mirror
        images share their natural states if eigenstates are ``paired``.
        """
        count = self.system.positions.size
        density = [self._density(axes, a, [one[a] for one in states]) for a in range(count)]
        mixed = [matrix.copy() for matrix in density]
        for link, (a, b) in enumerate(self.system.links):
            for source, target, back in ((b, a, False), (a, b, True)):
                half = self._hopped(link, axes, density[source].copy(), back).reshape(len(density[source]), -1)
                mixed[target] += sudden * self._hopped(link, axes, np.ascontiguousarray(half.T), back).reshape(
                    half.shape[1], -1
                )
        if paired:
            mixed = [one + other for one, other in zip(mixed, mixed[::-1], strict=True)]
        natural = [np.linalg.eigh((matrix + matrix.T) / 2) for matrix in mixed]
        top = max(values[-1] for values, _ in natural)
        bases, energies, lost = [], [], 0.0
        for a, (values, vectors) in enumerate(natural):
            kept = values > min(cut * top, 0.5 * values[-1])
            basis, lost = vectors[:, kept], lost + np.sum(np.maximum(values[~kept], 0.0))
            energy, turn = np.linalg.eigh((basis.T * self._sum(a, axes)) @ basis)
            bases.append(np.ascontiguousarray((basis @ turn).T)), energies.append(energy)
        overlaps = [
            bases[a] @ self._hopped(link, axes, bases[b]).reshape(len(bases[b]), -1).T
            for link, (a, b) in enumerate(self.system.links)
        ]
        return Block(energies, overlaps, lost=lost / sum(np.sum(values) for values, _ in natural))

    def _density(self, axes, a, states):
        """Reduced density matrix of the blocks ``axes`` where X has its eigenvalue a."""
        shape, kept = self.shapes[a], [1 + axis for axis in axes]
        rows = [np.moveaxis(state.reshape(-1, *shape), kept, range(len(axes))) for state in states]
        size = int(np.prod([shape[axis] for axis in axes]))
        rows = np.hstack([row.reshape(size, -1) for row in rows])
        return rows @ rows.T / len(states)
