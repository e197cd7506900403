"""Elements of a field at a point, as balls that contain the value for certain (Arb)."""

from __future__ import annotations

from flint import acb, arb, ctx, fmpq

DIGITS = (30, 120)  # a difference that is tiny there is looked at again with more


def value(element, point: dict[str, fmpq] | None = None, digits: int = 30):
    """Return a ball around the value; symbols that ``point`` does not name have numbers of their own."""
    before = ctx.dps
    ctx.dps = digits
    try:
        generators = _generators(element.home, point or {})
        return _polynomial(element.num, generators) / _polynomial(element.den, generators)
    finally:
        ctx.dps = before


def nonzero_somewhere(element) -> bool:
    """Return whether the value at some point is not zero, for certain."""
    return any(bool(abs(value(element, digits=digits)) > 0) for digits in DIGITS)


def _generators(home, point) -> list:
    """Return the values of all generators; each is made of earlier ones."""
    found: list = []
    for k, (kind, content) in enumerate(home.kinds):
        if k in home.angles:
            _, sine, cosine = home.angles[k]
            up, right = (_quotient(part, found).real for part in (sine, cosine))
            found.append(acb(arb.atan2(up, right)))
        elif k in home.logarithms:
            found.append(found[home.logarithms[k]].log())
        elif kind == "symbol":
            found.append(acb(arb(point.get(content, _generic(k)))))
        elif kind == "exp":
            found.append((_monomial(content, found) / 2).exp())
        else:
            found.append(_polynomial(content, found).sqrt())
    return found


def _generic(k: int) -> fmpq:
    """Return a number between 1/2 and 3/2 for generator ``k``, another for each of them."""
    return fmpq(1, 2) + fmpq(37 * k % 101, 101) + fmpq(k, 100003)


def _quotient(element, generators):
    return _polynomial(element.num, generators) / _polynomial(element.den, generators)


def _polynomial(poly, generators):
    total = acb(0)
    for monomial, c in poly.to_dict().items():
        total += acb(arb(c)) * _monomial(monomial, generators)
    return total


def _monomial(exponents, generators):
    product = acb(1)
    for generator, e in zip(generators, exponents, strict=False):
        if e:
            product *= generator ** int(e)
    return product
