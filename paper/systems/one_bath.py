"""Spins on one bath to second order in their coupling, and the correlations of that bath."""

from __future__ import annotations

import numpy as np

from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes import fock, levels, operators, raw
from paper.systems.few_modes import exact_state, small_system
from paper.systems.sampling import couplings, modes, spin_energies, spin_operator


def two_spins(source) -> Sample:
    s = small_system(source, spins=2, mode_count=1)
    return Sample(beta=s.beta, E=s.ES, F0=spin_operator(s.n), modes=s.modes, eye=np.eye(4))


def second_order_operator(s):
    return (s.eye + raw.bath_integral(s.modes, s.beta, s.E, s.F0),)


def exact_average(s):
    return fock.bath_average_of_exponential(np.diag(s.E), [(s.F0, s.modes)], s.beta, 26)


def correlation_sample(source) -> Sample:
    """Return two modes and two times, 0 < tau' < tau < beta."""
    beta, bath = source.number(0.6, 1.6), modes(source, 2, low=1.2)
    earlier, gap = beta * source.number(0.05, 0.3), beta * source.number(0.1, 0.6)
    return Sample(
        beta=beta,
        modes=bath,
        Omega=[w for w, _ in bath],
        lam=[c for _, c in bath],
        K=2,
        tau=earlier + gap,
        taup=earlier,
        xi=bath[0][0],
    )


@exactly(levels.number_sum)
def number_sum(s):
    """Return ``<x(tau) x(tau')>`` of one mode from its populations, level by level."""
    n = np.arange(600)
    p = np.exp(-s.beta * s.xi * n)
    t = s.tau - s.taup
    return (np.sum(p * (n * np.exp(t * s.xi) + (n + 1) * np.exp(-t * s.xi))) / p.sum(),)


@exactly(levels.force_correlation)
def force_correlation(s):
    """Return ``<B(tau) B(0)>`` of two modes by matrices."""
    energy, coupling = fock.bath(s.modes, 40)
    e = np.diag(energy)
    p = np.exp(-s.beta * e)
    t = s.tau - s.taup
    return ((p * np.exp(t * e)) @ coupling**2 @ np.exp(-t * e) / p.sum(),)


def one_quantum_block(s):
    """Return F(tau) as the block of ``e^{tau H0} H_SB e^{-tau H0}`` between no and one quantum of mode 0."""
    d, e = s.spin_dimension, s.bath_dimension
    picture = np.exp(s.tau * s.E0)[:, None] * s.V * np.exp(-s.tau * s.E0)[None, :]
    blocks = picture.reshape(d, e, d, e)
    first = s.levels ** (s.K - 1)
    return (blocks[:, 0, :, first] * np.exp(s.Omega[0] * s.tau) / s.lam[0],)


def coupling_in_time(s):
    """Return F(tau) from the energy differences."""
    return (raw.rotate(spin_operator(s.n), s.ES, s.tau),)


def one_spin(source, count: int = 1) -> Sample:
    """Return one spin that drives itself, with two generic times."""
    w = source.number(0.5, 1.8)
    return Sample(
        **couplings(source, "f1", "f2"),
        beta=source.number(0.7, 2.5),
        omega1=w,
        omega=w,
        modes=modes(source, count, low=1.0),
        E=spin_energies([w]),
        tau=source.number(0.4, 0.9),
        taup=source.number(0.1, 0.4),
    )


def own_operator(s):
    return s.f1 * operators.Z + s.f2 * operators.X


def full_coupling(source) -> Sample:
    """Return one spin with the vector (f2, 0, f1) in a truncated space."""
    f = couplings(source, "f1", "f2")
    return small_system(source, spins=1).but(**f, n=[np.array([f["f2"], 0.0, f["f1"]])])


def product(s):
    left, right = (raw.rotate(own_operator(s), s.E, t) for t in (s.tau, s.taup))
    return (left @ right,) * 2


def rotated(s):
    turned = [raw.rotate(p, s.E, s.tau) for p in operators.PAULI]
    return (*turned, *turned)


def own_coherence(s):
    return (raw.second_order(s.modes, s.beta, s.E, own_operator(s), operators.X),) * 2


def exact_own_coherence(s):
    return fock.mean(np.diag(s.E), [(own_operator(s), s.modes)], s.beta, 45, operators.X)


def two_matrices(source) -> Sample:
    """Return a pair of Pauli matrices."""
    a, b = source.choice((a, b) for a in range(3) for b in range(3))
    return Sample(a=a, b=b, sigma_a=operators.PAULI[a], sigma_b=operators.PAULI[b])


def levi_civita(a, b):
    out = np.eye(2, dtype=complex) * (a == b)
    for c in range(3):
        out = out + 1j * (a - b) * (b - c) * (c - a) / 2 * operators.PAULI[c]
    return out


def numerator(s):
    """A matrix is an exponential of a Hermitian one if it is Hermitian and positive."""
    state = exact_state(s)
    asymmetry = np.max(np.abs(state - state.conj().T))
    return {"lowest": np.linalg.eigvalsh(state)[0], "size": np.max(np.abs(state)), "asymmetry": asymmetry}
