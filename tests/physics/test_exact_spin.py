"""The exact equilibrium of the output spin against methods that share nothing with it."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from path_sum import path_sum
from small_hamiltonian import thermal_moments

from autocoherence import (
    Arm,
    DiscreteBath,
    PowerLawBath,
    biased_spin_equilibrium,
    dressed_coherence,
    exact_equilibria,
    exact_equilibrium,
)

TABLE = Path(__file__).parents[1] / "data" / "path_sum.csv"


def table():
    """The published grid, one list of rows (one per bias) for each bath and temperature."""
    groups = {}
    with TABLE.open() as file:
        for row in csv.DictReader(file):
            row = {name: float(value) for name, value in row.items()}
            groups.setdefault(tuple(row[n] for n in ("beta", "omega", "exponent", "cutoff", "strength")), []).append(
                row
            )
    return groups


GRID = table()


def check_against_table(key, rtol):
    beta, omega, exponent, cutoff, strength = key
    column = {name: np.array([row[name] for row in GRID[key]]) for name in GRID[key][0]}
    bath = PowerLawBath(strength, exponent, cutoff)
    state = biased_spin_equilibrium(beta, omega, column["bias"], bath, 1.0, rtol=rtol)
    true = np.abs(state.coherence - column["coherence"])
    assert state.converged.all()
    assert np.all(true <= state.error + column["error"] + 1e-13), (true, state.error)
    assert true.max() < 1e-7
    log_true = np.abs(state.log_partition - column["log_partition"])
    assert np.all(log_true <= state.errors.log_partition + column["log_error"] + 1e-12), (log_true, state.errors)
    assert log_true.max() < 1e-6


def test_the_path_sum_claims_what_it_is_off_by():
    """Against plain matrices; a tenth of what it claims would be exceeded."""
    generator, ratios = np.random.default_rng(3), []
    for _ in range(24):
        beta, omega, coupling = generator.uniform([0.8, 0.3, 0.1], [4.0, 1.5, 0.8])
        frequency, bias = generator.uniform(2, 5) / beta, np.array([0.0, 0.3, 1.0])
        exact = [thermal_moments(beta, [], [], [omega], 1.0, frequency, coupling, 60, one) for one in bias]
        for slices in (range(4, 10), range(4, 12)):
            found = path_sum(beta, omega, bias, DiscreteBath([frequency], [coupling]), 1.0, slices=slices)
            ratios += [
                [abs(found.coherence[k] - coherence[0]) / (found.error[k] + 2e-13),
                 abs(found.log_partition[k] - log_ratio) / (found.log_error[k] + 2e-13)]
                for k, (coherence, _, _, log_ratio) in enumerate(exact)
            ]  # fmt: skip
    assert np.all(np.max(ratios, axis=0) <= 1) and np.all(np.max(ratios, axis=0) > 0.1)


@pytest.mark.parametrize("key", sorted(GRID)[::6])
def test_path_sum_grid(key):
    check_against_table(key, 1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("rtol", [1e-6, 1e-8])
@pytest.mark.parametrize("key", sorted(GRID))
def test_whole_path_sum_grid(key, rtol):
    check_against_table(key, rtol)


def test_path_sum_of_a_single_mode():
    """The oracle itself, against the plain Hamiltonian: an input spin with omega_in -> 0 is a bias of either sign."""
    bath = DiscreteBath([1.3], [0.6])
    result = path_sum(2.0, 1.0, np.array([0.0]), bath, 0.7, slices=range(4, 17))
    _, _, _, log_ratio = thermal_moments(2.0, [], [], [1.0], 0.7, 1.3, 0.6, levels=40)
    assert result.log_partition[0] == pytest.approx(log_ratio, abs=1e-8)
    assert result.error[0] < 1e-12 and result.log_error[0] < 1e-7


@pytest.mark.parametrize("f_in", [[0.5, -0.3], [0.4, 0.4], [0.2, 0.7]])
def test_plain_hamiltonian_with_input_spins(f_in):
    coherence, _, polarization, log_ratio = thermal_moments(2.5, [0.9, 1.3], f_in, [1.0], 0.6, 1.1, 0.4)
    state = exact_equilibrium(2.5, 1.0, Arm(DiscreteBath([1.1], [0.4]), f_in, 0.6, [0.9, 1.3]))
    assert state.converged
    assert state.coherence == pytest.approx(coherence[0], abs=1e-9)
    assert state.polarization == pytest.approx(polarization[0], rel=1e-8)
    assert state.log_partition == pytest.approx(log_ratio, abs=1e-8)


@pytest.mark.parametrize("beta", [5.0, 50.0])
@pytest.mark.parametrize("bias", [0.02, 0.5])
@pytest.mark.parametrize("frequency, coupling, levels", [(0.5, 0.3, 50), (0.3, 0.5, 90), (2.0, 1.5, 40)])
def test_strong_coupling_in_the_cold(beta, bias, frequency, coupling, levels):
    """Two wells, up to eleven quanta apart, and a spin that is torn between them."""
    coherence, _, polarization, log_ratio = thermal_moments(beta, [], [], [1.0], 1.0, frequency, coupling, levels, bias)
    state = biased_spin_equilibrium(beta, 1.0, bias, DiscreteBath([frequency], [coupling]), 1.0)
    found = np.array([state.coherence, state.polarization, state.log_partition])
    true = np.abs(found - [coherence[0], polarization[0], log_ratio])
    claimed = np.array([state.error, state.errors.polarization, state.errors.log_partition])
    assert np.all(true < 1e-8) and np.all(true <= claimed + 1e-12), (true, claimed)


@pytest.mark.parametrize("omega, f_out", [(1.3, 0.0), (0.0, 0.8)])
def test_solvable_limits(omega, f_out):
    """No coupling, or no hopping: then the bath only shifts the energy."""
    bath, bias, beta = PowerLawBath(0.3, 0.5, 2.0), np.array([-1.0, 0.0, 0.4, 30.0]), 3.0
    state = biased_spin_equilibrium(beta, omega, bias, bath, f_out)
    splitting = np.hypot(omega, bias)
    slope = np.divide(bias, splitting, out=np.zeros(4), where=splitting > 0)
    assert state.converged.all()
    true = np.abs(state.coherence - slope * np.tanh(beta * splitting / 2))
    assert np.all(true <= state.error + 1e-13) and true.max() < 1e-11
    shift = beta * f_out**2 * bath.reorganization_energy
    assert state.log_partition == pytest.approx(shift + np.log(2 * np.cosh(beta * splitting / 2)))


def test_second_order_is_the_weak_coupling_limit():
    arms = [Arm(PowerLawBath(0.1, 1.0, 1.0), 0.5, f, [1.0, 0.6]) for f in (0.2, 0.1)]
    exact = [exact_equilibrium(3.0, 1.0, arm, rtol=1e-10).coherence for arm in arms]
    errors = [dressed_coherence(3.0, 1.0, arm, order=2) / value - 1 for arm, value in zip(arms, exact, strict=True)]
    assert errors[0] / errors[1] == pytest.approx(16, rel=0.1)


def test_many_arms_are_one_bath():
    """The same bath split over two arms without inputs of their own weight: f^2 adds up."""
    halves = [DiscreteBath([0.8, 2.0], np.sqrt(share) * np.array([0.3, 0.4])) for share in (0.25, 0.75)]
    whole = DiscreteBath([0.8, 2.0], [0.3, 0.4])
    split = exact_equilibrium(2.0, 1.0, [Arm(half, 0.0, 0.7, 1.0) for half in halves])
    joint = exact_equilibrium(2.0, 1.0, Arm(whole, 0.0, 0.7, 1.0))
    assert split.log_partition == pytest.approx(joint.log_partition + np.log(2 * np.cosh(1.0)), abs=1e-9)
    assert split.polarization == pytest.approx(joint.polarization, rel=1e-9)
    assert abs(split.coherence) < 1e-15 and abs(joint.coherence) < 1e-15 and split.converged


def test_many_systems_at_once_are_each_alone():
    bath, other = PowerLawBath(0.1, 1.0, 1.0), DiscreteBath([0.7, 1.9], [0.3, 0.2])
    systems = [
        [Arm(bath, 0.5, 0.3, np.ones(m)), Arm(other, 0.2, 0.4, np.ones(n))] for m, n in ((1, 2), (5, 1), (20, 3))
    ]
    together = exact_equilibria(2.0, 1.0, systems)
    alone = [exact_equilibrium(2.0, 1.0, system) for system in systems]
    assert together.converged.all()
    assert together.coherence == pytest.approx([one.coherence for one in alone], rel=2e-8)
    with pytest.raises(ValueError, match="baths or f_out"):
        exact_equilibria(2.0, 1.0, [Arm(bath, 0.5, 0.3, 1.0), Arm(bath, 0.5, 0.2, 1.0)])


def test_ten_thousand_input_spins():
    arm = Arm(PowerLawBath(0.1, 1.0, 1.0), 1e-3, 0.3, np.full(10_000, 1.0))
    state = exact_equilibrium(2.0, 1.0, arm)
    assert state.converged and -1 < state.coherence < 0
    assert state.coherence == pytest.approx(dressed_coherence(2.0, 1.0, arm, order=2), rel=1e-3)


def test_shapes_and_oddness():
    bath, bias = PowerLawBath(0.1, 2.0, 1.0), np.linspace(-2, 2, 5)
    state = biased_spin_equilibrium(np.array([0.5, 2.0])[:, None], 1.0, bias, bath, 0.4, rtol=1e-6)
    assert state.coherence.shape == state.error.shape == state.converged.shape == (2, 5)
    assert state.coherence == pytest.approx(-state.coherence[:, ::-1], abs=1e-13)
    assert np.ndim(biased_spin_equilibrium(0.5, 1.0, 0.1, bath, 0.4, rtol=1e-4).coherence) == 0


@pytest.mark.parametrize(
    "change, named",
    [
        ({"beta": np.inf, "bias": [0.1, 0.0]}, "bias = 0 at beta = inf"),
        ({"beta": np.inf, "omega": 0.0}, "omega_out = 0 at beta = inf"),
        ({"beta": 0.0}, "beta"),
        ({"omega": -1.0}, "omega"),
        ({"bias": np.nan}, "bias"),
        ({"f_out": "a"}, "f_out"),
        ({"rtol": 0.0}, "rtol"),
        ({"bath": 3}, "bath"),
        ({"beta": [1.0, 2.0], "bias": [1.0, 2.0, 3.0]}, "shapes"),
    ],
)
def test_bad_input(change, named):
    arguments = {
        "beta": 1.0,
        "omega": 1.0,
        "bias": 0.1,
        "bath": PowerLawBath(0.1, 1.0, 1.0),
        "f_out": 0.3,
        "rtol": 1e-6,
    }
    with pytest.raises(ValueError, match=named):
        biased_spin_equilibrium(**(arguments | change))


@pytest.mark.parametrize(("beta", "exponent"), [(1e11, 1.0), (1e12, 1.0), (2.0, 20.0)], ids=["cold", "colder", "stiff"])
def test_what_takes_too_many_states_says_what_to_change(beta, exponent):
    arm = Arm(PowerLawBath(0.1, exponent, 1.0), 0.1, 1.0, 1.0)
    with pytest.raises(ValueError, match="takes too many states; valid: a smaller f_out or beta, or a larger rtol"):
        exact_equilibrium(beta, 1.0, arm, rtol=1e-6)


@pytest.mark.parametrize(
    "beta, frequency, coupling", [(1.0, 0.001, 0.1), (1.0, 0.01, 0.3), (5.0, 0.3, 9.0), (np.inf, 0.1, 2.0)]
)
def test_a_mode_of_too_many_quanta_is_named_and_how_many_it_may_have(beta, frequency, coupling):
    """A problem of so many has an answer; one of five times as many has none."""

    def solve(factor):
        return biased_spin_equilibrium(beta, 1.0, 0.3, DiscreteBath([frequency], [factor * coupling]), 1.0, rtol=1e-6)

    with pytest.raises(ValueError, match=f"the mode of xi = {frequency:g} .* quanta of it; valid: at most") as caught:
        solve(1.0)
    quanta, valid = (
        float(one) for one in re.findall(r"= (\S+) quanta of it; valid: at most ([^,]+),", str(caught.value))[0]
    )
    assert quanta == pytest.approx(4 * (coupling / frequency) ** 2, rel=1e-5)
    assert solve(np.sqrt(valid / quanta)).converged
    with pytest.raises(ValueError, match="quanta of it"):
        solve(np.sqrt(5 * valid / quanta))


@pytest.mark.parametrize("beta", [5.0, np.inf])
@pytest.mark.parametrize("quanta", [30, 100, 250, 700])
def test_a_hop_of_very_many_quanta_has_a_true_answer_or_none(beta, quanta):
    """What the spin is right after a hop is far from where it was, and all that is left of the polarization."""
    frequency, coupling = 0.3, 0.15 * np.sqrt(quanta)
    levels = int(quanta / 2 + 100)
    _, _, truth, _ = thermal_moments(min(beta, 1e3), [], [], [1.0], 1.0, frequency, coupling, levels, 0.3)
    assert abs(truth[0]) > 1e-3
    try:
        state = biased_spin_equilibrium(beta, 1.0, 0.3, DiscreteBath([frequency], [coupling]), 1.0, rtol=1e-6)
    except ValueError as error:
        assert quanta > 300 and "quanta of it" in str(error)
    else:
        assert abs(state.polarization - truth[0]) <= state.errors.polarization + 1e-11


@pytest.mark.parametrize("worst", range(3))
def test_the_mode_that_takes_too_many_states_is_named(worst):
    """It is one of the bath, though modes as slow as these become one oscillator of the solver."""
    frequencies, couplings = np.array([0.001, 0.002, 0.004]), np.full(3, 1e-6)
    couplings[worst] = 15 * frequencies[worst]
    with pytest.raises(
        ValueError, match=rf"xi = {frequencies[worst]:g} takes .* / xi\^2 = 900 quanta of it; valid: "
    ) as caught:
        biased_spin_equilibrium(5.0, 1.0, [0.3], DiscreteBath(frequencies, couplings), 1.0)
    valid = float(re.findall(r"at most ([^,]+),", str(caught.value))[0])
    couplings[worst] *= np.sqrt(valid / 900)
    assert biased_spin_equilibrium(5.0, 1.0, [0.3], DiscreteBath(frequencies, couplings), 1.0).converged.all()
