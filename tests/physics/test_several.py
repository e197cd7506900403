"""Whatever takes several of a kind: their order, their identity and how they are divided mean nothing.

Arms, input spins, outputs, modes of a bath and systems are permuted, given twice as one object, split in two, and
accompanied by others that do nothing.
"""

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from path_sum import path_sum
from scipy.special import gammaln, logsumexp

import autocoherence as ac
from autocoherence.exact.oscillator import exact_oscillator

ROUNDING = 1e-12
BATHS = ac.PowerLawBath(0.05, 1.0, 1.0), ac.PowerLawBath(0.02, 2.0, 1.5), ac.DiscreteBath([1.9, 0.7], [0.2, 0.3])

couplings = st.floats(0.05, 0.5).flatmap(lambda f: st.sampled_from([f, -f]))
frequencies = st.floats(0.1, 3.0)
spins = st.lists(st.tuples(couplings, frequencies), min_size=1, max_size=2)
arms = st.builds(
    lambda bath, pairs, f_out: ac.Arm(bath, [f for f, _ in pairs], f_out, [w for _, w in pairs]),
    st.sampled_from(BATHS),
    spins,
    couplings,
)
several = st.lists(arms, min_size=3, max_size=4)
warm = st.floats(0.1, 4.0)


def rearranged(arm, order):
    """The arm with its input spins in another order."""
    return ac.Arm(arm.bath, arm.f_in[order], arm.f_out, arm.omega_in[order])


def to_leading_order(beta, omega, these):
    """The functions of a list of arms that do not diagonalize."""
    return [
        ac.induced_coherence(beta, omega, these),
        ac.dressed_coherence(beta, omega, these, 0),
        ac.dressed_coherence(beta, omega, these, 2),
    ]


def close(one, other):
    """Equal to rounding."""
    return np.allclose(one, other, rtol=ROUNDING, atol=1e-15)


@given(warm, frequencies, several, st.randoms(use_true_random=False))
def test_arms_and_input_spins_in_any_order(beta, omega, these, chance):
    shuffled = [rearranged(arm, chance.sample(range(arm.f_in.size), arm.f_in.size)) for arm in these]
    chance.shuffle(shuffled)
    assert close(to_leading_order(beta, omega, shuffled), to_leading_order(beta, omega, these))


@given(warm, frequencies, several)
def test_one_object_given_twice_is_two_equal_arms(beta, omega, these):
    twice = [these[0], *these, these[-1], these[0]]
    assert close(to_leading_order(beta, omega, twice), to_leading_order(beta, omega, [replace(arm) for arm in twice]))


@given(warm, frequencies, several)
def test_every_arm_and_every_input_spin_adds_its_own(beta, omega, these):
    alone = [ac.Arm(arm.bath, f, arm.f_out, w) for arm in these for f, w in zip(arm.f_in, arm.omega_in, strict=True)]
    parts = [ac.induced_coherence(beta, omega, one) for one in alone]
    for whole in (these, alone):
        assert close(ac.induced_coherence(beta, omega, whole), math.fsum(parts))


@given(warm, frequencies, several, st.integers(0, 2), st.floats(0.1, 0.9))
def test_an_arm_in_other_words(beta, omega, these, which, share):
    """Coupling and bath scale against each other; a bath that only fluctuates may be split; one without coupling, or a
    spin without coupling, does nothing."""
    arm, others = these[which], these[:which] + these[which + 1 :]
    stronger = ac.PowerLawBath(0.3 / share, 1.0, 1.0), math.sqrt(share)
    plain = ac.Arm(ac.PowerLawBath(0.3, 1.0, 1.0), arm.f_in, arm.f_out, arm.omega_in)
    scaled = ac.Arm(stronger[0], stronger[1] * arm.f_in, stronger[1] * arm.f_out, arm.omega_in)
    idle = [ac.Arm(BATHS[0], 0.0, f * arm.f_out, 1.0) for f in (1.0, math.sqrt(share), math.sqrt(1 - share))]
    nothing = [ac.Arm(BATHS[1], 0.3, 0.0, 1.0), ac.Arm(ac.PowerLawBath(0.0, 1.0, 1.0), 0.3, 0.3, 1.0)]
    deaf = ac.Arm(arm.bath, np.append(arm.f_in, 0.0), arm.f_out, np.append(arm.omega_in, 0.7))
    for one, other in (
        ([plain], [scaled]),
        ([arm, idle[0]], [arm, *idle[1:]]),
        ([arm], [arm, *nothing]),
        ([arm], [deaf]),
    ):
        assert close(to_leading_order(beta, omega, others + one), to_leading_order(beta, omega, other + others))


