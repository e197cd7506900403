"""Appendix D, Eqs. (97)-(127): two baths, derived."""

from __future__ import annotations

from paper.equations.appD import displacement, input_spins, orders, rotation

ENTRIES = [*displacement.ENTRIES, *input_spins.ENTRIES, *rotation.ENTRIES, *orders.ENTRIES]
