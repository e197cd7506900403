"""Section 5, Eqs. (38)-(52): two and more output spins."""

from __future__ import annotations

from paper.equations.sec5 import correlation, multiplexing

ENTRIES = [*correlation.ENTRIES, *multiplexing.ENTRIES]
