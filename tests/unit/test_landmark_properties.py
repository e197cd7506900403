"""Every landmark is the number that it says and moves as far as it says; every claim holds within its bounds only."""

import math
from itertools import product

import numpy as np
import pytest
import xarray as xr
from hypothesis import assume, given
from hypothesis import strategies as st

from reproduction import landmarks, plotting, regression
from reproduction.claims import Claims, row, surprises

shapes = st.lists(st.integers(1, 5), min_size=0, max_size=3).map(tuple) | st.just((3, 4, 5)) | st.just((12, 3))


def labelled(values):
    """An array with coordinates."""
    dims = tuple("kyx"[3 - values.ndim :])
    axes = {dim: np.arange(1.0, size + 1) for dim, size in zip(dims, values.shape, strict=True)}
    return xr.DataArray(values, axes, dims, name="z")


@given(shapes, st.integers(0, 2**20), st.sampled_from([0.0, 0.0, 0.2]))
def test_panels_hold_all_values_and_landmarks_are_what_they_say(shape, seed, infinite):
    random = np.random.default_rng(seed)
    values = random.normal(size=shape)
    values = np.where(random.random(shape) < infinite, np.inf, values)
    array = labelled(values)
    parts = list(landmarks.panels(array))
    assert sorted(v for _, part in parts for v in part.values.ravel()) == sorted(values.ravel())
    assert len({label for label, _ in parts}) == len(parts)
    for _, part in parts:
        marks, one = landmarks.landmarks(part), np.asarray(part.values)
        finite = np.where(np.isfinite(one), one, 0.0)
        assert marks.get("not finite", (0,))[0] == np.sum(np.isinf(one))
        if np.isfinite(one).all():
            assert marks["smallest"][0] == one.min() and marks["largest"][0] == one.max()
        if np.isfinite(one).any():
            assert marks["mean"][0] == pytest.approx(finite.mean(), abs=1e-12)
        for axis, dim in enumerate(part.dims):
            if one.shape[axis] > 2 and np.isfinite(one).any():
                along = np.linspace(-1, 1, one.shape[axis])
                tilted = np.moveaxis(finite, axis, -1) * along
                assert marks[f"tilt along {dim}"][0] == pytest.approx(tilted.mean(), abs=1e-12)
        ends = {one[at] for at in product(*((0, size - 1) for size in one.shape))} if one.ndim else set()
        corners = {mark[0] for name, mark in marks.items() if name.startswith("at ")}
        assert corners == {end for end in ends if np.isfinite(end)}


@given(shapes, st.integers(0, 2**20), st.sampled_from([1e-6, 1e-5]))
def test_a_landmark_moves_as_far_as_it_says_and_no_further(shape, seed, size):
    """For relative errors of the values; where it crosses one, some error moves it as far as that."""
    random = np.random.default_rng(seed)
    values = np.exp(random.normal(size=shape))
    assume(np.all(np.abs(np.log(values)) > 1e-3))
    for errors in (size * random.choice([-1, 1], size=shape), np.full(shape, size)):
        pairs = zip(landmarks.panels(labelled(values)), landmarks.panels(labelled(values * (1 + errors))), strict=True)
        for (_, before), (_, after) in pairs:
            one, two = landmarks.landmarks(before), landmarks.landmarks(after)
            assert one.keys() == two.keys()
            for name, (value, relative, _) in one.items():
                change = abs(two[name][0] - value)
                assert change <= size * relative * 1.02 + 1e-12, name
                if name.startswith("crosses") and np.all(errors > 0):
                    assert change >= 0.9 * size * relative


