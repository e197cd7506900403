"""Which symbols a transcribed formula reads, and whether its value depends on each of them."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from types import CodeType

import numpy as np

from ledger.entry import Expression, relative
from ledger.sample import Sample

__all__ = ["silent", "symbols", "varied"]


def symbols(form: Expression) -> list[str]:
    """Return the names that a form takes from outside, in order; not those that it binds itself."""
    found = {name for code in form.codes for name in _read(code)}
    return sorted(found - set(form.notation))


def _read(code: CodeType) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_NAME", "LOAD_GLOBAL"):
            yield step.argval
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _read(part)


def silent(form: Expression, cases: list[tuple[dict, list]]) -> list[str]:
    """Return the symbols of a form on which its value depends in none of ``cases``, each its names and its values."""
    read = {name for name in symbols(form) if any(name in names for names, _ in cases)}
    for names, right in cases:
        read = {name for name in read if not _changes(form, names, name, right)}
    return sorted(read)


def _changes(form: Expression, names: dict, name: str, right: list) -> bool:
    try:
        values = form.values({**names, name: varied(names[name])})
        return any(relative(a, b) > 0 for a, b in zip(values, right, strict=True))
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, np.linalg.LinAlgError):
        return True  # it asks for a spin or a mode that is not there


def varied(value):
    """Return another value of the same kind; of a function, one with other values."""
    if isinstance(value, (bool, np.bool_)):
        return not value
    if isinstance(value, (int, np.integer)):
        return value + 1
    if isinstance(value, (float, complex, np.ndarray)):
        return 1.25 * value + 0.125
    if isinstance(value, str):
        return value + "'"
    if isinstance(value, (list, tuple)):
        return type(value)(map(varied, value))
    if isinstance(value, dict):
        return {name: varied(one) for name, one in value.items()}
    if isinstance(value, Sample):
        return Sample(**varied(vars(value)))
    if callable(value):
        return lambda *arguments, **named: varied(value(*arguments, **named))
    raise TypeError(f"{type(value).__name__} is no value of a symbol; valid: numbers, arrays, functions, lists of them")
