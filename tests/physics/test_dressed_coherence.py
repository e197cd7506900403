"""Input spins traced out: against enumeration, the weak-coupling formula, A, B, C, D, and at ten thousand spins."""

from itertools import permutations, product

import numpy as np
import pytest
from small_hamiltonian import thermal_moments

from autocoherence import Arm, DiscreteBath, PowerLawBath, dressed_coherence, induced_coherence, second_order_kernel
from autocoherence.input_spins import bias_distribution

BATH, OTHER = PowerLawBath(0.1, 1.0, 1.0), DiscreteBath([0.7, 1.9], [0.3, 0.2])
ARMS = [Arm(BATH, [0.5, -0.3, 0.5, 0.2], 0.3, [1.0, 0.4, 1.7, 0.9]), Arm(OTHER, 0.8, -0.4, [0.6, 0.6, 1.1])]


def enumerated(beta, omega, arms, order):
    """Eqs. (60), (61), configuration by configuration, with 2 x 2 matrices."""
    pauli = np.array([[[1, 0], [0, 1]], [[1, 0], [0, -1]], [[0, 1], [1, 0]], [[0, -1j], [1j, 0]]])
    spins = [(arm, f, w) for arm in arms for f, w in zip(*np.broadcast_arrays(arm.f_in, arm.omega_in), strict=True)]
    total, norm = 0.0, 0.0
    for signs in product((1, -1), repeat=len(spins)):
        bias, exponent = 0.0, 0.0
        for arm in arms:
            own = [(f, w, s) for (a, f, w), s in zip(spins, signs, strict=True) if a is arm]
            drive, omega_big = sum(f * s for f, _, s in own), arm.bath.reorganization_energy
            bias += 4 * arm.f_out * omega_big * drive
            exponent += beta * omega_big * drive**2 - beta / 2 * sum(w * s for _, w, s in own)
        splitting, angle = np.hypot(omega, bias), np.arctan2(bias, omega)
        dressing = np.array([1, 0, 0, 0], complex)
        for arm in arms if order else ():
            modes = arm.bath.modes
            kernel = second_order_kernel(modes.frequencies, splitting, angle, beta)
            dressing += arm.f_out**2 * np.array([np.sum(modes.weights * modes.frequencies * part) for part in kernel])
        state = np.diag(np.exp(-beta * splitting / 2 * np.array([1, -1]))) @ np.tensordot(dressing, pauli, axes=1)
        observable = np.cos(angle) * pauli[2] - np.sin(angle) * pauli[1]
        total += np.exp(exponent) * np.trace(state @ observable)
        norm += np.exp(exponent) * np.trace(state)
    assert abs(total.imag) < 1e-12 * abs(total)
    return (total / norm).real


@pytest.mark.parametrize("order", [0, 2])
@pytest.mark.parametrize("beta, omega", [(0.7, 0.9), (3.0, 0.2), (2.0, 0.0)])
def test_enumeration(beta, omega, order):
    if omega == 0 and order == 2:
        omega = 1e-9  # the printed angle has no meaning at omega = bias = 0; the limit has
    assert dressed_coherence(beta, omega, ARMS, order) == pytest.approx(enumerated(beta, omega, ARMS, order), rel=1e-11)


def test_no_output_coupling_to_the_fluctuations_is_the_plain_hamiltonian():
    """Order 0 errs by O(f_out^2), order 2 by O(f_out^4): factors 4 and 16 per halved coupling, signs included."""
    errors = {0: [], 2: []}
    for scale in (0.2, 0.1):
        exact = thermal_moments(2.5, [0.9, 1.3], [0.5, -0.3], [1.0], scale, 1.1, 0.4)[0][0]
        arm = Arm(DiscreteBath([1.1], [0.4]), [0.5, -0.3], scale, [0.9, 1.3])
        for order in (0, 2):
            errors[order].append(dressed_coherence(2.5, 1.0, arm, order) / exact - 1)
    assert errors[0][0] / errors[0][1] == pytest.approx(4, rel=0.05)
    assert errors[2][0] / errors[2][1] == pytest.approx(16, rel=0.1)
    assert abs(errors[2][0]) < 0.05 * abs(errors[0][0])


def test_weak_coupling_is_equation_65():
    arms = [Arm(BATH, 1e-4, 1e-4, [1.0, 0.4]), Arm(OTHER, -3e-4, 1e-4, [0.6])]
    for order in (0, 2):
        assert dressed_coherence(1.3, 0.8, arms, order) == pytest.approx(induced_coherence(1.3, 0.8, arms), rel=1e-6)


