"""What the article says of a run in numbers: all of the run, the worst where the worst is meant, wherever it stands."""

import csv
import json
from collections import Counter
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publishable import ANALYSES, make, told

from paper.counterexamples import CASES
from reproduction.publication import numbers
from reproduction.speed import OURS, times


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A checkout with a run."""
    return make(tmp_path_factory.mktemp("checkout"))


@contextmanager
def changed(path, change):
    """Change the text of a file for a while."""
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(change(before), encoding="utf-8")
        yield
    finally:
        path.write_text(before, encoding="utf-8")


def said(checkout):
    """What the article says."""
    return json.loads(told(checkout).read_text(encoding="utf-8"))


def test_numbers_are_those_of_the_run(checkout):
    text = said(checkout)
    assert text["count"]["misprint"] == str(len(CASES)) and text["count"]["verified"] == "one"
    assert text["count"]["killed"] == str(3 * (len(CASES) + 1)) and text["count"]["surviving"] == "none"
    assert text["measured"]["threshold"] == "0.076" and text["measured"]["few"] == "0.0764"
    assert text["impact"]["ratio"]["largest_change"] == "600" and text["impact"]["ordering"]["size"] == "1.2"
    assert text["agreement"] == "10^(-12)"


def test_a_claim_that_is_gone_is_named(checkout):
    path = checkout / "results" / "claims" / "figure3.json"
    with (
        changed(path, lambda text: json.dumps(json.loads(text)[1:])),
        pytest.raises(ValueError, match="quotes a claim of figure3 with the words 'loses only where'; 0 have them"),
    ):
        said(checkout)


def test_every_analysis_counts_and_the_worst_agreement_is_told(checkout):
    before, differs = said(checkout)["claims"], json.dumps({"status": "differs", "relative": 3.2e-4})
    more = [{"statement": "another", "measured": 1.0, "holds": holds} for holds in (True, False, None)]
    for name in ANALYSES:
        regression, claims = (checkout / "results" / kind / f"{name}.json" for kind in ("regression", "claims"))
        with changed(regression, lambda _: differs), changed(claims, lambda text: json.dumps(json.loads(text) + more)):
            text = said(checkout)
        assert text["agreement"] == "10^(-3)" and text["agreeing"] == str(len(ANALYSES) - 1)
        assert int(text["claims"]["apply"]) == int(before["apply"]) + 2  # null: it does not apply
        assert int(text["claims"]["hold"]) == int(before["hold"]) + 1


@given(st.data(), st.sampled_from(list(numbers.MISUSED)), st.integers(1, 5), st.floats(0.01, 50))
def test_the_reading_that_changes_most_is_told(data, name, count, largest):
    changes = [largest * factor for factor in data.draw(st.permutations([1.0] + [0.5] * (count - 1)))]
    readings = [{"figure": "Fig. 3", "reading": f"up to {k}", "largest_change": one} for k, one in enumerate(changes)]
    mine = {"number": numbers.MISUSED[name], "impact": readings}
    entries = data.draw(st.permutations([mine, {"number": 1, "impact": []}, {"number": "a", "impact": readings[:1]}]))
    worst = numbers.impact(entries, numbers.MISUSED[name])
    assert worst["size"] == str(changes.index(largest)) and worst["reading"] == f"up to {worst['size']}"
    assert worst["largest_change"] == numbers.short(100 * largest)


def rows(path):
    """The rows of a table of measurements."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def written(table):
    """The text of a table."""
    lines = [",".join(table[0]), *(",".join(f'"{cell}"' for cell in row.values()) for row in table)]
    return "\n".join(lines) + "\n"


def test_the_accuracy_is_that_of_the_worst_perturbative_formula(checkout):
    path = checkout / "benchmarks" / "accuracy.csv"
    table = rows(path)
    assert len(table) >= 20 and {row["functions"].startswith("exact_") for row in table} == {True, False}
    for row in table:
        with changed(
            path, lambda _, row=row: written([o | {"worst_error": "4e-07"} if o is row else o for o in table])
        ):
            bound = numbers.accuracy(checkout)
        assert (bound == "10^(-6)") is (not row["functions"].startswith("exact_"))
    assert said(checkout)["accuracy"] == numbers.accuracy(checkout)


