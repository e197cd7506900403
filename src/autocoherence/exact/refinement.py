"""Raise the accuracy of an exact answer until two agree: the difference is the error that is reported."""

from __future__ import annotations

from functools import partial

import numpy as np

from autocoherence.exact.curve import ROUNDING, BareCurve, Curve, in_static_field, static_field
from autocoherence.exact.frame import BasisTooLarge, SmallSystem
from autocoherence.exact.kernel import KernelFit, MergedBath
from autocoherence.model import inverse_temperature, real_number

__all__ = ["Ladder", "finite_beta", "refined", "tolerance"]

LARGEST = 800  # dimension of a Hamiltonian that is diagonalized
DEEPEST = 16  # refinement levels
SAFETY = 6.0
INTERPOLATION = 1e-2  # error of the interpolants, as a part of rtol


class Ladder:
    """Curves of some systems in one bath, level by level: each level is a sixteenth of the importance cut.

    All levels share one fit of the bath, so that they differ by the basis alone: a fit with one oscillator more would
    need a larger basis and make two levels agree by chance. ``average(system, populations, hops)`` picks the averages
    beside ln z, ``signs`` is the parity of all of them.
    """

    def __init__(self, systems: list[SmallSystem], beta, omega, bath: MergedBath, largest_bias, rtol, average, signs):
        self.systems, self.signs, self.rtol = systems, signs, rtol
        self.largest_bias = max(largest_bias, 1e-3 / beta)  # a curve, even if only its centre is asked for
        fit, self.load = KernelFit(bath, beta, omega), beta * float(np.sum(bath.weights))
        steepest = max(np.max(np.abs(system.positions), initial=1.0) for system in systems)
        self.digits = -np.log10(INTERPOLATION * rtol)
        self.start = max(2, int(np.ceil(-np.log10(rtol))))
        while True:
            effective = fit.best(0.03 * 10.0**-self.start / steepest**2)
            self.misfit = steepest**2 * effective.error
            self.field = static_field(beta, effective.static, steepest)
            widest = self.largest_bias + 2 * self.field[0][-1]
            self.bare = [
                BareCurve(one, beta, effective.modes, widest, self.digits, partial(average, one), signs)
                for one in systems
            ]
            if self.start == 1 or self.bases(self.start + 1):
                break
            self.start -= 1

    def bases(self, level):
        """Return the systems' bases of this level, or nothing if they are too large."""
        cut = 10.0 ** (-1 - 1.2 * level)
        try:
            return [bare.states(cut, LARGEST // bare.system.positions.size) for bare in self.bare]
        except BasisTooLarge:
            return []

    def refine(self, bases) -> None:
        """Add to the curves, one per system, what these bases change."""
        for one, states in zip(self.bare, bases, strict=True):
            one.refine(states, INTERPOLATION * self.rtol)

    def curves(self) -> list[Curve]:
        """Return the curves in the static field."""
        return [
            in_static_field(one.curve, *self.field, self.largest_bias, self.digits, self.signs) for one in self.bare
        ]

    @property
    def interpolation(self) -> float:
        """Error of the interpolants."""
        return INTERPOLATION * self.rtol + max(bare.tail for bare in self.bare)


def refined(ladder: Ladder, evaluate):
    """Climb until two levels agree; return the last values, an upper estimate of their errors, and whether it suffices.

    ``evaluate(curves)`` returns values, their sensitivity to a relative error of the curves' averages (the first of
    which is odd in the bias) or of z, and the sizes that ``rtol`` refers to. The basis contributes `SAFETY` times the
    difference of the last two levels, which shrinks two- to tenfold per level; the misfit of the kernel is added.
    The climb starts two levels early: the curves of small bases leave little to those of large ones.
    """
    samples = ladder.largest_bias * np.array([0.01, 0.03, 0.1, 0.2, 0.35, 0.55, 0.8, 1.0])
    before = judged = None
    size = 0
    for level in range(max(1, ladder.start - 2), DEEPEST):
        bases = ladder.bases(level)
        if not bases:
            break
        if sum(map(len, bases)) < 1.1 * size and level > ladder.start:  # hardly another basis: no test of the last
            continue
        ladder.refine(bases)
        size = sum(map(len, bases))
        if level < ladder.start - 1:
            continue
        curves = ladder.curves()
        last = *evaluate(curves), np.array([curve(samples)[1] for curve in curves])
        judged = _judged(before, last, ladder)
        if level > ladder.start and np.all(judged[2]):
            break
        before = last
    if judged is None:
        raise ValueError(
            f"f_out is too large for this temperature: beta f_out^2 Omega = {ladder.load:g} needs matrices "
            f"beyond {LARGEST}; valid: a smaller f_out or beta"
        )
    return judged


def _judged(before, last, ladder):
    """Errors from two levels: their difference, or its largest relative value at any bias, lest it vanish by chance
    at one."""
    values, sensitivity, sizes, fine = last
    if before is None:
        return values, np.full_like(values, np.inf), np.zeros(values.shape, bool)
    relative = np.max(np.abs(fine - before[3]) / np.maximum(np.abs(fine), ROUNDING))
    errors = SAFETY * np.maximum(np.abs(values - before[0]), relative * sensitivity) + ladder.misfit * sensitivity
    errors = errors + ladder.interpolation * np.abs(values)
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
