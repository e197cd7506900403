"""Appendix D: two claims that join its equations, on the scope of the ordering and on the next order."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from ledger.entry import Entry, Expression, Slope
from ledger.routes import fock
from ledger.routes.operators import X
from ledger.sections.appD_c import A, B, C, D, expansion
from ledger.sections.sampling import number
from ledger.sections.two_baths import DOMAIN, WEIGHT, bias, exact, parameters

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


def weak_outputs(rng) -> dict:
    """Return strongly coupled inputs with a weakly coupled output."""
    s = parameters(int(rng.integers(100))) | {"f2": number(rng, 0.02, 0.03), "g2": number(rng, -0.03, -0.02)}
    return s | {"next_order": lambda f2, g2: next_order(s | {"f2": f2, "g2": g2})}


def next_order(s: dict) -> float:
    """Return the coherence with the ordered exponential of both baths up to second order, from (124)-(127)."""
    total = np.zeros((2, 2), dtype=complex)
    for m in range(s["M"] + 1):
        for n in range(s["N"] + 1):
            omega_mn = bias(s, m, n)
            frame = {"R": np.hypot(s["omega"], omega_mn), "angle": np.arctan2(omega_mn, s["omega"])}
            names = s | frame | {"c": SimpleNamespace(m=m, n=n)}
            state = Expression(f"{WEIGHT} * expm(-beta * R / 2 * sz) @ (one + {_SECOND})").values(names)[0]
            turn = Expression("expm(1j * angle / 2 * sy)").values(names)[0]
            total += turn @ state @ turn.conj().T
    return float(np.trace(total @ X).real / np.trace(total).real)


_PAULI = f"({A}) * one + ({B}) * sz + ({C}) * sx + ({D}) * sy"
_SECOND = f"f2**2 * bath(lambda xi: {_PAULI}, left) + g2**2 * bath(lambda xi: {_PAULI}, right)"

ENTRIES = [
    Entry(
        "separate-orderings",
        "claim",
        ("T(f2, 0) @ T(0, g2)",),
        separate,
        {"one ordered exponential of both baths, by diagonalization": lambda s: (s.T(s.f2, s.g2),)},
        "one output spin, one mode in each bath, f2, g2 = 0.4 to 0.6 or g2 = 0",
        condition="f_2 g_2 = 0",
        inside=lambda s: not s.both,
        slope=Slope(4, ("f2", "g3"), "T(f2, 0) @ T(0, g3)", lambda s: s.T(s.f2, s.g3), scales=(1.0, 0.5, 0.25)),
        samples=8,
        statement="Two ordered exponentials, one for each bath, replace that of both baths (as in (60), (61), (115), "
        "(117), (120) and (121)).",
        remark="The difference begins with f_2^2 g_2^2, in the same order as the fourth-order terms of (122).",
    ),
    Entry(
        "next-order-below-127",
        "claim",
        ("next_order(f2, g2)",),
        weak_outputs,
        {"exact diagonalization of all configurations": lambda s: (exact(s)[1],)},
        DOMAIN.split(",")[0] + ", N = 2, f1, g1 up to 0.4, f2, g2 = 0.02 to 0.03",
        slope=Slope(5, ("f2", "g2"), "next_order(f2, g2)", lambda s: exact(s)[1], scales=(8.0, 4.0, 2.0)),
        tolerance=1e-5,
        samples=2,
        statement="With (124)-(127) in (120) and (121) the coherence is found to next-to-leading order in f_2, g_2.",
        remark="To this order two separate orderings and one agree.",
    ),
]
