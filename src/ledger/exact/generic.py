"""Numbers at a generic point: what is too long for polynomials is decided by its value modulo a prime.

Every symbol and every exponential exp(m/2) of a product of symbols is a random element of the field
of P elements, P a random prime near 2^255; only the variables of integration stay symbolic.
What differs there differs for certain. What agrees may agree by accident: a rational function of
degree d vanishes at a random point with a probability of at most d/(P - 1) (Schwartz, Zippel), and
every `Value` carries a bound of its degree. Roots of symbols have no sign here and are refused.
"""

from __future__ import annotations

import secrets

from flint import fmpq, fmpz, fmpz_mod_ctx

from ledger.exact.labels import add, inverted, multiply, product
from ledger.exact.number import Inexact, Number, fraction

SMALL = ("series", "small parameter", ())  # the atom of power series
PRIMES = (2, 3, 5, 7, 11, 13)  # whose roots, and that of -1, exist modulo P


def random_prime() -> int:
    """Return a prime near 2^255 modulo which -1 and the small primes are squares."""
    step = 8 * 3 * 5 * 7 * 11 * 13  # numbers that are 1 modulo all of these
    candidate = 2**255 // step * step + 1 + step * secrets.randbelow(2**200)
    while not fmpz(candidate).is_prime():
        candidate += step
    return candidate


class Point:
    """A random point: the values drawn so far."""

    def __init__(self):
        self.prime = random_prime()
        self.modular = fmpz_mod_ctx(self.prime)
        self.drawn: dict = {}
        self.depth = 0
        self.consulted: set[str] = set()  # no number has a sign here
        self.order: int | None = None  # of power series, see `series`
        self.known_roots: dict[int, Value] = {}
        self.degree = 0  # of all numbers together that were found to be zero
        self.i = Value(self, {(): self.root_of(-1)}, {(("i", 1),): 1}, phase=True)

    def root_of(self, whole: int) -> int:
        """Return a root modulo the prime, always the same one of a number."""
        if ("root", whole) not in self.drawn:
            self.drawn["root", whole] = int(self.modular(whole).sqrt())
        return self.drawn["root", whole]

    def random(self, atom) -> int:
        """Return the value of a symbol or of an exponential."""
        if atom == "i":
            return self.root_of(-1)
        if atom not in self.drawn:
            self.drawn[atom] = secrets.randbelow(self.prime - 1) + 1
        return self.drawn[atom]

    def symbol(self, name: str) -> Value:
        """Return the indeterminate called ``name``."""
        return Value(self, {(): self.random(name)}, {((name, 1),): 1}, degree=1)

    def time(self) -> Value:
        """Return the variable of the next inner integral, earlier than all outer ones."""
        name = f"time {self.depth}"
        return Value(self, {((("time", name, ()), 1),): 1}, {((name, 1),): 1})

    def series(self, order: int) -> Value:
        """Return the small parameter; from now on all products end with its power ``order``."""
        self.order = order
        return Value(self, {((SMALL, 1),): 1})

    def remember_root(self, root: Value) -> None:
        """Let the square of a short ``root`` have this root, for functions that do not mind its sign."""
        self.known_roots[(root * root).terms[()]] = root

    def number(self, x) -> Value:
        """Return a number as a value; a float only if it is a decimal that somebody wrote."""
        if isinstance(x, Value):
            return x if x.home is self else NotImplemented
        if (value := fraction(x)) is not None:
            if not value:
                return Value(self, {}, {})
            reduced = int(value.p) * pow(int(value.q), -1, self.prime) % self.prime
            return Value(self, {(): reduced}, {(): value})
        if isinstance(x, complex):
            imaginary = self.number(x.imag)
            return self.number(x.real) + (imaginary * self.i if imaginary else 0)
        return NotImplemented

    def angle(self, *_):
        raise Inexact("an angle has no sign modulo a prime")


