r"""A small system that couples to its bath through one operator X, in the eigenbasis of X."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

__all__ = ["SmallSystem", "Spin"]


@dataclass(frozen=True, eq=False)
class SmallSystem:
    r"""System of Hamiltonian ``hopping`` :math:`- \epsilon X/2`; ``positions`` are the eigenvalues of X.

    Reversing their order changes their sign and leaves the hopping as it is: the system under :math:`-\epsilon`.
    What is asked of it are ln z and its `averages`: ``signs`` are the parities of all of them in the bias, ``margins``
    says which rest on states that one hop makes, the last to be found, and how much.
    """

    hopping: np.ndarray
    positions: np.ndarray
    signs: np.ndarray
    margins: np.ndarray

    def averages(self, populations: np.ndarray, hops: np.ndarray) -> np.ndarray:
        """Return averages (bias, quantity), of the populations of X (bias, state) and the mean hopping energies."""
        raise NotImplementedError

    @cached_property
    def links(self) -> list[tuple[int, int]]:
        """Pairs of eigenstates that a hop connects."""
        return [(int(a), int(b)) for a, b in np.argwhere(np.triu(self.hopping, 1))]

    @cached_property
    def jumps(self) -> np.ndarray:
        """By how much X changes along each link."""
        return np.array([self.positions[a] - self.positions[b] for a, b in self.links])

    @cached_property
    def speed(self) -> float:
        """The largest splitting that one hop makes."""
        return 2 * float(np.max(np.abs(self.hopping), initial=0.0))

    @cached_property
    def paired(self) -> bool:
        """Whether every eigenstate has another one as its mirror image."""
        return not np.any(self.positions == 0)


class Spin(SmallSystem):
    r"""One spin, :math:`\omega\sigma^z/2` seen in the eigenbasis of :math:`X = \sigma^x`."""

    def __init__(self, omega: float):
        hopping = np.array([[0.0, -omega / 2], [-omega / 2, 0.0]])
        parities, margins = np.array([1.0, -1.0, 1.0]), np.array([1.0, 1.0, 4.0])  # the hopping energy rests on hops
        super().__init__(hopping, np.array([1.0, -1.0]), parities, margins)

    def averages(self, populations: np.ndarray, hops: np.ndarray) -> np.ndarray:
        r"""Return :math:`\langle\sigma^x\rangle` and :math:`\langle\sigma^z\rangle`, of the hopping energy
        :math:`\omega\langle\sigma^z\rangle/2`."""
        polarization = 2 * hops / self.speed if self.speed else np.zeros_like(hops)
        return np.column_stack([populations[:, 0] - populations[:, 1], polarization])
