"""The transcribed formulas are the printed ones: their LaTeX is read by machine, and both are evaluated."""

import math
import random
import re

import pytest

from ledger.judge import corrected_latex
from ledger.latex import expression, sides, symbols
from ledger.paper import load
from paper import notation
from paper.symbols import ELSEWHERE, HERE, SIDES, SPELLING

PAPER = load()
ENTRIES = {entry.number: entry for entry in PAPER.entries}
GREEK = {r"\beta": "beta", r"\Omega": "Omega", r"\Upsilon": "Upsilon", r"\lambda": "lam", r"\eta": "eta"}
SINGLE = {
    r"\omega_1": "omega1",
    r"\omega_2": "omega2",
    r"\omega_c": "omega_c",
    "f_1": "f1",
    "f_2": "f2",
    "g_1": "g1",
    "g_2": "g2",
}
TIMES = {r"\tau'": "taup", r"\tau": "tau", r"\xi": "xi"}
PAIR = {r"\omega_{M+1}": "w1", r"\omega_{M+2}": "w2", r"\xi": "xi"}
ANGLE = {r"\theta_{mn}": "(angle)", "R_{mn}": "R", r"\xi": "xi"}
PAULI = {rf"\sigma{j}^{a}": f"s{a} " for j in ("_1", "") for a in "xyz"} | {
    "i f_1": "j f_1",
    "if_1": "j f_1",
    " i ": " j ",
}
ONE_TWO = {r"\sigma_1^z": "z1", **{rf"\sigma_2^{a}": f"{a}2" for a in "xyz"}, " i(": " j ("}
INTEGRAL = {r"\int_0^\infty d\xi": "", r"\mathcal{I}(\xi)": "1 ", r"\int_0^\infty d x": ""}  # the integrand is compared
# number: (symbols, where our part of the print begins, which of our forms, single letters in the print)
CLOSED = {
    16: (TIMES, "=", 0, ""),
    84: (TIMES, "=", 0, ""),
    21: (INTEGRAL | SINGLE | TIMES, r"_S = \\", 1, ""),
    23: (SINGLE, "approx", 0, ""),
    24: (INTEGRAL | SINGLE | {r"\xi": "xi", r"\omega": "omega"}, "=", 0, ""),
    25: (INTEGRAL | SINGLE | {r"\xi": "xi", r"\omega": "omega"}, "=", 0, ""),
    27: (SINGLE, "=", 0, ""),
    28: (SINGLE, "} =", 0, ""),
    29: (INTEGRAL | {r"\int_0^\infty d x": ""} | SINGLE, "=", 0, "x"),
    30: (SINGLE, "=", 0, ""),
    44: ({r"\xi": "xi"}, "=", 0, "xy"),
    45: ({}, "=", 0, "xy"),
    46: ({}, "=", 0, "xy"),
    49: (INTEGRAL | {r"\omega_{M+1}": "x", r"\omega_{M+2}": "y", r"\xi": "xi"} | SINGLE, "=", 0, ""),
    52: ({}, "=", 0, "xbw"),
    64: (SINGLE | {r"\omega": "omega"}, r"\} = \\", 2, ""),
    65: (SINGLE | {r"\omega": "omega"}, "approx", 0, ""),
    73: (INTEGRAL | {r"\xi": "xi"}, "approx", 0, ""),
    74: (SINGLE | {r"\omega": "omega"}, "approx", 0, "fg"),
    75: (INTEGRAL | {r"\xi": "xi"}, "approx", 0, "Eg"),
    76: ({}, "approx", 0, "fg"),
    89: (INTEGRAL | {r"\omega_{M+1}": "w", r"\xi": "xi"} | SINGLE, "=", 0, ""),
    92: (PAIR, "=", 0, ""),
    93: (PAIR, "=", 0, ""),
    94: (PAIR, "=", 0, ""),
    95: (PAIR, "=", 0, ""),
    96: (PAIR, "=", 0, ""),
    124: (ANGLE, "=", 0, ""),
    125: (ANGLE, "=", 0, ""),
    126: (ANGLE, "=", 0, ""),
    19: (PAULI | {r"\sigma_1^": r"\sigma^"} | SINGLE | TIMES, r"= \\", 1, ""),
    22: (ONE_TWO | SINGLE | TIMES, r"= \\", 1, ""),
    72: (INTEGRAL | {r"a^\dagger": "adagger", r"\xi": "xi", r"\omega": "omega"}, "approx", 0, "fgE"),
    91: ({rf"{c}(\xi)": c for c in "abcd"} | PAIR, "=", 0, ""),
    111: (PAULI | {r"\theta_{mn}": "(arccos(omega / R))", "R_{mn}": "R"} | TIMES, "=", 0, ""),
    118: (PAULI | ANGLE | TIMES, "=", 1, ""),
    119: (PAULI | {r"\mathcal{I}": "one"} | ANGLE | TIMES, r"= \\", 1, ""),
    127: (ANGLE | {"2i": "2 j"}, "=", 0, ""),
}


