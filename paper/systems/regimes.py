"""Where the limits of Section 6 hold: exact answers at weak and strong coupling."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np

from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes import fock, meanfield, operators, raw, sectors
from paper.systems.sampling import spin_energies
from paper.systems.two_baths import exact, parameters


def forced(s):
    arms = [(s.Omega, s.f2, [(s.f1, s.omega1)] * s.M), (s.Upsilon, s.g2, [(s.g1, s.omega2)] * s.N)]
    return meanfield.coherence(s.beta, s.omega, arms)


def cold_regime(source) -> Sample:
    """Return omega >> omega_mn with an input coupling that is weak or strong: beta f1^2 Omega M is small or about 1."""
    strong = source.choice((True, False))
    f1 = 0.6 if strong else 0.03
    left = [(source.number(2.6, 3.0), 1.6)]
    omega = source.number(0.9, 1.1)
    return Sample(beta=1.0, omega=omega, omega1=0.5, M=4, f1=f1, f2=2e-4 / f1, strong=strong, left=left)


def regime_error(s):
    """Return the error of (32) and the size of omega_mn over omega, which the print asks to be small."""
    frequency, coupling = s.left[0]
    energy = coupling**2 / frequency
    _, value, _ = sectors.solve(s.beta, s.omega, [[(s.f1, s.omega1)] * s.M], [(s.f2, s.left)], 60)
    leading = meanfield.coherence(s.beta, s.omega, [(energy, s.f2, [(s.f1, s.omega1)] * s.M)])
    return {"error": abs(leading / value - 1), "bias": 4 * s.f1 * s.f2 * energy * s.M / s.omega}


def second_arm(source) -> Sample:
    """Return g2 = 0, so that the printed condition holds whatever g1 is."""
    g1, right = source.choice((0.6, 0.09, 0.02)), [(source.number(2.6, 3.0), 1.6)]
    return Sample(beta=1.0, omega2=0.5, N=4, g1=g1, g2=0.0, right=right)


def second_arm_values(s):
    """Return the exact change of the inputs' polarization, and both candidates for the condition over omega_2."""
    frequency, coupling = s.right[0]
    energy = coupling**2 / frequency
    _, states = zip(*[_inputs(s, g) for g in (s.g1, 0.0)], strict=True)
    return {
        "harmless": abs(states[0] / states[1] - 1) < 0.05,
        "printed_small": 2 * s.g1 * s.g2 * energy * s.N < 0.1 * s.omega2,
        "meant_small": 2 * s.g1**2 * energy * s.N < 0.1 * s.omega2,
    }


def _inputs(s, g):
    """Return Z and the polarization of the N inputs on their bath, by diagonalization of each configuration."""
    totals, weights = [], []
    energy, coupling = fock.bath(s.right, 60)
    for signs in np.array(np.meshgrid(*[[1, -1]] * s.N)).reshape(s.N, -1).T:
        levels = np.linalg.eigvalsh(energy + g * signs.sum() * coupling) + s.omega2 / 2 * signs.sum()
        weights.append(np.exp(-s.beta * levels).sum())
        totals.append(signs.sum())
    return sum(weights), np.dot(weights, totals) / sum(weights)


def largest_of_all(s):
    """Return the largest field on the output, whichever sector has it: mean forces of displaced modes."""
    (w, c), (v, d) = s.left[0], s.right[0]
    pairs = product(range(-s.M, s.M + 1, 2), range(-s.N, s.N + 1, 2))
    fields = [4 * s.f1 * s.f2 * c**2 / w * a + 4 * s.g1 * s.g2 * d**2 / v * b for a, b in pairs]
    (found,) = (one for one in fields if all(one == other or (one - other).sign() > 0 for other in fields))
    return {"largest": found}


