"""What the ledger says of an entry in words: every number stands beside its own name, and the counts add up.

The numbers of an entry are all distinct, and are read back by the names beside them.
"""

import json
import re

import ledger_steps
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import text
from ledger.derivation import Step, judge_step
from ledger.entry import Entry
from ledger.judge import judge, worst_case
from ledger.paper import Paper
from ledger.sample import Sample
from ledger.stability import changed

PLACES = range(3)
TOY = Entry(
    number="toy",
    kind="identity",
    printed=("2 * x",),
    sample=lambda source: Sample(x=source.signed(1, 2)),
    routes={"addition": lambda s: (s.x + s.x,)},
    domain="1 < |x| < 2",
    statement="a toy",
)
JUDGED = judge(TOY, Paper("a paper", {}, {}, {}))


def evidence(number, verdict="verified", status="proved", **changes):
    """An entry of a ledger, as plain data."""
    found = JUDGED | {"number": number, "verdict": verdict, "latex": "a", "corrected_latex": "b"}
    return found | {"proof": JUDGED["proof"] | {"status": status}} | changes


NUMBERS = {"residual": 1.1e-9, "printed_residual": 2.2e-2, "tolerance": 3.3e-5, "library_residual": 4.4e-11}


def test_a_table_has_every_number_below_its_name():
    one = evidence(7, "misprint", kind="leading order", routes=["a", "b"], **NUMBERS)
    names, _, row = ([cell.strip() for cell in line.strip("|").split("|")] for line in text.table([one]).splitlines())
    told = dict(zip(names, row, strict=True))
    assert {name: float(told[name]) for name in ("residual", "printed", "tolerance", "library")} == {
        "residual": 1.1e-9, "printed": 2.2e-2, "tolerance": 3.3e-5, "library": 4.4e-11,
    }  # fmt: skip
    words = {"entry": "Eq. (7)", "kind": "leading order", "verdict": "**misprint**", "proof": "proved"}
    assert told.items() >= (words | {"routes": "a; b"}).items()


@given(st.integers(1, 9), st.floats(1, 9), st.integers(3, 99))
def test_the_evidence_names_what_is_measured_and_what_is_expected(power, measured, samples):
    one = evidence(7, slope={"measured": measured, "power": power}, samples=samples, condition="b > c", domain="D")
    said = text.evidence([one])
    assert f"exponent {measured:.2f}, expected {power}." in said
    assert f"Domain: D ({samples} samples)." in said and "Holds if b > c." in said
    assert "Holds if" not in text.evidence([evidence(7)]) and "exponent" not in text.evidence([evidence(7)])


@pytest.mark.parametrize("condition", ["", "b > c"])
def test_an_erratum_says_under_which_form_or_condition_it_is_small(condition):
    corrected = "" if condition else "b"
    one = evidence(7, "misprint", condition=condition, corrected_latex=corrected, worst={"x": 5.5}, **NUMBERS)
    lines = text.erratum(one, {7: "Fig. 3", 8: "Fig. 4"})
    (said,) = (line for line in lines if line.startswith("- off by"))
    assert said.startswith("- off by 2.2e-02 as printed, by less than 3e-05 " + ("under" if condition else "corrected"))
    assert [f"- needs: {condition}"] * bool(condition) == [line for line in lines if line.startswith("- needs")]
    assert "- at the worst sample: x = 5.5" in lines and "- Fig. 3 is drawn from it" in lines
    assert "- no figure is drawn from it" in text.erratum(one, {8: "Fig. 4"})


STATUSES = ("proved", "refuted, correction proved", "refuted", "undecided")


@given(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=12))
def test_every_equation_is_counted_once_among_the_proofs(statuses):
    said = text.proofs([evidence(k, status=status) for k, status in enumerate(statuses)])
    counts = [int(number) for number in re.findall(r"(?:equations|,) (\d+) ", said)]
    assert sum(counts) == len(statuses) == int(said.split()[2])
    assert all(f"{statuses.count(one)} {one}" in said for one in STATUSES[:3] if one in statuses)