def test_the_reader_knows_what_formulas_are_made_of():
    read = expression(
        r"2x^2 \tanh^2\left(\frac{bw}{2}\right) - \frac{x}{\sqrt{y}}", {"b": "b", "w": "w", "x": "x", "y": "y"}
    )
    scope = {**vars(notation), "x": 0.3, "b": 0.7, "w": 1.1, "y": 2.0}
    expected = 2 * 0.3**2 * notation.tanh(0.7 * 1.1 / 2) ** 2 - 0.3 / notation.sqrt(2.0)
    assert eval(read, scope) == pytest.approx(expected)


@pytest.mark.parametrize("number", CLOSED, ids=str)
def test_the_transcription_is_the_print(number):
    symbols, cut, which, letters = CLOSED[number]
    printed = PAPER.printed[number].replace(r"\end{aligned}", "").split(cut)
    part = {21: -1, 64: -1, 19: -1, 118: 2, 119: -1}.get(number, 1)
    printed = printed[part].partition(r"\equiv")[0].strip().strip(".=& ")
    read = expression("".join(_spaced(printed, letters)), symbols | GREEK)
    ours = ENTRIES[number].printed[which].replace("@", "*")  # operators as numbers: only what is written counts
    generator = random.Random(number)
    for _ in range(5):
        values = {name: generator.uniform(0.5, 1.5) for name in _free(ours) | _free(read) | {"xi", "x"}}
        values["R"] = 1.0 + values.get("R", 1.0)  # it is the largest frequency, or arccos(omega/R) is none
        scope = {**vars(notation), **values, "j": 1j, "e": math.e}
        scope |= {name: generator.uniform(0.5, 1.5) for name in ("sx", "sy", "sz")} | {
            "one": 1.0,
            "eye": 1.0,
            "unit": 1.0,
        }
        scope |= {"dagger": lambda a: 1.7 * a, "adagger": 1.7 * values.get("a", 0.0), "cut": lambda a: a}
        scope |= {name: lambda f, *_, xi=values["xi"]: f(xi) for name in ("bath", "first", "second")}
        scope["halfline"] = lambda f, *_, x=values["x"]: f(x)
        assert eval(read, scope) == pytest.approx(eval(ours, scope), rel=1e-10)


def _spaced(text, letters):
    """Set single letters apart, except inside commands such as \\frac."""
    command = False
    for character in text:
        command = character == "\\" or (command and character.isalpha())
        yield character if command or character not in letters else f" {character} "


def _free(source):
    return {
        name for name in compile(source, "<formula>", "eval").co_names if name not in vars(notation) and name != "j"
    }


def forms_of(number, printed):
    """Return {side: the forms that transcribe it, joined}."""
    count = len(printed)
    places = [at if isinstance(at, tuple) else (at,) for at in SIDES.get(number, range(1, count + 1))]
    assert len(places) == count, f"({number}) has {count} forms, SIDES names {len(places)}"
    every = {side for at in places for side in at}
    return {side: " ; ".join(form for form, at in zip(printed, places, strict=True) if side in at) for side in every}


def spelt(form, spelling):
    """Tell whether a spelling occurs in a form as a word of its own."""
    before = r"(?<![A-Za-z0-9_])" if spelling[:1].isalnum() else ""
    after = r"(?![A-Za-z0-9_])" if spelling[-1:].isalnum() else ""
    return re.search(before + re.escape(spelling) + after, form) is not None


def untied(number, latex, printed):
    """Return (side, symbol) for each symbol of a formula that its form lacks; a side without a form has them all."""
    spellings, forms, lacking = SPELLING | HERE.get(number, {}), forms_of(number, printed), []
    for side, text in enumerate(sides(latex)[1:], start=1):
        if (number, side) in ELSEWHERE:
            continue
        for symbol in symbols(text):
            options = spellings.get(symbol, ())
            if not any(spelt(forms.get(side, ""), option) for option in options):
                lacking.append((side, symbol))
    return lacking


TIED = [(entry, form) for entry in PAPER.entries for form in ("printed", "corrected")
        if isinstance(entry.number, int) and getattr(entry, form)]  # fmt: skip


@pytest.mark.parametrize(("entry", "form"), TIED, ids=[f"({entry.number}) {form}" for entry, form in TIED])
def test_every_symbol_of_the_print_stands_in_the_transcription(entry, form):
    latex = PAPER.printed[entry.number] if form == "printed" else corrected_latex(entry, PAPER)
    assert not untied(entry.number, latex, getattr(entry, form))


def test_a_symbol_that_is_missing_or_unknown_is_named():
    assert untied(48, PAPER.printed[48], ("2 * f2**2 * Omega",)) == [(1, r"\beta")]
    assert untied(48, PAPER.printed[48] + r"\aleph", ("2 * beta * f2**2 * Omega",)) == [(1, r"\aleph")]
    assert (2, r"\tanh") in untied(25, PAPER.printed[25].replace(r"\mathcal{F}_2", r"\tanh"), ("beta", "f1"))


def test_sides_are_split_outside_of_brackets():
    assert sides(r"a(x=1) = b \approx \sum_{j=1}^M c_j") == ["a(x=1)", "b", r"\sum_{j=1}^M c_j"]
