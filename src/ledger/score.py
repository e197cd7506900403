"""Mutation score: how many deliberately broken copies of a formula its check rejects."""

from __future__ import annotations

import numpy as np

from ledger.entry import Entry, Expression, relative
from ledger.mutate import mutants

SAME = 1e-12  # relative: two forms that agree so well on every sample are the same function


def score(entry: Entry, known: list[tuple[dict, list]], notation) -> dict:
    """Return ``{"killed", "total", "stillborn", "survivors"}`` of the form that is right: corrected, else printed.

    ``known`` holds, for each sample and route, the names that a form may use and the values that the forms must have.
    """
    forms = entry.corrected or entry.printed
    killed, total, stillborn, survivors = 0, 0, 0, []
    for part, form in enumerate(forms):
        original = Expression(form, notation)
        cases = [(names, targets[part], original.values(names)) for names, targets in known]
        scalars = {k for k, v in known[0][0].items() if isinstance(v, (int, float)) and not isinstance(v, bool)}
        for description, tree in mutants(original.tree, scalars):
            fate = _fate(entry, tree, cases, original)
            if fate == "stillborn":
                stillborn += 1
                continue
            total += 1
            killed += fate == "killed"
            if fate != "killed":
                survivors.append({"part": part, "mutant": description, "reason": fate})
    return {"killed": killed, "total": total, "stillborn": stillborn, "survivors": survivors}


def _fate(entry, tree, cases, original) -> str:
    """Return ``killed``, ``stillborn`` (it cannot be evaluated at all) or the reason why a mutant survived."""
    try:
        mutant = Expression(tree, original.notation)
        same = True
        for names, target, right in cases:
            if not mutant.deviation(names, target) <= entry.tolerance:
                return "killed"
            values = mutant.values(names), right
            if original.equality:  # it does not matter which side stands on the left
                values = tuple(sorted(side, key=abs) for side in values)
            same = same and all(relative(np.asarray(a, complex), b) <= SAME for a, b in zip(*values, strict=False))
    except (TypeError, ValueError, NameError, KeyError, IndexError, ArithmeticError, np.linalg.LinAlgError):
        return "stillborn"
    return (
        "equivalent: the same value on every sample of the domain"
        if same
        else "weak: differs by less than the check resolves"
    )
