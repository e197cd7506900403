"""The sectors of two baths for proofs: the ordered exponentials of the print, expanded, against number states.

One sector has a generic splitting and a generic angle, and kappa f_2, kappa g_2 for f_2, g_2. The ordered
exponentials of all other sectors are generic matrices: every result is linear in the sectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from ledger.entry import POINT, Proof
from ledger.sample import Sample
from paper import notation
from paper.routes import divided, time_orders
from paper.routes.operators import X, Z
from paper.routes.pictures import rotate
from paper.systems.formal import blocks, generic
from paper.systems.two_baths import parameters

DOMAIN = "M = 2, N = 1, any splitting and angle; to fourth order in f_2, g_2 within the ordered exponentials"
LEFT, RIGHT = ("left",), ("right",)


def proof(route, sample=None) -> Proof:
    """Return the proof of a result whose value a route finds from the sums over all configurations."""
    routes = {"number states of both baths, configuration by configuration": lambda s: (route(s),)}
    return Proof(numbers=POINT, sample=sample or sectors, routes=routes, domain=DOMAIN)


def sectors(source) -> Sample:
    """Return all sectors for M = 2, N = 1; ``whole(c)`` is the exact output matrix of one of them."""
    s, kappa = parameters(source), source.home.series(4)
    s = s.but(M=2, N=1, Z=source.number(), f2=kappa * s.f2, g2=kappa * s.g2)
    terms = [_generic(source, s, 0, 0)]
    terms += [_linear(source, s, m, n) for m, n in product(range(3), range(2)) if (m, n) != (0, 0)]
    for c in terms:
        source.home.remember_root(s.beta * c.R / 2)
    first = terms[0].theta
    return s.but(
        sectors=terms,
        inside=lambda turn, term: sum(turn(c.theta) @ term(c) @ turn(-c.theta) for c in terms),
        outside=lambda turn, term: turn(first) @ sum(map(term, terms)) @ turn(-first),
    )


def one_arm(source) -> Sample:
    """Return the same for g_2 = 0, where one matrix is the ordered exponential of each sector."""
    s = sectors(source)
    return s.but(g2=0, sectors=[c.but(states=c.states(LEFT)) for c in s.sectors])


def _frame(source, m, n) -> dict:
    splitting, angle = source.number(), source.number()
    source.home.remember_root(source.home.i * angle / 2)
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
    """Return a sector whose ordered exponentials are known from the number states of the baths."""
    frame = Sample(**_frame(source, m, n))
    energies, start = frame.R / 2 * np.array([1, -1]), np.cos(frame.theta) * X - np.sin(frame.theta) * Z
    arms = {"left": (s.f2, s.left), "right": (s.g2, s.right)}

    @cache
    def states(chosen=LEFT + RIGHT):
        modes = [(w, f * c) for f, bath in (arms[name] for name in chosen) for w, c in bath]
        return np.eye(2) + sum(time_orders.coefficients(np.diag(energies), start, modes, s.beta, 0))

    turned = lambda tau: frame.turn @ rotate(start, energies, tau) @ frame.turn.T
    return frame.but(Sigma=lambda tau: rotate(start, energies, tau), sigma=turned, states=states)


def _linear(source, s, m, n) -> Sample:
    """Return a sector with generic matrices for the ordered exponentials."""
    frame = Sample(**_frame(source, m, n))
    matrices = {chosen: source.numbers(0, 1, (2, 2)) for chosen in (LEFT, RIGHT, LEFT + RIGHT)}
    turned = {chosen: frame.turn @ matrix @ frame.turn.T for chosen, matrix in matrices.items()}
    factors = {"left": s.f2**2 * s.left[0][1] ** 2, "right": s.g2**2 * s.right[0][1] ** 2}
    pictures = {"Sigma": Anything(source, factors, matrices), "sigma": Anything(source, factors, turned)}
    return frame.but(**pictures, states=lambda chosen=LEFT + RIGHT: matrices[chosen])


@dataclass(frozen=True)
class Anything:
    """An operator whose ordered exponential is any matrix, another one for each set of modes that it couples to."""

    source: object
    factors: dict
    matrices: dict

    def ordered(self, factors):
        """Return the matrix that stands for the modes with these factors, or one that nothing else knows."""
        names = tuple(name for factor in factors for name, known in self.factors.items() if factor == known)
        known = len(names) == len(factors) and names in self.matrices
        return self.matrices[names] if known else self.source.numbers(0, 1, (2, 2))


def configurations(s):
    """Yield each configuration of the inputs: its weight, with the forced baths' ground-state energies, and its sector."""
    by_flips = {(c.m, c.n): c for c in s.sectors}
    for signs in product((1, -1), repeat=s.M + s.N):
        left, right = sum(signs[: s.M]), sum(signs[s.M :])
        energy = s.omega1 / 2 * left + s.omega2 / 2 * right
        energy = energy - s.Omega * (s.f1 * left) ** 2 - s.Upsilon * (s.g1 * right) ** 2
        yield np.exp(-s.beta * energy), by_flips[(s.M - left) // 2, (s.N - right) // 2]


def state(s) -> np.ndarray:
    """Return the output's matrix, times Z: inputs one by one."""
    total = 0
    for weight, c in configurations(s):
        boltzmann = np.diag([np.exp(-s.beta * c.R / 2), np.exp(s.beta * c.R / 2)])
        known = c.states if isinstance(c.states, np.ndarray) else c.states()
        total = total + weight * (c.turn @ boltzmann @ known @ c.turn.T)
    bosons = np.prod([1 / (1 - np.exp(-s.beta * w)) for w, _ in s.left + s.right])
    return total * bosons


def partition(s):
    return np.trace(state(s))


def coherence(s):
    return np.trace(state(s) @ X) / s.Z


def density(s):
    return state(s) / s.Z


def averaged() -> Proof:
    """Return the proof of the average over the bath in all sectors, one of them not given but expanded."""
    routes = {"divided differences of the exponential, level by level": lambda s: (traced(s) / s.Z,)}
    domain = "M = 2, N = 1, any bath of two levels, each sector in its eigenbasis; to fourth order in the coupling"
    return Proof(numbers=POINT, sample=with_bath, routes=routes, domain=domain)


def with_bath(source) -> Sample:
    """Return all sectors for M = 2, N = 1 on a bath of two levels, with any coupling on output and bath in one of them."""
    s, energies = parameters(source).but(M=2, N=1, Z=source.number()), source.numbers(0, 1, 2)
    weights, terms = np.exp(-s.beta * energies), []
    for m, n in product(range(3), range(2)):
        splitting = source.number()
        source.home.remember_root(s.beta * splitting / 2)
        levels = np.add.outer([splitting / 2, -splitting / 2], energies).ravel()
        coupling = generic(source, 4)  # or, of all but one sector, the ordered exponential itself
        given = {"expanded": True, "Hint": lambda tau, v=coupling, e=levels: rotate(v, e, tau)}
        if terms:
            given = {"expanded": False, "Hint": lambda tau, v=coupling: Given(v)}
        c = Sample(m=m, n=n, levels=levels, coupling=coupling, tilted=np.diag([splitting / 2, -splitting / 2]), **given)
        terms.append(c)
    average = lambda a: blocks(np.tile(weights, 2)[:, None] * a, 2) / weights.sum()
    return s.but(sectors=terms, avB=average, ZB=weights.sum(), eye=np.eye(4, dtype=int), chronological=ordered)


@dataclass(frozen=True)
class Given:
    """What stands for a generator whose ordered exponential is given."""

    exponential: np.ndarray


def ordered(generators, beta, unit):
    """Return the ordered exponential, to fourth order where it is not given."""
    (first,) = generators(beta)
    return first.exponential if isinstance(first, Given) else notation.chronological(generators, beta, unit)


def traced(s) -> np.ndarray:
    """Return the trace of e^{-beta H} over inputs and bath."""
    total = 0
    for weight, c in configurations(s):
        if c.expanded:
            whole = sum(divided.orders(c.levels, c.coupling, s.beta, 4))
        else:
            whole = np.exp(-s.beta * c.levels)[:, None] * c.coupling
        total = total + weight * blocks(whole, 2)
    return total