class Value(Number):
    """A polynomial in times and their exponentials, with coefficients modulo the prime.

    ``label`` is the same as a polynomial in the symbols while that is short, ``degree`` a bound of
    the degree of the coefficients as rational functions, ``phase`` whether i has gone into it.
    """

    __slots__ = ("degree", "home", "label", "phase", "terms")

    def __init__(self, home: Point, terms, label=None, degree: int = 0, phase: bool = False):
        if not terms and label is None:  # found to be zero
            home.degree, label = home.degree + degree, {}
        self.home, self.terms, self.label, self.degree = home, terms, label, degree
        self.phase = bool(terms) and phase

    def _plus(self, other):
        terms = dict(self.terms)
        for key, c in other.terms.items():
            terms[key] = (terms.get(key, 0) + c) % self.home.prime
        terms = {key: c for key, c in terms.items() if c}
        degree = self.degree + other.degree
        return Value(self.home, terms, add(self.label, other.label), degree, self.phase or other.phase)

    def _times(self, other):
        prime, terms = self.home.prime, {}
        for a, c in self.terms.items():
            for b, d in other.terms.items():
                key = product(a, b)
                if self.home.order is not None and dict(key).get(SMALL, 0) > self.home.order:
                    continue
                terms[key] = (terms.get(key, 0) + c * d) % prime
        terms = {key: c for key, c in terms.items() if c}
        ways = max(1, min(len(self.terms), len(other.terms)))  # to make one monomial
        degree = ways * (self.degree + other.degree)
        label = multiply(self.label, other.label)
        return Value(self.home, terms, label, degree, self.phase or other.phase)

    def inverse(self):
        """Return 1/x of a single product of times."""
        if not self.terms:
            raise ZeroDivisionError("division by zero")
        if len(self.terms) > 1:
            raise Inexact("a quotient of functions of the times")
        ((key, c),) = self.terms.items()
        label = None
        if self.label is not None and len(self.label) == 1:
            ((monomial, d),) = self.label.items()
            if d:
                label = {inverted(monomial): 1 / fmpq(d)}
        terms = {inverted(key): pow(c, -1, self.home.prime)}
        return Value(self.home, terms, label, self.degree, self.phase)

    def __bool__(self):
        if not self.terms:  # a decision that may be an accident
            self.home.degree += self.degree
        return bool(self.terms)

    def __repr__(self):
        return f"{self.label if self.label is not None else '...'} modulo a prime"

    def __gt__(self, other):
        """Compare two times: inner ones are earlier, and all are positive."""
        label = (self - other).label or {}
        found = {m[0][0]: c for m, c in label.items() if len(m) == 1 and m[0][1] == 1}
        times = sorted(name for name in found if name.startswith("time "))
        if not times or len(times) != len(label) or (len(times) > 1 and sum(found.values())):
            raise Inexact("an order that is not known")
        return found[times[0]] > 0

    def __abs__(self):
        raise Inexact("a number modulo a prime has no sign")

    def conjugate(self):
        """Return the number itself: i must not have gone into it."""
        if self.phase:
            raise Inexact("conjugate of a complex number modulo a prime")
        return self

    @property
    def real(self):
        """The real part."""
        return self.conjugate()

    def exp(self):
        """Return the exponential of a sum of half-integer multiples of products."""
        if self.label is None:
            raise Inexact("exponential of something long")
        prime, power, key, degree = self.home.prime, 1, (), 0
        for monomial, c in self.label.items():
            twice = 2 * fmpq(c)
            if not monomial or twice.q != 1:
                raise Inexact("exponential of a number, or of a fraction of a product")
            times = [(name, n) for name, n in monomial if name.startswith("time ")]
            if times:
                ((name, n),) = times if len(times) == 1 else [(None, 0)]
                if n != 1:
                    raise Inexact("exponential of a product of times")
                rest = tuple(factor for factor in monomial if factor[0] != name)
                key = product(key, ((("exp", name, rest), int(twice)),))
            else:
                value = self.home.random(("exp", monomial))
                power, degree = (
                    power * pow(value, int(twice), prime) % prime,
                    degree + abs(int(twice)),
                )
        return Value(self.home, {key: power}, None, degree, self.phase)

    def sqrt(self, either: bool = False):
        """Return the root of a rational number whose only prime factors are small."""
        if either and set(self.terms) == {()} and self.terms[()] in self.home.known_roots:
            return self.home.known_roots[self.terms[()]]
        if self.label is None or set(self.label) - {()}:
            raise Inexact("a root has no sign modulo a prime")
        value = fmpq(self.label.get((), 0))
        whole, outside = int(value.p * value.q), self.home.number(1)
        for prime in PRIMES:
            while whole and whole % prime == 0:
                whole //= prime
                outside = outside * Value(self.home, {(): self.home.root_of(prime)})
        if (remainder := round(abs(whole) ** 0.5)) ** 2 != abs(whole):
            raise Inexact("a root of a large number")
        return outside * remainder * (self.home.i if whole < 0 else 1) / int(value.q)
