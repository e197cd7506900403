"""Integrals and derivatives of exponential polynomials, in closed form."""

from __future__ import annotations

from math import factorial

import numpy as np
from flint import fmpq

from ledger.exact.element import Element
from ledger.exact.generic import Value
from ledger.exact.number import Inexact, home


def over(function, upper, nodes=None):
    """Return the integral of ``function(t)``, a number or a matrix, over 0 < t < ``upper``; no rule's ``nodes`` needed.

    Within an integral the time of an inner one is the earlier: 0 < t_inner < t < ``upper``.
    """
    place = home(upper)
    time = place.time()
    place.depth += 1
    try:
        value = function(time)
    finally:
        place.depth -= 1
    return _each(value, lambda f: integral(place.number(f), time, upper))


def _each(value, change):
    """Change a number, the elements of a matrix, or the coefficients of an operator."""
    if hasattr(value, "coefficients"):
        return value.changed(change)
    changed = np.vectorize(change, otypes=[object])(np.asarray(value, dtype=object))
    return changed.item() if changed.ndim == 0 else changed


def nested(function, order: int, upper):
    """Return the integral of ``function(t_1, ..., t_order)`` over ``upper`` > t_1 > t_2 > ... > 0."""

    def level(*times):
        if len(times) == order:
            return function(*times)
        return over(lambda t: level(*times, t), times[-1] if times else upper)

    return level()


def derivative(function, at):
    """Return the derivative of ``function`` at ``at``; it is a quotient of exponential polynomials."""
    place = home(at)
    time = place.time()
    value = place.number(function(time))
    if not isinstance(value, Element):
        return _slope(value, time, at)[1]
    parts = (Element(place, part) for part in (value.num, value.den))
    (above, rise), (below, fall) = (_slope(part, time, at) for part in parts)
    return (rise * below - above * fall) / below**2


def _slope(f, time, at):
    """Return value and derivative of an exponential polynomial."""
    value = slope = f.home.number(0)
    for n, rate, coefficient in _split(f, time):
        factor = coefficient * (rate * at).exp()
        value = value + factor * at**n
        slope = slope + factor * (rate * at**n + (n * at ** (n - 1) if n else 0))
    return value, slope


def integral(f, time, upper):
    """Return the integral of the number ``f`` over ``time`` from 0 to ``upper``."""
    total = f.home.number(0)
    for power, rate, coefficient in _split(f, time):
        total = total + coefficient * _moment(power, rate, upper)
    return total


def _split(f, time):
    """Yield (power of t, rate, coefficient) of the terms of an exponential polynomial."""
    return _split_element(f, time) if isinstance(f, Element) else _split_value(f, time)


def _moment(n: int, rate, upper):
    """Return the integral of ``t**n exp(rate t)`` from 0 to ``upper``."""
    if not rate:
        return upper ** (n + 1) / (n + 1)
    inverse = 1 / rate
    terms = [
        (-1) ** j * (factorial(n) // factorial(n - j)) * upper ** (n - j) * inverse ** (j + 1) for j in range(n + 1)
    ]
    return (rate * upper).exp() * sum(terms[1:], terms[0]) - (-1) ** n * factorial(n) * inverse ** (n + 1)


def _split_value(f: Value, time: Value):
    (((name, _),),) = time.label
    groups: dict = {}
    for key, c in f.terms.items():
        mine = tuple(factor for factor in key if factor[0][1] == name)
        groups.setdefault(mine, {})[tuple(x for x in key if x[0][1] != name)] = c
    for mine, rest in groups.items():
        power, rate = 0, f.home.number(0)
        for (kind, _, monomial), n in mine:
            if kind == "time":
                power = n
            else:
                rate = rate + _labelled(f.home, monomial, n)
        yield power, rate, Value(f.home, rest, None, f.degree, f.phase)


def _labelled(point, monomial, twice: int) -> Value:
    """Return twice/2 times a product of symbols."""
    value = point.number(1)
    for name, n in monomial:
        value = value * (point.i if name == "i" else point.symbol(name)) ** n
    return value * twice / 2


def _split_element(f: Element, time: Element):
    field, place = f.home, f.home.place(time)
    mine = [k for k, (kind, m) in enumerate(field.kinds) if kind == "exp" and m[place]]
    below = tuple(min(column) for column in zip(*f.den.to_dict(), strict=True))
    rest = f.den / field.ring.from_dict({below: 1})
    if below[place] or any(rest.degrees()[k] for k in (*mine, place)):
        raise Inexact("no exponential polynomial in the time")
    groups: dict = {}
    for monomial, c in f.num.to_dict().items():
        exponents = [int(a - b) for a, b in zip(monomial, below, strict=True)]
        key = exponents[place], tuple(exponents[k] for k in mine)
        for k in (*mine, place):
            exponents[k] = 0
        groups.setdefault(key, []).append((exponents, c))
    for (power, powers), terms in groups.items():
        rate = field.number(0)
        for k, n in zip(mine, powers, strict=True):
            if n:
                m = field.kinds[k][1]
                rate = rate + field.monomial((*m[:place], m[place] - 1, *m[place + 1 :])) * n / 2
        yield power, rate, _laurent(field, terms) / Element(field, rest)


def _laurent(field, terms) -> Element:
    """Return a polynomial whose exponents may be negative."""
    lowest = [min(0, *column) for column in zip(*(e for e, _ in terms), strict=True)]
    shifted = {tuple(a - b for a, b in zip(e, lowest, strict=True)): fmpq(c) for e, c in terms}
    return Element(field, field.ring.from_dict(shifted), field.ring.from_dict({tuple(-b for b in lowest): 1}))
