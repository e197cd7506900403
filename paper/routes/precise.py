"""Multiple-precision values on the real axis, where doubles would lose digits at the removable singularities."""

from __future__ import annotations

from functools import lru_cache

import mpmath as mp


def power_law_integral(kernel, strength: float, exponent: float, cutoff: float, breaks=()) -> float:
    """Return ``int_0^inf dxi I(xi) kernel(xi)`` with the density (26), by tanh-sinh quadrature with 30 digits.

    The variable is the root of xi: for exponents below 1 a kernel that goes as 1/xi leaves a weaker singularity so.
    """

    def integrand(root):
        xi = root * root
        return root**power * mp.exp(-inverse * xi) * kernel(xi)

    with mp.workdps(30):
        scale, inverse = 2 * strength * mp.mpf(cutoff) ** (1 - exponent), 1 / mp.mpf(cutoff)
        power = 2 * mp.mpf(exponent) + 1
        nodes = [0, *sorted(breaks), 2 * max([cutoff, *breaks]), 40 * cutoff + 2 * max([cutoff, *breaks])]
        return float(scale * mp.quad(integrand, [mp.sqrt(node) for node in nodes]))


@lru_cache(maxsize=4096)  # integrals over densities of several exponents ask for it at the same nodes
def self_kernel(xi, omega, beta):
    """Return the kernel of a spin that drives itself, over ``4 f1 f2``, from its definition with 40 digits."""
    with mp.workdps(40):
        xi, omega, half, tanh, own = mp.mpf(xi), *_fixed(omega, beta)
        return tanh * (xi / mp.tanh(half * xi) - own) / (xi**2 - omega**2)


@lru_cache(maxsize=1)  # an integral over xi asks for the same ones at every node
def _fixed(omega, beta):
    """Return what of `self_kernel` is the same for all xi: omega, beta/2, tanh(beta omega/2), omega coth(...)."""
    with mp.workdps(40):
        omega, half = mp.mpf(omega), mp.mpf(beta) / 2
        tanh = mp.tanh(half * omega)
        return omega, half, tanh, omega / tanh


def transfer_kernel(omega, beta):
    """Return the kernel of two resonant spins, over ``4 f1 f2``."""
    with mp.workdps(40):
        omega, beta = mp.mpf(omega), mp.mpf(beta)
        return mp.tanh(beta * omega / 2) ** 2 / omega
