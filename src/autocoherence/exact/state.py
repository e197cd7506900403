"""The equilibrium of one output spin: what it is a mixture of, three results, their errors, whether they suffice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autocoherence.exact.curve import Evaluated, Known

__all__ = ["BiasedSpin", "Equilibrium", "Mixtures", "Quantities"]


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


@dataclass(frozen=True, eq=False)
class Mixtures:
    """Mixtures of biases with the logarithms of their weights, one mixture after the other; ``free`` is the
    polarization of the spin alone."""

    bias: np.ndarray
    log_weight: np.ndarray
    starts: np.ndarray
    free: float

    def __call__(self, curves: Sequence[Known]) -> Evaluated:
        """Return values, errors and sizes of the coherences, the polarizations and ln Z."""
        lengths = np.diff(self.starts, append=self.bias.size)
        log_z, *found = curves[0](self.bias)
        averages, exponents = np.array(found), self.log_weight + log_z
        tops = np.maximum.reduceat(exponents, self.starts)
        weights = np.exp(exponents - np.repeat(tops, lengths))
        sums = np.add.reduceat(weights, self.starts)

        def mean(values: np.ndarray) -> np.ndarray:
            return np.add.reduceat(values * weights, self.starts, axis=-1) / sums

        def spread(values: np.ndarray) -> np.ndarray:
            return np.abs(values - np.repeat(mean(values), lengths, axis=-1))

        # ln z(eps) - ln z(0) is beta/2 times the integral of the coherence
        shifted, units = mean(spread(averages) * spread(log_z)), np.ones_like(sums)
        magnitudes = np.vstack([mean(np.abs(averages[0])), np.max(np.abs(curves[0].rows[:, 2])) * units])

        def errors(relative: np.ndarray) -> np.ndarray:
            of_log_z, of_averages = relative[0], relative[1:, None]
            return np.vstack([of_averages * magnitudes + relative[1] * shifted, of_log_z * units])

        values = np.vstack([mean(averages), tops + np.log(sums)])
        return values, errors, np.maximum(np.abs(values), np.outer([0.0, self.free, 1.0], units))

    def vanish(self, values: np.ndarray) -> np.ndarray:
        """Which of the mixtures hold a bias of zero, and leave nothing of the ``values``."""
        return np.logical_or.reduceat(self.bias == 0, self.starts) & (values == 0)
