"""What the page evaluates agrees with the library all over the domain, and a wrong series is refused."""

import base64
import json
import zlib

import numpy as np
import pytest
import xarray as xr
from report.checkout import ROOT

from reproduction.report import series

ENDS = (5.0, 10.0)


def value(told, s, c, b, w):
    """Evaluate a series from what the page is given, in another way than its maker does."""
    steps = np.frombuffer(zlib.decompress(base64.b64decode(told["values"])), "<i4")
    coefficients = told["step"] * steps.reshape(told["shape"])
    there = {"log": np.log, "sqrt": np.sqrt}
    for kind, (low, high), point in zip(told["variables"], told["ends"], (s, c, b, w), strict=True):
        place = (2 * there[kind](point) - low - high) / (high - low)
        coefficients = np.polynomial.chebyshev.chebval(place, coefficients)
    power, response = told["powers"]
    y = b * w / 2
    return float(np.exp(coefficients) * b**power * (np.tanh(y) / y) ** response)


@pytest.mark.parametrize("equation", [27, 29, 51])
def test_it_is_the_library_all_over_its_domain(equation):
    told = series.recomputed(equation, *ENDS)
    low, high = np.array(told["low"]), np.array(told["high"])
    generator = np.random.default_rng(7)
    places = np.concatenate(
        [generator.random((60, 4)), generator.random((60, 4)) ** 3, generator.integers(0, 2, (16, 4))]
    )
    low[2:] = 1e-3 * high[2:]  # the ends themselves, but for the limit at zero
    for point in low + places * (high - low):
        exact = float(series.library(equation, *point))
        assert abs(value(told, *point) / exact - 1) <= max(2 * told["error"], 1e-6) <= series.BOUND
    assert len(told["values"]) < 1e5


@pytest.mark.parametrize("equation", [27, 29, 51])
def test_a_series_that_is_too_short_is_refused(equation, monkeypatch):
    monkeypatch.setitem(series.SIZES, equation, (4, 3, 5, 4))
    with pytest.raises(ArithmeticError, match=r"valid: 0\.0001"):
        series.recomputed(equation, *ENDS)


@pytest.mark.parametrize(("equation", "figure"), [(27, "figure2"), (29, "figure3"), (51, "figure5")])
def test_it_stands_for_what_the_figure_shows(equation, figure):
    """Not only for the same formula: for the same units, so that the picture does not jump at the first move."""
    with xr.open_dataset(ROOT / "figures" / "reference" / f"{figure}.nc", engine="scipy") as accepted:
        shown = accepted[next(name for name in accepted if accepted[name].ndim == 3)].load()
        cutoff = json.loads(accepted.attrs["parameters"])["cutoff_over_omega_in"]
    beta, omega = shown.beta.values[:, None], shown.omega_ratio.values
    for panel in shown:
        np.testing.assert_allclose(panel, series.library(equation, panel.exponent, cutoff, beta, omega), rtol=1e-6)
