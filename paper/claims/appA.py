"""Appendix A: how averages over the bath factorize."""

from __future__ import annotations

from ledger.entry import Entry, Proof
from paper.systems.ordered_average import onto, pairs, wick_terms

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
        proof=Proof(),
        remark="A slip of wording: permutations are meant, of which there are n!, as the text says two lines later. The times renamed there are the primed ones.",
    ),
    Entry(
        number="paired-pairs",
        kind="claim",
        printed=("count == factorial(order)",),
        sample=pairs,
        routes={"maps of the times onto themselves, all tried": lambda s: {"count": onto(s.order)}},
        domain="2 to 5 pairs",
        statement="The number of terms that a renaming of the times makes equal is n! (above Eq. (80)).",
        proof=Proof(),
    ),
]
