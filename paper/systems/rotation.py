"""A spin in a tilted field, and the frame in which the field is straight."""

from __future__ import annotations

import numpy as np

from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes.operators import X, Z, function
from paper.routes.pictures import rotate
from paper.systems.two_baths import sample

ANGLES = "omega_mn of both signs, generic times"


def tilted_spin(source) -> Sample:
    """Return a spin in a field that is tilted to either side, with two generic times."""
    omega, bias = source.number(0.5, 1.5), source.signed(0.3, 1.2)
    return Sample(
        omega=omega,
        omega_mn=bias,
        beta=source.number(0.8, 2.0),
        tau=source.number(0.5, 1.0),
        taup=source.number(0.2, 0.4),
        H=omega / 2 * Z - bias / 2 * X,
        R=np.hypot(omega, bias),
        angle=np.arctan2(bias, omega),
    )


def turning(s, operator, time):
    """Return ``e^{tau H} O e^{-tau H}`` in the eigenbasis of H."""
    rise, fall = (function(s.H, lambda e, sign=sign: np.exp(sign * time * e)) for sign in (1, -1))
    return rise @ operator @ fall


def rotated(s, time):
    """Return Sigma^x(tau): sigma^x in the frame in which H is R sigma^z / 2, found by diagonalization, not by the angle."""
    start = np.array([[-s.omega_mn, s.omega], [s.omega, s.omega_mn]]) / s.R
    return rotate(start, s.R / 2 * np.array([1.0, -1.0]), time)


@exactly(lambda s: 2 * (s.H @ s.H)[0, 0].sqrt())
def splitting(s):
    """Return the difference of the eigenvalues of H."""
    return 2 * np.linalg.eigvalsh(s.H)[1]


def boltzmann(s):
    return (function(s.H, lambda e: np.exp(-s.beta * e)),)


def about(source) -> Sample:
    """Add the sum of rotated sectors (inside) and the rotated sum (outside, with the angle of the first sector)."""
    s = sample(source)
    first = s.sectors[0].theta
    return s.but(
        inside=lambda turn, term: sum(turn(c.theta) @ term(c) @ turn(-c.theta) for c in s.sectors),
        outside=lambda turn, term: turn(first) @ sum(map(term, s.sectors)) @ turn(-first),
    )
