"""At zero temperature the average of X is the slope of the energy, also where slow modes are a classical field: how
biases are weighed against each other rests on energies, of which no answer says anything by itself."""

import numpy as np
import pytest

from autocoherence import PowerLawBath
from autocoherence.exact import ground, outputs
from autocoherence.exact.kernel import merged_bath
from autocoherence.exact.system import Spin

NODES, WEIGHTS = np.polynomial.legendre.leggauss(6)
SYSTEMS = {  # and their frequencies
    "spin": (Spin(1.0), 1.0),
    "two outputs": (outputs._multiplet(np.array([1.0]), [(1.0, 1)]), 1.0),
    "of two frequencies": (outputs._multiplet(np.array([0.7, 1.1]), [(0.5, 1), (0.5, 1)]), np.array([0.7, 1.1])),
}


@pytest.mark.parametrize("low, high", [(0.2, 0.5), (-1.5, -0.4)])
@pytest.mark.parametrize("name", SYSTEMS)
def test_the_average_of_x_is_the_slope_of_the_energy(name, low, high, monkeypatch):
    """-E rises by half the integral of X over the bias; two oscillators leave much to the static field."""
    monkeypatch.setattr(ground, "MODES", 2)
    system, omega = SYSTEMS[name]
    biases = (low + high) / 2 + (high - low) / 2 * np.concatenate([[-1.0], NODES, [1.0]])
    bath = merged_bath([PowerLawBath(0.1, 0.7, 1.0)], [1.0])
    problem = ground.ground_state(system, omega, bath, biases, 1e-5)
    levels = problem.levels()
    _ = next(levels)
    (curve,), _ = next(levels)
    values = curve(biases)
    x = values[1:][system.signs[1:] < 0].sum(axis=0)
    rise = (values[0, -1] - values[0, 0]) / problem.beta
    assert problem.fit.static > 0.01
    assert rise == pytest.approx((high - low) / 4 * (WEIGHTS @ x[1:-1]), rel=1e-5)
