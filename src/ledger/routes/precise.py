"""Multiple-precision values on the real axis, where doubles would lose digits at the removable singularities."""

from __future__ import annotations

import mpmath as mp


def power_law_integral(kernel, strength: float, exponent: float, cutoff: float, breaks=()) -> float:
    """Return ``int_0^inf dxi I(xi) kernel(xi)`` with the density (26), by tanh-sinh quadrature with 30 digits."""
    with mp.workdps(30):
        density = lambda xi: strength * mp.mpf(xi) ** exponent * mp.mpf(cutoff) ** (1 - exponent) * mp.exp(-xi / cutoff)  # noqa: E731
        nodes = [0, *sorted(breaks), 2 * max([cutoff, *breaks]), 40 * cutoff + 2 * max([cutoff, *breaks])]
        return float(mp.quad(lambda xi: density(xi) * kernel(xi), nodes))


def self_kernel(xi, omega, beta):
    """Return the kernel of a spin that drives itself, over ``4 f1 f2``, from its definition with 40 digits."""
    with mp.workdps(40):
        xi, omega, beta = mp.mpf(xi), mp.mpf(omega), mp.mpf(beta)
        numerator = xi * mp.coth(beta * xi / 2) - omega * mp.coth(beta * omega / 2)
        return mp.tanh(beta * omega / 2) * numerator / (xi**2 - omega**2)


def transfer_kernel(omega, beta):
    """Return the kernel of two resonant spins, over ``4 f1 f2``."""
    with mp.workdps(40):
        omega, beta = mp.mpf(omega), mp.mpf(beta)
        return mp.tanh(beta * omega / 2) ** 2 / omega
