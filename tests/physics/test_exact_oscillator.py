"""The exact oscillator against a truncated Hamiltonian, normal modes, and its own limits."""

import numpy as np
import pytest

from autocoherence.exact.oscillator import exact_oscillator
from autocoherence.model import DiscreteBath, PowerLawBath


def boson(levels):
    return np.diag(np.sqrt(np.arange(1.0, levels)), 1)


def truncated_hamiltonian(beta, omega, energy, frequency, coupling, f, g, levels):
    """<x>, <x^2> from the plain Hamiltonian (66)-(69) of spin, oscillator and one bath mode."""
    a, one = boson(levels), np.eye(levels)
    x, number = a + a.T, a.T @ a
    position = np.kron(x, one) / np.sqrt(2)
    sums = np.zeros(3)
    for sign in (1, -1):  # sigma^z is conserved
        hamiltonian = np.kron(energy * (number + one / 2), one) + np.kron(
            one, frequency * number + sign * coupling * f * x
        )
        values, vectors = np.linalg.eigh(
            hamiltonian + coupling * g * np.kron(x, x) + sign * omega / 2 * np.eye(levels**2)
        )
        means = [np.sum(vectors * (op @ vectors), axis=0) for op in (np.eye(levels**2), position, position @ position)]
        sums += means @ np.exp(-beta * values)
    return sums[1:] / sums[0]


def normal_mode_variance(beta, energy, frequencies, couplings, g):
    r"""V from the normal modes of oscillator and bath modes, q = x/sqrt(E) as the first coordinate.

    The classical part 1/(beta omega^2), in which the slowest modes lose all digits, is summed as the inverse matrix.
    """
    matrix = np.diag(np.append(energy, frequencies) ** 2)
    matrix[0, 1:] = matrix[1:, 0] = 2 * g * couplings * np.sqrt(energy * frequencies)
    squares, vectors = np.linalg.eigh(matrix)
    omega = np.sqrt(squares)
    classical = 1 / (energy - 4 * g**2 * np.sum(couplings**2 / frequencies)) / beta
    return classical + energy * vectors[0] ** 2 @ (0.5 / np.tanh(beta * omega / 2) / omega - 1 / (beta * squares))


@pytest.mark.parametrize("beta, omega, g", [(2.0, 1.0, 0.5), (1.6, 0.3, 0.35), (6.0, 2.0, 0.6)])
def test_truncated_hamiltonian(beta, omega, g):
    state = exact_oscillator(beta, omega, 1.2, DiscreteBath([0.9], [0.4]), 0.3, g)
    position, squared = truncated_hamiltonian(beta, omega, 1.2, 0.9, 0.4, 0.3, g, levels=32)
    assert state.position == pytest.approx(position, abs=1e-10)
    assert state.position_squared == pytest.approx(squared, abs=1e-10)


@pytest.mark.parametrize("beta", [0.1, 3.0, 200.0])
def test_normal_modes_of_discrete_bath(beta):
    rng = np.random.default_rng(3)
    frequencies, couplings = rng.uniform(0.05, 4, 40), rng.uniform(-0.1, 0.1, 40)
    bath = DiscreteBath(frequencies, couplings)
    g = 0.98 * np.sqrt(1.3 / (4 * bath.reorganization_energy))
    state = exact_oscillator(beta, 1.0, 1.3, bath, 0.0, g)
    assert state.variance == pytest.approx(normal_mode_variance(beta, 1.3, frequencies, couplings, g), rel=1e-11)


@pytest.mark.parametrize("beta", [0.5, 5.0, 50.0, np.inf])
def test_normal_modes_of_discretized_continuum(beta):
    """An Ohmic bath by Gauss-Legendre modes on [0, 45 cutoffs]: nothing of the library's own modes."""
    x, w = np.polynomial.legendre.leggauss(300)
    xi = 22.5 * (x + 1)
    variance = normal_mode_variance(min(beta, 1e6), 1.0, xi, np.sqrt(0.1 * xi * np.exp(-xi) * 22.5 * w), 0.9)
    state = exact_oscillator(beta, 1.0, 1.0, PowerLawBath(0.1, 1.0, 1.0), 0.3, 0.9)
    bare = state.position_squared - (2 * np.sqrt(2) * 0.3 * 0.9 * 0.1 / (1 - 4 * 0.81 * 0.1)) ** 2
    assert bare == pytest.approx(variance, rel=1e-10)


def test_zero_temperature_is_the_cold_limit_near_the_instability():
    bath = PowerLawBath(0.1, 0.5, 10.0)
    g = np.sqrt((1 - 1e-4) / (4 * bath.reorganization_energy))
    cold = exact_oscillator(1e14, 1.0, 1.0, bath, 0.1, g)
    ground = exact_oscillator(np.inf, 1.0, 1.0, bath, 0.1, g)
    assert ground.variance == pytest.approx(cold.variance, rel=1e-10)
    assert ground.variance > 1.05 * exact_oscillator(np.inf, 1.0, 1.0, bath, 0.1, 0.0).variance == 1.05 * 0.5


def test_weak_coupling_position_is_equation_74():
    bath, f, g = PowerLawBath(0.2, 2.0, 1.5), 1e-3, 1e-4
    state = exact_oscillator(1.7, 0.8, 1.1, bath, f, g)
    leading = -4 * f * g / np.sqrt(2) / 1.1 * bath.reorganization_energy * np.tanh(1.7 * 0.4)
    assert state.position == pytest.approx(leading, rel=4 * g**2 * bath.reorganization_energy / 1.1 * 1.01)


def test_shapes_and_large_arguments():
    bath = PowerLawBath(0.1, 1, 1)
    state = exact_oscillator(np.array([0.1, 1e5])[:, None], [0.0, 1e3], 1.0, bath, 0.3, 0.5)
    assert state.position.shape == state.variance.shape == (2, 2)
    assert np.all(np.isfinite(state.signal_to_noise)) and np.all(state.position[:, 0] == 0)
    assert np.isfinite(exact_oscillator(np.inf, 1e3, 1.0, bath, 0.3, 0.5).signal_to_noise)


def test_a_degenerate_spin_at_zero_temperature_is_refused():
    """As by `oscillator_position`: the two limits do not commute."""
    with pytest.raises(ValueError, match="omega_in = 0 at beta = inf"):
        exact_oscillator([1.0, np.inf], [0.5, 0.0], 1.0, PowerLawBath(0.1, 1, 1), 0.3, 0.5)


@pytest.mark.parametrize("g", [np.sqrt(2.5), -3.0])
def test_instability_is_refused(g):
    with pytest.raises(ValueError, match=r"g = .*unstable.*valid: \|g\| < 1.58114"):
        exact_oscillator(1.0, 1.0, 1.0, PowerLawBath(0.1, 1, 1), 0.3, g)