def test_the_speed_is_told_from_the_least_to_the_most(checkout):
    path, before = checkout / "benchmarks" / "third_parties.csv", numbers.speed(checkout)
    table = rows(path)
    assert said(checkout)["speed"] == before and 1 < int(before["least"]) < int(before["most"])
    for row in table:
        for seconds, end in (("1e6", "most"), ("1e-6", "least")):
            with changed(
                path, lambda _, r=row, s=seconds: written([o | {"seconds": s} if o is r else o for o in table])
            ):
                speed = numbers.speed(checkout)
            if row["method"] != OURS:  # of other programs OQuPy is meant
                assert (speed[end] != before[end]) is row["method"].startswith("OQuPy")


measured = st.builds(
    lambda case, method, error, seconds: {
        "beta": case, "strength": 0.1, "method": method, "relative_error": 10.0**error, "seconds": seconds,
    },
    st.sampled_from([0.5, 5.0]), st.sampled_from([OURS, "a", "b"]), st.integers(-9, -1), st.floats(0.1, 9.0),
)  # fmt: skip


@given(st.lists(measured, max_size=12), st.data(), st.floats(0.1, 9.0))
def test_a_time_is_compared_with_the_fastest_that_is_as_accurate(table, data, factor):
    ratios = times(table)
    for row, ratio in zip(table, ratios, strict=True):
        rivals = [o for o in table if o["method"] == OURS and o["beta"] == row["beta"]]
        rivals = [o for o in rivals if o["relative_error"] <= row["relative_error"]]
        if row["method"] == OURS or not rivals:
            assert ratio is None
        else:  # all are slower than that, and one is not
            shares = [ratio * o["seconds"] / row["seconds"] for o in rivals]
            assert min(shares) == pytest.approx(1.0)
    order = data.draw(st.permutations(range(len(table))))
    assert times([table[k] for k in order]) == [ratios[k] for k in order]
    slower = [row | {"seconds": factor * row["seconds"]} if row["method"] != OURS else row for row in table]
    assert times(slower) == [one and pytest.approx(factor * one) for one in ratios]


SORTS = ("verified", "definition", "misprint", "imprecise", "unverified")
PROOFS = ("proved", "refuted, correction proved", "refuted", "undecided")
survivors = st.lists(st.builds(dict, reason=st.sampled_from(["equivalent: it is", "weak: it is", ""])), max_size=3)
scores = st.none() | st.builds(dict, killed=st.integers(0, 9), total=st.integers(10, 20), survivors=survivors)
entries = st.lists(
    st.builds(
        lambda number, verdict, status, mutants: {
            "number": number, "verdict": verdict, "proof": {"status": status}, "mutants": mutants,
        },
        st.integers(1, 127) | st.just("claim"), st.sampled_from(SORTS), st.sampled_from(PROOFS), scores,
    ), max_size=5,
)  # fmt: skip


@given(entries, entries)
def test_counts_are_sums_over_entries(some, others):
    first, second, both = (Counter(numbers.counts(part)) for part in (some, others, some + others))
    assert both == first + second
    for entry in some:
        one, equation = numbers.counts([entry]), isinstance(entry["number"], int)
        assert one[entry["verdict"]] == 1 if entry["verdict"] != "unverified" else not any(one[s] for s in SORTS[:-1])
        assert (one["entries"], one["equations"], one["claims"]) == (1, equation, not equation)
        status = entry["proof"]["status"]
        wanted = (status == "proved", status.startswith("refuted"), status == "undecided")
        assert (one["proved"], one["refuted"], one["sampled"]) == tuple(equation and each for each in wanted)
        false = entry["verdict"] == "misprint"
        assert (one["misprinted"], one["misstated"]) == (false and equation, false and not equation)
        score = entry["mutants"] or {"killed": 0, "total": 0, "survivors": []}
        reasons = [each["reason"][:4] for each in score["survivors"]]
        assert (one["killed"], one["mutants"]) == (score["killed"], score["total"])
        assert (one["equivalent"], one["surviving"]) == (reasons.count("equi"), len(reasons) - reasons.count("equi"))
