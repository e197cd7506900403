r"""A handful of effective oscillators in place of the bath: all that equilibrium can tell about it.

Integrating out the bath leaves :math:`\frac12\int\!\!\int d\tau d\tau' K(\tau-\tau') X(\tau)X(\tau')`, and on [0,
beta] the kernel has only the Matsubara components :math:`2k(\nu_n)`,
:math:`k(\nu) = \sum_k r_k\,\xi_k^2/(\xi_k^2+\nu^2)`. The components n != 0 are fitted by J oscillators; what is then
missing at n = 0 is a static Gaussian field, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autocoherence.exact.sums import integer_rule

__all__ = ["EffectiveBath", "KernelFit", "MergedBath", "merged_bath"]


@dataclass(frozen=True, eq=False)
class MergedBath:
    r"""All baths under one time-ordered exponential: weights :math:`r_k = f_2^2\lambda_k^2/\xi_k` at frequencies
    :math:`\xi_k`."""

    frequencies: np.ndarray
    weights: np.ndarray

    def response(self, nu):
        """Return k(nu), the Matsubara component of half the kernel."""
        squares = np.square(self.frequencies)
        return (squares / (squares + np.square(nu)[..., None])) @ self.weights


@dataclass(frozen=True, eq=False)
class EffectiveBath:
    """Oscillators (MergedBath) and the reorganization energy that is left to a static field.

    ``error`` bounds, to first order, what the misfit changes in the logarithm of the partition function.
    """

    modes: MergedBath
    static: float
    error: float


def merged_bath(baths, couplings) -> MergedBath:
    r"""Add up :math:`f_2^2 I(\xi)` of independent baths that see the same spin operator."""
    frequencies = np.concatenate([bath.modes.frequencies for bath in baths])
    weights = np.concatenate([f**2 * bath.modes.weights for bath, f in zip(baths, couplings, strict=True)])
    present = weights > 0
    return MergedBath(frequencies[present], weights[present])


class KernelFit:
    """Fits of growing size to one bath at one temperature, seen by a spin of frequency ``omega``."""

    def __init__(self, bath: MergedBath, beta: float, omega: float):
        n, weights = integer_rule()
        nu = 2 * np.pi * n / beta
        keep = (nu < 1e3 * (np.max(bath.frequencies, initial=0.0) / 40 + omega)) | (n < 32)
        self.bath, self.nu = bath, nu[keep]
        # the spin's own correlation function weighs the misfit: it falls like 1/(nu^2 + omega^2)
        # omega tanh(beta omega/2) for ln z; relative to the polarization it is 4/beta, which may be off by rtol and
        # not, as ln z, by 0.03 rtol only (see `Ladder`)
        strength = max(omega * np.tanh(beta * omega / 2), 0.03 * 4 / beta) if omega else 0.0
        self.influence = 4 * weights[keep] * strength / (self.nu**2 + omega**2)
        self.scale = np.sqrt(weights[keep]) / (self.nu**2 + omega**2)
        self.target = bath.response(self.nu)
        self.scale /= max(np.max(self.target * self.scale), 1e-300)
        self.patterns, self.fits = [], [self._none()]

    def _none(self) -> EffectiveBath:
        """The whole bath as a static field: right for hot or slow baths."""
        none, missing = np.zeros(0), self.influence @ self.target
        return EffectiveBath(MergedBath(none, none), float(np.sum(self.bath.weights)), float(missing))

    def best(self, tolerance: float, most: int = 12) -> EffectiveBath:
        """Return the smallest fit whose error is below ``tolerance``, or the best with up to ``most`` oscillators."""
        while self.fits[-1].error > tolerance and len(self.fits) <= most:
            self.fits.append(self._next_fit(len(self.fits)))
        good = [fit for fit in self.fits if fit.error <= tolerance]
        return good[0] if good else min(self.fits, key=lambda fit: fit.error)

    def _next_fit(self, count):
        if count >= self.bath.frequencies.size:
            return EffectiveBath(self.bath, 0.0, 0.0)
        starts = (
            [_one_more(self.patterns)] if count > 3 else [self._projected(count, top) for top in (0.3, 1.0, 3.0, 10.0)]
        )
        start = min(starts, key=lambda logs: np.linalg.norm(self._residual(logs)[0]))
        logs, weights = self._polished(start)
        self.patterns.append(np.sort(logs))
        return self._effective(np.exp(logs / 2), weights)

    def _projected(self, count, top):
        """Logarithmic squares of starting frequencies: a Krylov projection that interpolates k at ``count`` points."""
        amplitude, squares = np.sqrt(self.bath.weights) * self.bath.frequencies, self.bath.frequencies**2
        typical = np.sum(self.bath.weights * self.bath.frequencies) / np.sum(self.bath.weights)
        points = np.geomspace(self.nu[0], max((1 + count) * self.nu[0], top * typical), count) ** 2
        columns = amplitude[:, None] / (squares[:, None] + points)
        basis, _ = np.linalg.qr(columns / np.linalg.norm(columns, axis=0))
        projected = np.linalg.eigvalsh(basis.T @ (squares[:, None] * basis))
        return np.log(np.maximum(projected, 1e-2 * self.nu[0] ** 2 * 4.0 ** np.arange(count)))

    def _residual(self, logs):
        """Weighted misfit with the best weights for these frequencies (variable projection), and its Jacobian."""
        from scipy.linalg import solve_triangular  # here: it loads slowly, and only the exact answers need it

        fractions = np.exp(logs) / (np.exp(logs) + self.nu[:, None] ** 2)
        columns, goal = fractions * self.scale[:, None], self.target * self.scale
        q, r = np.linalg.qr(columns)
        r += 1e-300 * np.eye(logs.size)
        weights = solve_triangular(r, q.T @ goal)
        residual = columns @ weights - goal
        slopes = columns * (1 - fractions)
        change = slopes * weights
        jacobian = change - q @ (q.T @ change) - q @ solve_triangular(r, np.diag(slopes.T @ residual), trans="T")
        return residual, jacobian, weights

    def _polished(self, logs, steps=200):
        """Levenberg-Marquardt in ln(xi^2), steps limited so that modes keep apart."""
        residual, jacobian, weights = self._residual(logs)
        damping, slow = 1e-3, 0
        for _ in range(steps):
            scale = np.sqrt(damping) * np.linalg.norm(jacobian, axis=0)
            stacked = np.vstack(
                [jacobian, np.diag(scale + 1e-300)]
            )  # not the normal equations: they lose half the digits
            step = -np.linalg.lstsq(stacked, np.append(residual, np.zeros(logs.size)), rcond=None)[0]
            step *= min(1.0, 0.3 / max(np.max(np.abs(step)), 1e-300))
            trial = self._residual(logs + step)
            gain = 1 - np.linalg.norm(trial[0]) / np.linalg.norm(residual)
            if gain > 0 and np.all(trial[2] > 0):
                logs, (residual, jacobian, weights) = logs + step, trial
                damping, slow = max(damping / 6, 1e-16), slow + 1 if gain < 0.02 else 0
            else:
                damping *= 6
            if np.linalg.norm(residual) < 1e-15 or damping > 1e8 or slow > 2:
                break
        return logs, weights

    def _effective(self, frequencies, weights) -> EffectiveBath:
        modes, static = MergedBath(frequencies, weights), float(np.sum(self.bath.weights) - np.sum(weights))
        error = float(self.influence @ np.abs(modes.response(self.nu) - self.target))
        valid = np.all(weights > 0) and static >= 0 and np.isfinite(error)
        return EffectiveBath(modes, static, error if valid else np.inf)


def _one_more(fits):
    """Extrapolate the pattern of the last two fits, as a function of the relative index, to one mode more."""
    relative = np.linspace(0, 1, len(fits) + 1)
    last, before = (np.interp(relative, np.linspace(0, 1, fit.size), fit) for fit in (fits[-1], fits[-2]))
    return last + 0.8 * (last - before)
