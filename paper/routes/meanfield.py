"""The static route: the bath carries the mean force of the input spins to the output spin, whose response is exact."""

from __future__ import annotations

import numpy as np

from ledger.exact.number import exactly
from paper.routes import exact
from paper.routes.operators import X, Z, average, gibbs


def polarization(omega: float, beta: float) -> float:
    """Return the thermal ``<sigma^z>`` of a free spin from its 2 x 2 state."""
    return average(gibbs(omega / 2 * Z, beta), Z)


@exactly(exact.response)
def response(omega: float, beta: float) -> float:
    """Return ``d<sigma^x>/dh`` at h = 0 for ``H = omega sigma^z / 2 + h sigma^x``, by central differences."""
    h = 0.02 * min(omega, 1 / beta)
    rise = [average(gibbs(omega / 2 * Z + k * h * X, beta), X) for k in (1, 2, 3, 4)]
    return float(2 * np.dot([4 / 5, -1 / 5, 4 / 105, -1 / 280], rise) / h)


def coherence(beta: float, omega_out: float, arms) -> float:
    """Return the coherence for ``arms`` = [(reorganization energy, f_out, [(f_in, omega_in), ...]), ...]."""
    force = sum(
        -2 * energy * f_out * f_in * polarization(w, beta) for energy, f_out, inputs in arms for f_in, w in inputs
    )
    return response(omega_out, beta) * force
