"""One input and one output spin."""

from __future__ import annotations

from functools import cache

import mpmath as mp
import numpy as np

from ledger.sample import Sample
from paper.routes import fock, meanfield, operators, precise, raw
from paper.systems.sampling import couplings, either_way, modes, reorganization, spin_energies, within

DOMAIN = "f1, f2 of both signs, 1 or 2 modes on either side of both spins, 0.35 < beta omega < 8"

POWER = "0.5 < s < 2.5, 0.1 < omega_1/omega_c < 1, 0.32 < beta omega_1 < 4"

Z1, Z2 = operators.spins(2)[0, 2], operators.spins(2)[1, 2]

X2, Y2 = operators.spins(2)[1, 0], operators.spins(2)[1, 1]


def pair(source, count: int = 1) -> Sample:
    """Return one input and one output spin of different frequencies, with two generic times."""
    w1, w2 = either_way(source, (0.5, 1.1), (2.6, 3.2))
    bath = modes(source, count, low=1.0)
    return Sample(
        **couplings(source, "f1", "f2"),
        beta=source.number(0.7, 2.5),
        omega1=w1,
        omega2=w2,
        modes=bath,
        E=spin_energies([w1, w2]),
        Omega=reorganization(bath),
        tau=source.number(0.4, 0.9),
        taup=source.number(0.2, 0.4),
        z1=Z1,
        z2=Z2,
        x2=X2,
        y2=Y2,
        eye=np.eye(4),
    )


def resonant(source) -> Sample:
    """Return both spins at one frequency, and one spin alone."""
    s = pair(source, 2)
    w = s.omega1
    return s.but(omega=w, E=spin_energies([w, w]), Eone=spin_energies([w]), xi=within(source, (0.15, 0.4), (3.4, 4.0)))


def power_law(source) -> Sample:
    """Return a bath with the density (26)."""
    return Sample(
        **couplings(source, "f1", "f2"),
        lam=source.number(0.05, 0.2),
        s=source.number(0.5, 2.5),
        omega_c=source.number(1.0, 4.0),
        beta=source.number(0.8, 4.0),
        omega1=source.number(0.4, 1.0),
        omega2=within(source, (1.2, 3.0), (0.15, 0.35)),
    )


def coupling(s):
    return s.f1 * Z1 + s.f2 * X2


def pair_product(s):
    left, right = (raw.rotate(coupling(s), s.E, t) for t in (s.tau, s.taup))
    return (left @ right,) * 2


def pair_coherence(s):
    return (raw.second_order(s.modes, s.beta, s.E, coupling(s), X2),)


def exact_pair(s):
    return fock.mean(np.diag(s.E), [(coupling(s), s.modes)], s.beta, 45, X2)


def of_one_mode(s):
    """Return the exact coherence of the pair with the first mode alone."""
    return exact_pair(s.but(modes=s.modes[:1]))


def exact_own(s):
    """Return the exact coherence of the spin that drives itself, with the first mode alone."""
    own = s.f1 * operators.Z + s.f2 * operators.X
    return fock.mean(np.diag(s.Eone), [(own, s.modes[:1])], s.beta, 45, operators.X)


def at_cutoff(s, beta=None):
    """Return the exact coherence with the whole reorganization energy in one mode at the cutoff."""
    energy = raw.reorganization_energy(s.lam, s.s, s.omega_c)
    return exact_pair(
        s.but(
            beta=beta or s.beta,
            E=spin_energies([s.omega1, s.omega2]),
            modes=[(s.omega_c, np.sqrt(energy * s.omega_c))],
        )
    )


def at_one_frequency(s):
    """Return the exact ratio of both coherences if the bath is one mode at 1.7 omega_1."""
    xi = 1.7 * s.omega1
    density = s.lam * xi**s.s * s.omega_c ** (1 - s.s) * np.exp(-xi / s.omega_c)
    mode = [(xi, np.sqrt(density * s.omega1))]
    return exact_pair(s.but(E=spin_energies([s.omega1, s.omega2]), modes=mode)) / exact_own(
        s.but(Eone=spin_energies([s.omega1]), modes=mode)
    )


def unit_mode(s):
    """A single mode with I(xi) = xi delta, so that the coherence is minus the kernel at xi."""
    return [(s.xi, np.sqrt(s.xi))]


def self_values(s):
    own = s.f1 * operators.Z + s.f2 * operators.X
    total = raw.second_order(s.modes, s.beta, s.Eone, own, operators.X)
    return total, -raw.second_order(unit_mode(s), s.beta, s.Eone, own, operators.X)


def transfer_values(s):
    return (*pair_coherence(s), -raw.second_order(unit_mode(s), s.beta, s.E, coupling(s), X2))


def moments(s):
    with mp.workdps(25):
        values = [s.lam * mp.mpf(s.omega_c) ** (1 + k) * mp.quad(lambda t, k=k: t ** (s.s + k - 1) * mp.exp(-t), [0, 1, 60])
                  for k in (0, 1, 2)]  # fmt: skip
    return tuple(float(v) for v in values)


def static(s, beta=None):
    """Return the coherence through the mean force, with the reorganization energy by quadrature."""
    energy = raw.reorganization_energy(s.lam, s.s, s.omega_c)
    return (meanfield.coherence(beta or s.beta, s.omega2, [(energy, s.f2, [(s.f1, s.omega1)])]),)


def cold(s):
    beta = 200 / min(s.omega1, s.omega2)
    return (float(2 * s.f2 / s.omega2 * -2 * s.f1 * raw.reorganization_energy(s.lam, s.s, s.omega_c)),
            -meanfield.polarization(s.omega1, beta))  # fmt: skip


@cache
def own_integral(beta, omega, lam, s, omega_c):
    """Return minus the coherence of a spin that drives itself, over ``4 f1 f2``."""
    kernel = lambda xi: precise.self_kernel(xi, omega, beta) / xi
    return precise.power_law_integral(kernel, lam, s, omega_c, [omega])


def ratio_of_coherences(beta, omega1, omega2, lam, s, omega_c):
    energy = raw.reorganization_energy(lam, s, omega_c)
    sent = meanfield.coherence(beta, omega2, [(energy, 0.5, [(0.5, omega1)])])
    return sent / -own_integral(beta, omega1, lam, s, omega_c)


def ratio(s):
    """Return the ratio of both coherences, and 0: what the numerator must be at x = 1 for the integral to exist."""
    return ratio_of_coherences(s.beta, s.omega1, s.omega2, s.lam, s.s, s.omega_c), 0.0
