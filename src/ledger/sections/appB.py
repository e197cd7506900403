"""Appendix B, Eqs. (85)-(89): the z-component of the output spin."""

from __future__ import annotations

import numpy as np

from autocoherence import DiscreteBath, polarization_shift
from ledger.entry import Entry, Slope
from ledger.routes import fock, operators, raw
from ledger.sections.sec4 import DOMAIN, equal_couplings, many, product


def with_state(rng, inputs: int = 2, count: int = 2) -> dict:
    s = many(rng, inputs, count)
    state = operators.gibbs(np.diag(s["E"]), s["beta"])
    s |= {"av": lambda a: np.vdot(state, a).real, "w": s["omega"][-1]}
    return s | {"zf": s["av"](s["z"][inputs]), "F0": s["f1"] * sum(s["z"][:inputs]) + s["f2"] * s["x"][inputs]}


def shift(s):
    """Return the second-order change of the average, with the change of the norm."""
    return raw.second_order(s.modes, s.beta, s.E, equal_couplings(s), s.z[s.M])


def exact(s):
    operator = equal_couplings(s)
    return fock.mean(np.diag(s.E), [(operator, s.modes)], s.beta, 34, s.z[s.M])


def free_average(s):
    return operators.average(operators.gibbs(np.diag(s.E), s.beta), s.z[s.M])


def averages(s):
    state = operators.gibbs(np.diag(s.E), s.beta)
    return tuple(np.real(np.trace(state @ product(s)[0] @ o)) for o in (s.eye, s.z[s.M]))


_PHI = "bath(lambda xi: ordered(lambda tau, taup: phi(xi, tau - taup, beta) * {}, beta), modes)"
_PAIR = "picture(F0, E, tau) @ picture(F0, E, taup)"
_FULL = f"zf * (1 - {_PHI.format(f'av({_PAIR})')}) + {_PHI.format(f'av({_PAIR} @ z[M])')}"
_INPUTS = "f1**2 * Sum(av(z[j] @ z[l]) for j in range(M) for l in range(M))"
_SHIFT = (
    "f2**2 * bath(lambda xi: 1 / (xi**2 - w**2)**2 * (coth(beta * xi / 2) / cosh(beta * w / 2)**2"
    " * (beta * w * (xi**2 - w**2) + (xi**2 + w**2) * sinh(beta * w)) - 4 * xi * w), modes)"
)

ENTRIES = [
    Entry(
        85,
        "leading order",
        (_FULL,),
        with_state,
        {"raw tau integral with matrices": lambda s: (free_average(s) + shift(s),)},
        DOMAIN,
        samples=2,
    ),
    Entry(
        86,
        "identity",
        (f"({_INPUTS} + f2**2 * cosh(w * (tau - taup))) * zf + f2**2 * sinh(w * (tau - taup)) * zf**2",),
        with_state,
        {"explicit matrices": lambda s: (averages(s)[0] * free_average(s),)},
        DOMAIN,
    ),
    Entry(
        87,
        "identity",
        (f"{_INPUTS} * zf + f2**2 * cosh(w * (tau - taup)) * zf + f2**2 * sinh(w * (tau - taup))",),
        with_state,
        {"explicit matrices": lambda s: (averages(s)[1],)},
        DOMAIN,
    ),
    Entry(
        88,
        "leading order",
        (f"zf + f2**2 * (1 - zf**2) * {_PHI.format('sinh(w * (tau - taup))')}", "-tanh(beta * w / 2)"),
        with_state,
        {"raw tau integral with matrices": lambda s: (free_average(s) + shift(s), free_average(s))},
        DOMAIN + "; with the free average in the text below",
    ),
    Entry(
        89,
        "leading order",
        (_SHIFT,),
        lambda rng: with_state(rng, 2, 1),
        {"raw tau integral with matrices": lambda s: (shift(s),)},
        DOMAIN + "; remainder from exact diagonalization",
        slope=Slope(4, ("f1", "f2"), _SHIFT, lambda s: exact(s) - free_average(s), scales=(0.3, 0.15, 0.075)),
        library={
            "polarization_shift": lambda s: (
                0,
                polarization_shift(s.beta, s.w, DiscreteBath(*zip(*s.modes, strict=True)), s.f2),
            )
        },
    ),
]
