"""Every number that a function holds is found, of any size and wherever it stands."""

import math
import types
from functools import partial

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from autocoherence.clues import numbers_held

sizes = st.floats(-300, 300).map(lambda x: 10**x)
numbers = st.lists(sizes, min_size=1, max_size=8, unique=True)


class Held:
    """An object that is called."""

    __slots__ = ("own", "rest")

    def __init__(self, own):
        self.own = own
        self.rest = [self]

    def __call__(self, xi):
        return xi


class Base:
    """What can be called, and holds nothing by itself."""

    def __call__(self, xi):
        return xi


def keyword(held):
    """A function with numbers in a default that has no place."""

    def function(xi, *, edges=held):
        return [xi, edges]

    return function


HOLDERS = {
    "variables": lambda held: lambda xi: [xi, held],
    "in a function within a function": lambda held: (lambda inner: lambda xi: inner(xi))(lambda xi: [xi, held]),
    "of many functions, the last": lambda held: (lambda parts: lambda xi: sum(one(xi) for one, _ in parts))(
        [(lambda xi: xi, 0)] * 150 + [((lambda held: lambda xi: [xi, held])(one), 0) for one in held]
    ),
    "a default": lambda held: types.FunctionType((lambda xi, a: xi).__code__, {}, "f", (held,)),
    "a default of a keyword": lambda held: keyword(held),
    "a partial function": lambda held: partial(max, *held),
    "a partial function's keywords": lambda held: partial(max, key=held),
    "an attribute of a class": lambda held: type("Shared", (Base,), {"held": held})(),
    "an attribute of a base": lambda held: type("Shared", (type("Other", (Base,), {"held": held}),), {})(),
    "constants of an object's call": lambda held: type("Own", (), {"__call__": HOLDERS["constants"](held)})(),
    "a call with variables": lambda held: type("Own", (), {"__call__": HOLDERS["variables"](held)})(),
    "an attribute": Held,
    "a method": lambda held: Held(held).__call__,
    "constants": lambda held: eval(f"lambda xi: [{', '.join(f'{one!r} * xi' for one in held)}]"),
    "a dictionary": lambda held: partial(max, {k: {"place": one} for k, one in enumerate(held)}),
    "an array": lambda held: partial(max, np.array(held)),
    "a matrix": lambda held: partial(max, np.array([held, held])),
    "a tuple": lambda held: partial(max, tuple(held)),
    "edges": lambda held: partial(max, np.sort([*held, *np.geomspace(1e-305, 1e-302, 200)])),
    "a list of edges": lambda held: partial(max, sorted([*held, *np.geomspace(1e-305, 1e-302, 2000).tolist()])),
}


@example([1e300, 1e3, 999.0, 1.0, 1e-300])
@given(numbers)
def test_numbers_of_any_size_are_found_in_whatever_holds_them(held):
    for name, holder in HOLDERS.items():
        assert set(held) <= set(numbers_held(holder(held)).tolist()), name


def test_what_is_no_frequency_is_not():
    held = [-1.0, 0.0, math.inf, math.nan, True, "3", None, 10**400, 7]
    assert numbers_held(partial(max, held)).tolist() == [7.0]
    assert numbers_held(partial(max, np.random.default_rng(0).random(101))).size == 0  # measured values
