"""The frequency rule against sums and integrals that are known in closed form."""

import mpmath as mp
import numpy as np
import pytest

from autocoherence.matsubara import frequency_rule, weighted_sum


@pytest.mark.parametrize("beta", [1e-3, 0.1, 1.0, 30.0, 1e4])
@pytest.mark.parametrize("x, y", [(1.0, 1.0), (1e-3, 5.0), (40.0, 0.2), (3.0, 3.0000001)])
def test_a_sum_with_two_poles(beta, x, y):
    """(1/beta) sum 1/[(x^2 + nu^2)(y^2 + nu^2)] = -divided difference of coth(beta u/2)/(2 u) in u^2."""
    with mp.workdps(50):
        a, b, inverse = mp.mpf(x), mp.mpf(y), mp.mpf(beta)
        if a == b:
            exact = -mp.diff(lambda u: mp.coth(inverse * u / 2) / (2 * u), a) / (2 * a)
        else:
            g = [mp.coth(inverse * u / 2) / (2 * u) for u in (a, b)]
            exact = -(g[0] - g[1]) / (a * a - b * b)
    nu, weight = frequency_rule(np.array(beta), min(x, y), max(x, y))
    found = np.sum(weight / ((x**2 + nu**2) * (y**2 + nu**2)))
    assert float(abs(found / exact - 1)) < 5e-15


@pytest.mark.parametrize("x, y", [(1.0, 1.0), (1e-6, 5.0), (40.0, 0.2)])
def test_zero_temperature_is_an_integral(x, y):
    nu, weight = frequency_rule(np.array(np.inf), min(x, y), max(x, y))
    found = np.sum(weight / ((x**2 + nu**2) * (y**2 + nu**2)))
    assert found == pytest.approx(1 / (2 * x * y * (x + y)), rel=5e-14)


def test_hot_and_cold_share_one_array():
    beta = np.array([[0.5], [np.inf], [8.0]])
    nu, weight = frequency_rule(beta, 0.1, 10.0)
    assert nu.shape == weight.shape == (3, 1, nu.shape[-1])
    for index, one in enumerate(beta[:, 0]):
        alone_nu, alone_weight = frequency_rule(np.array(one), 0.1, 10.0)
        alone = np.sum(alone_weight / (1 + alone_nu**2))
        assert np.sum(weight[index, 0] / (1 + nu[index, 0] ** 2)) == pytest.approx(alone, rel=1e-14)


def test_blocks_do_not_change_a_sum(monkeypatch):
    rng = np.random.default_rng(1)
    weight, nodes, parameter = rng.random((4, 1, 50)), rng.random((4, 1, 50)), rng.random((1, 3, 1))
    whole = weighted_sum(lambda n, p: n / (n + p), weight, nodes, parameter)
    monkeypatch.setattr("autocoherence.matsubara.BLOCK", 30)
    np.testing.assert_allclose(weighted_sum(lambda n, p: n / (n + p), weight, nodes, parameter), whole, rtol=1e-14)
    np.testing.assert_allclose(whole, np.sum(weight * nodes / (nodes + parameter), axis=-1), rtol=1e-14)


def test_nothing_in_nothing_out():
    nu, weight = frequency_rule(np.empty((0, 2)), 1.0, 1.0)
    assert nu.shape == weight.shape == (0, 2, 1)
