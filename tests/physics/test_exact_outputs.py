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
from autocoherence.exact import ground


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


class TestGroundState:
    """Against the plain Hamiltonian, the cold limit, one output, and each other."""

    ARM = Arm(DiscreteBath([1.1], [0.4]), [0.5, -0.3], 0.3, [0.9, 1.3])
    OHMIC = Arm(PowerLawBath(0.05, 1.0, 1.0), 0.2, 0.8, [1.0, 0.8])

    @pytest.mark.parametrize("omega_out", [[1.0, 1.0], [1.0, 0.7], [0.7, 1.0, 0.7], [2.0, 0.3]])
    def test_plain_hamiltonian(self, omega_out):
        coherence, covariance, _, _ = thermal_moments(2e3, [0.9, 1.3], [0.5, -0.3], omega_out, 0.3, 1.1, 0.4, 14)
        state = exact_outputs(np.inf, omega_out, self.ARM, rtol=1e-7)
        assert state.converged and state.log_partition == np.inf and state.error <= 1e-7
        assert np.max(np.abs(state.coherence - coherence)) <= state.error
        assert np.max(np.abs(state.covariance - covariance)) <= state.error

    def test_a_slow_mode_that_is_a_classical_field_is_off_by_no_more_than_is_claimed(self, monkeypatch):
        """Its fluctuations are what the covariance lacks; one oscillator for two modes, or none."""
        shares = []
        for seed in range(9):
            rng = np.random.default_rng(seed)
            slow, omega_out = 10.0 ** rng.uniform(-3, 0), [1.0, rng.uniform(0.2, 1.0), 1.0][: rng.integers(2, 4)]
            bath = DiscreteBath([slow, 1.5], [slow * rng.uniform(0.05, 0.5), 0.3])
            arm = Arm(bath, rng.uniform(0.05, 0.5), 0.6, [1.0])
            good = exact_outputs(np.inf, omega_out, arm, rtol=1e-6)
            assert good.converged
            for modes in (0, 1):
                with monkeypatch.context() as patch:
                    patch.setattr(ground, "MODES", modes)
                    poor = exact_outputs(np.inf, omega_out, arm, rtol=1e-6)
                off = [np.max(np.abs(getattr(poor, n) - getattr(good, n))) for n in ("coherence", "covariance")]
                shares.append(np.max(off) / (poor.error + good.error))
                assert not poor.converged
        assert 0.04 < max(shares) <= 1, "smaller errors would pass, or these are too small"

    @pytest.mark.parametrize("omega_out", [[1.0], [1.0, 1.0], [1.0, 0.5, 1.0]])
    def test_a_bath_without_oscillators_is_a_classical_field(self, omega_out, monkeypatch):
        """Each output by itself in the field of all, and input spins in the state of least energy, on both sides of
        where another one is: a spin of opposite coupling is flipped if that costs less than it brings."""
        monkeypatch.setattr(ground, "MODES", 0)
        bath, f_in, f_out, omega_out = DiscreteBath([0.01], [0.03]), np.array([0.5, -0.2]), 0.7, np.array(omega_out)
        omega = bath.reorganization_energy

        def classical(s):
            bias, coherence = 4 * f_out * omega * s, np.zeros(omega_out.size)
            for _ in range(100):
                field = bias + 4 * f_out**2 * omega * coherence.sum()
                coherence = field / np.hypot(omega_out, field)
            spins = -np.sum(np.hypot(omega_out, field)) / 2
            return spins + f_out**2 * omega * coherence.sum() ** 2 - omega * s**2, coherence

        (down, low), (flipped, high) = classical(-f_in.sum()), classical(-np.abs(f_in).sum())
        for side, coherence in ((1 - 1e-3, high), (1 + 1e-3, low)):
            arm = Arm(bath, f_in, f_out, [1.0, side * (down - flipped)])
            state = exact_outputs(np.inf, omega_out, arm, rtol=1e-3)
            assert state.coherence == pytest.approx(coherence, abs=1e-9)
            assert state.covariance == pytest.approx(np.diag(1 - coherence**2), abs=1e-9)

    def test_it_is_where_the_cold_ends(self):
        """Like the square of the temperature in an Ohmic bath; the covariance as the coherence."""
        omega_out = [1.0, 0.7, 1.0]
        cold = exact_outputs(np.inf, omega_out, self.OHMIC, rtol=1e-3)
        warm = [exact_outputs(beta, omega_out, self.OHMIC, rtol=1e-5) for beta in (10.0, 20.0)]
        for name in ("coherence", "covariance"):
            first, second = (getattr(one, name) for one in warm)
            limit = second + (second - first) / 3
            apart = np.max(np.abs(getattr(cold, name) - limit))
            assert apart < 0.1 * np.max(np.abs(second - first)) + cold.error, name

    def test_one_output_is_the_single_spin(self):
        one, many = (
            solve(np.inf, spin, self.ARM, rtol=1e-6)
            for solve, spin in ((exact_equilibrium, 1.0), (exact_outputs, [1.0]))
        )
        assert many.coherence[0] == pytest.approx(one.coherence, abs=1e-6)
        assert many.covariance[0, 0] == pytest.approx(1 - one.coherence**2, abs=1e-6)

    def test_order_and_groups_of_outputs(self):
        """A permutation permutes; equal outputs are the limit of different ones."""
        omegas, order = np.array([1.0, 0.6, 1.0, 0.8]), [3, 0, 2, 1]
        one = exact_outputs(np.inf, [omegas, omegas[order]], self.ARM, rtol=1e-6)
        assert np.array_equal(one.coherence[0][order], one.coherence[1])
        assert np.array_equal(one.covariance[0][np.ix_(order, order)], one.covariance[1])
        equal = exact_outputs(np.inf, np.ones(3), self.ARM, rtol=1e-6)
        other = exact_outputs(np.inf, [1.0, 1.0 + 1e-8, 1.0], self.ARM, rtol=1e-6)
        assert equal.coherence == pytest.approx(other.coherence, abs=2e-6)
        assert equal.covariance == pytest.approx(other.covariance, abs=2e-6)

    def test_warm_and_cold_in_one_call(self):
        both = exact_outputs([2.0, np.inf], [1.0, 1.0], self.ARM, rtol=1e-6)
        assert np.array_equal(np.isinf(both.log_partition), [False, True]) and both.converged.all()
        assert np.array_equal(both.coherence[1], exact_outputs(np.inf, [1.0, 1.0], self.ARM, rtol=1e-6).coherence)

    @pytest.mark.parametrize(
        "omega_out, arm, named",
        [
            ([1.0, 0.0], ARM, "omega_out = 0 at beta = inf"),
            ([1.0, 1.0], Arm(ARM.bath, 0.5, 0.3, [1.0, 0.0]), "omega_in = 0 at beta = inf.*sign"),
            ([1.0, 1.0], Arm(ARM.bath, 0.0, 0.3, 1.0), "bias.* = 0 at beta = inf.*sign"),
            ([1.0, 1.0], Arm(ARM.bath, [0.2, -0.2], 0.3, [1.0, 1.0]), "bias.* = 0 at beta = inf.*sign"),
        ],
    )
    def test_what_has_no_ground_state_of_its_own_is_refused(self, omega_out, arm, named):
        with pytest.raises(ValueError, match=named):
            exact_outputs(np.inf, omega_out, arm)
