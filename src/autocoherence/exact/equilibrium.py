"""Exact equilibrium of the output spin at any coupling: public functions and the refinement that tells their error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from autocoherence.exact.curve import BasisTooLarge, bias_curve, count_states
from autocoherence.exact.frame import SmallSystem, spin
from autocoherence.exact.kernel import KernelFit, merged_bath
from autocoherence.input_spins import bias_distribution, points
from autocoherence.model import broadcast_shape, frequency, inverse_temperature, real_array, real_number

__all__ = ["BiasedSpin", "Equilibrium", "biased_spin_equilibrium", "exact_equilibrium"]

MOST_STATES = 400  # of the oscillators together
DEEPEST = 12  # refinement levels


@dataclass(frozen=True, eq=False)
class BiasedSpin:
    r"""Equilibrium of a biased spin, arrays of the arguments' common shape.

    ``error`` estimates the absolute error of ``coherence``; ``converged`` says whether coherence and log_partition moved by
    less than ``rtol`` in the last refinement.
    """

    coherence: np.ndarray
    log_partition: np.ndarray
    error: np.ndarray
    converged: np.ndarray


@dataclass(frozen=True, eq=False)
class Equilibrium:
    r"""Equilibrium of the output spin, arrays of the arguments' common shape; ``error`` is that of ``coherence``."""

    coherence: np.ndarray
    polarization: np.ndarray
    log_partition: np.ndarray
    error: np.ndarray
    converged: np.ndarray


def refined(system: SmallSystem, beta, omega, bath, largest_bias, rtol, average, flips, evaluate):
    """Evaluate curves of growing accuracy until two agree; return the last values and by how much the last two differ.

    One level is ten times less misfit of the kernel and a thirtieth of the importance cut; the difference of two levels is
    then an upper estimate of the error of the better one. ``evaluate(curve)`` returns rows, compared against ``rtol``.
    """
    fit = KernelFit(bath, beta, omega)

    def level_bath(level):
        return fit.best(10.0 ** (-1 - level)), 10.0 ** (-3 - 1.5 * level)

    def values(level):
        effective, cut = level_bath(level)
        digits = max(level + 2, 2 - np.log10(rtol))
        return evaluate(bias_curve(system, beta, effective, largest_bias, digits, cut, MOST_STATES, average, flips))

    level = max(1, int(np.ceil(-np.log10(rtol))) - 2)
    while level > 1 and count_states(system, beta, *level_bath(level + 1), largest_bias) > MOST_STATES:
        level -= 1
    coarse, difference = None, None
    for current in range(level, DEEPEST):
        try:
            fine = values(current)
        except BasisTooLarge:
            break
        if coarse is not None:
            difference = np.abs(fine - coarse)
        coarse = fine
        if difference is not None and np.all(difference <= rtol * np.abs(fine)):
            break
    return coarse, difference


def _spin_average(omega):
    """Coherence and polarization from the populations of sigma^x and the hopping energy omega <sigma^z>/2."""
    return lambda populations, hops: (populations[0] - populations[1], 2 * hops / omega if omega else 0.0)


def _spin_flips(rows):
    """Under a reversed bias only the coherence changes its sign."""
    return rows * np.array([1.0, -1.0, 1.0])
