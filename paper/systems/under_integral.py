"""The power-law bath for every exponent s > 0: equalities of integrals, shown as equalities of their integrands.

Over exact numbers Gamma(s) stands for Euler's integrand ``t**(s - 1) exp(-t)``, and a bath for the one mode
at ``xi = omega_c t`` that the element ``dxi = omega_c dt`` of its density is. Both sides are linear in the density:
what holds for the integrands at every t holds for the integrals.
"""

from __future__ import annotations

import numpy as np

from ledger.exact.limits import at_infinity, finite
from ledger.sample import Sample
from paper.routes import operators, raw
from paper.systems.pairs import X2, coupling, pair_coherence, power_law
from paper.systems.sampling import spin_energies


def scaled(source) -> Sample:
    """Return a bath at one point t of its scaled frequency, xi = omega_c t."""
    s, t = power_law(source), source.number()
    return at_point(s, t).but(t=t, Gamma=lambda x: euler(t, x))


def at_point(s, t) -> Sample:
    """Add the mode that the density is at ``xi = omega_c t``, and integrals as their integrands there."""
    xi = s.omega_c * t
    weight = density(s, xi) * s.omega_c
    return s.but(
        halfline=lambda integrand, scale=1: integrand(s.omega_c * t) * s.omega_c,
        modes=[(xi, np.sqrt(weight))],
        E=spin_energies([s.omega1, s.omega2]),
    )


def euler(t, s):
    """Return the integrand of Euler's integral."""
    return t ** (s - 1) * np.exp(-t)


def density(s, xi):
    """Return the density (26) from its strength at the cutoff, where it is ``lam omega_c / e``."""
    return s.lam * s.omega_c * (xi / s.omega_c) ** s.s * np.exp(-xi / s.omega_c)


def moments(s):
    """Return the integrands of the moments of order -1, 0, 1: Gamma(s), Gamma(s + 1), Gamma(s + 2) in units of the cutoff."""
    return tuple(s.lam * s.omega_c ** (k + 1) * euler(s.t, s.s + k) for k in (0, 1, 2))


def ground_state(s):
    """Return the limits of the raw coherence and of the polarization as beta goes to infinity."""
    tanh = -np.trace(operators.gibbs(s.omega1 / 2 * operators.Z, s.beta) @ operators.Z)
    return tuple(finite(at_infinity(x, s.beta)) for x in (pair_coherence(s)[0], tanh))


def scaled_by_input(source) -> Sample:
    """Return a bath at one point x of ``xi = omega_1 x``; Gamma(s) is a number here, as it is in the reorganization energy."""
    s, x, gamma = power_law(source), source.number(), source.number()
    return s.but(x=x, gamma=gamma, Gamma=lambda _: gamma, halfline=lambda integrand, scale=1: integrand(x))


def ratio(s):
    """Return the ratio of both coherences from raw integrals, the own one per element dx; and 0 for a pole that is none."""
    xi = s.omega1 * s.x
    own = s.f1 * operators.Z + s.f2 * operators.X
    alone = raw.second_order([(xi, 1)], s.beta, spin_energies([s.omega1]), own, operators.X)
    unit = raw.second_order([(1, 1)], s.beta, spin_energies([s.omega1, s.omega2]), coupling(s), X2)
    return unit * s.lam * s.omega_c * s.gamma / (alone * density(s, xi) * s.omega1), 0
