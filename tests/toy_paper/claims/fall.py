"""What the sentences claim."""

from __future__ import annotations

from ledger.entry import Entry

from ..equations.fall import body
from ..routes import landing

ENTRIES = [
    Entry(
        number="thrown-lands-later",
        kind="claim",
        printed=("thrown > dropped",),
        sample=lambda source: body(source).but(upward=source.sign() * source.number(1, 5)),
        routes={"roots of both motions": lambda s: {"thrown": landing(s, s.upward), "dropped": landing(s, 0.0)}},
        domain="thrown with 1 to 5, upwards or downwards",
        condition="it is thrown upwards",
        inside=lambda s: s.upward > 0,
        samples=8,
        statement="A body that is thrown lands later than one that is dropped.",
    ),
]
