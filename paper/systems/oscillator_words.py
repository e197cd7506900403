"""The oscillator of Section 7 in its infinite space: operators as words, moments from all number states."""

from __future__ import annotations

import numpy as np

from ledger.exact import limits
from ledger.exact.algebra import Algebra
from ledger.exact.bosons import thermal
from ledger.exact.integral import over
from ledger.sample import Sample
from paper.routes import time_orders
from paper.routes.pictures import correlator
from paper.systems.oscillator import averages, in_time, oscillator, shifted
from paper.systems.words import word


def in_words(source) -> Sample:
    """Return the sample with the oscillator's operators as words."""
    space = Algebra(source.home, 0, 1)
    return oscillator(source, 2).but(a=space.b[0], unit=space.eye, space=space, cut=lambda operator: operator)


def parts_in_words(source) -> Sample:
    """Return spin, oscillator (mode 0) and two bath modes (modes 1 and 2)."""
    s, space = oscillator(source, 2), Algebra(source.home, 1, 3)
    a, (frequencies, couplings) = space.b[0], zip(*s.modes, strict=True)
    names = {"A": a, "A2": a, "b": space.b[1:], "Omegas": frequencies, "lam": couplings, "K": 2, "one_full": space.eye}
    return s.but(space=space, sigma_z=space.z[0], Z2=space.z[0], **names)


def words_in_time(s):
    """Return the force of spin and oscillator in the interaction picture, each word with its own rate."""
    steps = word(s.space, s.g * np.exp(s.tau * s.E), modes={0: (1, 0)}) + word(
        s.space, s.g * np.exp(-s.tau * s.E), modes={0: (0, 1)}
    )
    return (word(s.space, s.f, {0: 3}) + steps,)


def spin_averaged(s):
    """Return the bath integral of F(tau) F(tau') averaged over the free spin."""
    p = -np.tanh(s.beta * s.omega / 2)  # of sigma^z; its square is 1
    rise = lambda t: s.g * (s.a.dagger() * np.exp(t * s.E) + s.a * np.exp(-t * s.E))

    def integrand(w, later, earlier):
        left, right = rise(later), rise(earlier)
        force = s.unit * s.f**2 + (left + right) * (s.f * p) + left @ right
        return force * correlator(w, later - earlier, s.beta)

    inner = lambda w, later: over(lambda earlier: integrand(w, later, earlier), later)
    return sum((over(lambda later, w=w: inner(w, later), s.beta) * c**2 for w, c in s.modes), s.unit * 0)


def average(s, operator):
    """Return the thermal average, number state by number state."""
    q, total = np.exp(-s.beta * s.E), 0
    for (_, ((up, down),)), c in operator.terms.items():
        if up == down:
            total = total + c * thermal(lambda n, p=up: int(np.prod(range(n - p + 1, n + 1))), q, up)
    return total


def whole_operator(s):
    return (s.unit + spin_averaged(s),)


def norm_in_words(s):
    return (1 + average(s, spin_averaged(s)),)


def position(s):
    return (s.a + s.a.dagger()) / s.a.algebra.home.number(2).sqrt()


def cold_ratio(s):
    """Return the limit of signal over noise as the temperature goes to 0, each in its leading order."""
    mean, spread = moment(s, 1)[0], average(s, position(s) ** 2)
    mean, spread = (limits.finite(limits.at_infinity(value, s.beta)) for value in (mean, spread))
    return (abs(mean) / spread.sqrt(),)


def ratio_in_words(s):
    """Return signal over noise at any temperature, each in its leading order."""
    return abs(moment(s, 1)[0]) / average(s, position(s) ** 2).sqrt()


def moment(s, power: int):
    """Return the second-order average of a power of the position, with the change of the norm."""
    observable = position(s) ** power
    free, kernel = average(s, observable), spin_averaged(s)
    return (free + average(s, kernel @ (observable - s.unit * free)),)


def two_level_state(source) -> Sample:
    """Return spin and an oscillator of two levels on one mode."""
    s = oscillator(source, 2)
    s = s.but(modes=s.modes[:1])
    return s.but(F=lambda f, g: in_time(s, f, g), **averages(s))


def traced_by_number_states(s):
    """Return the oscillator's state from the number states of the bath, for either value of sigma^z."""
    total, levels = 0, np.diag(s.HA)
    for sign in (1, -1):
        orders = time_orders.coefficients(s.HA, shifted(s, sign), s.modes, s.beta, 0)
        weights = np.exp(-s.beta * (levels + sign * s.omega / 2))
        total = total + weights[:, None] * (np.eye(2, dtype=int) + sum(orders))
    return (total / np.trace(total),)
