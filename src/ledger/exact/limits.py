"""Limits of elements of a field as one symbol goes to zero or to infinity: exact, with no small number."""

from __future__ import annotations

from math import factorial

from flint import fmpq

from ledger.exact.element import Element
from ledger.exact.field import Field
from ledger.exact.number import Inexact

ORDER = 8  # of the Taylor polynomials of exponentials


def at_zero(f: Element, symbol: Element) -> tuple[int, Element]:
    """Return (n, c) such that f / symbol**n goes to c, which is not zero, as the symbol goes to 0."""
    field, place = f.home, f.home.place(symbol)
    change = list(field.gens)
    for k in _occurring(f):
        kind, content = field.kinds[k]
        if kind == "root" and content.degrees()[place]:
            raise Inexact("the expansion of a root")
        if kind == "exp" and content[place]:
            change[k] = _taylor(field, content, place)
    (n, up), (m, down) = (_lowest(field, p.compose(*change, ctx=field.ring), place) for p in (f.num, f.den))
    return n - m, up / down


def at_infinity(f: Element, symbol: Element) -> tuple[int | None, Element]:
    """Return (n, c) such that f / symbol**n goes to c; (None, 0) if f vanishes exponentially.

    Every exponential of a product with the symbol outgrows all powers, and one of them must lead.
    """
    field, place = f.home, f.home.place(symbol)
    fast = [k for k in _occurring(f) if field.kinds[k][0] == "exp" and field.kinds[k][1][place]]
    if any(field.kinds[k][1][place] < 0 or not field.grows(k) for k in fast):
        raise Inexact("an exponential that does not grow")
    above, below = (_by_exponential(p, fast) for p in (f.num, f.den))
    top = tuple(max(e[j] for e in below) for j in range(len(fast)))
    if top not in below or any(a > b for e in above for a, b in zip(e, top, strict=True)):
        raise Inexact("no exponential leads")
    if top not in above:
        return None, field.number(0)
    (n, up), (m, down) = (_highest(field, part[top], place, fast) for part in (above, below))
    return n - m, up / down


def finite(limit: tuple):
    """Return the value of a limit that is neither 0 to some power nor infinite."""
    power, value = limit
    if power:
        raise Inexact(f"the limit goes as the power {power}")
    return value


def _occurring(f: Element) -> list[int]:
    """Return which generators an element contains."""
    above, below = f.num.degrees(), f.den.degrees()
    return [k for k in range(len(f.home.kinds)) if above[k] or below[k]]


def _taylor(field: Field, exponents, place: int):
    if min(exponents) < 0:
        raise Inexact("the expansion of the exponential of a quotient")
    product = field.ring.from_dict({exponents: 1})
    terms = (product**n * fmpq(1, 2**n * factorial(n)) for n in range(ORDER // exponents[place] + 1))
    return sum(terms, field.zero)


def _lowest(field: Field, poly, place: int):
    """Return the lowest power of one generator and its coefficient."""
    terms: dict[int, dict] = {}
    for e, c in poly.to_dict().items():
        terms.setdefault(int(e[place]), {})[(*e[:place], 0, *e[place + 1 :])] = c
    if not terms or min(terms) > ORDER:
        raise Inexact("a term beyond the order of the expansion")
    return min(terms), Element(field, field.ring.from_dict(terms[min(terms)]))


def _by_exponential(poly, fast) -> dict[tuple, dict]:
    parts: dict[tuple, dict] = {}
    for e, c in poly.to_dict().items():
        parts.setdefault(tuple(int(e[k]) for k in fast), {})[e] = c
    return parts


def _highest(field: Field, terms: dict, place: int, fast):
    """Return the highest power of one generator and its coefficient, without the exponentials."""
    power = max(int(e[place]) for e in terms)
    rest = {}
    for e, c in terms.items():
        if e[place] == power:
            rest[tuple(0 if k == place or k in fast else n for k, n in enumerate(e))] = c
    return power, Element(field, field.ring.from_dict(rest))
