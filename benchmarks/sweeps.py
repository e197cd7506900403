"""A sweep of the covariance over exponent, cut-off, temperature and frequency: one call for the whole grid."""

import resource

import numpy as np
from measure import medians

from autocoherence import PowerLawBath, output_covariance
from autocoherence.grids import on_grid

RANGES = ((0.5, 2.0), (10.0, 30.0), (0.01, 5.0), (0.01, 10.0))


def covariance(exponent, cutoff, beta, omega):
    """On a grid of four axes; a bath has one exponent and one cut-off."""
    baths = [[PowerLawBath(1.0, s, c) for c in cutoff.flat] for s in exponent.flat]
    beta, omega = beta[0, 0], omega[0, 0]
    return np.array([[output_covariance(beta, omega, omega, bath, 1.0) for bath in row] for row in baths])


def sweep(shape):
    axes = np.ix_(*[np.linspace(*ends, size) for ends, size in zip(RANGES, shape, strict=True)])
    return axes, on_grid(covariance, *axes, tolerance=1e-12)


def error(shape):
    """Relative difference to direct evaluation at the corners and in between."""
    axes, values = sweep(shape)
    picks = [np.unique(np.linspace(0, size - 1, 4).astype(int)) for size in shape]
    direct = covariance(*np.ix_(*[axis.ravel()[pick] for axis, pick in zip(axes, picks, strict=True)]))
    return float(np.max(np.abs(values[np.ix_(*picks)] / direct - 1)))


def against_size(shapes=((3, 2, 500, 500), (3, 2, 1000, 1000), (3, 2, 1000, 2000), (3, 2, 2000, 2000))):
    rows = []
    for shape in shapes:
        seconds = medians({"ours": lambda s=shape: sweep(s)}, repeat=3)["ours"]
        count = int(np.prod(shape))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        row = {"shape": shape, "values": count, "ns": 1e9 * seconds / count, "error": error(shape)}
        rows.append(row | {"result_MB": count * 8 / 2**20, "peak_MB": peak})
    return rows
