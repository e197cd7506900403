"""What the exact answers claim about their own errors: against other fits, other ladders and another method."""

import csv
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from random_spins import QUANTITIES, otherwise, random_point, share

from autocoherence import Arm, DiscreteBath, PowerLawBath, biased_spin_equilibrium, exact_equilibrium, exact_outputs
from autocoherence.exact import ground, solver, zigzag
from autocoherence.exact.kernel import merged_bath
from autocoherence.exact.state import Mixtures
from autocoherence.exact.system import Spin

KINK_GAS = Path(__file__).parents[1] / "data" / "kink_gas.csv"


def check_claims(seed):
    point, claimed = random_point(seed), {}
    for rtol in (1e-3, 1e-5):
        claimed[rtol] = biased_spin_equilibrium(*point, rtol=rtol)
    with otherwise():
        reference = biased_spin_equilibrium(*point, rtol=1e-7)
    for rtol, state in claimed.items():
        assert np.max(share(state, reference)) <= 1, (seed, rtol, point)
        assert np.all((state.error <= rtol * np.abs(state.coherence)) | ~state.verdicts.coherence)
    return all(np.all(state.converged) for state in claimed.values())


SLOW_IN_FAST = 323, 339, 464  # slow spins in fast baths: what they are right after a hop is hard to see


@pytest.mark.parametrize("seed", [*range(6), *SLOW_IN_FAST])
def test_claims_hold_against_another_fit_and_another_ladder(seed):
    assert check_claims(seed), "not converged"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 600))
def test_claims_hold_at_random_points(seed):
    check_claims(seed)


@pytest.mark.parametrize("beta, strength, exponent, cutoff", [(20.0, 0.5, 0.5, 10.0), (50.0, 0.5, 0.5, 10.0)])
@pytest.mark.slow
def test_states_that_have_just_hopped_are_not_forgotten(beta, strength, exponent, cutoff):
    """Localized spins, whose slow modes see a hop only through the fast ones."""
    point = beta, 1.0, [1 / beta, 0.3, 2.0], PowerLawBath(strength, exponent, cutoff), 1.0
    state = biased_spin_equilibrium(*point, rtol=1e-5)
    with otherwise():
        reference = biased_spin_equilibrium(*point, rtol=1e-6)
    assert np.max(share(state, reference)) <= 1 and state.converged.all()


def kink_gas():
    """Rows of the table, by bath."""
    groups = {}
    with KINK_GAS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            row = {name: float(value) for name, value in row.items()}
            groups.setdefault(tuple(row[n] for n in ("beta", "omega", "exponent", "cutoff", "strength")), []).append(
                row
            )
    return groups


def deviations(key, rows, rtol):
    """Differences from the Monte Carlo in units of its bars: (quantity, bias); the claimed errors are far smaller."""
    beta, omega, exponent, cutoff, strength = key
    bath = PowerLawBath(strength, exponent, cutoff)
    state = biased_spin_equilibrium(beta, omega, [row["bias"] for row in rows], bath, 1.0, rtol=rtol)
    table = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    for name in QUANTITIES[:2]:
        assert np.all(getattr(state.errors, name) < 0.3 * table[f"{name}_bar"]), key
    return np.array([(getattr(state, name) - table[name]) / table[f"{name}_bar"] for name in QUANTITIES[:2]])


def test_cold_and_strong_against_the_kink_gas():
    """A few baths of the table, which hold every way of being cold and strong; the whole table is slow."""
    groups = kink_gas()
    assert np.max(np.abs([deviations(key, groups[key], 1e-5) for key in sorted(groups)[::6]])) < 4.5


@pytest.mark.slow
def test_the_bars_of_the_kink_gas_are_honest():
    """All baths, with bars that are neither too short nor too long."""
    found = np.concatenate([deviations(key, rows, 1e-6).ravel() for key, rows in kink_gas().items()])
    assert np.max(np.abs(found)) < 4.5 and 0.75 < np.sqrt(np.mean(found**2)) < 1.3


