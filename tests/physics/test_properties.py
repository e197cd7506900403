"""What must hold at every point of the claimed domain: signs, symmetries, bounds, monotony, scaling laws, limits.

Any warning is a failure, and so is any number that is not finite.
"""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import autocoherence as ac
from autocoherence.exact.oscillator import exact_oscillator

pytestmark = [  # what the garbage collector finds of other tests while one of these runs is not theirs
    pytest.mark.filterwarnings("error"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROUNDING = 1e-12  # between two evaluations of one number; the tables hold each of them to 1e-11


def logarithmic(low, high):
    """Numbers spread evenly over the decades from low to high."""
    return st.floats(math.log(low), math.log(high)).map(math.exp).map(lambda x: min(max(x, low), high))


warm = logarithmic(1e-3, 50.0)
betas = warm | st.just(math.inf)
omegas = logarithmic(1e-6, 10.0)
gaps = logarithmic(1e-2, 10.0)
couplings = st.floats(-1.0, 1.0).filter(lambda f: abs(f) > 1e-3)
baths = st.builds(ac.PowerLawBath, logarithmic(1e-3, 1.0), st.floats(0.25, 4.0), logarithmic(0.3, 100.0))
modes = st.lists(st.tuples(logarithmic(1e-2, 50.0), couplings), min_size=1, max_size=4).map(
    lambda pairs: ac.DiscreteBath(*zip(*pairs, strict=True))
)


def quantities(beta, omega, other, bath):
    """Every dimensionless quantity of the library at one point, by name."""
    arm = ac.Arm(bath, 0.3, 0.2, [omega, 2 * omega])
    g = math.sqrt(0.3 * other / (4 * bath.reorganization_energy))
    exact = exact_oscillator(beta, omega, other, bath, 0.3, g)
    return {
        "self_induced": ac.self_induced_coherence(beta, omega, bath, 0.3, 0.2),
        "induced": ac.induced_coherence(beta, other, arm),
        "ratio": ac.advantage_ratio(beta, omega, other, bath),
        "covariance": ac.output_covariance(beta, omega, other, bath, 0.2),
        "snr": ac.spin_signal_to_noise(beta, other, arm),
        "shift": ac.polarization_shift(beta, omega, bath, 0.2),
        "position": ac.oscillator_position(beta, omega, other, bath, 0.3, g),
        "square": ac.oscillator_position_squared(beta, omega, other, bath, 0.3, g),
        "oscillator_snr": ac.oscillator_signal_to_noise(beta, omega, other, bath, 0.3, g),
        "exact_variance": exact.variance,
        "exact_position": exact.position,
        "exact_snr": exact.signal_to_noise,
    }


def close(one, other, tolerance=ROUNDING):
    """Equal to rounding, and finite."""
    return np.all(np.isfinite(one)) and np.allclose(one, other, rtol=tolerance, atol=0)


@given(betas, omegas, gaps, baths | modes)
def test_signs(beta, omega, other, bath):
    for name, value in quantities(beta, omega, other, bath).items():
        assert math.isfinite(value), name
        if name in ("self_induced", "induced", "position", "exact_position"):
            assert value < 0, name
        else:
            assert value > 0, name


@given(betas, omegas, gaps, baths, logarithmic(1e-3, 1e3))
def test_no_unit_of_frequency_is_special(beta, omega, other, bath, unit):
    scaled_bath = ac.PowerLawBath(bath.strength, bath.exponent, bath.cutoff * unit)
    scaled = quantities(beta / unit, omega * unit, other * unit, scaled_bath)
    for name, value in quantities(beta, omega, other, bath).items():
        assert close(value, scaled[name], 1e-11), name


@given(betas, omegas, omegas, baths, couplings, couplings)
def test_couplings_enter_as_powers(beta, omega, other, bath, f, g):
    strong = ac.PowerLawBath(3 * bath.strength, bath.exponent, bath.cutoff)
    unit = ac.self_induced_coherence(beta, omega, bath, 1, 1)
    assert close(ac.self_induced_coherence(beta, omega, strong, f, g), 3 * f * g * unit)
    unit = ac.output_covariance(beta, omega, other, bath, 1)
    assert close(ac.output_covariance(beta, omega, other, strong, f), 3 * f**2 * unit)
    unit = ac.polarization_shift(beta, omega, bath, 1)
    assert close(ac.polarization_shift(beta, omega, strong, f), 3 * f**2 * unit)
    unit = ac.spin_signal_to_noise(beta, other, ac.Arm(bath, 1, 1, omega))
    assert close(ac.spin_signal_to_noise(beta, other, ac.Arm(strong, f, g, omega)), math.sqrt(3) * abs(f) * unit)
    assert close(ac.advantage_ratio(beta, omega, other, strong), ac.advantage_ratio(beta, omega, other, bath))


@given(betas, omegas, omegas, st.floats(0.25, 4.0), logarithmic(0.3, 100.0))
def test_transferred_coherence_is_gamma_of_s_times_the_cutoff(beta, omega, other, s, cutoff):
    def transferred(*bath):
        return ac.induced_coherence(beta, other, ac.Arm(ac.PowerLawBath(1.0, *bath), 1, 1, omega))

    assert close(transferred(s, cutoff), math.gamma(s) * cutoff * transferred(1.0, 1.0))


@given(betas, st.lists(omegas, min_size=1, max_size=5), omegas, baths, modes)
def test_input_spins_and_baths_add(beta, inputs, omega_out, bath, other):
    arms = [ac.Arm(bath, 0.3, 0.2, inputs), ac.Arm(other, 0.1, 0.5, inputs[0])]
    parts = [ac.induced_coherence(beta, omega_out, ac.Arm(bath, 0.3, 0.2, omega)) for omega in inputs]
    parts.append(ac.induced_coherence(beta, omega_out, arms[1]))
    assert close(ac.induced_coherence(beta, omega_out, arms), sum(parts))


@given(warm, omegas, omegas, logarithmic(1e-4, 1e3), logarithmic(1.0, 10.0))
def test_pair_kernel_is_symmetric_bounded_and_grows(beta, x, y, xi, factor):
    kernel, (low, high) = ac.pair_kernel(xi, x, y, beta), ac.pair_kernel_bounds(x, y, beta)
    assert close(kernel, ac.pair_kernel(xi, y, x, beta))
    assert low * (1 - ROUNDING) <= kernel <= high * (1 + ROUNDING)
    assert kernel <= ac.pair_kernel(factor * xi, x, y, beta) * (1 + ROUNDING)
    assert close(ac.pair_kernel(0.0, x, y, beta), low)


@given(betas, omegas, omegas, baths | modes)
def test_covariance_keeps_the_bounds_and_the_symmetry(beta, x, y, bath):
    low, high = ac.pair_kernel_bounds(x, y, beta)
    reduced = ac.output_covariance(beta, x, y, bath, 1) / (4 * bath.reorganization_energy)
    assert low * (1 - ROUNDING) <= reduced <= high * (1 + ROUNDING)  # Eq. (47)
    assert close(reduced, ac.output_covariance(beta, y, x, bath, 1) / (4 * bath.reorganization_energy))


@given(betas, omegas, logarithmic(1e-4, 1e3))
def test_a_mode_transfers_more_than_it_gives_back(beta, omega, xi):
    back, forth = ac.self_kernel(xi, omega, beta), ac.transfer_kernel(omega, beta)
    assert 0 < back < forth * (1 + ROUNDING)  # F_2 > F_1 > 0 below Eq. (25)


@given(betas, omegas, omegas, modes)
def test_a_bath_is_the_sum_of_its_modes(beta, x, y, bath):
    pairs = list(zip(bath.frequencies, np.square(bath.couplings) / bath.frequencies, strict=True))
    back = sum(weight * ac.self_kernel(xi, x, beta) for xi, weight in pairs)
    noise = sum(weight * ac.pair_kernel(xi, x, y, beta) for xi, weight in pairs)
    assert close(ac.self_induced_coherence(beta, x, bath, 1, 1), -4 * back)
    assert close(ac.output_covariance(beta, x, y, bath, 1), 4 * noise)
    alone = [ac.DiscreteBath([xi], [f]) for xi, f in zip(bath.frequencies, bath.couplings, strict=True)]
    assert close(ac.polarization_shift(beta, x, bath, 1), sum(ac.polarization_shift(beta, x, one, 1) for one in alone))


@given(warm, omegas, omegas, baths, logarithmic(1.001, 10.0))
def test_monotony(beta, omega, other, bath, factor):
    arm = ac.Arm(bath, 1, 1, omega)
    here = -ac.induced_coherence(beta, other, arm)
    assert here < -ac.induced_coherence(factor * beta, other, arm) * (1 + ROUNDING)  # colder
    assert here > -ac.induced_coherence(beta, factor * other, arm) * (1 - ROUNDING)  # faster output
    assert here < -ac.induced_coherence(beta, other, ac.Arm(bath, 1, 1, factor * omega)) * (1 + ROUNDING)
    ratio = ac.advantage_ratio(beta, omega, other, bath)
    assert ratio > ac.advantage_ratio(beta, omega, factor * other, bath) * (1 - ROUNDING)
    assert ac.advantage_ratio(beta, omega, omega, bath) > 1 - ROUNDING


@given(logarithmic(1e-9, 1e-6), gaps, gaps, baths)
def test_high_temperature(small, omega, other, bath):
    beta = small / max(omega, other, bath.cutoff)
    energy = bath.reorganization_energy
    assert close(ac.output_covariance(beta, omega, other, bath, 1), 2 * beta * energy, 1e-9)  # Eq. (48)
    assert close(ac.advantage_ratio(beta, omega, other, bath), 3.0, 1e-9)
    ratio = ac.spin_signal_to_noise(beta, other, ac.Arm(bath, 1, 1, omega))
    assert close(ratio, beta * omega * math.sqrt(beta * energy / 2), 1e-9)


@given(gaps, gaps, modes)
def test_cold_is_zero_temperature_when_everything_has_a_gap(omega, other, bath):
    beta = 80.0 / min(omega, other, *bath.frequencies)
    cold, frozen = quantities(beta, omega, other, bath), quantities(math.inf, omega, other, bath)
    for name, value in cold.items():
        assert close(value, frozen[name], 1e-11), name


@given(warm, gaps, baths, st.sampled_from([1e-12, 1e-9, 1e-6]))
def test_coincidences_are_not_special(beta, omega, bath, gap):
    beside = omega * (1 + gap)
    assert close(ac.self_kernel(omega, omega, beta), ac.self_kernel(omega, beside, beta), 10 * gap + ROUNDING)
    for xi, x, y in [(omega, omega, beside), (beside, omega, omega), (omega, beside, omega)]:
        assert close(ac.pair_kernel(omega, omega, omega, beta), ac.pair_kernel(xi, x, y, beta), 10 * gap + ROUNDING)
    equal = ac.output_covariance(beta, omega, omega, bath, 1)
    assert close(equal, ac.output_covariance(beta, omega, beside, bath, 1), 10 * gap + ROUNDING)


@given(warm, baths)
def test_a_degenerate_spin_is_the_limit(beta, bath):
    tiny = 1e-9 / beta
    assert ac.self_induced_coherence(beta, 0.0, bath, 1, 1) == 0
    arm = ac.Arm(bath, 1, 1, 1.0)
    for function in (ac.induced_coherence, ac.spin_signal_to_noise):
        assert close(function(beta, 0.0, arm), function(beta, tiny, arm))
    assert close(ac.output_covariance(beta, 0.0, 0.0, bath, 1), ac.output_covariance(beta, tiny, tiny, bath, 1))
    assert close(ac.output_covariance(beta, 0.0, 0.0, bath, 1), 2 * beta * bath.reorganization_energy)


@given(warm, logarithmic(1e-3, 1e2), logarithmic(1e-6, 10.0), st.floats(-3.0, 3.0))
def test_second_order_kernel(beta, xi, splitting, angle):
    a, b, c, d = ac.second_order_kernel(xi, splitting, angle, beta)
    mirrored = ac.second_order_kernel(xi, splitting, -angle, beta)
    assert close([a, b, c, d], [mirrored[0], mirrored[1], -mirrored[2], -mirrored[3]])  # odd in the bias
    assert a > 0 and b >= 0 and np.real(d) == 0
    assert close(np.imag(d), c * np.tanh(beta * splitting / 2))  # the density matrix stays Hermitian
    plain = ac.second_order_kernel(xi, splitting, 0.0, beta)
    assert plain[2:] == (0, 0)
    assert close(a, math.cos(angle) ** 2 * plain[0] + math.sin(angle) ** 2 * beta / xi)


@given(betas, gaps, gaps, baths, st.floats(0.01, 0.95), couplings)
def test_oscillator(beta, omega, energy, bath, load, f):
    g = math.sqrt(load * energy / (4 * bath.reorganization_energy))
    free = 0.5 / np.tanh(beta * energy / 2)
    assert ac.oscillator_position_squared(beta, omega, energy, bath, f, g) > free
    exact = exact_oscillator(beta, omega, energy, bath, f, g)
    assert exact.variance > free and exact.position_squared >= exact.variance * (1 - ROUNDING)
    assert close(exact.position, ac.oscillator_position(beta, omega, energy, bath, f, g) / (1 - load), 1e-10)
    assert close(exact.position, -exact_oscillator(beta, omega, energy, bath, -f, g).position)
    weak = exact_oscillator(beta, omega, energy, bath, 0.0, g * 1e-3).variance
    leading = ac.oscillator_position_squared(beta, omega, energy, bath, 0.0, g * 1e-3)
    assert close(weak, leading, 20 * (1e-6 * load) ** 2 * leading / free + ROUNDING)


@settings(max_examples=8)
@given(st.lists(betas, min_size=1, max_size=3), st.lists(omegas, min_size=1, max_size=3), gaps, baths)
def test_arrays_are_scalars_in_rows(cold, rows, other, bath):
    beta, omega = np.array(cold)[:, None], np.array(rows)
    arm = ac.Arm(bath, 0.3, 0.2, 1.0)
    functions = [
        lambda beta, omega: ac.self_induced_coherence(beta, omega, bath, 1, 1),
        lambda beta, omega: ac.induced_coherence(beta, omega, arm),
        lambda beta, omega: ac.advantage_ratio(beta, omega, other, bath),
        lambda beta, omega: ac.output_covariance(beta, omega, other, bath, 1),
        lambda beta, omega: ac.spin_signal_to_noise(beta, omega, arm),
        lambda beta, omega: ac.polarization_shift(beta, omega, bath, 1),
        lambda beta, omega: ac.self_kernel(other, omega, beta),
        lambda beta, omega: ac.transfer_kernel(omega, beta),
        lambda beta, omega: ac.pair_kernel(other, omega, 1.0, beta),
        lambda beta, omega: ac.pair_kernel_bounds(omega, other, beta)[1],
        lambda beta, omega: ac.oscillator_position(beta, omega, other, bath, 1, 0.01),
        lambda beta, omega: ac.oscillator_position_squared(beta, 1.0, omega, bath, 1, 1e-5),
    ]
    for number, function in enumerate(functions):
        grid = function(beta, omega)
        assert grid.shape == (len(cold), len(rows)), number
        for index in np.ndindex(grid.shape):
            one = function(cold[index[0]], rows[index[1]])
            assert np.ndim(one) == 0 and isinstance(one, float), number
            assert close(grid[index], one), number


@given(betas, omegas, couplings)
def test_a_bath_without_coupling_does_nothing(beta, omega, f):
    empty = ac.PowerLawBath(0.0, 1.0, 10.0)
    assert ac.self_induced_coherence(beta, omega, empty, f, f) == 0
    assert ac.output_covariance(beta, omega, omega, empty, f) == 0
    assert ac.polarization_shift(beta, omega, empty, f) == 0
    assert ac.spin_signal_to_noise(beta, omega, ac.Arm(empty, f, f, 1.0)) == 0
    assume(math.isfinite(beta))
    assert close(ac.oscillator_position_squared(beta, 1.0, omega, empty, f, f), 0.5 / math.tanh(beta * omega / 2))