@given(
    warm,
    frequencies,
    couplings,
    st.lists(st.tuples(st.sampled_from([0.2, -0.2, 0.4]), frequencies), min_size=3, max_size=7),
)
def test_every_input_spin_of_an_arm_counts(beta, omega, f_out, pairs):
    """Equal and opposite couplings, all frequencies different, against all configurations one by one (order 0)."""
    bath = ac.PowerLawBath(0.2, 1.0, 1.0)
    f_in, omega_in = np.array(pairs).T
    signs = np.array(list(product((1, -1), repeat=len(pairs))))
    drive = signs @ f_in
    bias = 4 * f_out * bath.reorganization_energy * drive
    splitting = np.hypot(omega, bias)
    exponent = beta * (bath.reorganization_energy * drive**2 - signs @ omega_in / 2)
    weight = np.exp(exponent) * np.cosh(beta * splitting / 2)
    exact = weight @ (bias / splitting * np.tanh(beta * splitting / 2)) / weight.sum()
    assert ac.dressed_coherence(beta, omega, ac.Arm(bath, f_in, f_out, omega_in)) == pytest.approx(exact, abs=1e-12)


def on_a_lattice(beta, omega, energy, f_out, unit, groups):
    """Order 0 with all biases kept: sums of integers, each group of equal spins on a bath of its own."""
    total = np.zeros(1)
    for count, multiple, frequency in groups:
        s = np.arange(-count, count + 1, 2)
        up = (count + s) / 2
        own = gammaln(count + 1) - gammaln(up + 1) - gammaln(count - up + 1) - beta * frequency * s / 2
        own = own + beta * energy * (unit * multiple * s) ** 2
        spread = np.full(2 * count * abs(multiple) + 1, -np.inf)
        spread[multiple * s + count * abs(multiple)] = own
        result = np.full(total.size + spread.size - 1, -np.inf)
        for k in np.flatnonzero(np.isfinite(spread)):
            window = result[k : k + total.size]
            np.logaddexp(window, total + spread[k], out=window)
        total = result
    bias = 4 * f_out * energy * unit * (np.arange(total.size) - total.size // 2)
    splitting = np.hypot(omega, bias)
    total = total + np.logaddexp(beta * splitting / 2, -beta * splitting / 2)
    return np.exp(total - logsumexp(total)) @ (bias / splitting * np.tanh(beta * splitting / 2))


@settings(max_examples=60)
@given(
    beta=st.floats(0.1, 20.0) | st.floats(60.0, 300.0),
    omega=frequencies,
    unit=st.floats(0.03, 0.4),
    f_out=st.floats(0.05, 0.6),
    count=st.integers(50, 250) | st.integers(50, 250) | st.integers(50, 250) | st.just(600),
    pull=st.floats(0.6, 1.2),
    own=st.floats(0.2, 1.2),
    order=st.sampled_from([[1, 0, 0], [1, 0, 0, 0], [0, 1, 0], [2, 1, 0, 0], [1, 2, 0, 0], [2, 0, 1]]),
)
def test_no_bias_that_matters_is_left_out(beta, omega, unit, f_out, count, pull, own, order):
    """Arms of many spins that pull about equally to both sides, some of them one object, against a convolution that
    keeps all."""
    bath = ac.PowerLawBath(0.2, 1.0, 1.0)
    energy = bath.reorganization_energy
    own *= 4 * f_out * energy * unit  # a spin may follow its arm, or its own field
    groups = [(count, 1, own), (max(1, round(pull * order.count(0) * count)), -1, own), (count // 4, 2, 0.9)]
    exact = on_a_lattice(beta, omega, energy, f_out, unit, [groups[place] for place in order])
    arms = [ac.Arm(bath, multiple * unit, f_out, np.full(count, w)) for count, multiple, w in groups]
    found = ac.dressed_coherence(beta, omega, [arms[place] for place in order])
    assert found == pytest.approx(exact, rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("beta", [0.05, 2.0, 100.0])
@pytest.mark.parametrize("counts", [(1001,), (20_000,), (20_000, 40)])
def test_thousands_of_spins_and_of_biases(beta, counts):
    bath, unit = ac.PowerLawBath(0.2, 1.0, 1.0), 0.2 / math.sqrt(beta * counts[0])
    groups = [(count, 1 + k, 0.02 / beta) for k, count in enumerate(counts)]
    exact = on_a_lattice(beta, 0.7, bath.reorganization_energy, 0.6, unit, groups)
    arms = [ac.Arm(bath, multiple * unit, 0.6, np.full(count, w)) for count, multiple, w in groups]
    assert ac.dressed_coherence(beta, 0.7, arms) == pytest.approx(exact, rel=1e-9)


def test_the_same_arm_twice_and_its_opposite():
    """What is far from the middle of two arms is near it with the third: nothing may be left out too early."""
    bath = ac.PowerLawBath(0.28178854586733826, 1, 1)
    one = ac.Arm(bath, 0.29543969645621143, 0.46763729539558896, np.full(217, 0.12127024940118207))
    opposite = ac.Arm(bath, -0.29543969645621143, 0.46763729539558896, np.full(428, 0.12127024940118207))
    for arms in ([opposite, one, one], [opposite, one, replace(one)], [one, opposite, one], [one, one, opposite]):
        expansion = [ac.dressed_coherence(18.765461920364736, 1.0, arms, order) for order in (0, 2)]
        assert expansion == pytest.approx([-0.99996990, -0.99996997], abs=1e-8)
    exact = ac.exact_equilibrium(18.765461920364736, 1.0, [opposite, one, one], rtol=1e-5)
    assert exact.coherence == pytest.approx(-0.999970, abs=1e-6)


def agree(one, other, *names):
    """Two exact answers, each within its own error."""
    for name in names:
        bound = np.max(one.error) + np.max(other.error) + 1e-12
        assert np.all(np.abs(getattr(one, name) - getattr(other, name)) <= bound), name


def small(arm):
    """An arm with couplings that the exact solver likes."""
    return ac.Arm(arm.bath, arm.f_in, arm.f_out / 2, arm.omega_in)


@settings(max_examples=6)
@given(st.floats(0.3, 3.0), frequencies, several, st.randoms(use_true_random=False))
def test_exact_equilibrium_of_arms_in_any_order_and_twice(beta, omega, these, chance):
    these = [small(arm) for arm in these]
    twice = [these[1], *these, these[1]]
    other = [replace(arm) for arm in twice]
    chance.shuffle(other)
    for function in (
        lambda arms: ac.exact_equilibrium(beta, omega, arms, rtol=1e-6),
        lambda arms: ac.exact_outputs(beta, [omega, omega], arms, rtol=1e-5),
    ):
        agree(function(twice), function(other), "coherence", "log_partition")


@settings(max_examples=4)
@given(st.floats(0.3, 2.0), several, st.floats(0.3, 2.0), st.permutations(range(3)))
def test_outputs_in_any_order(beta, these, omega, order):
    omegas = np.array([omega, 1.1, omega])
    these = [small(arm) for arm in these]
    plain = ac.exact_outputs(beta, omegas, these, rtol=1e-5)
    shuffled = ac.exact_outputs(beta, omegas[list(order)], these, rtol=1e-5)
    bound = plain.error + shuffled.error
    assert np.all(np.abs(plain.coherence[list(order)] - shuffled.coherence) <= bound)
    assert np.all(np.abs(plain.covariance[np.ix_(order, order)] - shuffled.covariance) <= bound)


@settings(max_examples=4)
@given(st.floats(0.3, 3.0), frequencies, several, st.lists(spins, min_size=2, max_size=2))
def test_systems_in_any_order(beta, omega, these, inputs):
    systems = [
        [ac.Arm(arm.bath, pairs[0][0], arm.f_out / 2, [w for _, w in pairs]) for arm in these] for pairs in inputs
    ]
    systems = [*systems, [small(arm) for arm in these], systems[0]]
    together = ac.exact_equilibria(beta, omega, systems, rtol=1e-6)
    backwards = ac.exact_equilibria(beta, omega, systems[::-1], rtol=1e-6)
    for k, system in enumerate(systems):
        alone = ac.exact_equilibrium(beta, omega, system, rtol=1e-6)
        for whole, place in ((together, k), (backwards, -1 - k)):
            bound = alone.error + whole.error[place]
            assert abs(whole.coherence[place] - alone.coherence) <= bound


modes = st.lists(st.tuples(st.floats(0.05, 20.0), couplings), min_size=3, max_size=70)


def of_a_bath(beta, omega, other, bath):
    """The functions of a bath that do not diagonalize."""
    arm = ac.Arm(bath, [0.3, -0.1, 0.2], 0.2, [omega, other, 1.0])
    g = 0.5 * math.sqrt(other / (4 * bath.reorganization_energy))
    exact = exact_oscillator(beta, omega, other, bath, 0.3, g)
    return [
        bath.reorganization_energy,
        ac.self_induced_coherence(beta, omega, bath, 1, 1),
        ac.advantage_ratio(beta, omega, other, bath),
        ac.output_covariance(beta, omega, other, bath, 1),
        ac.spin_signal_to_noise(beta, other, arm),
        ac.polarization_shift(beta, omega, bath, 1),
        ac.oscillator_position_squared(beta, omega, other, bath, 1, g),
        exact.variance,
        exact.position,
        *to_leading_order(min(beta, 10.0), omega, [arm, arm]),
    ]


@given(warm | st.sampled_from([50.0, math.inf]), frequencies, frequencies, modes, st.randoms(use_true_random=False))
def test_modes_in_any_order_and_any_division(beta, omega, other, pairs, chance):
    bath = ac.DiscreteBath(*zip(*pairs, strict=True))
    half = chance.randrange(len(pairs))
    xi, coupling = pairs[half]
    divided = [*pairs[:half], (xi, 0.6 * coupling), *pairs[half + 1 :], (xi, -0.8 * coupling), (7.0, 0.0)]
    chance.shuffle(divided)
    same = ac.DiscreteBath(*zip(*divided, strict=True))
    np.testing.assert_allclose(of_a_bath(beta, omega, other, same), of_a_bath(beta, omega, other, bath), rtol=3e-12)


@settings(max_examples=4)
@given(st.floats(0.3, 2.0), st.floats(0.3, 2.0), st.permutations([(0.5, 0.1), (1.0, 0.2), (2.0, 0.3), (2.0, -0.1)]))
def test_exact_equilibrium_of_modes_in_any_order(beta, omega, pairs):
    found = ac.biased_spin_equilibrium(beta, omega, [0.3, 1.0], ac.DiscreteBath(*zip(*pairs, strict=True)), 0.8)
    ordered = ac.DiscreteBath([0.5, 1.0, 2.0], [0.1, 0.2, math.sqrt(0.1)])
    agree(found, ac.biased_spin_equilibrium(beta, omega, [0.3, 1.0], ordered, 0.8), "coherence", "log_partition")
    witness = path_sum(beta, omega, [0.3, 1.0], ordered, 0.8, slices=range(4, 15))
    assert np.all(np.abs(found.coherence - witness.coherence) <= found.error + witness.error)
