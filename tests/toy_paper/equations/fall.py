"""Eqs. (1)-(3): velocity and height of a body that falls from rest."""

from __future__ import annotations

from ledger.entry import Entry
from ledger.sample import Sample

from ..routes import dropped, landing


def body(source) -> Sample:
    return Sample(g=source.number(1, 20), t=source.number(0.5, 3), h=source.number(1, 9))


ENTRIES = [
    Entry(
        number=1,
        kind="definition",
        printed=("g * t",),
        sample=body,
        routes={"a thousand small steps": lambda s: (dropped(s)[0],)},
        domain="from rest, without friction",
    ),
    Entry(
        number=2,
        kind="identity",
        printed=("g * t**2",),
        corrected=("g * t**2 / 2",),
        latex=(("g t^2", r"\frac{1}{2} g t^2"),),
        sample=body,
        routes={"a thousand small steps": lambda s: (dropped(s)[1],)},
        domain="from rest, without friction",
        remark="Half of it is lost.",
    ),
    Entry(
        number=3,
        kind="identity",
        printed=("sqrt(2 * g * h)",),
        sample=body,
        routes={"velocity at the root of the motion": lambda s: (s.g * landing(s, 0.0),)},
        domain="from rest, without friction",
    ),
]
