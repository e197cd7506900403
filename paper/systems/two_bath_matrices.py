"""Two baths with few modes each: the whole Hamiltonian and its parts by matrices."""

from __future__ import annotations

import numpy as np

from paper.routes import fock, operators
from paper.routes.operators import X
from paper.systems.few_modes import boson_energies, coupling_elements, spin_signs
from paper.systems.one_bath import correlation_sample, force_correlation
from paper.systems.two_baths import parameters

SPACE = "M = N = 1 and the output spin, one mode in each bath, truncated Fock space"


def matrices(rng, levels: int = 3) -> dict:
    """Return all operators of the two-bath system in one truncated product space."""
    s = parameters(int(rng.integers(100)))
    dimensions = [2, 2, 2, levels, levels]
    sigma = [[operators.embed(p, j, dimensions) for p in (X, operators.Y, operators.Z)] for j in range(3)]
    b, d = (operators.embed(operators.annihilator(levels), 3 + k, dimensions) for k in range(2))
    out = {k: s[k] for k in ("f1", "f2", "g1", "g2", "omega", "omega1", "omega2", "beta", "Omega", "Upsilon")}
    (w1, c1), (w2, c2) = s["left"][0], s["right"][0]
    out |= {
        "M": 1,
        "N": 1,
        "s": sigma,
        "b": [b],
        "d": [d],
        "Omegas": [w1],
        "Upsilons": [w2],
        "lam": [c1],
        "kappa": [c2],
        "K": 1,
    }
    parts = {"HS": sum(w / 2 * z[2] for w, z in zip((s["omega1"], s["omega2"], s["omega"]), sigma, strict=True))}
    parts["HB"] = w1 * b.T @ b + w2 * d.T @ d
    left, right = c1 * (b + b.T), c2 * (d + d.T)
    parts["HSB"] = s["f1"] * sigma[0][2] @ left + s["g1"] * sigma[1][2] @ right
    parts["HSB"] = parts["HSB"] + sigma[2][0] @ (s["f2"] * left + s["g2"] * right)
    parts["H"] = parts["HS"] + parts["HB"] + parts["HSB"]
    return (
        out
        | parts
        | {"levels": levels, "spin_dimension": 8, "bath_dimension": levels**2, "left": s["left"], "right": s["right"]}
    )


def whole(s):
    """Return H from the generic builder: three spins, two arms."""
    sigma = operators.spins(3)
    system_energy = s.omega1 / 2 * sigma[0, 2] + s.omega2 / 2 * sigma[1, 2] + s.omega / 2 * sigma[2, 2]
    arms = [(s.f1 * sigma[0, 2] + s.f2 * sigma[2, 0], s.left), (s.g1 * sigma[1, 2] + s.g2 * sigma[2, 0], s.right)]
    return fock.hamiltonian(system_energy, arms, s.levels)


def frequencies(s):
    return spin_signs(_namespace(s, omega=[s.omega1, s.omega2, s.omega], M=2))


def bosons(s):
    return boson_energies(_namespace(s, Omega=[s.Omegas[0], s.Upsilons[0]], K=2))


def interaction(s):
    """Return H_SB from single ladder steps, one arm at a time (the other coupling switched off)."""
    z, x = (np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]))
    omega, zero = [1.0] * 3, np.zeros(3)
    left = _namespace(s, n=[s.f1 * z, zero, s.f2 * x], lam=[s.lam[0], 0.0], K=2, omega=omega)
    right = _namespace(s, n=[zero, s.g1 * z, s.g2 * x], lam=[0.0, s.kappa[0]], K=2, omega=omega)
    return (coupling_elements(left)[0] + coupling_elements(right)[0],)


def _namespace(s, **changes):
    return type("Sample", (), vars(s) | changes)


def two_densities(rng) -> dict:
    s = correlation_sample(rng)
    other = [(w + 0.3, c + 0.1) for w, c in s["modes"]]
    return s | {"kappa": [c for _, c in other], "Upsilon": [w for w, _ in other], "other": other}


def both_correlations(s):
    return force_correlation(s)[0], force_correlation(_namespace(s, modes=s.other))[0]


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
