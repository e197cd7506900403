"""Raise the accuracy of an exact answer until two agree: the difference is the error that is reported."""

from __future__ import annotations

import numpy as np

from autocoherence.exact.curve import BasisTooLarge, Curve, bias_curve, count_states
from autocoherence.exact.frame import SmallSystem
from autocoherence.exact.kernel import KernelFit, MergedBath
from autocoherence.model import inverse_temperature, real_number

__all__ = ["Ladder", "finite_beta", "is_converged", "refined", "tolerance"]

LARGEST = 800  # dimension of a Hamiltonian that is diagonalized
DEEPEST = 12  # refinement levels
ROUNDING = 1e-13  # of the interpolants


class Ladder:
    """Curves of one system in one bath, level by level: each asks ten times less misfit and a sixteenth of the cut."""

    def __init__(self, systems: list[SmallSystem], beta: float, omega: float, bath: MergedBath, largest_bias, rtol):
        self.systems, self.beta, self.largest_bias, self.rtol = systems, beta, largest_bias, rtol
        self.fit = KernelFit(bath, beta, omega)
        self.load = beta * float(np.sum(bath.weights))

    def _level(self, level):
        steepest = max(np.max(np.abs(system.positions), initial=1.0) for system in self.systems)
        return self.fit.best(0.3 * 10.0**-level / steepest**2), 10.0 ** (-1 - 1.2 * level)

    def feasible(self, level) -> bool:
        """Tell whether the bases of this level are small enough, judged at a few biases."""
        bath, cut = self._level(level)
        counts = (count_states(one, self.beta, bath, cut, self.largest_bias) for one in self.systems)
        return all(count * one.positions.size <= LARGEST for count, one in zip(counts, self.systems, strict=True))

    def curves(self, level, average, flips) -> list[Curve]:
        """Return one curve per system; ``average(system, populations, hops)`` picks the averages."""
        bath, cut = self._level(level)
        digits = max(level + 2, 2 - np.log10(self.rtol))
        return [
            bias_curve(
                one,
                self.beta,
                bath,
                self.largest_bias,
                digits,
                cut,
                LARGEST // one.positions.size,
                lambda populations, hops, one=one: average(one, populations, hops),
                flips,
            )
            for one in self.systems
        ]


def refined(ladder: Ladder, average, flips, evaluate):
    """Climb until two levels agree to ``rtol``; return the last values and by how much the last two differ.

    The better of two levels is closer to the truth than to the other, so that the difference is an upper estimate.
    """

    def values(level):
        return evaluate(ladder.curves(level, average, flips))

    start = max(2, int(np.ceil(-np.log10(ladder.rtol))))
    while start > 1 and not ladder.feasible(start + 1):
        start -= 1
    results = []
    for level in range(start, DEEPEST):
        try:
            results.append(values(level))
        except BasisTooLarge:
            break
        if len(results) > 1 and np.all(is_converged(results[-1], np.abs(results[-1] - results[-2]), ladder.rtol)):
            break
    if len(results) == 1 and start > 1:
        results.insert(0, values(start - 1))
    if not results:
        raise ValueError(
            f"f_out is too large for this temperature: beta f_out^2 Omega = {ladder.load:g} needs matrices beyond {LARGEST}; "
            "valid: a smaller f_out or beta"
        )
    return results[-1], np.abs(results[-1] - results[-2]) if len(results) > 1 else np.full_like(results[-1], np.inf)


def is_converged(values, moves, rtol):
    """Tell which values moved by no more than rounding and ``rtol`` of their size."""
    return moves <= rtol * np.abs(values) + ROUNDING


def finite_beta(beta):
    """Validate an inverse temperature that must be finite."""
    beta = inverse_temperature(beta)
    if np.any(np.isinf(beta)):
        raise ValueError("beta = inf is out of range; valid: finite beta (a large one for the cold limit)")
    return beta


def tolerance(rtol):
    """Validate a relative tolerance."""
    rtol = real_number("rtol", rtol)
    if not 1e-11 <= rtol <= 0.1:
        raise ValueError(f"rtol = {rtol:g} is out of range; valid: 1e-11 <= rtol <= 0.1")
    return rtol
