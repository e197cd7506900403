"""Baths and arms: what they compute themselves, and how they refuse what makes no sense."""

import numpy as np
import pytest
from scipy.special import gamma

import autocoherence as ac

BATH = ac.PowerLawBath(0.1, 1.0, 5.0)
ARM = ac.Arm(BATH, 0.1, 0.2, 1.0)

MASKED = np.ma.masked_greater([1.0, 2.0, 30.0], 10.0)
TWO, THREE = np.ones(2), np.ones(3)
BATCH = ac.Arm(BATH, 0.1, TWO, [[1.0], [2.0]])

REFUSED = {
    "exponent = 0 ": lambda: ac.PowerLawBath(0.1, 0, 1.0),
    "exponent = 21 ": lambda: ac.PowerLawBath(0.1, 21, 1.0),
    "cutoff = nan ": lambda: ac.PowerLawBath(0.1, 1, np.nan),
    "cutoff = -1 ": lambda: ac.PowerLawBath(0.1, 1, -1),
    "strength = -1 ": lambda: ac.PowerLawBath(-1, 1, 1),
    "strength = 'strong' ": lambda: ac.PowerLawBath("strong", 1, 1),
    "strength has shape (2,)": lambda: ac.PowerLawBath([0.1, 0.2], 1, 1),
    "xi = -1 ": lambda: BATH.spectral_density(-1),
    "frequencies = 0 ": lambda: ac.DiscreteBath([0.0], [1.0]),
    "frequencies (2,) and couplings (1,)": lambda: ac.DiscreteBath([1.0, 2.0], [1.0]),
    "bath = 3 ": lambda: ac.Arm(3, 0.1, 0.1, 1.0),
    "without input spins": lambda: ac.Arm(BATH, 0.1, 0.1, []),
    "f_in (2,), omega_in (3,)": lambda: ac.Arm(BATH, [0.1, 0.2], 0.1, [1, 2, 3]),
    "omega_in = -2 ": lambda: ac.Arm(BATH, 0.1, 0.1, [1.0, -2.0]),
    "f_out = inf ": lambda: ac.Arm(BATH, 0.1, np.inf, 1.0),
    "beta = 0 ": lambda: ac.induced_coherence(0.0, 1.0, ARM),
    "beta = -1 ": lambda: ac.polarization_shift([1.0, -1.0], 1.0, BATH, 0.1),
    "beta = nan ": lambda: ac.self_kernel(1.0, 1.0, np.nan),
    "beta = 'cold' ": lambda: ac.transfer_kernel(1.0, "cold"),
    "beta = True ": lambda: ac.transfer_kernel(1.0, True),
    "beta = [1, [2]] ": lambda: ac.transfer_kernel(1.0, [1, [2]]),
    "beta = inf is": lambda: ac.second_order_kernel(1.0, 1.0, 0.1, np.inf),
    "beta * splitting = 1000 ": lambda: ac.second_order_kernel(1.0, 1000.0, 0.1, 1.0),
    "omega = -1 ": lambda: ac.self_induced_coherence(1.0, -1.0, BATH, 1, 1),
    "omega_out = inf ": lambda: ac.induced_coherence(1.0, np.inf, ARM),
    "omega = 1j ": lambda: ac.self_kernel(1.0, 1j, 1.0),
    "omega = 0 at beta = inf": lambda: ac.self_kernel(1.0, 0.0, np.inf),
    "omega_out = 0 at beta = inf": lambda: ac.spin_signal_to_noise(np.inf, 0.0, ARM),
    "omega_b = 0 at beta = inf": lambda: ac.output_covariance(np.inf, 1.0, 0.0, BATH, 0.1),
    "omega_osc = 0 ": lambda: ac.oscillator_position(1.0, 1.0, 0.0, BATH, 0.1, 0.1),
    "arms = []": lambda: ac.induced_coherence(1.0, 1.0, []),
    "arms = 'none'": lambda: ac.induced_coherence(1.0, 1.0, "none"),
    "arm = 'none'": lambda: ac.spin_signal_to_noise(1.0, 1.0, "none"),
    "bath has no coupling": lambda: ac.advantage_ratio(1.0, 1.0, 1.0, ac.PowerLawBath(0, 1, 1)),
    "xi (2,), omega (3,)": lambda: ac.self_kernel([1, 2], [1, 2, 3], 1.0),
    "beta holds masked values": lambda: ac.advantage_ratio(MASKED, 1.0, 1.0, BATH),
    "omega_in holds masked values": lambda: ac.Arm(BATH, 0.1, 0.1, MASKED),
    "xi holds masked values": lambda: BATH.spectral_density([1.0, np.ma.masked]),
    "couplings holds masked values": lambda: ac.DiscreteBath([[1.0, 2.0, 3.0]], [MASKED]),
    "breaks holds masked values": lambda: ac.SpectralDensityBath(BATH.spectral_density, 1.0, breaks=MASKED),
    "values holds masked values": lambda: ac.SpectralDensityBath(([0.0, 1.0, 2.0], MASKED)),
    "... (": lambda: ac.transfer_kernel(1.0, ["cold"] * 1000),
    "order = [0, 2]; ": lambda: ac.dressed_coherence(1.0, 1.0, ARM, [0, 2]),
    "omega_out (3,), f_in (), omega_in (2,), f_out (2,)": lambda: ac.induced_coherence(1.0, THREE, BATCH),
    "omega_in of arm 1 (2,)": lambda: ac.induced_coherence(1.0, THREE, [ARM, BATCH]),
    "omega_out (3,), f_in (), omega_in (2,);": lambda: ac.spin_signal_to_noise(1.0, THREE, BATCH),
    "f_out of arm 1 (2,)": lambda: ac.dressed_coherence(THREE, 1.0, [ARM, BATCH]),
    "f_out of arm 2 (2,)": lambda: ac.exact_equilibrium(THREE, 1.0, [ARM, ARM, BATCH]),
    "omega_osc (3,)": lambda: ac.oscillator_position(TWO, 1.0, THREE, BATH, 0.1, 0.1),
    "beta (2,), omega_a (3,)": lambda: ac.output_covariance([1, 2], [1, 2, 3], 1.0, BATH, 0.1),
}


