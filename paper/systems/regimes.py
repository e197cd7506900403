"""Where the limits of Section 6 hold: exact answers at weak and strong coupling."""

from __future__ import annotations

import numpy as np

from ledger.sample import Sample
from paper.routes import fock, meanfield, sectors
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
    g1, right = source.choice((0.6, 0.02)), [(source.number(2.6, 3.0), 1.6)]
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


def largest_bias(s):
    biases = [4 * s.f1 * s.f2 * s.Omega * (s.M - 2 * m) + 4 * s.g1 * s.g2 * s.Upsilon * (s.N - 2 * n)
              for m in range(s.M + 1) for n in range(s.N + 1)]  # fmt: skip
    return {
        "largest": max(biases),
        "printed_bound": 4 * s.f1 * s.f2 * s.Omega * s.M + 4 * s.g1 * s.g2 * s.Upsilon * s.N,
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
    return {"together": forced(s), "M_plus_N_fold": (s.M + s.N) * single}
