"""Automatic mutants of a transcribed formula: would the check have noticed if the print had been wrong?"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from itertools import combinations

_FUNCTIONS = {"tanh": "coth", "coth": "tanh", "sinh": "cosh", "cosh": "sinh", "sin": "cos", "cos": "sin"}
_COMPARISONS = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}


def mutants(tree: ast.Expression, scalars: set[str]) -> Iterator[tuple[str, ast.Expression]]:
    """Yield ``(description, mutated tree)``; ``scalars`` are the names whose values are plain numbers."""
    seen = {ast.dump(tree)}
    for description, mutant in _all(tree, scalars):
        if (key := ast.dump(mutant)) not in seen:
            seen.add(key)
            yield description, mutant


def _all(tree, scalars):
    thresholds = {id(node) for node in tree.body.comparators} if isinstance(tree.body, ast.Compare) else set()
    for index, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Constant) and id(node) in thresholds:
            continue  # the level a claim is held to is ours, not the paper's
        for description, replacement in _local(node):
            yield f"{description} in {_short(node)}", _replace(tree, index, replacement)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for a, b in combinations(sorted(names & scalars), 2):
        yield f"exchange {a} and {b}", _Rename({a: b, b: a}).visit(copy.deepcopy(tree))
    if not isinstance(tree.body, ast.Compare):
        yield "factor 2", ast.Expression(ast.BinOp(ast.Constant(2), ast.Mult(), copy.deepcopy(tree.body)))


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


def _replace(tree, index: int, replacement) -> ast.Expression:
    clone = copy.deepcopy(tree)
    target = list(ast.walk(clone))[index]
    return _Swap(target, copy.deepcopy(replacement)).visit(clone)


class _Swap(ast.NodeTransformer):
    def __init__(self, target, replacement):
        self.target, self.replacement = target, replacement

    def visit(self, node):
        return self.replacement if node is self.target else self.generic_visit(node)


class _Rename(ast.NodeTransformer):
    def __init__(self, names):
        self.names = names

    def visit_Name(self, node):
        return ast.Name(self.names.get(node.id, node.id), node.ctx)


def _short(node) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 60 else text[:57] + "..."
