"""Two baths with few modes each: the whole Hamiltonian and its parts by matrices."""

from __future__ import annotations

import numpy as np

from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes import fock, operators
from paper.routes.operators import X
from paper.systems import words
from paper.systems.few_modes import boson_energies, coupling_elements, spin_signs
from paper.systems.one_bath import correlation_sample, force_correlation
from paper.systems.sampling import modes
from paper.systems.space import space
from paper.systems.two_baths import parameters

SPACE = "M = N = 1 and the output spin, one mode in each bath, truncated Fock space"


def two_bath_space(source, inputs: int, others: int, levels: int, output: int = 1, **numbers) -> Sample:
    """Return the operators of M and N input spins on a bath each, and of the output spin, if there is one.

    ``numbers`` are those of `parameters`: the size of the couplings, and how many modes a bath has.
    """
    s = parameters(source, **numbers)
    count = len(s.left)
    whole = space(source, inputs + others + output, 2 * count, levels)
    return s.but(
        M=inputs,
        N=others,
        K=count,
        levels=levels,
        space=whole,
        s=whole.sigma,
        x=whole.x,
        z=whole.z,
        b=whole.b[:count],
        d=whole.b[count:],
        Omegas=[w for w, _ in s.left],
        Upsilons=[w for w, _ in s.right],
        lam=[c for _, c in s.left],
        kappa=[c for _, c in s.right],
        eye=whole.eye,
        spin_dimension=2 ** (inputs + others + output),
        bath_dimension=levels ** (2 * count),
    )


def unequal(source) -> Sample:
    """Return three inputs on the left bath and one on the right, two modes in each: no two numbers are equal."""
    return two_bath_space(source, 3, 1, 2, count=2)


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


@exactly(words.two_arms)
def whole(s):
    """Return H from the generic builder: three spins, two arms."""
    sigma = operators.spins(3)
    system_energy = s.omega1 / 2 * sigma[0, 2] + s.omega2 / 2 * sigma[1, 2] + s.omega / 2 * sigma[2, 2]
    arms = [(s.f1 * sigma[0, 2] + s.f2 * sigma[2, 0], s.left), (s.g1 * sigma[1, 2] + s.g2 * sigma[2, 0], s.right)]
    return fock.hamiltonian(system_energy, arms, s.levels)


def frequencies(s):
    return spin_signs(s.but(omega=[s.omega1] * s.M + [s.omega2] * s.N + [s.omega], M=s.M + s.N))


def bosons(s):
    return boson_energies(s.but(Omega=s.Omegas + s.Upsilons, K=2 * s.K))


def interaction(s):
    """Return H_SB from single ladder steps, one arm at a time (the other coupling switched off)."""
    z, x, zero = np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]), np.zeros(3)
    none = [0.0] * s.K
    left = s.but(n=[s.f1 * z] * s.M + [zero] * s.N + [s.f2 * x], lam=s.lam + none, K=2 * s.K)
    right = s.but(n=[zero] * s.M + [s.g1 * z] * s.N + [s.g2 * x], lam=none + s.kappa, K=2 * s.K)
    return (coupling_elements(left)[0] + coupling_elements(right)[0],)


def two_densities(source) -> Sample:
    s = correlation_sample(source)
    other = modes(source, 2, low=1.5)
    return s.but(kappa=[c for _, c in other], Upsilon=[w for w, _ in other], other=other)


def both_correlations(s):
    return force_correlation(s)[0], force_correlation(s.but(modes=s.other))[0]


@exactly(words.both_shifts)
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
