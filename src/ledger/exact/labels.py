"""Short polynomials as dictionaries: what a value modulo a prime stands for, as long as that is worth keeping."""

from __future__ import annotations

LONG = 16  # terms: nothing longer is ever an exponent
Monomial = tuple[tuple, ...]  # ((atom, exponent), ...), sorted


def product(a: Monomial, b: Monomial) -> Monomial:
    """Multiply two products."""
    if not a or not b:
        return a or b
    exponents = dict(a)
    for atom, n in b:
        exponents[atom] = exponents.get(atom, 0) + n
    return tuple(sorted((atom, n) for atom, n in exponents.items() if n))


def inverted(monomial: Monomial) -> Monomial:
    return tuple((atom, -n) for atom, n in monomial)


def add(a: dict | None, b: dict | None) -> dict | None:
    """Add two polynomials, if the sum is worth keeping."""
    if a is None or b is None or len(a) + len(b) > LONG:
        return None
    out = dict(a)
    for monomial, c in b.items():
        out[monomial] = out.get(monomial, 0) + c
    return {monomial: c for monomial, c in out.items() if c}


def multiply(a: dict | None, b: dict | None) -> dict | None:
    """Multiply two polynomials, if the product is worth keeping; i squared is -1."""
    if a is None or b is None or len(a) * len(b) > LONG:
        return None
    out: dict = {}
    for m, c in a.items():
        for n, d in b.items():
            key, sign = product(m, n), 1
            turns = dict(key).get("i", 0)
            if turns not in (0, 1):
                key = tuple(factor for factor in key if factor[0] != "i")
                key = product(key, (("i", 1),)) if turns % 2 else key
                sign = -1 if turns % 4 in (2, 3) else 1
            out[key] = out.get(key, 0) + sign * c * d
    return {monomial: c for monomial, c in out.items() if c}
