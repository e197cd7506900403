"""How the two-spin method compares with the single spin: values behind the claims of Section 3."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import gamma

from ledger.sample import Sample
from paper.routes import fock, meanfield, operators, precise, raw
from paper.systems.pairs import X2, Z1, power_law, ratio_of_coherences
from paper.systems.sampling import couplings, spin_energies


def wide(source) -> Sample:
    """Return 400 points over six decades of each variable."""
    points = {name: 10 ** source.numbers(-3, 3, 400) for name in ("beta", "omega", "xi")}
    return Sample(**couplings(source, "f1", "f2"), **points)


def kernels(s):
    own = np.array([float(precise.self_kernel(*p)) for p in zip(s.xi, s.omega, s.beta, strict=True)])
    sent = np.array([float(precise.transfer_kernel(*p)) for p in zip(s.omega, s.beta, strict=True)])
    scale = 4 * s.f1 * s.f2
    return {"F1": scale * own, "F2": scale * sent, "modulus1": abs(scale) * own, "modulus2": abs(scale) * sent}


def static(beta, omega1, omega2, energy, f1=0.5, f2=0.5):
    return meanfield.coherence(beta, omega2, [(energy, f2, [(f1, omega1)])])


def growth(s):
    """Return the coherence, and those at ``times`` the strength and ``times`` the cut-off."""
    energy = lambda lam, wc: raw.reorganization_energy(lam, s.s, wc)
    base = static(s.beta, s.omega1, s.omega2, energy(s.lam, s.omega_c))
    return {
        "times": 3.0,
        "base": base,
        "stronger": static(s.beta, s.omega1, s.omega2, energy(3 * s.lam, s.omega_c)),
        "wider": static(s.beta, s.omega1, s.omega2, energy(s.lam, 3 * s.omega_c)),
    }


def monotone(s):
    """Return the smallest step of the modulus as the temperature falls, omega_1 grows and omega_2 falls."""
    betas, factors = np.geomspace(0.05, 20, 30), np.geomspace(0.1, 10, 30)
    cooler = [abs(static(b, s.omega1, s.omega2, 1.0)) for b in betas]
    driven = [abs(static(s.beta, s.omega1 * k, s.omega2, 1.0)) for k in factors]
    softer = [abs(static(s.beta, s.omega1, s.omega2 / k, 1.0)) for k in factors]
    return {"cooling": np.diff(cooler).min(), "raising": np.diff(driven).min(), "lowering": np.diff(softer).min()}


def exponents(s):
    """Return the first and last steps of both coherences over s."""
    grid = (0.3, 0.6, 3.5, 5.0)
    kernel = lambda xi: precise.self_kernel(xi, s.omega1, s.beta) / xi
    own = [precise.power_law_integral(kernel, 1, p, s.omega_c, [s.omega1]) for p in grid]
    sent = [raw.reorganization_energy(1, p, s.omega_c) for p in grid]
    return {
        "own_first": own[1] - own[0],
        "own_last": own[3] - own[2],
        "first": sent[1] - sent[0],
        "last": sent[3] - sent[2],
    }


def exact(beta, omega1, omega2, f1, f2, mode, levels=70):
    system = np.diag(spin_energies([omega1, omega2]))
    return fock.mean(system, [(f1 * Z1 + f2 * X2, [mode])], beta, levels, X2)


def regime(source) -> Sample:
    """Return couplings with 4 f1 f2 Omega = omega_2 / 500 and an output coupling that is weak or strong."""
    weak = source.choice((True, False))
    omega2, xi, c = source.number(0.8, 1.2), source.number(1.0, 1.5), 1.0
    energy = c**2 / xi
    f2 = np.sqrt((0.004 if weak else source.number(1.4, 1.8)) * omega2 / energy)
    return Sample(
        beta=source.number(1.5, 2.5),
        omega1=source.number(0.6, 1.0),
        omega2=omega2,
        f1=0.002 * omega2 / (4 * f2 * energy),
        f2=f2,
        mode=(xi, c),
        energy=energy,
    )


def leading_error(s):
    value = exact(s.beta, s.omega1, s.omega2, s.f1, s.f2, s.mode)
    return {"error": abs(static(s.beta, s.omega1, s.omega2, s.energy, s.f1, s.f2) / value - 1)}


def soft_output(source) -> Sample:
    """Return an output spin that is almost degenerate, 4 f1 f2 Omega being 100 omega_2, warm or cold."""
    beta = source.choice((0.4, 30.0))
    xi, c, f = source.number(1.0, 1.5), 1.0, 0.25
    energy = c**2 / xi
    omega1 = source.number(0.6, 1.0)
    return Sample(beta=beta, omega1=omega1, omega2=0.04 * f**2 * energy, f1=f, f2=f, mode=(xi, c), energy=energy)


def fig2_values(s):
    value = lambda wc: static(s.beta, s.omega1, s.omega2, raw.reorganization_energy(1.0, s.s, wc))
    return {"here": value(s.omega_c), "there": value(s.other_cutoff)}


def with_other_cutoff(source) -> Sample:
    times = source.choice((1.0, 2.0))
    s = power_law(source)
    return s.but(other_cutoff=times * s.omega_c)


@cache
def thresholds(s):
    """Return the smallest ratio of Eq. (29) for omega_2 <= omega_1, and for all of Fig. 3; omega_1/omega_c = 0.1."""
    least = lambda ratios: min(ratio_of_coherences(b, 1.0, w, 1.0, s, 10.0) for b in (0.2, 1.0, 5.0) for w in ratios)
    return {"soft": least((0.05, 1.0)), "hard": least((5.0, 10.0))}


def signed(s):
    ratio = ratio_of_coherences(2.0, 1.0, 10.0, 1.0, 0.5, 10.0)  # the new method is the weaker one here
    sent = static(2.0, 1.0, 10.0, 10 * gamma(0.5), s.f1, s.f2)
    return {"sigma2": sent, "sigma1": sent / ratio}


def one_arm_off(s):
    """Return exact coherences with both couplings and without either of them."""
    values = [
        exact(s.beta, s.omega1, s.omega2, s.f1 * a, s.f2 * b, s.modes[0], 30) for a, b in ((1, 1), (0, 1), (1, 0))
    ]
    single = [f * operators.Z * a + f * operators.X * b for f in (0.3,) for a, b in ((1, 1), (0, 1), (1, 0))]
    own = [fock.mean(s.omega1 / 2 * operators.Z, [(o, s.modes)], s.beta, 30, operators.X) for o in single]
    return {"both": 1 + abs(values[0]), "neither": 1 + max(map(abs, values[1:])), "own": 1 + abs(own[0]),
            "own_neither": 1 + max(map(abs, own[1:])), "nothing": 1.0}  # fmt: skip


def own_field(source) -> Sample:
    """Return one cold spin and weak couplings; its frequency is resonant with nothing."""
    return Sample(
        **couplings(source, "f1", "f2", size=1e-3), omega=source.number(0.5, 2), beta=100.0, Omega=source.number(0.5, 2)
    )


def least_energy(s):
    """Return <sigma^x> of the product state of least energy: the bath answers the spin with a static force."""
    energy = lambda angle: -s.omega / 2 * np.cos(angle) - s.Omega * (s.f1 * np.cos(angle) - s.f2 * np.sin(angle)) ** 2
    best = minimize_scalar(energy, bounds=(-0.1, 0.1), method="bounded", options={"xatol": 1e-14})
    angle, step = best.x, 1e-3
    for _ in range(3):  # Newton's steps: a minimum is flat, and its place known to half of the digits only
        rise = (energy(angle + step) - energy(angle - step)) / (2 * step)
        bend = (energy(angle + step) - 2 * energy(angle) + energy(angle - step)) / step**2
        angle -= rise / bend
    return (np.sin(angle),)
