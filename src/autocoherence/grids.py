r"""Functions on large grids: by interpolation between few nodes, checked against the function itself.

The bath integrals are analytic in each of their arguments, so that on a grid of millions of points they hold no more
information than on a grid of some 60 Chebyshev nodes along each axis; the rest is products of small matrices. Nothing
is assumed: the number of nodes follows from the decay of the Chebyshev coefficients along each axis, the result is
compared with the function at corners and random points, and where either fails the function is evaluated directly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

import numpy as np

from autocoherence.types import ArrayFunction

__all__ = ["on_grid"]

Axes: TypeAlias = list[tuple[int | None, np.ndarray]]  # each argument and the axis along which it varies

NODES = (24, 96, 160, 256)  # numbers of Chebyshev nodes that are tried along an axis
FLOOR = 1e-15  # a coefficient below is rounding noise, relative to the largest one
CONVERGED = 1e-14  # what the last coefficients must have fallen to
CHECKS = 256  # points of comparison
LONG, LARGE = 240, 2**15  # points of an axis, and of a grid, below which nothing is tried
FEWER = 0.8  # nodes per point of an axis above which its own points serve as well
WORTHWHILE = 2  # grid points per node below which interpolation does not pay
BLOCK = 2**17  # values of one block of the result
CACHE = 2**14  # values that fit in the fastest cache, with temporaries


def on_grid(function: ArrayFunction, *arguments: np.ndarray, tolerance: float = 3e-13) -> np.ndarray:
    """Evaluate a smooth function of several variables on the grid its arguments span, fast if the grid is large.

    Where every argument varies along one axis of its own, as in ``on_grid(f, beta[:, None], omega)``, and the axes are
    long, the function is evaluated at a few thousand Chebyshev nodes and interpolated; the relative error is below
    1e-12, or the function is evaluated at every point as for all other arguments. Give the longest axis last.

    Parameters
    ----------
    function : callable
        Takes arrays that broadcast like ``arguments`` and returns the array of its values.
    *arguments : array_like
        They broadcast.
    tolerance : float
        Relative error at one of the points of comparison at which interpolation is given up.

    Returns
    -------
    ndarray
        Of the shape that the arguments broadcast to.

    Examples
    --------
    >>> x, y = np.linspace(0.0, 3.0, 1000), np.linspace(1.0, 2.0, 1000)
    >>> values = on_grid(lambda x, y: 1 / (1 + x * y), x[:, None], y)
    >>> bool(np.max(np.abs(values * (1 + x[:, None] * y) - 1)) < 1e-12)
    True
    """
    arguments = [np.asarray(argument, dtype=float) for argument in arguments]
    shape = np.broadcast_shapes(*(argument.shape for argument in arguments))
    arguments = [_padded(argument, len(shape)) for argument in arguments]
    axes = _axes(arguments, shape)
    if axes is not None and (max(shape, default=0) >= LONG or np.prod(shape, dtype=float) >= LARGE):

        def on_axes(*points: np.ndarray) -> np.ndarray:
            mesh = np.ix_(*points)
            return np.broadcast_to(function(*(a if k is None else mesh[k] for k, a in axes)), [p.size for p in points])

        values = _interpolate(on_axes, [_coordinate(axes, k) for k in range(len(shape))], tolerance)
        if values is not None:
            return values
    return _directly(function, arguments, shape)


def in_blocks(function: ArrayFunction, *arguments: np.ndarray) -> np.ndarray:
    """Evaluate an elementary function of arrays that broadcast, block by block: its temporaries stay in the cache."""
    shape = np.broadcast_shapes(*(np.shape(argument) for argument in arguments))
    if np.prod(shape) <= CACHE:
        return function(*arguments)
    values = np.empty(shape)
    arguments = [
        np.broadcast_to(argument, (1,) * (len(shape) - np.ndim(argument)) + np.shape(argument))
        for argument in arguments
    ]
    step = max(1, CACHE * shape[0] // values.size)
    for start in range(0, shape[0], step):
        cut = slice(start, start + step)
        values[cut] = function(*(a if len(a) == 1 else a[cut] for a in arguments))
    return values


def _padded(argument: np.ndarray, dimensions: int) -> np.ndarray:
    """Return the array with leading axes of length 1."""
    return np.reshape(argument, (1,) * (dimensions - np.ndim(argument)) + np.shape(argument))


def _axes(arguments: list[np.ndarray], shape: tuple[int, ...]) -> Axes | None:
    """Return each argument with the one axis along which it varies, or None if they do not span a grid."""
    axes: Axes = []
    coordinates: dict[int | None, np.ndarray] = {}
    for argument in arguments:
        long = [k for k, size in enumerate(argument.shape) if size > 1]
        if len(long) > 1 or not argument.size or not np.all(np.isfinite(argument)) or np.any(argument < 0):
            return None
        axis = long[0] if long else None
        if not np.array_equal(coordinates.setdefault(axis, argument.ravel()), argument.ravel()) and long:
            return None
        axes.append((axis, argument))
    return axes if all(size == 1 or k in coordinates for k, size in enumerate(shape)) else None


def _coordinate(axes: Axes, axis: int) -> np.ndarray:
    """Return the values along one axis of the grid."""
    return next((argument.ravel() for k, argument in axes if k == axis), np.zeros(1))


def _directly(function: ArrayFunction, arguments: list[np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    """Evaluate at every point, in pieces that bound the memory of arguments that do not span a grid."""
    largest = max(arguments, key=np.size, default=np.zeros(()))
    if largest.size <= CACHE:
        values = np.asarray(function(*arguments))
        return values if values.shape == shape else np.broadcast_to(values, shape)
    values, axis = np.empty(shape), int(np.argmax(largest.shape))
    step = max(1, CACHE * largest.shape[axis] // largest.size)
    for start in range(0, shape[axis], step):
        cut = (slice(None),) * axis + (slice(start, start + step),)
        values[cut] = function(*(a if a.shape[axis] == 1 else a[cut] for a in arguments))
    return values


def _interpolate(function: ArrayFunction, coordinates: list[np.ndarray], tolerance: float) -> np.ndarray | None:
    """Return the function on the product of the coordinates, or None if its interpolation is not worth it or fails."""
    probes = [np.unique([np.min(x), np.median(x), np.max(x)]) for x in coordinates]
    axes = [_axis(partial(_fibres, function, probes, axis), x) for axis, x in enumerate(coordinates)]
    if None in axes:
        return None
    nodes, matrices = map(list, zip(*axes, strict=True))
    if WORTHWHILE * _count(nodes) > _count(coordinates):
        return None
    core = function(*nodes)
    picks = [_check_points(x, int(np.ceil(CHECKS ** (1 / len(coordinates))))) for x in coordinates]
    exact = function(*(x[pick] for x, pick in zip(coordinates, picks, strict=True)))
    part = core
    for axis, pick in enumerate(picks):
        part = part if matrices[axis] is not None else part.take(pick, axis)
    check = _contract(part, [m if m is None else m[pick] for m, pick in zip(matrices, picks, strict=True)])
    if not np.all(np.abs(check - exact) <= tolerance * np.abs(exact)):
        return None
    return _contract(core, matrices)


def _count(coordinates: list[np.ndarray]) -> float:
    """Return the number of points of a grid."""
    return np.prod([x.size for x in coordinates], dtype=float)


def _fibres(function: ArrayFunction, probes: list[np.ndarray], axis: int, t: np.ndarray) -> np.ndarray:
    """Return the function along one axis for all probes of the others, each fibre divided by its largest value."""
    values = np.moveaxis(function(*probes[:axis], t, *probes[axis + 1 :]), axis, 0).reshape(t.size, -1)
    size = np.max(np.abs(values), axis=0)
    return values[:, size > 0] / size[size > 0]


def _variable(x: np.ndarray) -> tuple[np.ufunc, np.ufunc]:
    """Return a variable, and its inverse, in which a function is smoother than in x.

    It is the square root, or over many decades the logarithm: the nearest singularities, where beta omega or
    beta omega_c equals 2 pi i n, approach the lower end of an axis.
    """
    wide = np.min(x) > 0 and np.max(x) > 1e4 * np.min(x)
    return (np.log, np.exp) if wide else (np.sqrt, np.square)


def _check_points(x: np.ndarray, count: int) -> np.ndarray:
    """Return the places of both ends, of some values at random, and of some denser towards the lower end."""
    random = np.random.default_rng(0).random(count // 2)
    rank = np.append(np.linspace(0, 1, count - count // 2) ** 2, random)
    return np.unique(np.argsort(x)[np.rint(rank * (x.size - 1)).astype(int)])


def _axis(fibres: Callable[[np.ndarray], np.ndarray], x: np.ndarray) -> tuple[np.ndarray, np.ndarray | None] | None:
    """Return nodes along one axis and the matrix that leads from values there to values at x: a few Chebyshev nodes, or
    x itself and None if it is short; None alone if neither is possible."""
    there, back = _variable(x)
    centre, half = (np.max(there(x)) + np.min(there(x))) / 2, (np.max(there(x)) - np.min(there(x))) / 2
    sizes = [size for size in NODES if 2 * size <= x.size] + [x.size] * (NODES[0] <= x.size <= NODES[-1])
    for size in sizes if half > 0 else ():
        nodes, transform = _chebyshev(size)
        decay = np.max(np.abs(transform @ fibres(back(centre + half * nodes))), axis=1)
        if np.max(decay[-4:]) <= CONVERGED * np.max(decay):
            nodes, transform = _chebyshev(int(np.max(np.flatnonzero(decay > FLOOR * np.max(decay)))) + 1)
            if nodes.size > FEWER * x.size:
                break
            reduced = np.clip((there(x) - centre) / half, -1, 1)
            return back(centre + half * nodes), np.polynomial.chebyshev.chebvander(reduced, nodes.size - 1) @ transform
    return (x, None) if x.size <= 2 * NODES[-1] else None


@lru_cache(maxsize=256)
def _chebyshev(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the Chebyshev nodes and the matrix that leads from values there to Chebyshev coefficients."""
    k, odd = np.arange(size), 2 * np.arange(size) + 1
    transform = 2 / size * np.cos(np.pi / (2 * size) * (np.outer(k, odd) % (4 * size)))  # reduced: exact arguments
    transform[0] /= 2
    return np.sin(np.pi / 2 * (size - odd) / size), transform


def _contract(core: np.ndarray, matrices: Sequence[np.ndarray | None], values: np.ndarray | None = None) -> np.ndarray:
    """Multiply every axis of the core by its matrix (None: as it is); only blocks of the result are held twice."""
    if values is None:
        values = np.empty([n if m is None else len(m) for n, m in zip(core.shape, matrices, strict=True)])
    first, *others = matrices
    if core.ndim > 2:
        rows = core if first is None else (first @ core.reshape(len(core), -1)).reshape(-1, *core.shape[1:])
        for row, part in zip(rows, values, strict=True):
            _contract(row, others, part)
        return values
    step = max(1, BLOCK // max(1, values[0].size))
    for start in range(0, len(values), step):
        block = slice(start, start + step)
        rows = core[block] if first is None else first[block] @ core
        if not others or others[0] is None:
            values[block] = rows
        else:
            np.matmul(rows, others[0].T, out=values[block])
    return values
