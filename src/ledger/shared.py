"""What a mutant shares with its original has one value in each case, whichever mutant asks for it."""

from __future__ import annotations

import ast
import copy
from dataclasses import replace

from ledger.entry import Expression

__all__ = ["Shared"]

# whose parts bind names of their own, or may be left out
CLOSED = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp, ast.BoolOp, ast.NamedExpr)


class Shared:
    """The parts of a form that call something and whose names are all the form's own, by the names they get here."""

    def __init__(self, original: Expression):
        self.original = original
        self.names = {part: f"_shared_{k}" for k, part in enumerate(_parts(original.tree.body))}
        self.forms = {name: Expression(ast.Expression(part), original.notation) for part, name in self.names.items()}
        self.known: dict[tuple[str, int], object] = {}
        self.cases: list[dict] = []  # kept, so that no other dict has the identity of one

    def mutant(self, tree: ast.Expression) -> Expression:
        """Return a mutant in which names stand for what it shares with the original."""
        return Expression(ast.Expression(self._shortened(tree.body)), self.original.notation)

    def _shortened(self, node):
        if node in self.names:
            return ast.copy_location(ast.Name(self.names[node], ast.Load()), node)
        if isinstance(node, CLOSED) or not isinstance(node, ast.AST):
            return node
        short = copy.copy(node)
        for field, value in ast.iter_fields(node):
            whole = isinstance(value, list)
            setattr(short, field, [self._shortened(one) for one in value] if whole else self._shortened(value))
        return short

    def named(self, mutant: Expression, names: dict) -> dict:
        """Return the names of a case, and those that a mutant has for what it shares."""
        asked = {name for code in mutant.codes for name in code.co_names if name in self.forms}
        return names | {name: self._value(name, names) for name in asked}

    def within(self, mutant: Expression, case):
        """Return a case of a proof with those names."""
        return replace(case, names=self.named(mutant, case.names))

    def _value(self, name: str, names: dict):
        key = name, id(names)
        if key not in self.known:
            self.cases.append(names)
            self.known[key] = self.forms[name].values(names)[0]
        return self.known[key]


def _parts(node):
    """Yield the closed parts that call something, the larger ones first."""
    if isinstance(node, ast.expr) and any(isinstance(part, ast.Call) for part in ast.walk(node)):
        if not isinstance(node, ast.Compare):
            yield node
        if not isinstance(node, CLOSED):
            for child in ast.iter_child_nodes(node):
                yield from _parts(child)