@pytest.mark.parametrize("words", REFUSED, ids=str.strip)
def test_bad_input_is_refused_by_name_and_value(words):
    with pytest.raises(ValueError) as told:
        REFUSED[words]()
    assert words in str(told.value) and "valid: " in str(told.value)


@pytest.mark.parametrize("s", [0.05, 0.25, 0.5, 1, 2, 4, 10])
@pytest.mark.parametrize("power", [0, 1, 2, 4])
def test_modes_reproduce_the_moments_of_the_spectral_density(s, power):
    bath = ac.PowerLawBath(0.3, s, 7.0)
    moment = np.sum(bath.modes.weights * bath.modes.frequencies**power)
    assert moment == pytest.approx(0.3 * 7.0 ** (1 + power) * gamma(s + power), rel=3e-15 * (1 + power))


def test_reorganization_energies():
    assert ac.DiscreteBath([1.0, 4.0], [2.0, -2.0]).reorganization_energy == 5.0
    assert ac.PowerLawBath(0.5, 3, 10.0).reorganization_energy == pytest.approx(10.0, rel=1e-15)


def test_spectral_density_is_eq_26():
    xi = np.array([0.0, 0.1, 5.0, 80.0])
    expected = 0.1 * xi**0.5 * 5.0**0.5 * np.exp(-xi / 5.0)
    np.testing.assert_allclose(ac.PowerLawBath(0.1, 0.5, 5.0).spectral_density(xi), expected, rtol=1e-14)


def test_an_arm_cannot_change_behind_the_library():
    omega = np.array([1.0, 2.0])
    arm = ac.Arm(BATH, 0.1, 0.1, omega)
    omega[0] = 50.0
    assert arm.omega_in[0] == 1.0
    with pytest.raises(ValueError):
        arm.omega_in[0] = 3.0


def everywhere(number):
    """Every number of a call given as ``number`` says, for functions of every module."""
    one, two = number(1), number(2)
    bath = ac.PowerLawBath(number(1) / 4, one, two)
    arm = ac.Arm(bath, one / 4, one / 2, [one, two])
    discrete = ac.DiscreteBath([one, two], [one / 4, one])
    return [
        ac.self_induced_coherence(one, two, bath, one, one),
        ac.induced_coherence(one, two, [arm, arm]),
        ac.advantage_ratio(one, two, one, discrete),
        ac.output_covariance(one, two, one, bath, one),
        ac.spin_signal_to_noise(one, two, arm),
        ac.polarization_shift(one, two, bath, one),
        ac.pair_kernel(one, two, one, two),
        ac.second_order_kernel(one, two, one, two)[0],
        ac.oscillator_position_squared(one, two, two, bath, one, one / 4),
        ac.dressed_coherence(one, two, arm, 2),
        ac.sweep_advantage_ratio(one, two, one, one, two).item(),
        ac.SpectralDensityBath(lambda xi: xi * np.exp(-xi), scale=two, breaks=[one]).reorganization_energy,
    ]


NUMBERS = [int, np.int64, np.uint8, np.float32, np.float64, np.longdouble, np.array, lambda n: np.ma.array(float(n))]


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_of_any_kind(number):
    np.testing.assert_allclose(everywhere(number), everywhere(float), rtol=1e-13)