def test_binomial_weights_are_the_convolved_ones():
    """A thousand equal spins by binomials, and split into two groups whose frequencies differ by rounding only."""
    equal = bias_distribution(2.0, 1.0, [Arm(BATH, 0.01, 0.3, np.full(1000, 0.7))])
    split = bias_distribution(2.0, 1.0, [Arm(BATH, 0.01, 0.3, np.append(np.full(400, 0.7), np.full(600, 0.7 + 1e-15)))])
    assert split.bias == pytest.approx(equal.bias)
    assert split.log_weight == pytest.approx(equal.log_weight, rel=1e-12)


@pytest.mark.parametrize("order", [0, 2])
@pytest.mark.parametrize("f_in", [1e-4, 1e-2, 0.3])
def test_ten_thousand_spins_per_arm(order, f_in):
    arms = [
        Arm(BATH, f_in, 0.03, np.full(10_000, 1.0)),
        Arm(PowerLawBath(0.07, 0.5, 2.0), f_in, 0.02, np.full(10_000, 0.7)),
    ]
    coherence = dressed_coherence(2.0, 1.0, arms, order)
    weak = induced_coherence(2.0, 1.0, arms)
    assert -1 < coherence < 0 and abs(coherence) < 1.001 * abs(weak)
    if f_in == 1e-4:
        assert coherence == pytest.approx(weak, rel=0.06)


def test_leaving_out_the_negligible_changes_nothing():
    """Two arms of 300 spins, pruned, against all 301 x 301 pairs."""
    arms = [Arm(BATH, 0.03, 0.2, np.full(300, 1.0)), Arm(OTHER, 0.05, 0.3, np.full(300, 0.8))]
    pruned = bias_distribution(1.5, 1.0, arms)
    each = [bias_distribution(1.5, 1.0, [arm]) for arm in arms]
    bias = np.add.outer(each[0].bias, each[1].bias)
    exponent = np.add.outer(each[0].log_weight, each[1].log_weight) + 0.75 * np.hypot(1.0, bias)
    weight = np.exp(exponent - exponent.max())
    kept = np.exp(pruned.log_weight + 0.75 * np.hypot(1.0, pruned.bias) - exponent.max())
    assert pruned.bias.size < bias.size
    assert kept.sum() == pytest.approx(weight.sum(), rel=1e-13)
    assert kept @ pruned.bias == pytest.approx(np.sum(weight * bias), rel=1e-12)


def test_shapes():
    beta, omega = np.array([0.5, 2.0])[:, None], np.array([0.3, 1.0, 4.0])
    grid = dressed_coherence(beta, omega, ARMS, 2)
    assert grid.shape == (2, 3)
    assert grid[1, 2] == dressed_coherence(2.0, 4.0, ARMS, 2) and np.ndim(dressed_coherence(2.0, 4.0, ARMS)) == 0
    batch = Arm(BATH, 0.5, np.array([0.1, 0.2]), np.array([[1.0, 1.0], [0.5, 2.0]]))
    assert dressed_coherence(1.0, 1.0, batch).shape == (2,)


@pytest.mark.parametrize(
    "arguments, named",
    [
        ((np.inf, 1.0, ARMS), "beta = inf"),
        ((-1.0, 1.0, ARMS), "beta"),
        ((1.0, -1.0, ARMS), "omega_out"),
        ((1.0, 1.0, []), "arms"),
        ((1.0, 1.0, ARMS, 1), "order = 1"),
        (([1.0, 2.0], [1.0, 2.0, 3.0], ARMS), "shapes"),
        ((1.0, 1.0, Arm(BATH, np.sqrt(np.arange(1, 41)), 0.1, np.ones(40))), "distinct biases"),
    ],
)
def test_bad_input(arguments, named):
    with pytest.raises(ValueError, match=named):
        dressed_coherence(*arguments)


@pytest.mark.parametrize("cutoffs", [(0.3, 1.0, 300.0), (5.0, 0.01, 2000.0)])
def test_the_fastest_bath_may_be_that_of_any_arm(cutoffs):
    """Its modes are the farthest that any sum has to reach, whichever arm they belong to."""
    arms = [Arm(PowerLawBath(0.02 / one, 3.0, one), 0.4, 0.3, [1.0, 0.7]) for one in cutoffs]
    found = [dressed_coherence(2.0, 1.0, order, 2) for order in permutations(arms)]
    assert found == pytest.approx([found[0]] * len(found), rel=1e-13)