@exactly(largest_of_all)
def largest_bias(s):
    """Return the largest field on the output, from the ground states of the baths under the force of the inputs."""
    arms = (s.M, s.left[0], s.f1, s.f2), (s.N, s.right[0], s.g1, s.g2)
    fields = [
        [f_out * answer(mode, f_in * total) for total in range(-count, count + 1, 2)]
        for count, mode, f_in, f_out in arms
    ]
    return {"largest": max(-2 * (a + b) for a in fields[0] for b in fields[1])}


def answer(mode, force: float) -> float:
    """Return the average of ``lambda (b + b^+)`` in the ground state of a mode under a force on it."""
    energy, coupling = fock.bath([mode], 50)
    ground = np.linalg.eigh(energy + force * coupling)[1][:, 0]
    return ground @ coupling @ ground


def tilted(s):
    """Return what is left out of splitting and angle, from the eigenvectors of a spin of frequency 1 in a field ``tilt``."""
    values, vectors = np.linalg.eigh(operators.Z / 2 - s.tilt / 2 * operators.X)
    along, across = (vectors[:, 1] @ sigma @ vectors[:, 1] for sigma in (operators.Z, operators.X))
    return {
        "splitting": values[1] - values[0] - 1,
        "cos_deficit": 1 - along,
        "sin_error": abs(across / -s.tilt - 1),
    }


def additive(s):
    """Return the exact coherence of both arms and the sum of the arms alone."""
    values = []
    for f, g in ((1, 1), (1, 0), (0, 1)):
        off = s.but(f1=s.f1 * f, f2=s.f2 * f, g1=s.g1 * g, g2=s.g2 * g)
        values.append(exact(off)[1])
    return {"defect": abs(values[0] / (values[1] + values[2]) - 1)}


def scaled_couplings(source) -> Sample:
    weak = source.choice((True, False))
    s = parameters(source, 0.03 if weak else 1.0)
    return s.but(**{name: abs(getattr(s, name)) for name in ("f1", "f2", "g1", "g2")}, weak=weak)


def fig6_sample(source) -> Sample:
    equal = source.choice((True, False))
    s = parameters(source).but(equal=equal)
    if equal:
        return s.but(g1=s.f1, g2=s.f2, omega2=s.omega1, right=s.left, Upsilon=s.Omega)
    return s


def fig6_values(s):
    single = meanfield.coherence(s.beta, s.omega, [(s.Omega, s.f2, [(s.f1, s.omega1)])])
    return {"together": forced(s), "single": single}


def fig6_raw(s):
    """Return the same from the raw integrals of each arm, spin by spin."""
    left, right = one_arm(s, s.M, s.left, s.f1, s.f2, s.omega1), one_arm(s, s.N, s.right, s.g1, s.g2, s.omega2)
    return {"together": left + right, "single": one_arm(s, 1, s.left, s.f1, s.f2, s.omega1)}


def one_arm(s, count: int, bath, f_in, f_out, frequency):
    """Return the second-order coherence that ``count`` inputs on one bath make."""
    sigma = operators.spins(count + 1)
    operator = f_in * sum(sigma[:count, 2]) + f_out * sigma[count, 0]
    return raw.second_order(bath, s.beta, spin_energies([frequency] * count + [s.omega]), operator, sigma[count, 0])


def three_baths(source) -> Sample:
    """Return three arms of one input and one mode each, weakly coupled; six levels suffice where beta xi > 2.5."""
    size = 0.03
    arms = [
        (
            size * source.number(0.6, 1),
            size * source.number(0.6, 1),
            source.number(0.5, 1.5),
            [(source.number(2.5, 4), 1.0)],
        )
        for _ in range(3)
    ]
    return Sample(beta=source.number(1, 2), omega=source.number(0.8, 1.2), arms=arms)


def three_baths_values(s):
    """Return the exact coherence of three baths, and the sum of those of one bath at a time."""
    inputs, outputs = [[(f, w)] for f, _, w, _ in s.arms], [(g, bath) for _, g, _, bath in s.arms]
    alone = [sectors.solve(s.beta, s.omega, [inputs[i]], [outputs[i]], 24)[1] for i in range(3)]
    return {"all_three": sectors.solve(s.beta, s.omega, inputs, outputs, 6)[1], "sum_of_each": sum(alone)}


