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
    for a, b in zip(*(x.flat for x in np.broadcast_arrays(value, target)), strict=True):
        if difference := place.number(a) - b:
            if isinstance(difference, Element) and not balls.nonzero_somewhere(difference):
                raise Inexact("a difference that is zero, or nearly so, in disguise")
            return False
    return True


def positive(value) -> bool:
    """Return whether a number is positive for all positive symbols, term by term."""
    if (sign := value.sign()) == 0:
        raise Inexact("terms of both signs")
    return sign > 0
