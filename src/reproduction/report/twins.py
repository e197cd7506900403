"""The interactive twin of a figure: the same numbers, thinned out for a page, in the form that the page's script draws.

An array over (slider, y, x) is a map with cuts, and so are arrays over (y, x); one over (slider, x) is a set of curves.
Parameter studies of one analysis share its twin: the parameter that they vary is one more slider.
"""

from __future__ import annotations

import base64

import numpy as np

__all__ = ["twin"]

DECADES = 1e3  # what a logarithmic scale shows where nobody says it
POINTS = 200  # pixels of a map along each axis: enough for the eye, small enough for a page
FEW = 12  # a dimension of so many values or fewer is a slider
SYMBOLS = {
    "exponent": "s",
    "cutoff_over_omega_in": "ω_c/ω₁",
    "beta": "β",
    "load": "Ω/E",
    "omega_ratio": "ω/ω₁",
    "temperature": "T",
}


def twin(studies: dict) -> dict | None:
    """Return the twin of ``studies``: analyses of one notebook by name, each ``{"data", "parameters", "scale"}``.

    None if nothing was computed or no array can be drawn. The first study sets the limits of the colours and the name
    of what is drawn.
    """
    if not studies:
        return None
    first = next(iter(studies.values()))
    maps = [name for name, array in first["data"].data_vars.items() if is_map(array)]
    if maps:
        return map_twin(studies, maps[0])
    single = [name for name, array in first["data"].data_vars.items() if array.ndim == 2 and min(array.shape) > FEW]
    if single:
        return quantity_twin(first["data"], single)
    curves = curve_panels(first["data"])
    return {"kind": "curves", "panels": curves} if curves else None


def is_map(array) -> bool:
    """Tell whether an array is a row of maps over two long axes."""
    return array.ndim == 3 and array.shape[0] <= FEW < min(array.shape[1:])


def packed(values) -> dict:
    """Return numbers as Plotly reads them: base64 of single precision."""
    values = np.ascontiguousarray(values, dtype="<f4")
    return {"bdata": base64.b64encode(values).decode(), "shape": list(values.shape)}


def thin(count: int) -> slice:
    """Return every n-th index, so that at most `POINTS` of ``count`` are left."""
    return slice(None, None, -(-count // POINTS))


def axis(coordinate) -> dict:
    """Return label and values of an axis."""
    name, unit = coordinate.name, coordinate.attrs.get("units", "1")
    label = coordinate.attrs.get("long_name", name)
    return {
        "label": label if unit == "1" else f"{label} ({unit.replace('omega_1', 'ω₁')})",
        "symbol": SYMBOLS.get(name, name),
        "values": [float(value) if np.isfinite(value) else "∞" for value in coordinate.values],
    }


def map_twin(studies, name) -> dict:
    """Return the maps of all studies that hold the array ``name`` on the same axes."""
    first = next(iter(studies.values()))
    slider, y, x = (first["data"][dimension] for dimension in first["data"][name].dims)
    rows, columns = thin(y.size), thin(x.size)
    varied = varied_parameter(studies)
    levels, planes = [], []
    for study in studies.values():
        array = study["data"].get(name)
        if array is None or array.dims != (slider.name, y.name, x.name) or array.shape[0] != slider.size:
            continue
        levels.append(study["parameters"].get(varied))
        planes.append([packed(plane[rows, columns]) for plane in array.values])
    sliders = [axis(slider)]
    if varied and len(planes) > 1:
        order = np.argsort(levels)
        planes = [planes[index] for index in order]
        values = [levels[index] for index in order]
        symbol = SYMBOLS.get(varied, varied)
        sliders.append({"label": symbol, "symbol": symbol, "values": values})
    else:
        planes = planes[:1]
    return {
        "kind": "map",
        "quantity": first["data"][name].attrs.get("long_name", name),
        "x": axis(x[columns]),
        "y": axis(y[rows]),
        "sliders": sliders,
        "planes": planes,
        "first": first["parameters"].get(varied),
        **colours(first, name),
    }


def quantity_twin(data, names) -> dict:
    """Return single maps over the same axes, with a slider from one quantity to the next and a scale for each."""
    names = [name for name in names if data[name].dims == data[names[0]].dims]
    y, x = (data[dimension] for dimension in data[names[0]].dims)
    rows, columns = thin(y.size), thin(x.size)
    arrays = [data[name].values for name in names]
    positive = all(array.min() > 0 for array in arrays)
    labels = [str(name).replace("_", " ") for name in names]
    lowest = [max(array.min(), array.max() / DECADES) if positive else array.min() for array in arrays]
    return {
        "kind": "map",
        "quantity": ", ".join(labels),
        "x": axis(x[columns]),
        "y": axis(y[rows]),
        "sliders": [{"label": "quantity", "symbol": "quantity", "values": labels}],
        "planes": [[packed(array[rows, columns]) for array in arrays]],
        "first": None,
        "scale": "log" if positive else "linear",
        "limits": [[float(low), float(array.max())] for low, array in zip(lowest, arrays, strict=True)],
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


def colours(study, name) -> dict:
    """Return scale and limits of the colours: those of the figure, where its parameters state them."""
    parameters, values = study["parameters"], study["data"][name].values
    high = parameters.get("colour_max", float(np.max(values)))
    scale = study["scale"]
    low = {"ratio": 1 / high, "linear": parameters.get("colour_min", 0.0)}.get(scale, parameters.get("colour_min"))
    return {"scale": scale, "limits": [[float(np.min(values)) if low is None else low, high]] * len(values)}


def curve_panels(data) -> list[dict]:
    """Return one panel for each pair (slider, x) of dimensions, with a line for every array over it."""
    panels = {}
    for name, array in data.data_vars.items():
        if array.ndim == 2 and array.shape[0] <= FEW < array.shape[1]:
            panels.setdefault(array.dims, {})[name] = array
    return [
        {
            "slider": axis(data[dims[0]]),
            "x": {**axis(data[dims[1]]), "log": spread(data[dims[1]].values)},
            "log": spread(np.stack([array.values for array in arrays.values()])),
            "lines": [
                {"name": array.attrs.get("long_name", name), "values": packed(array.values)}
                for name, array in arrays.items()
            ],
        }
        for dims, arrays in panels.items()
    ]


def spread(values) -> bool:
    """Tell whether numbers want a logarithmic axis: positive, and over more than two decades."""
    values = np.asarray(values)[np.isfinite(values)]
    return bool(values.size and values.min() > 0 and values.max() > 100 * values.min())
