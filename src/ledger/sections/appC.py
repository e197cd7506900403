"""Appendix C, Eqs. (90)-(96): the correlation of two outputs in detail."""

from __future__ import annotations

import numpy as np

from ledger.entry import Entry, Slope
from ledger.routes import fock, operators, raw
from ledger.sections.sampling import spin_energies
from ledger.sections.sec5a import DOMAIN, covariance, multiplex, outputs_only

ONE = "one mode off resonance, generic beta and two output frequencies"
_PRODUCTS = {  # which functions of (omega_1 later, omega_2 earlier) and of (omega_2 later, omega_1 earlier) each letter has
    "a": (np.cosh, np.cosh, np.cosh, np.cosh),
    "b": (np.sinh, np.sinh, np.sinh, np.sinh),
    "c": (np.cosh, np.sinh, np.sinh, np.cosh),
    "d": (np.sinh, np.cosh, np.cosh, np.sinh),
}


def letter(s, name: str):
    """Return one of the four functions from its raw double integral: the coefficient of one Pauli product in (40)."""
    p, q, r, t = _PRODUCTS[name]
    function = lambda later, earlier: p(s.x * later) * q(s.y * earlier) + r(s.y * later) * t(s.x * earlier)
    return raw.scalar(s.xi, s.beta, function) * (s.xi**2 - s.x**2) * (s.xi**2 - s.y**2)


def sample(rng) -> dict:
    s = multiplex(rng, 1)
    plain = type("Sample", (), s)
    return s | {name: letter(plain, name) for name in "abcd"} | {"w1": s["x"], "w2": s["y"]}


def product_part(s, name: str):
    """Return the same function as the coefficient of one Pauli product in the raw integral of F F', by a trace."""
    sigma, (i, j, phase) = (
        operators.spins(2),
        {"a": (0, 0, 1), "b": (1, 1, -1), "c": (0, 1, -1j), "d": (1, 0, -1j)}[name],
    )
    kernel = raw.double_integral(s.xi, s.beta, spin_energies([s.x, s.y]), sigma[0, 0] + sigma[1, 0])
    coefficient = np.trace(kernel @ sigma[0, i] @ sigma[1, j]) / 4
    return (phase * coefficient).real * (s.xi**2 - s.x**2) * (s.xi**2 - s.y**2)


def exact_covariance(s):
    """Return the covariance of the outputs by diagonalization with two modes."""
    state = fock.state(np.diag(s.E), [(s.f1 * s.sigma[0][2] + s.f2 * (s.X1 + s.X2), s.modes)], s.beta, 11)
    mean = lambda o: operators.average(state, o)
    return mean(s.X1 @ s.X2) - mean(s.X1) * mean(s.X2)


def total(s):
    """Return K(xi) from the raw correlation of the outputs."""
    return (4 * outputs_only(s, s.xi) * (s.xi**2 - s.x**2) * (s.xi**2 - s.y**2) / s.xi,)


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


def with_state(rng) -> dict:
    s = sample(rng)
    weights = np.exp(-s["beta"] * s["E"])
    return s | {"av": lambda matrix: np.sum(weights * np.diag(matrix)).real / weights.sum()}


def _single(name: str, number_: int, form: str) -> Entry:
    return Entry(
        number_,
        "leading order",
        (form,),
        sample,
        {
            "raw tau integral of the hyperbolic functions in (40)": lambda s: (letter(s, name),),
            "raw tau integral with matrices, one Pauli product": lambda s: (product_part(s, name),),
        },
        ONE,
        tolerance=1e-8,
    )


ENTRIES = [
    Entry(
        90,
        "leading order",
        (_WHOLE, _CLOSED),
        with_state,
        {"raw tau integral with matrices": lambda s: (covariance(s),) * 2},
        DOMAIN + "; remainder from exact diagonalization",
        slope=Slope(4, ("f1", "f2"), _CLOSED, exact_covariance, scales=(0.8, 0.4, 0.2)),
        samples=2,
    ),
    Entry(
        91,
        "leading order",
        ("a + tanh(beta * w1 / 2) * tanh(beta * w2 / 2) * b - tanh(beta * w2 / 2) * c - tanh(beta * w1 / 2) * d",),
        sample,
        {"raw tau integral with matrices": total},
        ONE + "; a, b, c, d from raw integrals",
        tolerance=1e-8,
    ),
    _single("a", 92, _A),
    _single("b", 93, _B),
    _single("c", 94, _C),
    _single("d", 95, _D),
    Entry(96, "leading order", (_K,), sample, {"raw tau integral with matrices": total}, ONE, tolerance=1e-8),
]
