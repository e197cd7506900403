"""One product space: spins first, then boson modes; operators as matrices, or as words where proofs need no truncation."""

from __future__ import annotations

import numpy as np

from ledger.exact.algebra import Algebra
from paper.routes import operators


def space(source, spins: int, modes: int, levels: int) -> Space | Algebra:
    """Return the operators that go with a source: matrices with its floats, words with its symbols."""
    if (home := getattr(source, "home", None)) is not None:
        return Algebra(home, spins, modes)
    return Space(spins, modes, levels)


class Space:
    """Spins and modes of ``levels`` levels (one number, or one for each mode), the last factor varying fastest.

    ``sigma[j]`` are the Pauli matrices of spin j, ``b[k]`` is the annihilator of mode k.
    """

    def __init__(self, spins: int, modes: int, levels):
        self.levels = [levels] * modes if isinstance(levels, int) else list(levels)
        self.dimensions = [2] * spins + self.levels
        self.spin_dimension, self.bath_dimension = 2**spins, int(np.prod(self.levels))
        self.eye = np.eye(self.spin_dimension * self.bath_dimension)
        pauli = operators.X, operators.Y, operators.Z
        self.sigma = [[operators.embed(p, j, self.dimensions) for p in pauli] for j in range(spins)]
        self.b = [
            operators.embed(operators.annihilator(n), spins + k, self.dimensions) for k, n in enumerate(self.levels)
        ]

    @property
    def x(self) -> list:
        """The x-components of all spins."""
        return [s[0] for s in self.sigma]

    @property
    def z(self) -> list:
        """The z-components of all spins."""
        return [s[2] for s in self.sigma]

    def on_spins(self, matrix) -> np.ndarray:
        """Return an operator of the spins on the whole space."""
        return np.kron(matrix, np.eye(self.bath_dimension))

    def on_bath(self, matrix) -> np.ndarray:
        """Return an operator of the modes on the whole space."""
        return np.kron(np.eye(self.spin_dimension), matrix)

    def trace_bath(self, matrix) -> np.ndarray:
        """Return the trace over the modes."""
        d, e = self.spin_dimension, self.bath_dimension
        return np.einsum("akbk->ab", np.asarray(matrix).reshape(d, e, d, e))

    def lowest(self, matrix, kept: int = 2) -> np.ndarray:
        """Return the rows and columns of the lowest ``kept`` states of each mode."""
        shape = self.spin_dimension, *self.levels
        inner = np.ix_(range(self.spin_dimension), *[range(kept)] * len(self.levels))
        index = np.arange(np.prod(shape)).reshape(shape)[inner].ravel()
        return matrix[np.ix_(index, index)]
