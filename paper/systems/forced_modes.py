"""The transformation of Appendix D from another side: eigenstates of the forced modes, one configuration at a time."""

from __future__ import annotations

from itertools import product

import numpy as np

from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes import fock, operators
from paper.systems import words
from paper.systems.two_bath_matrices import two_bath_space
from paper.systems.two_baths import parameters

LEVELS = 3

SPACE = "M = 2, N = 1 and the output spin, one mode in each bath, truncated Fock space"

LOW = "M = 2, N = 1, one mode in each bath, matrix elements between the lowest states of each mode"


def inputs_on_baths(source) -> Sample:
    """Return two inputs on the left bath, one on the right, and the output spin."""
    return two_bath_space(source, 2, 1, LEVELS)


def mode_blocks(frequency: float, coupling: float, force: float, low: int = LEVELS) -> tuple[np.ndarray, ...]:
    """Return U and the transformed b, b^+ b and b + b^+ of one mode under a constant force, between its lowest states.

    The columns of U are the eigenstates of the forced mode: nothing is assumed about the form of U but the signs of its
    columns.
    """
    energy, x = fock.bath([(frequency, coupling)], 40)
    _, u = np.linalg.eigh(energy + force * x)
    u = u * np.sign(np.diag(u))
    b = operators.annihilator(40)
    return tuple(a[:low, :low] for a in (u, u.T @ b @ u, u.T @ (b.T @ b) @ u, u.T @ (b + b.T) @ u))


def configurations(s):
    """Yield (index, forces on both baths, energy of the inputs) for each configuration of the input spins."""
    for index, signs in enumerate(product((1, -1), repeat=s.M + s.N)):
        left, right = sum(signs[: s.M]), sum(signs[s.M :])
        yield index, (s.f1 * left, s.g1 * right), s.omega1 / 2 * left + s.omega2 / 2 * right


def by_configuration(s, block) -> np.ndarray:
    """Return the matrix that is ``block(forces, energy)`` for each configuration of the inputs."""
    blocks = [block(forces, energy) for _, forces, energy in configurations(s)]
    size = len(blocks[0])
    out = np.zeros((len(blocks) * size,) * 2, dtype=complex)
    for i, value in enumerate(blocks):
        out[i * size : (i + 1) * size, i * size : (i + 1) * size] = value
    return out


def transformation(s):
    modes = (s.left[0], s.right[0])
    block = lambda f: np.kron(*(mode_blocks(*m, force, 2)[0] for m, force in zip(modes, f, strict=True)))
    shift = lambda f: np.kron(mode_blocks(*modes[0], f[0], 2)[1], np.eye(2))
    return by_configuration(s, lambda f, _: block(f)), by_configuration(s, lambda f, _: shift(f))


def transformed(s) -> np.ndarray:
    """Return U^+ H U, configuration by configuration, from the eigenstates of the forced modes."""

    def block(forces, energy):
        out, modes = np.zeros((2 * LEVELS**2,) * 2, dtype=complex), (s.left[0], s.right[0])
        out += energy * np.eye(len(out)) + np.kron(s.omega / 2 * operators.Z, np.eye(LEVELS**2))
        for k, (mode, force, f) in enumerate(zip(modes, forces, (s.f2, s.g2), strict=True)):
            _, _, n, x = mode_blocks(*mode, force)
            widen = lambda a, k=k: np.kron(a, np.eye(LEVELS)) if k == 0 else np.kron(np.eye(LEVELS), a)
            out += np.kron(np.eye(2), widen(mode[0] * n + force * mode[1] * x))
            out += f * mode[1] * np.kron(operators.X, widen(x))
        return out

    return by_configuration(s, block)


def ground_energies(s):
    """Return the spin energies with the ground-state energies of the forced baths, one bath at a time."""
    shift = lambda mode, force: np.linalg.eigvalsh(sum(fock.bath([(mode[0], force * mode[1])], 50)))[0]
    size = 2 * LEVELS**2
    signs = [(np.array(t[: s.M]).sum(), np.array(t[s.M :]).sum()) for t in product((1, -1), repeat=s.M + s.N)]
    left = [s.omega1 / 2 * a + shift(s.left[0], s.f1 * a) for a, _ in signs]
    right = [s.omega2 / 2 * b + shift(s.right[0], s.g1 * b) for _, b in signs]
    return tuple(np.kron(np.diag(e), np.eye(size)) for e in (left, right))


def mean_force(s):
    """Return the force of the displaced ground states on the output spin."""

    def block(forces, _):
        ground = [
            np.linalg.eigh(sum(fock.bath([(w, f * c)], 50)))[1][:, 0] for (w, c), f in zip(modes, forces, strict=True)
        ]
        x = operators.annihilator(50) + operators.annihilator(50).T
        force = [f * c * (g @ x @ g) for f, (_, c), g in zip((s.f2, s.g2), modes, ground, strict=True)]
        return sum(force) * np.kron(operators.X, np.eye(LEVELS**2))

    modes = (s.left[0], s.right[0])
    return (by_configuration(s, block),)


def wide(source) -> Sample:
    """Return the inputs alone with weak couplings and more levels, and the block of the lowest two of each mode."""
    s = two_bath_space(source, 2, 1, 5, output=0, size=0.05)
    return s.but(low=s.space.lowest)


def product_states(source) -> Sample:
    """Return three spins up or down."""
    states = {"up": np.array([1.0, 0.0]), "down": np.array([0.0, 1.0])}
    spins = [source.choice(("up", "down")) for _ in range(3)]
    s = parameters(source)
    return s.but(M=3, ket=states, s=spins, kron=np.kron, z=list(operators.spins(3)[:, 2].real), eye=np.eye(8))


def common_eigenvector(s):
    """Return the eigenvector of three different fields, found by its energy, and H_S1 times it."""
    signs = [1 if name == "up" else -1 for name in s.s]
    weights = np.array([1.0, 2.0, 4.0])
    values, vectors = np.linalg.eigh(np.einsum("j,jab->ab", weights, np.array(s.z)))
    vector = np.abs(vectors[:, np.argmin(np.abs(values - weights @ signs))])
    return vector, level(s, sum(signs)) * vector


def exact_level(s, total: int):
    """Return the same by a displacement."""
    frequency, coupling = s.left[0]
    return s.omega1 / 2 * total - words.ground_shift(s.beta.home, frequency, s.f1 * coupling) * total**2


@exactly(exact_level)
def level(s, total: int) -> float:
    """Return the ground-state energy of the left bath under the force of the inputs, with their own energy."""
    frequency, coupling = s.left[0]
    return s.omega1 / 2 * total + np.linalg.eigvalsh(sum(fock.bath([(frequency, s.f1 * total * coupling)], 60)))[0]


def one_level(source) -> Sample:
    m = source.choice(range(5))
    return parameters(source).but(M=4, m=m)


def exact_counted(s):
    """Return the same, energies being equal as functions."""
    first = level(s, s.M - 2 * s.m)
    return first, sum(level(s, sum(signs)) == first for signs in product((1, -1), repeat=s.M))


@exactly(exact_counted)
def counted(s):
    """Return the energy of m spins down, and how many of the 2^M configurations have it."""
    totals = [sum(signs) for signs in product((1, -1), repeat=s.M)]
    energies = np.array([level(s, total) for total in totals])
    first = np.array([-1] * s.m + [1] * (s.M - s.m)).sum()
    return level(s, first), int(np.sum(np.abs(energies - level(s, first)) < 1e-9))
