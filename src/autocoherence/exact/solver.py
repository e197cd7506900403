"""Sweep until the error suffices, or no sweep would mend it: what a sweep changes, and what no sweep sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from autocoherence.exact.blocks import TooLarge, most_quanta
from autocoherence.exact.curve import Evaluated, Known, Nodes, in_static_field, static_field
from autocoherence.exact.kernel import EffectiveBath, KernelFit, MergedBath
from autocoherence.exact.system import SmallSystem
from autocoherence.exact.zigzag import FINEST, LEAF, Zigzag
from autocoherence.model import real_number

__all__ = ["Problem", "solved", "tolerance"]

SAFETY, LEAST, MISFIT = 5.0, 1.0, 2.0
FOLLOWED = 4.0
FIT, INTERPOLATION = 0.015, 0.01  # errors of the fit and of the interpolants that are aimed at, as parts of rtol
COARSEST = 1e-3  # a rougher fit would have oscillators so slow and so strongly coupled that they need more levels
LEAVES = 1e5  # error that the cut of the leaves may make, next to that cut: they are cut once, so no sweep sees it
ROUNDING = 1e-13
START, STEP = 0.2, 50.0  # of the cuts: the first as a part of rtol, and how much lower each is than the one before
MODES = 24  # oscillators at most
DEAREST = 1e11  # multiplications for eigenvectors at an rtol of 1e-6: some twenty seconds


@dataclass(frozen=True, eq=False)
class Problem:
    """Small systems of one kind in one bath, each at all biases up to ``largest``."""

    systems: Sequence[SmallSystem]
    beta: float
    omega: float | np.ndarray  # of all spins
    bath: MergedBath
    largest: float
    rtol: float

    @property
    def signs(self) -> np.ndarray:
        """Parities of ln z and of the averages."""
        return self.systems[0].signs

    @property
    def margins(self) -> np.ndarray:
        """How much each of them rests on hops."""
        return self.systems[0].margins

    @cached_property
    def steepest(self) -> float:
        """The largest eigenvalue of X."""
        return max(float(np.max(np.abs(system.positions), initial=1.0)) for system in self.systems)

    @property
    def misfit(self) -> float:
        """What a fit of the bath may miss, relative to the averages."""
        return FIT * min(self.rtol, COARSEST) / self.steepest**2

    @cached_property
    def fit(self) -> EffectiveBath:
        """Few oscillators and a static field in place of the bath."""
        return KernelFit(self.bath, self.beta, self.omega).best(self.misfit, MODES)

    @property
    def cuts(self) -> np.ndarray:
        """Cuts of the sweeps: the first is rough, two to four more suffice as a rule. None is near the one before, so
        that the last is `FINEST` wherever it would be below."""
        cuts = START * self.rtol / STEP ** np.arange(6.0)
        if cuts[-1] < FINEST:
            cuts = np.append(cuts[cuts > 20 * FINEST], FINEST)
        return np.append(max(1e-4, self.rtol), cuts)

    @property
    def affordable(self) -> list[float]:
        """Multiplications that are left: three times as many from an rtol of 1e-8 on."""
        return [DEAREST * np.clip(1e-6 / self.rtol, 1.0, 100.0) ** 0.25]

    def levels(self) -> Iterator[tuple[Sequence[Known], float]]:
        """Yield, sweep by sweep, the curves, one per system, and the share of the density matrix that is left out."""
        if self.fit.error > 1:
            raise TooLarge
        digits, zero = -np.log10(INTERPOLATION * self.rtol), np.pi / (self.beta * self.steepest)
        field = static_field(self.beta, self.fit.static, self.steepest)
        wide, nodes = Nodes(zero, self.largest + 2 * field[0][-1], digits), Nodes(zero, self.largest, digits + 2)
        cuts = self.cuts
        affordable = self.affordable  # for all of them together
        baths = [Zigzag(one, self.fit.modes, self.beta, wide.largest, cuts, affordable, zero) for one in self.systems]
        for cut in cuts[1:]:
            for bath in baths:
                bath.sweep(cut)
            rows = [bath.averages(wide.biases) for bath in baths]
            curves = [
                nodes.curve(in_static_field(wide.curve(row, self.signs), *field, nodes), self.signs) for row in rows
            ]
            yield curves, max(bath.lost for bath in baths)


Judged: TypeAlias = tuple[np.ndarray, np.ndarray, np.ndarray]  # values, their errors, whether they are small enough
Level: TypeAlias = tuple[np.ndarray, Callable[[np.ndarray], Any], Any, Sequence[Known], float]


def solved(problem: Problem, evaluate: Callable[[Sequence[Known]], Evaluated]) -> Judged:
    """Climb until the errors suffice, or no sweep would mend them; return the last values, an upper estimate of their
    errors, and whether it suffices.

    ``evaluate(curves)`` returns values, their errors as a function of those of the curves (of ln z, and relative ones
    of its averages, see `_change`), and the sizes that ``rtol`` refers to. The change from sweep to sweep counts where
    it is largest, lest it vanish by chance at one bias; the misfit of the kernel is added.
    """
    before = judged = None
    try:
        for curves, lost in problem.levels():
            last = *evaluate(curves), curves, lost
            found = _judged(before, last, problem)
            if judged is None or np.all(np.isfinite(found[1])):
                judged = found
            if np.all(found[3]):
                break
            before = last
    except TooLarge:
        pass
    if judged is None:
        raise ValueError(_too_large(problem))
    values, errors, verdicts, _ = judged
    return values, errors, verdicts


def _too_large(problem: Problem) -> str:
    """Which number is out of reach, and where it would be within."""
    modes, load = problem.bath, problem.beta * float(np.sum(problem.bath.weights))
    if modes.frequencies.size <= MODES:
        quanta = 4 * modes.weights / modes.frequencies  # that a hop makes
        valid = np.array([_valid(problem, xi, r) for xi, r in zip(modes.frequencies, modes.weights, strict=True)])
        worst = int(np.argmax(quanta / valid))
        if quanta[worst] > valid[worst]:
            return (
                f"the mode of xi = {modes.frequencies[worst]:g} takes too many states: a hop of the spin makes "
                f"4 f_out^2 lambda_k^2 / xi^2 = {quanta[worst]:g} quanta of it; valid: at most {valid[worst]:.3g}, "
                "by a smaller coupling, or a larger xi or rtol"
            )
    return (
        f"f_out is too large for this temperature: beta f_out^2 Omega = {load:g} takes too many states; "
        "valid: a smaller f_out or beta, or a larger rtol"
    )


def _valid(problem: Problem, xi: float, weight: float) -> float:
    """Quanta of a mode that are affordable: of few levels, or so few that it is a static field."""
    static = KernelFit(MergedBath(np.array([xi]), np.array([weight])), problem.beta, problem.omega).fits[0]
    return max(
        most_quanta(xi, problem.beta, LEAF * problem.cuts[2]),
        2 * problem.misfit * weight / xi / max(static.slow, 1e-300),
    )


def _judged(before: Level | None, last: Level, problem: Problem) -> tuple[np.ndarray, ...]:
    """Values, errors, verdicts, and what no further sweep would mend."""
    values, errors_of, sizes, curves, lost = last
    remaining = np.inf if before is None else _remaining(lost / max(before[4], FINEST))
    if before is None or np.isinf(remaining):
        return values, np.full(values.shape, np.inf), *np.zeros((2, *values.shape), bool)
    moved = np.max([_change(one, two, problem.signs) for one, two in zip(curves, before[3], strict=True)], axis=0)
    fit, margins = problem.fit, problem.margins
    misfit = MISFIT * problem.steepest**2 * margins * np.where(margins > 1, fit.slow, fit.error)
    unseen = np.where(margins > 1, _unseen(lost, curves, problem), 0.0)
    swept = remaining * np.maximum(np.abs(values - before[0]), errors_of(margins * moved)) + errors_of(unseen)
    steady = INTERPOLATION * problem.rtol + LEAVES * LEAF * problem.cuts[2] + max(one.tail for one in curves)
    errors, allowed = swept + errors_of(misfit + steady), problem.rtol * sizes + ROUNDING
    good, least = errors <= allowed, errors_of(misfit)
    return values, errors, good, good | ((least > allowed) & (swept < least))


def _remaining(ratio: float) -> float:
    """What a sweep leaves as a part of what it changed, if errors follow what is left out to a factor of `FOLLOWED`.

    Where not much less is left out than before, a change tells nothing, however small.
    """
    rest = FOLLOWED * ratio
    return max(LEAST, SAFETY * rest / (1 - rest)) if rest < 1 else np.inf


def _unseen(lost: float, curves: Sequence[Known], problem: Problem) -> np.ndarray:
    r"""What is left out may all be states in which a slow spin is for a moment, after a hop, which no sweep has met.

    Their share p has the hopping energy :math:`2pE`, with the energy of a hop
    :math:`E = \langle E^2\rangle/\langle E\rangle = 4\sum_k r_k + \sum_k r_k\xi_k/\sum_k r_k`; here it is relative
    to the largest of the curves.
    """
    weights, frequencies = problem.fit.modes.weights, problem.fit.modes.frequencies
    energy = 4 * weights.sum() + weights @ frequencies / max(weights.sum(), 1e-300)
    largest = np.max([np.max(np.abs(one.rows), axis=0) for one in curves], axis=0)
    return SAFETY * 4 * energy * lost / np.maximum(np.max(problem.omega) * largest, 1e-300)


def _change(one: Known, two: Known, signs: np.ndarray) -> np.ndarray:
    """Largest differences of two curves: absolute of ln z, relative of odd averages, of even ones next to the largest
    of their curve: what a spin of large bias has left of them is no more certain than what it has lost.
    """
    sizes = np.abs(one.rows)
    scale = np.maximum(np.where(signs < 0, sizes, np.max(sizes, axis=0)), 1e-300)
    scale[:, 0] = 1.0
    return np.max(np.abs(one.rows - two.rows) / scale, axis=0)


def tolerance(rtol: object) -> float:
    """Validate a relative tolerance."""
    rtol = real_number("rtol", rtol)
    if not 1e-11 <= rtol <= 0.1:
        raise ValueError(f"rtol = {rtol:g} is out of range; valid: 1e-11 <= rtol <= 0.1")
    return rtol
