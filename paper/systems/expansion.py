"""One output spin on two baths, order by order in its own coupling."""

from __future__ import annotations

import numpy as np

from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes import contour, fock, meanfield, raw, sectors, time_orders
from paper.routes.operators import PAULI, X, Z
from paper.routes.pictures import rotate
from paper.systems.sampling import modes, reorganization

DOMAIN = "theta of both signs, one mode below or above R, 0.96 < beta R < 3.52"


def turned(source) -> Sample:
    """Return one spin in the frame of (118), with one mode below or above its splitting."""
    low, high = source.choice(((0.3, 0.7), (1.4, 2.2)))
    s = straight(source)
    return s.but(xi=s.R * source.number(low, high))


def straight(source) -> Sample:
    """Return one spin in the frame of (118)."""
    splitting, angle = source.number(0.8, 1.6), source.signed(0.3, 1.2)
    start = np.cos(angle) * X - np.sin(angle) * Z
    energies = splitting / 2 * np.array([1.0, -1.0])
    return Sample(
        beta=source.number(1.2, 2.2),
        R=splitting,
        angle=angle,
        E=energies,
        S0=start,
        S=lambda t: rotate(start, energies, t),
        kappa=1.0,
        tau=source.number(0.7, 1.0),
        taup=source.number(0.2, 0.4),
    )


def expansion(source) -> Sample:
    """Add two modes, and a coupling."""
    bath = modes(source, 2, low=2.4, high=3.4)
    return straight(source).but(beta=source.number(1.0, 1.2), modes=bath, kappa=source.number(0.9, 1.0))


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


def with_coefficients(source) -> Sample:
    """Add A, B, C and D from traces of the raw kernel."""
    s = turned(source)
    return s.but(**{name: component(index)(s)[0] for name, index in zip("ABCD", (3, 2, 0, 1), strict=True)})


def many_inputs(source) -> Sample:
    """Return a small f2 with a bath of small or large reorganization energy: only the product matters."""
    heavy = source.choice((True, False))
    left = [(source.number(2.0, 2.4), 16.0 if heavy else 0.8)]
    return Sample(beta=2.0, omega=source.number(0.9, 1.1), omega1=0.6, M=2, f1=0.001, f2=0.1, heavy=heavy, left=left)


def zeroth_order_error(s):
    """Return the error of (121) with the ordered exponential replaced by 1, as f2 << 1 suggests."""
    _, value, _ = sectors.solve(s.beta, s.omega, [[(s.f1, s.omega1)] * s.M], [(s.f2, s.left)], 120)
    energy = reorganization(s.left)
    leading = meanfield.coherence(s.beta, s.omega, [(energy, s.f2, [(s.f1, s.omega1)] * s.M)])
    return {"error": abs(leading / value - 1)}


LEVELS = 11


def separate(source) -> Sample:
    """Return two baths on one output spin, of which the second is perhaps not coupled."""
    both, s = source.choice((True, False)), expansion(source)
    f2, g3 = source.number(0.4, 0.6), source.number(0.4, 0.6)
    return s.but(both=both, f2=f2, g3=g3, g2=g3 * both, T=lambda f, g: two_baths(s, f, g))


def in_powers(source) -> Sample:
    """Return the same with couplings that are the small parameter times a number."""
    kappa = source.home.series(4)
    s = separate(source)
    return s.but(**{name: kappa * getattr(s, name) for name in ("f2", "g2", "g3")})


def expanded(s, f, g) -> np.ndarray:
    """Return the same to fourth order, from number states."""
    modes = [(w, a * c) for a, (w, c) in zip((f, g), s.modes, strict=True)]
    return np.eye(2, dtype=int) + sum(time_orders.coefficients(np.diag(s.E), s.S0, modes, s.beta, 0))


@exactly(expanded)
def two_baths(s, f, g) -> np.ndarray:
    arms = [(a * s.S0, [mode]) for a, mode in zip((f, g), s.modes, strict=True)]
    return fock.bath_average_of_exponential(np.diag(s.E), arms, s.beta, LEVELS)
