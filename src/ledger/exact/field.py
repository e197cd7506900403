"""A field in which equality is decided: Q(symbols, exponentials of their products, square roots).

An `Element` is a quotient of two polynomials over Q. The generators are i, symbols, ``exp(m/2)``
for a product m of generators, and square roots, whose squares are replaced. If the numerator of a
difference is the zero polynomial, the difference is the zero function. If it is not, the difference
is not zero either as long as the generators are independent, as exponentials of different products
are (Ax); a refutation does not lean on that: `nonzero_somewhere` shows it with a ball at one point.

Symbols stand for positive numbers. That matters to moduli, roots and orders only, never to an
equality of rational functions.
"""

from __future__ import annotations

from flint import fmpq_mpoly_ctx

from ledger.exact.element import Element
from ledger.exact.number import Inexact, fraction

SIZE = 40  # generators; a proof that needs more is too long to be waited for
PLAIN = (int, float, complex)


class Field:
    """The generators found so far, and what has been assumed of them."""

    def __init__(self, size: int = SIZE):
        self.ring = fmpq_mpoly_ctx.get(("g", size), "lex")
        self.gens, self.one, self.zero = (
            self.ring.gens(),
            self.ring.constant(1),
            self.ring.constant(0),
        )
        self.kinds: list[tuple] = [("root", -self.one)]  # ("symbol", name), ("exp", m), ("root", square)
        self.known = {("root", "-1"): 0}
        self.angles: dict[int, tuple] = {}  # generator: (exp(i angle / 2), sine part, cosine part)
        self.logarithms: dict[int, int] = {}  # generator: the symbol that it is the logarithm of
        self.roots = [0]
        self.times: list[int] = []  # variables of integration, from the outermost and latest on
        self.depth = 0
        self.consulted: set[str] = set()  # symbols on whose sign something has depended
        self.constants: dict = {}  # plain numbers met so far: matrices are full of the same few
        self.i = Element(self, self.gens[0])

    def symbol(self, name: str) -> Element:
        """Return the indeterminate called ``name``, a positive number."""
        return Element(self, self.gens[self.generator("symbol", name, name)])

    def generator(self, kind: str, content, key) -> int:
        """Return the place of a generator, a new one if there is none with this ``key``."""
        if (kind, key) not in self.known:
            if len(self.kinds) == len(self.gens):
                raise Inexact(f"more than {len(self.gens)} generators")
            self.known[kind, key] = len(self.kinds)
            self.kinds.append((kind, content))
            if kind == "root":
                self.roots.append(len(self.kinds) - 1)
        return self.known[kind, key]

    def number(self, x) -> Element:
        """Return a number as an element; a float only if it is a decimal that somebody wrote."""
        if isinstance(x, Element):
            return x if x.home is self else NotImplemented
        if type(x) in PLAIN:
            if x not in self.constants:
                self.constants[x] = self._constant(x)
            return self.constants[x]
        return self._constant(x)

    def _constant(self, x) -> Element:
        if (value := fraction(x)) is not None:
            return Element(self, self.ring.constant(value), reduced=True)
        if isinstance(x, complex):
            return self.number(x.real) + self.number(x.imag) * self.i
        return NotImplemented

    def time(self) -> Element:
        """Return the variable of the next inner integral, earlier than all outer ones."""
        variable = self.symbol(f"time {self.depth}")
        place = self.place(variable)
        if place not in self.times:
            self.times.append(place)
        return variable

    def place(self, symbol: Element) -> int:
        """Return which generator a symbol is."""
        (monomial,) = symbol.num.to_dict()
        return monomial.index(1)

    def monomial(self, exponents) -> Element:
        """Return the product of generators with these exponents, which may be negative."""
        up, down = ({tuple(max(sign * e, 0) for e in exponents): 1} for sign in (1, -1))
        return Element(self, self.ring.from_dict(up), self.ring.from_dict(down))

    def angle(self, sine: Element, cosine: Element) -> Element:
        """Return an angle whose sine and cosine are proportional to the arguments, |angle| < pi."""
        size = sine.hypot(cosine)
        half = ((size + cosine) / (2 * size)).sqrt()  # the cosine of half the angle
        angle = self.symbol(f"angle of {sine}, {cosine}")
        self.angles[self.place(angle)] = (half + self.i * sine / (2 * size * half), sine, cosine)
        return angle

    def logarithm(self, place: int) -> Element:
        """Return the logarithm of a symbol, a symbol of either sign that shares nothing with it."""
        kind, name = self.kinds[place]
        if kind != "symbol" or place in self.angles:
            raise Inexact("the logarithm of what is no symbol")
        symbol = self.symbol(f"ln {name}")
        self.logarithms[self.place(symbol)] = place
        return symbol

    def roots_in(self, poly) -> list[int]:
        """Return which roots a polynomial has in it, in their order."""
        degrees = poly.degrees()
        return [k for k in self.roots if degrees[k]]

    def reduced(self, poly):
        """Replace the squares of the roots."""
        degrees = poly.degrees()
        for k in reversed(self.roots):
            if degrees[k] > 1:
                parts: dict[int, dict] = {}
                for monomial, c in poly.to_dict().items():
                    half, rest = divmod(monomial[k], 2)
                    key = (*monomial[:k], rest, *monomial[k + 1 :])
                    parts.setdefault(half, {})[key] = c
                square = self.kinds[k][1]
                poly = sum((self.ring.from_dict(p) * square**n for n, p in parts.items()), self.zero)
                degrees = poly.degrees()
        return poly

    def conjugated(self, poly, k: int):
        """Turn the sign of the root ``k``."""
        if not poly.degrees()[k]:
            return poly
        terms = poly.to_dict().items()
        return self.ring.from_dict({e: -c if e[k] % 2 else c for e, c in terms})

    def sign(self, poly) -> int:
        """Return the sign of a polynomial if it is the same for all positive values, else 0."""
        degrees = poly.degrees()
        self._consult(degrees)
        if any(degrees[k] for k in range(len(self.kinds)) if not self._positive(k)):
            return 0
        beyond = list(self.gens)
        for k, (kind, _) in enumerate(self.kinds):
            if kind == "exp" and self.grows(k):
                beyond[k] = self.gens[k] + 1
        for form in (lambda: poly, lambda: poly.compose(*beyond, ctx=self.ring)):
            signs = {c > 0 for c in form().coeffs()}
            if len(signs) == 1:
                return 1 if signs.pop() else -1
        return 0

    def _consult(self, degrees) -> None:
        """Note the symbols of a polynomial, also of those within exponents and roots."""
        for k, (kind, content) in enumerate(self.kinds):
            if degrees[k] and kind == "symbol":
                self.consulted.add(content)
            elif degrees[k] and k:
                self._consult(content if kind == "exp" else content.degrees())

    def _positive(self, k: int) -> bool:
        """Return whether a generator stands for positive numbers only."""
        kind, content = self.kinds[k]
        if kind == "exp":  # positive if it is real
            return not any(self._phase(j) for j, e in enumerate(content) if e)
        return k != 0 and k not in self.angles and k not in self.logarithms

    def _phase(self, k: int) -> bool:
        """Return whether i has gone into a generator."""
        kind, content = self.kinds[k]
        return k == 0 or (kind == "exp" and any(self._phase(j) for j, e in enumerate(content) if e))

    def grows(self, k: int) -> bool:
        """Return whether an exponential is that of a positive product: it is above 1."""
        return all(self._positive(j) for j, e in enumerate(self.kinds[k][1]) if e)
