r"""Figures 2, 3 and 5 as Chebyshev series in the exponent, the cut-off and both axes of the figure.

The page evaluates them while sliders move. A series stands for the logarithm of

.. math:: f(s, c, b, w) \, b^{-p} \left[\frac{\tanh(bw/2)}{bw/2}\right]^{-q}

with b and w the axes of the figure in units of :math:`\omega_1`, c the cut-off, and p and q such that
nothing is left that vanishes or has a pole nearby. In :math:`\ln s`, :math:`\ln c`, :math:`\sqrt b`
and :math:`\sqrt w` it converges geometrically. `library` is what it is made from, and measured against.
"""

from __future__ import annotations

import numpy as np

from autocoherence import (
    Arm,
    PowerLawBath,
    advantage_ratio,
    induced_coherence,
    spin_signal_to_noise,
)
from reproduction.report.text import packed_integers

__all__ = ["BOUND", "library", "recomputed"]

BOUND = 1e-4  # relative error that no point may exceed
EXPONENT, CUTOFF = (0.3, 3.0), (1.0, 100.0)
THERE = {"log": np.log, "sqrt": np.sqrt}
BACK = {"log": np.exp, "sqrt": np.square}
VARIABLES = ("log", "log", "sqrt", "sqrt")
STEP = 2e-7  # a coefficient is rounded to a multiple of this, and what is nothing then is left out
CHECKS, POINTS = 40, 16  # baths, and points along each axis, at which it is measured
LOWEST = 0.03  # of the root of b and of w: below, the figure has no pixel
POWERS = {27: (2.0, 1.0), 29: (0.0, 1.0), 51: (1.5, 0.0)}  # equation: (p, q)
SIZES = {27: (12, 4, 20, 2), 29: (16, 12, 44, 2), 51: (12, 12, 30, 28)}  # nodes along each axis


def library(equation: int, exponent, cutoff, beta, omega):
    """Return what the figure drawn from an equation shows at one exponent and cut-off.

    ``beta`` and ``omega`` broadcast; the input spins' frequency is the unit.
    """
    bath = PowerLawBath(1.0, float(exponent), float(cutoff))
    if equation == 29:
        return advantage_ratio(beta, 1.0, omega, bath)
    if equation == 51:
        return spin_signal_to_noise(beta, omega, Arm(bath, 0.25, 1.0, 1.0))
    return induced_coherence(beta, omega, Arm(bath, -0.25, 1.0, 1.0))


def recomputed(equation: int, beta_max: float, omega_max: float) -> dict:
    """Return the series of the figure drawn from an equation, as the page's script reads it.

    ``error`` is its largest relative error at points drawn at random from all of its domain.
    Raises `ArithmeticError` if that is above `BOUND`.
    """
    low = [EXPONENT[0], CUTOFF[0], 0.0, 0.0]
    high = [EXPONENT[1], CUTOFF[1], beta_max, omega_max]
    ends = [(THERE[v](a), THERE[v](b)) for v, a, b in zip(VARIABLES, low, high, strict=True)]
    steps = trimmed(np.rint(transformed(sampled(equation, ends)) / STEP))
    error = worst(equation, STEP * steps, ends)
    if error > BOUND:
        raise ArithmeticError(f"the series of Eq. ({equation}) is off by {error:.1e}; valid: {BOUND:g}")
    return {
        "equation": equation,
        "variables": VARIABLES,
        "ends": [[float(a), float(b)] for a, b in ends],
        "low": low,
        "high": high,
        "powers": POWERS[equation],
        "shape": list(steps.shape),
        "step": STEP,
        "values": packed_integers(steps),
        "error": error,
    }


def sampled(equation, ends) -> np.ndarray:
    """Return the logarithm at the Chebyshev nodes of all axes."""
    axes = [
        BACK[v]((a + b) / 2 + (b - a) / 2 * np.cos(np.pi * (np.arange(n) + 0.5) / n))
        for v, (a, b), n in zip(VARIABLES, ends, SIZES[equation], strict=True)
    ]
    exponents, cutoffs, beta, omega = axes
    values = np.array([[library(equation, s, c, beta[:, None], omega) for c in cutoffs] for s in exponents])
    return np.log(values) - factor(equation, beta[:, None], omega)


def factor(equation, beta, omega):
    r"""Return :math:`p\ln b + q\ln[\tanh(bw/2)/(bw/2)]`."""
    power, response = POWERS[equation]
    y = beta * omega / 2
    return power * np.log(beta) + response * np.log(np.tanh(y) / y)


def transformed(values) -> np.ndarray:
    """Return the Chebyshev coefficients along all axes."""
    for axis, size in enumerate(values.shape):
        angles = np.pi * (np.arange(size) + 0.5) / size
        matrix = 2 / size * np.cos(np.outer(np.arange(size), angles))
        matrix[0] /= 2
        values = np.moveaxis(np.tensordot(matrix, values, (1, axis)), 0, axis)
    return values


def trimmed(coefficients) -> np.ndarray:
    """Return the coefficients without the zeros at the end of each axis."""
    sizes = [places.max() + 1 for places in np.nonzero(coefficients)]
    return coefficients[tuple(map(slice, sizes))]


def worst(equation, coefficients, ends) -> float:
    """Return the largest relative error at random baths and those of the corners, each on a grid
    with both ends; all are dense there, where a series errs most."""
    generator, errors = np.random.default_rng(equation), []
    corners = [(s, c) for s in (0.0, 1.0) for c in (0.0, 1.0)]
    for place in [*corners, *dense(generator.random((CHECKS, 2)))]:
        axes = [np.array([one]) for one in place]
        axes += [np.append(dense(row), (LOWEST, 1.0)) for row in generator.random((2, POINTS))]
        points = [BACK[v](a + (b - a) * part) for v, (a, b), part in zip(VARIABLES, ends, axes, strict=True)]
        exponent, cutoff, beta, omega = points
        exact = library(equation, exponent[0], cutoff[0], beta[:, None], omega)
        value = evaluated(coefficients, axes) + factor(equation, beta[:, None], omega)
        errors.append(np.max(np.abs(np.exp(value) / exact - 1)))
    return float(np.max(errors))


def dense(places):
    """Return places from 0 to 1, moved towards both ends."""
    return (1 - np.cos(np.pi * places)) / 2


def evaluated(coefficients, axes) -> np.ndarray:
    """Return the series on a grid of one bath, whose axes run from 0 to 1."""
    for place in axes:
        orders = np.arange(len(coefficients))
        basis = np.cos(np.outer(np.arccos(2 * place - 1), orders))
        coefficients = np.moveaxis(np.tensordot(basis, coefficients, (1, 0)), 0, -1)
    return coefficients[0, 0]
