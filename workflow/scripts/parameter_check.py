"""Check the parameters of an analysis against what the cell tagged `parameters` of its notebook declares."""

from __future__ import annotations

import math

import yaml
from command_line import nearest
from config_text import ConfigError, dotted, shortened
from notebook_source import NotebookError, declared_parameters

__all__ = ["check_parameters", "looks_numeric"]

OUTPUTS = ("figure_pdf", "figure_png", "data", "claims")  # given by the rule


def check_parameters(where, given, notebook, complete=False):
    """Return the parameters ``given``, a count of 4.0 as 4, if they are those of the notebook, of their kinds.

    Otherwise raise `ConfigError`. ``where`` is their path in the configuration; ``complete`` asks for all of them.
    """
    try:
        declared = declared_parameters(notebook)
    except NotebookError as error:
        raise ConfigError(str(error)) from None
    absent = [name for name in OUTPUTS if name not in declared]
    if absent:
        raise ConfigError(f"{notebook} does not declare the output paths {', '.join(absent)} as parameters")
    wanted = [name for name in declared if name not in OUTPUTS]
    for name, value in given.items():
        if name not in wanted:
            raise refusal(where, f": unknown parameter of {notebook} {name[:80]!r}; {nearest(name, wanted)}", name)
        check_kind((*where, name), value, declared[name], f"as {notebook} declares {name} = {declared[name]}")
    check_order(where, given)
    missing = [name for name in wanted if name not in given]
    if complete and missing:
        raise refusal(where, f": {notebook} declares {missing[0]!r}, which is not given")
    counts = {name for name, value in given.items() if type(declared[name]) is int and isinstance(value, float)}
    return {name: int(value) if name in counts else value for name, value in given.items()}


def refusal(where, message, *more):
    """Return the error about something in the configuration."""
    return ConfigError(f"{dotted(where)}{message}", (*where, *more))


def check_kind(where, value, default, because):
    """Raise unless a value is of the kind of the declared one; in a list, each of its values."""
    if kind(default) not in (kind(value), "anything"):
        given = "nothing" if value is None else kind(value)
        raise refusal(where, f" = {shortened(repr(value))} is {given}; valid: {kind(default)}{looks_numeric(value)}")
    if isinstance(value, list):
        kinds = {kind(one) for one in default}
        alike = {type(one) for one in value} <= {int, float} and kinds == {"a number"}  # one look at many numbers
        for number, one in enumerate(value if len(kinds) == 1 and not alike else ()):
            check_kind((*where, number), one, default[0] if kinds != {"a number"} else 1.0, because)
    elif type(default) is int and value != math.floor(value):  # a count, which NumPy would cut off without a word
        raise refusal(
            where,
            f" = {shortened(repr(value))} is no whole number; valid: a whole number, {because} "
            f"(with a point, {default}.0, any number would do)",
        )


def check_order(where, given):
    """Raise unless every ..._min is below its ..._max."""
    for name in given:
        upper = name.removesuffix("_min") + "_max"
        both = name.endswith("_min") and kind(given[name]) == kind(given.get(upper)) == "a number"
        if both and given[name] >= given[upper]:
            raise refusal(where, f": {name} = {given[name]:g} is not below {upper} = {given[upper]:g}", name)


def kind(value):
    """Name the kind of a value for a reader."""
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", tuple: "a list"}
    return kinds.get(type(value), "a mapping" if isinstance(value, dict) else "anything")


def looks_numeric(value):
    """Return a hint where a text would be a number in Python, or with a point for its comma, or nothing."""
    if isinstance(value, str):
        for text in (value, value.replace(",", ".")):
            try:
                number = float(text)
            except ValueError:
                continue
            if math.isfinite(number):
                written = yaml.safe_dump(number).split("\n")[0]
                return f" (YAML takes this for text; the number is {written})"
    return ""
