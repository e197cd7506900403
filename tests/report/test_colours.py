"""The colours in the page are those of the figure: its scale, its limits, and numbers that survive being packed."""

import base64
import json
import zlib
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
import yaml
from config_check import inherited
from hypothesis import assume, given
from hypothesis import strategies as st

from reproduction import plotting
from reproduction.report.colours import colours, stops
from reproduction.report.maps import STEPS, map_twin, packed, quantity_twin

ROOT = Path(__file__).resolve().parents[2]
ANALYSES = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))["analyses"]
scales = st.sampled_from([None, "linear", "log", "ratio"])
ratios = st.sampled_from([1.5, 19.9, 20.1, 300.0, 999.0, 1e5])  # of the largest to the smallest
positive = st.builds(
    lambda low, ratio, part: [low, low * ratio**part, low * ratio], st.floats(1e-3, 1e3), ratios, st.floats(0, 1)
)
signed = st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=9).filter(lambda held: min(held) <= 0 < max(held))


def told(values, scale=None, **parameters):
    """What the page's script is told of the colours."""
    return colours({"scale": scale, "parameters": parameters}, np.array(values))


def shade(value, limits, scale):
    """Where a value is between the first colour and the last, from 0 to 1."""
    there = np.log if scale == "log" else np.asarray
    low, high, at = (there(one) for one in (*limits, value))
    return float((at - low) / (high - low))


@given(scales, positive, st.booleans())
def test_the_scale_is_the_one_that_was_asked_for(scale, values, given_by):
    found = told(values, scale, **({"colour_max": 2.0 * max(values) + 1} if given_by else {}))
    if scale is not None:
        assert found["scale"] == {"linear": "linear"}.get(scale, "log")
    else:  # a logarithm only where nobody says how large a colour is, and the numbers want it
        assert (found["scale"] == "log") is (not given_by and max(values) > 20 * min(values))
    middle = np.sqrt(np.prod(found["limits"])) if found["scale"] == "log" else np.mean(found["limits"])
    if found["limits"][0] > 0 or found["scale"] == "linear":
        assert shade(middle, found["limits"], found["scale"]) == pytest.approx(0.5)


@pytest.mark.parametrize("ratio", [1.0, 2.0, 19.9, 20.1, 300.0, 3e4])
@given(low=st.floats(1e-3, 1e3))
def test_positive_numbers_are_logarithmic_from_a_ratio_of_twenty_on(low, ratio):
    assert told([low, low, low * ratio])["scale"] == ("log" if ratio > 20 else "linear")
    assert told([-low, low, low * ratio])["scale"] == told([0.0, low, low * ratio])["scale"] == "linear"


@given(signed)
def test_numbers_of_both_signs_are_linear_and_white_is_nothing(values):
    found = told(values)
    assert found["scale"] == "linear" and found["limits"][0] <= min(values) and found["limits"][1] >= max(values)
    if min(values) < 0:
        assert shade(0.0, found["limits"], "linear") == pytest.approx(0.5) and found["colours"] == stops("RdBu_r")
    else:
        assert found["colours"] == stops("viridis")


@given(positive, st.sampled_from([None, "log"]))
def test_the_largest_is_within_the_limits_and_a_logarithm_shows_three_decades(values, scale):
    low, high = (found := told(values, scale))["limits"]
    assert high == max(values) and low < high and found["colours"] == stops("viridis")
    assert low == (max(min(values), high / 1e3) if found["scale"] == "log" else min(values))


@given(st.floats(1.5, 1e3), positive)
def test_a_ratio_of_one_is_white_and_has_a_line(most, values):
    found = told(values, "ratio", colour_max=most, contours=[2.0])
    assert shade(1.0, found["limits"], found["scale"]) == pytest.approx(0.5)
    assert found["colours"] == stops("RdBu") and found["contours"] == [1.0, 2.0]
    assert told(values, "linear", colour_max=most)["contours"] == []


@given(st.floats(1.5, 1e3), st.floats(1e-3, 0.9), st.floats(0.01, 10.0))
def test_a_number_has_the_same_place_among_the_colours_in_figure_and_page(most, least, value):
    norms = {"log": plotting.log_norm(least, most), "ratio": plotting.ratio_norm(most)}
    for scale, norm in norms.items():
        limits = {"colour_max": most} | ({"colour_min": least} if scale == "log" else {})
        found = told([value, 2 * value], scale, **limits)
        assert float(norm(value)) == pytest.approx(shade(value, found["limits"], found["scale"]))


