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

    ``errors`` estimates the absolute error of each result, ``error`` is the coherence's. ``verdicts`` says whether
    it is within ``rtol`` of the coherence, of the polarization of the free spin, and of ``log_partition`` or of one if
    that is larger; ``converged`` whether all three are.
    """

    coherence: np.ndarray
    polarization: np.ndarray
    log_partition: np.ndarray
    error: np.ndarray
    converged: np.ndarray
    errors: Quantities
    verdicts: Quantities


BiasedSpin = Equilibrium
