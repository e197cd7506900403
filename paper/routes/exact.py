"""The routes over exact numbers: integrals in closed form, states of matrices with two eigenvalues in each block."""

from __future__ import annotations

import numpy as np

from ledger.exact.integral import over
from ledger.exact.matrices import exactly as entries
from ledger.exact.matrices import function
from ledger.exact.number import home
from paper.routes.pictures import correlator, rotate


def gibbs(hamiltonian, beta):
    """Return the normalized thermal state."""
    state = function(-beta * np.asarray(hamiltonian), np.exp)
    return state / np.trace(state)


def average(state, operator):
    """Return the expectation value."""
    return np.sum(state.T * operator)


def triangle(function, beta):
    """Return the integral of ``function(later, earlier)`` over 0 < earlier < later < beta."""
    return over(lambda later: over(lambda earlier: function(later, earlier), later), beta)


def double_integral(xi, beta, energies, operator):
    """Return ``int_0^beta dtau int_0^tau dtau' <x(tau) x(tau')> F(tau) F(tau')``, a matrix."""

    def integrand(later, earlier):
        left, right = (rotate(operator, energies, t) for t in (later, earlier))
        return correlator(xi, later - earlier, beta) * (left @ right)

    return triangle(integrand, beta)


def second_order(modes, beta, energies, operator, observable):
    """Return the second-order part of a thermal average, traced before it is integrated: one integrand, no matrix."""
    weights = np.exp(-beta * energies)
    weights = weights / weights.sum()
    free = np.sum(weights * np.diag(observable))
    against = entries(weights[:, None] * (observable - free * np.eye(len(weights), dtype=int)).T, home(beta))
    filled = [(i, j) for i, j in np.ndindex(against.shape) if against[i, j]]

    def integrand(later, earlier):
        left, right = (rotate(operator, energies, t) for t in (later, earlier))
        paths = ((i, j, k) for i, j in filled for k in range(len(left)) if operator[i, k] and operator[k, j])
        return sum(against[i, j] * (left[i, k] * right[k, j]) for i, j, k in paths)

    return sum(c**2 * scalar(w, beta, integrand) for w, c in modes)


def scalar(xi, beta, function):
    """Return the double integral of a scalar ``function(later, earlier)`` with the correlator of a mode."""
    return triangle(lambda later, earlier: correlator(xi, later - earlier, beta) * function(later, earlier), beta)


def instantaneous(beta, energies, operator, observable):
    """Return ``int_0^beta dtau <F(tau)^2 O>``."""
    weights = np.exp(-beta * energies)

    def integrand(t):
        turned = rotate(operator, energies, t)
        return np.sum(weights * np.diag(turned @ turned @ observable))

    return over(integrand, beta) / weights.sum()


def response(omega, beta):
    """Return ``d<sigma^x>/dh``: minus the integral of the correlation of sigma^x with itself."""
    energies, x = omega / 2 * np.array([1, -1]), np.array([[0, 1], [1, 0]])
    state = gibbs(np.diag(energies), beta)
    return -over(lambda t: np.trace(state @ rotate(x, energies, t) @ x), beta)
