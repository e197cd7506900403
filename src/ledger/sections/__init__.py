"""The entries by section of the paper. Importing this checks that the numbers are exactly 1 to 127, each once."""

from __future__ import annotations

from collections import Counter

from ledger.entry import Entry
from ledger.sections import (
    appA,
    appB,
    appC,
    appD_a,
    appD_b,
    appD_c,
    appD_d,
    appD_inputs,
    sec2a,
    sec2b,
    sec3a,
    sec3b,
    sec4,
    sec5a,
    sec5b,
    sec6a,
    sec6b,
    sec7,
)

__all__ = ["SECTIONS", "complete"]

EQUATIONS = 127


def complete(sections: dict[str, list[Entry]]) -> dict[str, list[Entry]]:
    """Return ``sections`` if they hold every equation once and no slug twice, else raise a `ValueError`."""
    count = Counter(entry.number for entries in sections.values() for entry in entries)
    twice = sorted(str(number) for number, times in count.items() if times > 1)
    numbers = {number for number in count if isinstance(number, int)}
    missing, strange = set(range(1, EQUATIONS + 1)) - numbers, numbers - set(range(1, EQUATIONS + 1))
    if twice or missing or strange:
        raise ValueError(
            f"entries twice: {twice}, missing: {sorted(missing)}, unknown: {sorted(strange)}; "
            f"valid: each of 1 to {EQUATIONS} once"
        )
    return sections


SECTIONS = complete(
    {
        "sec2": [*sec2a.ENTRIES, *sec2b.ENTRIES],
        "sec3": [*sec3a.ENTRIES, *sec3b.ENTRIES],
        "sec4": sec4.ENTRIES,
        "sec5": [*sec5a.ENTRIES, *sec5b.ENTRIES],
        "sec6": [*sec6a.ENTRIES, *sec6b.ENTRIES],
        "sec7": sec7.ENTRIES,
        "appA": appA.ENTRIES,
        "appB": appB.ENTRIES,
        "appC": appC.ENTRIES,
        "appD": [*appD_a.ENTRIES, *appD_inputs.ENTRIES, *appD_b.ENTRIES, *appD_c.ENTRIES, *appD_d.ENTRIES],
    }
)
