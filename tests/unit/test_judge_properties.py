"""What holds of the judge of every ledger: each route, sample, equality, step and replacement counts at any place.

Thresholds are written down a second time, as docs/ledger.md and the paper's own signs state them.
"""

import ast
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import text
from ledger.derivation import Step, judge_step
from ledger.entry import Entry, Expression, Proof, Slope, relative
from ledger.exact.decide import equal
from ledger.exact.field import Field
from ledger.judge import corrected_latex, draw, further, judge
from ledger.mutate import mutants
from ledger.paper import Paper
from ledger.prove import prove
from ledger.sample import Draws, Sample
from ledger.shared import Shared
from ledger.symbols import symbols
from paper import notation

NOTATION = {name: value for name, value in vars(notation).items() if not name.startswith("_")}
PAPER = Paper("a paper", {}, NOTATION, {1: "a + b + c"})
PLACES = range(3)


def toy(*printed, **changes):
    """An entry on the claim that twice x is what the routes say."""
    content = {
        "number": "toy",
        "kind": "identity",
        "printed": printed or ("2 * x",),
        "sample": lambda source: Sample(x=source.signed(1, 2)),
        "routes": {"addition": lambda s: (s.x + s.x,) * max(1, len(printed))},
        "domain": "1 < |x| < 2",
        "samples": 12,
        "statement": "a toy",
    }
    return Entry(**content | changes)


def verdict(*printed, **changes):
    return judge(toy(*printed, **changes), PAPER)["verdict"]


def one_wrong(wrong, right, place):
    """Three things, one of them wrong."""
    return tuple(wrong if k == place else right for k in PLACES)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("factor", [1.9, 2.1])
def test_every_route_equality_and_library_function_counts(place, factor):
    says = one_wrong(lambda s: (factor * s.x,), lambda s: (s.x + s.x,), place)
    routes = dict(zip("abc", says, strict=True))
    assert verdict(routes=routes) == "unverified"
    assert verdict(*one_wrong(f"{factor} * x", "2 * x", place)) == "unverified"
    library = {name: lambda s, say=say: (0, say(s)[0]) for name, say in routes.items()}
    assert verdict(library=library) == "unverified"
    right = {"function": lambda s: (0, 2 * s.x)}
    slightly = one_wrong(lambda s: (2 * s.x * (1 + 3e-8),), lambda s: (s.x + s.x,), place)
    loose = judge(toy(routes=dict(zip("abc", slightly, strict=True)), library=right, tolerance=1e-6), PAPER)
    assert loose["library_residual"] == pytest.approx(3e-8, rel=1e-3)


@pytest.mark.parametrize("place", range(12))
def test_every_sample_counts(place):
    x = sorted(sample.x for sample in draw(toy()))[place]
    wrong = f"2 * x + (abs(x - {x!r}) < 1e-9)"
    assert verdict(wrong) == "unverified"
    assert verdict("3 * x", corrected=(wrong,)) == "unverified"
    assert verdict("3 * x", corrected=("2 * x",)) == "misprint"
    condition = {"condition": "not there", "inside": lambda s: abs(s.x - x) > 1e-9}
    assert verdict(wrong, **condition) == "imprecise"
    other = (place + 1) % 12  # a condition must leave out nothing where the print holds, nor keep where it fails
    y = sorted(sample.x for sample in draw(toy()))[other]
    assert verdict(wrong, condition="too narrow", inside=lambda s: abs(s.x - x) > 1e-9 < abs(s.x - y)) == "unverified"
    assert verdict(wrong, condition="elsewhere", inside=lambda s: abs(s.x - y) > 1e-9) == "unverified"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "=="])
def test_every_comparison_of_a_chain_counts_and_strict_is_strict(place, sign):
    down = sign.startswith(">")
    chain = f"a {sign} b {sign} c {sign} d"

    def said(steps):
        values = np.cumsum([2.0, *(-step if down else step for step in steps)])
        return verdict(chain, routes={"numbers": lambda s: dict(zip("abcd", values, strict=True))})

    right, level, wrong = {"==": (0.0, 0.0, 0.1)}.get(sign, (0.1, 0.0, -0.1))
    assert said(one_wrong(right, right, place)) == "verified"
    assert said(one_wrong(wrong, right, place)) == "unverified"
    assert said(one_wrong(level, right, place)) == ("unverified" if sign in "<>" else "verified")


@pytest.mark.parametrize(("sign", "status"), [("<", "refuted"), ("<=", "proved"), ("==", "proved")])
def test_a_proof_reads_strict_as_strict(sign, status):
    entry = toy(f"low {sign} x + x", routes={"twice": lambda s: {"low": 2 * s.x}}, proof=Proof())
    assert prove(entry, NOTATION)["status"] == status


