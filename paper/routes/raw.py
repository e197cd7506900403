"""Second order without any algebra: raw double integration over imaginary time with explicit operator matrices."""

from __future__ import annotations

from functools import cache

import numpy as np

from ledger.exact.number import exactly
from paper.routes import exact
from paper.routes.pictures import correlator, rotate

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(28)
_NODES, _WEIGHTS = (_NODES + 1) / 2, _WEIGHTS / 2


def triangle(beta: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return times ``later > earlier`` and weights that integrate over the triangle, in relative and earlier time."""
    gap, start = np.meshgrid(beta * _NODES, _NODES, indexing="ij")
    earlier = start * (beta - gap)
    weight = beta * _WEIGHTS[:, None] * _WEIGHTS[None, :] * (beta - gap)
    return (earlier + gap).ravel(), earlier.ravel(), weight.ravel()


@exactly(exact.double_integral)
def double_integral(xi: float, beta: float, energies, operator) -> np.ndarray:
    """Return ``int_0^beta dtau int_0^tau dtau' <x(tau) x(tau')> F(tau) F(tau')``, a matrix."""
    later, earlier, weight = triangle(beta)
    left, right = rotate(operator, energies, later), rotate(operator, energies, earlier)
    weight = weight * correlator(xi, later - earlier, beta)
    return np.tensordot(weight[:, None, None] * left, right, axes=([0, 2], [0, 1]))


def bath_integral(modes, beta: float, energies, operator) -> np.ndarray:
    """Return the sum of `double_integral` over modes [(frequency, coupling)], weighted with the coupling squared."""
    return sum(c**2 * double_integral(w, beta, energies, operator) for w, c in modes)


@exactly(exact.second_order)
def second_order(modes, beta: float, energies, operator, observable) -> float:
    """Return the second-order part of the thermal average of ``observable``, with the change of the norm."""
    kernel = bath_integral(modes, beta, energies, operator)
    weights = np.exp(-beta * (energies - np.min(energies)))
    weights = weights / weights.sum()
    free = np.sum(weights * np.diag(observable))
    change = np.einsum("a,ab,ba->", weights, kernel, observable) - free * np.einsum("a,aa->", weights, kernel)
    return float(np.real(change))


@exactly(exact.scalar)
def scalar(xi: float, beta: float, function) -> float:
    """Return the same double integral of a scalar ``function(later, earlier)``."""
    later, earlier, weight = triangle(beta)
    return float(np.sum(weight * correlator(xi, later - earlier, beta) * function(later, earlier)))


@exactly(exact.instantaneous)
def instantaneous(beta: float, energies, operator, observable) -> float:
    """Return ``int_0^beta dtau <F(tau)^2 O>``: what infinitely fast modes do, per unit of reorganization energy."""
    turned = rotate(operator, energies, beta * _NODES)
    weights = np.exp(-beta * (energies - np.min(energies)))
    squares = np.einsum("t,tab,tbc->ac", beta * _WEIGHTS, turned, turned)
    return float(np.real(np.einsum("a,ab,ba->", weights / weights.sum(), squares, observable)))


def reorganization_energy(strength: float, exponent: float, cutoff: float) -> float:
    """Return ``int_0^inf dxi I(xi) / xi`` with the density (26), by the trapezoidal rule in ln xi.

    The integrand is analytic and falls off at both ends: the error is far below that of the last digit.
    """
    xi = cutoff * np.exp(0.02 * np.arange(-8000, 220))
    return float(np.sum(strength * xi**exponent * cutoff ** (1 - exponent) * np.exp(-xi / cutoff)) * 0.02)


@cache
def _many_nodes():
    return np.polynomial.legendre.leggauss(120)


def continuum(density, cutoff: float, beta: float, energies, operator, observable) -> float:
    """Return the second-order average of ``observable`` (of no free average) for a continuous spectral density.

    The force correlation comes first, by the trapezoidal rule in ln xi, then the two times with explicit matrices.
    """
    nodes, weights = _many_nodes()
    gaps, gap_weights = beta * (nodes + 1) / 2, beta * weights / 2
    t = np.arange(-75.0, 4.4, 0.01)
    xi = cutoff * np.exp(t)
    # cosh(xi (beta/2 - t)) / sinh(beta xi / 2), written without overflow: one part falls from 0 on, one rises to beta,
    # and the nodes lie symmetrically between them
    falling = np.exp(-np.outer(gaps, xi)) @ (density(xi) * xi / -np.expm1(-beta * xi)) * 0.01
    force = falling + falling[::-1]
    populations = np.exp(-beta * (energies - np.min(energies)))
    populations = populations / populations.sum()
    total = 0.0
    for gap, weight, value in zip(gaps, gap_weights, force, strict=True):
        starts = (beta - gap) * _NODES
        pair = rotate(operator, energies, starts + gap) @ rotate(operator, energies, starts)
        average = np.einsum("a,tab,ba->t", populations, pair, observable).real
        total += weight * value * (beta - gap) * np.sum(_WEIGHTS * average)
    return float(total)
