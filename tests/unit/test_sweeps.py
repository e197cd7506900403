"""Whole sweeps against one bath, temperature and frequency at a time."""

import numpy as np
import pytest

import autocoherence as ac
from autocoherence import sweeps

SHAPES = {
    "direct": ([0.05, 0.5, 1.0, 20.0], [0.01, 3.0, 500.0], [1e-3, 0.7, 90.0], [1e-4, 1.0, 40.0]),
    "interpolated": (np.linspace(0.25, 4, 50), np.geomspace(1, 100, 60), np.linspace(0.05, 20, 20), [0.1, 1.0, 7.0]),
    "long axes": ([0.5, 2.0], [10.0], np.linspace(0.0125, 5, 250), np.linspace(0.0, 10, 260)),
    "zero temperature": (1.0, [0.3, 10.0], [2.0, np.inf], [0.2, 1.0]),
}
SWEEPS = {  # and the same for one bath, temperature and frequency
    "covariance": (
        lambda *axes: sweeps.sweep_output_covariance(*axes),
        lambda bath, beta, omega: ac.output_covariance(beta, omega, omega, bath, 1.0),
    ),
    "signal_to_noise": (
        lambda s, cutoff, beta, omega: sweeps.sweep_signal_to_noise(s, cutoff, beta, 0.7, omega),
        lambda bath, beta, omega: ac.spin_signal_to_noise(beta, omega, ac.Arm(bath, 1.0, 1.0, 0.7)),
    ),
    "advantage_ratio": (
        lambda s, cutoff, beta, omega: sweeps.sweep_advantage_ratio(s, cutoff, beta, 0.7, omega),
        lambda bath, beta, omega: ac.advantage_ratio(beta, 0.7, omega, bath),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", SWEEPS)
def test_a_sweep_is_what_its_points_are(name, shape):
    whole, single = SWEEPS[name]
    axes = [np.atleast_1d(axis) for axis in SHAPES[shape]]
    values = whole(*SHAPES[shape])
    assert values.shape == tuple(axis.size for axis in axes)
    places = np.random.default_rng(1).integers(values.shape, size=(40, 4))
    corners = np.indices((2, 2, 2, 2)).reshape(4, -1).T * (np.array(values.shape) - 1)
    for place in map(tuple, np.concatenate([places, corners])):
        s, cutoff, beta, omega = (axis[k] for axis, k in zip(axes, place, strict=True))
        assert values[place] == pytest.approx(single(ac.PowerLawBath(1.0, s, cutoff), beta, omega), rel=1e-12)


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ((0.0, 1.0, 1.0, 1.0), "exponent = 0 is out of range"),
        ((21.0, 1.0, 1.0, 1.0), "exponent = 21 is out of range"),
        ((1.0, [1.0, -2.0], 1.0, 1.0), "cutoff = -2 is out of range"),
        ((1.0, 1.0, [[1.0]], 1.0), r"beta has the shape \(1, 1\)"),
        ((1.0, 1.0, 1.0, []), r"omega has the shape \(0,\)"),
        ((1.0, 1.0, [1.0, np.inf], [0.0, 1.0]), "omega = 0 at beta = inf"),
    ],
)
def test_bad_input_is_named(axes, message):
    with pytest.raises(ValueError, match=message):
        sweeps.sweep_output_covariance(*axes)


@pytest.mark.parametrize("sweep", [sweeps.sweep_signal_to_noise, sweeps.sweep_advantage_ratio])
def test_one_input_frequency_is_not_paired_with_the_temperatures(sweep):
    with pytest.raises(ValueError, match=r"omega_in has shape \(2,\); valid: one number"):
        sweep(1.0, 1.0, [1.0, 2.0], [1.0, 2.0], 1.0)