def first_arm_values(s):
    """Return whether the inputs keep their polarization, and whether 2 f1^2 Omega M is small beside omega_1."""
    found = second_arm_values(s)
    return {"harmless": found["harmless"], "small": found["meant_small"]}


def many_weak(source) -> Sample:
    """Return twelve inputs whose joint bias on the output exceeds its frequency, though f2 is small.

    Cold: (32) exceeds 1 there. Where it is warm, its polarizations make it meet the exact value by accident.
    """
    f2, omega, frequency = 0.02, source.number(0.8, 1.2), source.number(2, 3)
    bias = 1.5 * omega
    return Sample(beta=source.number(4, 6), omega=omega, omega1=source.number(0.8, 1.5), M=12, f2=f2,
                  f1=bias * frequency / (4 * f2 * 12), frequency=frequency)  # fmt: skip


def many_weak_errors(s):
    """Return the errors of the law (32), and of (121) without its ordered exponentials, against the exact coherence."""
    energy, partition, tilted, exact_, norm = 1 / s.frequency, 0.0, 0.0, 0.0, 0.0
    oscillator, coupling = fock.bath([(s.frequency, 1.0)], 12)
    for down in range(s.M + 1):
        total = s.M - 2 * down
        weight = comb(s.M, down) * np.exp(
            -s.beta * (s.omega1 / 2 * (total + s.M) - energy * s.f1**2 * (total**2 - s.M**2))
        )
        spin = s.omega / 2 * operators.Z.real - 2 * s.f1 * s.f2 * energy * total * operators.X.real
        free = operators.function(spin, lambda e: np.exp(-s.beta * e))
        partition += weight * np.trace(free)
        tilted += weight * np.trace(free @ operators.X.real)
        dressed = fock.reduced(*_thermal(spin, s.f2, oscillator, coupling, s.beta), 2)
        norm += weight * np.trace(dressed)
        exact_ += weight * np.trace(dressed @ operators.X.real)
    law = meanfield.coherence(s.beta, s.omega, [(energy, s.f2, [(s.f1, s.omega1)] * s.M)])
    value = exact_ / norm
    return {"law": abs(law / value - 1), "tilted_spin": abs(tilted / partition / value - 1)}


def _thermal(spin, f2, oscillator, coupling, beta):
    values, vectors = np.linalg.eigh(
        np.kron(spin, np.eye(len(oscillator)))
        + np.kron(np.eye(2), oscillator)
        + f2 * np.kron(operators.X.real, coupling)
    )
    return vectors, np.exp(-beta * values)


def not_perturbative(source) -> Sample:
    """Return an input, an output and a mode that are not weakly coupled."""
    numbers = {name: source.number(0.3, 0.6) for name in ("f1", "f2")}
    return Sample(**numbers, beta=source.number(1, 3), omega=source.number(0.8, 1.2), omega1=source.number(0.8, 1.5),
                  mode=(source.number(1.5, 2.5), 1.0))  # fmt: skip


def parallel_resources(s):
    """Return exact moduli of the coherence: as it is, with a second input, a second bath, a second output."""
    value = lambda inputs, outputs: abs(sectors.solve(s.beta, s.omega, inputs, outputs, 16)[1])
    inputs, output = [(s.f1, s.omega1)], (s.f2, [s.mode])
    spins = operators.spins(3)
    system = s.omega1 / 2 * spins[0, 2] + s.omega / 2 * (spins[1, 2] + spins[2, 2])
    shared = s.f1 * spins[0, 2] + s.f2 * (spins[1, 0] + spins[2, 0])
    return {
        "one": value([inputs], [output]),
        "more_inputs": value([inputs * 2], [output]),
        "more_baths": value([inputs] * 2, [output] * 2),
        "second_output": abs(fock.mean(system, [(shared, [s.mode])], s.beta, 24, spins[1, 0])),
    }
