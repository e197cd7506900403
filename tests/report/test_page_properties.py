"""What holds of every page: each number is that of its own entry, form, panel or axis, and says what is known."""

import re
import subprocess
from itertools import pairwise

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from ledger.premises import falls
from ledger.text import VERDICTS
from reproduction.report import axes, curves, describe, entries, evidence, graph, maps, page, provenance, series

STEADY = "proved", "refuted", "refuted, correction proved"


def entry(number=1, **changes):
    """What the page needs of an entry of the ledger."""
    told = {"number": number, "kind": "identity", "verdict": "verified", "residual": 1e-15, "tolerance": 1e-9}
    told |= {"routes": ["a"], "library": {}, "samples": 4, "proof": {"status": "undecided"}, "section": "sec2"}
    return told | changes


exponents = st.floats(-16.0, 2.0).map(lambda power: 10**power) | st.just("diverges")


@given(st.sampled_from(list(VERDICTS)), st.none() | exponents, exponents, st.floats(-12.0, -3.0))
def test_every_residual_stands_beside_its_form(verdict, printed, best, power):
    tolerance = 10**power
    shown = entries.residuals(entry(verdict=verdict, printed_residual=printed, residual=best, tolerance=tolerance))
    of = {"misprint": "corrected", "wrong": "corrected", "imprecise": "under the condition"}.get(verdict)
    assert [one["of"] for one in shown] == ["as printed", *filter(None, [of])]
    assert [one["value"] for one in shown] == [best if printed is None else printed, *[best] * bool(of)]
    for one in shown:
        assert one["stands"] is (not isinstance(one["value"], str) and one["value"] <= tolerance)


@pytest.mark.parametrize("status", [*STEADY, "undecided"])
def test_only_what_is_proved_is_known_by_proof(status):
    said = entries.known(entry(proof={"status": status}))
    assert said == ("sampled" if status == "undecided" else status) and entries.known(entry(proof=None)) == "sampled"
    rows = [{"known": said, "mutants": None, "verdict": "verified", "number": 1}] * 3
    assert page.survey([*rows, rows[0] | {"known": "sampled"}])["proved"] == 3 * (status in STEADY)


@given(st.lists(st.floats(0.0, 10.0), min_size=1, max_size=5))
def test_the_worst_is_told(changes):
    impact = [{"figure": f"Fig. {k}", "largest_change": change} for k, change in enumerate(changes)]
    told = entries.effect(entry(impact=[*impact, {"figure": "Fig. 9"}]))
    assert told.startswith(f"Used as printed, it changes Fig. {int(np.argmax(changes))} by up to ")
    judged = [
        entry(k, library={"f": 0, "g": 0} if k else {"f": 0}, library_residual=one * 1e-12)
        for k, one in enumerate(changes)
    ]
    rows = {row["function"]: row for row in entries.accuracy(judged)}
    assert rows["f"]["residual"] == max(changes) * 1e-12 and rows["f"]["equations"] == list(range(len(changes)))
    assert len(changes) == 1 or rows["g"]["residual"] == max(changes[1:]) * 1e-12


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
def test_what_falls_is_what_can_be_reached(numbers):
    """Steps lead from smaller to larger numbers; some equation may have many premises."""
    links = {(min(pair), max(pair)) for pair in pairwise(numbers) if pair[0] != pair[1]}
    steps = [{"to": to, "from": sorted(a for a, b in links if b == to)} for to in sorted({b for _, b in links})]
    below = {number: {number} for number in range(10)}
    for _ in range(10):
        for a, b in links:
            below[a] |= below[b]
    found = falls(steps)
    assert all(found[number] == sorted(below[number] - {number}) for number in found)


def test_every_premise_is_drawn_and_only_what_was_checked_counts():
    steps = [{"to": 20, "from": [1, 2, 3, 4, 5], "checked": True}, {"to": 30, "from": [20, 7]}, {"to": 9, "from": []}]
    drawn = graph.layout(steps, {})
    assert sorted((one["from"], one["to"]) for one in drawn["curves"]) == sorted(
        (a, s["to"]) for s in steps for a in s["from"]
    )
    assert (drawn["checked"], drawn["steps"]) == (1, 3)


@given(st.integers(1, 3000))
def test_an_axis_is_thinned_out_to_so_many_pixels(count):
    kept = np.arange(count)[axes.thin(count)]
    assert kept[0] == 0 and len(kept) <= 120 and len(kept) > min(count, 120) / 2 and len(set(np.diff(kept))) <= 1


