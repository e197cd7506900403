"""A misprint as a program of a few lines that needs nothing but mpmath, so that anybody can see it fail.

The printed and the corrected form are the ledger's own transcriptions; a `Counterexample` adds numbers for their
symbols, and the value of the left side by other means.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

__all__ = ["LIMIT", "STATUSES", "Counterexample", "program"]

LIMIT = 1e-8  # relative; what is off by less agrees
STATUSES = ("unsent", "sent", "answered")
WORDS = {"arccos": "acos", "arcsin": "asin", "Gamma": "gamma", "Sum": "sum"}  # ours: mpmath's or Python's


@dataclass(frozen=True)
class Counterexample:
    """``given`` defines the symbols, line by line; ``left`` is what the formula claims to be, by other means.

    ``left`` is empty where the form compares two sides itself. ``form`` says which of the entry's forms is meant,
    ``how`` in words where the left side comes from. ``status`` is where the erratum stands with the authors.
    """

    given: tuple[str, ...]
    left: str = ""
    how: str = ""
    form: int = 0
    status: str = "unsent"

    def __post_init__(self):
        if self.status not in STATUSES:
            raise ValueError(f"status = {self.status!r} of an erratum; valid: {', '.join(STATUSES)}")


class _Mpmath(ast.NodeTransformer):
    """The words of the ledger in mpmath's, whose product of matrices is ``*``."""

    def visit_Name(self, node):
        return ast.copy_location(ast.Name(WORDS.get(node.id, node.id), node.ctx), node)

    def visit_BinOp(self, node):
        node = self.generic_visit(node)
        return ast.BinOp(node.left, ast.Mult(), node.right) if isinstance(node.op, ast.MatMult) else node


def program(entry: dict, case: Counterexample) -> str:
    """Return the program; it prints how far the printed and the corrected form are off, or whether they hold."""
    forms = {name: _form(entry[name][case.form]) for name in ("printed", "corrected")}
    (bare,) = {isinstance(form, ast.Compare) and not isinstance(form.ops[0], ast.Eq) for form in forms.values()}
    lines = ["from mpmath import *", *case.given]
    if bare:
        return "\n".join([*lines, *(f'print("{name}:", {ast.unparse(form)})' for name, form in forms.items())]) + "\n"
    lines += [f"target = {case.left}"] * bool(case.left)
    sides = {name: _sides(form) for name, form in forms.items()}
    lines += ["for name, target, value in (", *(f'    ("{name}", {a}, {b}),' for name, (a, b) in sides.items()), "):"]
    lines += ['    print(name, "is off by", nstr(norm(value - target) / norm(target), 2))']
    return "\n".join(lines) + "\n"


def _form(source: str) -> ast.expr:
    return ast.fix_missing_locations(_Mpmath().visit(ast.parse(source, mode="eval"))).body


def _sides(form: ast.expr) -> tuple[str, str]:
    if isinstance(form, ast.Compare):
        return ast.unparse(form.left), ast.unparse(form.comparators[0])
    return "target", ast.unparse(form)
