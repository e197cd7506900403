r"""Integrals over the logarithm of the frequency of functions that may jump, bend, vanish or peak anywhere.

A panel is trusted if two unrelated rules agree on it *and* its interpolant meets the function at many places between
the nodes and next to both edges. Panels that fail are split, where they are narrow at the jump or kink that is found in
them, which then is an edge. The many nodes that remain become few ones that respond alike, see `reduced`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np

from autocoherence.types import ArrayFunction

__all__ = ["Panels", "integrate", "reduced"]

EPS = np.finfo(float).eps
GAUSS, LOBATTO = 12, 33  # nodes of the two rules; 1/(xi^2 + nu^2) is integrated to 4.4^(-2 GAUSS) = 3e-16 for any nu
LONGEST = 1.5  # panels of ln(xi)
ROUNDING = 16 * EPS  # of a function, relative to its largest value in the panel
FEWEST, MOST_AUDITS = 32, 2**15  # places per panel at which function and interpolant are compared
NARROW = 0.03  # panels below are searched for what makes them fail
NARROWEST = 64 * EPS  # and these are not split any more
MOST = 2**15  # panels
NOISE = 1e-8  # relative misfits below may be rounding of the function
INSIDE = 8 * EPS  # the value at an edge is taken from inside, for the function may jump there


@dataclass(frozen=True, eq=False)
class Panels:
    """Panels from ``low`` to ``high`` with the nodes, weights (times the function) and errors of their integrals.

    ``bound`` is the error if the worst misfit of the interpolant stood for all, ``scatter`` if it is noise; ``middle``
    is where to split a panel: at the worst misfit if it stands alone, so that it is not lost again.
    """

    low: np.ndarray
    high: np.ndarray
    nodes: np.ndarray
    weights: np.ndarray
    bound: np.ndarray
    scatter: np.ndarray
    noisy: np.ndarray
    middle: np.ndarray

    @property
    def jumps(self) -> float:
        """Return the sum of all jumps between neighbours; the places of jumps are known to a rounding of each."""
        ends = 2 * self.weights[:, [0, -1]] / np.log1p((self.high - self.low) / self.low)[:, None]
        return float(((LOBATTO - 1) ** 2 - 1) * np.sum(np.abs(ends[1:, 0] - ends[:-1, 1])))

    @property
    def error(self) -> np.ndarray:
        """Return the error of the integral over each panel."""
        return np.where(self.noisy, self.scatter, self.bound)

    @property
    def mass(self) -> np.ndarray:
        """Return the integral over each panel."""
        return self.weights.sum(axis=1)

    def __getitem__(self, which: np.ndarray) -> Panels:
        return Panels(*(getattr(self, field.name)[which] for field in fields(self)))

    def __add__(self, other: Panels) -> Panels:
        pairs = ((getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        return Panels(*(np.concatenate(pair) for pair in pairs))


def integrate(
    function: ArrayFunction, edges: np.ndarray, tolerance: float, density: ArrayFunction, total: float = 0.0
) -> Panels:
    """Split the panels between ``edges`` until the sum of their errors is well below ``tolerance`` times the integral.

    ``function`` takes and returns one-dimensional arrays; ``density(low, high)`` is the number of comparisons per
    unit of ln(xi); ``total`` is what else the integral consists of. What cannot be reached is left in the errors.
    """
    panels = _measured(function, edges[:-1], edges[1:], density)
    while panels.low.size < MOST:
        known = total + panels.mass.sum() + panels.error.sum()  # more than there is, until a peak is resolved
        allowed = 0.25 * tolerance * known / panels.low.size
        bad = panels.error > np.maximum(allowed, 2 * EPS * panels.mass)
        bad &= ~panels.noisy & (panels.high - panels.low > NARROWEST * panels.low)
        bad &= panels.error > 1e-3 * np.max(panels.error, where=bad, initial=0.0)  # the worst first
        if not bad.any():
            break
        panels = panels[~bad] + _halves(function, panels[bad], density)
    return panels[np.argsort(panels.low)]


def _halves(function: ArrayFunction, parents: Panels, density: ArrayFunction) -> Panels:
    """Split panels; where a small misfit is no smaller in both halves it is the function's own rounding."""
    middle = _split(function, parents)
    low, high = np.append(parents.low, middle), np.append(middle, parents.high)
    halves = _measured(function, low, high, density)
    better = np.min(halves.bound.reshape(2, -1), axis=0) < 0.4 * parents.bound
    return replace(halves, noisy=np.tile(parents.noisy | ~better, 2) & (halves.bound < NOISE * halves.mass))


