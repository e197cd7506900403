"""Section 6, Eqs. (53)-(65): two baths that share one output spin."""

from __future__ import annotations

from paper.equations.sec6 import all_orders, limits

ENTRIES = [*all_orders.ENTRIES, *limits.ENTRIES]
