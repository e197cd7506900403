"""However outputs fall into groups of equal frequency, each output and each pair of them is what it is."""

from itertools import permutations, product

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


def partitions(total, largest=None):
    """All ways to write a number as a sum, as decreasing tuples."""
    largest = total if largest is None else largest
    if not total:
        yield ()
    for first in range(min(total, largest), 0, -1):
        yield from ((first, *rest) for rest in partitions(total - first, first))


def frequencies(sizes):
    """Groups of these sizes, dealt out in turns so that no group stands together."""
    deck = sorted((turn, 0.7 + 0.4 * group) for group, size in enumerate(sizes) for turn in range(size))
    return [omega for _, omega in deck]


UP_TO_FOUR = sorted({order for count in (2, 3, 4) for sizes in partitions(count) for order in permutations(sizes)})


@pytest.mark.parametrize("sizes", UP_TO_FOUR)
def test_outputs_in_groups_of_any_sizes_are_the_plain_hamiltonian(sizes):
    """The large group may be the fast one or the slow one."""
    omega_out = frequencies(sizes)
    coherence, covariance, _, log_ratio = thermal_moments(1.0, [0.9], [0.5], omega_out, 0.4, 2.0, 0.4, 8)
    state = exact_outputs(1.0, omega_out, Arm(DiscreteBath([2.0], [0.4]), 0.5, 0.4, 0.9), rtol=1e-3)
    assert np.abs(state.coherence - coherence).max() <= state.error <= 1e-3
    assert np.abs(state.covariance - covariance).max() <= state.error
    assert state.log_partition == pytest.approx(log_ratio, abs=1e-3)


@pytest.mark.parametrize("sizes", [sizes for count in (5, 6) for sizes in partitions(count) if sizes[1:2] > (1,)])
def test_outputs_in_groups_of_any_sizes_are_independent_without_a_bath(sizes):
    """Whatever the collective spins do to each other cancels; ln Z is that of free spins."""
    omega_out, beta = np.array(frequencies(sizes)), 1.5
    state = exact_outputs(beta, omega_out, Arm(DiscreteBath([1.1], [0.3]), 0.5, 0.0, 0.9), rtol=1e-9)
    assert state.coherence == pytest.approx(np.zeros(len(omega_out)), abs=1e-12)
    assert state.covariance == pytest.approx(np.eye(len(omega_out)), abs=1e-9)
    one_input = np.log(2 * np.cosh(beta * 0.9 / 2)) + beta * 0.5**2 * 0.3**2 / 1.1
    assert state.log_partition == pytest.approx(one_input + np.log(2 * np.cosh(beta * omega_out / 2)).sum(), abs=1e-9)


@pytest.mark.parametrize("sizes", [(1,) * 7, (3, 3, 3, 1), (15, 7), (127,)])
def test_as_many_outputs_as_are_valid_are_solved_and_no_more(sizes):
    """Without a bath, where ln Z is that of free spins; one more output of a frequency of its own is refused."""
    omega_out, beta, arm = np.array(frequencies(sizes)), 1.5, Arm(DiscreteBath([1.1], [0.3]), 0.0, 0.0, 0.9)
    state = exact_outputs(beta, omega_out, arm, rtol=1e-3)
    free = np.log(2 * np.cosh(beta * np.append(omega_out, 0.9) / 2)).sum()
    assert state.converged and state.log_partition == pytest.approx(free, rel=1e-3)
    with pytest.raises(ValueError, match="makes 256 states; valid: at most 128"):
        exact_outputs(beta, np.append(omega_out, 9.0), arm, rtol=1e-3)
