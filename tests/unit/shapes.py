r"""Spectral densities of every kind that spoils a quadrature, with :math:`\Omega` and :math:`K(\nu)` in closed form.

Each kind draws `(function, response)` from a random generator: ``response(nu)`` is
:math:`K(\nu)=\int d\xi\,I(\xi)\,\xi/(\xi^2+\nu^2)` in extended precision, and ``response(0)`` is :math:`\Omega`;
where K has no closed form, it is None for any other ``nu``.
"""

import math

import mpmath as mp
import numpy as np

LONG = np.longdouble


def pieces(low, high, left, right):
    """Linear on [low, high] from left to right, with any jumps between; `low` and `high` are arrays of edges."""
    low, high, left, right = (np.asarray(values, dtype=float) for values in (low, high, left, right))

    def function(xi):
        place = np.clip(np.searchsorted(low, xi, side="right") - 1, 0, low.size - 1)
        share = (xi - low[place]) / (high[place] - low[place])
        inside = (xi >= low[place]) & (xi <= high[place])
        return np.where(inside, left[place] + share * (right[place] - left[place]), 0.0)

    def response(nu):
        a, b, y, z, nu = (LONG(values) for values in (low, high, left, right, nu))
        slope = (z - y) / (b - a)
        start = np.where(a > 0, y - slope * a, LONG(0))
        if nu == 0:
            logarithm, arc = np.where(a > 0, np.log1p((b - a) / np.where(a > 0, a, 1)), LONG(0)), LONG(0)
        else:
            logarithm = np.log1p((b - a) * (b + a) / (a**2 + nu**2)) / 2
            arc = nu * np.arctan(nu * (b - a) / (nu**2 + a * b))
        return np.sum(start * logarithm + slope * (b - a - arc))

    return function, response


def log_uniform(rng, low, high, size=None):
    """Numbers evenly spread over decades."""
    return np.exp(rng.uniform(math.log(low), math.log(high), size))


def jump(rng):
    """One to four bands with edges anywhere, some of them narrow, constant or sloping in each."""
    edges = log_uniform(rng, 1e-2, 100) * np.cumprod(1 + log_uniform(rng, 1e-3, 10, 2 * rng.integers(1, 5)))
    low, high = edges[::2], edges[1::2]
    left = rng.random(low.size) * low
    return pieces(low, high, left, np.where(rng.random(low.size) < 0.5, left, rng.random(low.size) * high))


def cutoff(rng):
    """Ohmic up to a hard cut-off at a number as people write it."""
    end = float(f"{log_uniform(rng, 0.1, 999):.{rng.integers(1, 5)}g}")
    return pieces([0.0], [end], [0.0], [end])


def kink(rng):
    """Triangles and trapezoids, continuous, some of them narrow."""
    middle, width = log_uniform(rng, 0.1, 300), log_uniform(rng, 1e-3, 0.5)
    x = middle * (1 + width * np.array([-1.0, -rng.random() * 0.9, rng.random() * 0.9, 1.0]))
    y = np.array([0.0, 1.0, rng.choice([1.0, rng.random()]), 0.0])
    if rng.random() < 0.5:  # on an Ohmic background that ends in a kink
        x = np.concatenate([[0.0], x, [x[-1] * (2 + rng.random())]])
        y = np.concatenate([[0.0], y + 0.01 * rng.random() * x[1:-1], [0.0]])
    return pieces(x[:-1], x[1:], y[:-1], y[1:])


def gap(rng):
    """A band with a gap, or a deep notch, cut out."""
    a, width, depth = log_uniform(rng, 0.05, 20), log_uniform(rng, 3e-4, 0.5), rng.choice([0.0, 0.1, 0.9])
    b, end = a * (1 + width), a * (1 + width) * (1.1 + 3 * rng.random())
    return pieces([0.0, a, b], [a, b, end], [0.0, depth * a, b], [a, depth * b, end])


def table(rng, rows=None):
    """Measured values with noise, as `numpy.interp` has them."""
    rows = rows or int(log_uniform(rng, 3, 3000))
    x = np.linspace(0, 6, rows) if rng.random() < 0.5 else np.append(0.0, np.sort(log_uniform(rng, 1e-3, 30, rows - 1)))
    y = np.abs(x * np.exp(-x) * (1 + rng.choice([0.0, 1e-6, 0.05]) * rng.standard_normal(rows)))
    y[-1] = rng.choice([0.0, y[-1]])
    function, response = pieces(x[:-1], x[1:], y[:-1], y[1:])
    function = lambda xi: np.interp(xi, x, y, left=0.0, right=0.0)  # noqa: E731
    function.rows = x, y
    return function, response


def lorentzian(rng):
    """Underdamped modes, which have wings."""
    count = rng.integers(1, 4)
    centre, width = log_uniform(rng, 0.03, 300, count), log_uniform(rng, 1e-4, 1, count)
    share = rng.random(count)

    def function(xi):
        parts = (
            2
            / np.pi
            * share
            * (width * centre)
            * centre**2
            * xi[:, None]
            / ((xi[:, None] ** 2 - centre**2) ** 2 + (width * centre * xi[:, None]) ** 2)
        )
        return parts.sum(axis=1)

    def response(nu):
        return np.sum(LONG(share) * LONG(centre) ** 2 / (LONG(centre) ** 2 + width * LONG(centre) * nu + LONG(nu) ** 2))

    return function, response


