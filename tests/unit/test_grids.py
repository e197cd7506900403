"""Interpolation on large grids against direct evaluation, and what makes it give up."""

import numpy as np
import pytest

import autocoherence as ac
from autocoherence import grids

BATHS = [
    ac.PowerLawBath(1.0, 0.5, 10.0),
    ac.PowerLawBath(0.3, 2.0, 3.0),
    ac.DiscreteBath([0.3, 1.0, 8.0], [0.2, 1.0, 1.0]),
]
QUANTITIES = {
    "self_induced_coherence": lambda beta, omega, bath: ac.self_induced_coherence(beta, omega, bath, 0.5, 0.5),
    "advantage_ratio": lambda beta, omega, bath: ac.advantage_ratio(beta, 1.0, omega, bath),
    "spin_signal_to_noise": lambda beta, omega, bath: ac.spin_signal_to_noise(beta, omega, ac.Arm(bath, 1, 1, [1, 2])),
    "output_covariance": lambda beta, omega, bath: ac.output_covariance(beta, omega, omega, bath, 0.1),
    "polarization_shift": lambda beta, omega, bath: ac.polarization_shift(beta, omega, bath, 0.1),
    "oscillator_position_squared": lambda beta, omega, bath: ac.oscillator_position_squared(beta, 1, omega, bath, 1, 1),
}
DOMAINS = {
    "figure": np.ix_((np.arange(400) + 0.5) / 80, (np.arange(400) + 0.5) / 40),
    "decades": np.ix_(np.geomspace(1e-2, 1e2, 530), np.geomspace(1e-2, 10.0, 530)),
}


@pytest.fixture
def interpolated(monkeypatch):
    """List which attempts to interpolate succeeded."""
    attempts, interpolate = [], grids._interpolate

    def watched(*arguments):
        values = interpolate(*arguments)
        attempts.append(values is not None)
        return values

    monkeypatch.setattr(grids, "_interpolate", watched)
    return attempts


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("name", QUANTITIES)
def test_a_large_grid_is_what_its_points_are(name, domain, interpolated):
    beta, omega = DOMAINS[domain]
    rng = np.random.default_rng(7)
    rows = np.unique(np.append(rng.integers(beta.size, size=9), [0, 1, beta.size - 1]))
    columns = np.unique(np.append(rng.integers(omega.size, size=9), [0, 1, omega.size - 1]))
    for bath in BATHS if domain == "figure" else BATHS[::2]:
        values = QUANTITIES[name](beta, omega, bath)
        assert interpolated.pop(), "not interpolated: the comparison would be empty"
        interpolated.clear()
        points = QUANTITIES[name](beta[rows], omega[:, columns], bath)
        assert not interpolated, "interpolated: it would be compared with itself"
        np.testing.assert_allclose(values[np.ix_(rows, columns)], points, rtol=1e-12, atol=0)


def test_any_order_and_position_of_the_axes():
    bath = BATHS[0]
    beta, omega = np.linspace(0.1, 5.0, 300), np.linspace(0.0, 10.0, 320)
    map_ = ac.self_induced_coherence(beta[:, None], omega, bath, 1, 1)
    np.testing.assert_allclose(ac.self_induced_coherence(beta, omega[:, None], bath, 1, 1), map_.T, rtol=1e-12)
    np.testing.assert_allclose(ac.self_induced_coherence(beta[::-1, None], omega, bath, 1, 1), map_[::-1], rtol=1e-12)
    shuffled = np.random.default_rng(0).permutation(omega.size)
    again = ac.self_induced_coherence(beta[:, None, None], omega[shuffled], bath, 1, 1)
    np.testing.assert_allclose(again[:, 0], map_[:, shuffled], rtol=1e-12)


def test_a_sweep_over_baths(interpolated):
    def covariance(exponent, beta, omega):
        baths = [ac.PowerLawBath(1.0, s, 5.0) for s in exponent.flat]
        return np.stack([ac.output_covariance(beta[0], omega[0], omega[0], bath, 1.0) for bath in baths])

    axes = np.linspace(0.5, 2.0, 60), np.linspace(0.1, 5.0, 220), np.linspace(0.1, 5.0, 230)
    values = grids.on_grid(covariance, *np.ix_(*axes), tolerance=1e-12)
    assert interpolated == [True], "one interpolant for all baths, and no other inside it"
    for index in ([0, 0, 0], [59, 219, 229], [31, 100, 3], [7, 1, 200]):
        s, beta, omega = (x[k] for x, k in zip(axes, index, strict=True))
        exact = ac.output_covariance(beta, omega, omega, ac.PowerLawBath(1.0, s, 5.0), 1.0)
        assert values[tuple(index)] == pytest.approx(exact, rel=5e-12)


def test_what_is_not_smooth_is_evaluated_at_every_point(interpolated):
    x, y = np.linspace(0.0, 1.0, 300)[:, None], np.linspace(0.0, 1.0, 310)
    for function in (lambda x, y: np.abs(x - y), lambda x, y: np.where(x * y > 0.123456, 2.0, 1.0)):
        np.testing.assert_array_equal(grids.on_grid(function, x, y), function(x, y))
    assert interpolated == [False, False]
    kinked = grids.on_grid(lambda x, y: np.abs(x - 0.3) + y**3, x, y)  # every x, but few y
    np.testing.assert_allclose(kinked, np.abs(x - 0.3) + y**3, rtol=1e-12, atol=1e-15)


def test_a_narrow_peak_between_the_probes_is_noticed(interpolated):
    x = np.linspace(0.0, 1.0, 500)
    peak = lambda x, y: 1 + np.exp(-(((x - 0.37) / 0.05) ** 2) - ((y - 0.61) / 0.05) ** 2)  # noqa: E731
    np.testing.assert_array_equal(grids.on_grid(peak, x[:, None], x), peak(x[:, None], x))
    assert interpolated == [False]


def test_scattered_points_and_zero_temperature_are_not_interpolated(interpolated):
    rng = np.random.default_rng(3)
    beta, omega = rng.uniform(0.1, 5.0, 500), rng.uniform(0.1, 5.0, 500)
    scattered = ac.polarization_shift(beta, omega, BATHS[0], 1.0)
    assert scattered[123] == pytest.approx(ac.polarization_shift(beta[123], omega[123], BATHS[0], 1.0), rel=1e-13)
    cold = ac.self_induced_coherence(np.append(beta, np.inf)[:, None], omega[:3], BATHS[0], 1, 1)
    alone = ac.self_induced_coherence(np.inf, omega[:3], BATHS[0], 1, 1)
    np.testing.assert_allclose(cold[-1], alone, rtol=1e-13)
    assert not interpolated


def test_blocks_do_not_change_an_elementary_function(monkeypatch):
    x, y = np.random.default_rng(1).random((2, 30, 40))
    for arguments in ((x, y), (x[:, :1], y[0]), (x[0], y[:, :1]), (x, 2.0)):
        monkeypatch.setattr(grids, "CACHE", 100)
        blocks = grids.in_blocks(lambda x, y: x - y**2, *arguments)
        np.testing.assert_array_equal(blocks, arguments[0] - np.square(arguments[1]))
