"""The colours of a figure, its limits and contours, for the page's script."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

__all__ = ["colours", "stops"]

COUNT = 33
DECADES = 1e3  # what a logarithmic scale shows where nobody says it


def stops(name: str) -> list[str]:
    """Return a colour map as equidistant colours, between which a browser blends.

    >>> stops("viridis")[0], len(stops("RdBu"))
    ('#440154', 33)
    """
    return [mpl.colors.to_hex(colour) for colour in mpl.colormaps[name](np.linspace(0, 1, COUNT))]


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
