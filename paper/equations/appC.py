"""Appendix C, Eqs. (90)-(96): the correlation of two outputs in detail."""

from __future__ import annotations

from ledger.entry import Entry, Proof, Slope
from paper.systems.correlation import ONE, letter, product_part, sample, total, with_state
from paper.systems.two_outputs import DOMAIN, covariance, exact_covariance

_Q = "(2 * xi**2 - w1**2 - w2**2) / (w1**2 - w2**2)"

_A = (
    f"xi * w1 * sinh(beta * w1) * (cosh(beta * w2) * {_Q} - 1) - xi * w2 * sinh(beta * w2) * (cosh(beta * w1) * {_Q} + 1)"
    " + w1 * w2 * coth(beta * xi / 2) * sinh(beta * w1) * sinh(beta * w2)"
    " - 4 * xi**2 * coth(beta * xi / 2) * sinh(beta * w1 / 2)**2 * sinh(beta * w2 / 2)**2"
)

_B = (
    f"xi * w2 * sinh(beta * w1) * (1 - cosh(beta * w2) * {_Q}) + xi * w1 * sinh(beta * w2) * (cosh(beta * w1) * {_Q} + 1)"
    " + 4 * w1 * w2 * coth(beta * xi / 2) * sinh(beta * w1 / 2)**2 * sinh(beta * w2 / 2)**2"
    " - xi**2 * coth(beta * xi / 2) * sinh(beta * w1) * sinh(beta * w2)"
)

_C = (
    f"xi * w1 * sinh(beta * w1) * sinh(beta * w2) * {_Q} - xi * w2 * (cosh(beta * w1) * cosh(beta * w2) - 1) * {_Q}"
    " + 2 * w1 * w2 * coth(beta * xi / 2) * sinh(beta * w1) * sinh(beta * w2 / 2)**2"
    " - 2 * xi**2 * coth(beta * xi / 2) * sinh(beta * w1 / 2)**2 * sinh(beta * w2)"
    " + xi * w2 * (cosh(beta * w1) - cosh(beta * w2))"
)

_D = (
    f"-xi * w2 * sinh(beta * w1) * sinh(beta * w2) * {_Q} + xi * w1 * (cosh(beta * w1) * cosh(beta * w2) - 1) * {_Q}"
    " + 2 * w1 * w2 * coth(beta * xi / 2) * sinh(beta * w1 / 2)**2 * sinh(beta * w2)"
    " - 2 * xi**2 * coth(beta * xi / 2) * sinh(beta * w1) * sinh(beta * w2 / 2)**2"
    " + xi * w1 * (cosh(beta * w2) - cosh(beta * w1))"
)

_K = (
    "4 * (w1 * w2 * coth(beta * xi / 2) * tanh(beta * w1 / 2) * tanh(beta * w2 / 2)"
    " + (xi * w1 * (xi**2 - w1**2) * tanh(beta * w1 / 2) - xi * w2 * (xi**2 - w2**2) * tanh(beta * w2 / 2)) / (w1**2 - w2**2))"
)

_CLOSED = f"f2**2 * bath(lambda xi: {_K} / ((xi**2 - w1**2) * (xi**2 - w2**2)), modes)"

_WHOLE = (
    "bath(lambda xi: ordered(lambda tau, taup: phi(xi, tau - taup, beta) * av(picture(F0, E, tau) @ picture(F0, E, taup)"
    " @ X1 @ X2), beta), modes)"
)


def _single(name: str, number_: int, form: str) -> Entry:
    return Entry(
        number_,
        "identity",
        (form,),
        sample,
        {
            "raw tau integral of the hyperbolic functions in (40)": lambda s: (letter(s, name),),
            "raw tau integral with matrices, one Pauli product": lambda s: (product_part(s, name),),
        },
        ONE,
        samples=6,
        proof=Proof(),
    )


ENTRIES = [
    Entry(
        number=90,
        kind="leading order",
        printed=(_WHOLE, _CLOSED),
        sample=with_state,
        routes={"raw tau integral with matrices": lambda s: (covariance(s),) * 2},
        domain=DOMAIN.format(1) + "; remainder from exact diagonalization",
        slope=Slope(4, ("f1", "f2"), _CLOSED.replace("modes", "modes[:1]"), exact_covariance, scales=(0.8, 0.4, 0.2)),
        samples=6,
        proof=Proof(),
    ),
    Entry(
        number=91,
        kind="identity",
        printed=(
            "a + tanh(beta * w1 / 2) * tanh(beta * w2 / 2) * b - tanh(beta * w2 / 2) * c - tanh(beta * w1 / 2) * d",
        ),
        sample=sample,
        routes={"raw tau integral with matrices": total},
        domain=ONE + "; a, b, c, d from raw integrals",
        samples=6,
        proof=Proof(),
    ),
    _single("a", 92, _A),
    _single("b", 93, _B),
    _single("c", 94, _C),
    _single("d", 95, _D),
    Entry(
        number=96,
        kind="identity",
        printed=(_K,),
        sample=sample,
        routes={"raw tau integral with matrices": total},
        domain=ONE,
        samples=6,
        proof=Proof(),
    ),
]
