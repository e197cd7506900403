"""Quotients of polynomials in lowest terms, and what cancels in their sums and products.

A quotient is a pair (numerator, denominator) of polynomials of a field (`ledger.exact.field`): without a common
factor, with a denominator free of roots whose leading coefficient is 1, and roots to the first power at most above.
There is one such pair for each number. What cannot cancel is not tried (Henrici 1956): a greatest common divisor costs
ten times a product, and more the longer its polynomials are.
"""

from __future__ import annotations

from ledger.exact.number import Inexact

__all__ = ["lowest", "product", "total"]


def lowest(home, num, den):
    """Return any quotient in lowest terms."""
    num = home.reduced(num)
    if den is None or den == 1:
        return num, home.one
    den = home.reduced(den)
    if den == 0:
        raise ZeroDivisionError("division by zero")
    while roots := home.roots_in(den):  # the last one's square may have earlier ones in it
        other = home.conjugated(den, roots[-1])
        num, den = home.reduced(num * other), home.reduced(den * other)
        if den == 0:
            raise Inexact("a denominator that is zero in disguise")
    num, den = cancelled(num, den)
    lead = den.leading_coefficient()
    return num / lead, den / lead


def cancelled(num, den):
    """Return a quotient without the common factors; a leading coefficient of 1 below stays."""
    if den == 1:
        return num, den
    common = num.gcd(den)
    return (num, den) if common == 1 else (num / common, den / common)


def total(first, second):
    """Return the sum of two quotients in lowest terms, in lowest terms."""
    (num, den), (other, below) = first, second
    if den == below:
        return cancelled(num + other, den)
    common = den.gcd(below)
    if common == 1:
        return num * below + other * den, den * below
    den, below = den / common, below / common
    # nothing of what the denominators do not share can cancel
    num, rest = cancelled(num * below + other * den, common)
    return (num, rest) if num == 0 else (num, den * below * rest)


def product(home, first, second):
    """Return the product of two quotients in lowest terms, in lowest terms."""
    (num, den), (other, below) = first, second
    if den == below == 1:
        return home.reduced(num * other), home.one
    shared = home.roots_in(num) if not other.is_constant() else []
    if shared and any(other.degrees()[k] for k in shared):  # a square of a root is replaced, and what then cancels?
        return lowest(home, num * other, den * below)
    (num, below), (other, den) = cancelled(num, below), cancelled(other, den)
    return num * other, den * below
