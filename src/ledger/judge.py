"""Judge entries: ask every route once, derive verdict and mutation score. Nothing is about one equation or paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from ledger.entry import Entry, Expression, Slope, relative, slip
from ledger.paper import Paper
from ledger.prove import Case, prove
from ledger.sample import Draws, Sample
from ledger.score import score
from ledger.verdicts import FLAWED

SCHEMA = "ledger/1"
SLIP = 10  # symbols: up to so many, a misprint can be a slip of the pen; beyond, the statement itself is wrong


def draw(entry: Entry, seed: int = 0) -> list[Sample]:
    """Return the samples of an entry: always the same ones for a seed."""
    return [entry.sample(Draws(entry.number, k, entry.samples, seed)) for k in range(entry.samples)]


def ask(entry: Entry, samples) -> list[list]:
    """Return what each route says on each sample; this is the costly part of a check, and nothing asks twice."""
    return [[route(sample) for route in entry.routes.values()] for sample in samples]


def known(entry: Entry, samples, answers) -> list[tuple[dict, list]]:
    """Return the names and the targets of the forms, for each sample that fulfils the condition and each route."""
    asked = zip(samples, answers, strict=True)
    kept = [(s, said) for s, said in asked if entry.inside is None or entry.inside(s)]
    return [entry.names_and_targets(s, answer) for s, said in kept for answer in said]


def further(entry: Entry) -> Callable:
    """Return what draws twice as many other samples, for mutants that those of the check take for the original."""

    def wider():
        samples = draw(replace(entry, samples=2 * entry.samples), seed=1)
        return known(entry, samples, ask(entry, samples))

    return wider


def residuals(entry: Entry, samples, answers, forms: tuple[str, ...], notation) -> list[float]:
    """Return the worst deviation of ``forms`` at each sample, over all routes and all equalities."""
    expressions = [Expression(form, notation) for form in forms]
    worst = []
    for sample, said in zip(samples, answers, strict=True):
        here = 0.0
        for answer in said:
            names, targets = entry.names_and_targets(sample, answer)
            pairs = zip(expressions, targets, strict=True)
            try:
                here = max([here, *(expression.deviation(names, target) for expression, target in pairs)])
            except NameError as error:
                valid = f"{', '.join(sorted(names))}, and what notation.py defines"
                raise NameError(f"entry {entry.number}: {error}; valid: {valid}") from None
        worst.append(here)
    return worst


def worst_case(answers, printed: list[float]) -> dict[str, float]:
    """Return the numbers that a comparison is about, at the sample where the print does worst."""
    found = {}
    for answer in answers[int(np.argmax(printed))]:
        if isinstance(answer, dict):
            found |= {name: float(value) for name, value in answer.items() if np.ndim(value) == 0}
    return found


def library_residual(entry: Entry, samples, answers) -> float | None:
    """Return the worst deviation of the library's own functions from the routes."""
    worst = None
    for function in entry.library.values():
        for sample, said in zip(samples, answers, strict=True):
            which, value = function(sample)  # the place, or the name, of the value it must have
            worst = max(worst or 0.0, *(relative(value, answer[which]) for answer in said))
    return worst


def slope(entry: Entry, samples, notation) -> dict:
    """Fit the exponent with which the largest error of all samples inside the condition vanishes.

    At a single one the next order may be zero, or nearly so, by accident.
    """
    law, form = entry.slope, Expression(entry.slope.expression, notation)
    kept = [law.at(sample) for sample in samples if entry.inside is None or entry.inside(sample)]
    errors = np.max([errors_of(law, form, sample) for sample in kept], axis=0)
    measured = float(np.polyfit(np.log(law.scales), np.log(errors), 1)[0])
    passed = abs(measured - law.power) <= law.tolerance
    found = {"power": law.power, "measured": measured, "scales": list(law.scales), "errors": errors.tolist()}
    return found | {"samples": len(kept), "passed": passed}


def errors_of(law: Slope, form: Expression, sample) -> np.ndarray:
    """Return the error of an expansion at each of the scales, relative to the value at the first of them."""
    found = []
    for scale in law.scales:
        scaled = sample.but(**{name: getattr(sample, name) * scale for name in law.names})
        value, right = form.values(vars(scaled))[0], law.exact(scaled)
        found.append((np.max(np.abs(value - right)), np.max(np.abs(right))))
    return np.array([error for error, _ in found]) / found[0][1]


