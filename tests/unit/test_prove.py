"""Proofs of entries: every status, every discrete choice, and what samples and proofs say of each other."""

import dataclasses
import re

import numpy as np
import pytest
from flint import arb

from ledger import text
from ledger.entry import FIELD, POINT, Entry, Expression, Proof
from ledger.exact import limits
from ledger.exact.number import exactly
from ledger.judge import agreed, judge
from ledger.mutate import mutants
from ledger.paper import Paper, load
from ledger.prove import _error, cases, holds, prove
from ledger.sample import Draws, Sample
from paper import notation
from paper.routes import certified
from paper.systems import landmarks

NOTATION = {name: value for name, value in vars(notation).items() if not name.startswith("_")}
PAPER = load()
FIXED = "refuted, correction proved"
PROVED = [entry for entry in PAPER.entries if isinstance(entry.proof, Proof)]


def toy(printed="tanh(x * y)", route=lambda s: (np.sinh(s.x * s.y) / np.cosh(s.x * s.y),), **changes):
    content = {
        "number": "toy",
        "kind": "identity",
        "printed": (printed,),
        "sample": lambda source: Sample(x=source.signed(0.5, 1), y=source.number(0.5, 1)),
        "routes": {"quotient": route},
        "domain": "order one",
        "statement": "a toy",
        "proof": Proof(),
    }
    return Entry(**content | changes)


@pytest.mark.parametrize("entry", PAPER.entries, ids=lambda entry: str(entry.number))
def test_what_is_not_proved_says_why_in_one_line(entry):
    """An equation has a proof; of a claim that stays numerical the reason is its own, not that none is given."""
    assert isinstance(entry.proof, Proof) or (isinstance(entry.number, str) and 20 < len(entry.proof) < 160)


def test_a_ball_that_is_not_small_proves_nothing(monkeypatch):
    wide = arb(1, 1e-6)
    for module, name in ((landmarks, "at"), (landmarks, "place"), (certified, "ball")):
        monkeypatch.setattr(module, name, lambda *_: wide)
    monkeypatch.setattr(landmarks, "HALF", wide)
    for steps in (*map(landmarks.enclosed, landmarks.COLD), landmarks.enclosed_displacements):
        assert not any(right for _, right in steps(None, None))


def test_the_probability_of_an_accident_is_told_and_bounds_it():
    """A function of degree d vanishes at a random one of more than 2^254 points with a probability below d/2^254."""
    (told,) = re.findall(r"below 1e-(\d+)$", prove(toy(proof=Proof(numbers=POINT)), NOTATION)["method"])
    assert 70 < int(told) < 77 and 10.0 ** -int(told) > 2.0**-254
    for degree in (1, 7, 10**3, 10**20, 2**200):
        (told,) = re.findall(r"^, wrong with a probability below 1e-(\d+)$", _error(degree))
        assert degree / 2**254 < 10.0 ** -int(told) < 200 * degree / 2**254
    assert _error(0) == ""


@pytest.mark.parametrize(
    ("entry", "status", "reason"),
    [
        (toy(), "proved", ""),
        (toy(proof=Proof(numbers=POINT)), "proved", ""),
        (toy(proof="all orders, no closed form"), "undecided", "all orders, no closed form"),
        (toy("tanh(2 * x * y)"), "refuted", "no corrected form"),
        (toy("tanh(2 * x * y)", proof=Proof(numbers=POINT)), "refuted", "no corrected form"),
        (toy("tanh(x + 0 * y) / (y - y)"), "refuted", ""),
        (toy("coth(x * y)", corrected=("1 / coth(x * y)",)), "refuted, correction proved", ""),
        (toy("coth(x * y)", corrected=("cosh(x * y)",)), "refuted", "the corrected form differs as well"),
        (toy("tanh(x * 0.12345678901)"), "undecided", "no short decimal"),
        (toy("tanh(x * y) + 1e-6 * x"), "refuted", ""),
        (toy("abs(x)", lambda s: (s.x,)), "refuted", ""),  # right for one sign only
        (toy("abs(x)", lambda s: (s.x,), corrected=("sqrt(x**2) * (2 * (x > 0) - 1)",)), FIXED, ""),
        (toy("abs(x)", lambda s: (s.x,), condition="x > 0", inside=lambda s: s.x > 0), FIXED, "x > 0"),
        (toy("x", lambda s: (s.x,), condition="x > 0", inside=lambda s: s.x > 0), "proved", "outside of its condition"),
        (toy("lower < x**2 + y", lambda s: {"lower": -s.y}), "proved", ""),
        (toy("lower < x", lambda s: {"lower": 0 * s.y}), "refuted", ""),  # x has both signs
        (toy("lower <= x", lambda s: {"lower": s.y}), "undecided", "terms of both signs"),
    ],
)  # fmt: skip
def test_every_status_follows_from_what_is_decided(entry, status, reason):
    found = prove(entry, NOTATION)
    assert found["status"] == status and reason in found["reason"], found


