"""Raise the accuracy of an exact answer until two agree: the difference is the error that is reported."""

from __future__ import annotations

from functools import partial

import numpy as np

from autocoherence.exact.curve import Curve, bias_curve, is_affordable
from autocoherence.exact.frame import BasisTooLarge, SmallSystem
from autocoherence.exact.kernel import KernelFit, MergedBath
from autocoherence.model import inverse_temperature, real_number

__all__ = ["Ladder", "finite_beta", "refined", "tolerance"]

LARGEST = 800  # dimension of a Hamiltonian that is diagonalized
DEEPEST = 16  # refinement levels
ROUNDING = 1e-13  # of the interpolants
SAFETY = 6.0
INTERPOLATION = 1e-3  # error of the interpolants, as a part of rtol


class Ladder:
    """Curves of some systems in one bath, level by level: each level is a sixteenth of the importance cut.

    All levels share one fit of the bath, so that they differ by the basis alone: a fit with one oscillator more would
    need a larger basis and make two levels agree by chance.
    """

    def __init__(self, systems: list[SmallSystem], beta: float, omega: float, bath: MergedBath, largest_bias, rtol):
        self.systems, self.beta, self.rtol = systems, beta, rtol
        self.largest_bias = max(largest_bias, 1e-3 / beta)  # a curve, even if only its centre is asked for
        fit, self.load = KernelFit(bath, beta, omega), beta * float(np.sum(bath.weights))
        steepest = max(np.max(np.abs(system.positions), initial=1.0) for system in systems)
        self.start = max(2, int(np.ceil(-np.log10(rtol))))
        while True:
            self.bath = fit.best(0.03 * 10.0**-self.start / steepest**2)
            self.misfit = steepest**2 * self.bath.error
            if self.start == 1 or self._feasible(self.start + 1):
                break
            self.start -= 1

    def _feasible(self, level) -> bool:
        """Tell whether the bases of this level are small enough, judged at a few biases."""
        common = self.beta, self.bath, _cut(level), self.largest_bias
        return all(is_affordable(one, *common, LARGEST // one.positions.size) for one in self.systems)

    def curves(self, level, average, flips) -> list[Curve]:
        """Return one curve per system; ``average(system, populations, hops)`` picks the averages."""
        digits = max(level, -np.log10(self.rtol)) - np.log10(INTERPOLATION)
        common = self.beta, self.bath, self.largest_bias, digits, _cut(level)
        return [
            bias_curve(one, *common, LARGEST // one.positions.size, partial(average, one), flips)
            for one in self.systems
        ]


def _cut(level):
    return 10.0 ** (-1 - 1.2 * level)


def refined(ladder: Ladder, average, flips, evaluate):
    """Climb until two levels agree; return the last values, an upper estimate of their errors, and whether it suffices.

    ``evaluate(curves)`` returns values, their sensitivity to a relative error of the curves' averages (the first of
    which is odd in the bias) or of z, and the sizes that ``rtol`` refers to. The basis contributes `SAFETY` times the
    difference of the last two levels, which shrinks two- to tenfold per level; the misfit of the kernel is added.
    """
    samples = ladder.largest_bias * np.array([0.01, 0.03, 0.1, 0.2, 0.35, 0.55, 0.8, 1.0])

    def values(level):
        curves = ladder.curves(level, average, flips)
        mean_size = np.mean([curve.states / len(curve.coefficients) for curve in curves])
        return *evaluate(curves), np.array([curve(samples)[1] for curve in curves]), mean_size

    results = []
    for level in range(ladder.start, DEEPEST):
        try:
            results.append(values(level))
        except BasisTooLarge:
            break
        if len(results) > 1 and results[-1][-1] < 1.1 * results[-2][-1]:  # hardly another basis: no test of the last
            del results[-1]
            continue
        if len(results) > 1 and np.all(_judged(results, ladder)[2]):
            break
    if len(results) == 1 and ladder.start > 1:
        results.insert(0, values(ladder.start - 1))
    if not results:
        raise ValueError(
            f"f_out is too large for this temperature: beta f_out^2 Omega = {ladder.load:g} needs matrices "
            f"beyond {LARGEST}; valid: a smaller f_out or beta"
        )
    return _judged(results, ladder)


def _judged(results, ladder):
    """Errors from two levels: their difference, or its largest relative value at any bias, lest it vanish by chance
    at one."""
    values, sensitivity, sizes, fine, _ = results[-1]
    if len(results) < 2:
        return values, np.full_like(values, np.inf), np.zeros(values.shape, bool)
    before, coarse = results[-2][0], results[-2][3]
    relative = np.max(np.abs(fine - coarse) / np.maximum(np.abs(fine), ROUNDING))
    errors = SAFETY * np.maximum(np.abs(values - before), relative * sensitivity) + ladder.misfit * sensitivity
    errors = errors + INTERPOLATION * ladder.rtol * np.abs(values)
    return values, errors, errors <= ladder.rtol * sizes + ROUNDING


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
