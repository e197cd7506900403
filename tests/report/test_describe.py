"""What is seen in a figure is said in words that its numbers decide, and what is cited is CITATION.cff."""

import numpy as np
import pytest
import xarray as xr
from report.checkout import ROOT

from reproduction.report.citation import bibtex
from reproduction.report.describe import described

X = np.linspace(0.0, 2.0, 40)


@pytest.mark.parametrize(
    ("line", "course"),
    [(X, "rising"), (-X, "falling"), (np.ones(40), "constant"), ((X - 1) ** 2, "turning"), (np.exp(X), "rising")],
)
def test_a_curve_rises_falls_stays_or_turns(line, course):
    data = xr.Dataset({"y": ("x", line, {"long_name": "height"})}, {"x": ("x", X, {"long_name": "time"})})
    text = described(data)
    assert text.startswith("Height against time (0 to 2)") and text.endswith(f", {course}.")
    assert f"from {line.min():.2g} to {line.max():.2g}" in text


def test_a_map_says_where_it_is_largest():
    values = np.zeros((2, 40, 40))
    values[1, 10, 30] = 7.0
    data = xr.Dataset({"v": (("s", "y", "x"), values)}, {"s": [0.5, 2.0], "y": X, "x": 10 * X})
    text = described(data)
    assert "s = 0.5, 2" in text and "from 0 to 7" in text
    assert f"the largest at x {10 * X[30]:.2g} and y {X[10]:.2g}" in text


def test_symbols_are_signs_and_keep_their_case():
    told = {"long_name": "divided by 4 f_2^2 Omega, Eq. (42)"}
    data = xr.Dataset({"noise_ratio": ("x", X, told)}, {"x": ("x", X, {"long_name": "omega_1 in units of E"})})
    assert described(data).startswith("Noise ratio, divided by 4 f₂² Ω, Eq. (42) against ω₁ in units of E (0 to 2)")


def test_both_citations_are_made_of_the_same_file():
    told = bibtex(ROOT, "0123456789abcdef")
    assert "eprint = {2303.07795}" in told["The paper"] and "Novotný, Tomáš" in told["The paper"]
    assert "commit 0123456789ab" in told["This reproduction"]
    assert all(text.count("{") == text.count("}") for text in told.values())
    assert bibtex(ROOT / "docs") == {}
