"""The library on the command line: what it can do, what a function takes, and a number from it.

python -m autocoherence                           all that there is
python -m autocoherence NAME                      what it computes and takes
python -m autocoherence NAME argument=value ...   a number, as in

python -m autocoherence induced_coherence beta=2 omega_out=1 "arms=Arm(PowerLawBath(0.01, 1, 10), 0.5, 0.5, [1, 2])"
"""

from __future__ import annotations

import ast
import dataclasses
import difflib
import inspect
import math
import operator
import re
import sys
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np

import autocoherence

PUBLIC = {name: getattr(autocoherence, name) for name in autocoherence.__all__}
CONSTANTS = {"inf": math.inf, "pi": math.pi, "True": True, "False": False, "None": None}
MARKS = {
    "langle": "<",
    "rangle": ">",
    "dagger": "+",
    "infty": "inf",
    "to": " to ",
    ",": " ",
    "big": "",
    "sqrt": "root ",
}  # of LaTeX
ARITHMETIC = {ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Add: operator.add, ast.Sub: operator.sub}


class CommandError(ValueError):
    """What was typed cannot be meant; the message is one sentence."""


def summary(thing: object) -> str:
    """Return the first sentence of a docstring, without the marks of its formulas, on one line."""
    text = re.sub(r":math:`|`", "", str(inspect.getdoc(thing)).partition("\n\n")[0])
    text = re.sub(r"\\([A-Za-z]+|.)", lambda mark: MARKS.get(mark[1], mark[1]), text).replace("< ", "<")
    return textwrap.shorten(text, 90, placeholder=" ...")


def overview() -> str:
    """Return all that the library can do, from its own signatures and docstrings."""
    lines = [summary(autocoherence), *str(__doc__).splitlines()[1:]]
    for title, wanted in (("Functions", inspect.isroutine), ("Baths and arms, for values", inspect.isclass)):
        lines += ["", title]
        lines += [f"  {name:<28} {summary(thing)}" for name, thing in PUBLIC.items() if wanted(thing)]
    return "\n".join(lines)


def described(name: str) -> str:
    """Return what a function or class takes and computes."""
    return f"{name}{signature(PUBLIC[name])}\n\n{inspect.getdoc(PUBLIC[name])}"


def signature(thing: Callable[..., Any]) -> str:
    """Return the names and defaults of the arguments."""
    parameters = inspect.signature(thing).parameters.values()
    return f"({', '.join(str(p.replace(annotation=p.empty)) for p in parameters)})"


def nearest(word: str, valid: list[str]) -> str:
    """Say which of the valid words was probably meant."""
    near = difflib.get_close_matches(word, valid, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"valid: {', '.join(valid)}"


def known(name: str) -> Any:
    """Return the public name, or say which one was probably meant."""
    if name in PUBLIC:
        return PUBLIC[name]
    raise CommandError(f"autocoherence has no {name!r}; {nearest(name, list(PUBLIC))}")


def call(name: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
    """Call a public function or class, or say what it takes."""
    thing = known(name)
    valid = list(inspect.signature(thing).parameters)
    for keyword in keywords:
        if keyword not in valid:
            raise CommandError(f"{name} takes no {keyword!r}; {nearest(keyword, valid)}")
    try:
        inspect.signature(thing).bind(*arguments, **keywords)
    except TypeError as error:
        raise CommandError(f"{name}: {error}; valid: {name}{signature(thing)}") from None
    return thing(*arguments, **keywords)


def value(text: str) -> Any:
    """Return what a text stands for: a number, a list, a bath or an arm; nothing else is ever executed."""
    try:
        return built(ast.parse(text.strip(), mode="eval").body)
    except SyntaxError:
        raise CommandError(f"{text!r} is no value; valid: 2.0, inf, [1, 2], PowerLawBath(0.01, 1, 10)") from None


def built(node: ast.expr) -> Any:
    """Return the value of a node of the syntax."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name) and node.id in CONSTANTS:
        return CONSTANTS[node.id]
    if isinstance(node, ast.List | ast.Tuple):
        return [built(item) for item in node.elts]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -number(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        return ARITHMETIC[type(node.op)](number(node.left), number(node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        keywords = {str(keyword.arg): built(keyword.value) for keyword in node.keywords}
        return call(node.func.id, [built(argument) for argument in node.args], keywords)
    if isinstance(node, ast.Name):
        known(node.id)
    raise CommandError(f"{ast.unparse(node)!r} is no value; valid: numbers, inf, pi, lists, {', '.join(classes())}")


def number(node: ast.expr) -> int | float:
    """Return the value of a node that must be a number."""
    given = built(node)
    if isinstance(given, int | float):
        return given
    raise CommandError(f"{ast.unparse(node)!r} is no number")


def classes() -> list[str]:
    """Return the names of what can be built from numbers."""
    return [f"{name}(...)" for name, thing in PUBLIC.items() if inspect.isclass(thing)]


def shown(result: Any) -> str:
    """Return a result as text: a number, an array, or what a bath or an equilibrium holds, by name."""
    if not dataclasses.is_dataclass(result):
        return str(np.asarray(result).tolist())
    names = [field.name for field in dataclasses.fields(result)]
    names += [name for name in ("reorganization_energy", "error") if hasattr(result, name) and name not in names]
    return "\n".join(f"{name} = {part_of(getattr(result, name))}" for name in names)


def part_of(part: Any) -> object:
    """Return a part of a result as text."""
    return np.asarray(part).tolist() if isinstance(part, np.ndarray | np.generic) else part


def main(*words: str) -> int:
    """Answer one command line; return the exit status."""
    try:
        if not words or words[0] in ("-h", "--help", "help"):
            print(overview())
        elif len(words) == 1 and "(" not in words[0]:
            known(words[0])
            print(described(words[0]))
        else:
            print(shown(answer(*words)))
    except (ValueError, TypeError, ArithmeticError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def answer(first: str, *words: str) -> Any:
    """Return the number that is asked for: `NAME argument=value ...`, or a call as it stands in Python."""
    if "(" in first.partition("=")[0]:
        return value(" ".join([first, *words]))
    known(first)
    arguments = {}
    for word in words:
        name, sign, text = word.partition("=")
        if not sign:
            raise CommandError(f"{word!r} is no argument=value; valid: {first}{signature(PUBLIC[first])}")
        arguments[name.strip()] = value(text)
    return call(first, [], arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
