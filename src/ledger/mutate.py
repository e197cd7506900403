"""Automatic mutants of a transcribed formula: would the check have noticed if the print had been wrong?"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from itertools import combinations

_FUNCTIONS = {"tanh": "coth", "coth": "tanh", "sinh": "cosh", "cosh": "sinh", "sin": "cos", "cos": "sin"}
_COMPARISONS = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}


def mutants(tree: ast.Expression, scalars: set[str]) -> Iterator[tuple[str, ast.Expression]]:
    """Yield ``(description, mutated tree)``; ``scalars`` are the names whose values are plain numbers.

    A mutant shares with the original whatever does not stand above the place of the mutation.
    """
    places, known = _places(tree), {}
    seen = {_text(tree, known)}
    for description, replacements in _all(tree, scalars):
        mutant = _replaced(tree, places, replacements)
        if (text := _text(mutant, known)) not in seen:
            seen.add(text)
            yield description, mutant


def _all(tree, scalars) -> Iterator[tuple[str, dict[ast.AST, ast.AST]]]:
    thresholds = set(tree.body.comparators) if isinstance(tree.body, ast.Compare) else set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node in thresholds:
            continue  # the level a claim is held to is ours, not the paper's
        if local := list(_local(node)):
            place = _short(node)
            for description, replacement in local:
                yield f"{description} in {place}", {node: _located(replacement, node)}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    for a, b in combinations(sorted({node.id for node in names} & scalars), 2):
        other = {a: b, b: a}
        renamed = {node: ast.Name(other[node.id], node.ctx) for node in names if node.id in other}
        yield f"exchange {a} and {b}", {node: _located(new, node) for node, new in renamed.items()}
    if not isinstance(tree.body, ast.Compare):
        yield "factor 2", {tree.body: _located(ast.BinOp(ast.Constant(2), ast.Mult(), tree.body), tree.body)}


def _local(node) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, (ast.Add, ast.Sub)):
            other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            yield "flip the sign", ast.BinOp(node.left, other, node.right)
        if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.MatMult)):
            yield "drop the left part", node.right
        if not isinstance(node.op, ast.Pow):
            yield "drop the right part", node.left
        if isinstance(node.op, ast.MatMult):
            yield "exchange the factors", ast.BinOp(node.right, ast.MatMult(), node.left)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "flip the sign", node.operand
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
        yield "exchange the function", ast.Call(ast.Name(_FUNCTIONS[node.func.id], ast.Load()), node.args, [])
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float, complex)):
        yield "double the number", ast.Constant(2 * node.value if node.value else 1)
    elif isinstance(node, ast.Name) and node.id == "beta":
        yield "beta to 2 beta", ast.BinOp(ast.Constant(2), ast.Mult(), node)
    elif isinstance(node, ast.Lambda) and len(node.args.args) == 2:
        swapped = ast.arguments([], list(reversed(node.args.args)), None, [], [], None, [])
        yield "exchange tau and tau'", ast.Lambda(swapped, node.body)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        yield (
            "turn the inequality",
            ast.Compare(node.left, [_COMPARISONS.get(type(op), type(op))() for op in node.ops], node.comparators),
        )


def _located(new, old):
    """Return a new node whose parts stand where ``old`` does: without a place they cannot be compiled."""
    for part in (new, *ast.iter_child_nodes(new)):
        if not hasattr(part, "lineno"):
            ast.copy_location(part, old)
    return new


def _places(tree) -> dict[ast.AST, tuple[ast.AST, str, int | None]]:
    """Return for each node but the root its parent, the field there and the index in it, parents before children."""
    places = {}
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, ast.AST):
                    places[child] = parent, field, index
    return places


def _replaced(tree, places, replacements) -> ast.Expression:
    """Return the tree with some nodes replaced, and with copies of all that stands above them."""
    new = dict(replacements)
    for node in reversed(places):
        if node in new:
            parent, field, index = places[node]
            if parent not in new:
                new[parent] = copy.copy(parent)
            value = new[node]
            if index is not None:
                siblings = getattr(new[parent], field)
                value = [*siblings[:index], value, *siblings[index + 1 :]]
            setattr(new[parent], field, value)
    return new[tree]


def _text(node, known: dict) -> str:
    """Return what tells two trees apart, as `ast.dump` does; the texts of nodes that mutants share are ``known``."""
    if isinstance(node, list):
        return f"[{', '.join(_text(part, known) for part in node)}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    if node not in known:
        fields = (f"{name}={_text(value, known)}" for name, value in ast.iter_fields(node) if value is not None)
        known[node] = f"{type(node).__name__}({', '.join(fields)})"
    return known[node]


def _short(node) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 60 else text[:57] + "..."
