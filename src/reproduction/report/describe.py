"""What is seen in a figure, in words made from its numbers: for those who cannot see it."""

from __future__ import annotations

import numpy as np

from reproduction.report.axes import FEW, quantity

__all__ = ["described"]


def described(data) -> str:
    """Return a sentence for each array of a dataset: over what, from where to where, how it runs."""
    parts = []
    for array in data.data_vars.values():
        long = [dim for dim in array.dims if array.sizes[dim] > 1]
        if array.ndim and long and np.all(np.isfinite(array.values)):
            map_like = array.ndim > 1 and min(array.shape[-2:]) > FEW
            parts.append(of_map(data, array) if map_like else of_curves(data, array))
    return " ".join(parts)


def of_map(data, array) -> str:
    """Return what a map, or a row of maps, shows."""
    *rows, y, x = array.dims
    values = array.values
    panels = "".join(f", one panel for each of {told(data[row])}" for row in rows)
    top = np.unravel_index(np.argmax(values), values.shape)
    return (
        f"Map of {quantity(array)} over {quantity(data[x])} ({ends(data[x])}) and {quantity(data[y])}"
        f" ({ends(data[y])}){panels}: from {values.min():.2g} to {values.max():.2g}, the largest at"
        f" {quantity(data[x])} {float(data[x][top[-1]]):.2g} and {quantity(data[y])}"
        f" {float(data[y][top[-2]]):.2g}."
    )


def of_curves(data, array) -> str:
    """Return how each curve of a family runs."""
    *rows, x = array.dims
    lines = array.values.reshape(-1, array.shape[-1])
    runs, what = {course(line) for line in lines}, quantity(array)
    family = "".join(f", for {told(data[row])}" for row in rows)
    return (
        f"{what[0].upper()}{what[1:]} against {quantity(data[x])} ({ends(data[x])}){family}: from"
        f" {lines.min():.2g} to {lines.max():.2g}, {' or '.join(sorted(runs))}."
    )


def course(line) -> str:
    """Return whether a curve rises, falls, stays or turns."""
    step = np.diff(line)
    small = 1e-9 * max(np.max(np.abs(line)), np.finfo(float).tiny)
    rises, falls = bool(np.any(step > small)), bool(np.any(step < -small))
    return {(True, True): "turning", (True, False): "rising", (False, True): "falling"}.get((rises, falls), "constant")


def told(array) -> str:
    """Return the values of a short axis."""
    values = ", ".join(f"{value:.3g}" for value in np.ravel(array.values).tolist())
    return f"{array.name} = {values}"


def ends(array) -> str:
    """Return the range of an axis."""
    values = array.values
    return f"{values.min():.2g} to {values.max():.2g}"
