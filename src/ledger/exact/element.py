"""Quotients of polynomials of a field: see `ledger.exact.field`."""

from __future__ import annotations

from flint import fmpq

from ledger.exact import balls, quotient
from ledger.exact.number import Inexact, Number

PRIMES = (2, 3, 5, 7, 11, 13)  # that may stand below a root


class Element(Number):
    """A quotient of polynomials of a field, in lowest terms, with a denominator free of roots."""

    __slots__ = ("den", "home", "num")

    def __init__(self, home, num, den=None, reduced: bool = False):
        self.home = home
        self.num, self.den = (num, den or home.one) if reduced else quotient.lowest(home, num, den)

    def _plus(self, other):
        return Element(self.home, *quotient.total((self.num, self.den), (other.num, other.den)), reduced=True)

    def _times(self, other):
        if self.num == 0 or other.num == 0:
            return self if self.num == 0 else other
        pairs = (self.num, self.den), (other.num, other.den)
        return Element(self.home, *quotient.product(self.home, *pairs), reduced=True)

    def __neg__(self):
        return Element(self.home, -self.num, self.den, reduced=True)

    def __pow__(self, power):
        if isinstance(power, Element):
            return _general_power(self, power)
        if power != int(power) or power < 0:
            return super().__pow__(power)
        plain = not self.home.roots_in(self.num)
        return Element(self.home, self.num ** int(power), self.den ** int(power), reduced=plain)

    def inverse(self):
        """Return 1/x, if x is not the zero function."""
        if self.num == 0:
            raise ZeroDivisionError("division by zero")
        home = self.home
        roots = home.roots_in(self.num)
        if any(roots) and not balls.nonzero_somewhere(self):  # the first, i, is number 0
            raise Inexact("a denominator that may be zero in disguise")
        if roots:
            return Element(home, self.den, self.num)
        lead = self.num.leading_coefficient()
        return Element(home, self.den / lead, self.num / lead, reduced=True)

    def __bool__(self):
        return self.num != 0

    def __eq__(self, other):
        other = self.home.number(other)  # there is one quotient in lowest terms for each number
        return other is not NotImplemented and self.num == other.num and self.den == other.den

    def __repr__(self):
        names = [
            str(content) if kind == "symbol" else f"{kind}{k}" for k, (kind, content) in enumerate(self.home.kinds)
        ]
        text = f"({self.num})/({self.den})"
        for k in reversed(range(len(names))):
            text = text.replace(f"g{k}", names[k])
        return text

    def sign(self) -> int:
        """Return the sign, if it is the same for all positive symbols, else 0."""
        return self.home.sign(self.num) * self.home.sign(self.den)

    def __gt__(self, other):
        """Compare: what has one sign for all symbols, or times, of which inner ones are earlier."""
        difference = self - other
        if (sign := _order(difference) or difference.sign()) == 0 and difference:
            raise Inexact("an order that is not known")
        return sign > 0

    def __ge__(self, other):
        return self == other or self > other

    def __le__(self, other):
        return self == other or self < other

    def __abs__(self):
        if self.num == 0 or self.sign() > 0:
            return self
        if self.sign() < 0:
            return -self
        raise Inexact("a modulus whose sign is not known")

    def conjugate(self):
        """Turn i into -i; symbols and roots are real."""
        if any(kind == "exp" and m[0] for kind, m in self.home.kinds):
            raise Inexact("conjugate of a phase")
        return Element(self.home, self.home.conjugated(self.num, 0), self.home.conjugated(self.den, 0))

    @property
    def real(self):
        """The real part."""
        return (self + self.conjugate()) / 2

    @property
    def imag(self):
        """The imaginary part."""
        return (self - self.conjugate()) / (2 * self.home.i)

    def exp(self):
        """Return the exponential of a sum of half-integer multiples of products."""
        if len(self.den) != 1:
            raise Inexact("exponential of a quotient")
        ((below, scale),) = self.den.to_dict().items()
        power = self.home.number(1)
        for monomial, c in self.num.to_dict().items():
            product = tuple(int(a - b) for a, b in zip(monomial, below, strict=True))
            power = power * _exponential(self.home, product, 2 * c / scale)
        return power

    def sqrt(self, either: bool = False):
        """Return the positive root; every factor must have a sign, unless ``either`` root will do."""
        home, (constant, factors) = self.home, (self.num * self.den).factor()
        below = int(constant.q)
        outside = 1 / Element(home, self.den) / below * _root(home, int(constant.p) * below)
        for factor, power in factors:
            sign = 1 if either and power % 2 == 0 else home.sign(factor)
            if sign == 0:
                raise Inexact("a root of a factor whose sign is not known")
            if sign < 0 and power % 2:
                outside, factor = outside * home.i, -factor
            outside = outside * Element(home, factor * sign if power % 2 == 0 else factor) ** (power // 2)
            if power % 2:
                outside = outside * Element(home, home.gens[home.generator("root", factor, str(factor))])
        return outside


def _general_power(base: Element, power: Element) -> Element:
    """Return ``base**power = exp(power ln base)`` of a product of positive symbols; whole powers are split off."""
    home = base.home
    constant = power.num.to_dict().get((0,) * len(home.gens), 0) if power.den == 1 else 0
    logarithm = home.number(0)
    for poly, sign in ((base.num, 1), (base.den, -1)):
        if len(poly) != 1 or poly.leading_coefficient() != 1:
            raise Inexact("a general power of a sum")
        ((monomial, _),) = poly.to_dict().items()
        for place, n in enumerate(monomial):
            logarithm = logarithm + sign * int(n) * home.logarithm(place) if n else logarithm
    if fmpq(constant).q != 1:
        raise Inexact("a general power with a fraction")
    whole = int(fmpq(constant).p)
    return base**whole * ((power - whole) * logarithm).exp()


def _exponential(home, product, twice):
    """Return exp(twice * product / 2)."""
    if not any(product):
        raise Inexact("exponential of a number")
    if twice.q != 1:
        raise Inexact("exponential of a fraction of a product")
    for place, (half, _, _) in home.angles.items():
        if product[place] == 1 and product[0] == 1 and sum(map(abs, product)) == 2:
            return half ** int(twice.p)
    if product[0] and any(product[place] for place in home.angles):
        raise Inexact("a function of a multiple of an angle")
    return Element(home, home.gens[home.generator("exp", product, product)]) ** int(twice.p)


def _root(home, whole: int):
    """Return the root of an integer."""
    outside = home.number(1) if whole >= 0 else home.i
    whole = abs(whole)
    for prime in PRIMES:
        power = 0
        while whole and whole % prime == 0:
            whole, power = whole // prime, power + 1
        outside = outside * prime ** (power // 2)
        if power % 2:
            root = home.generator("root", home.ring.constant(prime), str(prime))
            outside = outside * Element(home, home.gens[root])
    if (remainder := round(whole**0.5)) ** 2 != whole:
        raise Inexact("a root of a large number")
    return outside * remainder


def _order(difference) -> int:
    """Return the sign of the difference of two times: inner ones are earlier, all are positive."""
    home = difference.home
    found = {}
    for monomial, c in difference.num.to_dict().items():
        places = [k for k, e in enumerate(monomial) if e]
        if len(places) != 1 or monomial[places[0]] != 1 or places[0] not in home.times:
            return 0
        found[home.times.index(places[0])] = c
    if difference.den != 1 or len(found) != 2 or sum(found.values()) != 0:
        return 0
    return 1 if found[min(found)] > 0 else -1
