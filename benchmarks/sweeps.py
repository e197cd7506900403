"""Sweeps over exponent, cut-off, temperature and frequency: one call for the whole grid, whatever its shape."""

import resource

import numpy as np
from measure import medians

from autocoherence import (
    Arm,
    PowerLawBath,
    advantage_ratio,
    output_covariance,
    spin_signal_to_noise,
    sweep_advantage_ratio,
    sweep_output_covariance,
    sweep_signal_to_noise,
)

RANGES = ((0.5, 2.0), (10.0, 30.0), (0.01, 5.0), (0.01, 10.0))
SHAPES = (
    (20, 20, 50, 50),
    (24, 24, 75, 75),
    (50, 50, 64, 64),
    (24, 24, 150, 150),
    (8, 8, 400, 400),
    (3, 2, 2000, 2000),
)
WAYS = {  # of a whole grid, and of one point
    "covariance": (
        sweep_output_covariance,
        lambda bath, beta, omega: output_covariance(beta, omega, omega, bath, 1.0),
    ),
    "signal_to_noise": (
        lambda s, cutoff, beta, omega: sweep_signal_to_noise(s, cutoff, beta, 1.0, omega),
        lambda bath, beta, omega: spin_signal_to_noise(beta, omega, Arm(bath, 1.0, 1.0, 1.0)),
    ),
    "advantage_ratio": (
        lambda s, cutoff, beta, omega: sweep_advantage_ratio(s, cutoff, beta, 1.0, omega),
        lambda bath, beta, omega: advantage_ratio(beta, 1.0, omega, bath),
    ),
}


def error(values, axes, point, places=50):
    """Largest relative difference to single points, at the corners and at random."""
    picks = np.random.default_rng(places).integers(values.shape, size=(places, 4))
    corners = np.indices((2, 2, 2, 2)).reshape(4, -1).T * (np.array(values.shape) - 1)
    found = []
    for place in map(tuple, np.concatenate([picks, corners])):
        s, cutoff, beta, omega = (axis[k] for axis, k in zip(axes, place, strict=True))
        found.append(abs(values[place] / point(PowerLawBath(1.0, s, cutoff), beta, omega) - 1))
    return float(max(found))


def against_size():
    """Nanoseconds per value of each sweep and of filling the array, errors, and the memory beside the result's."""
    rows = []
    for shape in SHAPES:
        axes = [np.linspace(*ends, size) for ends, size in zip(RANGES, shape, strict=True)]
        calls = {name: lambda whole=whole: whole(*axes) for name, (whole, _) in WAYS.items()}  # noqa: B023
        seconds = medians(calls | {"fill": lambda: np.full(shape, 1.0)}, repeat=5)  # noqa: B023
        count = int(np.prod(shape))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        errors = [error(whole(*axes), axes, point) for whole, point in WAYS.values()]
        row = {"shape": shape, "values": count, "error": max(errors)}
        row |= {name: 1e9 * time / count for name, time in seconds.items()}
        rows.append(row | {"result_MB": count * 8 / 2**20, "peak_MB": peak})
    return rows
