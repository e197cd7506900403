"""Section 4: many inputs against one."""

from __future__ import annotations

from ledger.entry import Entry, Proof
from paper.claims.arguments import norm_matters, shares
from paper.claims.methods import ALL_ORDERS
from paper.equations.sec4 import FAR
from paper.systems.many_inputs import (
    DOMAIN,
    EXCESS,
    at_the_edge,
    broad,
    broad_values,
    by_frequency,
    counted,
    many,
    norm_change,
    share,
)

ENTRIES = [
    Entry(
        number="m-fold",
        kind="claim",
        printed=("together == M * single", "shared == single"),
        sample=broad,
        routes={"exact sectors of the displaced mode": broad_values},
        domain="50 input spins of one frequency from 8/beta to 80/beta, 1 mode; 4 f1 f2 Omega M = omega/50 or 2 omega",
        condition="the coherence (32) stays far below 1: 4 |f_1 f_2| Omega M << omega",
        inside=lambda s: s.weak,
        samples=8,
        tolerance=2e-3,
        statement="A broad distribution far above 2/beta gives nearly M times the coherence, and M spins of coupling f1/M "
        "as much as one of f1 (below Eqs. (32) and (37)).",
        remark="The coherence of a spin is at most 1; at 4 f1 f2 Omega M = 2 omega it is far below M times that of one input.",
        proof=ALL_ORDERS,
    ),
    Entry(
        number="main-contribution",
        kind="claim",
        printed=("cold > 0.99", "hot < 0.1"),
        sample=by_frequency,
        routes={"thermal state of the input": share},
        domain="omega from 6/beta to 60/beta, and from 0.02/beta to 0.2/beta",
        statement="The main contribution comes from omega >> 2/beta, where each input gives its full share, unlike far below (below Eq. (36)).",
        proof=Proof(steps=shares, method="ball arithmetic (Arb), and the sign of a derivative"),
    ),
    Entry(
        number="edge-of-37",
        kind="claim",
        printed=(f"({FAR}) / exact",),
        sample=at_the_edge,
        routes={"thermal state of an input at the edge": counted},
        domain="two inputs a little above or a little below 2/beta",
        samples=6,
        statement=f"(37) counts an input in full from 2/beta on, up to {EXCESS:.0%} too much, and not at all below.",
        remark="Hence all inputs have to be far above 2/beta.",
        proof=Proof(),
    ),
    Entry(
        number="denominator",
        kind="claim",
        printed=("free_x < 1e-12", "free_z > 0.02", "norm > 0.005"),
        sample=many,
        routes={"raw tau integral with matrices": norm_change},
        domain=DOMAIN.format(3),
        statement="The average of sigma^z needs the denominator of Eq. (9), that of sigma^x does not (end of Sec. 4).",
        proof=Proof(steps=norm_matters, method="exact traces"),
    ),
]
