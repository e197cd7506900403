"""Spins and few modes in a truncated Fock space: operators, averages and the exact answers."""

from __future__ import annotations

from functools import reduce

import numpy as np
from scipy.linalg import expm

from paper.routes import fock, operators
from paper.systems.sampling import number, small_system, spin_operator

SPACE = "2 spins with generic coupling vectors, 2 modes, every matrix element of a truncated Fock space"


def full(rng) -> dict:
    """Return a small system with the total Hamiltonian and the two partial averages."""
    s = small_system(rng)
    bath_energy, coupling = fock.bath(s["modes"], s["levels"])
    h0 = np.kron(s["HS"], np.eye(len(bath_energy))) + np.kron(np.eye(len(s["HS"])), bath_energy)
    h = h0 + np.kron(spin_operator(s["omega"], s["n"]), coupling)
    d, e = s["spin_dimension"], s["bath_dimension"]
    zb = np.exp(-s["beta"] * np.diag(bath_energy)).sum()
    zs = np.exp(-s["beta"] * s["ES"]).sum()
    weight = np.kron(np.eye(d), expm(-s["beta"] * bath_energy))
    trace_bath = lambda a: np.einsum("akbk->ab", np.asarray(a).reshape(d, e, d, e))
    return s | {
        "H": h,
        "H0": h0,
        "V": h - h0,
        "Z": np.exp(-s["beta"] * np.linalg.eigvalsh(h)).sum(),
        "ZS": zs,
        "ZB": zb,
        "TrB": trace_bath,
        "avB": lambda a: trace_bath(weight @ a) / zb,
        "avS": lambda a: np.trace(expm(-s["beta"] * s["HS"]) @ a) / zs,
        "tau": number(rng, 0.2, 0.5),
        "A": rng.normal(size=(d * e, d * e)),
        "O": rng.normal(size=(d, d)),
        "eye": np.eye(d * e),
        "E0": np.diag(h0).copy(),
    }


def exact_state(s):
    operator = spin_operator(s.omega, s.n)
    return fock.state(s.HS, [(operator, s.modes)], s.beta, s.levels)


def coupling_elements(s):
    """Return H_SB element by element: spin matrix element times the ladder elements of one changed mode."""
    spin = spin_operator(s.omega, s.n)
    shape = (s.levels,) * s.K
    bath = np.zeros((s.bath_dimension, s.bath_dimension))
    for state in np.ndindex(shape):
        for k in range(s.K):
            if state[k] + 1 < s.levels:
                up = tuple(m + (k == q) for q, m in enumerate(state))
                i, j = np.ravel_multi_index(state, shape), np.ravel_multi_index(up, shape)
                bath[i, j] = bath[j, i] = s.lam[k] * np.sqrt(state[k] + 1)
    return (np.kron(spin, bath),)


def boson_energies(s):
    counts = np.indices((s.levels,) * s.K).reshape(s.K, -1)
    energies = np.tensordot(s.Omega, counts, 1)
    return (np.kron(np.eye(s.spin_dimension), np.diag(energies)),)


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


def solved(rng) -> dict:
    """Add U(beta) as the solution of the differential equation (7), by a fine product of short steps."""
    s = full(rng)
    steps = 400
    h = s["beta"] / steps
    exponents = []
    for i in range(steps):  # fourth-order Magnus step at the two Gauss points
        a, b = (
            -np.exp(t * s["E0"])[:, None] * s["V"] * np.exp(-t * s["E0"])[None, :]
            for t in (h * (i + 0.5 - np.sqrt(3) / 6), h * (i + 0.5 + np.sqrt(3) / 6))
        )
        exponents.append(h * (a + b) / 2 + np.sqrt(3) / 12 * h * h * (b @ a - a @ b))
    return s | {"U": reduce(lambda u, step: step @ u, expm(np.array(exponents)), s["eye"])}


def tiny(rng) -> dict:
    """Return one spin and one mode, for integrals of full matrices."""
    s = small_system(rng, spins=1, mode_count=1)
    bath_energy, coupling = fock.bath(s["modes"], s["levels"])
    e0 = np.add.outer(s["ES"], np.diag(bath_energy)).ravel()
    return s | {"E0": e0, "V": np.kron(spin_operator(s["omega"], s["n"]), coupling), "eye": np.eye(len(e0))}


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
    sigma = operators.embed(operators.X, s.M, [2] * (s.M + 1) + [s.bath_dimension])
    return (operators.average(operators.gibbs(s.H, s.beta), sigma),)
