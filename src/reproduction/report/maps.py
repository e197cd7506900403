"""Maps of which the numbers are on the page, thinned out, with sliders through what they depend on."""

from __future__ import annotations

import numpy as np

from reproduction.report.axes import SYMBOLS, axis_told, quantity, thin, thinned, values
from reproduction.report.colours import colours
from reproduction.report.text import packed_integers, plain

__all__ = ["map_twin", "quantity_twin"]

STEPS = 65535  # a stored value is rounded to this part of its scale


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
    sliders = [{**axis_told(slider), "values": values(slider), "start": 0}]
    if len(found) > 1:
        symbol = SYMBOLS.get(varied, plain(varied))
        levels = [level for level, _ in found]
        start = levels.index(first["parameters"][varied])
        sliders.append({"label": symbol, "symbol": symbol, "values": levels, "start": start})
    return {
        "kind": "map",
        "quantity": quantity(first["data"][name]),
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
        "quantities": [quantity(data[name]) for name in names],
        "x": thinned(x),
        "y": thinned(y),
        "sliders": [
            {
                "label": "quantity",
                "symbol": "quantity",
                "values": [str(name).replace("_", " ") for name in names],
                "start": 0,
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
