"""Appendix A: how averages over the bath factorize."""

from __future__ import annotations

from itertools import permutations
from math import factorial

from ledger.entry import Entry, Proof
from paper.systems.ordered_average import pairs, wick_terms

ENTRIES = [
    Entry(
        number="wick-permutations",
        kind="claim",
        printed=("transpositions == needed",),
        sample=pairs,
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
        sample=pairs,
        routes={
            "counting": lambda s: {"count": len(list(permutations(range(s.order)))), "n_factorial": factorial(s.order)}
        },
        domain="2 to 5 pairs",
        statement="The number of terms that a renaming of the times makes equal is n! (above Eq. (80)).",
        proof=Proof(),
    ),
]
