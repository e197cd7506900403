"""Several input spins on one bath: equal and own couplings, generic vectors, separate groups."""

from __future__ import annotations

from math import comb

import numpy as np

from ledger.exact import limits
from ledger.sample import Sample
from paper.routes import fock, meanfield, operators, raw, sectors
from paper.systems.few_modes import small_system
from paper.systems.sampling import couplings, modes, reorganization, spin_energies, within

DOMAIN = "M = {} input spins, an output above or below them, f1, f2 of both signs, modes off resonance"


EXCESS = 1 / np.tanh(1) - 1  # at 2/beta an input gives tanh(1), and is counted in full


class Density:
    """The coupling density (35) of the inputs: its integral with a function of the frequency; times a scale."""

    def __init__(self, couplings, frequencies):
        self.couplings, self.frequencies = couplings, frequencies

    def __call__(self, test):
        return sum(f * test(w) for f, w in zip(self.couplings, self.frequencies, strict=False))

    def __mul__(self, scale):
        return Density([scale * f for f in self.couplings], self.frequencies)


def many(source, inputs: int = 3, count: int = 2) -> Sample:
    """Return ``inputs`` driving spins of different frequencies and couplings, and one output spin."""
    omega = [source.number(0.4, 1.1) for _ in range(inputs)] + [within(source, (1.2, 1.7), (0.2, 0.35), (2.7, 3.2))]
    beta, own = source.number(0.8, 2.2), np.array([source.number(-0.4, 0.4) for _ in range(inputs)])
    return dress(source, beta, omega, own, modes(source, count, low=1.0))


def dress(source, beta, omega, own, bath) -> Sample:
    """Return the operators and energies of input spins and one output spin, whose frequency is the last."""
    inputs, sigma = len(omega) - 1, operators.spins(len(omega))
    return Sample(
        **couplings(source, "f1", "f2"),
        beta=beta,
        omega=omega,
        M=inputs,
        fj=own,
        modes=bath,
        Omega=reorganization(bath),
        E=spin_energies(omega),
        tau=source.number(0.6, 0.8),
        taup=source.number(0.2, 0.5),
        x=[a[0] for a in sigma],
        y=[a[1] for a in sigma],
        z=[a[2] for a in sigma],
        eye=np.eye(2 ** len(omega)),
        density=Density(own, omega),
    )


def equal_couplings(s):
    return s.f1 * sum(s.z[: s.M]) + s.f2 * s.x[s.M]


def own_couplings(s):
    return sum(f * z for f, z in zip(s.fj, s.z, strict=False)) + s.f2 * s.x[s.M]


def product(s):
    left, right = (raw.rotate(equal_couplings(s), s.E, t) for t in (s.tau, s.taup))
    return (left @ right,)


def coherence(operator):
    return lambda s: (raw.second_order(s.modes, s.beta, s.E, operator(s), s.x[s.M]),)


def forced(s, inputs=None):
    inputs = inputs or list(zip(s.fj, s.omega, strict=False))
    return (meanfield.coherence(s.beta, s.omega[s.M], [(s.Omega, s.f2, inputs)]),)


def exact(s):
    return exact_own(s.but(fj=[s.f1] * s.M))


def exact_own(s):
    """Return the exact coherence with couplings of their own, for the first mode alone."""
    return configurations(s)[1]


def configurations(s):
    """Return the exact Z, coherence and population of the output for the first mode alone, in 24 levels."""
    inputs = list(zip(s.fj, s.omega, strict=False))
    return sectors.solve(s.beta, s.omega[s.M], [inputs], [(s.f2, s.modes[:1])], 24)


def much_faster(s):
    """Return the same with inputs so far above 2/beta that nothing but the couplings is small."""
    omega = [6 * w for w in s.omega[: s.M]] + s.omega[s.M :]
    return s.but(omega=omega, E=spin_energies(omega), density=Density(s.fj, omega))


def input_force(s):
    """Return the strength and the thermal average of the force operator of the input spins."""
    operator = sum(f * z for f, z in zip(s.fj, s.z, strict=False))
    return operator[0, 0], -operators.average(operators.gibbs(np.diag(s.E), s.beta), operator)


def two_groups(source) -> Sample:
    """Return input spins well above 2/beta, or below it, with couplings of one sign: nothing cancels."""
    (low, high), beta = source.choice(((7.0, 9.5), (0.5, 1.9))), source.number(0.9, 1.1)
    omega = [source.number(low, high) / beta for _ in range(2)] + [1.5]
    return dress(source, beta, omega, np.array([0.3, 0.2]), modes(source, 1, low=1.0)).but(low=low)


