"""What an entry's domain says in numbers is what its sampler draws from: none outside, and both ends are reached."""

import re
from itertools import product

import numpy as np
import pytest

from ledger.paper import load
from ledger.sample import Draws

COUNT = 16  # samples at the ends of all ranges: any two of 15 numbers in all four combinations
FEWER = 8  # of the systems that several entries share, which are costly
NEAR = 1.15  # an end is reached to this factor
NUMBER = r"\d+(?:\.\d+)?"
SYMBOL = r"\b(?:f1|f2|g1|g2|f|g|beta|omega(?:_\w+)?|theta|xi|s|b|w|E|R|M|N|couplings)"
TERM = rf"(?<!\d ){SYMBOL}(?:[ /]{SYMBOL})?"
TERMS = rf"{TERM}(?:(?:, | and ){TERM})*"
CHAIN = re.compile(rf"({NUMBER}) < ({TERM}) < ({NUMBER})")
RANGE = re.compile(rf"({TERMS}) (?:(?:=|of|from) )?({NUMBER}) to ({NUMBER})(?!/)")
ABOVE = re.compile(rf"({TERMS}) > ({NUMBER})")
FIXED = re.compile(r"\b(M = N|M|N) = (\d+)\b(?!\.)")
OPTIONS = re.compile(rf"({SYMBOL}) = ((?:{NUMBER}, )*{NUMBER}(?: or {NUMBER}|(?<=1), 2))")
SIGNS = re.compile(rf"({TERMS})(?: {NUMBER} to {NUMBER})? of both signs")
ZERO = re.compile(rf"({SYMBOL}) = 0\b(?!\.)")
ATTRIBUTES = {
    "omega": ("omega", "omega1", "omega2"),
    "omega_1": ("omega1",),
    "theta": ("angle", "theta"),
    "couplings": ("f1", "f2", "g1", "g2", "f", "g"),
}
BATHS = ("modes", "mode", "left", "right")


class Ends(Draws):
    """A source whose numbers are one of the two ends of their range."""

    def number(self, low=0.0, high=1.0):
        self.calls += 1
        return float((low, high)[(self.index & (1 + self.calls % 15)).bit_count() % 2])

    def shared(self, name):
        return Ends(name, self.index % FEWER, FEWER, self.seed)


def told(domain):
    """Yield (symbols, lowest, highest) of the ranges that a domain tells."""
    for low, terms, high in CHAIN.findall(domain):
        yield terms, float(low), float(high)
    for terms, low, high in RANGE.findall(domain):
        yield terms, float(low), float(high)
    for terms, low in ABOVE.findall(domain):
        yield terms, float(low), None


def of(sample, symbol):
    """Every value of a symbol in a sample: of the outputs, if it has two."""
    if symbol == "xi" and not isinstance(getattr(sample, "xi", None), np.ndarray):
        return [abs(pair[0]) for name in BATHS for pair in np.reshape(getattr(sample, name, ()), (-1, 2))]
    names = ATTRIBUTES.get(symbol, (symbol,))
    if symbol == "omega" and isinstance(getattr(sample, "x", None), float):
        names = ("x", "y")
    elif symbol == "omega" and hasattr(sample, "omega"):
        names = ("omega",)
    return [float(one) for name in names for one in np.ravel(getattr(sample, name, ()))]


def values(sample, term):
    """Every value of a symbol, or of a product or ratio of two, in a sample."""
    one, sign, other = re.fullmatch(r"(\w+)(?:([ /])(\w+))?", term).groups()
    pairs = product(of(sample, one), of(sample, other) if other else [1.0])
    return [a / b if sign == "/" else a * b for a, b in pairs]


def every(terms):
    return re.split(r", | and | = ", terms)


ENTRIES = load().entries
NAMED_OTHERWISE = {  # in samples that call it by other names; docs/samples.csv holds what they draw
    ("more-baths", "beta xi"),
    ("input-condition-below-65", "f1"),
}


def at_ends(entry, count=COUNT):
    """Samples at the ends of the ranges; from the shared systems of Section 6 ordinary ones."""
    return [entry.sample(Ends(entry.number, k, COUNT)) for k in range(count)]


def found(entry, samples, term):
    """All values of a term; none only where it is known that they cannot be seen."""
    seen = [value for sample in samples for value in values(sample, term)]
    assert bool(seen) is ((entry.number, term) not in NAMED_OTHERWISE), f"{entry.number}: no {term}"
    return seen


def of_entries(pattern):
    """The entries whose domain tells something of a kind, and what."""
    kept = [(entry, pattern(entry.domain)) for entry in ENTRIES]
    return [pytest.param(entry, told, id=str(entry.number)) for entry, told in kept if told]


@pytest.mark.parametrize(("entry", "ranges"), of_entries(lambda domain: list(told(domain))))
def test_numbers_fill_the_ranges_that_are_told(entry, ranges):
    """Where a domain also says that a symbol is zero, that is one of its values."""
    samples = at_ends(entry)
    for terms, low, high in ranges:
        for term in every(terms):
            sizes = [abs(value) for value in found(entry, samples, term) if value or not ZERO.search(entry.domain)]
            if sizes:
                assert low * (1 - 1e-9) <= min(sizes) < NEAR * low, f"{term} from {min(sizes)} on"
            if sizes and high:
                assert high / NEAR < max(sizes) <= high * (1 + 1e-9), f"{term} up to {max(sizes)}"


@pytest.mark.parametrize(("entry", "told"), of_entries(FIXED.findall))
def test_numbers_of_spins_are_those_that_are_told(entry, told):
    for terms, number in told:
        assert {value for term in every(terms) for value in found(entry, at_ends(entry, 1), term)} == {float(number)}


@pytest.mark.parametrize(("entry", "told"), of_entries(OPTIONS.findall))
def test_options_are_all_drawn_and_no_others(entry, told):
    for symbol, options in told:
        wanted = {float(one) for one in re.split(r", | or ", options)}
        assert set(found(entry, at_ends(entry), symbol)) in (wanted, set()), symbol


@pytest.mark.parametrize(("entry", "told"), of_entries(SIGNS.findall))
def test_both_signs_are_drawn_where_both_are_told(entry, told):
    samples = at_ends(entry)
    for term in (term for terms in told for term in every(terms)):
        assert {np.sign(value) for value in found(entry, samples, term) if value} == {-1.0, 1.0}, term


@pytest.mark.parametrize(("entry", "told"), of_entries(re.compile(rf"({TERMS}) over six decades each").findall))
def test_six_decades_are_six(entry, told):
    (sample,) = at_ends(entry, 1)
    for term in (term for terms in told for term in every(terms)):
        low, high = min(of(sample, term)), max(of(sample, term))
        assert 5.7 < np.log10(high / low) <= 6.0, term


def test_ends_are_reached_in_all_combinations_of_two():
    """The source of these tests: of any two numbers, all four pairs of ends occur."""
    drawn = [
        [source.number(low, low + 1) for low in range(15)] for source in (Ends("a", k, COUNT) for k in range(COUNT))
    ]
    for one in range(15):
        for other in range(one):
            assert len({(row[one], row[other]) for row in drawn}) == 4
