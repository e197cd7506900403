r"""Three blocks and the small system, diagonalized: which states of a longer block are worth keeping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from scipy.linalg import eigh

from autocoherence.exact.blocks import Block, TooLarge
from autocoherence.exact.davidson import lowest
from autocoherence.exact.system import SmallSystem

__all__ = ["Superblock"]

START, DENSE = 150, 260  # dimension of a first guess, and the one up to which all eigenvectors together are cheaper
FEWEST = 4  # states that an iteration starts from
SLOWEST = 1e-3  # gap of a ground state, in units of the splitting, that is looked at
LARGEST = 200_000  # states of a superblock
FINEST = 4e-15  # a residual is known no better: asked for less, the iteration has no end
ACCURACY = 1.0  # of an eigenvector, in units of the root of the cut


class Superblock:
    """The product of blocks, a tensor of states for each eigenstate of X."""

    def __init__(self, system: SmallSystem, blocks: list[Block], affordable: list[float]):
        self.system, self.blocks, self.affordable = system, blocks, affordable
        states = range(system.positions.size)
        self.shapes = [tuple(len(block.energies[a]) for block in blocks) for a in states]
        self.energies = [self._sum(a, range(len(blocks))) for a in states]
        self.ends = np.cumsum([0, *(energy.size for energy in self.energies)])
        if self.ends[-1] > LARGEST:
            raise TooLarge

    def _sum(self, a: int, axes: Iterable[int]) -> np.ndarray:
        """Energies of the product of some blocks, flat."""
        total = np.zeros(1)
        for axis in axes:
            total = np.add.outer(total, self.blocks[axis].energies[a]).ravel()
        return total

    def _hopped(self, link: int, axes: Iterable[int], rows: np.ndarray, back: bool = False) -> np.ndarray:
        """Overlaps along a link, applied to the blocks ``axes`` of (row, state); ``back`` is from a to b."""
        lead = len(rows)
        for axis in axes:
            overlap = self.blocks[axis].overlaps[link]
            overlap = overlap.T if back else overlap
            if overlap.size == 1:
                rows = overlap[0, 0] * rows
            elif rows.size == lead * overlap.shape[1]:
                rows = rows.reshape(lead, -1) @ overlap.T
            else:
                rows = np.matmul(overlap, rows.reshape(lead, overlap.shape[1], -1))
            lead *= len(overlap)
        return rows

    def thermal_states(self, own: np.ndarray, beta: float, cut: float) -> list[np.ndarray]:
        """Eigenvectors times the roots of their thermal weights, those above the cut: (state, product) for each a.

        ``own`` are the energies of the eigenstates of X themselves.
        """
        diagonal = np.concatenate([energy + e for energy, e in zip(self.energies, own, strict=True)])
        order, window = np.argsort(diagonal, kind="stable"), -np.log(cut) / beta
        count = max(START, 2 * np.searchsorted(diagonal[order], diagonal[order[0]] + window))
        # above the ground state by more than the window, and a few at least
        highest = max(diagonal[order[0]] + window, diagonal[order[: 2 * FEWEST]][-1])
        if max(DENSE, 2 * count) >= diagonal.size:
            values, vectors = self._below(highest, self.hops, diagonal)
        else:
            chosen = order[:count]
            values, found = self._below(highest, self._hops_among(chosen), diagonal[chosen])
            start = np.zeros((values.size, diagonal.size))
            start[:, chosen] = found
            values, vectors = self._improved(start, diagonal, beta, cut)
        weights = np.exp(-beta * (values - values[0]))
        weights /= weights.sum()
        kept = weights > cut
        return np.split(vectors[kept] * np.sqrt(weights[kept, None]), self.ends[1:-1], axis=1)

    def _below(self, highest: float, hops: np.ndarray, diagonal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """All eigenvalues below the ``highest`` and their eigenvectors (rows) of a dense matrix."""
        self._spend(5.0 * diagonal.size**3)
        matrix = hops.copy()
        matrix[np.diag_indices(diagonal.size)] = diagonal
        values, vectors = eigh(matrix, subset_by_value=(-np.inf, highest), check_finite=False, overwrite_a=True)
        return values, vectors.T

    @cached_property
    def hops(self) -> np.ndarray:
        """Matrix of all hops, the same at every bias."""
        return self._hops_among(np.arange(self.ends[-1]))

    def _hops_among(self, chosen: np.ndarray) -> np.ndarray:
        """Matrix of the hops among these product states alone."""
        matrix = np.zeros((chosen.size, chosen.size))
        owner = np.searchsorted(self.ends, chosen, "right") - 1
        for link, (a, b) in enumerate(self.system.links):
            here, there = np.flatnonzero(owner == a), np.flatnonzero(owner == b)
            left = np.unravel_index(chosen[here] - self.ends[a], self.shapes[a])
            right = np.unravel_index(chosen[there] - self.ends[b], self.shapes[b])
            hop = self.system.hopping[a, b]
            for block, i, j in zip(self.blocks, left, right, strict=True):
                hop = hop * block.overlaps[link][i[:, None], j]
            matrix[np.ix_(there, here)] = hop.T
            matrix[np.ix_(here, there)] = hop
        return matrix

    def _improved(
        self, start: np.ndarray, diagonal: np.ndarray, beta: float, cut: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """As many eigenvectors as the window of thermal weights asks for, the less precise the less they weigh."""
        axes, floor = range(len(self.blocks)), FINEST * np.ptp(diagonal)
        rate = max(1 / beta, SLOWEST * self.system.speed)

        def rest(rows: np.ndarray) -> np.ndarray:
            self._spend(rows.size * (200.0 + sum(map(sum, self.shapes))))
            result = np.zeros(rows.shape)
            for link, (a, b) in enumerate(self.system.links):
                here, there = slice(*self.ends[a : a + 2]), slice(*self.ends[b : b + 2])
                hop = self.system.hopping[a, b]
                result[:, here] += hop * self._hopped(link, axes, rows[:, there]).reshape(len(rows), -1)
                result[:, there] += hop * self._hopped(link, axes, rows[:, here], back=True).reshape(len(rows), -1)
            return result

        def allowed(values: np.ndarray) -> np.ndarray:
            weights, beyond = np.exp(-beta * (values - values[0])), values - values[0] + np.log(cut) / beta
            weights = weights[: 1 + np.count_nonzero(weights > cut)] / weights.sum()  # and one that shows their end
            limits = np.maximum(ACCURACY * np.sqrt(cut / np.maximum(weights, cut)) * rate, floor)
            return np.maximum(limits, beyond[: limits.size])

        return lowest(diagonal, rest, self.system.speed, start, allowed)

    def _spend(self, multiplications: float) -> None:
        """Count the work of a whole problem, and give it up where it is too much."""
        self.affordable[0] -= multiplications
        if self.affordable[0] < 0:
            raise TooLarge

    def reduced(
        self, axes: Sequence[int], states: list[list[np.ndarray]], cut: float, sudden: float, paired: bool
    ) -> Block:
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
            bases.append(np.ascontiguousarray((basis @ turn).T))
            energies.append(energy)
        overlaps = [
            bases[a] @ self._hopped(link, axes, bases[b]).reshape(len(bases[b]), -1).T
            for link, (a, b) in enumerate(self.system.links)
        ]
        return Block(energies, overlaps, lost=lost / sum(np.sum(values) for values, _ in natural))

    def _density(self, axes: Sequence[int], a: int, states: list[np.ndarray]) -> np.ndarray:
        """Reduced density matrix of the blocks ``axes`` where X has its eigenvalue a."""
        shape, kept = self.shapes[a], [1 + axis for axis in axes]
        rows = [np.moveaxis(state.reshape(-1, *shape), kept, range(len(axes))) for state in states]
        size = int(np.prod([shape[axis] for axis in axes]))
        rows = np.hstack([row.reshape(size, -1) for row in rows])
        return rows @ rows.T / len(states)
