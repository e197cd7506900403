"""Thermal averages of boson modes over all number states, without truncation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, product


def thermal(polynomial: Callable[[int], object], q, degree: int):
    """Return ``sum_n polynomial(n) q^n (1 - q)`` over all n >= 0, from differences at 0."""
    values, total = [polynomial(n) for n in range(degree + 1)], 0
    for j in range(degree + 1):
        total = total + values[0] * (q / (1 - q)) ** j
        values = [b - a for a, b in pairwise(values)]
    return total


def word(letters: Sequence[tuple], q):
    """Return the thermal average of a product of ``u b + v b^+`` with weights ``(u, v)``, left to right.

    Number by number of the states, in ``b |n) = n |n - 1)``, ``b^+ |n) = |n + 1)``: no theorem of
    Wick is used. ``q`` is the Boltzmann factor of one quantum.
    """
    total = 0
    for steps in product((0, 1), repeat=len(letters)):
        if 2 * sum(steps) == len(letters):
            weight = 1
            for up, letter in zip(steps, letters, strict=True):
                weight = weight * letter[up]
            total = total + weight * thermal(lambda n, steps=steps: _element(n, steps), q, len(letters) // 2)
    return total


def _element(n: int, steps) -> int:
    """Return (n| of the product of steps up and down |n)."""
    value = 1
    for up in reversed(steps):
        value, n = (value, n + 1) if up else (value * n, n - 1)
    return value
