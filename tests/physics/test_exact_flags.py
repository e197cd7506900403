"""What an exact answer says of itself is one story: each verdict follows from its error, and the whole from the parts.

The ladder of sweeps is cut short and made coarse, so that there are answers of every quality, also bad ones.
"""

import numpy as np
import pytest

from autocoherence import (
    Arm,
    DiscreteBath,
    PowerLawBath,
    biased_spin_equilibrium,
    exact_equilibria,
    exact_equilibrium,
    exact_outputs,
)
from autocoherence.exact import solver, zigzag
from autocoherence.exact.oscillator import exact_oscillator

BETA, OMEGA, ROUNDING = 3.0, 1.0, 1e-13
BATH = PowerLawBath(0.2, 1.0, 1.0)
ARMS = [Arm(BATH, 0.3, 0.8, [1.0, 0.7]), Arm(PowerLawBath(0.1, 2.0, 1.0), 0.2, 0.5, 1.0)]
SYSTEMS = [[Arm(one.bath, f, one.f_out, one.omega_in) for one in ARMS] for f in (0.02, 0.1, 0.3, 0.5)]
RTOL = (1e-2, 1e-3, 1e-4)
COARSE = (1.0, 10.0, 300.0)


@pytest.fixture
def coarse(monkeypatch):
    """Return what makes all further answers coarser, with a few sweeps only."""
    whole = solver.Problem.cuts.fget

    def make(factor, sweeps=3):
        monkeypatch.setattr(
            solver.Problem, "cuts", property(lambda self: np.minimum(factor * whole(self)[: sweeps + 1], 0.1))
        )

    return make


def spins(rtol):
    """All functions that answer for one output spin."""
    return [
        biased_spin_equilibrium(BETA, OMEGA, [0.0, 0.01, 0.5, 2.0], BATH, [[0.3], [1.0]], rtol=rtol),
        exact_equilibrium(np.array([1.0, BETA]), OMEGA, ARMS, rtol=rtol),
        exact_equilibria(BETA, OMEGA, SYSTEMS, rtol=rtol),
    ]


def test_a_verdict_is_what_the_error_says(coarse):
    """Of the coherence relative to itself, of the polarization to the free spin's, of ln z to itself or to one."""
    seen = []
    for factor in COARSE:
        coarse(factor)
        for rtol in RTOL:
            for state in spins(rtol):
                beta = np.array([1.0, BETA]) if np.shape(state.coherence) == (2,) else BETA
                free = np.tanh(beta * OMEGA / 2)
                sizes = {
                    "coherence": np.abs(state.coherence),
                    "polarization": np.maximum(np.abs(state.polarization), free),
                    "log_partition": np.maximum(np.abs(state.log_partition), 1.0),
                }
                for name, size in sizes.items():
                    good = getattr(state.errors, name) <= (rtol * size + ROUNDING) * (1 + 1e-9)
                    assert np.array_equal(getattr(state.verdicts, name), good), (factor, rtol, name)
                verdicts = np.stack([getattr(state.verdicts, name) for name in sizes])
                assert np.array_equal(state.converged, np.all(verdicts, axis=0))
                assert np.array_equal(state.error, state.errors.coherence)
                seen += verdicts.ravel().tolist() + [bool(np.any(one) > np.all(one)) for one in verdicts.T]
    assert {True, False} == set(seen)


def test_outputs_are_converged_if_their_error_is_small(coarse):
    seen = set()
    for factor in COARSE:
        coarse(factor)
        for rtol in RTOL:
            for omegas in ([OMEGA, OMEGA], [OMEGA, 0.6]):
                state = exact_outputs(BETA, omegas, ARMS[0], rtol=rtol)
                seen.add(state.converged)
                assert not state.converged or state.error <= (rtol + ROUNDING) * (1 + 1e-9)
                assert state.converged or state.error > 0.3 * rtol  # ln z may be what is missing
    assert seen == {True, False}


TIGHTEST = (8.0, 0.5, 3.0, 0.05), (2.0, 0.7, 10.0, 0.05)  # beta, exponent, cutoff, strength
LADDER = np.array([1e-3, 1e-3, 1e-4])


def descend(monkeypatch):
    """Cut every bath on this ladder, also one of few states."""
    monkeypatch.setattr(solver.Problem, "cuts", LADDER)
    monkeypatch.setattr(zigzag, "ALONE", 1.0)
    monkeypatch.setattr(zigzag, "FEW", 0)


def of_one_bath(beta, exponent, cutoff, strength, rtol):
    """All functions that answer for one output spin, at biases from small to large."""
    bath = PowerLawBath(strength, exponent, cutoff)
    return [
        biased_spin_equilibrium(beta, OMEGA, [0.05, 0.4, 1.5, 4.0], bath, 1.0, rtol=rtol),
        exact_equilibrium(beta, OMEGA, Arm(bath, 0.1, 1.0, [1.0, 0.7]), rtol=rtol),
        exact_equilibria(beta, OMEGA, [Arm(bath, f, 1.0, 1.0) for f in (0.02, 0.1, 0.2)], rtol=rtol),
    ]


