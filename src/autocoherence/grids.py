r"""Functions on large grids: by interpolation between few nodes, checked against the function itself.

The bath integrals are analytic in each of their arguments, so that on a grid of millions of points they hold no more
information than on a grid of some 60 Chebyshev nodes along each axis; the rest is products of small matrices. Nothing
is assumed: the number of nodes follows from the decay of the Chebyshev coefficients along each axis, the result is
compared with the function at corners and random points, and where either fails the function is evaluated directly.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

__all__ = ["on_grid"]

NODES = (96, 160, 256)  # numbers of Chebyshev nodes that are tried along an axis
FLOOR = 1e-15  # a coefficient below is rounding noise, relative to the largest one
CONVERGED = 1e-14  # what the last coefficients must have fallen to
TOLERANCE = 3e-13  # relative error at which interpolation is given up: it is checked at few points
WORTHWHILE = 4  # grid points per node below which interpolation does not pay
BLOCK = 2**17  # values of one block of the result
CACHE = 2**14  # values that fit in the fastest cache, with temporaries


def on_grid(function, *arguments):
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
    if axes is not None and max(shape, default=0) > WORTHWHILE * NODES[0] / 2:

        def on_axes(*points):
            mesh = np.ix_(*points)
            return np.broadcast_to(function(*(a if k is None else mesh[k] for k, a in axes)), [p.size for p in points])

        values = _interpolate(on_axes, [_coordinate(axes, k) for k in range(len(shape))])
        if values is not None:
            return values
    return _directly(function, arguments, shape)


def in_blocks(function, *arguments):
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


def _padded(argument, dimensions):
    """Return the array with leading axes of length 1."""
    return np.reshape(argument, (1,) * (dimensions - np.ndim(argument)) + np.shape(argument))


def _axes(arguments, shape):
    """Return each argument with the one axis along which it varies, or None if they do not span a grid."""
    axes, coordinates = [], {}
    for argument in arguments:
        long = [k for k, size in enumerate(argument.shape) if size > 1]
        if len(long) > 1 or not argument.size or not np.all(np.isfinite(argument)) or np.any(argument < 0):
            return None
        axis = long[0] if long else None
        if not np.array_equal(coordinates.setdefault(axis, argument.ravel()), argument.ravel()) and long:
            return None
        axes.append((axis, argument))
    return axes if all(size == 1 or k in coordinates for k, size in enumerate(shape)) else None


def _coordinate(axes, axis):
    """Return the values along one axis of the grid."""
    return next((argument.ravel() for k, argument in axes if k == axis), np.zeros(1))


def _directly(function, arguments, shape):
    """Evaluate at every point, in pieces that bound the memory of arguments that do not span a grid."""
    largest = max(arguments, key=np.size, default=np.zeros(()))
    if largest.size <= CACHE:
        return np.broadcast_to(function(*arguments), shape)
    values, axis = np.empty(shape), int(np.argmax(largest.shape))
    step = max(1, CACHE * largest.shape[axis] // largest.size)
    for start in range(0, shape[axis], step):
        cut = (slice(None),) * axis + (slice(start, start + step),)
        values[cut] = function(*(a if a.shape[axis] == 1 else a[cut] for a in arguments))
    return values


def _interpolate(function, coordinates):
    """Return the function on the product of the coordinates, or None if its interpolation does not converge."""
    probes = [np.unique(x[[0, x.size // 2, -1]]) for x in coordinates]
    nodes, matrices = [], []
    for axis, x in enumerate(coordinates):
        found = _axis(lambda t, axis=axis: np.moveaxis(function(*probes[:axis], t, *probes[axis + 1 :]), axis, 0), x)
        if found is None:
            return None
        nodes.append(found[0])
        matrices.append(found[1])
    if WORTHWHILE * np.prod([t.size for t in nodes], dtype=float) > np.prod([x.size for x in coordinates], dtype=float):
        return None
    core, matrices = _compressed(function(*nodes), matrices)
    random = np.random.default_rng(0)
    picks = [np.unique(np.append(random.integers(x.size, size=5), [0, 1 % x.size, x.size - 1])) for x in coordinates]
    exact = function(*(x[pick] for x, pick in zip(coordinates, picks, strict=True)))
    check = _contract(core, [matrix[pick] for matrix, pick in zip(matrices, picks, strict=True)])
    if not np.all(np.abs(check - exact) <= TOLERANCE * np.abs(exact)):
        return None
    return _contract(core, matrices)


def _axis(fibres, x):
    """Return the nodes along one axis and the matrix that leads from values there to values at x.

    The variable is the square root, or over many decades the logarithm: the nearest singularities, where beta omega
    or beta omega_c equals 2 pi i n, approach the lower end of an axis.
    """
    if x.size <= 2 * NODES[0]:
        return x, np.eye(x.size)
    low, high = x.min(), x.max()
    there, back = (np.log, np.exp) if low > 0 and high > 1e4 * low else (np.sqrt, np.square)
    centre, half = (there(high) + there(low)) / 2, (there(high) - there(low)) / 2
    if half == 0:
        return None
    for size in NODES:
        nodes, transform = _chebyshev(size)
        values = fibres(back(centre + half * nodes))
        coefficients = np.abs(np.tensordot(transform, values, axes=1)).reshape(size, -1)
        decay = np.max(coefficients / np.max(coefficients, axis=0), axis=1)
        if np.max(decay[-4:]) <= CONVERGED:
            nodes, transform = _chebyshev(int(np.max(np.flatnonzero(decay > FLOOR))) + 1)
            reduced = np.clip((there(x) - centre) / half, -1, 1)
            return back(centre + half * nodes), np.polynomial.chebyshev.chebvander(reduced, nodes.size - 1) @ transform
    return None


@lru_cache(maxsize=256)
def _chebyshev(size):
    """Return the Chebyshev nodes and the matrix that leads from values there to Chebyshev coefficients."""
    k, odd = np.arange(size), 2 * np.arange(size) + 1
    transform = 2 / size * np.cos(np.pi / (2 * size) * (np.outer(k, odd) % (4 * size)))  # reduced: exact arguments
    transform[0] /= 2
    return np.sin(np.pi / 2 * (size - odd) / size), transform


def _compressed(core, matrices):
    """Return a smaller core and wider matrices of the same product: along each axis its numerical rank."""
    for axis in range(core.ndim if core.ndim > 1 else 0):
        unfolded = np.moveaxis(core, axis, 0).reshape(core.shape[axis], -1)
        vectors, values, rest = np.linalg.svd(unfolded, full_matrices=False)
        rank = max(1, int(np.count_nonzero(values > FLOOR / 8 * values[0])))
        others = core.shape[:axis] + core.shape[axis + 1 :]
        core = np.moveaxis((values[:rank, None] * rest[:rank]).reshape(rank, *others), 0, axis)
        matrices = [*matrices[:axis], matrices[axis] @ vectors[:, :rank], *matrices[axis + 1 :]]
    return core, matrices


def _contract(core, matrices):
    """Multiply every axis of the core by its matrix, block by block along the first axis."""
    shape = [matrix.shape[0] for matrix in matrices]
    values = np.empty(shape)
    step = max(1, BLOCK * shape[0] // max(1, values.size))
    for start in range(0, shape[0], step):
        block, (*others, last) = core, (matrices[0][start : start + step], *matrices[1:])
        for matrix in others:
            block = _first_to_last(block, matrix)
        part = values[start : start + step].reshape(-1, len(last))
        np.matmul(block.reshape(block.shape[0], -1).T, last.T, out=part)
    return values


def _first_to_last(block, matrix):
    """Contract the first axis, which comes back as the last: after all axes the order is restored."""
    return (block.reshape(block.shape[0], -1).T @ matrix.T).reshape(*block.shape[1:], -1)
