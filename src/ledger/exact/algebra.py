"""Operators of spins and boson modes as words: Pauli strings times normal-ordered bosons, no truncation.

What would take matrices of thousands of exact elements takes a handful of terms here; products are
those of the Pauli matrices and of ``b b^+ = b^+ b + 1``, and nothing else.
"""

from __future__ import annotations

from itertools import product
from math import comb, factorial

from ledger.exact.number import Number

# Pauli matrices 1, x, y, z as 0 to 3: which one a product is, and which power of i stands before it
_PRODUCTS = {(a, b): ((a ^ b), 0 if 0 in (a, b) or a == b else 1 if (b - a) % 3 == 1 else 3)
             for a, b in product(range(4), repeat=2)}  # fmt: skip


class Algebra:
    """The operators of ``spins`` spins and ``modes`` modes, with coefficients in the field ``home``.

    ``sigma[j]`` are the Pauli matrices of spin j, ``b[k]`` is the annihilator of mode k, ``eye`` is 1.
    """

    def __init__(self, home, spins: int, modes: int):
        self.home, self.spins, self.modes = home, spins, modes
        self.powers = home.number(1), home.i, home.number(-1), -home.i
        self.eye = self.word()
        self.sigma = [tuple(self.word(j, pauli) for pauli in (1, 2, 3)) for j in range(spins)]
        self.b = [self.word(mode=k) for k in range(modes)]
        self.x, self.z = [s[0] for s in self.sigma], [s[2] for s in self.sigma]

    def word(self, site: int | None = None, pauli: int = 0, mode: int | None = None) -> Operator:
        """Return one Pauli matrix of a spin, or the annihilator of a mode, or the unit operator."""
        spins = tuple(pauli * (j == site) for j in range(self.spins))
        modes = tuple((0, int(k == mode)) for k in range(self.modes))
        return Operator(self, {(spins, modes): self.home.number(1)})


class Operator:
    """A sum of words: ``{(Pauli string, ((creators, annihilators) of each mode)): coefficient}``."""

    __array_ufunc__ = None  # a product with NumPy's numbers is ours

    def __init__(self, algebra: Algebra, terms: dict):
        self.algebra, self.terms = algebra, {key: c for key, c in terms.items() if c}

    def _lift(self, other) -> Operator:
        return other if isinstance(other, Operator) else self.algebra.eye * other

    def __add__(self, other):
        terms = dict(self.terms)
        for key, c in self._lift(other).terms.items():
            terms[key] = terms[key] + c if key in terms else c
        return Operator(self.algebra, terms)

    def __mul__(self, number):
        if isinstance(number, Operator):
            raise TypeError("operators are multiplied with @")
        return Operator(self.algebra, {key: c * number for key, c in self.terms.items()})

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -self._lift(other)

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, number):
        return self * (1 / self.algebra.home.number(number))

    def __matmul__(self, other):
        terms: dict = {}
        for (spins, modes), c in self.terms.items():
            for (others, further), d in self._lift(other).terms.items():
                string, phase = _pauli(spins, others)
                factor = c * d * self.algebra.powers[phase]
                for ordered, count in normal_order(modes, further):
                    value = factor * count
                    key = string, ordered
                    terms[key] = terms[key] + value if key in terms else value
        return Operator(self.algebra, terms)

    def __rmatmul__(self, other):
        return self._lift(other) @ self

    def __pow__(self, power: int):
        result = self.algebra.eye
        for _ in range(power):
            result = result @ self
        return result

    def __bool__(self):
        return bool(self.terms)

    def __eq__(self, other):
        return not self - other

    __hash__ = None

    def dagger(self) -> Operator:
        """Return the adjoint; symbols are real."""
        terms = {}
        for (spins, modes), c in self.terms.items():
            terms[spins, tuple((q, p) for p, q in modes)] = c.conjugate()
        return Operator(self.algebra, terms)

    @property
    def T(self) -> Operator:
        """The transposed operator: sigma^y turns its sign."""
        terms = {}
        for (spins, modes), c in self.terms.items():
            terms[spins, tuple((q, p) for p, q in modes)] = -c if spins.count(2) % 2 else c
        return Operator(self.algebra, terms)

    def commutator(self, other) -> Operator:
        """Return ``[self, other]``."""
        return self @ other - other @ self

    def turned(self, generator: Operator, most: int = 12) -> Operator:
        """Return ``e^{-S} self e^{S}`` for a generator S whose nested commutators end."""
        total, term = self, self
        for n in range(1, most + 1):
            term = term.commutator(generator) / n
            if not term:
                return total
            total = total + term
        raise ValueError(f"the commutators do not end after {most}")

    def vacuum(self) -> Operator:
        """Return the part without bosons."""
        return Operator(self.algebra, {key: c for key, c in self.terms.items() if not any(map(any, key[1]))})

    def thermal(self, occupations) -> dict:
        """Return the average over the modes, ``{Pauli string: value}``, from ``<b^+^n b^n> = n! <b^+ b>^n``."""
        out: dict = {}
        for (spins, modes), c in self.terms.items():
            if all(p == q for p, q in modes):
                for (p, _), occupation in zip(modes, occupations, strict=True):
                    c = c * factorial(p) * occupation**p
                out[spins] = out[spins] + c if spins in out else c
        return out

    def changed(self, change) -> Operator:
        """Return the operator with all its coefficients changed."""
        return Operator(self.algebra, {key: change(c) for key, c in self.terms.items()})

    @property
    def coefficients(self) -> list[Number]:
        """The coefficients of all words."""
        return list(self.terms.values())


def _pauli(left, right) -> tuple[tuple, int]:
    """Return the product of two Pauli strings and the power of i before it."""
    pairs = [_PRODUCTS[pair] for pair in zip(left, right, strict=True)]
    return tuple(matrix for matrix, _ in pairs), sum(phase for _, phase in pairs) % 4


def normal_order(left: tuple, right: tuple) -> list[tuple[tuple, int]]:
    """Return the normal-ordered terms of a product of ``b^+^p b^q`` as [(exponents, factor)]."""
    out = [((), 1)]
    for (p, q), (r, s) in zip(left, right, strict=True):
        out = [
            ((*key, (p + r - k, q + s - k)), f * comb(q, k) * comb(r, k) * factorial(k))
            for key, f in out
            for k in range(min(q, r) + 1)
        ]
    return out
