"""Two output spins off resonance: the four functions of Appendix C."""

from __future__ import annotations

import numpy as np

from ledger.sample import Sample
from paper.routes import operators, raw
from paper.systems.sampling import spin_energies
from paper.systems.two_outputs import multiplex, outputs_only

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


def sample(source) -> Sample:
    """Add the four functions from raw integrals."""
    s = multiplex(source, 1)
    return s.but(**{name: letter(s, name) for name in "abcd"}, w1=s.x, w2=s.y)


def product_part(s, name: str):
    """Return the same function as the coefficient of one Pauli product in the raw integral of F F', by a trace."""
    sigma, (i, j, phase) = (
        operators.spins(2),
        {"a": (0, 0, 1), "b": (1, 1, -1), "c": (0, 1, -1j), "d": (1, 0, -1j)}[name],
    )
    kernel = raw.double_integral(s.xi, s.beta, spin_energies([s.x, s.y]), sigma[0, 0] + sigma[1, 0])
    coefficient = np.trace(kernel @ sigma[0, i] @ sigma[1, j]) / 4
    return np.real(phase * coefficient) * (s.xi**2 - s.x**2) * (s.xi**2 - s.y**2)


def total(s):
    """Return K(xi) from the raw correlation of the outputs."""
    return (4 * outputs_only(s, s.xi) * (s.xi**2 - s.x**2) * (s.xi**2 - s.y**2) / s.xi,)


def with_state(source) -> Sample:
    """Add the free average ``av``."""
    s = sample(source)
    weights = np.exp(-s.beta * s.E)
    return s.but(av=lambda matrix: np.sum(weights * np.diag(matrix)).real / weights.sum())
