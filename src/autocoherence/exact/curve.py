r"""All biases at once: ln z and averages as functions of the bias.

The bath's kernel is ferromagnetic, so all zeros of z lie on the imaginary axis of the bias (Lee and Yang), at
:math:`|\epsilon| \ge \epsilon_0 = \pi/(\beta\max X)`. With :math:`\epsilon = \epsilon_0\sinh u` everything is
analytic for :math:`|{\rm Im}\,u| < \pi/2`: Chebyshev interpolation in u converges at a rate that is known beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.exact.blocks import TooLarge

__all__ = ["Curve", "Evaluated", "Known", "Nodes", "Points", "in_static_field", "static_field"]


@dataclass(frozen=True, eq=False)
class Nodes:
    """Biases >= 0 at which a curve up to ``largest`` has to be known for so many decimal digits."""

    zero: float
    largest: float
    digits: float

    @property
    def reach(self) -> float:
        """The end of the interval in u."""
        return float(np.arcsinh(max(self.largest / self.zero, 1e-3)) * (1 + 1e-12))

    @property
    def biases(self) -> np.ndarray:
        """The extrema u >= 0 of a Chebyshev polynomial of even degree, from the largest to zero."""
        ratio = np.pi / 2 / self.reach
        rate = np.log(ratio + np.hypot(1, ratio))
        degree = 2 * int(np.ceil((self.digits + 1) * np.log(10) / rate / 2 + 2))
        return self.zero * np.sinh(self.reach * np.cos(np.pi / degree * np.arange(degree // 2 + 1)))

    def curve(self, rows: np.ndarray, signs: np.ndarray) -> Curve:
        """Interpolate the columns of ``rows``, (bias, quantity), whose parities in the bias are ``signs``."""
        values = np.concatenate([rows, (signs * rows)[-2::-1]])
        degree = len(values) - 1
        j = np.arange(degree + 1)
        ends = np.where(j % degree, 1.0, 0.5)[:, None]
        cosines = np.cos(np.pi / degree * (np.outer(j, j) % (2 * degree)))
        coefficients = 2 / degree * ends * (cosines @ (ends * values))
        parities = (-1.0) ** j[:, None]
        return Curve(rows[:-1], self.zero, self.reach, np.where(parities == signs, coefficients, 0.0))


FIELDS = 2_000  # of a Gaussian field on either side of zero


@dataclass(frozen=True, eq=False)
class Curve:
    """Chebyshev series in u of ln z and of averages, and ``rows`` of their values at the nodes other than zero, where
    the odd ones vanish."""

    rows: np.ndarray
    zero: float
    reach: float
    coefficients: np.ndarray

    def __call__(self, bias: ArrayLike) -> np.ndarray:
        """Return ln z and the averages on the first axis, for biases of any shape within the reach."""
        u = np.arcsinh(np.asarray(bias) / self.zero) / self.reach
        return np.polynomial.chebyshev.chebval(u, self.coefficients)

    @property
    def tail(self) -> float:
        """What the series leave out, next to their largest terms: the last terms of either parity, where they grow
        most (T_k is k times u near its zero)."""
        sizes = np.abs(self.coefficients)
        scale = np.maximum(np.max(sizes, axis=0), 1e-300)
        scale[0] = max(scale[0], 1.0)
        return float(len(sizes) * np.max(sizes[-2:] / scale))


@dataclass(frozen=True, eq=False)
class Points:
    """The same as a table: ``values`` (bias, quantity) at some ``biases`` >= 0 in their order, each by itself."""

    values: np.ndarray
    biases: np.ndarray
    signs: np.ndarray
    tail: float = 0.0

    @property
    def rows(self) -> np.ndarray:
        """The values at biases other than zero."""
        return self.values[self.biases > 0]

    def __call__(self, bias: ArrayLike) -> np.ndarray:
        """Return ln z and the averages on the first axis, for these biases of any sign."""
        bias = np.asarray(bias)[..., None]
        values = self.values[np.searchsorted(self.biases, np.abs(bias[..., 0]))]
        return np.moveaxis(np.where(self.signs < 0, np.sign(bias), 1.0) * values, -1, 0)


Known: TypeAlias = "Curve | Points"
Evaluated: TypeAlias = tuple[np.ndarray, Callable[[np.ndarray], Any], Any]  # values, errors of them, sizes


def static_field(beta: float, static: float, steepest: float) -> tuple[np.ndarray, np.ndarray]:
    r"""Nodes of the trapezoidal rule for a Gaussian field, and logarithms of its weights.

    For an entire integrand under a Gaussian it is exact to :math:`e^{-2\pi^2\sigma^2/h^2}`.
    """
    width = np.sqrt(2 * static / beta)
    if width == 0.0:
        return np.zeros(1), np.zeros(1)
    step, count = 0.7 * width, np.ceil((7.5 + beta * width * steepest) / 0.7)
    if count > FIELDS:
        raise TooLarge
    fields = step * np.arange(-count, count + 1)
    return fields, np.log(0.7 / np.sqrt(2 * np.pi)) - fields**2 / (2 * width**2)


def in_static_field(bare: Curve, fields: np.ndarray, log_weights: np.ndarray, nodes: Nodes) -> np.ndarray:
    """Average a curve over the static field of the bath, at the biases of ``nodes``: (bias, quantity)."""
    log_z, *averages = bare(nodes.biases[:, None] + 2 * fields)
    exponents = log_z + log_weights
    top = exponents.max(axis=1, keepdims=True)
    weights = np.exp(exponents - top)
    sums = weights.sum(axis=1)
    rows = top[:, 0] + np.log(sums), *((weights * average).sum(axis=1) / sums for average in averages)
    return np.stack(rows, axis=1)
