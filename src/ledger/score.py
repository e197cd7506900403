"""Mutation score: how many deliberately broken copies of a formula its check rejects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from ledger.entry import Entry, Expression, relative
from ledger.exact.number import Inexact, home
from ledger.mutate import mutants
from ledger.prove import Case, holds
from ledger.shared import Shared
from ledger.symbols import silent, symbols

SAME = 1e-12  # relative: two forms that agree so well on every sample are the same function


def score(entry: Entry, known: list[tuple[dict, list]], further: Callable, notation, met: Sequence[Case] = ()) -> dict:
    """Return ``{"killed", "total", "stillborn", "survivors"}`` of the form that is right: corrected, else printed.

    ``known`` holds, for each sample and route, the names that a form may use and the values that the forms must have;
    ``further()`` returns the same for other samples, ``met`` holds the cases of the proof, if there is one. What the
    samples do not kill is judged by those: there a mutant is another function, or the same one for certain. Without
    them it meets further samples.
    Each symbol of a form is varied as well: one on which no value depends is a survivor.
    """
    forms = entry.corrected or entry.printed
    again = _Again(entry, further, [case for case in met if case.inside])
    killed, total, stillborn, survivors = 0, 0, 0, []
    for part, form in enumerate(forms):
        original = Expression(form, notation)
        scalars = {k for k, v in known[0][0].items() if isinstance(v, (int, float)) and not isinstance(v, bool)}
        cases, shared = _valued(known, original, part), Shared(original)
        for description, tree in mutants(original.tree, scalars):
            fate = _fate(entry, tree, cases, shared)
            if fate not in ("killed", "stillborn"):
                fate = again.fate(tree, shared, part)
            if fate == "stillborn":
                stillborn += 1
                continue
            total += 1
            killed += fate == "killed"
            if fate != "killed":
                survivors.append({"part": part, "mutant": description, "reason": fate})
        unread = silent(original, [(names, right) for names, _, right in cases])
        total += len(symbols(original))
        killed += len(symbols(original)) - len(unread)
        reason = again.constant(part) if unread else ""
        survivors += [{"part": part, "mutant": f"vary {name}", "reason": reason} for name in unread]
    return {"killed": killed, "total": total, "stillborn": stillborn, "survivors": survivors}


def _valued(known, original: Expression, part: int) -> list[tuple]:
    return [(names, targets[part], original.values(names)) for names, targets in known]


class _Again:
    """The second court for mutants that the samples do not tell from the original; convened when it is needed."""

    def __init__(self, entry: Entry, further: Callable, proof: list[Case]):
        self.entry, self.further, self.proof = entry, further, proof

    @cached_property
    def wider(self) -> list[tuple[dict, list]]:
        """More samples than the check has, from other numbers."""
        return self.further()

    def constant(self, part: int) -> str:
        """Return why the value of a form does not depend on one of its symbols."""
        if self.proof and not any(home(case.targets[part]) for case in self.proof):
            return "equivalent: the value is one number, whatever its symbols are, which is proved"
        return "weak: no value of the form depends on it"

    def fate(self, tree, shared: Shared, part: int) -> str:
        mutant = shared.mutant(tree)
        try:
            if self.proof:
                same = all(holds(mutant, shared.within(mutant, case), part) for case in self.proof)
                return "equivalent: the same function, which is proved" if same else "killed"
        except LookupError:
            return "killed"  # it asks for a spin or a mode that is not there
        except (Inexact, TypeError, ValueError, NameError, AttributeError):
            pass  # it has no exact value
        fate = _fate(self.entry, tree, _valued(self.wider, shared.original, part), shared)
        return "weak: only further samples tell it apart" if fate == "killed" else fate


def _fate(entry, tree, cases, shared: Shared) -> str:
    """Return ``killed``, ``stillborn`` (it cannot be evaluated at all) or the reason why a mutant survived."""
    try:
        mutant = shared.mutant(tree)
        same = True
        for names, target, right in cases:
            values, deviation = mutant.measured(shared.named(mutant, names), target)
            if not deviation <= entry.tolerance:
                return "killed"
            values = values, right
            if shared.original.equality:  # it does not matter which side stands on the left
                values = tuple(sorted(side, key=abs) for side in values)
            same = same and all(relative(np.asarray(a, complex), b) <= SAME for a, b in zip(*values, strict=False))
    except (TypeError, ValueError, NameError, KeyError, IndexError, ArithmeticError, np.linalg.LinAlgError):
        return "stillborn"
    return (
        "equivalent: the same value on every sample of the domain"
        if same
        else "weak: differs by less than the check resolves"
    )