def test_one_wrong_case_of_many_refutes():
    sample = lambda source: Sample(k=source.choice((1, 2, 3)), x=source.number())  # noqa: E731
    entry = toy("x**k", lambda s: (s.x**s.k if s.k < 3 else s.x**2,), sample=sample)
    assert prove(entry, NOTATION)["status"] == "refuted"
    right = prove(dataclasses.replace(entry, routes={"power": lambda s: (s.x**s.k,)}), NOTATION)
    assert right["status"] == "proved" and right["domain"].endswith("1 symbols, 3 discrete cases")
    second = {"power": lambda s: (s.x**s.k,), "wrong": lambda s: (s.x ** (s.k + (s.k == 2)),)}
    assert prove(dataclasses.replace(entry, routes=second), NOTATION)["status"] == "refuted"


def test_a_chance_of_error_is_said():
    assert "wrong with a probability below 1e-7" in prove(toy(proof=Proof(numbers=POINT)), NOTATION)["method"]
    assert "probability" not in prove(toy(proof=Proof(numbers=FIELD)), NOTATION)["method"]


def test_an_argument_needs_all_its_steps():
    def argument(last):
        def steps(source, value):
            x = source.number()
            yield "each term is positive", value("x**2 + 1", {"x": x}).sign() > 0
            yield "the limit is 1", limits.at_zero(np.tanh(x * x) / x**2, x) == (0, 1)
            yield "the last one", last

        return steps

    for last, status in ((True, "proved"), (False, "undecided")):
        found = prove(toy(proof=Proof(steps=argument(last), method="term by term")), NOTATION)
        assert found["status"] == status and "the last one" in found["reason"] and found["method"] == "term by term"


@pytest.mark.parametrize(
    ("verdict", "status", "reason", "result"),
    [
        ("verified", "proved", "", "verified"),
        ("definition", "proved", "", "definition"),
        ("misprint", "proved", "", "unverified"),
        ("imprecise", "proved", "holds identically if x > 0", "imprecise"),
        ("imprecise", "proved", "holds outside of its condition as well", "unverified"),
        ("verified", "refuted", "", "unverified"),
        ("verified", "refuted, correction proved", "", "unverified"),
        ("misprint", "refuted, correction proved", "", "misprint"),
        ("imprecise", "refuted, correction proved", "", "imprecise"),
        ("verified", "undecided", "too long", "verified"),
        ("unverified", "proved", "", "unverified"),
    ],
)
def test_proof_and_samples_must_agree(verdict, status, reason, result):
    assert agreed(verdict, {"status": status, "reason": reason}) == result


def test_a_proof_overrules_samples_that_are_too_few():
    @exactly(lambda x: x)
    def nearly(x):
        return x * (1 + 1e-12)  # samples do not see it, and here they see too little of a correction

    paper = Paper("a paper", {}, NOTATION, {})
    wrong = toy("x + 1e-12 * y", lambda s: (nearly(s.x),))
    found = judge(wrong, paper)
    assert found["sampled"] == "verified" and found["proof"]["status"] == "refuted" and found["verdict"] == "unverified"


def test_the_counts_say_what_is_proved():
    entries = [{"number": n, "proof": {"status": status}} for n, status in enumerate(["proved", "proved", "undecided"])]
    assert text.proofs(entries) == "proofs: of 3 equations 2 proved, 1 sampled only"


@pytest.mark.parametrize("number", [19, 23, 32, 44, 46, 56, 65, 81, 89, 104, 118, 125])
def test_broken_formulas_are_not_proved(number):
    """Every mutant of these forms is another function, or the mutation is a symmetry of the formula."""
    (entry,) = (entry for entry in PROVED if entry.number == number)
    forms = entry.corrected or entry.printed
    known, alive, broken = list(cases(entry)), [], 0
    for part, form in enumerate(forms):
        tree = Expression(form, NOTATION).tree
        for description, mutant in list(mutants(tree, set()))[::4]:
            try:
                same = all(holds(Expression(mutant, NOTATION), case, part) for case in known)
            except Exception:  # it cannot be evaluated at all
                continue
            broken += 1
            alive += [(part, description)] if same else []
    assert broken > 3 and len(alive) <= broken / 8, alive


def test_the_proof_judges_the_mutants_that_no_sample_tells_apart():
    def sample(source):  # the numbers of the samples are equal, those of the proof are not
        return Sample(M=2, N=2 if isinstance(source, Draws) else 3, x=source.number(0.5, 1), y=source.number(0.5, 1))

    paper = Paper("a paper", {}, NOTATION, {})
    entry = toy("M * x + (N - N) * y", lambda s: (s.M * s.x,), sample=sample)
    found = judge(entry, paper)["mutants"]
    reasons = {survivor["mutant"]: survivor["reason"] for survivor in found["survivors"]}
    assert "exchange M and N" not in reasons
    assert "the same function, which is proved" in reasons["drop the right part in (N - N) * y"]
    unproved = judge(dataclasses.replace(entry, proof="no proof"), paper)["mutants"]
    assert "exchange M and N" in {survivor["mutant"] for survivor in unproved["survivors"]}