def _measured(function: ArrayFunction, low: np.ndarray, high: np.ndarray, density: ArrayFunction) -> Panels:
    """Evaluate both rules and compare, for panels of equal numbers of comparisons together."""
    width = np.log1p((high - low) / low)
    wanted = np.ceil(np.log2(np.maximum(density(low, high) * width, 1)))
    audits = np.clip(2.0**wanted, FEWEST, MOST_AUDITS).astype(int)
    parts, order = [], []
    for count in np.unique(audits):
        here = np.flatnonzero(audits == count)
        for some in np.array_split(here, 1 + here.size * count // 2**19):
            parts.append(_judged(function, low[some], high[some], width[some], *_rules(int(count))))
            order.append(some)
    panels = parts[0]
    for part in parts[1:]:
        panels = panels + part
    return panels[np.argsort(np.concatenate(order))]


def _judged(
    function: ArrayFunction,
    low: np.ndarray,
    high: np.ndarray,
    width: np.ndarray,
    x: np.ndarray,
    lobatto: np.ndarray,
    gauss: np.ndarray,
    interpolant: np.ndarray,
    derivative: np.ndarray,
) -> Panels:
    """Return panels with twice the difference of the rules for their mass and for their response at their own
    frequency, and the misfit of the interpolant times their width."""
    inside = low * (1 + INSIDE), high * (1 - INSIDE)
    xi = np.clip(low[:, None] * np.exp(0.5 * width[:, None] * (1 + x)), inside[0][:, None], inside[1][:, None])
    values = function(xi.ravel()).reshape(xi.shape)
    shift = 2 / width[:, None] * np.log1p((xi - low[:, None]) / low[:, None]) - 1 - x  # frequencies are rounded
    slopes, largest = values[:, :LOBATTO] @ derivative, np.max(values, axis=1)
    values = values - slopes * shift
    first, second = values[:, :LOBATTO], values[:, LOBATTO : LOBATTO + GAUSS]
    error = np.zeros(low.size)
    for power in (0.0, 1.0):  # without and with the response 1/(1 + (nu/xi)^2) at the middle of the panel
        kernel = 1 / (1 + power * np.exp(-width[:, None] * x))
        one = (first * kernel[:, :LOBATTO]) @ lobatto
        error = np.maximum(error, np.abs(one - (second * kernel[:, LOBATTO : LOBATTO + GAUSS]) @ gauss))
    misfit = np.abs(first @ interpolant - values[:, LOBATTO + GAUSS :])
    misfit = np.maximum(misfit - ROUNDING * largest[:, None], 0.0)
    bound, scatter = np.max(misfit, axis=1), np.sqrt(np.mean(misfit**2, axis=1))
    worst = xi[np.arange(low.size), LOBATTO + GAUSS + np.argmax(misfit, axis=1)]
    middle = np.where(bound > 10 * scatter, worst, low * np.sqrt(high / low))
    weights = 0.5 * width[:, None] * lobatto * np.maximum(first, 0.0)
    errors = width * (error + bound), width * (error + 0.25 * scatter)
    return Panels(low, high, xi[:, :LOBATTO], weights, *errors, np.zeros(low.size, bool), middle)


@lru_cache(maxsize=32)
def _rules(audits: int) -> tuple[np.ndarray, ...]:
    """Return all places on [-1, 1], the weights of both rules, and the matrix from the Lobatto nodes to the audits."""
    n = LOBATTO - 1
    k = np.arange(LOBATTO)
    nodes = -np.cos(np.pi * k / n)
    even = np.arange(2, n, 2)
    lobatto = 1 - 2 * np.cos(np.outer(np.pi * k / n, even)) @ (1 / (even**2 - 1.0)) - np.cos(np.pi * k) / (n**2 - 1)
    lobatto *= 2 / n * np.where((k == 0) | (k == n), 0.5, 1.0)
    x, gauss = np.polynomial.legendre.leggauss(GAUSS)
    golden = (np.arange(1, audits + 1) * (np.sqrt(5) - 1) / 2) % 1  # no period that a function could share
    near = 2.0 ** -np.arange(3, 40 if audits > FEWEST else 12, 0.25 if audits > FEWEST else 1)
    places = 2 * np.concatenate([golden, near, 1 - near]) - 1
    signs = (-1.0) ** k * np.where((k == 0) | (k == n), 0.5, 1.0)
    parts = signs[:, None] / np.subtract.outer(nodes, np.append(x, places))
    interpolant = parts / parts.sum(axis=0)
    gaps = np.subtract.outer(nodes, nodes) + np.eye(LOBATTO)
    slopes = signs / signs[:, None] / gaps * (1 - np.eye(LOBATTO))  # (node, value)
    slopes -= np.diag(slopes.sum(axis=1))
    derivative = slopes.T @ np.hstack([np.eye(LOBATTO), interpolant])
    return np.concatenate([nodes, x, places]), lobatto, gauss, interpolant[:, GAUSS:], derivative


def _split(function: ArrayFunction, panels: Panels) -> np.ndarray:
    """Return where to split panels: narrow ones where the function jumps or bends, if it does."""
    low, high, where = panels.low, panels.high, panels.middle.copy()
    narrow = np.flatnonzero(high - low < NARROW * low)
    if narrow.size:
        found, sure = _sharpest(function, low[narrow], high[narrow])
        margin = 0.01 * NARROWEST * low[narrow]
        sure &= (found > low[narrow] + margin) & (found < high[narrow] - margin)
        where[narrow[sure]] = found[sure]
    return where


def _sharpest(
    function: ArrayFunction, low: np.ndarray, high: np.ndarray, points: int = 25
) -> tuple[np.ndarray, np.ndarray]:
    """Zoom in on the largest second difference as long as it stands out: at a jump to the last bit, at a kink until
    rounding hides it, and hardly where the function is smooth. Return the places, and whether it stood out twice."""
    low, high, depth = low.copy(), high.copy(), np.zeros(low.size, int)
    active = np.arange(low.size)
    for _ in range(16):
        xi = low[active, None] + (high - low)[active, None] * np.linspace(0, 1, points)
        values = function(xi.ravel()).reshape(xi.shape)
        bends = np.abs(np.diff(values, 2, axis=1))
        place = np.argmax(bends, axis=1)[:, None]
        largest = np.take_along_axis(bends, place, 1)[:, 0]
        stands_out = largest > 10 * np.median(bends, axis=1) + ROUNDING * np.max(values, axis=1)
        low[active[stands_out]] = np.take_along_axis(xi, place, 1)[stands_out, 0]
        high[active[stands_out]] = np.take_along_axis(xi, place + 2, 1)[stands_out, 0]
        depth[active[stands_out]] += 1
        active = active[stands_out & ((high - low)[active] > 2 * EPS * high[active])]
        if not active.size:
            break
    return 0.5 * (low + high), depth >= 2


def reduced(t: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    r"""Return few modes that respond like many, and what that changes.

    In bins of `LONGEST`, each :math:`\sum_k r_k f(\ln\xi_k)` becomes the Gauss rule of this very sum, positive and
    exact for polynomials f of degree 2 GAUSS - 1, which all responses of a bath are to rounding.
    """
    parts, change = [], 0.0
    bins = np.floor((t - t.min()) / LONGEST)
    for number in np.unique(bins):
        here = bins == number
        few, some = _gauss_rule(t[here], weights[here])
        middle = t.min() + (number + 0.5) * LONGEST
        responses = [w @ (1 / (1 + np.exp(2 * (middle - s)))) for s, w in ((few, some), (t[here], weights[here]))]
        change += abs(responses[0] - responses[1])
        parts.append((few, some))
    return np.concatenate([few for few, _ in parts]), np.concatenate([some for _, some in parts]), change


def _gauss_rule(t: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return nodes and weights of the Gauss rule of a discrete measure (Lanczos, Golub-Welsch)."""
    if t.size <= GAUSS:
        return t, weights
    centre, total = 0.5 * (t.min() + t.max()), weights.sum()
    diagonal, beside = [], []
    basis = [np.sqrt(weights / total)]
    for _ in range(GAUSS):
        step = (t - centre) * basis[-1]
        diagonal.append(step @ basis[-1])
        known = np.array(basis)
        step -= known.T @ (known @ step)
        step -= known.T @ (known @ step)
        beside.append(np.linalg.norm(step))
        if beside[-1] < 1e-14 * LONGEST:
            break
        basis.append(step / beside[-1])
    nodes, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside[: len(diagonal) - 1], -1))
    return centre + nodes, total * vectors[0] ** 2
