"""Ordered exponentials and their average over a bath, order by order."""

from __future__ import annotations

from functools import cmp_to_key
from itertools import permutations, product

import numpy as np

from ledger.exact.bosons import word
from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes import contour, fock, levels
from paper.routes.pictures import rotate
from paper.systems.few_modes import small_system
from paper.systems.one_bath import correlation_sample
from paper.systems.sampling import modes, spin_energies, spin_operator, vector
from paper.systems.space import Space

ORDERS = "1 spin with a generic vector, 2 modes, beta xi > 2.4: second and fourth order in the coupling"


def full(source) -> Sample:
    """Add the operators F and f_k of (77)."""
    s = small_system(source)
    f = sum(s.n[j][a] * s.sigma[j][a] for j in range(s.M + 1) for a in range(3))
    return s.but(F=f, f=[c * f for c in s.lam])


def two_modes(source) -> Sample:
    """Return one spin and two modes of two levels, with the operators of (78) in the interaction picture."""
    return in_time(small_system(source, spins=1, levels=2))


def in_the_plane(source) -> Sample:
    """Return the same with a vector in the plane: a quarter of the words at each time."""
    s = small_system(source, spins=1, levels=2)
    return in_time(s.but(n=[s.n[0] * np.array([1, 1, 0])]))


def in_time(s) -> Sample:
    """Add what the ordered exponential is made of."""
    energy, coupling = fock.bath(s.modes, 2)
    e0 = np.add.outer(s.ES, np.diag(energy)).ravel()
    spin = spin_operator(s.n)
    whole, turn = Space(1, 2, 2), lambda matrix, tau: rotate(matrix, e0, tau)
    return s.but(
        E0=e0,
        V=np.kron(spin, coupling),
        eye=np.eye(len(e0)),
        fk=lambda k, tau: s.lam[k] * turn(whole.on_spins(spin), tau),
        bk=lambda k, tau: turn(whole.b[k], tau),
        bdk=lambda k, tau: turn(whole.b[k].T, tau),
    )


def one_spin(source) -> Sample:
    """Return one spin with a generic vector and two cold modes; ``F`` takes arrays of times."""
    operator, energies = spin_operator([vector(source)]), spin_energies([source.number(0.6, 1.2)])
    bath = modes(source, 2, low=2.8, high=4.2)
    return Sample(
        beta=source.number(0.9, 1.3),
        E=energies,
        F0=operator,
        modes=bath,
        Om=[w for w, _ in bath],
        lam=[c for _, c in bath],
        K=2,
        F=lambda times: rotate(operator, energies, times),
    )


def exact_orders(s):
    return contour.coefficients(np.diag(s.E), s.F0, s.modes, s.beta, 11)


def exact_average(s):
    """Return the exact average of the ordered exponential for the first mode alone."""
    return fock.bath_average_of_exponential(np.diag(s.E), [(s.F0, s.modes[:1])], s.beta, 14)


@exactly(lambda s: (*(orders := exact_orders(s)), np.eye(2, dtype=int) + sum(orders)))
def orders_and_all(s):
    """Return second and fourth order, and the whole average (in exact numbers: up to there)."""
    return (*exact_orders(s), fock.bath_average_of_exponential(np.diag(s.E), [(s.F0, s.modes)], s.beta, 12))


def time_ordered(s, letters):
    """Return ``<T{...}>`` of creators (time, mode, 1) and annihilators (time, mode, -1) of one mode, from its states."""
    if sum(kind for *_, kind in letters):
        return 0
    later = cmp_to_key(lambda a, b: -1 if np.ravel(a[0])[0] > np.ravel(b[0])[0] else 1)
    w = s.Om[letters[0][1]]
    steps = [(0, 1) if kind > 0 else (1, 0) for *_, kind in sorted(letters, key=later)]
    return word(steps, np.exp(-s.beta * w)) * np.prod([np.exp(kind * w * time) for time, _, kind in letters], axis=0)


def second_only(s):
    return (contour.coefficients(np.diag(s.E), s.F0, s.modes, s.beta, 11, (2,))[0],)


@exactly(levels.level_sum)
def level_sum(s):
    """Return ``<T b^+(tau) b(tau')>`` from the populations, for both orders of the times."""
    n = np.arange(400)
    p = np.exp(-s.beta * s.xi * n)
    occupation = np.sum(p * (n if s.tau > s.taup else n + 1)) / p.sum()
    return (occupation * np.exp((s.tau - s.taup) * s.xi),)


def either_order(source) -> Sample:
    turned = source.choice((True, False))
    s = correlation_sample(source)
    return s.but(tau=s.taup, taup=s.tau) if turned else s


def pairs(source) -> Sample:
    """Return a number of pairs, and a mode."""
    return Sample(order=source.choice((2, 3, 4, 5)), xi=source.number(0.5, 1.5), beta=source.number(1.0, 2.0))


def onto(count: int) -> int:
    """Return how many maps of ``count`` times to times leave none out."""
    return sum(len(set(image)) == count for image in product(range(count), repeat=count))


@exactly(levels.wick_terms)
def wick_terms(s):
    """Return how many contractions the moment ``<b^+^n b^n>`` really has, in units of the n-th power of its occupation."""
    levels = np.arange(200)
    p = np.exp(-s.xi * s.beta * levels)
    p = p / p.sum()
    falling = np.ones(200)
    for k in range(s.order):
        falling = falling * (levels - k)
    return {
        "needed": np.sum(p * falling) / np.sum(p * levels) ** s.order,
        "transpositions": s.order * (s.order - 1) / 2,
        "permutations": len(list(permutations(range(s.order)))),
    }
