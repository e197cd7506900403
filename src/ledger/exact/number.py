"""What all exact numbers share: operators, and the functions that NumPy calls as methods."""

from __future__ import annotations

from fractions import Fraction
from functools import wraps
from types import SimpleNamespace

import numpy as np
from flint import fmpq

LONGEST = 8  # characters of a decimal that somebody wrote; a computed float has more


class Inexact(Exception):
    """Something has no exact place among these numbers; the text says what."""


class Number:
    """A number of a `home` that knows addition, multiplication, inverse, `exp` and `sqrt`.

    ``home.number`` turns Python's and NumPy's numbers into its own, or returns NotImplemented.
    """

    __slots__ = ()

    def __add__(self, other):
        other = self.home.number(other)
        return other if other is NotImplemented else self._plus(other)

    def __mul__(self, other):
        other = self.home.number(other)
        return other if other is NotImplemented else self._times(other)

    __radd__, __rmul__ = __add__, __mul__

    def __pos__(self):
        return self

    def __neg__(self):
        return self._times(self.home.number(-1))

    def __sub__(self, other):
        other = self.home.number(other)
        return other if other is NotImplemented else self._plus(-other)

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        other = self.home.number(other)
        return other if other is NotImplemented else self._times(other.inverse())

    def __rtruediv__(self, other):
        return self.inverse() * other

    def __pow__(self, power):
        if power != int(power):
            return self.sqrt() ** int(2 * power) if 2 * power == int(2 * power) else _refuse(power)
        base, result = (self if power >= 0 else self.inverse()), self.home.number(1)
        for _ in range(abs(int(power))):
            result = result * base
        return result

    def __eq__(self, other):
        other = self.home.number(other)
        return other is not NotImplemented and not (self - other)

    __hash__ = None

    def __lt__(self, other):
        return self.home.number(other) > self

    def __float__(self):
        raise Inexact("a float is asked for")

    __int__ = __complex__ = __float__

    def sinh(self):
        rise = self.exp()
        return (rise - 1 / rise) / 2

    def cosh(self):
        rise = self.exp()
        return (rise + 1 / rise) / 2

    def tanh(self):
        rise = self.exp() ** 2
        return (rise - 1) / (rise + 1)

    def expm1(self):
        return self.exp() - 1

    def sin(self):
        return (self * self.home.i).sinh() / self.home.i

    def cos(self):
        return (self * self.home.i).cosh()

    def hypot(self, other):
        return (self * self + self.home.number(other) * other).sqrt()

    def arctan2(self, other):
        """Return the angle of the point (other, self), between -pi and pi."""
        return self.home.angle(self, self.home.number(other))

    def arcsin(self):
        return self.arctan2((1 - self * self).sqrt())

    def arccos(self):
        return (1 - self * self).sqrt().arctan2(self)


def _refuse(power):
    raise Inexact(f"power {power}")


def fraction(x) -> fmpq | None:
    """Return the rational number that a real number of Python or NumPy stands for, or None."""
    if isinstance(x, (bool, np.bool_, int, np.integer)):
        return fmpq(int(x))
    if isinstance(x, fmpq):
        return x
    if isinstance(x, (float, np.floating)):
        text = repr(float(x))
        if len(text) > LONGEST or not np.isfinite(x):
            raise Inexact(f"{text} is no short decimal")
        x = Fraction(text)
    return fmpq(x.numerator, x.denominator) if isinstance(x, Fraction) else None


def home(*things):
    """Return the home of the first exact number among numbers, arrays, lists, tuples and samples, or None."""
    for thing in things:
        if isinstance(thing, Number):
            return thing.home
        parts = ()
        if isinstance(thing, (list, tuple)):
            parts = thing
        elif isinstance(thing, SimpleNamespace):
            parts = vars(thing).values()
        elif isinstance(thing, np.ndarray) and thing.dtype == object:
            parts = thing.flat
        for part in parts:
            if (found := home(part)) is not None:
                return found
    return None


def exactly(counterpart):
    """Let a numerical function hand its arguments on to its exact counterpart if one of them is exact."""

    def decorate(numerical):
        @wraps(numerical)
        def either(*arguments, **named):
            exact = home(*arguments, *named.values()) is not None
            return (counterpart if exact else numerical)(*arguments, **named)

        return either

    return decorate
