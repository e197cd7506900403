"""The judge of proofs: two exact values are one function, or they differ at a point that can be named."""

from __future__ import annotations

import numpy as np

from ledger.exact import balls
from ledger.exact.element import Element
from ledger.exact.number import Inexact


def equal(value, target, place) -> bool:
    """Return whether two numbers or matrices are the same function.

    A difference must be certain: a ball around its value at some point that leaves out zero, or a
    value modulo a prime. If it is not, `Inexact` is raised.
    """
    value, target = (np.asarray(x, dtype=object) for x in (value, target))
    if value.ndim and target.ndim and value.shape != target.shape:
        raise Inexact(f"shapes {value.shape} and {target.shape} cannot be compared")
    pairs = zip(*(x.flat for x in np.broadcast_arrays(value, target)), strict=True)
    return not any(nonzero(part) for a, b in pairs for part in _parts(a - b, place))


def _parts(difference, place) -> list:
    """Return the numbers that vanish if a difference does: itself, or the coefficients of an operator."""
    return difference.coefficients if hasattr(difference, "coefficients") else [place.number(difference)]


def nonzero(number) -> bool:
    """Return whether a number is not zero, or raise `Inexact` if that is not certain."""
    if isinstance(number, Element) and number and not balls.nonzero_somewhere(number):
        raise Inexact("a difference that is zero, or nearly so, in disguise")
    return bool(number)


def positive(value) -> bool:
    """Return whether a number is positive for all positive symbols, term by term."""
    if (sign := value.sign()) == 0:
        raise Inexact("terms of both signs")
    return sign > 0
