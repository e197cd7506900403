"""The derivation: no circles, no orphans, and steps that fail with any of their premises."""

import pytest

from ledger.derivation import Step, goals, judge_step, residual, right_forms, spread
from ledger.entry import Entry
from ledger.judge import draw
from ledger.paper import Paper, load
from ledger.premises import falls
from ledger.sample import Sample

PAPER = load()
PLAIN = [{"to": step.to, "from": step.premises} for step in PAPER.steps]
EVALUATED = [step for step in PAPER.steps if step.checks]


def drawn(draws):
    return Sample(x=draws.number(1, 2))


def toy(first="3 * x", second="3 * x + 1", check="eq(1) + 1"):
    """Return a paper of two equations and the step between them."""
    common = {"kind": "identity", "sample": drawn, "routes": {}, "domain": "1 < x < 2"}
    entries = [Entry(number=n, printed=(form,), **common) for n, form in ((1, first), (2, second))]
    step = Step(to=2, premises=(1,), operation="sum", words="", checks=((0, check),))
    return Paper(name="toy", sections={"all": entries}, notation={}, printed={}, steps=(step,))


def test_a_step_holds_and_notices_each_broken_premise():
    found = judge_step(toy().steps[0], toy())
    assert found["checked"] and found["residual"] < 1e-15
    assert 0 < found["noticed"] == found["broken"]


@pytest.mark.parametrize("paper", [toy(first="2 * x"), toy(second="3 * x - 1"), toy(check="eq(1) + 1.00001")])
def test_a_step_that_does_not_follow_is_not_checked(paper):
    assert not judge_step(paper.steps[0], paper)["checked"]


def test_a_check_that_no_premise_can_break_is_none():
    paper = toy(check="0 * eq(1) + 3 * x + 1")
    found = judge_step(paper.steps[0], paper)
    assert found["residual"] < 1e-15 and found["noticed"] == 0 and not found["checked"]


def test_a_step_without_check_says_so():
    step = Step(to=2, premises=(1,), operation="sum", words="it follows")
    assert judge_step(step, toy()) == {
        **{"to": 2, "from": [1], "operation": "sum", "words": "it follows"},
        **{"checked": False, "residual": None, "broken": 0, "noticed": 0},
    }


def test_a_check_names_its_premises():
    with pytest.raises(ValueError, match=r"the check of the step to \(2\) uses \{3\}; valid: \(1,\)"):
        Step(to=2, premises=(1,), operation="sum", words="", checks=((0, "eq(3)"),))
    with pytest.raises(ValueError, match=r"operation = 'guess' of the step to \(2\); valid: \('define'"):
        Step(to=2, premises=(1,), operation="guess", words="")


def test_the_derivation_of_the_paper_is_acyclic_and_whole():
    assert sorted(falls(PLAIN)) == list(range(1, 128))  # no equation is an orphan, and no circle
    assert len(PLAIN) == len({step["to"] for step in PLAIN})


def test_what_falls_with_an_equation():
    steps = [{"to": 2, "from": [1]}, {"to": 3, "from": [2, 5]}, {"to": 4, "from": [5]}]
    assert falls(steps) == {1: [2, 3], 2: [3], 3: [], 4: [], 5: [3, 4]}
    assert {43, 44, 45, 51} <= set(falls(PLAIN)[96]) and 32 not in falls(PLAIN)[96]


def test_at_most_so_many_and_always_the_ends():
    assert [len(spread(list(range(n)))) for n in (0, 1, 5, 100)] == [0, 1, 5, 6]
    assert spread(list(range(100)))[::5] == [0, 99]


@pytest.mark.parametrize("step", EVALUATED, ids=lambda step: f"to ({step.to})")
def test_the_step_holds(step):
    entries = {entry.number: entry for entry in PAPER.entries}
    entry = entries[step.to]
    forms = {n: right_forms(entries[n], PAPER.notation) for n in (step.to, *step.premises)}
    samples = [s for s in draw(entry) if not entry.inside or entry.inside(s)]
    assert residual(goals(step, forms, samples[:1], PAPER.notation), forms) <= 1e-6


@pytest.mark.slow
@pytest.mark.parametrize("step", EVALUATED, ids=lambda step: f"to ({step.to})")
def test_the_step_breaks_with_its_premises(step):
    assert judge_step(step, PAPER)["checked"]
