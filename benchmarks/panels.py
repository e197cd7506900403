"""The nine panels of Figs. 2, 3 and 5 on N x N pixels."""

import alternatives
import numpy as np
from measure import medians

from autocoherence import Arm, PowerLawBath, advantage_ratio, induced_coherence, spin_signal_to_noise

EXPONENTS = (0.5, 1.0, 2.0)


def axes(size):
    return (np.arange(size) + 0.5) * 5 / size, (np.arange(size) + 0.5) * 10 / size


def panels(beta, omega):
    """Return all nine arrays."""
    baths = [PowerLawBath(1.0, s, alternatives.CUTOFF) for s in EXPONENTS]
    arms = [Arm(bath, 0.25, 1.0, 1.0) for bath in baths]
    transferred = [induced_coherence(beta[:, None], omega, arm) for arm in arms]
    ratios = [advantage_ratio(beta[:, None], 1.0, omega, bath) for bath in baths]
    return transferred + ratios + [spin_signal_to_noise(beta[:, None], omega, arm) for arm in arms]


def fill(size):
    return [np.full((size, size), 1.0) for _ in range(9)]


def worst(size, pixels=12):
    """Return the largest relative difference to the sums evaluated directly, at both ends and at random."""
    beta, omega = axes(size)
    picks = np.unique(np.append(np.random.default_rng(size).integers(size, size=pixels), [0, size - 1]))
    values = [values[np.ix_(picks, picks)] for values in panels(beta, omega)]
    direct = panels(beta[picks], omega[picks])
    return max(float(np.max(np.abs(a / b - 1))) for a, b in zip(values, direct, strict=True))


def against_size(sizes=(125, 250, 500, 1000, 2000)):
    """Time and error for growing grids, with the time of filling nine arrays."""
    rows = []
    for size in sizes:
        seconds = medians({"ours": lambda n=size: panels(*axes(n)), "fill": lambda n=size: fill(n)}, repeat=7)
        rows.append({"size": size, **seconds, "error": worst(size)})
    return rows


def adaptive(points=4, vector=60):
    """Seconds per pixel of adaptive quadrature for all six panels that need it, and the error, at three precisions."""
    rows = []
    for precision in (1e-3, 1e-6, 1e-11):
        alternatives.PRECISION = precision
        beta, omega = (x * 0.97 for x in axes(points))  # no pixel at omega = omega_1 or xi = omega by accident
        grid = tuple(x * 0.97 for x in axes(vector))

        def by_quad(beta=beta, omega=omega):
            maps = [alternatives.ratio_map(beta, omega, s) for s in EXPONENTS]
            return maps + [alternatives.noise_map(beta, omega, s) for s in EXPONENTS]

        def by_vector(grid=grid):
            maps = [alternatives.ratio_map(*grid, s, per_pixel=False) for s in EXPONENTS]
            return maps + [alternatives.noise_map_vec(*grid, s) for s in EXPONENTS]

        def by_tanhsinh(grid=grid):
            maps = [alternatives.ratio_map_tanhsinh(*grid, s) for s in EXPONENTS]
            return maps + [alternatives.noise_map_tanhsinh(*grid, s) for s in EXPONENTS]

        ways = {
            "quad": (by_quad, (beta, omega)),
            "quad_vec": (by_vector, grid),
            "tanhsinh": (by_tanhsinh, grid),
        }
        seconds = medians({name: call for name, (call, _) in ways.items()}, repeat=3)
        for name, (call, axis) in ways.items():
            exact = panels(*axis)[3:]
            error = max(float(np.max(np.abs(a / b - 1))) for a, b in zip(call(), exact, strict=True))
            per_pixel = seconds[name] / len(axis[0]) ** 2
            rows.append({"method": name, "precision": precision, "per_pixel": per_pixel, "error": error})
    return rows
