"""The numbers that a function of Python holds: where it may have features that no sample meets."""

from __future__ import annotations

import inspect
from collections import deque
from functools import partial
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

__all__ = ["numbers_held"]

DEEPEST = 4  # functions and objects within functions; the lists between them do not count
FEW, MOST = 100, 10_000  # numbers in a list of any order, and in one that increases; more are a grid
NO_NUMBERS = bool | str | bytes | type | ModuleType | np.ufunc | None
NUMBERS: tuple[type, ...] = (int, float, np.number, list, tuple, np.ndarray)


def numbers_held(function: object) -> np.ndarray:
    """Return the positive numbers in a function and in what it uses: constants, defaults, variables, attributes.

    Of an object that is called, those of its class and of its call count as well.

    Those of a long list or array count if they increase, as edges and the frequencies of a table do.
    """
    found: set[float] = set()
    seen: dict[int, object] = {}  # and kept alive, lest another thing gets the same id
    queue: deque[tuple[object, int]] = deque([(function, 0)])  # what is nearest comes first
    while queue:
        thing, depth = queue.popleft()
        if isinstance(thing, NO_NUMBERS) or id(thing) in seen or depth > DEEPEST:
            continue
        seen[id(thing)] = thing
        if isinstance(thing, NUMBERS):
            found.update(_positive(thing))
        deeper = depth + (not isinstance(thing, (*NUMBERS, dict)))
        queue.extend((part, deeper) for part in _parts(thing))
    return np.array(sorted(found))


def _positive(thing: Any) -> list[float]:
    """Return those that are positive and finite of a number, of few numbers, or of many that increase."""
    try:
        values = np.asarray(thing, dtype=float).ravel()
    except (TypeError, ValueError, OverflowError):  # a list of other things
        return []
    if values.size > MOST or (values.size > FEW and not np.all(np.diff(values) > 0)):
        return []
    return values[(values > 0) & np.isfinite(values)].tolist()


def _parts(thing: object) -> list[Any]:
    """Return what a thing uses."""
    if isinstance(thing, list | tuple):
        return [part for part in thing[:MOST] if not isinstance(part, int | float | np.number) or len(thing) <= FEW]
    if isinstance(thing, dict):
        return list(thing.values())[:MOST]
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
    kind = type(thing)
    names = [*getattr(thing, "__dict__", ()), *getattr(kind, "__slots__", ())]
    of_class = [pair for one in kind.__mro__ for pair in vars(one).items()]
    shared = [value for name, value in of_class if name == "__call__" or _is_shared(name, value)]
    return [*(getattr(thing, name, None) for name in names), *shared]


def _is_shared(name: str, value: object) -> bool:
    """Tell whether an attribute of a class may hold numbers of its objects, and is none of Python's own."""
    return not name.startswith("__") and isinstance(value, (*NUMBERS, dict))
