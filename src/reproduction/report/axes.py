"""What is drawn and over which axes: their labels, and which of their values are shown."""

from __future__ import annotations

import numpy as np

from reproduction.report.text import GREEK, plain

__all__ = ["FEW", "SYMBOLS", "axis_told", "edges", "quantity", "spread", "thin", "thinned", "values"]

POINTS = 120  # pixels of a map along each axis: enough for the eye, small enough for a page
FEW = 12  # a dimension of so many values or fewer is a slider
SYMBOLS = {
    "exponent": "s",
    "cutoff_over_omega_in": "cut-off over ω₁",
    "beta": "β",
    "load": "Ω/E",
    "omega_ratio": "ω/ω₁",
    "temperature": "T",
    "strength": "f₂²λ",
    "spins": "M",
}


def thin(count: int) -> slice:
    """Return every n-th index, so that at most `POINTS` of ``count`` are left."""
    return slice(None, None, -(-count // POINTS))


def thinned(array) -> dict:
    """Return an axis of a map whose pixels are thinned out."""
    kept = array.values[thin(array.size)]
    log = spread(kept) and bool(np.allclose(np.diff(np.log(kept), 2), 0, atol=1e-6))
    return axis_told(array) | {
        "values": [float(value) for value in kept],
        "ends": [float(end) for end in edges(kept, log)],
        "log": log,
    }


def edges(centres, log=False):
    """Return the outer edges of a row of pixels, equidistant or equidistant in the logarithm."""
    there, back = (np.log, np.exp) if log else (np.asarray, np.asarray)
    low, high = there(centres[0]), there(centres[-1])
    half = 0.5 * (high - low) / (len(centres) - 1)
    return back(low - half), back(high + half)


def axis_told(array) -> dict:
    """Return label and symbol of an axis."""
    label, unit = plain(array.attrs.get("long_name", array.name)), plain(array.attrs.get("units", "1"))
    symbol = SYMBOLS.get(array.name)
    if symbol and unit.startswith("1/"):
        symbol += unit.removeprefix("1/")
    if symbol and set(label) & set(GREEK.values()):  # it is no more than the symbol
        return {"label": symbol, "symbol": symbol}
    if symbol and symbol not in label.split():
        label += f" {symbol}"
    elif not symbol and unit != "1":
        label += f", in units of {unit}"
    return {"label": label, "symbol": symbol or plain(array.name)}


def quantity(array) -> str:
    """Return what an array is; what it is divided by says that only together with its name."""
    label = plain(array.attrs.get("long_name", array.name))
    return f"{str(array.name).replace('_', ' ')}, {label}" if label.startswith("divided by") else label


def values(array) -> list:
    """Return the values of a slider; JSON has no infinity."""
    return [value if np.isfinite(value) else "∞" for value in map(float, array.values)]


def spread(values) -> bool:
    """Tell whether numbers want a logarithmic axis: positive, and over more than two decades."""
    values = np.asarray(values)[np.isfinite(values)]
    return bool(values.size and values.min() > 0 and values.max() > 100 * values.min())
