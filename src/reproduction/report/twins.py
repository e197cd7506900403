"""The interactive twin of a figure: its numbers in the form that the page's script draws.

A figure that is drawn from a power-law bath is recomputed in the page, see `series`. Of others the
numbers are there, thinned out: an array over (slider, y, x) or (y, x) is a map with cuts, one over
(slider, x) a family of curves. Studies of one analysis share its twin, with one more slider.
"""

from __future__ import annotations

from reproduction.report import collect
from reproduction.report.axes import FEW, axis_told, edges
from reproduction.report.colours import colours
from reproduction.report.curves import curve_panels
from reproduction.report.maps import map_twin, quantity_twin
from reproduction.report.series import POWERS, recomputed
from reproduction.report.sources import equations

__all__ = ["twin", "twins"]

COUPLINGS = {  # what a figure of the paper is divided by, and in which range it may be set
    27: {"label": "couplings 4 f₁f₂λ", "symbol": "4 f₁f₂λ", "low": 1e-3, "high": 1.0},
    51: {"label": "couplings η = 4 f₁M√λ", "symbol": "η", "low": 1e-2, "high": 10.0},
}
QUANTITIES = {
    27: "coherence −⟨σ₂ˣ⟩",
    29: "⟨σ₂ˣ⟩ / ⟨σ₁ˣ⟩",
    51: "signal-to-noise ratio |⟨σˣ⟩| / σ",
}
NOTES = {
    27: "With 4 f₁f₂λ = 1 it shows the figure. It is of leading order: near one and above it does not hold.",
    51: "With η = 1 it shows the figure.",
}


def twins(tier, analyses) -> dict:
    """Return {analysis: its twin, or the ``problem`` with it}, of those that were run and can be drawn."""
    found = {}
    for name in analyses:
        if not analyses[name].get("like"):
            try:
                studied = studies(tier, analyses, name)
                found[name] = twin(studied) if studied else None
            except Exception as error:  # whatever a damaged file raises: it must not cost the others
                found[name] = {"problem": f"{type(error).__name__}: {error}"}
    return {name: one for name, one in found.items() if one}


def studies(tier, analyses, name) -> dict:
    """Return an analysis and those like it, as far as they were run."""
    found = {}
    for other, analysis in analyses.items():
        data = collect.dataset(tier, other) if name in (other, analysis.get("like")) else None
        if data is not None:
            found[other] = {
                "data": data,
                "parameters": collect.parameters(tier, analysis),
                "scale": analysis.get("scale"),
            }
    return found if name in found else {}


def twin(studies: dict) -> dict | None:
    """Return the twin of ``studies``: analyses of one notebook by name, each with ``data``,
    ``parameters`` and ``scale``. None if no array can be drawn.

    The first study sets the limits of the colours and the name of what is drawn.
    """
    first = next(iter(studies.values()))
    data = first["data"]
    maps = [name for name, array in data.data_vars.items() if is_map(array)]
    if maps:
        return series_twin(first, maps[0]) or map_twin(studies, maps[0])
    single = [name for name, array in data.data_vars.items() if array.ndim == 2 and min(array.shape) > FEW]
    if single:
        return quantity_twin(studies, single)
    panels = curve_panels(data)
    return {"kind": "curves", "panels": panels} if panels else None


def is_map(array) -> bool:
    """Tell whether an array is a row of maps over two long axes."""
    return array.ndim == 3 and array.shape[0] <= FEW < min(array.shape[1:])


def series_twin(study, name) -> dict | None:
    """Return the twin of a figure of the paper over (exponent, beta, omega), recomputed in the page;
    None if it is not one of those."""
    array, parameters = study["data"][name], study["parameters"]
    cited = equations(study["data"].attrs.get("equation", ""))
    equation = next((number for number in reversed(cited) if number in POWERS), None)
    start = parameters.get("cutoff_over_omega_in")
    if equation is None or start is None or array.dims[0] != "exponent":
        return None
    exponents, y, x = (study["data"][dimension] for dimension in array.dims)
    ends = [float(edges(axis.values)[1]) for axis in (y, x)]
    series = recomputed(equation, *ends)
    sliders = [
        {"label": "exponent s", "symbol": "s", "start": float(exponents[exponents.size // 2])},
        {"label": "cut-off over ω₁", "symbol": "c", "start": float(start)},
    ]
    for slider, low, high in zip(sliders, series["low"], series["high"], strict=False):
        slider |= {"low": low, "high": high}
    if equation in COUPLINGS:
        sliders.append(COUPLINGS[equation] | {"start": 1.0})
    return {
        "kind": "map",
        "quantity": QUANTITIES[equation],
        "x": axis_told(x) | {"ends": [0.0, ends[1]]},
        "y": axis_told(y) | {"ends": [0.0, ends[0]]},
        "sliders": sliders,
        "series": series,
        "note": NOTES.get(equation, ""),
        **colours(study, array.values),
    }