def gaussian(rng):
    """Narrow bands without wings, alone or on a broad one: :math:`I = \\xi\\sum` of Gaussians."""
    count = rng.integers(1, 4)
    centre, share = log_uniform(rng, 0.1, 1000, count), rng.random(count)
    sigma = centre * log_uniform(rng, 1e-4, 0.3, count)

    def function(xi):
        return xi * np.sum(share / sigma * np.exp(-(((xi[:, None] - centre) / sigma) ** 2) / 2), axis=1)

    def response(nu):
        if nu:
            return None
        tail = [math.erfc(c / s / math.sqrt(2)) / 2 for c, s in zip(centre, sigma, strict=True)]
        return np.sum(LONG(share) * (1 - LONG(tail))) * np.sqrt(2 * LONG(np.pi))

    return function, response


def tiny_at_zero(rng):
    """A Gaussian in ln(xi) on a floor that never ends, far too small to matter."""
    centre, sigma, floor = log_uniform(rng, 0.1, 1000), log_uniform(rng, 1e-3, 0.5), log_uniform(rng, 1e-300, 1e-40)

    def function(xi):
        return floor + np.exp(-((np.log(xi / centre) / sigma) ** 2) / 2)

    return function, lambda nu: None if nu else LONG(sigma) * np.sqrt(2 * LONG(np.pi))


def oscillating(rng):
    """An Ohmic bath times 1 + a cos(k xi + phase), up to a thousand oscillations within the cut-off."""
    a, k, phase = rng.random(), log_uniform(rng, 0.1, 2000), rng.uniform(0, 2 * np.pi)
    cut = log_uniform(rng, 0.03, 30)

    def function(xi):
        x = xi / cut
        return x * np.exp(-x) * (1 + a * np.cos(k * x + phase))

    return function, lambda nu: None if nu else 1 + (a * np.exp(1j * phase) / (1 - 1j * k)).real


def ripple(rng):
    """An Ohmic bath with a small, fast ripple that is no rounding: it can be integrated as well as a large one."""
    a, k, phase = log_uniform(rng, 3e-8, 1e-2), log_uniform(rng, 30, 1000), rng.uniform(0, 2 * np.pi)

    def function(xi):
        return xi * np.exp(-xi) * (1 + a * np.cos(k * xi + phase))

    return function, lambda nu: None if nu else 1 + (a * np.exp(1j * phase) / (1 - 1j * k)).real


def log_oscillating(rng):
    """A power law times 1 + a cos(k ln xi + phase): nowhere a power of xi."""
    s, a, k, phase = rng.uniform(0.1, 3), rng.random(), log_uniform(rng, 0.1, 30), rng.uniform(0, 2 * np.pi)

    def function(xi):
        return xi**s * np.exp(-xi) * (1 + a * np.cos(k * np.log(xi) + phase))

    return (
        function,
        lambda nu: None if nu else float(mp.gamma(s) + a * (mp.expjpi(phase / mp.pi) * mp.gamma(s + 1j * k)).real),
    )


def narrow(rng):
    """A spike that no sample meets, beside a number that the function holds; some on an Ohmic background."""
    middle, width, slope = log_uniform(rng, 0.1, 300), log_uniform(rng, 1e-7, 1e-4), rng.choice([0.0, 1.0])
    x = np.array([0.0, middle, middle * (1 + width), middle * (1 + 2 * width), middle * (2 + rng.random())])
    top, foot = rng.uniform(0.1, 1) * middle / width, slope * x
    left, right = np.array([0.0, foot[1], top, foot[3]]), np.array([foot[1], top, foot[3], 0.0])
    function, _ = pieces(x[:-1], x[1:], left, right)

    def response(nu):
        with mp.workdps(50):  # extended precision cancels
            return float(sum(line(*map(mp.mpf, one), mp.mpf(nu)) for one in zip(x, x[1:], left, right, strict=False)))

    return function, response


def line(a, b, y, z, nu):
    """K(nu) of a line from (a, y) to (b, z)."""
    slope = (z - y) / (b - a)
    logarithm = (y - slope * a) * mp.log((b**2 + nu**2) / (a**2 + nu**2)) / 2 if a else 0
    return logarithm + slope * (b - a - nu * (mp.atan(b / nu) - mp.atan(a / nu) if nu else 0))


def root(rng):
    """Semicircles: edges like a square root."""
    a, b = np.sort(log_uniform(rng, 0.01, 300, 2))

    def function(xi):
        return np.sqrt(np.clip((xi - a) * (b - xi), 0, None))

    return function, lambda nu: None if nu else LONG(np.pi) / 2 * (np.sqrt(LONG(b)) - np.sqrt(LONG(a))) ** 2


def power(rng):
    """Power laws of any slowness, cut off smoothly at their own scale."""
    s, p, end = rng.uniform(0.05, 4), rng.uniform(0.3, 3), log_uniform(rng, 0.01, 100)

    def function(xi):
        return (xi / end) ** s * np.exp(-((xi / end) ** p))

    return function, lambda nu: None if nu else float(mp.gamma(mp.mpf(s) / p) / p)


def mixed(rng):
    """Several of the kinds at once."""
    parts = [KINDS[name](rng) for name in rng.choice([name for name in KINDS if name != "mixed"], rng.integers(2, 4))]
    factors = np.exp(rng.uniform(-3, 3, len(parts)))

    def response(nu):
        values = [one(nu) for _, one in parts]
        return None if None in values else sum(f * value for f, value in zip(factors, values, strict=True))

    return lambda xi: sum(f * one(xi) for f, (one, _) in zip(factors, parts, strict=True)), response


KINDS = {
    kind.__name__: kind
    for kind in (
        jump,
        cutoff,
        kink,
        gap,
        table,
        lorentzian,
        gaussian,
        tiny_at_zero,
        oscillating,
        ripple,
        log_oscillating,
        narrow,
        root,
        power,
        mixed,
    )
}
