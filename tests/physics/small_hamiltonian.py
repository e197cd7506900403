"""The plain Hamiltonian of input spins, output spins and one bath mode, diagonalized: what every reduction must agree
with."""

import numpy as np

UP_DOWN, FLIP = np.diag([1.0, -1.0]), np.array([[0.0, 1.0], [1.0, 0.0]])


def thermal_moments(beta, omega_in, f_in, omega_out, f_out, frequency, coupling, levels=24, bias=0.0):
    """Return <sigma^x_a>, their covariance, <sigma^z_a> of the outputs, and ln Z/Z_B."""
    inputs, outputs = len(omega_in), len(omega_out)
    spins = inputs + outputs

    def on(matrix, site):
        return np.kron(np.kron(np.eye(2**site), matrix), np.eye(2 ** (spins - site - 1)))

    boson = np.diag(np.sqrt(np.arange(1.0, levels)), 1)
    drive = sum(f * on(UP_DOWN, j) for j, f in enumerate(f_in)) + f_out * sum(
        on(FLIP, inputs + a) for a in range(outputs)
    )
    free = sum(omega / 2 * on(UP_DOWN, j) for j, omega in enumerate([*omega_in, *omega_out]))
    free = free - bias / 2 * sum(on(FLIP, inputs + a) for a in range(outputs))
    hamiltonian = np.kron(free, np.eye(levels)) + np.kron(np.eye(2**spins), frequency * boson.T @ boson)
    hamiltonian += coupling * np.kron(drive, boson + boson.T)
    energies, states = np.linalg.eigh(hamiltonian)
    weights = np.exp(-beta * (energies - energies[0]))
    log_ratio = np.log(weights.sum()) - beta * energies[0] + np.log(-np.expm1(-beta * frequency))

    def mean(matrix):
        wide = np.kron(matrix, np.eye(levels))
        return np.sum(states * (wide @ states), axis=0) @ weights / weights.sum()

    flips = [on(FLIP, inputs + a) for a in range(outputs)]
    coherence = np.array([mean(flip) for flip in flips])
    joint = np.array([[mean(a @ b) for a in flips] for b in flips])
    polarization = np.array([mean(on(UP_DOWN, inputs + a)) for a in range(outputs)])
    return coherence, joint - np.outer(coherence, coherence), polarization, log_ratio
