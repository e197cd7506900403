"""The few oscillators that stand for a bath: how near they come, and that they say how near, by another integral."""

from itertools import product

import numpy as np
import pytest
from scipy.integrate import quad_vec

from autocoherence import DiscreteBath, PowerLawBath
from autocoherence.exact.kernel import KernelFit, merged_bath
from autocoherence.exact.solver import FIT, MODES

COLD = list(product((20, 50), (0.5, 1, 2), (1, 10), (0.1, 0.5)))


def fitted(beta, s, cutoff, strength, aim):
    bath = merged_bath([PowerLawBath(strength, s, cutoff)], [1.0])
    return bath, KernelFit(bath, beta, 1.0).best(aim, MODES)


@pytest.mark.parametrize("beta, s, cutoff, strength", COLD)
def test_a_cold_strong_bath_is_fitted_as_well_as_the_finest_answers_ask(beta, s, cutoff, strength):
    bath, fit = fitted(beta, s, cutoff, strength, FIT * 1e-8)
    assert fit.slow <= FIT * 1e-8 and fit.modes.frequencies.size <= MODES - 4
    assert np.all(fit.modes.weights > 0) and fit.static >= 0
    assert np.sum(fit.modes.weights) + fit.static == pytest.approx(np.sum(bath.weights), rel=1e-13)


def response(nu, s, cutoff, strength):
    """The bath's by an adaptive rule."""

    def integrand(root):
        xi = root**2
        return 2 * root * xi ** (s + 1) * np.exp(-xi) / (xi**2 + (nu / cutoff) ** 2)

    return strength * cutoff * quad_vec(integrand, 0, 7, epsrel=1e-10)[0]


@pytest.mark.parametrize("aim", [1e-1, 1e-3, 1e-6])
@pytest.mark.parametrize("beta, s, cutoff, strength", COLD[::5])
def test_the_misfit_is_what_is_claimed(beta, s, cutoff, strength, aim):
    """Of all Matsubara frequencies the first are nearly the whole."""
    _, fit = fitted(beta, s, cutoff, strength, aim)
    nu = 2 * np.pi / beta * np.arange(1, 2000)
    missing = np.abs(fit.modes.response(nu) - response(nu, s, cutoff, strength))
    misfit = np.sum(4 * missing / (nu**2 + 1)) * np.tanh(beta / 2)
    assert 0.75 * fit.error < misfit < 1.001 * fit.error <= 1.001 * fit.slow <= 1.001 * aim


@pytest.mark.parametrize("beta", [0.1, 1.0, 5.0, 20.0])
@pytest.mark.parametrize("s, cutoff", [(0.5, 10), (1, 1), (3, 1)])
def test_where_nothing_but_rounding_is_left_it_is_a_bath_all_the_same(beta, s, cutoff):
    bath, fit = fitted(beta, s, cutoff, 0.1, 1e-25)
    assert np.all(fit.modes.weights > 0) and fit.static >= 0 and 0 < fit.error < 1e-10
    assert np.sum(fit.modes.weights) + fit.static == pytest.approx(np.sum(bath.weights), rel=1e-13)


@pytest.mark.parametrize("beta", [2.0, 200.0])
def test_the_misfit_is_that_of_the_spin_which_sees_most_of_it(beta):
    bath, omegas = merged_bath([PowerLawBath(0.1, 1.0, 1.0)], [1.0]), np.array([0.02, 0.3, 1.0])
    many, *single = (KernelFit(bath, beta, omega).best(np.inf) for omega in (omegas, *omegas))
    assert many.error >= max(one.error for one in single) and many.slow >= max(one.slow for one in single)
    assert many.error <= 1.001 * sum(one.error for one in single)


def test_as_many_oscillators_as_modes_are_exact():
    bath = merged_bath([DiscreteBath([0.3, 1.1, 4.0], [0.2, 0.5, 0.1])], [0.7])
    fit = KernelFit(bath, 10.0, 1.0).best(1e-13, MODES)
    assert fit.modes is bath and fit.static == fit.error == fit.slow == 0
