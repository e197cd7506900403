"""However outputs fall into groups of equal frequency, each output and each pair of them is what it is."""

from itertools import product

import numpy as np
import pytest
from small_hamiltonian import thermal_moments

from autocoherence import Arm, DiscreteBath, PowerLawBath, exact_outputs

ARM = Arm(PowerLawBath(0.1, 1.0, 1.0), 0.5, 0.3, [1.0, 0.8])
SMALL = 1e-7


@pytest.mark.parametrize("count", [2, 3, pytest.param(4, marks=pytest.mark.slow)])
def test_nearly_equal_outputs_are_equal_ones(count):
    """One group, two, or as many as there are outputs."""
    whole = exact_outputs(2.0, np.ones(count), ARM, rtol=1e-7)
    for steps in sorted({tuple(sorted(row)) for row in product(range(count), repeat=count - 1)})[:: count - 1]:
        parts = exact_outputs(2.0, 1.0 + SMALL * np.array([0, *steps]), ARM, rtol=1e-7)
        assert parts.coherence == pytest.approx(whole.coherence, abs=3 * SMALL)
        assert parts.covariance == pytest.approx(whole.covariance, abs=3 * SMALL)
        assert parts.log_partition == pytest.approx(whole.log_partition, abs=10 * SMALL)


@pytest.mark.parametrize("omega_out", [[1.0, 0.7, 1.4], [1.4, 0.7, 1.0, 0.7]])
def test_three_groups_are_the_plain_hamiltonian(omega_out):
    coherence, covariance, _, log_ratio = thermal_moments(2.0, [0.9], [0.5], omega_out, 0.3, 1.1, 0.4, 12)
    state = exact_outputs(2.0, omega_out, Arm(DiscreteBath([1.1], [0.4]), 0.5, 0.3, 0.9), rtol=1e-7)
    assert state.coherence == pytest.approx(coherence, abs=1e-7)
    assert state.covariance == pytest.approx(covariance, abs=1e-7)
    assert state.log_partition == pytest.approx(log_ratio, abs=1e-6)