def test_no_claim_is_below_the_truth_and_a_part_of_it_would_be(monkeypatch):
    """Of each quantity and each function: in these baths and on this ladder claims come nearest to true errors."""
    good = [of_one_bath(*bath, 1e-7) for bath in TIGHTEST]
    descend(monkeypatch)
    names, shares = ("coherence", "polarization", "log_partition"), []
    for bath, references in zip(TIGHTEST, good, strict=True):
        for state, reference in zip(of_one_bath(*bath, 1e-6), references, strict=True):
            off = [np.abs(getattr(state, name) - getattr(reference, name)) for name in names]
            shares.append([np.max(one / getattr(state.errors, name)) for one, name in zip(off, names, strict=True)])
    closest = np.max(np.reshape(shares, (len(TIGHTEST), 3, 3)), axis=0)  # function, quantity
    assert np.all(closest <= 1), closest
    assert np.all(closest > [0.25, 0.12, 0.25]), "smaller errors would pass: look for baths where claims are tight"


def test_a_bad_answer_for_two_outputs_is_no_further_from_a_good_one_than_it_says(monkeypatch):
    tight = PowerLawBath(0.3, 1.5, 2.0), [OMEGA, 0.6]
    points = [(2.0, omegas, Arm(bath, 0.1, 0.7, [1.0, 0.7])) for bath, omegas in (tight, (BATH, [OMEGA, OMEGA]))]
    good = [exact_outputs(*point, rtol=1e-7) for point in points]
    descend(monkeypatch)
    closest = []
    for point, reference in zip(points, good, strict=True):
        state = exact_outputs(*point, rtol=1e-6)
        for name in ("coherence", "covariance"):
            closest.append(np.max(np.abs(getattr(state, name) - getattr(reference, name))) / state.error)
    assert 0.05 < max(closest) <= 1, "errors a twentieth as large would pass, or these are too small"


@pytest.mark.parametrize("place", range(len(SYSTEMS)))
@pytest.mark.parametrize("which", range(len(ARMS)))
def test_any_system_with_another_bath_or_coupling_is_refused(place, which):
    arm = SYSTEMS[place][which]
    for other in (
        Arm(PowerLawBath(0.3, 1.0, 1.0), arm.f_in, arm.f_out, arm.omega_in),
        Arm(arm.bath, arm.f_in, 1.01 * arm.f_out, arm.omega_in),
    ):
        changed = [*SYSTEMS[place][:which], other, *SYSTEMS[place][which + 1 :]]
        for system in (changed, SYSTEMS[place][:1]):
            with pytest.raises(ValueError, match="systems differ in their baths or f_out; valid"):
                exact_equilibria(BETA, OMEGA, [*SYSTEMS[:place], system, *SYSTEMS[place + 1 :]])


@pytest.mark.parametrize("place", range(len(SYSTEMS)))
@pytest.mark.parametrize("which", range(len(ARMS)))
def test_any_system_that_stands_for_several_is_refused(place, which):
    arm = SYSTEMS[place][which]
    for several in (
        Arm(arm.bath, arm.f_in, [arm.f_out, arm.f_out], arm.omega_in),
        Arm(arm.bath, [[0.1], [0.2], [0.3]], arm.f_out, arm.omega_in),
        Arm(arm.bath, arm.f_in, arm.f_out, [arm.omega_in]),
    ):
        system = [*SYSTEMS[place][:which], several, *SYSTEMS[place][which + 1 :]]
        with pytest.raises(ValueError, match=r"has the shape \([123],\); valid: one number each"):
            exact_equilibria(BETA, OMEGA, [*SYSTEMS[:place], system, *SYSTEMS[place + 1 :]])


@pytest.mark.parametrize("g", [0.25, 0.5, -1.0, 2.0])
@pytest.mark.parametrize("beta", [0.5, 40.0, np.inf])
def test_an_oscillator_has_an_answer_up_to_its_instability_and_none_on_it(g, beta):
    """4 g^2 Omega = E, in numbers that are exact; near it the variance grows like the inverse distance when warm."""
    bath, edge = DiscreteBath([1.0, 2.0], [1.0, 2.0]), 4 * g**2 * 3.0
    for energy in (edge, np.nextafter(edge, 0), edge / 2, [2 * edge, edge]):
        with pytest.raises(ValueError, match="makes the oscillator unstable"):
            exact_oscillator(beta, 1.0, energy, bath, 0.1, g)
    near = [exact_oscillator(beta, 1.0, edge * (1 + gap), bath, 0.1, g) for gap in (1e-2, 1e-6, 1e-10)]
    assert all(0.5 < one.variance < np.inf and one.position != 0 for one in near)
    assert near[0].variance < near[1].variance < near[2].variance