@pytest.mark.parametrize(("error", "said"), [(2e-10, "verified"), (5e-9, "unverified"), (-5e-9, "unverified")])
def test_an_exact_form_is_exact_to_nine_digits(error, said):
    assert verdict(f"2 * x * (1 + {error})") == said


@pytest.mark.parametrize("power", [1.0, 1.5, 1.85, 1.95, 2.0, 2.05, 2.15, 2.5, 3.0, 4.0])
def test_an_error_must_vanish_with_the_power_that_is_claimed(power):
    law = Slope(2, ("x",), "1 + x", lambda s: 1 + s.x + abs(s.x) ** power)
    assert verdict(slope=law) == ("verified" if abs(power - 2) <= 0.1 else "unverified")


def test_other_samples_are_others_and_more():
    first, again = draw(toy()), further(toy())()
    seen = {sample.x for sample in first}
    assert len(seen) == 12 and len(again) >= 24 and not seen & {names["x"] for names, _ in again}


def test_every_replacement_of_a_correction_is_made():
    entry = toy(number=1, latex=(("a", "x"), ("b", "y"), ("c", "z")))
    assert corrected_latex(entry, PAPER) == "x + y + z"


@given(st.integers(1, 40), st.integers(0, 1000), st.lists(st.integers(2, 4), min_size=1, max_size=3))
def test_samples_fill_the_domain_and_take_every_choice(count, seed, options):
    sources = [Draws("an entry", index, count, seed) for index in range(count)]
    numbers = np.array([[source.number(2.0, 5.0), source.number(2.0, 5.0)] for source in sources])
    pieces = np.floor((numbers - 2.0) / 3.0 * count).astype(int)
    assert all(sorted(column) == list(range(count)) for column in pieces.T)
    taken = [tuple(source.choice(range(size)) for size in options) for source in sources]
    whole = int(np.prod(options))
    assert len(set(taken)) == whole if count >= whole else len({one[0] for one in taken}) == min(count, options[0])


@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_two_matrices_are_equal_if_all_their_elements_are(rows, columns, data):
    field = Field()
    x = field.symbol("x") if hasattr(field, "symbol") else field.number(3)
    matrix = np.array([[x * (k + l + 1) for l in range(columns)] for k in range(rows)], dtype=object)
    at = data.draw(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)))
    other = matrix.copy()
    other[at] = other[at] + x
    assert equal(matrix, matrix.copy(), field) and not equal(matrix, other, field) and not equal(other, matrix, field)


arrays = st.lists(st.floats(-10, 10).filter(lambda x: abs(x) > 1e-3), min_size=1, max_size=5)


@given(arrays, st.data(), st.sampled_from([-0.1, 0.1, 1j, np.inf, np.nan]))
def test_a_deviation_has_no_sign(values, data, change):
    place = data.draw(st.integers(0, len(values) - 1))
    other = np.array(values, complex)
    other[place] += change
    expected = abs(change) / np.max(np.abs(values))
    for one in (relative(other, np.array(values)), relative(2 * np.array(values) - other, np.array(values))):
        assert one == (pytest.approx(expected, rel=1e-9) if np.isfinite(change) else np.inf)


def test_every_pair_of_numbers_is_exchanged():
    names = set("abcd")
    made = {said for said, _ in mutants(Expression("a + 2 * b + 3 * c + 4 * d", NOTATION).tree, names)}
    assert {f"exchange {one} and {two}" for one, two in combinations(sorted(names), 2)} <= made


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_every_inequality_is_turned(sign):
    turned = sign.replace("<", "+").replace(">", "<").replace("+", ">")
    made = {ast.unparse(tree) for _, tree in mutants(Expression(f"a {sign} b", NOTATION).tree, {"a", "b"})}
    assert {f"a {turned} b", f"b {sign} a"} <= made


READ = {  # a form, and what it takes from outside
    "a * tanh(b / 2)": "ab",
    "bath(lambda xi: a * xi * coth(b * xi))": "ab",
    "bath(lambda xi: hypercube(lambda t, u: a * xi * (t - u), b), c)": "abc",
    "Sum(a * c[k] for k in b)": "abc",
    "Sum((a - k) * c for k in [b + l for l in (1, 2)] if d)": "abcd",
    "(lambda a: a + b)(c)": "bc",
    "[a for a in b if a > c] == {d: e}": "bcde",
}


@pytest.mark.parametrize("form", READ)
def test_a_form_reads_what_it_does_not_bind(form):
    """However deep it stands, in functions within functions as well."""
    assert symbols(Expression(form, NOTATION)) == sorted(READ[form])


def test_what_is_counted_adds_up():
    for form in ("2 * x", "x + 1 * x", "2 * x + 1e-12 * x ** 2"):
        score = judge(toy(form), PAPER)["mutants"]
        assert score["killed"] + len(score["survivors"]) == score["total"] > 0


