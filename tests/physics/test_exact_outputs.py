"""Several output spins against the plain Hamiltonian, one output, and the leading-order formulas."""

import numpy as np
import pytest
from small_hamiltonian import thermal_moments

from autocoherence import (
    Arm,
    DiscreteBath,
    PowerLawBath,
    exact_equilibrium,
    exact_outputs,
    induced_coherence,
    output_covariance,
)


@pytest.mark.parametrize("omega_out", [[1.0, 1.0], [1.0, 0.7], [0.7, 1.0, 0.7]])
def test_plain_hamiltonian(omega_out):
    f_in, levels = [0.5, -0.3], 14
    coherence, covariance, _, log_ratio = thermal_moments(2.5, [0.9, 1.3], f_in, omega_out, 0.3, 1.1, 0.4, levels)
    state = exact_outputs(2.5, omega_out, Arm(DiscreteBath([1.1], [0.4]), f_in, 0.3, [0.9, 1.3]), rtol=1e-8)
    assert state.converged
    assert state.coherence == pytest.approx(coherence, abs=1e-8)
    assert state.covariance == pytest.approx(covariance, abs=1e-8)
    assert state.log_partition == pytest.approx(log_ratio, abs=1e-7)


def test_the_claimed_error_holds_where_two_hops_of_the_triplet_matter():
    beta, omega, mode, coupling, f_in, f_out, omega_in = 6.7999, 0.98098, 0.98098, 0.19954, 0.38980, 0.57431, 1.99263
    _, covariance, _, _ = thermal_moments(beta, [omega_in], [f_in], [omega] * 2, f_out, mode, coupling, 30)
    arm = Arm(DiscreteBath([mode], [coupling]), f_in, f_out, omega_in)
    state = exact_outputs(beta, [omega, omega], arm, rtol=1e-6)
    assert np.max(np.abs(state.covariance - covariance)) <= state.error <= 1e-6


def test_one_output_is_the_single_spin():
    arm = Arm(PowerLawBath(0.1, 1.0, 1.0), 0.5, 0.3, [1.0, 0.8])
    one, many = exact_equilibrium(2.0, 1.0, arm), exact_outputs(2.0, [1.0], arm, rtol=1e-8)
    assert many.coherence[0] == pytest.approx(one.coherence, abs=1e-8)
    assert many.covariance[0, 0] == pytest.approx(1 - one.coherence**2, abs=1e-8)
    assert many.log_partition == pytest.approx(one.log_partition, abs=1e-8)


def test_weak_coupling_is_section_5():
    """Corrections are O(f^2): four times smaller at half the coupling."""
    off = []
    for f in (0.2, 0.1):
        arm = Arm(PowerLawBath(0.05, 0.5, 2.0), f, f, [1.0, 1.0])
        state = exact_outputs(1.5, [0.8, 1.2], arm, rtol=1e-9)
        leading = induced_coherence(1.5, np.array([0.8, 1.2]), arm)
        off.append(
            [
                *(state.coherence / leading - 1),
                state.covariance[0, 1] / output_covariance(1.5, 0.8, 1.2, arm.bath, f) - 1,
            ]
        )
    ratios = np.divide(*off)
    assert np.all(np.abs(off[1]) < 0.02)
    assert ratios == pytest.approx(4.0, rel=0.05)


def test_equal_outputs_are_the_limit_of_different_ones():
    """Collective blocks of four spins against two pairs whose frequencies nearly agree."""
    arm = Arm(PowerLawBath(0.1, 1.0, 1.0), 0.5, 0.3, [1.0, 1.0])
    equal = exact_outputs(2.0, np.ones(4), arm)
    pairs = exact_outputs(2.0, [1.0, 1.0, 1.0 + 1e-7, 1.0 + 1e-7], arm)
    assert equal.coherence == pytest.approx(pairs.coherence, abs=3e-7)
    assert equal.covariance == pytest.approx(pairs.covariance, abs=3e-7)


def test_shapes():
    arm = Arm(PowerLawBath(0.01, 1.0, 1.0), 0.5, 0.3, 1.0)
    state = exact_outputs(np.array([0.5, 1.0, 2.0]), np.ones((3, 2)), arm, rtol=1e-4)
    assert state.coherence.shape == (3, 2) and state.covariance.shape == (3, 2, 2) and state.error.shape == (3,)
    with pytest.raises(ValueError, match="omega_out"):
        exact_outputs(1.0, [], arm)
