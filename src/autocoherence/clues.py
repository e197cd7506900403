"""The numbers that a function of Python holds: where it may have features that no sample meets."""

from __future__ import annotations

import inspect
from functools import partial
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

__all__ = ["numbers_held"]

DEEPEST = 4  # functions within functions
MOST = 10_000  # numbers in a list; more are a grid
NO_NUMBERS = bool | str | bytes | type | ModuleType | np.ufunc | None


def numbers_held(function: object) -> np.ndarray:
    """Return the positive numbers in a function and in what it uses: constants, defaults, variables, attributes.

    Those of a list or an array count if they increase, as edges do, and the frequencies of a table.
    """
    found: set[float] = set()
    _collect(function, found, set(), 0)
    return np.array(sorted(found))


def _collect(thing: object, found: set[float], seen: set[int], depth: int) -> None:
    """Add the numbers in a thing, and in what it uses."""
    if isinstance(thing, NO_NUMBERS) or id(thing) in seen or depth > DEEPEST:
        return
    seen.add(id(thing))
    if isinstance(thing, int | float | np.number | list | tuple | np.ndarray):
        found.update(_increasing(thing))
    for part in _parts(thing):
        _collect(part, found, seen, depth + 1)


def _increasing(thing: Any) -> list[float]:
    """Return those that are positive and finite of a number, or of numbers that increase; of anything else nothing."""
    try:
        values = np.atleast_1d(np.asarray(thing, dtype=float))
    except (TypeError, ValueError, OverflowError):  # a list of other things
        return []
    if values.ndim > 1 or values.size > MOST or not np.all(np.diff(values) > 0):
        return []
    return values[(values > 0) & np.isfinite(values)].tolist()


def _parts(thing: object) -> list[Any]:
    """Return what a thing uses."""
    if isinstance(thing, list | tuple):
        return list(thing[:100])
    if isinstance(thing, dict):
        return list(thing.values())[:100]
    if isinstance(thing, CodeType):
        return list(thing.co_consts)
    if isinstance(thing, MethodType):
        return [thing.__self__, thing.__func__]
    if isinstance(thing, partial):
        return [thing.func, thing.args, thing.keywords]
    if isinstance(thing, FunctionType):
        try:
            variables = inspect.getclosurevars(thing)
        except ValueError:  # one that has no value yet
            return [thing.__code__]
        return [thing.__code__, thing.__defaults__, thing.__kwdefaults__, variables.nonlocals, variables.globals]
    names = [*getattr(thing, "__dict__", ()), *getattr(type(thing), "__slots__", ())]
    return [getattr(thing, name, None) for name in names]
