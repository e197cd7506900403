"""Every entry comes to a verdict from its samples, in every test run, and to one that fits what it states.

Numbers in its words are those of its samples or of what was found, and its levels are near to what was found. Proofs
and mutants take longer: they are judged by `make` and by the slow tests.
"""

import ast
import re
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from ledger import stability
from ledger.entry import Expression
from ledger.judge import evidence
from ledger.paper import load

PAPER = load()
TABLE = {}
for row in stability.read(stability.SAMPLES):
    TABLE.setdefault(row["entry"], {})[row["number"]] = [float(row[part]) for part in ("lowest", "highest", "mean")]
ENTRIES = {entry.number: entry for entry in PAPER.entries}
CLAIMS = [number for number in ENTRIES if isinstance(number, str)]
ROUNDOFF, NEAR = 1e-9, 40  # levels below are zero in disguise; others are within this factor of what is found
REFERENCE = re.compile(r"(Eqs?\.|Figs?\.|Secs?\.) [(\d.)]+((,| and| to) [(\d.)]+)*|\(\d+\)")
NUMBER = re.compile(r"(?<![\w.^(])\d+(\.\d+)?(?!\w)( ?%)?")


@cache
def found(number):
    return evidence(ENTRIES[number], PAPER)


def scopes(number):
    """Yield the names that the forms of an entry may use, for each sample inside the condition and each route."""
    entry, said = ENTRIES[number], found(number)
    for sample, answers in zip(said.samples, said.answers, strict=True):
        if entry.inside is None or entry.inside(sample):
            yield from (entry.names_and_targets(sample, answer)[0] for answer in answers)


@pytest.mark.parametrize("entry", PAPER.entries, ids=lambda entry: str(entry.number))
def test_the_samples_come_to_a_verdict(entry):
    verdict = found(entry.number).verdict
    assert verdict != "unverified"
    assert (verdict == "imprecise") is (entry.inside is not None)
    assert (verdict in ("misprint", "wrong")) is (entry.corrected is not None)


@pytest.mark.parametrize("entry", PAPER.entries, ids=lambda entry: str(entry.number))
def test_what_is_drawn_and_compared_is_what_the_table_says(entry):
    """Another domain, another sign or another measure of a route is told by the number that it changes."""
    told, now = TABLE.get(str(entry.number), {}), stability.ranges(found(entry.number))
    again = f"docs/samples.csv is of other samples; run: make status SEEDS=100 ARGS={entry.number}"
    assert told.keys() == now.keys(), again
    for name, numbers in now.items():
        assert numbers == pytest.approx(told[name], rel=1e-4, abs=1e-9), f"{name}: {again}"


def levels(form):
    """Yield (expression, level) for each comparison of a form with a number that is more than roundoff."""
    body = ast.parse(form.strip(), mode="eval").body
    sides = [body.left, *body.comparators] if isinstance(body, ast.Compare) else []
    for one, two in pairwise(sides):
        for side, level in ((one, two), (two, one)):
            if isinstance(level, ast.Constant) and abs(level.value) > ROUNDOFF:
                yield ast.Expression(side), level.value


@pytest.mark.parametrize("number", CLAIMS)
def test_no_level_is_so_far_from_what_is_found_that_it_says_nothing(number):
    entry = ENTRIES[number]
    for form in entry.corrected or entry.printed:
        for side, level in levels(form):
            value = Expression(side, PAPER.notation)
            sizes = [abs(value.values(names)[0] / level) for names in scopes(number)]
            assert max(sizes) > 1 / NEAR and min(sizes) < NEAR, f"{form}: between {min(sizes)} and {max(sizes)} times"


def numbers(thing):
    """Yield all numbers in a sample or an answer."""
    if isinstance(thing, (int, float, np.number)):
        yield float(thing)
    elif isinstance(thing, dict):
        for one in thing.values():
            yield from numbers(one)
    elif isinstance(thing, (list, tuple)):
        for one in thing:
            yield from numbers(one)


@pytest.mark.parametrize("number", CLAIMS)
def test_numbers_in_words_are_those_of_the_samples_or_of_what_was_found(number):
    """A short one is a number that was chosen, a percentage or a long one is rounded; up to four they count things."""
    entry, said = ENTRIES[number], found(number)
    known = [x for sample in said.samples for x in numbers(vars(sample))]
    known += [x for answers in said.answers for x in numbers(list(answers))]
    for words in (entry.statement, entry.condition):
        for told in NUMBER.finditer(REFERENCE.sub("", words)):
            digits = told[0].rstrip(" %")
            size, places = (0.01, 2) if "%" in told[0] else (1, len(digits.partition(".")[2]))
            value, slack = float(digits) * size, 0.5 * 0.1**places if places > 1 else 1e-12
            if value not in (0, 1, 2, 3, 4):
                assert any(abs(x - value) <= slack for x in known), f"{told[0]} in {words!r}"
