"""What is known about the equilibrium of one output spin: three results, their errors, and whether they suffice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["BiasedSpin", "Equilibrium", "Quantities"]


@dataclass(frozen=True, eq=False)
class Quantities:
    """Something about each of the three results, arrays of the arguments' common shape."""

    coherence: np.ndarray
    polarization: np.ndarray
    log_partition: np.ndarray


@dataclass(frozen=True, eq=False)
class Equilibrium:
    r"""Equilibrium of the output spin, arrays of the arguments' common shape.

    ``errors`` estimates the absolute error of each result; ``verdicts`` says whether it is within ``rtol``, relative to
    the coherence, and to one or ``log_partition`` if that is larger; the polarization is of order one.
    """

    coherence: np.ndarray
    polarization: np.ndarray
    log_partition: np.ndarray
    errors: Quantities
    verdicts: Quantities

    @property
    def error(self) -> np.ndarray:
        """The error of the coherence."""
        return self.errors.coherence

    @property
    def converged(self) -> np.ndarray:
        """Whether all three results are within ``rtol``."""
        return self.verdicts.coherence & self.verdicts.polarization & self.verdicts.log_partition


BiasedSpin = Equilibrium
