"""Which equation is obtained from which, by which operation; and whether a step holds where both ends can be evaluated.

A step's check is an expression in the symbols of the equation it leads to, in which ``eq(n, part, **names)`` stands
for the right form of a premise, with some of its symbols renamed. So a premise that changes breaks the steps that lead
away from it, and "if (33) falls, what falls?" has an answer.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from ledger.entry import Entry, Expression, relative
from ledger.judge import draw
from ledger.mutate import mutants

OPERATIONS = (
    *("define", "substitute", "sum", "average", "integrate", "differentiate", "expand", "trace", "limit"),
    *("transform", "relabel", "compare"),
)
TOLERANCE = 1e-6  # of the quadratures, and of limits that are taken at a large number
MUTANTS = 6  # of each premise, spread evenly over all there are
Forms = dict[int, list[Expression]]


@dataclass(frozen=True)
class Step:
    """Equation ``to`` is obtained from ``premises`` by ``operation``; ``words``: where and how the paper says so.

    Each of ``checks`` is (which equality of ``to``, the expression that it must equal).
    """

    to: int
    premises: tuple[int, ...]
    operation: str
    words: str
    checks: tuple[tuple[int, str], ...] = ()

    def __post_init__(self):
        if self.operation not in OPERATIONS:
            raise ValueError(f"operation = {self.operation!r} of the step to ({self.to}); valid: {OPERATIONS}")
        strange = {number for number, _ in self.used} - set(self.premises)
        if strange:
            raise ValueError(f"the check of the step to ({self.to}) uses {strange}; valid: {self.premises}")

    @property
    def used(self) -> list[tuple[int, int]]:
        """The premises, and which of their equalities, that the checks evaluate."""
        nodes = (node for _, check in self.checks for node in ast.walk(ast.parse(check, mode="eval")))
        calls = [node.args for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "eq"]
        return sorted({(args[0].value, args[1].value if len(args) > 1 else 0) for args in calls})


def right_forms(entry: Entry, notation) -> list[Expression]:
    """Return the forms that are right, corrected or printed; of an equation between two sides, the last one."""
    trees = [ast.parse(form.strip(), mode="eval") for form in entry.corrected or entry.printed]
    sides = [tree.body.comparators[-1] if isinstance(tree.body, ast.Compare) else tree.body for tree in trees]
    return [Expression(ast.Expression(side), notation) for side in sides]


def goals(step: Step, forms: Forms, samples, notation) -> list[tuple[dict, list]]:
    """Return for each sample its names, and the step's checks with the values that they must have."""
    found = []
    for names in map(vars, samples):
        wanted = []
        for part, check in step.checks:
            wanted.append((Expression(check, notation), forms[step.to][part].values(names)[0]))
        found.append((names, wanted))
    return found


def residual(goals: list[tuple[dict, list]], forms: Forms) -> float:
    """Return the worst deviation of a step's checks; one of the ``forms`` of its premises may be broken."""
    worst = 0.0
    for names, wanted in goals:
        scope = {**names, "eq": evaluator(forms, names), "given": SimpleNamespace}
        for check, right in wanted:
            worst = max(worst, relative(check.values(scope)[0], right))
    return worst


def evaluator(forms: Forms, names: dict) -> Callable:
    """Return what ``eq`` means in a check."""

    def eq(number, part=0, **changed):
        return forms[number][part].values({**names, **changed})[0]

    return eq


def judge_step(step: Step, paper) -> dict:
    """Return the evidence on one step: its residual, and how many broken copies of its premises it notices."""
    found = {"checked": False, "residual": None, "broken": 0, "noticed": 0}
    if step.checks:
        entries = {entry.number: entry for entry in paper.entries}
        forms = {n: right_forms(entries[n], paper.notation) for n in (step.to, *step.premises)}
        samples = [s for s in draw(entries[step.to]) if not entries[step.to].inside or entries[step.to].inside(s)]
        there = goals(step, forms, samples, paper.notation)
        error = residual(there, forms)
        fates = [list(noticed(there[:1], forms, place, paper.notation)) for place in step.used]
        checked = error <= TOLERANCE and all(any(fate) for fate in fates)
        found = {"checked": checked, "residual": error, "broken": sum(map(len, fates)), "noticed": sum(map(sum, fates))}
    return {"to": step.to, "from": list(step.premises), "operation": step.operation, "words": step.words} | found


def noticed(goals: list[tuple[dict, list]], forms: Forms, place: tuple[int, int], notation) -> Iterator[bool]:
    """Yield for each broken copy of one equality of a premise whether the step fails with it."""
    number, part = place
    for _, tree in spread(list(mutants(forms[number][part].tree, set()))):
        broken = [*forms[number]]
        broken[part] = Expression(tree, notation)
        try:
            yield not residual(goals, forms | {number: broken}) <= TOLERANCE
        except (TypeError, ValueError, NameError, KeyError, IndexError, ArithmeticError, np.linalg.LinAlgError):
            continue  # it cannot be evaluated at all


def spread(items: list) -> list:
    """Return at most `MUTANTS` of the items, evenly spread."""
    return [items[i] for i in np.unique(np.linspace(0, len(items) - 1, MUTANTS).astype(int))] if items else []
