"""Section 4: many inputs against one."""

from __future__ import annotations

from ledger.entry import Entry
from paper.systems.many_inputs import DOMAIN, broad, broad_values, many, norm_change

ENTRIES = [
    Entry(
        number="m-fold",
        kind="claim",
        printed=("together == M_fold", "shared == single"),
        sample=broad,
        routes={"mean force and static response": broad_values},
        domain="50 input spins from 8/beta to 80/beta",
        tolerance=2e-3,
        statement="A broad distribution far above 2/beta gives nearly M times the coherence, and M spins of coupling f1/M "
        "as much as one of f1 (below Eqs. (32) and (37)).",
    ),
    Entry(
        number="denominator",
        kind="claim",
        printed=("free_x < 1e-12", "free_z > 1e-2", "norm > 1e-3"),
        sample=many,
        routes={"raw tau integral with matrices": norm_change},
        domain=DOMAIN,
        statement="The average of sigma^z needs the denominator of Eq. (9), that of sigma^x does not (end of Sec. 4).",
    ),
]