def at_the_edge(source) -> Sample:
    """Return two inputs of one frequency a little above or below 2/beta, with the exact second order.

    In symbols it is any frequency, and the step of (37) is asked at 3/beta or at 1/beta.
    """
    above, beta = source.choice((True, False)), source.number(0.9, 1.1)
    near = source.number(2.0, 2.08) if above else source.number(1.92, 2.0)
    own = np.array([source.number(0.2, 0.3), source.number(0.1, 0.2)])
    s = dress(source, beta, [near / beta] * 2 + [source.number(1.2, 1.7)], own, modes(source, 1, low=1.0))
    (exact,) = coherence(own_couplings)(s)
    asked = [(3 if above else 1) / beta] * 2 if hasattr(source, "home") else s.omega[:2]
    return s.but(exact=exact, above=above, excess=EXCESS, density=Density(own, asked))


def counted(s):
    """Return how much of the force of the inputs is counted, over what there is."""
    up, down = np.exp(-s.beta * s.omega[0] / 2), np.exp(s.beta * s.omega[0] / 2)
    return ((up + down) / (down - up) if s.above else 0,)


def far_or_near(source) -> Sample:
    """Return two inputs in symbols whose frequencies go to infinity, or are below 2/beta.

    The step is asked at ``2/beta + w``, which is w in the limit, or at 1/beta for all that is below 2/beta.
    """
    far, s = source.choice((True, False)), many(source, 2, 1)
    scale = source.number()
    omega = [w * scale for w in s.omega[:2]] + s.omega[2:] if far else s.omega
    asked = [2 / s.beta + w if far else 1 / s.beta for w in omega]
    return s.but(
        omega=omega, E=spin_energies(omega), density=Density(s.fj, asked), low=7 if far else 0.5, scale=scale, far=far
    )


def far_coherence(s):
    """Return the coherence, in the limit of high input frequencies if they are to be high."""
    (value,) = coherence(own_couplings)(s)
    return (limits.finite(limits.at_infinity(value, s.scale)) if s.far else value,)


def with_vectors(source) -> Sample:
    """Return spins with z-vectors and an x-vector, with the two readings of the mode index."""
    s = small_system(source)
    vectors = [np.array([0.0, 0.0, s.n[0][2]]), np.array([s.n[1][0], 0.0, 0.0])]
    return s.but(n=vectors, sigma_k=lambda term: term(0), Sum_k=lambda term: sum(term(k) for k in range(s.K)))


def broad(source) -> Sample:
    """Return fifty input spins far above 2/beta, whose joint force is weak or strong."""
    weak, omega, beta = source.choice((True, False)), source.number(0.5, 2), 1.0
    bath = [(source.number(1.5, 2.5), 0.4)]
    energy, f2 = reorganization(bath), source.choice((1, -1)) * 0.3
    f1 = (0.02 if weak else 2.0) * omega / (4 * f2 * energy * 50)
    high = source.number(8, 80)
    return Sample(f1=f1, f2=f2, beta=beta, omega_out=omega, high=high, M=50, Omega=energy, modes=bath, weak=weak)


def broad_values(s):
    return {
        "together": equal_inputs(s, s.f1, s.M),
        "shared": equal_inputs(s, s.f1 / s.M, s.M),
        "single": equal_inputs(s, s.f1, 1),
    }


def equal_inputs(s, f1: float, inputs: int) -> float:
    """Return the exact coherence due to equal inputs: they keep their z-components, which displace the bath."""
    partition = signal = 0.0
    energy, coupling = fock.bath(s.modes, 24)
    for down in range(inputs + 1):
        total = inputs - 2 * down
        bias = s.omega_out / 2 * operators.Z - 2 * f1 * s.f2 * s.Omega * total * operators.X
        values, vectors = np.linalg.eigh(
            np.kron(bias.real, np.eye(len(energy)))
            + np.kron(np.eye(2), energy)
            + s.f2 * np.kron(operators.X.real, coupling)
        )
        exponent = -s.beta * (values + s.high / 2 * (total + inputs) - s.Omega * f1**2 * total**2)
        weights = comb(inputs, down) * np.exp(exponent)
        half = len(energy)
        signal += np.dot(weights, 2 * np.einsum("ia,ia->a", vectors[:half], vectors[half:]))
        partition += weights.sum()
    return signal / partition


def norm_change(s):
    """Return the second-order change of the norm over that of the coherence: it multiplies a free average of zero."""
    kernel = raw.bath_integral(s.modes, s.beta, s.E, equal_couplings(s))
    state = operators.gibbs(np.diag(s.E), s.beta)
    free = [abs(operators.average(state, o)) for o in (s.x[s.M], s.z[s.M])]
    return {"free_x": free[0], "free_z": free[1], "norm": abs(np.trace(state @ kernel).real)}


def by_frequency(source) -> Sample:
    """Return two input spins, far above and far below 2/beta."""
    beta = source.number(0.5, 2)
    return Sample(beta=beta, high=source.number(6, 60) / beta, low=source.number(0.02, 0.2) / beta)


def share(s):
    """Return what both contribute, over what they would if they were polarized."""
    cold, hot = (-meanfield.polarization(omega, s.beta) for omega in (s.high, s.low))
    return {"cold": cold, "hot": hot}
