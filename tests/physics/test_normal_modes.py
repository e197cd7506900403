"""The oscillator and the modes of its bath are coupled oscillators: their normal modes know the variance exactly."""

import math

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocoherence import DiscreteBath
from autocoherence.exact.oscillator import exact_oscillator


def logarithmic(low, high):
    """Numbers spread evenly over the decades from low to high."""
    return st.floats(math.log(low), math.log(high)).map(math.exp)


modes = st.lists(st.tuples(logarithmic(1e-2, 1e2), st.floats(0.05, 1.0)), min_size=1, max_size=5)


def variance(beta, energy, g, pairs):
    r"""Return :math:`\langle x^2\rangle` of :math:`\frac E2(x^2+p^2) + \sum_k[\frac{\xi_k}2(q_k^2+p_k^2) +
    2g\lambda_k x q_k]`, with 40 digits: modes of very different frequencies cost half of them."""
    with mpmath.workdps(40):
        matrix = mpmath.diag([mpmath.mpf(one) ** 2 for one in (energy, *(xi for xi, _ in pairs))])
        for k, (xi, coupling) in enumerate(pairs, 1):
            matrix[0, k] = matrix[k, 0] = 2 * mpmath.mpf(g) * coupling * mpmath.sqrt(mpmath.mpf(energy) * xi)
        squares, vectors = mpmath.eigsy(matrix)
        total = mpmath.mpf(0)
        for k, square in enumerate(squares):
            frequency = mpmath.sqrt(square)
            hot = 1 if math.isinf(beta) else mpmath.coth(beta * frequency / 2)
            total += vectors[0, k] ** 2 * hot / (2 * frequency)
        return float(energy * total)


@given(logarithmic(1e-3, 1e2) | st.just(math.inf), logarithmic(1e-2, 1e2), modes, st.floats(0.01, 0.9))
def test_the_variance_is_that_of_the_normal_modes(beta, energy, pairs, load):
    bath = DiscreteBath(*zip(*pairs, strict=True))
    g = math.sqrt(load * energy / (4 * bath.reorganization_energy))
    found = exact_oscillator(beta, 1.0, energy, bath, 0.0, g).variance
    assert found == pytest.approx(variance(beta, energy, g, pairs), rel=1e-11)