def test_only_what_was_checked_is_said_to_hold():
    steps = [{"checked": checked, "residual": residual} for checked, residual in ((True, 1e-9), (False, 1e-9))]
    steps += [{"checked": False, "residual": 2.0}, {"checked": False, "residual": None}]
    said = text.status([evidence(1)], [*steps, steps[0]]).splitlines()
    assert "derivation: 5 steps, 2 of 4 that can be evaluated hold" in said


def test_what_does_not_stand_is_told_the_worst_first_with_its_reason():
    entries = [evidence(k, verdict, condition="", **NUMBERS) for k, verdict in enumerate(text.VERDICTS)]
    entries += [evidence(77, "imprecise", condition="b > c", **NUMBERS)]
    told = [line.split() for line in text.status(entries).splitlines() if line.split()[0] in text.UNSETTLED]
    assert [words[0] for words in told] == ["wrong", "misprint", "imprecise", "imprecise", "unverified"]
    assert [words[2] for words in told if words[0] != "unverified"] == [
        f"({entry['number']})" for name in text.UNSETTLED[:3] for entry in entries if entry["verdict"] == name
    ]
    assert all(
        words[3:] == (["needs:", "b", ">", "c"] if "77" in words[2] else ["off", "by", "2.2e-02"]) for words in told
    )


@pytest.mark.parametrize("place", PLACES)
def test_the_worst_sample_is_the_one_where_the_print_does_worst(place):
    answers = [[{"x": 1.0 + k, "matrix": np.ones((2, 2))}, (9.0,), {"y": 10.0 + k}] for k in PLACES]
    printed = [0.5 if k == place else 0.1 * (k + 1) for k in PLACES]
    assert worst_case(answers, printed) == {"x": 1.0 + place, "y": 10.0 + place}


@pytest.mark.parametrize("place", PLACES)
def test_a_premise_that_no_check_feels_is_not_checked(place):
    """Each of three premises in turn is multiplied by nothing."""
    common = {"kind": "identity", "sample": lambda draws: Sample(x=draws.number(1, 2)), "routes": {}, "domain": ""}
    entries = [Entry(number=n, printed=(f"{n} * x",), **common) for n in (1, 2, 3)]
    for dead in (None, place):
        felt = [n for n in (1, 2, 3) if dead is None or n != dead + 1]
        check = " + ".join(f"eq({n})" if n in felt else f"0 * eq({n})" for n in (1, 2, 3))
        last = Entry(number=4, printed=(f"{sum(felt)} * x",), **common)
        step = Step(to=4, premises=(1, 2, 3), operation="sum", words="", checks=((0, check),))
        found = judge_step(step, Paper("toy", {"all": [*entries, last]}, {}, {}, (step,)))
        assert found["residual"] < 1e-12 and found["checked"] is (dead is None)


@given(st.lists(st.integers(0, 3), max_size=5))
def test_whatever_changed_at_all_is_named(counts):
    rows = [{"entry": str(k), "changed": str(count)} for k, count in enumerate(counts)]
    assert changed(rows) == [str(k) for k, count in enumerate(counts) if count > 0]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("verdict", "reason", "fails"),
    [("verified", "equivalent: the same", False), ("verified", "weak: too small", True), ("unverified", "", True)],
)
def test_status_fails_for_one_entry_without_a_verdict_and_for_one_mutant(
    tmp_path, capsys, place, verdict, reason, fails
):
    entries = [evidence(number, mutants=None) for number in range(1, 4)]
    survivors = [{"mutant": "drop x", "reason": reason}] if reason else []
    entries[place] |= {"verdict": verdict, "mutants": {"killed": 1, "total": 2, "survivors": survivors}}
    (tmp_path / "ledger.json").write_text(json.dumps({"entries": entries, "derivation": []}))
    assert bool(ledger_steps.status(tmp_path / "ledger.json")) is fails
    assert (f"Eq. ({place + 1})" in capsys.readouterr().out) is fails
