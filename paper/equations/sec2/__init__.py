"""Section 2, Eqs. (1)-(21): one bath and many spins."""

from __future__ import annotations

from paper.equations.sec2 import averages, second_order

ENTRIES = [*averages.ENTRIES, *second_order.ENTRIES]
