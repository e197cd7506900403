"""The interactive twin of a figure: its numbers in the form that the page's script draws.

A figure that is drawn from a power-law bath is recomputed in the page, see `series`. Of others the
numbers are there, thinned out: an array over (slider, y, x) or (y, x) is a map with cuts, one over
(slider, x) a family of curves. Studies of one analysis share its twin, with one more slider.
"""

from __future__ import annotations

import numpy as np

from reproduction.report.axes import FEW, SYMBOLS, axis_told, edges, thin, thinned, values
from reproduction.report.colours import stops
from reproduction.report.curves import curve_panels
from reproduction.report.series import POWERS, recomputed
from reproduction.report.sources import equations
from reproduction.report.text import packed_integers, plain

__all__ = ["twin"]

DECADES = 1e3  # what a logarithmic scale shows where nobody says it
STEPS = 65535  # a stored value is rounded to this part of its scale
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
        {"label": "exponent s", "symbol": "s", "value": float(exponents[exponents.size // 2])},
        {"label": "cut-off over ω₁", "symbol": "c", "value": float(start)},
    ]
    for slider, low, high in zip(sliders, series["low"], series["high"], strict=False):
        slider |= {"low": low, "high": high}
    if equation in COUPLINGS:
        sliders.append(COUPLINGS[equation] | {"value": 1.0})
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


def map_twin(studies, name) -> dict:
    """Return maps with a slider along the first dimension, and one more over the studies."""
    first = next(iter(studies.values()))
    slider, y, x = (first["data"][dimension] for dimension in first["data"][name].dims)
    varied = varied_parameter(studies)
    told = colours(first, first["data"][name].values)
    found = []
    for study in studies.values():
        array = study["data"].get(name)
        if array is not None and array.dims == (slider.name, y.name, x.name):
            level = study["parameters"].get(varied) if varied else None
            found.append((level, [packed(plane, told) for plane in array.values]))
    if varied and len(found) > 1:
        found.sort(key=lambda pair: pair[0])
    else:
        found = found[:1]
    sliders = [{**axis_told(slider), "values": values(slider)}]
    if len(found) > 1:
        symbol = SYMBOLS.get(varied, plain(varied))
        levels = [level for level, _ in found]
        start = levels.index(first["parameters"][varied])
        sliders.append({"label": symbol, "symbol": symbol, "values": levels, "start": start})
    return {
        "kind": "map",
        "quantity": plain(first["data"][name].attrs.get("long_name", name)),
        "x": thinned(x),
        "y": thinned(y),
        "sliders": sliders,
        "planes": [planes for _, planes in found],
        **told,
    }


def quantity_twin(studies, names) -> dict:
    """Return single maps over the same axes, with a slider from one quantity to the next."""
    studies = list(studies.values())
    data = studies[0]["data"]
    names = [name for name in names if data[name].dims == data[names[0]].dims]
    y, x = (data[dimension] for dimension in data[names[0]].dims)
    told = [colours({"scale": None, "parameters": {}}, data[name].values) for name in names]
    return {
        "kind": "map",
        "quantities": [plain(data[name].attrs.get("long_name", name)) for name in names],
        "x": thinned(x),
        "y": thinned(y),
        "sliders": [
            {
                "label": "quantity",
                "symbol": "quantity",
                "values": [str(name).replace("_", " ") for name in names],
            }
        ],
        "planes": [[packed(data[name].values, one) for name, one in zip(names, told, strict=True)]],
        "each": told,
        **told[0],
    }


def packed(plane, told) -> dict:
    """Return a map, thinned out: how many steps of its scale each pixel is above its left neighbour."""
    plane = np.asarray(plane)[thin(plane.shape[0]), thin(plane.shape[1])]
    stretched = plane if told["scale"] == "linear" else np.log(np.maximum(plane, 1e-300))
    low, high = float(stretched.min()), float(stretched.max())
    steps = np.rint((stretched - low) / ((high - low) or 1.0) * STEPS)
    return {
        "values": packed_integers(np.diff(steps, axis=1, prepend=0)),
        "shape": list(steps.shape),
        "ends": [low, high],
    }


def varied_parameter(studies) -> str | None:
    """Return the one number, if it is one, in which all studies differ."""
    parameters = [study["parameters"] for study in studies.values()]
    names = [
        name
        for name, value in parameters[0].items()
        if isinstance(value, int | float)
        and not name.startswith("colour")
        and len({repr(other.get(name)) for other in parameters}) > 1
    ]
    return names[0] if len(names) == 1 else None


def colours(study, values) -> dict:
    """Return scale, limits, contours and colours: those of the figure, where its parameters say so."""
    parameters, scale = study["parameters"], study["scale"]
    low, high = float(np.min(values)), float(np.max(values))
    both, positive = low < 0 < high, low > 0 and high > 20 * low
    if scale is None:
        scale = "log" if positive and "colour_max" not in parameters else "linear"
    if "colour_max" not in parameters:  # as the numbers want it
        low = max(low, high / DECADES) if scale == "log" else -max(-low, high) if both else low
        high = max(-low, high) if both else high
    else:
        high = parameters["colour_max"]
        low = {"ratio": 1 / high, "linear": 0.0}.get(scale, low)
        low = parameters.get("colour_min", low)
    contours = sorted({*parameters.get("contours", ()), *([1.0] if scale == "ratio" else [])})
    diverging = scale == "ratio" or both
    return {
        "scale": "linear" if scale == "linear" else "log",
        "limits": [low, high],
        "contours": [float(one) for one in contours],
        "colours": stops("RdBu" if scale == "ratio" else "RdBu_r" if diverging else "viridis"),
        "lines": "#111" if diverging else "#fff",
    }
