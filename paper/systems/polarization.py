"""The populations of one output spin."""

from __future__ import annotations

import numpy as np

from ledger.sample import Sample
from paper.routes import operators, raw
from paper.systems.many_inputs import configurations, equal_couplings, many, product


def with_state(source, inputs: int = 2, count: int = 2) -> Sample:
    """Add the free average ``av`` and the coupling operator."""
    s = many(source, inputs, count)
    state = operators.gibbs(np.diag(s.E), s.beta)
    average = lambda a: np.sum(state * a).real  # the state is diagonal
    return s.but(av=average, w=s.omega[-1], zf=average(s.z[inputs]), F0=equal_couplings(s))


def shift(s):
    """Return the second-order change of the average, with the change of the norm."""
    return raw.second_order(s.modes, s.beta, s.E, equal_couplings(s), s.z[s.M])


def exact(s):
    """Return the exact population for the first mode alone."""
    return configurations(s.but(fj=[s.f1] * s.M))[2]


def free_average(s):
    return operators.average(operators.gibbs(np.diag(s.E), s.beta), s.z[s.M])


def averages(s):
    state = operators.gibbs(np.diag(s.E), s.beta)
    return tuple(np.real(np.trace(state @ product(s)[0] @ o)) for o in (s.eye, s.z[s.M]))
