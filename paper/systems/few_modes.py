"""Spins and few modes in a truncated Fock space: operators, averages and the exact answers."""

from __future__ import annotations

from functools import reduce

import numpy as np
from scipy.linalg import expm

from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes import fock, operators
from paper.systems import formal, words
from paper.systems.formal import blocks, generic
from paper.systems.sampling import modes, spin_energies, spin_operator, vector
from paper.systems.space import space

SPACE = "2 spins with generic coupling vectors, 2 modes, every matrix element of a truncated Fock space"


def small_system(source, spins: int = 2, mode_count: int = 2, levels: int = 3) -> Sample:
    """Return spins with generic couplings to a few modes, all operators in the whole space."""
    frequencies = [source.number(0.4, 1.6) for _ in range(spins)]
    bath = modes(source, mode_count)
    whole = space(source, spins, mode_count, levels)
    return Sample(
        beta=source.number(0.6, 1.6),
        M=spins - 1,
        K=mode_count,
        levels=levels,
        omega=frequencies,
        n=[vector(source) for _ in range(spins)],
        Omega=[w for w, _ in bath],
        lam=[c for _, c in bath],
        modes=bath,
        space=whole,
        sigma=whole.sigma,
        b=whole.b,
        spin=operators.spins(spins),
        ES=spin_energies(frequencies),
        HS=np.diag(spin_energies(frequencies)),
        spin_dimension=2**spins,
        bath_dimension=levels**mode_count,
    )


def diagonal(source, **numbers) -> Sample:
    """Return the free Hamiltonians of a small system as diagonal matrices, and a generic operator of the spins."""
    s = small_system(source, **numbers)
    counts = np.indices((s.levels,) * s.K).reshape(s.K, -1)
    size = s.spin_dimension
    return s.but(
        HB=np.diag(np.tensordot(s.Omega, counts, 1)),
        ZS=np.exp(-s.beta * s.ES).sum(),
        O=source.numbers(0, 1, (size, size)),
        tau=source.number(0.2, 0.5),
    )


def formal_state(source) -> Sample:
    """Return one spin and one mode of two levels with a generic H, and a generic operator A."""
    s = diagonal(source, spins=1, mode_count=1, levels=2)
    d, e = len(s.ES), s.levels
    h, exponential, weights = generic(source, d * e), generic(source, d * e), np.exp(-s.beta * np.diag(s.HB))
    spins, levels = np.exp(-s.beta * s.ES), np.add.outer(s.ES, np.diag(s.HB)).ravel()
    return s.but(
        H=h,
        H0=np.diag(levels),
        HSfull=np.diag(np.repeat(s.ES, e)),
        A=generic(source, d * e),
        expm=formal.exponential(s.beta, [(h, exponential)]),
        chronological=lambda *_: np.diag(np.exp(s.beta * levels)) @ exponential,  # Eq. (8), of which U is the solution
        V=h - np.diag(levels),
        E0=levels,
        eye=np.eye(d * e, dtype=int),
        Z=np.trace(exponential),
        ZB=weights.sum(),
        exponential=exponential,
        TrB=lambda a: blocks(a, e),
        avB=lambda a: blocks(np.tile(weights, d)[:, None] * a, e) / weights.sum(),
        avS=lambda a: np.sum(spins * np.diag(a)) / spins.sum(),
    )


def state_of_formal(s):
    """Return the state of the spin, element by element."""
    d, e, x = len(s.ES), s.levels, s.exponential
    total = sum(x[i, i] for i in range(d * e))
    return np.array([[sum(x[i * e + k, j * e + k] for k in range(e)) / total for j in range(d)] for i in range(d)])


def uncoupled(source) -> Sample:
    """Return a small system with its free Hamiltonians, the averages over one half, and generic operators."""
    s = small_system(source)
    bath_energy, coupling = fock.bath(s.modes, s.levels)
    h0 = s.space.on_spins(s.HS) + s.space.on_bath(bath_energy)
    v = np.kron(spin_operator(s.n), coupling)
    weight = s.space.on_bath(expm(-s.beta * bath_energy))
    zb, zs = np.exp(-s.beta * np.diag(bath_energy)).sum(), np.exp(-s.beta * s.ES).sum()
    return s.but(
        HB=bath_energy,
        HSfull=s.space.on_spins(s.HS),
        H=h0 + v,
        H0=h0,
        E0=np.diag(h0).copy(),
        V=v,
        ZS=zs,
        ZB=zb,
        TrB=s.space.trace_bath,
        avB=lambda a: s.space.trace_bath(weight @ a) / zb,
        avS=lambda a: np.trace(expm(-s.beta * s.HS) @ a) / zs,
        tau=source.number(0.2, 0.5),
        A=source.numbers(-1, 1, (len(h0), len(h0))),
        O=source.numbers(-1, 1, (s.spin_dimension, s.spin_dimension)),
        eye=s.space.eye,
    )


def full(source) -> Sample:
    """Add the partition function of the whole."""
    s = uncoupled(source)
    return s.but(Z=np.exp(-s.beta * np.linalg.eigvalsh(s.H)).sum())


