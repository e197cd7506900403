"""A spin in a tilted field, and the frame in which the field is straight."""

from __future__ import annotations

import numpy as np

from paper.routes import raw
from paper.routes.operators import X, Y, Z, function
from paper.systems.sampling import number
from paper.systems.two_baths import sample

ANGLES = "omega_mn of both signs, generic times"


def tilted_spin(rng) -> dict:
    omega, bias = number(rng, 0.5, 1.5), number(rng, 0.3, 1.2) * float(rng.choice([-1, 1]))
    s = {"omega": omega, "omega_mn": bias, "beta": number(rng, 0.8, 2.0), "tau": number(rng, 0.5, 1.0), "taup": 0.3}
    return s | {"H": omega / 2 * Z - bias / 2 * X, "R": np.hypot(omega, bias), "angle": np.arctan2(bias, omega)}


def turning(s, operator, time):
    """Return ``e^{tau H} O e^{-tau H}`` in the eigenbasis of H."""
    values, vectors = np.linalg.eigh(s.H)
    inner = vectors.conj().T @ operator @ vectors
    return vectors @ (inner * np.exp(time * np.subtract.outer(values, values))) @ vectors.conj().T


def rotated(s, time):
    """Return Sigma^x(tau): sigma^x in the frame in which H is R sigma^z / 2, found by diagonalization, not by the angle."""
    start = np.array([[-s.omega_mn, s.omega], [s.omega, s.omega_mn]]) / s.R
    return raw.rotate(start, s.R / 2 * np.array([1.0, -1.0]), np.array([time]))[0]


def boltzmann(s):
    return (function(s.H, lambda e: np.exp(-s.beta * e)),)


def about(rng) -> dict:
    """Add the sum of rotated sectors (inside) and the rotated sum (outside, with the angle of the first sector)."""
    s = sample(rng)
    turn = lambda c: function(-Y, lambda e: np.exp(-1j * c.theta / 2 * e))
    inside = lambda term: sum(turn(c) @ term(c) @ turn(c).conj().T for c in s["sectors"])
    first = turn(s["sectors"][0])
    return s | {"inside": inside, "outside": lambda term: first @ sum(map(term, s["sectors"])) @ first.conj().T}
