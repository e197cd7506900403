"""Appendix D, Eqs. (122)-(127): the ordered exponential order by order."""

from __future__ import annotations

from autocoherence import second_order_kernel
from ledger.entry import POINT, Entry, Proof, Slope
from paper.systems.expansion import DOMAIN, component, exact, expansion, kernel, orders, turned, with_coefficients


def library(index: int):
    return lambda s: (0, second_order_kernel(s.xi, s.R, s.angle, s.beta)[index])


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
        "identity",
        (form,),
        turned,
        {"raw tau integral with matrices": component(index)},
        DOMAIN,
        samples=6,
        library={"second_order_kernel": library(library_index)},
        proof=Proof(),
    )


ENTRIES = [
    Entry(
        number=122,
        kind="leading order",
        printed=(_SERIES, _TWO, _FOUR),
        sample=expansion,
        routes={"exact average on a circle of complex couplings": orders},
        domain="theta of both signs, 2 modes, beta xi > 2.4; remainder from the exact average",
        slope=Slope(6, ("kappa",), f"one + {_TWO} + {_FOUR}", exact, scales=(0.8, 0.6, 0.4)),
        tolerance=1e-7,
        samples=2,
        proof=Proof(numbers=POINT),
    ),
    Entry(
        number=123,
        kind="definition",
        printed=(_LITERAL.format("tau", "taup"), _SUM),
        sample=with_coefficients,
        routes={"raw tau integral with matrices": lambda s: kernel(s) * 2},
        domain=DOMAIN,
        corrected=(_LITERAL.format("tau1", "tau2"), _SUM),
        latex=((r"\Sigma^x(\tau) \Sigma^x(\tau')", r"\Sigma^x(\tau_1) \Sigma^x(\tau_2)"),),
        remark="The operators carry tau and tau', which are not integrated over; tau_1 and tau_2 are meant.",
        proof=Proof(),
    ),
    _coefficient(124, A, 3, 0),
    _coefficient(125, B, 2, 1),
    _coefficient(126, C, 0, 2),
    _coefficient(127, D, 1, 3),
]
