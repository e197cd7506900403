"""One spin and one mode of two levels as matrices of exact numbers, with eigenvectors where each block has two states.

A vector in the plane flips the spin with every quantum, one along the axis keeps it: either way H falls into
blocks of two states, whose energies and eigenvectors are roots.
"""

from __future__ import annotations

import numpy as np

from ledger.exact.integral import derivative
from ledger.exact.matrices import blocks
from ledger.exact.number import Inexact, home
from ledger.sample import Sample
from paper.routes import divided, fock
from paper.systems.few_modes import small_system
from paper.systems.sampling import spin_operator

BLOCKS = "1 spin with any vector in the plane or along the axis, 1 mode of 2 levels below or above it: all orders"


def in_blocks(source) -> Sample:
    """Return one spin and one mode in blocks of two states."""
    case = source.choice(("along the axis", "in the plane", "in the plane, a higher mode"))
    s, gap = small_system(source, 1, 1, 2), source.number()
    (x, y, z), lower = source.numbers(0, 1, 3), s.omega[0]  # a turn about z and b -> -b give the other signs
    w, xi = (lower, lower + gap) if case.endswith("higher mode") else (lower + gap, lower)
    vector = np.array([0, 0, z] if case == "along the axis" else [x, y, 0])
    own = np.array([w / 2, -w / 2])
    return assembled(s.but(ES=own, modes=[(xi, s.lam[0])], n=[vector], tau=source.number()))


def in_general(source) -> Sample:
    """Return one spin with a generic vector and one mode."""
    return assembled(small_system(source, 1, 1, 2))


def assembled(s) -> Sample:
    """Add the Hamiltonian and its parts as matrices."""
    energy, coupling = fock.bath(s.modes, s.levels)
    free = np.add.outer(s.ES, np.diag(energy)).ravel()
    coupled = np.kron(spin_operator(s.n), coupling)
    return s.but(E0=free, H0=np.diag(free), V=coupled, H=np.diag(free) + coupled, eye=np.eye(len(free)))


def levels(matrix):
    """Yield (energy, projector) of a Hermitian matrix, from the eigenvectors of its blocks."""
    for block in blocks(matrix):
        if len(block) == 1:
            yield from _embedded(block, matrix, [(matrix[block[0], block[0]], [1], 1)])
        elif len(block) == 2:
            yield from _embedded(block, matrix, _pair(matrix[np.ix_(block, block)]))
        else:
            raise Inexact("eigenvectors of more than two states")


def _pair(block):
    (a, v), (_, d) = block
    size = v * v.conjugate()
    root = (((a - d) / 2) ** 2 + size).sqrt()
    for energy in ((a + d) / 2 + root, (a + d) / 2 - root):
        yield energy, [v, energy - a], size + (energy - a) ** 2


def _embedded(block, matrix, states):
    place = home(matrix)
    for energy, vector, norm in states:
        projector = np.array([[place.number(0)] * len(matrix)] * len(matrix), dtype=object)
        for i, a in zip(block, vector, strict=True):
            for j, b in zip(block, vector, strict=True):
                projector[i, j] = a * place.number(b).conjugate() / norm
        yield energy, projector


def evolved(matrix, tau):
    """Return ``exp(-tau H)`` from energies and eigenvectors."""
    return sum(np.exp(-tau * energy) * projector for energy, projector in levels(matrix))


def series(s) -> tuple:
    """Return U(beta) to fourth and to second order in the coupling, without any integral."""
    parts = divided.orders(s.E0, s.V, s.beta, 4)
    rise = np.exp(s.beta * s.E0)[:, None]
    return rise * sum(parts), rise * sum(parts[:3])


def solution(s, tau):
    """Return U(tau) from the eigenvectors of H and of H0."""
    return np.exp(tau * s.E0)[:, None] * evolved(s.H, tau)


def rate(s):
    """Return the derivative of U at tau, of each exponential in it, and U(0)."""
    parts = []
    for energy, projector in levels(s.H):
        slopes = [derivative(lambda tau, e=e, energy=energy: np.exp(tau * (e - energy)), s.tau) for e in s.E0]
        parts.append(np.array(slopes)[:, None] * projector)
    return sum(parts), np.eye(len(s.H))


def solved(source) -> Sample:
    """Add U(beta) from eigenvectors, of which (7) says that it solves the differential equation."""
    s = in_blocks(source)
    return s.but(U=solution(s, s.beta))