@given(st.lists(st.floats(-2.0, 2.0).filter(lambda x: abs(x) > 1e-2), min_size=2, max_size=12))
def test_a_curve_crosses_one_where_it_does_so_first(heights):
    marks = landmarks.landmarks(labelled(np.exp(heights)))
    crossings = [k for k in range(len(heights) - 1) if heights[k] * heights[k + 1] < 0]
    assert ("crosses 1" in marks) is bool(crossings)
    if crossings:
        k = crossings[0]
        there = k + 1 + heights[k] / (heights[k] - heights[k + 1])  # coordinates start at one
        assert marks["crosses 1"][0] == pytest.approx(there, rel=1e-9)


numbers = st.floats(-1e3, 1e3) | st.sampled_from([math.inf, -math.inf, math.nan])
bounds = st.none() | st.floats(-1e3, 1e3)


@given(numbers, bounds, bounds, st.booleans(), st.lists(st.booleans(), max_size=3), st.floats(-0.01, 0.01))
def test_a_claim_holds_within_its_bounds_and_nowhere_else(measured, low, high, expected, conditions, beside):
    assume(low is not None or high is not None)
    near = low if low is not None else high
    claims = Claims()
    when = {f"condition {k}": met for k, met in enumerate(conditions)}
    words = {"source": "Eq. (1)", "at_least": low, "at_most": high, "expected": expected, "remark": "why", "when": when}
    for number in (measured, near, near * (1 + beside), near + beside):
        said = claims.record("it is", measured=number, **words)
        within = math.isfinite(number) and (low is None or low <= number) and (high is None or number <= high)
        assert said is (within if all(conditions) else None)
        assert bool(surprises(claims.entries[-1:])) is (said is not None and said is not expected)
    for line in [*surprises(claims.entries), row(claims.entries[-1])]:
        assert ("≥" in line) is (low is not None) and ("≤" in line) is (high is not None)


@given(shapes, st.integers(0, 2**20), st.sampled_from([np.inf, -np.inf, np.nan]), st.booleans())
def test_what_is_not_finite_is_a_change_only_where_it_is_new(shape, seed, strange, elsewhere):
    """It is infinite then, and no change of finite values is measured by it."""
    random = np.random.default_rng(seed)
    old, moved = random.normal(size=shape), 1e-3 * random.normal(size=shape)
    gone = random.random(shape) < 0.3
    before, after = np.where(gone, strange, old), np.where(gone, strange, old + moved)
    size = np.max(np.abs(old[~gone]), initial=0.0) or 1.0
    assert np.allclose(
        regression.relative_change(before, after), np.where(gone, 0.0, moved / size), rtol=1e-9, atol=1e-12
    )
    one, two = (before, old) if elsewhere else (old, before)
    assert np.array_equal(np.isinf(regression.relative_change(one, two)), gone)
    opposite = regression.relative_change(before, np.where(gone, 0.0 * strange, old))  # infinity, or nan, to nan
    assert np.array_equal(np.isinf(opposite), gone & ~np.isnan(strange))


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("shape", [(), (5,), (3, 5), (2, 3, 5)])
def test_what_is_shown_of_a_difference_is_where_it_is_largest(place, shape):
    figure, axis = plotting.plt.subplots()
    plain = {name: (tuple("kyx"[3 - len(shape) :]), np.full(shape, 2.0 + k)) for k, name in enumerate("abc")}
    shares = [0.03 if k == place else 0.01 for k in range(3)]
    moved = {
        name: (dims, values * (1 + share)) for (name, (dims, values)), share in zip(plain.items(), shares, strict=True)
    }
    regression.draw_change(axis, xr.Dataset(moved), xr.Dataset(plain))
    title = axis.get_title() or axis.get_title(loc="left")  # where it stands is a matter of style
    assert title == f"(d) {'abc'[place]}: up to 3.0e-02"
    moved["b"] = moved["b"][0], np.full(shape, np.inf)
    axis.clear()
    regression.draw_change(axis, xr.Dataset(moved), xr.Dataset(plain))
    assert (axis.get_title() or axis.get_title(loc="left")) == "(d) b: finite on one side only"
    figure.canvas.draw()
    plotting.plt.close(figure)
