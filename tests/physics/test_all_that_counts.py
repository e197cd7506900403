"""What several spins, averages and biases claim and ask for: the last of them counts as the first does."""

import numpy as np
import pytest

from autocoherence import Arm, DiscreteBath, exact_equilibrium, exact_outputs
from autocoherence.exact import ground, outputs, solver
from autocoherence.exact.kernel import merged_bath
from autocoherence.exact.system import Spin
from autocoherence.exact.zigzag import Zigzag

ARM = Arm(DiscreteBath([0.3, 1.5], [0.25, 0.4]), 0.5, 1.0, 1.0)
GROUPS = [[0.05, 4.0], [0.05, 0.5, 4.0], [0.02, 0.1, 0.5, 4.0]]


class Unsolved(Exception):
    """A problem that was only to be stated."""


def stated(monkeypatch, beta, omega_out):
    """The problem of these outputs."""
    found = []

    def kept(problem, _):
        found.append(problem)
        raise Unsolved

    with monkeypatch.context() as patch, pytest.raises(Unsolved):
        patch.setattr(outputs, "solved", kept)
        exact_outputs(beta, omega_out, ARM)
    return found[0]


@pytest.mark.parametrize("modes", [0, 1])
@pytest.mark.parametrize("beta", [5.0, np.inf])
@pytest.mark.parametrize("omega_out", GROUPS)
def test_every_frequency_has_a_part_in_the_misfit_that_is_claimed(omega_out, beta, modes, monkeypatch):
    """Each sees its own; the slowest have the least energy of their own, the fastest see what no other does."""
    monkeypatch.setattr(ground, "MODES", modes)
    monkeypatch.setattr(solver, "MODES", modes)
    whole = stated(monkeypatch, beta, omega_out).fit.error
    assert whole >= 0.98 * max(stated(monkeypatch, beta, [one]).fit.error for one in omega_out)
    assert whole > stated(monkeypatch, beta, omega_out[:-1]).fit.error


@pytest.mark.parametrize("beta", [1.0, np.inf])
@pytest.mark.parametrize("omega_out", [[1.0], [0.7, 1.0, 0.7], [0.5, 0.8, 1.1]])
def test_the_error_of_every_average_is_claimed(omega_out, beta, monkeypatch):
    """Whichever single one of them is off, in any group: the claim is for the worst of all."""
    seen = []

    def solved(problem, evaluate):
        def noted(curves):
            values, errors, sizes = evaluate(curves)
            seen.append([errors(one) for one in np.eye(problem.signs.size)[1:]])
            return values, errors, sizes

        return solver.solved(problem, noted)

    monkeypatch.setattr(outputs, "solved", solved)
    exact_outputs(beta, omega_out, Arm(DiscreteBath([2.0], [0.3]), 0.5, 0.3, 0.9), rtol=1e-2)
    groups = len(set(omega_out))
    assert seen and all(one == [1.0] * (groups + groups * (groups + 1) // 2) for one in seen)


@pytest.mark.parametrize("solve, omega_out", [(exact_equilibrium, 0.2), (exact_outputs, [0.2, 0.3, 0.2])])
@pytest.mark.parametrize("beta, modes", [(5.0, 1), (np.inf, 0)])
def test_no_bias_is_asked_for_beyond_those_that_a_bath_was_made_for(solve, omega_out, beta, modes, monkeypatch):
    """Slow modes are a classical field, by which a spin's own bias is the smaller part of what it sees."""
    for module in (ground, solver):
        monkeypatch.setattr(module, "MODES", modes)
    asked, averages = [], Zigzag.averages

    def noted(bath, biases):
        asked.append((np.max(np.abs(biases)), bath.widest))
        return averages(bath, biases)

    monkeypatch.setattr(Zigzag, "averages", noted)
    bath = DiscreteBath([0.02, 0.03, 2.0], [0.06, 0.08, 0.3])
    solve(beta, omega_out, Arm(bath, 0.1, 0.9, 1.0), rtol=1e-2)
    most, widest = np.max(asked, axis=0)
    assert most > 0.5, "no field of its own"
    assert all(one <= 1.001 * made for one, made in asked), (most, widest)


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("widest", [1.0, 10.0])
def test_where_no_lower_cut_is_left_more_biases_are_looked_at(widest, level, monkeypatch):
    """Only they are left to make the last sweeps better than those of a rougher answer."""
    monkeypatch.setattr(Zigzag, "_start", lambda *_: None)
    bath = merged_bath([DiscreteBath([0.5, 1.0, 2.0, 4.0], [0.1] * 4)], [1.0])
    counts = []
    for rtol in (1e-4, 1e-6, 1e-10):
        problem = solver.Problem([Spin(1.0)], 2.0, 1.0, bath, widest, rtol)
        whole = Zigzag(Spin(1.0), bath, 2.0, widest, problem.cuts, problem.affordable, 0.1)
        assert len(whole.leaves) > 1
        whole.level = level
        counts.append(len(whole.anchors()))
    assert counts[0] == counts[1] < counts[2]
