r"""Zero temperature: the ground state of a biased spin in its bath.

Slow modes have no effect of their own on a spin that is faster than they are: what no oscillator of the fit stands for
is a classical field, which follows the spin, :math:`\epsilon \to \epsilon + 4 r\langle\sigma^x\rangle` with its
reorganization energy r. There is no scale on which the bias is small, so no series in it: each is solved by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autocoherence.exact.blocks import TooLarge
from autocoherence.exact.curve import Known, Points
from autocoherence.exact.kernel import EffectiveBath, KernelFit, MergedBath
from autocoherence.exact.solver import FIT, MODES, Problem, solved
from autocoherence.exact.state import Mixtures
from autocoherence.exact.system import SmallSystem
from autocoherence.exact.zigzag import Zigzag
from autocoherence.model import Arm

__all__ = ["GroundState", "frozen", "ground_state", "of_ground_state", "require_bias", "require_one"]

BIAS = "the bias, of all 4 f_in f_out Omega together,"
FROZEN = 1e8  # beta omega of a spin in its ground state, for weights of which one is left
COLDEST = 1e5  # beta omega up to which the bath is looked at
STEPS = 200
MARGIN = 10.0  # relative errors of averages, next to that of the energy over omega


def frozen(omega: float, arms: list[Arm]) -> float:
    """Return an inverse temperature at which input spins and a spin of this frequency are in their ground state."""
    require_bias(omega, np.concatenate([arm.omega_in.ravel() for arm in arms]), "omega_in")
    return FROZEN / omega


def require_bias(omega: float, biases: np.ndarray, name: str = "bias") -> None:
    """Refuse what has no ground state, or two."""
    if omega == 0:
        raise ValueError("omega_out = 0 at beta = inf: nothing moves the spin; valid: omega_out > 0, or a finite beta")
    require_one(np.any(biases == 0), name)


def require_one(vanishes: bool | np.bool_, name: str = BIAS) -> None:
    """Refuse two ground states, where a bias of zero is what is left."""
    if vanishes:
        raise ValueError(
            f"{name} = 0 at beta = inf: the limits of no bias and of no heat need not commute, for a bath may hold the "
            f"spin in either state; valid: {name} = 1e-6 or -1e-6, whose sign the coherence then has, or a finite beta"
        )


@dataclass(frozen=True, eq=False)
class GroundState(Problem):
    """One small system at zero temperature, at the ``biases`` >= 0."""

    biases: np.ndarray

    @cached_property
    def fit(self) -> EffectiveBath:
        """Oscillators down to where a slower bath is a classical field, and the energy that is missed, over omega.

        The misfit between the frequencies of a fit at a finite beta is what makes that beta too small.
        """
        aim, fits = 2 * FIT * self.rtol, []
        slowest = float(np.min(self.omega))
        for cold in np.geomspace(50.0, COLDEST, 12):
            beta, scale = cold / slowest, MARGIN / cold
            fit = KernelFit(self.bath, beta, self.omega).best(aim / scale, MODES)
            nu = 2 * np.pi / beta * np.linspace(0.0, 1.0, 100)[1:]
            missing = np.mean(np.abs(fit.modes.response(nu) - self.bath.response(nu)))
            error = scale * (fit.error + 4 * missing / slowest)
            fits.append(EffectiveBath(fit.modes, fit.static, error, error / self.margins[-1]))
            if error <= 2 * aim:
                break
        return min(fits, key=lambda fit: fit.error)

    def levels(self) -> Iterator[tuple[Sequence[Known], float]]:
        """Yield, sweep by sweep, the answers of the bath and the share of the density matrix that is left out."""
        # what answers a small bias is there too
        widest = max(np.max(self.biases), np.max(self.omega)) + 4 * self.steepest * self.fit.static
        zero = np.min(self.biases[self.biases > 0]) / 2
        bath = Zigzag(self.systems[0], self.fit.modes, self.beta, widest, self.cuts, self.affordable, zero)
        for cut in self.cuts[1:]:
            bath.sweep(cut)
            yield [Points(self._values(bath), self.biases, self.signs)], bath.lost

    def _values(self, bath: Zigzag) -> np.ndarray:
        """Return - beta E and the averages of every bias; the classical field is found by iteration."""
        shift, accuracy = np.zeros(self.biases.size), 1e-12 * np.where(self.biases > 0, self.biases, self.largest)
        for _ in range(STEPS):
            rows = bath.averages(self.biases + shift)
            x = rows[:, self.signs < 0].sum(axis=1)  # averages that are odd in the bias add up to X
            found = 4 * self.fit.static * x
            if np.all(np.abs(found - shift) <= accuracy):
                break
            shift = found
        else:
            raise TooLarge(f"the classical field of slow modes is not found in {STEPS} steps")
        rows[:, 0] -= self.beta * self.fit.static * x**2
        return rows


def ground_state(
    system: SmallSystem, omega: float | np.ndarray, bath: MergedBath, biases: np.ndarray, rtol: float
) -> GroundState:
    """Return the problem of all these biases in the cold."""
    biases, slowest = np.unique(np.abs(biases)), float(np.min(omega))
    require_bias(slowest, biases[-1:], BIAS)
    return GroundState([system], FROZEN / slowest, omega, bath, float(biases[-1]), rtol, biases)


def of_ground_state(problem: GroundState, mixed: Mixtures) -> np.ndarray:
    """Return values, errors and verdicts with an infinite ln Z, if the bias that is left is not zero."""
    columns = np.array(solved(problem, mixed))
    require_one(np.any(mixed.vanish(columns[0, 0])))
    columns[:, 2] = np.array([[np.inf], [0.0], [1.0]])
    return columns
