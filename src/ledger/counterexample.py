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
    """Return the program: it says how far off both forms are, or whether they hold; without a misprint it fails."""
    forms = {name: _form(entry[name][case.form]) for name in ("printed", "corrected")}
    (bare,) = {isinstance(form, ast.Compare) and not isinstance(form.ops[0], ast.Eq) for form in forms.values()}
    start = ["from mpmath import *", *case.given]
    if bare:
        lines = [*start, *_both(*map(ast.unparse, forms.values())), SAID, "assert corrected and not printed"]
        return "\n".join(lines) + "\n"
    target, *values = _sides(case.left, *forms.values())
    name = target if target.isidentifier() else "target"
    start += [f"target = {target}"] * (name != target)
    lines = [*start, *_both(*values), *(line.format(target=name, limit=LIMIT) for line in OFF)]
    return "\n".join(lines) + "\n"


SAID = 'print(f"printed: {printed}\\ncorrected: {corrected}")'
OFF = (
    'for name, form in ("printed", printed), ("corrected", corrected):'
    ' print(name, "is off by", nstr(norm(form - {target}) / norm({target}), 2))',
    "assert norm(corrected - {target}) < {limit:g} * norm({target}) < norm(printed - {target})",
)
WIDTH = 100  # characters; both forms stand in one line if that is no longer


def _both(printed: str, corrected: str) -> list[str]:
    line = f"printed, corrected = {printed}, {corrected}"
    return [line] if len(line) <= WIDTH else [f"printed = {printed}", f"corrected = {corrected}"]


def _form(source: str) -> ast.expr:
    return ast.fix_missing_locations(_Mpmath().visit(ast.parse(source, mode="eval"))).body


def _sides(left: str, printed: ast.expr, corrected: ast.expr) -> tuple[str, str, str]:
    """Return what both forms have to be, and what they are: a form that compares two sides itself is their ratio."""
    if not isinstance(printed, ast.Compare):
        return left, ast.unparse(printed), ast.unparse(corrected)
    pairs = [[ast.unparse(side) for side in (form.left, form.comparators[0])] for form in (printed, corrected)]
    for (shared, other), values in zip(
        zip(*pairs, strict=True), zip(*(pair[::-1] for pair in pairs), strict=True), strict=True
    ):
        if shared == other:
            return shared, *values
    return "1", *(f"({right}) / ({left})" for left, right in pairs)
