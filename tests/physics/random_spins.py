"""Spins in random baths, and another solver of them: another basis from end to end, with errors of its own."""

from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import numpy as np

from autocoherence import PowerLawBath
from autocoherence.exact import blocks, solver, zigzag

QUANTITIES = "coherence", "polarization", "log_partition"
OTHERWISE = (solver, "FIT", 3e-3), (blocks, "GROUP", 30), (zigzag, "SHARE", 3.0)


@contextmanager
def otherwise():
    """Another fit, other leaves, another mixture of states that have hopped."""
    with ExitStack() as stack:
        for module, name, value in OTHERWISE:
            stack.enter_context(patch.object(module, name, value))
        yield


def random_point(seed):
    """A spin in a power-law bath, hot to cold and weak to strong, and four of its biases."""
    rng = np.random.default_rng(seed)
    low, high = np.log([0.1, 0.25, 0.5, 0.005, 0.1]), np.log([20.0, 3.0, 20.0, 0.7, 3.0])
    beta, exponent, cutoff, strength, omega = np.exp(rng.uniform(low, high))
    strength = min(strength, 20 / (beta * cutoff))
    return beta, omega, np.exp(rng.uniform(np.log(0.01), np.log(4.0), 4)), PowerLawBath(strength, exponent, cutoff), 1.0


def share(state, reference):
    """True errors, the reference's own subtracted, as parts of the claimed ones: (quantity, point)."""
    rows = []
    for name in QUANTITIES:
        true = np.abs(getattr(state, name) - getattr(reference, name)) - getattr(reference.errors, name)
        rows.append(np.maximum(true, 0) / np.maximum(getattr(state.errors, name), 1e-13))
    return np.array(rows)
