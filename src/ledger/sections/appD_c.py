"""Appendix D, Eqs. (122)-(127): the ordered exponential order by order, and the claims on it."""

from __future__ import annotations

import numpy as np

from autocoherence import second_order_kernel
from ledger.entry import Entry, Slope
from ledger.routes import contour, fock, meanfield, raw, sectors
from ledger.routes.operators import PAULI, X, Z
from ledger.sections.sampling import modes, number, reorganization

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


def library(index: int):
    return lambda s: (0, second_order_kernel(s.xi, s.R, s.angle, s.beta)[index])


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


_TWO = "kappa**2 * bath(lambda xi1: ordered(lambda tau1, tau2: phi(xi1, tau1 - tau2, beta) * S(tau1) @ S(tau2), beta), modes)"
_SERIES = (
    "kappa**4 / factorial(2) * bath(lambda xi1: bath(lambda xi2: hypercube(lambda t1, t2, t3, t4:"
    " G(xi1, t1 - t2, beta) * G(xi2, t3 - t4, beta), S, beta), modes), modes)"
)
_FOUR = (
    "kappa**4 * bath(lambda xi1: bath(lambda xi2: descending(lambda t1, t2, t3, t4:"
    " phi(xi1, t1 - t2, beta) * phi(xi2, t3 - t4, beta) + phi(xi1, t1 - t3, beta) * phi(xi2, t2 - t4, beta)"
    " + phi(xi1, t1 - t4, beta) * phi(xi2, t2 - t3, beta), S, beta), modes), modes)"
)
_LITERAL = "line(lambda tau1: line(lambda tau2: phi(xi, tau1 - tau2, beta) * S({0}) @ S({1}), tau1), beta)"
_SUM = "A * one + B * sz + C * sx + D * sy"
_C2, _SC = "cos(angle)**2", "sin(angle) * cos(angle)"
A = (
    f"{_C2} * (beta * xi * (xi**2 - R**2) + 2 * (xi**2 + R**2) * coth(beta * xi / 2) * sinh(beta * R / 2)**2) / (xi**2 - R**2)**2"
    f" - {_C2} * 2 * xi * R * sinh(beta * R) / (xi**2 - R**2)**2 + sin(angle)**2 * beta / xi"
)
B = (
    f"{_C2} * ((xi**2 + R**2) * coth(beta * xi / 2) * sinh(beta * R) - beta * R**3 * coth(beta * xi / 2)) / (xi**2 - R**2)**2"
    f" + {_C2} * xi * R * (beta * xi * coth(beta * xi / 2) - 4 * cosh(beta * R / 2)**2) / (xi**2 - R**2)**2"
)
C = f"2 * {_SC} * (xi * coth(beta * xi / 2) * sinh(beta * R) - 2 * R * cosh(beta * R / 2)**2) / (xi * (xi**2 - R**2))"
D = f"2j * {_SC} * (2 * xi * coth(beta * xi / 2) * sinh(beta * R / 2)**2 - R * sinh(beta * R)) / (xi * (xi**2 - R**2))"


def _coefficient(number_: int, form: str, index: int, library_index: int) -> Entry:
    return Entry(
        number_,
        "leading order",
        (form,),
        turned,
        {"raw tau integral with matrices": component(index)},
        DOMAIN,
        samples=6,
        library={"second_order_kernel": library(library_index)},
    )


ENTRIES = [
    Entry(
        122,
        "leading order",
        (_SERIES, _TWO, _FOUR),
        expansion,
        {"exact average on a circle of complex couplings": orders},
        "theta of both signs, 2 modes, beta xi > 2.4; remainder from the exact average",
        slope=Slope(6, ("kappa",), f"one + {_TWO} + {_FOUR}", exact, scales=(0.8, 0.6, 0.4)),
        tolerance=1e-7,
        samples=2,
    ),
    Entry(
        123,
        "definition",
        (_LITERAL.format("tau", "taup"), _SUM),
        with_coefficients,
        {"raw tau integral with matrices": lambda s: kernel(s) * 2},
        DOMAIN,
        corrected=(_LITERAL.format("tau1", "tau2"), _SUM),
        latex=((r"\Sigma^x(\tau) \Sigma^x(\tau')", r"\Sigma^x(\tau_1) \Sigma^x(\tau_2)"),),
        remark="The operators carry tau and tau', which are not integrated over; tau_1 and tau_2 are meant.",
    ),
    _coefficient(124, A, 3, 0),
    _coefficient(125, B, 2, 1),
    _coefficient(126, C, 0, 2),
    _coefficient(127, D, 1, 3),
    Entry(
        "small-output-coupling",
        "claim",
        ("error < 0.05",),
        many_inputs,
        {"exact diagonalization, M = 2 inputs, 120 levels": zeroth_order_error},
        "f2 = 0.1 in all samples; Omega of 0.3 or 120",
        condition="f_2^2 Omega << omega and beta f_2^2 Omega << 1: the bath's strength counts, not f_2 alone",
        inside=lambda s: not s.heavy,
        samples=6,
        statement="The perturbative calculation of the ordered exponentials requires f_2, g_2 << 1 (below Eq. (121)).",
    ),
]
