"""Output spins of no frequency of their own are classical: every configuration can be counted, at any coupling, any
temperature and any number of arms, and nothing of the bath's time dependence is left."""

from itertools import product

import numpy as np
import pytest
from scipy.special import logsumexp

from autocoherence import Arm, DiscreteBath, PowerLawBath, dressed_coherence, exact_equilibrium, exact_outputs

BATHS = DiscreteBath([0.3, 1.5], [0.3, 0.8]), PowerLawBath(0.3, 0.7, 1.2)


def counted(beta, arms, outputs):
    """Coherences, covariances and ln Z, of exp[beta Omega (S + f_2 X)^2] for each arm."""
    sizes = [arm.omega_in.size for arm in arms]
    signs = np.array(list(product((1.0, -1.0), repeat=sum(sizes) + outputs)))
    *inputs, x = np.split(signs, np.cumsum(sizes), axis=1)
    exponent = np.zeros(len(signs))
    for arm, s in zip(arms, inputs, strict=True):
        field = s @ np.broadcast_to(arm.f_in, arm.omega_in.shape) + arm.f_out * x.sum(axis=1)
        exponent += beta * (arm.bath.reorganization_energy * field**2 - s @ arm.omega_in / 2)
    weights = np.exp(exponent - logsumexp(exponent))
    coherence = weights @ x
    return coherence, (weights[:, None] * x).T @ x - np.outer(coherence, coherence), logsumexp(exponent)


def several(random):
    """Up to three arms of input spins with couplings of both signs, which their own fields nearly hold."""
    arms = []
    for _ in range(random.integers(1, 4)):
        count, bath = random.integers(1, 4), BATHS[random.integers(2)]
        f_in = random.choice([-1, 1], count) * random.choice([0.2, 0.35, 0.6], count)
        own = 4 * np.abs(f_in) * bath.reorganization_energy * random.uniform(0.1, 1.0, count)
        arms.append(Arm(bath, f_in, random.choice([-1, 1]) * random.uniform(0.02, 0.15), own))
    return np.exp(random.uniform(np.log(0.3), np.log(60.0))), arms, random.integers(1, 7)


def torn(random):
    """Two opposed input spins in the cold, torn between their own fields and what all outputs together would gain."""
    outputs, bath = random.integers(2, 7), BATHS[random.integers(2)]
    f_in, f_out = random.uniform(0.3, 1.0), random.uniform(0.1, 0.3)
    own = 4 * f_in * bath.reorganization_energy * (f_in + outputs * f_out * random.uniform(0.8, 1.0))
    side = random.choice([-1, 1])
    return random.uniform(20.0, 60.0), [Arm(bath, [f_in, -0.9 * f_in], side * f_out, [own, own])], outputs


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("draw", [several, torn])
def test_outputs_that_nothing_flips_are_counted(draw, seed):
    beta, arms, outputs = draw(np.random.default_rng(seed))
    coherence, covariance, log_partition = counted(beta, arms, outputs)
    state = exact_outputs(beta, np.zeros(outputs), arms, rtol=1e-6)
    assert state.converged and state.error <= 1e-6
    assert np.max(np.abs(state.coherence - coherence)) <= 1e-9
    assert np.max(np.abs(state.covariance - covariance)) <= 1e-9
    assert state.log_partition == pytest.approx(log_partition, abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("draw", [several, torn])
def test_one_output_that_nothing_flips_is_counted(draw, seed):
    beta, arms, _ = draw(np.random.default_rng(seed))
    (coherence,), _, log_partition = counted(beta, arms, 1)
    state = exact_equilibrium(beta, 0.0, arms, rtol=1e-6)
    assert abs(state.coherence - coherence) <= min(state.error, 1e-7)
    assert state.polarization == 0
    assert state.log_partition == pytest.approx(log_partition, abs=1e-9)
    assert dressed_coherence(beta, 0.0, arms) == pytest.approx(coherence, abs=1e-12)
