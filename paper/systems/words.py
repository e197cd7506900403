"""Hamiltonians word by word: every term is written down, nothing is multiplied. Exact, in the infinite Fock space."""

from __future__ import annotations

from itertools import product

import numpy as np

from ledger.exact.algebra import Algebra, Operator


def word(
    space: Algebra, number, spins: dict[int, int] | None = None, modes: dict[int, tuple] | None = None
) -> Operator:
    """Return ``number`` times Pauli matrices (1, 2, 3 for x, y, z) of some spins and ``(creators, annihilators)`` of modes."""
    spins, modes = spins or {}, modes or {}
    string = tuple(spins.get(j, 0) for j in range(space.spins))
    return Operator(
        space, {(string, tuple(modes.get(k, (0, 0)) for k in range(space.modes))): space.home.number(number)}
    )


def boson_energies(s):
    """Return the energy of the modes: one quantum counted for each."""
    return (sum(word(s.space, w, modes={k: (1, 1)}) for k, w in enumerate(s.Omega)),)


def spin_signs(s):
    """Return the energy of the spins."""
    return (sum(word(s.space, w / 2, {j: 3}) for j, w in enumerate(s.omega)),)


def coupling_elements(s):
    """Return the coupling: one component of one spin with one step of one mode at a time."""
    steps = (
        (j, a, k, step) for j in range(len(s.n)) for a in range(3) for k in range(s.K) for step in ((1, 0), (0, 1))
    )
    return (sum(word(s.space, s.n[j][a] * s.lam[k], {j: a + 1}, {k: step}) for j, a, k, step in steps),)


def two_arms(s):
    """Return the Hamiltonian of two baths for M = N = 1, one word after the other."""
    energies = {0: s.omega1, 1: s.omega2, 2: s.omega}
    total = sum(word(s.space, w / 2, {j: 3}) for j, w in energies.items())
    for k, (modes, f_in, f_out) in enumerate(((s.left, s.f1, s.f2), (s.right, s.g1, s.g2))):
        ((w, c),) = modes
        total = total + word(s.space, w, modes={k: (1, 1)})
        for step in ((1, 0), (0, 1)):
            total = total + word(s.space, f_in * c, {k: 3}, {k: step}) + word(s.space, f_out * c, {2: 1}, {k: step})
    return total


def oscillator_parts(s, which: str):
    """Return one part of the Hamiltonian of spin, oscillator (mode 0) and the bath's modes (from 1 on)."""
    if which == "A":
        return (s.E * coordinates(s.space, 0),)
    if which == "B":
        return (sum(w * (coordinates(s.space, k) - word(s.space, 1) / 2) for k, w in enumerate(s.Omegas, 1)),)
    if which == "S":
        return (word(s.space, 1, {0: 1}).commutator(word(s.space, 1, {0: 2})) * s.omega / (4 * s.space.home.i),)
    total = 0
    for (k, c), step in product(enumerate(s.lam, 1), ((1, 0), (0, 1))):
        total = total + word(s.space, s.f * c, {0: 3}, {k: step})
        for own in ((1, 0), (0, 1)):
            total = total + word(s.space, s.g * c, modes={0: own, k: step})
    return (total,)


def coordinates(space: Algebra, k: int) -> Operator:
    """Return (p^2 + q^2)/2 of a mode: the squares of ``b + b^+`` and of ``b - b^+``, over 4."""
    up, down = word(space, 1, modes={k: (1, 0)}), word(space, 1, modes={k: (0, 1)})
    return ((down + up) ** 2 - (down - up) ** 2) / 4


def ground_shift(home, w, c):
    """Return minus the ground-state energy of ``w b^+ b + c (b + b^+)``: the force is taken away by a displacement."""
    mode = Algebra(home, 0, 1)
    forced = word(mode, w, modes={0: (1, 1)}) + word(mode, c, modes={0: (1, 0)}) + word(mode, c, modes={0: (0, 1)})
    displaced = forced.turned(word(mode, -c / w, modes={0: (1, 0)}) + word(mode, c / w, modes={0: (0, 1)}))
    rest = displaced - word(mode, w, modes={0: (1, 1)})
    if rest != rest.vacuum():
        raise ValueError("the displacement leaves a force")
    return -sum(rest.coefficients)


def both_shifts(s):
    return tuple(sum(ground_shift(s.beta.home, w, c) for w, c in modes) for modes in (s.modes, s.other))


def matrix(operator: Operator) -> np.ndarray:
    """Return an operator of the spins alone as a matrix."""
    home, pauli = (
        operator.algebra.home,
        np.array([[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]]),
    )
    total = 0
    for (string, _), c in operator.terms.items():
        matrix_ = np.eye(1)
        for a in string:
            matrix_ = np.kron(matrix_, pauli[a])
        total = total + np.vectorize(home.number, otypes=[object])(matrix_) * c
    return total
