"""What a reader looks at in a figure, as numbers: extrema, corners, means, tilts, and where a curve or map crosses one.

Each landmark comes as (value, relative, absolute): a relative error e of the values moves it by e * relative at most,
an absolute error by e * absolute.
"""

from __future__ import annotations

import numpy as np

from reproduction.agreement.difference import Claim

__all__ = ["crossing", "landmarks", "panels", "place"]

ROWS = 5  # of a map, along which the crossing is sought
CURVES = 8  # a first axis that is longer belongs to a map
CLEAR = 100  # times what a value may be off: so far it is from 1 where a crossing is sought


def panels(array):
    """Yield (label, part) for every panel of an array: a curve, a map, or several along its first axis.

    The label is the name, and the letter and coordinate that tell one panel from the others.
    """
    if array.ndim < 2 or (array.ndim == 2 and array.shape[0] > CURVES):
        yield str(array.name), array
        return
    for k in range(array.shape[0]):
        letter = "abcdefgh"[k] if array.shape[0] <= CURVES else k + 1
        yield f"{array.name} ({letter}) {place(array, (k,))}", array[k]


def place(array, at):
    """Say where in an array: 'beta = 0.5, omega_ratio = 2'; nothing for a single number."""
    said = []
    for dim, k in zip(array.dims, at, strict=False):
        value = array[dim].values[k] if dim in array.coords else k
        said.append(f"{dim} = {value:g}" if np.issubdtype(type(value), np.number) else f"{dim} = {value}")
    return ", ".join(said)


def crossing(x, values, margin=1e-9):
    r"""Return where ``values`` first crosses 1 and how far that moves for a relative change of the values, or None.

    Linear interpolation in the logarithm: at the crossing :math:`dx = dx/d\ln f \cdot \delta f/f`. A value that is 1 to
    the relative ``margin`` is left out, lest rounding decide whether there is a crossing at all.

    >>> position, sensitivity = crossing(np.array([0.0, 1.0, 2.0]), np.exp([1.0, 0.5, -0.5]))
    >>> round(float(position), 12), round(float(sensitivity), 12)
    (1.5, 1.0)
    >>> [crossing(np.arange(3.0), np.array([0.5, one, 2.0])) is None for one in (1 - 1e-16, 1.0, 1 + 1e-15)]
    [False, False, False]
    """
    if not np.all((values > 0) & np.isfinite(values)):
        return None
    height = np.log(values)
    clear = np.abs(height) > margin
    x, height = x[clear], height[clear]
    steps = np.flatnonzero(height[:-1] * height[1:] < 0)
    if not steps.size:
        return None
    k = steps[0]
    slope = (height[k + 1] - height[k]) / (x[k + 1] - x[k])
    return x[k] - height[k] / slope, abs(1 / slope)


def landmarks(array):
    """Return {name: (value, relative, absolute)} for one panel; what is not finite is counted, and left out."""
    values = np.asarray(array.values, dtype=float)
    finite = np.isfinite(values)
    found = {} if finite.all() else {"not finite": (float(np.sum(~finite)), 0.0, 0.0)}
    if finite.any():
        numbers = np.where(finite, values, 0.0)
        found |= {"smallest": itself(values[finite].min()), "largest": itself(values[finite].max())}
        found["mean"] = average(numbers, np.ones_like(values))
        for axis, dim in enumerate(array.dims):
            if array.shape[axis] > 2:  # of two values along an axis, corners and mean tell which is which
                along = np.linspace(-1, 1, array.shape[axis])
                weights = along.reshape([-1 if k == axis else 1 for k in range(array.ndim)]) * np.ones_like(values)
                found[f"tilt along {dim}"] = average(numbers, weights)
    for corner in np.ndindex((2,) * array.ndim):
        at = tuple(-end for end in corner)
        if array.ndim and array.size and finite[at]:
            found[f"at {place(array, at)}"] = itself(values[at])
    return found | crossings(array, values)


def itself(value):
    """A landmark that is one of the values."""
    return float(value), abs(float(value)), 1.0


def average(values, weights):
    """A landmark that is an average of all values."""
    scale = np.max(np.abs(values)) or 1.0  # the largest numbers there are can be averaged, too
    value, relative = (
        float(scale * np.mean(part / scale * w)) for part, w in ((values, weights), (np.abs(values), np.abs(weights)))
    )
    return value, relative, float(np.mean(np.abs(weights)))


def crossings(array, values):
    """The landmarks of a curve, or of some rows of a map, where they cross one."""
    found = {}
    if array.ndim not in (1, 2):
        return found
    rows = [()] if array.ndim == 1 else sorted({((2 * k + 1) * len(values) // (2 * ROWS),) for k in range(ROWS)})
    x = array[array.dims[-1]].values
    margin = CLEAR * Claim.of(array).at_one
    for row in rows if np.issubdtype(x.dtype, np.number) else []:
        crossed = crossing(x, values[row], margin)
        if crossed is not None:
            position, sensitivity = map(float, crossed)
            found[" at ".join(filter(None, ["crosses 1", place(array, row)]))] = position, sensitivity, sensitivity
    return found
