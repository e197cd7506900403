"""Proofs: an entry over indeterminates instead of samples, for every way to take the discrete choices.

The forms, samplers and routes are those of the samples, or the exact counterparts that an entry gives
(`ledger.entry.Proof`). A printed form is proved if it is the same function as what every route says,
refuted if it differs from one. Nothing is concluded from what cannot be decided.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.entry import FIELD, POINT, Entry, Expression
from ledger.exact.decide import equal, positive
from ledger.exact.field import Field
from ledger.exact.generic import Point
from ledger.exact.number import Inexact
from ledger.exact.source import Indeterminates, branches

__all__ = ["Case", "cases", "holds", "prove"]

PLACES = {FIELD: Field, POINT: Point}
METHODS = {
    FIELD: "equality of functions, decided in a field of symbols, exponentials and roots",
    POINT: "equality at a random point modulo a prime near 2^255",
}


@dataclass(frozen=True)
class Case:
    """One way to take the discrete choices, and what one route says of it: names, and the targets of the forms."""

    source: Indeterminates
    names: dict
    targets: list
    inside: bool


def cases(entry: Entry) -> Iterator[Case]:
    """Yield what every route says in exact numbers, for every way to take the discrete choices."""
    plan = entry.proof
    for source in branches(PLACES[plan.numbers]):
        sample = (plan.sample or entry.sample)(source)
        inside = entry.inside is None or bool(entry.inside(sample))
        for route in (plan.routes or entry.routes).values():
            names, targets = entry.names_and_targets(sample, route(sample))
            own = {"sqrt": lambda x, home=source.home: home.number(x).sqrt()}
            yield Case(source, own | names, targets, inside)


def holds(expression: Expression, case: Case, part: int) -> bool:
    """Return whether a form is the same function as its target, or a comparison true for all symbols."""
    home = case.source.home
    try:
        values = expression.values(case.names)
    except ZeroDivisionError:
        return False  # it has no value anywhere
    if not expression.comparison:
        return equal(values[0], case.targets[part], home)
    pairs = zip(expression.operators, values, values[1:], strict=False)
    return all(_compared(type(operator), *map(home.number, pair), home) for operator, *pair in pairs)


def _compared(operator: type, left, right, home) -> bool:
    if equal(left, right, home):
        return operator in (ast.Eq, ast.LtE, ast.GtE)
    if operator is ast.Eq:
        return False
    return positive(right - left if operator in (ast.Lt, ast.LtE) else left - right)


def prove(entry: Entry, notation, met: list[Case] | None = None) -> dict:
    """Return ``{"status", "method", "domain", "reason"}`` of one entry, as plain data.

    The cases that were compared are added to ``met``: they cost more than what is compared with them.
    """
    plan = entry.proof
    if isinstance(plan, str):
        return _result("undecided", "", "", plan or "no exact counterpart of its routes is given")
    method = plan.method or METHODS[plan.numbers]
    try:
        if plan.steps:
            return _by_steps(entry, notation, method)
        return _by_cases(entry, notation, method, [] if met is None else met)
    except Inexact as error:
        return _result("undecided", method, "", str(error))


def _by_cases(entry: Entry, notation, method: str, met: list[Case]) -> dict:
    forms = [Expression(form, notation) for form in entry.printed]
    fixed = [Expression(form, notation) for form in entry.corrected or ()]
    printed, corrected, worst = [], [], 0
    for case in cases(entry):
        met.append(case)
        printed.append((case.inside, all(holds(form, case, part) for part, form in enumerate(forms))))
        if fixed:
            corrected.append(all(holds(form, case, part) for part, form in enumerate(fixed)))
        worst = max(worst, getattr(case.source.home, "degree", 0))
    status = _status(printed, corrected, entry.inside is not None)
    inside = all(inside for inside, _ in printed)
    domain = _domain(entry, [case.source for case in met])
    return _result(status, method + _error(worst), domain, _reason(entry, status, inside))


def _status(printed: list[tuple[bool, bool]], corrected: list[bool], conditional: bool) -> str:
    if all(right for _, right in printed):
        return "proved"
    if conditional:  # the print must hold inside its condition; that it fails outside is seen above
        kept = [right for inside, right in printed if inside]
        return "refuted, correction proved" if kept and all(kept) else "refuted"
    return "refuted, correction proved" if corrected and all(corrected) else "refuted"


def _by_steps(entry: Entry, notation, method: str) -> dict:
    """Return the result of an argument in several steps, each of which must hold."""
    words, seen = [], []
    for source in branches(PLACES[entry.proof.numbers]):
        seen.append(source)
        for said, right in entry.proof.steps(source, lambda form, names: Expression(form, notation).values(names)[0]):
            if not right:
                return _result("undecided", method, "", f"a step of the argument fails: {said}")
            words += [said] if said not in words else []
    condition = f"holds identically if {entry.condition}: " if entry.condition else ""
    return _result("proved", method, _domain(entry, seen), condition + "; ".join(words))


def _domain(entry: Entry, sources: list[Indeterminates]) -> str:
    symbols = max(source.count for source in sources)
    ways = len({source.path for source in sources})
    choices = f", {ways} discrete cases" if ways > 1 else ""
    stated = f"{entry.proof.domain}; " if entry.proof.domain else ""
    return f"{stated}all values of {symbols} symbols{choices}" if symbols else entry.domain


def _error(degree: int) -> str:
    return f", wrong with a probability below 1e-{len(str(2**254 // degree)) - 1}" if degree else ""


def _reason(entry: Entry, status: str, inside: bool) -> str:
    if status == "proved" and entry.inside is not None:
        return f"holds identically if {entry.condition}" if inside else "holds outside of its condition as well"
    if status == "refuted, correction proved" and entry.inside is not None:
        return f"holds identically if {entry.condition}, and not otherwise"
    if status == "refuted":
        return "the corrected form differs as well" if entry.corrected else "no corrected form is given"
    return ""


def _result(status: str, method: str, domain: str, reason: str) -> dict:
    return {"status": status, "method": method, "domain": domain, "reason": reason}