def test_the_order_and_the_identity_of_arms_leave_every_bit():
    one = Arm(PowerLawBath(0.05, 1.0, 1.0), [0.3, -0.2], 0.4, [1.0, 0.7])
    two = Arm(DiscreteBath([1.9, 0.7], [0.2, 0.3]), 0.5, -0.3, 1.1)
    copy = Arm(PowerLawBath(0.05, 1.0, 1.0), [0.3, -0.2], 0.4, [1.0, 0.7])
    answers = [
        (exact_equilibrium(2.0, 1.0, arms, rtol=1e-5), exact_outputs(2.0, [1.0, 0.8], arms, rtol=1e-4))
        for arms in ([one, two, one], [one, one, two], [two, one, copy])
    ]
    for state, outputs in answers[1:]:
        first, other = answers[0]
        for name in ("coherence", "polarization", "log_partition", "error", "converged"):
            assert np.array_equal(getattr(state, name), getattr(first, name)), name
        for name in ("coherence", "covariance", "log_partition", "error"):
            assert np.array_equal(getattr(outputs, name), getattr(other, name)), name


class TestDegraded:
    """Solvers that are kept from doing their best must say so: no error may be smaller, no verdict better than true."""

    POINT = 5.0, 1.0, np.array([0.1, 0.7, 2.0]), PowerLawBath(0.3, 1.0, 3.0), 1.0

    @pytest.fixture
    def reference(self):
        return biased_spin_equilibrium(*self.POINT, rtol=1e-8)

    def checked(self, reference, rtol):
        state = biased_spin_equilibrium(*self.POINT, rtol=rtol)
        assert np.max(share(state, reference)) <= 1
        for name, size in zip(QUANTITIES, (np.abs(state.coherence), 1.0, np.abs(state.log_partition) + 1), strict=True):
            within = getattr(state.errors, name) <= rtol * size
            assert np.all(within | ~getattr(state.verdicts, name)), f"{name} is called converged and is not"
        return state

    @pytest.mark.parametrize("modes", [1, 2, 3])
    def test_too_few_oscillators(self, modes, reference, monkeypatch):
        monkeypatch.setattr(solver, "MODES", modes)
        state = self.checked(reference, 1e-7)
        assert not np.any(state.verdicts.coherence | state.verdicts.polarization | state.verdicts.log_partition)

    @pytest.mark.parametrize("modes", [1, 3, 5])
    def test_what_no_sweep_can_mend_ends_the_sweeps(self, modes, monkeypatch):
        """Which is a misfit too large by itself, as soon as it is what is left to be told."""
        sweep, cuts = zigzag.Zigzag.sweep, []
        monkeypatch.setattr(zigzag.Zigzag, "sweep", lambda self, cut: cuts.append(cut) or sweep(self, cut))
        monkeypatch.setattr(solver, "MODES", modes)
        state, inside = biased_spin_equilibrium(*self.POINT, rtol=1e-8), problem(*self.POINT, 1e-8)
        misfit = 2 * inside.fit.error * np.abs(state.coherence)
        assert np.all((state.errors.coherence > misfit) & (state.errors.coherence < 2 * misfit))
        assert len(cuts) < len(inside.cuts) - 1

    @pytest.mark.parametrize("cut", [1e-2, 1e-3, 1e-4, 1e-5])
    def test_too_high_cuts(self, cut, reference, monkeypatch):
        cuts = np.array([cut, cut, 0.01 * cut])
        monkeypatch.setattr(solver.Problem, "cuts", property(lambda _: cuts))
        state = self.checked(reference, 1e-7)
        assert not np.any(state.verdicts.coherence | state.verdicts.polarization)


LADDERS = [  # of cuts: steep, shallow, and none at all
    (1e-1, 1e-1, 1e-1),
    (1e-2, 1e-2, 1e-2, 1e-2),
    (1e-3, 1e-3, 1e-3),
    (1e-2, 1e-2, 1e-4),
    (1e-3, 1e-3, 1e-4),
    (1e-1, 3e-2, 1e-2),
    (1e-2, 1e-3, 3e-4, 1e-4),
]


@pytest.mark.parametrize("seed", range(6))
def test_claims_hold_on_any_ladder_at_any_temperature(seed, monkeypatch):
    """A ladder that does not descend can tell nothing of its error, and does not pretend to."""
    beta, omega, biases, bath, f_out = random_point(seed)
    if seed % 2:
        beta, bath = np.inf, DiscreteBath([0.2, 0.7, 1.5, 3.0], 0.3 * np.random.default_rng(seed).random(4))
    point = beta, omega, biases, bath, f_out
    reference = biased_spin_equilibrium(*point, rtol=1e-7)
    for cuts in LADDERS:
        monkeypatch.setattr(solver.Problem, "cuts", property(lambda _, cuts=cuts: np.array(cuts)))
        state = biased_spin_equilibrium(*point, rtol=1e-5)
        with np.errstate(invalid="ignore"):  # ln z of a ground state
            assert np.nanmax(share(state, reference)) <= 1, (seed, cuts)
        assert len(set(cuts)) > 1 or (np.all(state.error > 0.1) and not np.any(state.converged)), (seed, cuts)