def test_a_map_without_a_norm_is_linear_in_figure_and_page():
    figure, (axis,) = plotting.row(["one"])
    norm = plotting.density(axis, [0, 1], [0, 1], np.ones((2, 2)), vmin=0.0, vmax=5.0).norm
    plotting.plt.close(figure)
    found = told([0.3, 2.0], "linear", colour_max=5.0)
    for value in (0.0, 0.3, 2.5, 5.0):
        assert float(norm(value)) == pytest.approx(shade(value, found["limits"], found["scale"]))


def unpacked(plane):
    """The numbers of a packed map, as the page's script has them: steps from pixel to pixel along each row."""
    raw = zlib.decompress(base64.b64decode(plane["values"].rpartition(",")[2]))
    steps = np.frombuffer(raw, "<i4").reshape(plane["shape"]).cumsum(axis=1)
    return plane["ends"][0] + (plane["ends"][1] - plane["ends"][0]) * steps / STEPS


@given(st.integers(2, 9), st.integers(2, 9), st.integers(0, 99), st.sampled_from(["linear", "log"]))
def test_a_packed_map_is_the_map_on_its_scale(rows, columns, seed, scale):
    random = np.random.default_rng(seed)
    plane = 10.0 ** random.uniform(-3, 3, (rows, columns))
    plane = plane if scale == "log" else plane - 5.0
    assume(plane.max() > plane.min())
    there = np.log if scale == "log" else np.asarray
    error = np.abs(unpacked(packed(plane, {"scale": scale})) - there(plane)).max()
    assert error <= 0.51 * np.ptp(there(plane)) / STEPS


def study(random, count, level):
    """What a study leaves behind: as many planes of different sizes of numbers, and two arrays over the same axes."""
    axes = {dim: np.sort(random.random(size)) + 0.1 for dim, size in (("k", count), ("y", 4), ("x", 6))}
    values = 10.0 ** random.uniform(-3, 3, (count, 1, 1)) * random.random((count, 4, 6))
    arrays = {"z": (("k", "y", "x"), values)} | {name: (("y", "x"), random.random((4, 6))) for name in ("one", "two")}
    return {"data": xr.Dataset(arrays, axes), "parameters": {"level": level}, "scale": "linear"}


@given(st.integers(1, 5), st.integers(1, 4), st.integers(0, 99))
def test_every_plane_of_every_study_is_on_the_page_where_its_sliders_say(count, studies, seed):
    random = np.random.default_rng(seed)
    found = {str(level): study(random, count, level) for level in random.permutation(studies).tolist()}
    twin = map_twin(found, "z")
    levels = twin["sliders"][1]["values"] if studies > 1 else [0]
    assert studies == 1 or levels[twin["sliders"][1]["start"]] == int(next(iter(found)))
    assert levels == list(range(studies)) and len(twin["sliders"][0]["values"]) == count
    for level, planes in zip(levels, twin["planes"], strict=True):
        right = found[str(level)]["data"]["z"].values
        for plane, there in zip(planes, right, strict=True):
            assert np.allclose(unpacked(plane), there, rtol=0, atol=0.51 * np.ptp(there) / STEPS)
    first = next(iter(found.values()))["data"]
    twin = quantity_twin(found, ["one", "two"])
    for plane, name, told in zip(twin["planes"][0], ("one", "two"), twin["each"], strict=True):
        there = np.log(first[name].values) if told["scale"] == "log" else first[name].values
        assert np.allclose(unpacked(plane), there, rtol=0, atol=0.51 * np.ptp(there) / STEPS)


def drawn(name):
    """The scales of the maps that the notebook of an analysis draws."""
    notebook = inherited(name, ANALYSES)["notebook"]
    cells = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    source = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    calls = {"ratio": "ratio_norm(", "log": "log_norm(", "linear": "vmax=colour_max"}
    return {scale for scale, call in calls.items() if call in source}


OF_ONE_SCALE = [name for name in ANALYSES if len(drawn(name)) == 1]


def test_the_page_has_the_scale_that_the_notebook_draws_with():
    assert {"figure2", "figure3", "figure5", "figure5_cutoff3", "polarization"} <= set(OF_ONE_SCALE)
    for name in OF_ONE_SCALE:
        assert drawn(name) == {inherited(name, ANALYSES).get("scale", "linear")}, name