@given(st.floats(0.1, 10.0), st.floats(0.01, 2.0), st.integers(2, 50))
def test_pixels_fill_an_axis_from_edge_to_edge(low, step, count):
    edges = axes.edges(low + step * np.arange(count))
    assert edges == pytest.approx((low - step / 2, low + step * (count - 0.5)))
    edges = axes.edges(low * np.exp(step * np.arange(count)), log=True)
    assert edges == pytest.approx((low * np.exp(-step / 2), low * np.exp(step * (count - 0.5))))


def some_data(random, shape, dims):
    """Arrays over axes of different lengths."""
    coordinates = {dim: np.sort(random.random(size)) + 0.1 for dim, size in zip(dims, shape, strict=True)}
    return xr.Dataset({"z": (dims, random.random(shape) - 0.3)}, coordinates)


def test_a_stored_map_has_its_own_axes_and_limits():
    data = some_data(np.random.default_rng(1), (3, 20, 30), ("k", "y", "x"))
    twin = maps.map_twin({"a": {"data": data, "parameters": {}, "scale": None}}, "z")
    assert [len(twin["x"]["values"]), len(twin["y"]["values"])] == [30, 20] and len(twin["planes"][0]) == 3
    assert twin["limits"][0] < twin["limits"][1] and twin["limits"][1] >= np.abs(data["z"].values).max()
    for given_by, limits in (({"colour_max": 5.0}, [0.2, 5.0]), ({"colour_max": 5.0, "colour_min": 0.5}, [0.5, 5.0])):
        assert maps.colours({"parameters": given_by, "scale": "ratio"}, data["z"].values)["limits"] == limits


def test_the_error_of_a_family_of_curves_is_its_largest():
    random = np.random.default_rng(1)
    data = xr.Dataset(
        {name: (("k", "x"), random.random((3, 20))) for name in ("a", "b", "error")}, {"x": np.arange(20.0)}
    )
    (panel,) = curves.curve_panels(data)
    assert panel["errors"] == data["error"].values.max(axis=1).tolist()
    assert [len(line["rows"]) for line in panel["lines"]] == [3, 3] and panel["x"]["log"] is False


@given(st.integers(0, 19), st.integers(0, 29), st.booleans())
def test_words_say_where_a_map_is_largest_and_how_a_curve_runs(y, x, rises):
    values = np.zeros((20, 30))
    values[y, x] = 7.0
    told = describe.described(
        xr.Dataset({"z": (("y", "x"), values)}, {"y": np.arange(20.0), "x": 100 + np.arange(30.0)})
    )
    assert f"the largest at x {100 + x:.2g} and y {y:.2g}." in told and "from 0 to 7" in told
    line = np.arange(20.0) if rises else -np.arange(20.0)
    assert ("rising" in describe.described(xr.Dataset({"z": ("x", line)}))) is rises


def test_the_line_that_is_expected_does_not_follow_what_was_measured():
    law = {"scales": [1.0, 0.5, 0.25], "errors": [1e-2, 2.5e-3, 6e-4], "power": 2.0, "measured": 2.03}
    lines = [re.search(r'<path d="([^"]*)" class="expected"', evidence.slope_plot(law | more))[1]
             for more in ({}, {"measured": 3.0}, {"power": 3.0})]  # fmt: skip
    assert lines[0] == lines[1] != lines[2]


def test_files_that_are_not_committed_are_counted(tmp_path):
    def git(*words):
        who = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *words], check=True, capture_output=True)

    git("init")
    for name in "abc":
        (tmp_path / name).write_text("one")
    git("add", "."), git("commit", "-m", "one")
    for count, name in enumerate("abc", 1):
        (tmp_path / name).write_text("two")
        assert provenance.provenance(tmp_path, {})["changed_files"] == count


@pytest.mark.parametrize("equation", sorted(series.POWERS))
def test_a_series_that_is_off_is_refused_and_an_error_is_the_largest(equation, monkeypatch):
    monkeypatch.setitem(series.SIZES, equation, (6, 4, 8, 8))
    monkeypatch.setattr(series, "CHECKS", 6)
    with pytest.raises(ArithmeticError, match=r"valid: 0\.0001"):
        series.recomputed(equation, 5.0, 10.0)
