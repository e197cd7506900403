"""Exact answers beyond weak coupling, and the independent methods that check them."""
