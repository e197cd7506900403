"""Appendix D over exact numbers: the trace over the inputs, and one sector of the output with its baths."""

from __future__ import annotations

from itertools import product

import numpy as np

from ledger.sample import Sample
from paper.routes import divided, operators
from paper.systems.formal import exponential, generic
from paper.systems.space import Space
from paper.systems.two_baths import bias, parameters
from paper.systems.two_levels import evolved

ANY_BATH = "M = 3, N = 2, any bath energy and any coupling of the output, given by their elements"

EIGENBASIS = "any H_mn, in its eigenbasis, and any coupling on four states: to fourth order in the coupling"

TWO_LEVELS = "any sector, one mode of two levels in each bath"


def with_inputs(source) -> Sample:
    """Return output and bath as any matrices, with a generic one for the exponential of each sector's Hamiltonian."""
    s, spins = parameters(source), {"X": operators.X, "Zo": operators.Z}
    s = s.but(HB=generic(source, 4), Hint=generic(source, 4), w=s.omega)
    s = s.but(**{name: np.kron(matrix, np.eye(2)).real.astype(int) for name, matrix in spins.items()})
    sums = product(range(s.M + 1), range(s.N + 1))
    known = [(dressed(s, s.M - 2 * m, s.N - 2 * n), generic(source, 4)) for m, n in sums]
    return s.but(known=known, expm=exponential(s.beta, known))


def dressed(s, left: int, right: int):
    """Return what acts on output and bath for inputs whose z-components have these sums."""
    force = 2 * (s.f1 * s.f2 * s.Omega * left + s.g1 * s.g2 * s.Upsilon * right)
    return s.HB + s.Hint + s.omega / 2 * s.Zo - force * s.X


def summed(s):
    """Return the trace over the inputs of e^{-beta H}, spin by spin."""
    total = 0
    for signs in product((1, -1), repeat=s.M + s.N):
        left, right = sum(signs[: s.M]), sum(signs[s.M :])
        energy = s.omega1 * left / 2 + s.omega2 * right / 2 - s.Omega * (s.f1 * left) ** 2
        energy = energy - s.Upsilon * (s.g1 * right) ** 2
        total = total + np.exp(-s.beta * energy) * s.expm(-s.beta * dressed(s, left, right))
    return (total,)


def in_eigenbasis(source) -> Sample:
    """Return four generic levels and a generic coupling."""
    energies = source.numbers(0, 1, 4)
    return Sample(beta=source.number(), Hmn=np.diag(energies), Hint=generic(source, 4), eye=np.eye(4, dtype=int))


def fourth_order(s):
    """Return e^{-beta (H_mn + H_int)} to fourth order, without any integral."""
    return (sum(divided.orders(np.diag(s.Hmn), s.Hint, s.beta, 4)),)


def sector(source) -> Sample:
    """Return one sector: the tilted output spin, a mode of two levels in each bath."""
    s, rest = parameters(source), Space(1, 2, 2)
    (b, d), (w1, w2) = rest.b, (s.left[0][0], s.right[0][0])
    lam, kappa = s.left[0][1], s.right[0][1]
    tilted = s.omega / 2 * operators.Z.astype(int) - bias(s, 1, 1) / 2 * operators.X.astype(int)
    free = w1 * (b.T @ b) + w2 * (d.T @ d)
    turned = lambda tau: rest.on_spins(evolved(tilted, -tau) @ operators.X.astype(int) @ evolved(tilted, tau))
    force = s.f2 * lam * (b + b.T) + s.g2 * kappa * (d + d.T)
    return s.but(lam=lam, kappa=kappa, w1=w1, w2=w2, b0=b, d0=d, tau=source.number(), sigma_at=turned,
                 Hmn=free + rest.on_spins(tilted), Hint=rest.x[0] @ force)  # fmt: skip


def phases(s):
    """Return the coupling at an imaginary time from the eigenvectors of H_mn."""
    return (evolved(s.Hmn, -s.tau) @ s.Hint @ evolved(s.Hmn, s.tau),) * 2
