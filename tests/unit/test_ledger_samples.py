"""What the entries of the ledger are tried on: both sides of every resonance, no two numbers equal by accident."""

from functools import cache
from itertools import combinations

import pytest

from ledger.entry import POINT, Expression, Proof
from ledger.exact.field import Field
from ledger.exact.generic import Point
from ledger.exact.source import Indeterminates
from ledger.judge import draw
from ledger.paper import load
from ledger.symbols import symbols

PAPER = load()
ENTRIES = PAPER.entries
LEVELS = ("omega", "omega1", "omega2", "w", "w1", "w2", "x", "y", "xi", "E")
APART = {  # (number, pair) that are never resonant: a spin that the oscillator feels as a force only, two baths
    *((number, pair) for number in (72, 73, 74) for pair in (("E", "omega"), ("modes[0]", "omega"))),
    (110, ("w1", "w2")),
    (50, ("modes[0]", "omega1")),
    (51, ("omega1", "w")),  # w is in units of omega_1
}


@cache
def drawn(number):
    """Return the samples of an entry and, if there is one, the sample of its proof."""
    (entry,) = (entry for entry in ENTRIES if entry.number == number)
    plan, found = entry.proof, draw(entry)
    if isinstance(plan, Proof) and (plan.sample or not plan.steps):
        home = Point() if plan.numbers == POINT else Field()
        return found, [(plan.sample or entry.sample)(Indeterminates(home))]
    return found, []


def read_by(entry):
    return {name for form in entry.corrected or entry.printed for name in symbols(Expression(form, PAPER.notation))}


def levels(sample, names):
    """Return the frequencies of a sample that the forms read; of a bath, that of its first mode."""
    found = {name: getattr(sample, name, None) for name in LEVELS if name in names}
    found |= {"modes[0]": sample.modes[0][0]} if "modes" in names and hasattr(sample, "modes") else {}
    return {name: value for name, value in found.items() if isinstance(value, (int, float))}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.number))
def test_samples_lie_on_both_sides_of_every_resonance(entry):
    if entry.kind in ("limit", "claim", "caption") or entry.condition:
        return  # a limit is where it is; what a claim is about is its sampler's
    found = [levels(sample, read_by(entry)) for sample in drawn(entry.number)[0]]
    for pair in combinations(sorted(set.intersection(*map(set, found))), 2):
        orders = {one[pair[0]] < one[pair[1]] for one in found}
        assert len(orders) == 2 or (entry.number, pair) in APART, f"{pair} in one order only"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.number))
def test_numbers_that_an_exchange_would_mix_up_are_different(entry):
    """M and N differ somewhere, a bath has two modes somewhere: on a sample or in the proof's own one."""
    names, found = read_by(entry), [*drawn(entry.number)[0], *drawn(entry.number)[1]]
    if {"M", "N"} <= names:
        assert any(sample.M != sample.N for sample in found)
    if "K" in names:
        assert any(sample.K > 1 for sample in found)
