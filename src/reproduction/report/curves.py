"""Families of curves in the twin of a figure."""

from __future__ import annotations

import numpy as np

from reproduction.report.axes import FEW, axis_told, spread, values
from reproduction.report.text import plain

__all__ = ["curve_panels"]


def curve_panels(data) -> list[dict]:
    """Return one panel for each pair (slider, x) of dimensions, with a line for every array over it;
    what is an error of others is told in words."""
    panels = {}
    for name, array in data.data_vars.items():
        if array.ndim == 2 and array.shape[0] <= FEW:
            panels.setdefault(array.dims, {})[name] = array
    return [panel(data, dims, arrays) for dims, arrays in panels.items()]


def panel(data, dims, arrays) -> dict:
    """Return one panel of curves."""
    error = arrays.pop("error", None)
    x = data[dims[1]]
    lines = [
        {
            "name": plain(array.attrs.get("long_name", name)),
            "rows": [[float(f"{value:.7g}") for value in row] for row in array.values],
        }
        for name, array in arrays.items()
    ]
    return {
        "slider": {**axis_told(data[dims[0]]), "values": values(data[dims[0]]), "start": 0},
        "x": {
            **axis_told(x),
            "values": [float(value) for value in x.values],
            "log": spread(x.values),
        },
        "log": spread(np.stack([array.values for array in arrays.values()])),
        "lines": lines,
        "errors": None if error is None else [float(np.max(row)) for row in error.values],
    }
