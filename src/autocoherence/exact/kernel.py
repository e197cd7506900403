r"""A handful of effective oscillators in place of the bath: all that equilibrium can tell about it.

Integrating out the bath leaves :math:`\frac12\int\!\!\int d\tau d\tau' K(\tau-\tau') X(\tau)X(\tau')`, and on [0,
beta] the kernel has only the Matsubara components :math:`2k(\nu_n)`,
:math:`k(\nu) = \sum_k r_k\,\xi_k^2/(\xi_k^2+\nu^2)`. The components n != 0 are fitted by J oscillators; what is then
missing at n = 0 is a static Gaussian field, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autocoherence.exact.sums import integer_rule, response
from autocoherence.model import Arm
from autocoherence.types import Bath

__all__ = ["EffectiveBath", "KernelFit", "MergedBath", "in_order", "merged_bath"]


@dataclass(frozen=True, eq=False)
class MergedBath:
    r"""All baths under one time-ordered exponential: weights :math:`r_k = f_2^2\lambda_k^2/\xi_k` at frequencies
    :math:`\xi_k`."""

    frequencies: np.ndarray
    weights: np.ndarray

    def response(self, nu: np.ndarray) -> np.ndarray:
        """Return k(nu), the Matsubara component of half the kernel."""
        return response(self.frequencies, self.weights, nu)


@dataclass(frozen=True, eq=False)
class EffectiveBath:
    """Oscillators (MergedBath) and the reorganization energy that is left to a static field.

    ``error`` bounds, to first order, what the misfit changes in the logarithm of the partition function, ``slow`` also
    what it changes in the hopping energy, relative to it: a spin slower than heat has little of that.
    """

    modes: MergedBath
    static: float
    error: float
    slow: float


def merged_bath(baths: Sequence[Bath], couplings: Sequence[float]) -> MergedBath:
    r"""Add up :math:`f_2^2 I(\xi)` of independent baths that see the same spin operator."""
    frequencies = np.concatenate([bath.modes.frequencies for bath in baths])
    weights = np.concatenate([f**2 * bath.modes.weights for bath, f in zip(baths, couplings, strict=True)])
    order = np.lexsort((weights, frequencies))  # the same sums for the same baths in any order
    frequencies, weights = frequencies[order], weights[order]
    starts = np.flatnonzero(np.diff(frequencies, prepend=-1.0))
    frequencies, weights = frequencies[starts], np.add.reduceat(weights, starts)
    return MergedBath(frequencies[weights > 0], weights[weights > 0])


def in_order(arms: Sequence[Arm]) -> Sequence[Arm]:
    """One order for the same arms in any order: sums of other orders differ by their rounding."""

    def key(arm: Arm) -> tuple[object, ...]:
        return arm.bath.reorganization_energy, float(arm.f_out), *map(tuple, (arm.f_in.ravel(), arm.omega_in.ravel()))

    return sorted(arms, key=key) if len(arms) > 1 else arms


class KernelFit:
    """Fits of growing size to one bath at one temperature, seen by spins of frequencies ``omega``."""

    def __init__(self, bath: MergedBath, beta: float, omega: float | np.ndarray):
        n, weights = integer_rule()
        nu = 2 * np.pi * n / beta
        keep = (nu < 1e3 * (np.max(bath.frequencies, initial=0.0) / 40 + np.max(omega))) | (n < 32)
        self.bath, self.nu = bath, nu[keep]
        # the correlation function of one spin weighs the misfit: it falls like 1/(nu^2 + omega^2)
        strengths = np.reshape(omega * np.tanh(beta * omega / 2), (-1, 1))
        shapes = 4 * weights[keep] / (self.nu**2 + np.reshape(omega, (-1, 1)) ** 2)
        slow = np.where(strengths > 0, np.maximum(strengths, 4 / beta), 0.0)
        self.influences = np.array([np.max(one * shapes, axis=0) for one in (strengths, slow)])
        self.scale = np.sqrt(weights[keep]) / (self.nu**2 + np.min(omega) ** 2)
        self.target = bath.response(self.nu)
        self.scale /= max(np.max(self.target * self.scale), 1e-300)
        self.basis, self.missing = np.zeros((bath.frequencies.size, 0)), self.target
        self.fits = [self._none()]

    def _none(self) -> EffectiveBath:
        """The whole bath as a static field: right for hot or slow baths."""
        none = np.zeros(0)
        return EffectiveBath(MergedBath(none, none), float(np.sum(self.bath.weights)), *(self.influences @ self.target))

    def best(self, tolerance: float, most: int = 12) -> EffectiveBath:
        """Return the smallest fit whose error is below ``tolerance``, or the best with up to ``most`` oscillators."""
        while self.fits[-1].slow > tolerance and len(self.fits) <= most:
            self.fits.append(self._next_fit(len(self.fits)))
        good = [fit for fit in self.fits if fit.slow <= tolerance]
        return good[0] if good else min(self.fits, key=lambda fit: fit.error)

    def _next_fit(self, count: int, steps: int = 3) -> EffectiveBath:
        """Relocate the oscillators of a projection, and keep the best admissible fit on the way."""
        if count >= self.bath.frequencies.size:
            return EffectiveBath(self.bath, 0.0, 0.0, 0.0)
        squares, weights = self._projected()
        fits = [self._effective(squares, weights)]
        for _ in range(steps):
            squares = self._relocated(squares)
            if np.iscomplexobj(squares) or np.any(squares <= 0):  # rounding: there is nothing left to be fitted
                break
            weights = _least_squares(self._columns(squares), self.target * self.scale)
            fits.append(self._effective(squares, weights))
        return min(fits, key=lambda fit: fit.error)

    def _projected(self) -> tuple[np.ndarray, np.ndarray]:
        r"""Squared frequencies and weights of the bath in a space that grows by one state (rational Krylov).

        With :math:`D` of the :math:`\xi_k^2` and :math:`b_k^2 = r_k\xi_k^2` it is :math:`k(\nu) = b(D+\nu^2)^{-1}b`.
        The projection on all :math:`(D+\nu_j^2)^{-1}b` touches k from below at every :math:`\nu_j`; the next one is
        where the misfit weighs most. No digits are lost to columns that are hardly independent.
        """
        squares = self.bath.frequencies**2
        start = np.sqrt(self.bath.weights * squares)
        state = start / (squares + self.nu[np.argmax(self.influences[1] * self.missing)] ** 2)
        for _ in range(2):
            state -= self.basis @ (state @ self.basis)
            state /= np.linalg.norm(state)
        self.basis = np.column_stack([self.basis, state])
        found, turn = np.linalg.eigh(self.basis.T @ (squares[:, None] * self.basis))
        found = np.maximum(found, squares[0])
        weights = (start @ self.basis @ turn) ** 2 / found
        self.missing = np.abs(self.target - response(np.sqrt(found), weights, self.nu))
        return found, weights

    def _columns(self, squares: np.ndarray) -> np.ndarray:
        """Responses of oscillators of weight one, weighted as the misfit is."""
        return squares / (squares + self.nu[:, None] ** 2) * self.scale[:, None]

    def _relocated(self, squares: np.ndarray) -> np.ndarray:
        r"""One step of vector fitting (Gustavsen and Semlyen 1999), for the squared frequencies :math:`\xi_j^2`.

        Fit :math:`\sum_j c_j\xi_j^2/(\xi_j^2+\nu^2)` to :math:`k(\nu)\,[1 - \sum_j d_j\xi_j^2/(\xi_j^2+\nu^2)]`,
        which is linear; the zeros of the bracket are where the poles of k belong.
        """
        columns = self._columns(squares)
        solution = _least_squares(np.hstack([columns, self.target[:, None] * columns]), self.target * self.scale)
        return np.linalg.eigvals(np.diag(squares) - squares * solution[squares.size :])

    def _effective(self, squares: np.ndarray, weights: np.ndarray) -> EffectiveBath:
        modes, static = MergedBath(np.sqrt(squares), weights), float(np.sum(self.bath.weights) - np.sum(weights))
        missing = self.influences @ np.abs(modes.response(self.nu) - self.target)
        valid = np.all(weights > 0) and static >= 0 and np.all(np.isfinite(missing))
        return EffectiveBath(modes, static, *(missing if valid else (np.inf, np.inf)))


def _least_squares(columns: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """Solve for columns of any size; hardly independent ones are what a good fit consists of."""
    norms = np.linalg.norm(columns, axis=0)
    return np.linalg.lstsq(columns / norms, goal, rcond=1e-16)[0] / norms