def exact_state(s):
    return fock.state(s.HS, [(spin_operator(s.n), s.modes)], s.beta, s.levels)


@exactly(words.coupling_elements)
def coupling_elements(s):
    """Return H_SB element by element: spin matrix element times the ladder elements of one changed mode."""
    shape = (s.levels,) * s.K
    bath = np.zeros((s.bath_dimension, s.bath_dimension))
    for state in np.ndindex(shape):
        for k in range(s.K):
            if state[k] + 1 < s.levels:
                up = tuple(m + (k == q) for q, m in enumerate(state))
                i, j = np.ravel_multi_index(state, shape), np.ravel_multi_index(up, shape)
                bath[i, j] = bath[j, i] = s.lam[k] * np.sqrt(state[k] + 1)
    return (np.kron(spin_operator(s.n), bath),)


@exactly(words.boson_energies)
def boson_energies(s):
    counts = np.indices((s.levels,) * s.K).reshape(s.K, -1)
    energies = np.tensordot(s.Omega, counts, 1)
    return (np.kron(np.eye(s.spin_dimension), np.diag(energies)),)


@exactly(words.spin_signs)
def spin_signs(s):
    signs = 1 - 2 * np.indices((2,) * (s.M + 1)).reshape(s.M + 1, -1)
    return (np.kron(np.diag(np.tensordot(s.omega, signs, 1) / 2), np.eye(s.bath_dimension)),)


def evolution(s, tau):
    """Return U(tau) from the eigenvectors of H, without any ordering."""
    return np.exp(tau * s.E0)[:, None] * operators.function(s.H, lambda e: np.exp(-tau * e))


def evolution_rate(s):
    steps, weights = np.array([1, 2, 3, 4]), np.array([4 / 5, -1 / 5, 4 / 105, -1 / 280])
    h = 0.02
    rate = sum(
        w * (evolution(s, s.tau + k * h) - evolution(s, s.tau - k * h)) for k, w in zip(steps, weights, strict=True)
    )
    return rate / h, np.eye(len(s.H))


def duhamel(s):
    """Return 1 - I_1 + I_2 from one block-triangular exponential (Van Loan), which knows no integrals."""
    n, h0 = len(s.E0), np.diag(s.E0)
    block = np.zeros((3 * n, 3 * n), dtype=complex)
    for i in range(3):
        block[i * n : (i + 1) * n, i * n : (i + 1) * n] = h0
    for i in range(2):
        block[i * n : (i + 1) * n, (i + 1) * n : (i + 2) * n] = s.V
    exponential = expm(-s.beta * block)
    orders = [exponential[:n, i * n : (i + 1) * n] for i in range(3)]
    return (np.exp(s.beta * s.E0)[:, None] * sum(orders),)


def solved(source) -> Sample:
    """Add U(beta) as the solution of the differential equation (7), by a fine product of short steps."""
    s = uncoupled(source)
    steps = 400
    h = s.beta / steps
    exponents = []
    for i in range(steps):  # fourth-order Magnus step at the two Gauss points
        a, b = (
            -np.exp(t * s.E0)[:, None] * s.V * np.exp(-t * s.E0)[None, :]
            for t in (h * (i + 0.5 - np.sqrt(3) / 6), h * (i + 0.5 + np.sqrt(3) / 6))
        )
        exponents.append(h * (a + b) / 2 + np.sqrt(3) / 12 * h * h * (b @ a - a @ b))
    return s.but(U=reduce(lambda u, step: step @ u, expm(np.array(exponents)), s.eye))


def tiny(source) -> Sample:
    """Return one spin and one mode, at temperatures that the short steps of integrals of full matrices resolve."""
    s = small_system(source, spins=1, mode_count=1).but(beta=source.number(0.6, 1.1))
    bath_energy, coupling = fock.bath(s.modes, s.levels)
    e0 = np.add.outer(s.ES, np.diag(bath_energy)).ravel()
    return s.but(E0=e0, V=np.kron(spin_operator(s.n), coupling), eye=np.eye(len(e0)))


def exact_evolution(s):
    return np.exp(s.beta * s.E0)[:, None] * operators.function(np.diag(s.E0) + s.V, lambda e: np.exp(-s.beta * e))


def boltzmann(s):
    weights = np.exp(-s.beta * s.ES)
    return (np.sum(weights * np.diag(s.O)) / weights.sum(),)


def bath_average(s):
    energies = np.diag(s.HB)
    blocks = s.A.reshape(s.spin_dimension, len(energies), s.spin_dimension, len(energies))
    weights = np.exp(-s.beta * energies)
    return (sum(w * blocks[:, k, :, k] for k, w in enumerate(weights)) / weights.sum(),)


def partition_products(s):
    truncated = [(1 - np.exp(-s.beta * w * s.levels)) / (1 - np.exp(-s.beta * w)) for w in s.Omega]
    return np.prod([2 * np.cosh(s.beta * w / 2) for w in s.omega]), np.prod(truncated)


def output_coherence(s):
    return (operators.average(operators.gibbs(s.H, s.beta), s.sigma[s.M][0]),)
