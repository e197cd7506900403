"""One output spin on two baths, order by order in its own coupling."""

from __future__ import annotations

import numpy as np

from paper.routes import contour, fock, meanfield, raw, sectors
from paper.routes.operators import PAULI, X, Z
from paper.systems.sampling import modes, number, reorganization

DOMAIN = "theta of both signs, one mode below or above R, 1 < beta R < 4"


def turned(rng) -> dict:
    splitting, angle = number(rng, 0.8, 1.6), number(rng, 0.3, 1.2) * float(rng.choice([-1, 1]))
    start = np.cos(angle) * X - np.sin(angle) * Z
    energies = splitting / 2 * np.array([1.0, -1.0])
    s = {"beta": number(rng, 1.2, 2.2), "R": splitting, "angle": angle, "E": energies}
    s["xi"] = splitting * float(rng.choice([number(rng, 0.3, 0.7), number(rng, 1.4, 2.2)]))
    gaps = np.subtract.outer(energies, energies)
    s |= {"S0": start, "S": lambda t: start * np.exp(np.multiply.outer(t, gaps)), "kappa": 1.0}
    return s | {"tau": number(rng, 0.7, 1.0), "taup": number(rng, 0.2, 0.4)}


def expansion(rng) -> dict:
    s = turned(rng)
    bath = modes(rng, 2, low=2.4, high=3.4)
    return s | {"beta": number(rng, 1.0, 1.2), "modes": bath, "kappa": number(rng, 0.9, 1.0)}


def orders(s):
    second, fourth = contour.coefficients(np.diag(s.E), s.S0, s.modes, s.beta, 11)
    return s.kappa**4 * fourth, s.kappa**2 * second, s.kappa**4 * fourth


def exact(s):
    return fock.bath_average_of_exponential(np.diag(s.E), [(s.kappa * s.S0, s.modes)], s.beta, 10)


def kernel(s):
    return (raw.double_integral(s.xi, s.beta, s.E, s.S0),)


def component(index: int):
    """Return the coefficient of one Pauli matrix (the last one: of the unit matrix) in the raw kernel."""
    basis = [*PAULI, np.eye(2)]
    return lambda s: (np.trace(basis[index] @ kernel(s)[0]) / 2,)


def with_coefficients(rng) -> dict:
    """Add A, B, C and D from traces of the raw kernel."""
    s = turned(rng)
    plain = type("Sample", (), s)
    return s | {name: component(index)(plain)[0] for name, index in zip("ABCD", (3, 2, 0, 1), strict=True)}


def many_inputs(rng) -> dict:
    """Draw a small f2 with a bath of small or large reorganization energy: only the product matters."""
    heavy = rng.random() < 0.5
    s = {"beta": 2.0, "omega": number(rng, 0.9, 1.1), "omega1": 0.6, "M": 2, "f1": 0.001, "f2": 0.1, "heavy": heavy}
    coupling = 16.0 if heavy else 0.8
    return s | {"left": [(number(rng, 2.0, 2.4), coupling)]}


def zeroth_order_error(s):
    """Return the error of (121) with the ordered exponential replaced by 1, as f2 << 1 suggests."""
    _, value, _ = sectors.solve(s.beta, s.omega, [[(s.f1, s.omega1)] * s.M], [(s.f2, s.left)], 120)
    energy = reorganization(s.left)
    leading = meanfield.coherence(s.beta, s.omega, [(energy, s.f2, [(s.f1, s.omega1)] * s.M)])
    return {"error": abs(leading / value - 1)}


LEVELS = 11


def separate(rng) -> dict:
    """Return two baths on one output spin, of which the second is perhaps not coupled."""
    s = expansion(rng)
    both = bool(rng.random() < 0.5)
    s |= {"both": both, "f2": number(rng, 0.4, 0.6), "g3": number(rng, 0.4, 0.6)}
    s["g2"] = s["g3"] * both
    return s | {"T": lambda f, g: two_baths(s, f, g)}


def two_baths(s: dict, f: float, g: float) -> np.ndarray:
    arms = [(a * s["S0"], [mode]) for a, mode in zip((f, g), s["modes"], strict=True)]
    return fock.bath_average_of_exponential(np.diag(s["E"]), arms, s["beta"], LEVELS)