def problem(beta, omega, biases, bath, f_out, rtol):
    """What `biased_spin_equilibrium` solves, to look inside."""
    merged = merged_bath([bath], [f_out])
    if beta < np.inf:
        return solver.Problem([Spin(omega)], beta, omega, merged, max(biases), rtol)
    return ground.ground_state(Spin(omega), omega, merged, biases, rtol)


@pytest.mark.parametrize("beta", [5.0, np.inf])
@pytest.mark.parametrize("rtol", [1e-2, 1e-4, 1e-6])
def test_claims_are_no_less_than_what_is_known_to_be_missing(rtol, beta):
    """What follows, at the bias that moves most, if errors fall to four times the share of what is left out, or the
    change; the leaves, and twice the misfit; each found anew here."""
    point = TestDegraded.POINT if beta < np.inf else (beta, 1.0, TestDegraded.POINT[2], SMALL, 1.0)
    state, inside, sweeps = biased_spin_equilibrium(*point, rtol=rtol), problem(*point, rtol), []
    for curves, lost in inside.levels():
        sweeps.append((curves[0](point[2]), lost))
        if np.allclose(sweeps[-1][0][1:], [state.coherence, state.polarization], rtol=1e-14):
            break
    (before, lost_before), (last, lost) = sweeps[-2:]
    assert before is not last
    fit, least = inside.fit, 0.9 * max(5 * 4 * lost / (lost_before - 4 * lost), 1.0)
    leaves = 1e5 * zigzag.LEAF * inside.cuts[2]
    moved = [np.max(np.abs(last[1] / before[1] - 1)), np.max(np.abs(last[2] - before[2]) / np.max(np.abs(before[2])))]
    sizes = np.abs(last[1]), np.max(np.abs(last[2]))  # the polarization is no more certain where it is small
    for k, (name, misfit) in enumerate(zip(QUANTITIES[:2], (fit.error, fit.slow), strict=True)):
        missing = sizes[k] * (least * moved[k] + leaves + 2 * misfit)
        assert np.all(getattr(state.errors, name) >= 0.99 * missing), name
    if beta < np.inf:
        missing = least * np.max(np.abs(last[0] - before[0])) + leaves + 2 * fit.error
        assert np.all(state.errors.log_partition >= 0.999 * missing)


@pytest.mark.parametrize("beta, rtol", [(5.0, 1e-4), (5.0, 1e-8), (np.inf, 1e-4)])
def test_a_sweep_looks_at_other_biases_than_the_one_before(beta, rtol, monkeypatch):
    """But as far, and at as many: what the same ones miss no sweep would see."""
    seen, whole = [[0.0]], zigzag.Zigzag.anchors

    def anchors(self):
        found = whole(self)
        if not np.array_equal(found, seen[-1]):
            seen.append(found)
        return found

    monkeypatch.setattr(zigzag.Zigzag, "anchors", anchors)
    point = TestDegraded.POINT if beta < np.inf else (beta, 1.0, TestDegraded.POINT[2], SMALL, 1.0)
    inside = problem(*point, rtol)
    for _, (_, lost) in zip(range(4), inside.levels(), strict=False):
        assert lost < 1e-3
    for one, two in pairwise(seen[-4:]):
        assert one.size == two.size and one[-1] == pytest.approx(two[-1]) and np.all(np.diff(one) > 0)
        assert np.min(np.abs(np.subtract.outer(one[:-1], two[:-1]))) > 0.01 * one[-1] / one.size


