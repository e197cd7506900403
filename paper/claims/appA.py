"""Appendix A: how averages over the bath factorize."""

from __future__ import annotations

from itertools import permutations
from math import factorial

from ledger.entry import Entry
from paper.systems.ordered_average import wick_terms
from paper.systems.sampling import number

ENTRIES = [
    Entry(
        number="wick-permutations",
        kind="claim",
        printed=("transpositions == needed",),
        sample=lambda rng: {
            "order": int(rng.integers(2, 6)),
            "xi": number(rng, 0.5, 1.5),
            "beta": number(rng, 1.0, 2.0),
        },
        routes={"factorial moments of the populations": wick_terms},
        domain="2 to 5 pairs",
        corrected=("permutations == needed",),
        statement="The sum over P runs over all transpositions (below Eq. (79)).",
        remark="A slip of wording: permutations are meant, of which there are n!, as the text says two lines later. The times renamed there are the primed ones.",
    ),
    Entry(
        number="paired-pairs",
        kind="claim",
        printed=("count == n_factorial",),
        sample=lambda rng: {"order": int(rng.integers(2, 6))},
        routes={
            "counting": lambda s: {"count": len(list(permutations(range(s.order)))), "n_factorial": factorial(s.order)}
        },
        domain="2 to 5 pairs",
        statement="The number of terms that a renaming of the times makes equal is n! (above Eq. (80)).",
    ),
]
