"""The sectors of two baths for proofs: ordered exponentials written out from G, I and f_2^2 to fourth order.

One sector has a generic splitting and a generic angle, and kappa f_2, kappa g_2 for f_2, g_2 within its ordered
exponentials. Those of all other sectors are generic matrices: every result is linear in the sectors.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np

from ledger.entry import POINT, Proof
from ledger.sample import Sample
from paper.forms import value
from paper.routes import time_orders
from paper.routes.operators import X, Z
from paper.routes.pictures import rotate
from paper.systems.two_baths import parameters

SECOND = "Sum(f**2 * bath(lambda xi: hypercube(lambda t, u: G(xi, t - u, beta), S, beta), modes) for f, modes in arms)"
FOURTH = (
    "1 / factorial(2) * Sum(f**2 * g**2 * bath(lambda xi: bath(lambda xip: hypercube(lambda t, u, tp, up:"
    " G(xi, t - u, beta) * G(xip, tp - up, beta), S, beta), others), modes) for f, modes in arms for g, others in arms)"
)
DOMAIN = "M = 2, N = 1, any splitting and angle; to fourth order in f_2, g_2 within the ordered exponentials"
LEFT, RIGHT = ("left",), ("right",)


def proof(route, sample=None) -> Proof:
    """Return the proof of a result whose value a route finds from the sums over all configurations."""
    routes = {"number states of both baths, configuration by configuration": lambda s: (route(s),)}
    return Proof(numbers=POINT, sample=sample or sectors, routes=routes, domain=DOMAIN)


def sectors(source) -> Sample:
    """Return all sectors for M = 2, N = 1; ``whole(c)`` is the exact output matrix of one of them."""
    s = parameters(source).but(M=2, N=1, Z=source.number())
    terms = [_generic(source, s, 0, 0)]
    terms += [_linear(source, m, n) for m, n in product(range(3), range(2)) if (m, n) != (0, 0)]
    for c in terms:
        source.home.remember_root(s.beta * c.R / 2)
    first = terms[0].turn
    return s.but(
        sectors=terms,
        inside=lambda term: sum(c.turn @ term(c) @ c.turn.T for c in terms),
        outside=lambda term: first @ sum(map(term, terms)) @ first.T,
    )


def one_arm(source) -> Sample:
    """Return the same for g_2 = 0, where one matrix is the ordered exponential of each sector."""
    s = sectors(source)
    joint = {id(c): c.T for c in s.sectors}
    return s.but(g2=0, sectors=[c.but(T=joint[id(c)](LEFT), states=c.states(LEFT)) for c in s.sectors])


def _frame(source, m, n) -> dict:
    splitting, angle = source.number(), source.number()
    c, d = np.cos(angle / 2), np.sin(angle / 2)
    return {
        "m": m,
        "n": n,
        "R": splitting,
        "theta": angle,
        "tilted": splitting / 2 * (np.cos(angle) * Z - np.sin(angle) * X),
        "turn": np.array([[c, d], [-d, c]]),
    }


def _generic(source, s, m, n) -> Sample:
    """Return a sector whose ordered exponentials are written out: from G (T, t), and from number states."""
    frame, kappa = Sample(**_frame(source, m, n)), source.home.series(4)
    energies, start = frame.R / 2 * np.array([1, -1]), np.cos(frame.theta) * X - np.sin(frame.theta) * Z
    names = s.but(S=lambda times: rotate(start, energies, times))
    arms = {"left": (s.f2, s.left), "right": (s.g2, s.right)}

    @cache
    def ordered(chosen):
        here = names.but(arms=[arms[name] for name in chosen])
        return np.eye(2) + kappa**2 * value(SECOND, here) + kappa**4 * value(FOURTH, here)

    @cache
    def states(chosen=LEFT + RIGHT):
        modes = [(w, f * c) for f, bath in (arms[name] for name in chosen) for w, c in bath]
        second, fourth = time_orders.coefficients(np.diag(energies), start, modes, s.beta, 0)
        return np.eye(2) + kappa**2 * second + kappa**4 * fourth

    return frame.but(T=ordered, t=lambda chosen: frame.turn @ ordered(chosen) @ frame.turn.T, states=states)


def _linear(source, m, n) -> Sample:
    """Return a sector with generic matrices for the ordered exponentials."""
    frame = Sample(**_frame(source, m, n))
    matrices = {chosen: source.numbers(0, 1, (2, 2)) for chosen in (LEFT, RIGHT, LEFT + RIGHT)}
    turned = lambda chosen: frame.turn @ matrices[chosen] @ frame.turn.T
    return frame.but(T=matrices.__getitem__, t=turned, states=lambda chosen=LEFT + RIGHT: matrices[chosen])


def state(s) -> np.ndarray:
    """Return the output's matrix, times Z: inputs one by one, with the ground-state energies of the forced baths."""
    by_flips = {(c.m, c.n): c for c in s.sectors}
    total = 0
    for signs in product((1, -1), repeat=s.M + s.N):
        left, right = sum(signs[: s.M]), sum(signs[s.M :])
        energy = (
            s.omega1 / 2 * left + s.omega2 / 2 * right - s.Omega * (s.f1 * left) ** 2 - s.Upsilon * (s.g1 * right) ** 2
        )
        c = by_flips[(s.M - left) // 2, (s.N - right) // 2]
        boltzmann = np.diag([np.exp(-s.beta * c.R / 2), np.exp(s.beta * c.R / 2)])
        known = c.states if isinstance(c.states, np.ndarray) else c.states()
        total = total + np.exp(-s.beta * energy) * (c.turn @ boltzmann @ known @ c.turn.T)
    bosons = np.prod([1 / (1 - np.exp(-s.beta * w)) for w, _ in s.left + s.right])
    return total * bosons


def partition(s):
    return np.trace(state(s))


def coherence(s):
    return np.trace(state(s) @ X) / s.Z


def density(s):
    return state(s) / s.Z
