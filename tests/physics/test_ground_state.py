"""The exact equilibrium at zero temperature: against the plain Hamiltonian, the cold limit, and what has no limit."""

import numpy as np
import pytest
from small_hamiltonian import thermal_moments

from autocoherence import Arm, DiscreteBath, PowerLawBath, biased_spin_equilibrium, exact_equilibria, exact_equilibrium
from autocoherence.exact import ground

AVERAGES = "coherence", "polarization"


@pytest.mark.parametrize("bias", [1e-3, 0.3, -1.0])
@pytest.mark.parametrize("frequency, coupling, levels", [(1.3, 0.6, 40), (0.5, 0.4, 60)])
def test_plain_hamiltonian(bias, frequency, coupling, levels):
    """One mode, so cold that nothing is left of heat."""
    coherence, _, polarization, _ = thermal_moments(1e4, [], [], [1.0], 0.7, frequency, coupling, levels, bias)
    state = biased_spin_equilibrium(np.inf, 1.0, bias, DiscreteBath([frequency], [coupling]), 0.7, rtol=1e-7)
    true = np.abs([state.coherence - coherence[0], state.polarization - polarization[0]])
    assert np.all(true <= [state.error + 1e-12, state.errors.polarization + 1e-12]) and state.converged
    assert state.log_partition == np.inf


def test_many_biases_of_both_signs_in_any_order_are_each_alone():
    """Some of them twice, and one with its opposite."""
    biases, bath = np.array([0.3, -1.4, 0.02, 2.0, -0.3, 0.9, -0.05, 0.3]), DiscreteBath([1.3, 0.4], [0.5, 0.2])
    together = biased_spin_equilibrium(np.inf, 1.0, biases, bath, 0.8, rtol=1e-7)
    assert together.converged.all()
    for k, bias in enumerate(biases):
        alone = biased_spin_equilibrium(np.inf, 1.0, bias, bath, 0.8, rtol=1e-7)
        for name in AVERAGES:
            apart = abs(getattr(together, name)[k] - getattr(alone, name))
            assert apart <= getattr(together.errors, name)[k] + getattr(alone.errors, name), (name, bias)


def random_modes(seed):
    """Three to six modes, slow and fast, and three biases."""
    rng = np.random.default_rng(seed)
    count = rng.integers(3, 7)
    xi = np.exp(rng.uniform(np.log(0.02), np.log(5.0), count))
    coupling = xi * np.sqrt(np.exp(rng.uniform(np.log(0.01), np.log(0.5), count)) / count)
    return 1.0, np.exp(rng.uniform(np.log(0.03), np.log(3.0), 3)), DiscreteBath(xi, coupling), 1.0


def test_a_poor_fit_is_no_further_from_the_modes_themselves_than_it_says(monkeypatch):
    """As many oscillators as there are modes are exact; fewer come near what they claim, but not beyond."""
    shares = []
    for seed in (1, 4, 9, 12, 16, 19):
        fits = {}
        for aim, rtol in ((1e-9, 1e-6), (3.0, 1e-4), (300.0, 1e-4)):
            monkeypatch.setattr(ground, "FIT", aim)
            fits[aim] = biased_spin_equilibrium(np.inf, *random_modes(seed), rtol=rtol)
        exact = fits.pop(1e-9)
        for name in AVERAGES:
            off = [np.abs(getattr(fit, name) - getattr(exact, name)) for fit in fits.values()]
            shares.append(
                np.max([one / getattr(fit.errors, name) for one, fit in zip(off, fits.values(), strict=True)])
            )
    closest = np.max(np.reshape(shares, (-1, 2)), axis=0)
    assert np.all(closest <= 1) and np.all(closest > [0.3, 0.1]), closest


def test_an_ohmic_bath_approaches_the_ground_state_like_the_square_of_the_temperature():
    point = 1.0, [0.1, -0.3], PowerLawBath(0.05, 1.0, 1.0), 1.0
    ground = biased_spin_equilibrium(np.inf, *point, rtol=1e-4)
    thermal = [biased_spin_equilibrium(beta, *point, rtol=1e-6) for beta in (20.0, 40.0)]
    for name in ("coherence", "polarization"):
        warm, cold = (getattr(state, name) - getattr(ground, name) for state in thermal)
        assert warm / cold == pytest.approx(4.0, rel=0.15), name
    assert ground.converged.all() and np.array_equal(np.sign(ground.coherence), [1.0, -1.0])


def test_input_spins_are_all_down():
    bath = PowerLawBath(0.1, 1.0, 1.0)
    arms = [Arm(bath, 0.05, 1.0, np.ones(count)) for count in (1, 3)]
    many = exact_equilibria(np.inf, 1.0, arms, rtol=1e-3)
    biases = -4 * 0.05 * bath.reorganization_energy * np.array([1, 3])
    single = biased_spin_equilibrium(np.inf, 1.0, biases, bath, 1.0, rtol=1e-3)
    assert np.all(np.abs(many.coherence - single.coherence) <= many.error + single.error)
    one = exact_equilibrium(np.array([200.0, np.inf]), 1.0, arms[0], rtol=1e-3)
    assert one.coherence.shape == (2,) and one.coherence[0] == pytest.approx(one.coherence[1], rel=1e-2)


@pytest.mark.parametrize(
    "arguments, named",
    [
        ((0.0, 0.3, 1.0), "omega_out = 0 at beta = inf"),
        ((1.0, 0.3, 0.0), "omega_in = 0 at beta = inf.*sign"),
        ((1.0, 0.0, 1.0), "bias.* = 0 at beta = inf.*sign"),
    ],
)
def test_what_has_no_ground_state_of_its_own_is_refused(arguments, named):
    omega, f_in, omega_in = arguments
    with pytest.raises(ValueError, match=named):
        exact_equilibrium(np.inf, omega, Arm(PowerLawBath(0.1, 1.0, 1.0), f_in, 1.0, [omega_in]))


@pytest.mark.parametrize("splitting, refused", [(0.5, False), (1.0, False), (1.5, True), (2.0, True)])
def test_opposite_input_spins_may_leave_no_bias(splitting, refused):
    """Both down they leave none. One of them up costs the splitting, but the bath pays one, and the output its part:
    that it is not enough for 1.5 only the solution tells."""
    arm = Arm(DiscreteBath([1.0], [1.0]), [0.5, -0.5], 0.3, [splitting, splitting])
    if refused:
        with pytest.raises(ValueError, match=r"bias.* = 0 at beta = inf.*sign"):
            exact_equilibrium(np.inf, 1.0, arm, rtol=1e-3)
    else:
        assert abs(exact_equilibrium(np.inf, 1.0, arm, rtol=1e-3).coherence) < 1e-12