def verdict(entry: Entry, printed: list[float], corrected: list[float] | None, inside: list[bool], sound: bool) -> str:
    """Derive the verdict from residuals alone; ``sound`` says that library and slope agree as well."""
    tolerance = entry.tolerance
    if not entry.routes or not sound or (entry.inside is not None and all(inside)):
        return "unverified"  # a condition that no sample violates has not been shown to be needed
    if max(printed) <= tolerance:
        return "definition" if entry.kind == "definition" else "verified"
    if entry.inside is not None:
        kept = [r for r, ok in zip(printed, inside, strict=True) if ok]
        lost = [r for r, ok in zip(printed, inside, strict=True) if not ok]
        return "imprecise" if kept and lost and max(kept) <= tolerance < min(lost) else "unverified"
    if corrected is not None and max(corrected) <= tolerance:
        return "misprint" if slip(entry.printed, entry.corrected) <= SLIP else "wrong"
    return "unverified"


def agreed(verdict: str, proof: dict) -> str:
    """Return the verdict of the samples, or ``unverified`` if the proof says something else."""
    settled = {"proved": ("verified", "definition"), "undecided": (verdict,)}
    if proof["status"] == "proved" and proof["reason"].startswith("holds identically if"):
        return verdict  # nothing is proved outside of the condition
    return verdict if verdict in settled.get(proof["status"], FLAWED) else "unverified"


def evidence(entry: Entry, paper: Paper, seed: int = 0) -> SimpleNamespace:
    """Return what the samples of one seed say of an entry, and the verdict that follows from them alone."""
    samples = draw(entry, seed)
    answers = ask(entry, samples)
    printed = residuals(entry, samples, answers, entry.printed, paper.notation)
    corrected = residuals(entry, samples, answers, entry.corrected, paper.notation) if entry.corrected else None
    inside = [bool(entry.inside(sample)) for sample in samples] if entry.inside else [True] * len(samples)
    library = library_residual(entry, samples, answers)
    law = slope(entry, samples, paper.notation) if entry.slope else None
    sound = (library is None or library <= entry.tolerance) and (law is None or law["passed"])
    good = corrected if corrected is not None else [r for r, ok in zip(printed, inside, strict=True) if ok]
    said = verdict(entry, printed, corrected, inside, sound)
    return SimpleNamespace(
        samples=samples, answers=answers, printed=printed, good=good, library=library, law=law, verdict=said
    )


def judge(entry: Entry, paper: Paper) -> dict:
    """Return the evidence on one entry of a paper as plain data."""
    met: list[Case] = []
    found, proof = evidence(entry, paper), prove(entry, paper.notation, met)
    decided = agreed(found.verdict, proof)
    cases = known(entry, found.samples, found.answers)
    mutants = score(entry, cases, further(entry), paper.notation, met) if decided != "unverified" else None
    return {
        "number": entry.number,
        "kind": entry.kind,
        "verdict": decided,
        "sampled": found.verdict,
        "proof": proof,
        "latex": paper.printed.get(entry.number, ""),
        "corrected_latex": corrected_latex(entry, paper),
        "statement": entry.statement,
        "printed": list(entry.printed),
        "corrected": list(entry.corrected or ()),
        "routes": list(entry.routes),
        "domain": entry.domain,
        "condition": entry.condition,
        "residual": _number(max(found.good, default=np.inf)),
        "printed_residual": _number(max(found.printed)),
        "library_residual": found.library,
        "library": list(entry.library),
        "slope": found.law,
        "tolerance": entry.tolerance,
        "samples": len(found.samples),
        "slip_symbols": slip(entry.printed, entry.corrected) if entry.corrected else None,
        "impact": entry.impact() if entry.impact else [],
        "worst": worst_case(found.answers, found.printed),
        "remark": entry.remark,
        "mutants": mutants,
    }


def corrected_latex(entry: Entry, paper: Paper) -> str:
    """Return the print with its replacements, each of which must be found."""
    text = paper.printed.get(entry.number, "")
    for old, new in entry.latex:
        if old not in text:
            raise ValueError(f"entry {entry.number}: {old!r} is not in the printed formula; valid: a part of it")
        text = text.replace(old, new)
    return text if entry.latex else ""


def judge_section(paper: Paper, name: str) -> dict:
    """Return the evidence on all entries of one section, ready to be written as JSON."""
    entries = [judge(entry, paper) | {"section": name} for entry in paper.sections[name]]
    return {"schema": SCHEMA, "section": name, "entries": entries}


def _number(value: float) -> float | str:
    """Return a finite number, or the word for what JSON has no number for."""
    return float(value) if np.isfinite(value) else "diverges"
