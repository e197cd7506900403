"""What a user meets at the edges: slow spins, empty arrays, things that are not baths."""

import numpy as np
import pytest

from autocoherence import (
    Arm,
    DiscreteBath,
    PowerLawBath,
    exact_equilibria,
    exact_equilibrium,
    exact_oscillator,
    exact_outputs,
    polarization_shift,
    self_induced_coherence,
)

BATH = DiscreteBath([1.2], [0.6])


@pytest.mark.parametrize("bath", [BATH, PowerLawBath(0.1, 1.0, 1.0)])
def test_the_polarization_of_a_slow_spin_is_linear_in_its_frequency(bath):
    """Its effect on ln z is quadratic: a fit of the bath judged by ln z alone would forget the bath."""
    arm = Arm(bath, f_in=0.3, f_out=0.6, omega_in=1.0)
    slow, slower = (exact_equilibrium(9.5, omega, arm).polarization / omega for omega in (1e-4, 1e-6))
    assert slower == pytest.approx(slow, rel=1e-7)


def test_nothing_asked_gives_nothing():
    arm = Arm(BATH, f_in=0.3, f_out=0.3, omega_in=1.0)
    state = exact_equilibrium(np.ones((3, 1)), np.ones((1, 0)), arm)
    assert state.coherence.shape == state.error.shape == state.converged.shape == (3, 0)
    outputs = exact_outputs(np.ones(0), [1.0, 2.0], arm)
    assert outputs.coherence.shape == (0, 2) and outputs.covariance.shape == (0, 2, 2) and outputs.error.shape == (0,)


def test_a_frequency_whose_square_underflows_is_no_nan():
    assert 0 <= polarization_shift(2.0, 1e-200, BATH, 0.3) < 1e-190


@pytest.mark.parametrize("bath", [None, PowerLawBath])
def test_what_is_not_a_bath_is_refused_by_name(bath):
    with pytest.raises(ValueError, match="bath = "):
        exact_oscillator(1.0, 1.0, 1.0, bath, 0.1, 0.1)
    with pytest.raises(ValueError, match="bath = "):
        self_induced_coherence(1.0, 1.0, bath, 0.1, 0.1)


def test_systems_that_are_no_list_are_refused_by_name():
    with pytest.raises(ValueError, match="systems = None"):
        exact_equilibria(1.0, 1.0, None)
