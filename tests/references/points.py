"""Where the tables are evaluated: a Sobol sequence over the claimed domain, then the edges and coincidences by hand.

Frequencies are in units of omega_1 = 1 (the scaling law is a property test); numbers are doubles as written.
"""

import itertools
import math

from scipy.stats import qmc

DOMAIN = {  # name: (low, high); all logarithmic but the angle
    "beta": (1e-3, 50.0),
    "omega": (1e-6, 10.0),
    "omega_in": (1e-3, 10.0),
    "omega_out": (1e-6, 10.0),
    "omega_a": (1e-6, 10.0),
    "omega_b": (1e-6, 10.0),
    "omega_osc": (1e-2, 10.0),
    "x": (1e-6, 10.0),
    "y": (1e-6, 10.0),
    "splitting": (1e-6, 13.0),
    "xi": (1e-4, 1e3),
    "s": (0.25, 4.0),
    "cutoff": (0.3, 100.0),
    "angle": (0.0, math.pi / 2),
    "f": (1e-3, 1.0),
    "g_ratio": (1e-3, 0.95),  # 4 g^2 Omega / E: the oscillator is stable below 1
}


def rounded(value):
    """Six significant digits: readable, and the same double in every language."""
    return float(f"{value:.6g}")


def spread(columns, count=64, seed=2303):
    """Return ``count`` points over the domain of the named columns."""
    unit = qmc.Sobol(len(columns), scramble=True, rng=seed).random(count)
    rows = []
    for row in unit:
        low_high = [DOMAIN[name] for name in columns]
        rows.append(tuple(rounded(scaled(u, *ends)) for u, ends in zip(row, low_high, strict=True)))
    return rows


def scaled(u, low, high):
    """A point of the unit interval in [low, high]: logarithmic, or linear if it contains 0."""
    return low + u * (high - low) if low == 0 else low * (high / low) ** u


def corners(columns):
    """Return every corner of the domain of the named columns."""
    return list(itertools.product(*(DOMAIN[name] for name in columns)))


def over(heads, tails):
    """Every head followed by every tail."""
    return [head + tail for head in heads for tail in tails]
