"""Baths of any spectral density: against closed forms, and how a function that makes no bath is refused."""

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import digamma

import autocoherence as ac
from autocoherence.matsubara import dynamic_response, static_deficit

LAMBDA, GAMMA = 0.3, 5.0  # reorganization energy and width of a Drude-Lorentz bath
NU = GAMMA * np.logspace(-8, 6, 57)


def drude(xi):
    """I = (2 Lambda gamma/pi) xi/(xi^2 + gamma^2), so that K(nu) = Lambda gamma/(gamma + nu)."""
    return 2 * LAMBDA * GAMMA / np.pi * xi / (xi**2 + GAMMA**2)


def peak(width, centre):
    """An underdamped mode, with K(nu) = centre^2/(centre^2 + width nu + nu^2) and Omega = 1."""
    return lambda xi: 2 / np.pi * width * centre**2 * xi / ((xi**2 - centre**2) ** 2 + (width * xi) ** 2)


def test_drude_lorentz_responds_as_its_closed_form():
    bath = ac.SpectralDensityBath(drude, scale=GAMMA)
    assert bath.reorganization_energy == pytest.approx(LAMBDA, rel=1e-13)
    np.testing.assert_allclose(dynamic_response(bath.modes, NU), LAMBDA * GAMMA / (GAMMA + NU), rtol=1e-11)
    np.testing.assert_allclose(static_deficit(bath.modes, NU), LAMBDA * NU / (GAMMA + NU), rtol=1e-11)
    assert bath.error < 1e-13


@pytest.mark.parametrize("width", [1.0, 1e-2, 1e-4])
def test_a_peak_responds_as_its_closed_form(width):
    bath = ac.SpectralDensityBath(peak(width, 2.0), scale=2.0)
    np.testing.assert_allclose(dynamic_response(bath.modes, NU), 4 / (4 + width * NU + NU**2), rtol=1e-10)


def test_two_peaks_four_decades_apart_add_up():
    bath = ac.SpectralDensityBath(lambda xi: peak(1e-3, 1e-2)(xi) + peak(1.0, 100.0)(xi), scale=[1e-2, 100.0])
    expected = 1e-4 / (1e-4 + 1e-3 * NU + NU**2) + 1e4 / (1e4 + NU + NU**2)
    np.testing.assert_allclose(dynamic_response(bath.modes, NU), expected, rtol=1e-10)


@pytest.mark.parametrize("s", [0.05, 0.5, 1, 2, 6])
def test_eq_26_as_a_function_is_the_power_law_bath(s):
    known = ac.PowerLawBath(0.3, s, 7.0)
    bath = ac.SpectralDensityBath(known.spectral_density, scale=7.0)
    beta, omega = np.array([0.1, 3.0, np.inf])[:, None], np.array([0.1, 1.0, 30.0])
    for quantity in (ac.advantage_ratio, lambda b, w, v, bath: ac.output_covariance(b, w, v, bath, 1.0)):
        np.testing.assert_allclose(quantity(beta, 1.0, omega, bath), quantity(beta, 1.0, omega, known), rtol=1e-11)


@pytest.mark.parametrize("beta", [0.3, 2.0, 40.0])
def test_self_induced_coherence_in_a_drude_bath_is_a_sum_of_digamma_functions(beta):
    # (4/beta) sum_n Lambda nu/((gamma + nu)(omega^2 + nu^2)) in partial fractions: residues at -gamma and +-i omega
    omega, unit = 1.3, 2 * np.pi / beta
    poles = np.array([-GAMMA, 1j * omega, -1j * omega])
    residues = poles / np.array([GAMMA**2 + omega**2, *((GAMMA + p) * 2 * p for p in poles[1:])])
    integral = 4 / beta * LAMBDA * np.sum(-residues * digamma(1 - poles / unit)).real / unit
    bath = ac.SpectralDensityBath(drude, scale=GAMMA)
    expected = -4 * np.tanh(beta * omega / 2) * integral
    assert ac.self_induced_coherence(beta, omega, bath, 1.0, 1.0) == pytest.approx(expected, rel=1e-11)


def test_the_estimate_bounds_the_error_of_a_jump():
    bath = ac.SpectralDensityBath(lambda xi: np.where(xi < 1, xi, 0), scale=3.0)  # Omega = 1
    assert 1e-16 < abs(bath.reorganization_energy - 1) <= bath.error < 1e-12


def test_the_estimate_bounds_the_error_of_an_end_that_is_no_power():
    bath = ac.SpectralDensityBath(lambda xi: xi**0.1 / (1 + xi**0.2) / (1 + np.log(xi) ** 2), 1.0, tolerance=1e-3)
    exact = quad(lambda t: 1 / (np.cosh(0.1 * t) * (1 + t**2)), 0, 400.0, epsabs=0, epsrel=1e-12)[0]
    assert 1e-9 < abs(bath.reorganization_energy / exact - 1) <= bath.error


def test_spectral_density_is_the_function_and_zero_at_zero():
    bath = ac.SpectralDensityBath(drude, scale=GAMMA)
    np.testing.assert_array_equal(bath.spectral_density([[0.0, 1.0, 4.0]]), [[0.0, *drude(np.array([1.0, 4.0]))]])


REFUSED = {
    "not integrable at 0": lambda: ac.SpectralDensityBath(lambda xi: np.exp(-xi), 1.0),
    "integrable at 0: I changes by a factor 0.36": lambda: ac.SpectralDensityBath(lambda xi: np.exp(-xi) / xi, 1.0),
    "not integrable at infinity": lambda: ac.SpectralDensityBath(lambda xi: xi / (1 + xi), 1.0),
    "out of range; valid: finite numbers >= 0": lambda: ac.SpectralDensityBath(lambda xi: xi * np.cos(xi), 1.0),
    ") = nan": lambda: ac.SpectralDensityBath(lambda xi: xi * np.nan, 1.0),
    "function is 0 everywhere": lambda: ac.SpectralDensityBath(lambda xi: 0 * xi, 1.0),
    "gives complex128": lambda: ac.SpectralDensityBath(lambda xi: 1j * xi, 1.0),
    "takes no array of 56 frequencies (ValueError": lambda: ac.SpectralDensityBath(lambda xi: xi if xi < 1 else 0, 1.0),
    "takes no array of 56 frequencies (TypeError": lambda: ac.SpectralDensityBath(lambda xi: xi * math.exp(-xi), 1.0),
    "of shape ()": lambda: ac.SpectralDensityBath(lambda xi: 1.0, 1.0),
    "tolerance = 1e-12 is not reached": lambda: ac.SpectralDensityBath(lambda xi: 1 / (1 + np.log(xi) ** 2), 1.0),
    "tolerance = 0 ": lambda: ac.SpectralDensityBath(drude, 1.0, tolerance=0.0),
    "tolerance = 0.1 ": lambda: ac.SpectralDensityBath(drude, 1.0, tolerance=0.1),
    "scale = 0 ": lambda: ac.SpectralDensityBath(drude, 0.0),
    "scale = [1.0, 1e+20]": lambda: ac.SpectralDensityBath(drude, [1.0, 1e20]),
    "function = 3 is not callable": lambda: ac.SpectralDensityBath(3, 1.0),
}


@pytest.mark.parametrize("words", REFUSED, ids=str.strip)
def test_what_makes_no_bath_is_refused(words):
    with pytest.raises(ValueError) as told:
        REFUSED[words]()
    assert words in str(told.value) and "valid: " in str(told.value)
