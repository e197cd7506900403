"""Thermal factors against fifty digits."""

import mpmath as mp
import numpy as np
import pytest

from autocoherence.thermal import shifted_sinh, susceptibility


@pytest.mark.parametrize("y", [1e-12, 1e-6, 1e-3, 0.3, 1.4999, 1.5, 1.5001, 4.0, 50.0, 700.0])
def test_shifted_sinh(y):
    with mp.workdps(50):
        exact = [(mp.sinh(y) + sign * mp.mpf(y)) / (1 + mp.cosh(y)) for sign in (-1, 1)]
    found = shifted_sinh(np.array(y))
    assert all(float(abs(a / b - 1)) < 2e-15 for a, b in zip(found, exact, strict=True))


def test_shifted_sinh_at_the_ends():
    assert [float(v) for v in shifted_sinh(np.array(0.0))] == [0.0, 0.0]
    assert [float(v) for v in shifted_sinh(np.array(np.inf))] == [1.0, 1.0]


def test_susceptibility_limits():
    beta, omega = np.array([2.0, 2.0, np.inf]), np.array([0.0, 1e-9, 4.0])
    np.testing.assert_allclose(susceptibility(beta, omega), [1.0, 1.0, 0.25], rtol=1e-15)
