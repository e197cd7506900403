"""Appendix B, Eqs. (85)-(89): the z-component of the output spin."""

from __future__ import annotations

from autocoherence import DiscreteBath, polarization_shift
from ledger.entry import Entry, Proof, Slope
from paper.systems.many_inputs import DOMAIN
from paper.systems.polarization import averages, exact, free_average, shift, with_state

_PHI = "bath(lambda xi: ordered(lambda tau, taup: phi(xi, tau - taup, beta) * {}, beta), modes)"

_PAIR = "picture(F0, E, tau) @ picture(F0, E, taup)"

_FULL = f"zf * (1 - {_PHI.format(f'av({_PAIR})')}) + {_PHI.format(f'av({_PAIR} @ z[M])')}"

_INPUTS = "f1**2 * Sum(av(z[j] @ z[l]) for j in range(M) for l in range(M))"

_SHIFT = (
    "f2**2 * bath(lambda xi: 1 / (xi**2 - w**2)**2 * (coth(beta * xi / 2) / cosh(beta * w / 2)**2"
    " * (beta * w * (xi**2 - w**2) + (xi**2 + w**2) * sinh(beta * w)) - 4 * xi * w), modes)"
)

_BY_SINH = f"zf + f2**2 * (1 - zf**2) * {_PHI.format('sinh(w * (tau - taup))')}"


def _slope(names, form: str, value) -> Slope:
    """Return the exponent's check with the first mode alone."""
    return Slope(4, names, form.replace(", modes)", ", modes[:1])"), value, scales=(0.2, 0.1, 0.05))


ENTRIES = [
    Entry(
        number=85,
        kind="leading order",
        printed=(_FULL,),
        sample=with_state,
        routes={"raw tau integral with matrices": lambda s: (free_average(s) + shift(s),)},
        domain=DOMAIN.format(2) + "; remainder from exact diagonalization",
        samples=2,
        proof=Proof(),
        slope=_slope(("f1", "f2", "F0"), _FULL, exact),
    ),
    Entry(
        number=86,
        kind="identity",
        printed=(f"({_INPUTS} + f2**2 * cosh(w * (tau - taup))) * zf + f2**2 * sinh(w * (tau - taup)) * zf**2",),
        sample=with_state,
        routes={"explicit matrices": lambda s: (averages(s)[0] * free_average(s),)},
        domain=DOMAIN.format(2),
        proof=Proof(),
    ),
    Entry(
        number=87,
        kind="identity",
        printed=(f"{_INPUTS} * zf + f2**2 * cosh(w * (tau - taup)) * zf + f2**2 * sinh(w * (tau - taup))",),
        sample=with_state,
        routes={"explicit matrices": lambda s: (averages(s)[1],)},
        domain=DOMAIN.format(2),
        proof=Proof(),
    ),
    Entry(
        number=88,
        kind="leading order",
        printed=(_BY_SINH, "-tanh(beta * w / 2)"),
        sample=with_state,
        routes={"raw tau integral with matrices": lambda s: (free_average(s) + shift(s), free_average(s))},
        domain=DOMAIN.format(2) + "; with the free average in the text below; remainder from exact diagonalization",
        proof=Proof(),
        slope=_slope(("f1", "f2"), _BY_SINH, exact),
    ),
    Entry(
        number=89,
        kind="leading order",
        printed=(_SHIFT,),
        sample=lambda source: with_state(source, 2, 1),
        routes={"raw tau integral with matrices": lambda s: (shift(s),)},
        domain=DOMAIN.format(2) + "; remainder from exact diagonalization",
        slope=_slope(("f1", "f2"), _SHIFT, lambda s: exact(s) - free_average(s)),
        library={
            "polarization_shift": lambda s: (
                0,
                polarization_shift(s.beta, s.w, DiscreteBath(*zip(*s.modes, strict=True)), s.f2),
            )
        },
        proof=Proof(),
    ),
]
