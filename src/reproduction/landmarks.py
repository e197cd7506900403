"""What a reader looks at in a figure, as numbers: extrema, corners, means, and where a curve or map crosses one."""

from __future__ import annotations

import numpy as np

__all__ = ["crossing", "landmarks", "panels"]

ROWS = 5  # of a map, along which the crossing is sought
ROUNDING = 1e-9  # relative difference from 1 that says nothing


def panels(dataset):
    """Yield (name, array) for every panel of a data set: the slices along the first axis, or a single curve.

    The name says which: variable, letter of the panel, and the coordinate that tells it from the others.
    """
    for name, array in dataset.data_vars.items():
        if np.isinf(array.attrs.get("accuracy", 0.0)):
            continue  # an estimate, see `arrays.quantity`
        if array.ndim == 1:
            yield name, array
            continue
        first = array.dims[0]
        for letter, value, part in zip("abcdefghijklmnopqrstuvwxyz", array[first].values, array, strict=False):
            yield f"{name} ({letter}) {first} = {value:g}", part


def crossing(x, values):
    r"""Return where ``values`` first crosses 1 and how far that moves for a relative change of the values, or None.

    Linear interpolation in the logarithm: at the crossing :math:`dx = dx/d\ln f \cdot \delta f/f`. A value that is 1 to
    rounding is left out, lest rounding decide whether there is a crossing at all.

    >>> position, sensitivity = crossing(np.array([0.0, 1.0, 2.0]), np.exp([1.0, 0.5, -0.5]))
    >>> round(float(position), 12), round(float(sensitivity), 12)
    (1.5, 1.0)
    >>> [crossing(np.arange(3.0), np.array([0.5, one, 2.0])) is None for one in (1 - 1e-16, 1.0, 1 + 1e-15)]
    [False, False, False]
    """
    if np.any(values <= 0):
        return None
    height = np.log(values)
    clear = np.abs(height) > ROUNDING
    x, height = x[clear], height[clear]
    steps = np.flatnonzero(height[:-1] * height[1:] < 0)
    if not steps.size:
        return None
    k = steps[0]
    slope = (height[k + 1] - height[k]) / (x[k + 1] - x[k])
    return x[k] - height[k] / slope, abs(1 / slope)


def landmarks(array):
    """Return {name: (value, sensitivity)} for one panel; a relative error e moves the landmark by e * sensitivity."""
    values = array.values
    found = {"smallest": values.min(), "largest": values.max(), "mean": values.mean()}
    for corner in np.ndindex((2,) * array.ndim):
        place = tuple(-end for end in corner)
        where = ", ".join(f"{dim} = {array[dim].values[at]:g}" for dim, at in zip(array.dims, place, strict=True))
        found[f"at {where}"] = values[place]
    found = {name: (float(value), abs(float(value))) for name, value in found.items()}
    x = array[array.dims[-1]].values
    for k in range(ROWS if array.ndim == 2 else 1):
        row = (2 * k + 1) * len(values) // (2 * ROWS)
        crossed = crossing(x, values[row] if array.ndim == 2 else values)
        if crossed is not None:
            where = f" at {array.dims[0]} = {array[array.dims[0]].values[row]:g}" if array.ndim == 2 else ""
            found[f"crosses 1{where}"] = tuple(map(float, crossed))
    return found
