r"""A continuous spectral density as finitely many modes: panels of :math:`\ln\xi` from end to end, and beyond."""

from __future__ import annotations

import numpy as np

from autocoherence.modes import Modes
from autocoherence.quadrature import EPS, LONGEST, Panels, integrate, reduced
from autocoherence.types import ArrayFunction

__all__ = ["continuum_modes"]

BELOW, ABOVE = 37.0, 23.0  # modes lie in scale * (1e-16 ... 1e10); what is beyond is lumped into the outermost
FARTHEST = 1e290  # the ends are followed no further, nor below its inverse
GRADING = 8  # panels halve this often towards each scale
NEAR = 12.0  # so far from a scale, in ln(xi), the function is compared at
DENSE, SPARSE = 2**14, 2**10  # so many places per unit of ln(xi), and beyond
SLOWEST = 0.02  # the slowest power of xi that is told from a constant or a logarithm
DECADES = 745.0  # ln(xi) over all doubles: the integral of a constant I/xi that is too small to matter
WINDOW = 9  # places, a factor e apart, at which a power law is looked for


def continuum_modes(
    function: ArrayFunction, scale: np.ndarray, breaks: np.ndarray, clues: np.ndarray, tolerance: float
) -> tuple[Modes, float]:
    """Return modes that stand for a function of the frequency, and the error of its integrals over their largest.

    At each of the ``clues``, as at ``scale`` and ``breaks``, a feature of any width is seen.
    Raises `ValueError` if the tolerance is not reached, if the function is zero throughout, or not integrable.
    """

    def density(low: np.ndarray, high: np.ndarray) -> np.ndarray:
        middle = 0.5 * (np.log(low) + np.log(high))
        distance = np.min(np.abs(middle[:, None] - np.log(scale)), axis=1)
        return np.where(distance < NEAR, DENSE, SPARSE)

    edges = starting_edges(scale, breaks, clues)
    panels = integrate(function, edges, tolerance, density)
    total = panels.mass.sum()
    below = _end(function, edges[0], -1.0, total, tolerance)
    above = _end(function, edges[-1], 1.0, total, tolerance)
    total += below[0] + above[0]
    if not total > 0:
        raise ValueError(
            f"function is 0 everywhere around scale = {tuple(scale.tolist())}; valid: positive somewhere there, "
            "or a scale where it is"
        )
    used = panels.weights > 0
    t, weights, change = reduced(np.log(panels.nodes[used]), panels.weights[used])
    weights[0] += below[0]
    weights[-1] += above[0]
    doubt = panels.error.sum() + EPS * panels.jumps + below[1] + above[1] + change
    error = float(doubt / total + 8 * EPS)
    if error > tolerance:
        raise ValueError(_not_reached(tolerance, error, panels, below[1], above[1]))
    return Modes(np.exp(t), weights), error


def _not_reached(tolerance: float, error: float, panels: Panels, below: float, above: float) -> str:
    """Say how far the tolerance was missed, where, and what would help."""
    worst = np.argmax(panels.error)
    doubts = {"0": below, f"xi = {panels.low[worst]:.6g}": panels.error[worst], "infinity": above}
    place = max(doubts, key=lambda place: float(doubts[place]))
    return (
        f"tolerance = {tolerance:g} is not reached (error {error:.1e}, largest near {place}); "
        "valid: breaks=[...] where the function jumps or bends, a scale at each of its peaks, a smoother function, "
        "or a larger tolerance"
    )


def _end(function: ArrayFunction, edge: float, outward: float, total: float, tolerance: float) -> tuple[float, float]:
    r"""Return the integral of I/xi beyond an end of the panels, and how far it is in doubt.

    A power law goes on as it is; slow ones, and what is none, are followed by more panels as far as doubles go.
    """
    mass, doubt, first = 0.0, 0.0, edge
    while True:
        values = function(edge * (1 - outward * 8 * EPS) * np.exp(-outward * np.arange(float(WINDOW))))
        rest, unsure = _power_law(values, total)
        step = np.clip(edge * np.exp(outward * BELOW), 1 / FARTHEST, FARTHEST)
        if unsure <= EPS * total or abs(np.log(step / edge)) < 1:
            break
        edges = np.geomspace(min(edge, step), max(edge, step), 1 + int(BELOW / LONGEST))
        try:
            panels = integrate(function, edges, tolerance, lambda low, high: np.full(low.size, 8), total)
        except ValueError:  # too far out for the function
            break
        mass, doubt, edge = mass + panels.mass.sum(), doubt + panels.error.sum(), step
    if unsure > tolerance * total and values[0] >= 0.5 * function(np.array([first]))[0]:
        where, valid = ("infinity", "I ~ xi^-p with p > 0") if outward > 0 else ("0", "I ~ xi^s with s > 0")
        raise ValueError(
            f"function / xi is not integrable at {where}: I changes by a factor {values[1] / values[0]:.3g} from "
            f"xi = {edge:.1e} to {edge * np.exp(-outward):.1e}; valid: {valid} (at least {SLOWEST:g}) there"
        )
    return mass + rest, doubt + unsure


def _power_law(values: np.ndarray, total: float) -> tuple[float, float]:
    """Return the integral of I/xi beyond the first of some values, a factor e apart, of a power law; and its doubt.

    With I ~ xi^p it is I/|p|; that p changes from one to another says how good this is: the next term of the series
    is I p'/p^3, which a slow power makes large.
    """
    anything = values[0] * DECADES
    if anything <= EPS * total:
        return 0.0, anything
    growth = np.diff(np.log(values)) if values.all() else np.full(WINDOW - 1, -np.inf)
    if growth[0] < SLOWEST:
        return anything, anything
    change = np.max(np.abs(growth - growth[0]))
    return values[0] / growth[0], values[0] * change * max(3, 1 / growth[0]) / growth[0] ** 2


def starting_edges(scale: np.ndarray, breaks: np.ndarray, clues: np.ndarray) -> np.ndarray:
    """Return edges at most `LONGEST` apart in ln(xi), graded towards each scale, with the breaks among them."""
    steps = np.exp(2.0 ** -np.arange(GRADING))
    near = (scale[:, None] * np.concatenate([1 / steps, [1.0], steps])).ravel()
    known = np.append(scale, breaks)
    ends = [max(known.min() * np.exp(-BELOW), 1 / FARTHEST), min(known.max() * np.exp(ABOVE), FARTHEST)]
    clues = clues[(clues > ends[0]) & (clues < ends[1])]
    edges = np.unique(np.concatenate([ends, near, breaks, clues]))
    certain, apart = np.isin(edges, known), np.diff(edges) > 64 * EPS * edges[1:]
    edges = edges[certain | np.append(True, apart) & np.append(apart | ~certain[1:], True)]
    parts = np.ceil(np.log(edges[1:] / edges[:-1]) / LONGEST).astype(int)
    pieces = [low * (high / low) ** (np.arange(n) / n) for low, high, n in zip(edges, edges[1:], parts, strict=False)]
    return np.append(np.concatenate(pieces), edges[-1])