@pytest.mark.parametrize("place", PLACES)
def test_every_check_of_a_step_counts(place):
    def drawn(draws):
        return Sample(x=draws.number(1, 2))

    common = {"kind": "identity", "sample": drawn, "routes": {}, "domain": "1 < x < 2"}
    first = Entry(number=1, printed=("3 * x",), **common)
    second = Entry(number=2, printed=("3 * x + 1", "3 * x + 2", "3 * x + 3"), **common)
    for wrong in (0.0, 1.0):
        checks = tuple((k, f"eq(1) + {k + 1 + wrong * (k == place)}") for k in PLACES)
        step = Step(to=2, premises=(1,), operation="sum", words="", checks=checks)
        paper = Paper("toy", {"all": [first, second]}, {}, {}, (step,))
        assert judge_step(step, paper)["checked"] is (wrong == 0.0)


def evidence(number, verdict="verified", status="proved", **changes):
    """An entry of a ledger, as plain data."""
    found = judge(toy(), PAPER) | {"number": number, "verdict": verdict, "latex": "a", "corrected_latex": "b"}
    return found | {"proof": found["proof"] | {"status": status}} | changes


@pytest.mark.parametrize("size", [1e-6, 1e-11])
def test_what_is_too_small_for_the_samples_is_rejected_by_the_proof(size):
    entry = toy(
        "2 * x + small * y",
        sample=lambda source: Sample(x=source.signed(1, 2), y=source.number(1, 2), small=source.number(size, 2 * size)),
        routes={"addition": lambda s: (s.x + s.x + s.small * s.y,)},
        tolerance=1e-4,
    )
    by_proof, by_samples = (judge(replace(entry, proof=how), PAPER)["mutants"] for how in (Proof(), "only sampled"))
    assert not [one for one in by_proof["survivors"] if one["reason"].startswith("weak")]
    assert [one for one in by_samples["survivors"] if one["reason"].startswith("weak")]


def test_the_counts_are_of_all_entries_and_nothing_is_left_out():
    survivors = [{"mutant": "drop x", "reason": "weak: a"}, {"mutant": "drop y", "reason": "equivalent: b"}]
    weak = {"killed": 3, "total": 6, "stillborn": 0, "survivors": survivors}
    entries = [evidence(k, verdict, mutants=weak) for k, verdict in enumerate(text.VERDICTS)]
    entries += [evidence("a claim"), evidence("another", status="undecided")]
    lines = text.status(entries).splitlines()
    told = {line.split()[1]: int(line.split()[0]) for line in lines if line.startswith("  ")}
    assert told == dict.fromkeys(text.VERDICTS, 1) | {"verified": 3}
    assert lines[0] == "8 entries: 6 equations, 2 claims and captions"
    assert "proofs: of 6 equations 6 proved, 0 sampled only" in lines
    (counted,) = (line for line in lines if line.startswith("mutants"))
    assert counted.endswith("6 equivalent, 6 survive") and counted.startswith("mutants: ")
    survive = [line for line in lines if line.startswith("survives")]
    assert len(survive) == 6 and all(line.endswith("drop x") for line in survive)


def test_the_errata_say_which_form_is_printed():
    lines = text.erratum(evidence(1, "misprint"), {})
    printed, corrected = lines.index("Printed:"), lines.index("Corrected:")
    assert lines[printed:corrected].count("a") == 1 and lines[corrected:].count("b") == 1


LAYERED = (
    "a * exp(b) + Sum([x * exp(a) + tanh(b) for x in (1, 2)]) + (lambda b: tanh(b) * exp(a))(2 * b)",
    "exp(a) + (sinh(a) if a > b else 1 / (a - a) * cosh(b)) + Sum(exp(a) * k for k in rows)",
    "line(lambda t: exp(t * a) * line(lambda u: exp(u * b), t), 1.0) * tanh(a + exp(b)) - exp(a) / rows[0]",
    "exp(a) + sinh(b) < cosh(a) * exp(b) < sqrt(exp(a) + 9) + 40",
)


@pytest.mark.parametrize("form", LAYERED)
def test_a_mutant_is_worth_the_same_whatever_it_shares_with_its_original(form):
    original = Expression(form, NOTATION)
    shared, cases = Shared(original), [{"a": 2.0 + k, "b": 0.3 * k + 0.1, "rows": [1.0, k + 1.0, 3.0]} for k in PLACES]
    trees = [tree for _, tree in mutants(original.tree, {"a", "b"})]
    short = [shared.mutant(tree) for tree in trees]
    assert len(trees) > 5 and any("_shared_" in name for one in short for code in one.codes for name in code.co_names)
    for names in [*cases, *reversed(cases), dict(cases[1])]:
        for tree, mutant in zip(trees, short, strict=True):
            whole = Expression(tree, NOTATION).measured(names, 1.0)
            assert repr(mutant.measured(shared.named(mutant, names), 1.0)) == repr(whole)