@pytest.mark.parametrize("seed", range(20))
def test_an_error_of_all_curves_is_one_of_their_mixtures(seed):
    """Of a free spin whose coherence is off by a part of itself: it shifts ln z, and so the weights of the biases."""
    rng = np.random.default_rng(seed)
    starts, beta, off = np.array([0, 1, 5, 20]), rng.uniform(0.5, 10.0), 10 ** rng.uniform(-8, -4)
    bias, log_weight = np.abs(rng.normal(size=40)), 10 * rng.normal(size=40)

    def curve(bias, factor=1.0):
        splitting = np.hypot(1.0, bias)
        tilt = np.tanh(beta * splitting / 2)
        log_z, coherence = np.log(2 * np.cosh(beta * splitting / 2)), bias / splitting * tilt
        return np.array([factor * log_z, factor * coherence, -tilt / splitting])

    curves = [partial(curve, factor=factor) for factor in (1.0, 1 + off)]
    for one in curves:
        one.rows = one(np.linspace(0.01, 3.0, 50)).T
    mixtures = Mixtures(bias, log_weight, starts, np.tanh(beta / 2))
    (values, errors_of, _), (others, *_) = (mixtures([one]) for one in curves)
    moved = np.abs(others - values)
    errors = errors_of(np.array([off * np.max(np.abs(curve(bias)[0])), off, off]))
    assert np.all(moved <= 1.01 * errors + 1e-14)
    assert np.all(moved[0] > 0.1 * errors[0]), "smaller ones would pass"


@pytest.mark.parametrize("seed", range(20))
def test_errors_of_biases_of_either_sign_do_not_cancel(seed):
    """Each bias may be off by a part of its own coherence, in the direction that is worst for the mixture."""
    rng = np.random.default_rng(seed)
    starts, off = np.array([0, 1, 5, 20]), 1e-6
    bias, log_weight = rng.normal(size=40), rng.normal(size=40)

    def curve(bias, worst=0.0):
        coherence = np.tanh(bias)
        return np.array([bias**2, coherence + worst * off * np.abs(coherence), -1 / np.cosh(bias)])

    curves = [partial(curve, worst=worst) for worst in (0.0, 1.0)]
    for one in curves:
        one.rows = one(np.linspace(0.01, 3.0, 50)).T
    (values, errors_of, _), (others, *_) = (Mixtures(bias, log_weight, starts, 1.0)([one]) for one in curves)
    moved, errors = np.abs(others - values)[0], errors_of(np.array([0.0, off, 0.0]))[0]
    assert np.all(moved <= 1.01 * errors)
    assert np.all(moved > 0.1 * errors), "smaller ones would pass"


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("f_out", [40.0, 85.0, 150.0, 1e3, 1e5])
def test_a_spin_that_its_bath_holds_is_refused_or_known(f_out, exponent):
    r"""To second order in its frequency, :math:`\langle\sigma^z\rangle = -\omega/4f_2^2\Omega`: never none at all."""
    bath = PowerLawBath(0.1, exponent, 0.5)
    hop = 4 * f_out**2 * bath.reorganization_energy
    try:
        state = biased_spin_equilibrium(1.0, 1.0, 0.3, bath, f_out, rtol=1e-4)
    except ValueError as error:
        assert f_out > 80 and "valid: " in str(error)
    else:
        assert abs(state.polarization + 1 / hop) <= state.errors.polarization + 4 / hop**2
        assert abs(state.coherence - np.tanh(0.15)) <= state.error + 1 / hop


@pytest.mark.parametrize(
    "solve",
    [
        lambda: exact_equilibrium(1e6, 1.0, ARM),
        lambda: exact_equilibrium(1e9, 1.0, ARM),
        lambda: exact_equilibrium(1e12, 1.0, ARM),
        lambda: exact_equilibrium(2.0, 1.0, Arm(PowerLawBath(1e6, 1.0, 1.0), 0.5, 0.3, [1.0, 1.0])),
        lambda: exact_equilibrium(2.0, 1.0, Arm(PowerLawBath(0.1, 20.0, 1.0), 0.5, 0.3, [1.0, 1.0])),
        lambda: biased_spin_equilibrium(1.0, 1.0, 0.3, DiscreteBath([0.001], [0.1]), 1.0),
        lambda: biased_spin_equilibrium(1.0, 1.0, 0.3, PowerLawBath(0.1, 1.0, 1.0), 1e3),
        lambda: exact_outputs(2.0, np.linspace(1.0, 2.0, 14), ARM),
    ],
)
@pytest.mark.slow
def test_what_cannot_be_solved_says_so_and_what_would_help(solve):
    try:
        state = solve()
    except ValueError as error:
        assert "valid: " in str(error)
    else:
        assert not state.converged


SMALL = DiscreteBath([0.2, 0.7, 1.5, 3.0], [0.1, 0.2, 0.3, 0.6])
ARM = Arm(PowerLawBath(0.1, 1.0, 1.0), 0.5, 0.3, [1.0, 1.0])
