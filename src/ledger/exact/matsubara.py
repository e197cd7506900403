"""Sums over Matsubara frequencies nu_n = 2 pi n / beta of rational functions of nu^2, in closed form.

What is cited: ``sum_n 1/(nu_n^2 + a^2) = beta/(2 a) coth(beta a / 2)``. A sum is positive, or grows with a
parameter, if each of its terms does: term by term that is a statement on rational functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ledger.exact.element import Element
from ledger.exact.number import Inexact


def residues(numerator: Callable, poles: Sequence[Element]) -> list[tuple]:
    """Return [(a, r)] such that numerator(nu^2)/prod(nu^2 + a^2) is the sum of r/(nu^2 + a^2)."""
    found = []
    for a in poles:
        r = a.home.number(numerator(-a * a))
        for b in poles:
            if b is not a:
                r = r / (b * b - a * a)
        found.append((a, r))
    return found


def closed(parts: Sequence[tuple], beta: Element) -> Element:
    """Return the sum over all n of the terms r/(nu_n^2 + a^2)."""
    return sum(r * beta / (2 * a) / (beta * a / 2).tanh() for a, r in parts)


def slope(f: Element, symbol: Element) -> Element:
    """Return the derivative of a rational function of a symbol."""
    field, place = f.home, f.home.place(symbol)
    degrees = [max(pair) for pair in zip(f.num.degrees(), f.den.degrees(), strict=True)]
    for k, (kind, content) in enumerate(field.kinds):
        inside = content[place] if kind == "exp" else kind == "root" and content.degrees()[place]
        if inside and degrees[k]:
            raise Inexact("the derivative of what is not rational in the symbol")
    num = f.num.derivative(place) * f.den - f.num * f.den.derivative(place)
    return Element(field, num, f.den**2)
