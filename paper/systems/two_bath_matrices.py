"""Two baths with few modes each: the whole Hamiltonian and its parts by matrices."""

from __future__ import annotations

import numpy as np

from ledger.sample import Sample
from paper.routes import fock, operators
from paper.routes.operators import X
from paper.systems.few_modes import boson_energies, coupling_elements, spin_signs
from paper.systems.one_bath import correlation_sample, force_correlation
from paper.systems.space import space
from paper.systems.two_baths import parameters

SPACE = "M = N = 1 and the output spin, one mode in each bath, truncated Fock space"


def two_bath_space(source, inputs: int, others: int, levels: int, output: int = 1, size: float = 0.4) -> Sample:
    """Return the operators of M and N input spins on one mode each, and of the output spin, if there is one."""
    s = parameters(source, size)
    (w1, c1), (w2, c2) = s.left[0], s.right[0]
    whole = space(source, inputs + others + output, 2, levels)
    return s.but(
        M=inputs,
        N=others,
        K=1,
        levels=levels,
        space=whole,
        s=whole.sigma,
        x=whole.x,
        z=whole.z,
        b=whole.b[:1],
        d=whole.b[1:],
        Omegas=[w1],
        Upsilons=[w2],
        lam=[c1],
        kappa=[c2],
        eye=whole.eye,
        spin_dimension=2 ** (inputs + others + output),
        bath_dimension=levels**2,
    )


def matrices(source, levels: int = 3) -> Sample:
    """Return all operators of the two-bath system for M = N = 1, and the Hamiltonian by its parts."""
    s = two_bath_space(source, 1, 1, levels)
    (b, d), sigma = (s.b[0], s.d[0]), s.s
    left, right = s.lam[0] * (b + b.T), s.kappa[0] * (d + d.T)
    spins = s.omega1 / 2 * s.z[0] + s.omega2 / 2 * s.z[1] + s.omega / 2 * s.z[2]
    bosons = s.Omegas[0] * b.T @ b + s.Upsilons[0] * d.T @ d
    coupling = s.f1 * sigma[0][2] @ left + s.g1 * sigma[1][2] @ right
    coupling = coupling + sigma[2][0] @ (s.f2 * left + s.g2 * right)
    return s.but(HS=spins, HB=bosons, HSB=coupling, H=spins + bosons + coupling)


def whole(s):
    """Return H from the generic builder: three spins, two arms."""
    sigma = operators.spins(3)
    system_energy = s.omega1 / 2 * sigma[0, 2] + s.omega2 / 2 * sigma[1, 2] + s.omega / 2 * sigma[2, 2]
    arms = [(s.f1 * sigma[0, 2] + s.f2 * sigma[2, 0], s.left), (s.g1 * sigma[1, 2] + s.g2 * sigma[2, 0], s.right)]
    return fock.hamiltonian(system_energy, arms, s.levels)


def frequencies(s):
    return spin_signs(s.but(omega=[s.omega1, s.omega2, s.omega], M=2))


def bosons(s):
    return boson_energies(s.but(Omega=[s.Omegas[0], s.Upsilons[0]], K=2))


def interaction(s):
    """Return H_SB from single ladder steps, one arm at a time (the other coupling switched off)."""
    z, x, zero = np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]), np.zeros(3)
    left = s.but(n=[s.f1 * z, zero, s.f2 * x], lam=[s.lam[0], 0.0], K=2)
    right = s.but(n=[zero, s.g1 * z, s.g2 * x], lam=[0.0, s.kappa[0]], K=2)
    return (coupling_elements(left)[0] + coupling_elements(right)[0],)


def two_densities(source) -> Sample:
    s = correlation_sample(source)
    other = [(w + 0.3, c + 0.1) for w, c in s.modes]
    return s.but(kappa=[c for _, c in other], Upsilon=[w for w, _ in other], other=other)


def both_correlations(s):
    return force_correlation(s)[0], force_correlation(s.but(modes=s.other))[0]


def both_shifts(s):
    """Return minus the ground-state energies of both baths under a unit force: their reorganization energies."""
    shifts = []
    for bath_modes in (s.modes, s.other):
        energies = [np.linalg.eigvalsh(sum(fock.bath([mode], 60)))[0] for mode in bath_modes]
        shifts.append(-sum(energies))
    return tuple(shifts)


def output_average(s):
    return (operators.average(operators.gibbs(s.HS + s.HB + s.HSB, s.beta), s.s[2][0]),)


def turned_operator(s):
    start = np.cos(s.theta) * X - np.sin(s.theta) * operators.Z
    phases = np.exp(s.tau * s.R / 2 * np.array([1, -1]))
    return phases[:, None] * start / phases[None, :]
