"""The exact equilibrium at zero temperature: against the plain Hamiltonian, the cold limit, and what has no limit."""

import numpy as np
import pytest
from small_hamiltonian import thermal_moments

from autocoherence import Arm, DiscreteBath, PowerLawBath, biased_spin_equilibrium, exact_equilibria, exact_equilibrium


@pytest.mark.parametrize("bias", [1e-3, 0.3, -1.0])
@pytest.mark.parametrize("frequency, coupling, levels", [(1.3, 0.6, 40), (0.5, 0.4, 60)])
def test_plain_hamiltonian(bias, frequency, coupling, levels):
    """One mode, so cold that nothing is left of heat."""
    coherence, _, polarization, _ = thermal_moments(1e4, [], [], [1.0], 0.7, frequency, coupling, levels, bias)
    state = biased_spin_equilibrium(np.inf, 1.0, bias, DiscreteBath([frequency], [coupling]), 0.7, rtol=1e-7)
    true = np.abs([state.coherence - coherence[0], state.polarization - polarization[0]])
    assert np.all(true <= [state.error + 1e-12, state.errors.polarization + 1e-12]) and state.converged
    assert state.log_partition == np.inf


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
