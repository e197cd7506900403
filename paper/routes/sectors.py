"""Two baths, exactly: the input spins keep their z-components, so every configuration is one spin with two modes."""

from __future__ import annotations

from itertools import product

import numpy as np

from paper.routes import fock, operators
from paper.routes.operators import X, Z


def spectrum(omega: float, field, arms, levels: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return eigenvalues, and ``<sigma^x>``, ``<sigma^z>`` in each eigenstate, of one configuration.

    ``field`` is the force operator of the inputs on each bath (a number); ``arms`` = [(output coupling, modes)].
    """
    coupled = [(f * np.eye(2) + out * X, modes) for f, (out, modes) in zip(field, arms, strict=True)]
    values, vectors = np.linalg.eigh(fock.hamiltonian(omega / 2 * Z, coupled, levels))
    half = len(values) // 2  # the spin is the first factor: sigma^x exchanges the halves
    up, down = vectors[:half], vectors[half:]
    return (
        values,
        2 * np.einsum("ia,ia->a", up, down),
        np.einsum("ia,ia->a", up, up) - np.einsum("ia,ia->a", down, down),
    )


def solve(beta: float, omega: float, inputs, arms, levels: int) -> tuple[float, float, float]:
    """Return ``Z``, ``<sigma^x>`` and ``<sigma^z>`` of the output, summed over all input configurations.

    ``inputs`` = one list of (coupling, frequency) for each arm.
    """
    partition = signal = population = 0.0
    known: dict[tuple, tuple] = {}  # fields that are equal, or opposite: b -> -b and sigma^x -> -sigma^x turn all signs
    for signs in product((1, -1), repeat=sum(map(len, inputs))):
        flat, energy, field = iter(signs), 0.0, []
        for group in inputs:
            force = 0.0
            for coupling, frequency in group:
                sign = next(flat)
                force += sign * coupling
                energy += sign * frequency / 2
            field.append(round(force, 14))
        if (key := tuple(field)) not in known:
            values, x, z = known[key] = spectrum(omega, field, arms, levels)
            known[tuple(-force for force in field)] = values, -x, z
        values, x, z = known[key]
        weights = np.exp(-beta * (values + energy))
        partition += weights.sum()
        signal += np.sum(weights * x)
        population += np.sum(weights * z)
    return float(partition), float(signal / partition), float(population / partition)


def two_outputs(beta: float, omegas, inputs, coupling: float, modes, levels: int) -> np.ndarray:
    """Return ``<X1 X2>``, ``<X1>`` and ``<X2>`` of two outputs of frequencies ``omegas`` on one bath.

    ``inputs`` = [(coupling, frequency)]; ``coupling`` is that of both outputs.
    """
    ((x1, _, z1), (x2, _, z2)), sums = operators.spins(2), np.zeros(4)
    system = omegas[0] / 2 * z1 + omegas[1] / 2 * z2
    for signs in product((1, -1), repeat=len(inputs)):
        force = sum(sign * f for sign, (f, _) in zip(signs, inputs, strict=True))
        energy = sum(sign * w / 2 for sign, (_, w) in zip(signs, inputs, strict=True))
        arm = force * np.eye(4) + coupling * (x1 + x2), modes
        values, vectors = np.linalg.eigh(fock.hamiltonian(system, [arm], levels))
        state = fock.reduced(vectors, np.exp(-beta * (values + energy)), 4)
        sums += [operators.average(state, o) for o in (np.eye(4), x1 @ x2, x1, x2)]
    return sums[1:] / sums[0]
