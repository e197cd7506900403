"""How much two runs may differ: what each computation claims, and the rounding of colours.

A value is claimed to a relative error a and an absolute error b (`arrays.quantity`), so two runs that keep the claim
differ by 2 (a |value| + b) at most. No tolerance is for physics.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["COARSEST", "LETTERED", "LEVELS", "PROMISE", "Claim", "Difference", "alike", "of_form", "telling"]

PROMISE = 1e-11  # relative accuracy of the library, docs/accuracy.md: an array that claims nothing else claims this
COARSEST = 1e-2  # of an array, a claim that is coarser could not tell one result from another
LEVELS = 1.0  # of 255, root mean square over a panel of a bare picture: colours are rounded to one level
LETTERED = 0.06  # of 1, mean brightness of a block of a picture with text, which another FreeType draws otherwise
PRECISION, NOISE = 1e-2, 1e-9  # of a number that is measured or drawn: relative; what is rounding, whatever it is
KINDS = ("form", "value", "landmark", "picture")  # of differences, those that say most first
ROUNDING = 4 * np.finfo(float).eps  # of the largest value: what a value that is exactly zero elsewhere may be


@dataclass(frozen=True)
class Difference:
    """One compared thing: ``what`` differs by ``error`` where ``allowed`` is allowed, both in the same unit."""

    kind: str
    what: str
    error: float
    allowed: float

    @property
    def ratio(self):
        """Above 1, the difference is real."""
        return self.error / self.allowed if self.allowed else float(self.error and np.inf)

    def __str__(self):
        if not self.allowed:
            return self.what
        return f"{self.what} differs by {self.error:.1e} (allowed {self.allowed:.1e})"


def alike(one, other):
    """Tell whether two numbers that are measured or drawn are the same; None is what does not apply."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(PRECISION * min(abs(one), abs(other)), NOISE)


def of_form(what):
    """A difference that no tolerance covers: something is missing, new, or of another kind."""
    return Difference("form", what, np.inf, 0.0)


def telling(found):
    """Return the differences that are real, first those that say most; if there are none, the closest call."""
    moved = [one for one in found if one.ratio > 1]
    return (
        sorted(moved, key=lambda one: (KINDS.index(one.kind), -one.ratio))
        or sorted(found, key=lambda one: -one.ratio)[:1]
    )


@dataclass(frozen=True)
class Claim:
    """The accuracy of an array: relative and absolute error, and its largest finite value."""

    relative: float
    absolute: float
    scale: float

    @classmethod
    def of(cls, array):
        """Read the claim of a labelled array."""
        values = np.asarray(array.values, dtype=float)
        rounding = 4 * np.finfo(array.dtype).eps if array.dtype.kind == "f" else 0.0
        scale = float(np.max(np.abs(values), where=np.isfinite(values), initial=0.0))
        relative = number(array.attrs.get("accuracy"), max(PROMISE, rounding))
        return cls(relative, number(array.attrs.get("absolute_accuracy"), 0.0), scale)

    def __and__(self, other):
        """The stricter of two claims, neither of which counts beyond `COARSEST`."""
        relative, absolute = min(self.relative, other.relative), min(self.absolute, other.absolute)
        scale = max(self.scale, other.scale)
        return Claim(min(relative, COARSEST), min(absolute, COARSEST * min(self.scale, other.scale)), scale)

    @property
    def coarse(self):
        """Whether it is too coarse to tell one result from another."""
        return self.relative > COARSEST or self.absolute > COARSEST * self.scale

    @property
    def at_one(self):
        """The claimed error of a value that is one."""
        return self.relative + self.absolute

    def allowed(self, old, new, relative=None, absolute=1.0):
        """What ``new`` may differ by from ``old``, numbers or arrays.

        ``relative`` and ``absolute`` say how far they move for such errors of the values, see `landmarks`; a value
        itself moves by its size and by one. Where exactly one of the two is zero, the other may be rounding.
        """
        relative = np.maximum(np.abs(old), np.abs(new)) if relative is None else relative
        zero = (np.equal(old, 0) ^ np.equal(new, 0)) * ROUNDING * self.scale
        return 2 * (self.relative * relative + self.absolute * absolute) + zero + np.finfo(float).tiny


def number(claimed, otherwise):
    """Return a claimed error; what is no finite positive number claims nothing."""
    try:
        claimed = float(claimed)
    except (TypeError, ValueError):
        return otherwise
    return claimed if 0 <= claimed < np.inf else otherwise
