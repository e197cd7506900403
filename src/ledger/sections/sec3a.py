"""Section 3, Eqs. (22)-(30): one input and one output spin, and the comparison with the single spin."""

from __future__ import annotations

from functools import cache

import mpmath as mp
import numpy as np

from autocoherence import (
    Arm,
    DiscreteBath,
    PowerLawBath,
    advantage_ratio,
    induced_coherence,
    self_induced_coherence,
    self_kernel,
    transfer_kernel,
)
from ledger import notation
from ledger.entry import Entry, Slope
from ledger.routes import fock, meanfield, operators, precise, raw
from ledger.sections.sampling import couplings, modes, number, reorganization, spin_energies

Z1, Z2 = operators.spins(2)[0, 2], operators.spins(2)[1, 2]
X2, Y2 = operators.spins(2)[1, 0], operators.spins(2)[1, 1]
DOMAIN = "f1, f2 of both signs, 1 or 2 modes off resonance, 0.35 < beta omega < 4.5"
POWER = "0.5 < s < 2.5, 0.1 < omega_1/omega_c < 1, 0.5 < beta omega_1 < 5"


def pair(rng, count: int = 1) -> dict:
    w1, w2 = number(rng, 0.5, 1.1), number(rng, 1.2, 1.8)
    bath = modes(rng, count, low=1.0)
    s = couplings(rng, "f1", "f2") | {"beta": number(rng, 0.7, 2.5), "omega1": w1, "omega2": w2, "modes": bath}
    s |= {"E": spin_energies([w1, w2]), "Omega": reorganization(bath), "tau": number(rng, 0.4, 0.9), "taup": 0.3}
    return s | {"z1": Z1, "z2": Z2, "x2": X2, "y2": Y2, "eye": np.eye(4)}


def resonant(rng) -> dict:
    s = pair(rng, 2)
    w = s["omega1"]
    return s | {"omega": w, "E": spin_energies([w, w]), "Eone": spin_energies([w]), "xi": number(rng, 1.0, 3.0)}


def power_law(rng) -> dict:
    bath = {"lam": number(rng, 0.05, 0.2), "s": number(rng, 0.5, 2.5), "omega_c": number(rng, 1.0, 4.0)}
    w1, w2 = number(rng, 0.4, 1.0), number(rng, 1.2, 3.0)
    return couplings(rng, "f1", "f2") | bath | {"beta": number(rng, 0.8, 4.0), "omega1": w1, "omega2": w2}


def coupling(s):
    return s.f1 * Z1 + s.f2 * X2


def pair_product(s):
    left, right = (raw.rotate(coupling(s), s.E, np.array([t]))[0] for t in (s.tau, s.taup))
    return (left @ right,) * 2


def pair_coherence(s):
    return (raw.second_order(s.modes, s.beta, s.E, coupling(s), X2),)


def exact_pair(s):
    return fock.mean(np.diag(s.E), [(coupling(s), s.modes)], s.beta, 45, X2)


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
    energy = precise.power_law_integral(lambda xi: 1 / xi, s.lam, s.s, s.omega_c)
    return (meanfield.coherence(beta or s.beta, s.omega2, [(energy, s.f2, [(s.f1, s.omega1)])]),)


def cold(s):
    beta = 200 / min(s.omega1, s.omega2)
    return (float(2 * s.f2 / s.omega2 * -2 * s.f1 * precise.power_law_integral(lambda xi: 1 / xi, s.lam, s.s, s.omega_c)),
            -meanfield.polarization(s.omega1, beta))  # fmt: skip


@cache
def _ratio(beta, omega1, omega2, lam, s, omega_c):
    kernel = lambda xi: precise.self_kernel(xi, omega1, beta) / xi  # noqa: E731
    own = precise.power_law_integral(kernel, lam, s, omega_c, [omega1])
    energy = precise.power_law_integral(lambda xi: 1 / xi, lam, s, omega_c)
    return meanfield.coherence(beta, omega2, [(energy, 0.5, [(0.5, omega1)])]) / -own


def ratio(s):
    """Return the ratio of both coherences, and 0: what the numerator must be at x = 1 for the integral to exist."""
    return _ratio(s.beta, s.omega1, s.omega2, s.lam, s.s, s.omega_c), 0.0


def bath_of(s):
    return PowerLawBath(s.lam, s.s, s.omega_c)


def discrete(s):
    return DiscreteBath(*zip(*s.modes, strict=True))


_PAIR = "-4 * f1 * f2 * tanh(beta * omega1 / 2) * tanh(beta * omega2 / 2) / omega2 * Omega"
_F1 = "(xi * coth(beta * xi / 2) - omega * coth(beta * omega / 2)) / (xi**2 - omega**2)"
_RATIO = (
    "(omega_c / omega1)**s * Gamma(s) * tanh({a}) / (omega2 / omega1) / halfline(lambda x: x**(s - 1)"
    " * exp(-omega1 * x / omega_c) * (x * coth({b}) - coth(beta * omega1 / 2)) / (x**2 - 1), omega_c / omega1)"
)
_POLE = "(lambda x: x * coth({b}) - coth(beta * omega1 / 2))(1.0)"
_PRINTED = {"a": "beta * omega1 * omega2 / 2", "b": "beta * omega1 * omega2 / 2"}
_MEANT = {"a": "beta * omega2 / 2", "b": "beta * omega1 * x / 2"}


def fig3():
    """Return what Fig. 3 would show with (29) as printed, in units of omega_1 and in units of omega_c."""
    out = []
    grid = [(b, w) for b in np.linspace(0.25, 5, 12) for w in np.linspace(0.4, 10, 12)]
    for unit, omega1 in (("omega_1 = 1", 1.0), ("omega_c = 1", 0.1)):
        changes, flips = [], 0
        for s in (0.5, 1.0, 2.0):
            for b, w in grid:
                scope = {**vars(notation), "beta": b / omega1, "omega1": omega1, "omega2": w * omega1}
                scope |= {"omega_c": 10 * omega1, "s": s}
                right, wrong = (eval(_RATIO.format(**form), scope) for form in (_MEANT, _PRINTED))
                changes.append(abs(wrong / right - 1))
                flips += wrong < 0
        out.append({"figure": "Fig. 3", "reading": f"principal value, {unit}", "median_change": float(np.median(changes)),
                    "largest_change": float(np.max(changes)), "wrong_sign": float(flips / len(changes))})  # fmt: skip
    return out


ENTRIES = [
    Entry(
        22,
        "identity",
        (
            "(f1 * z1 + f2 * picture(x2, E, tau)) @ (f1 * z1 + f2 * picture(x2, E, taup))",
            "f1**2 * eye + f2**2 * cosh(omega2 * (tau - taup)) * eye + f2**2 * sinh(omega2 * (tau - taup)) * z2"
            " + f1 * f2 * ((cosh(omega2 * taup) + cosh(omega2 * tau)) * z1 @ x2"
            " + 1j * (sinh(omega2 * taup) + sinh(omega2 * tau)) * z1 @ y2)",
        ),
        pair,
        {"explicit matrices": pair_product},
        "2 spins, generic times",
    ),
    Entry(
        23,
        "leading order",
        (_PAIR,),
        pair,
        {
            "raw tau integral with matrices": pair_coherence,
            "mean force and static response": lambda s: (
                meanfield.coherence(s.beta, s.omega2, [(s.Omega, s.f2, [(s.f1, s.omega1)])]),
            ),
        },
        DOMAIN,
        slope=Slope(4, ("f1", "f2"), _PAIR, exact_pair, scales=(0.4, 0.2, 0.1)),
        library={
            "induced_coherence": lambda s: (
                0,
                induced_coherence(s.beta, s.omega2, Arm(discrete(s), s.f1, s.f2, s.omega1)),
            )
        },
    ),
    Entry(
        24,
        "leading order",
        (
            f"-4 * f1 * f2 * tanh(beta * omega / 2) * bath(lambda xi: 1 / xi * {_F1}, modes)",
            f"4 * f1 * f2 * tanh(beta * omega / 2) * {_F1}",
        ),
        resonant,
        {"raw tau integral, whole bath and one mode": self_values},
        DOMAIN,
        library={
            "self_kernel": lambda s: (1, 4 * s.f1 * s.f2 * self_kernel(s.xi, s.omega, s.beta)),
            "self_induced_coherence": lambda s: (
                0,
                self_induced_coherence(s.beta, s.omega, discrete(s), s.f1, s.f2),
            ),
        },
    ),
    Entry(
        25,
        "leading order",
        (
            "-4 * f1 * f2 * tanh(beta * omega / 2) * bath(lambda xi: 1 / xi * tanh(beta * omega / 2) / omega, modes)",
            "4 * f1 * f2 * tanh(beta * omega / 2) * tanh(beta * omega / 2) / omega",
        ),
        resonant,
        {"raw tau integral, whole bath and one mode": transfer_values},
        DOMAIN,
        library={"transfer_kernel": lambda s: (1, 4 * s.f1 * s.f2 * transfer_kernel(s.omega, s.beta))},
    ),
    Entry(
        26,
        "definition",
        tuple(f"halfline(lambda xi: lam * xi**s / omega_c**(s - 1) * exp(-xi / omega_c) * xi**({k}), omega_c)" for k in (-1, 0, 1)),
        power_law,
        {"moments of the scaled variable": moments},
        POWER + "; the moments of order -1, 0, 1 fix strength, exponent, cutoff and dimension",
        library={"PowerLawBath.reorganization_energy": lambda s: (0, bath_of(s).reorganization_energy)},
    ),
    Entry(
        27,
        "leading order",
        ("-4 * f1 * f2 * tanh(beta * omega1 / 2) * tanh(beta * omega2 / 2) / omega2 * lam * omega_c * Gamma(s)",),
        power_law,
        {"mean force, reorganization energy by quadrature": static},
        POWER,
        tolerance=1e-8,
        library={
            "induced_coherence": lambda s: (0, induced_coherence(s.beta, s.omega2, Arm(bath_of(s), s.f1, s.f2, s.omega1)))
        },
    ),
    Entry(
        28,
        "limit",
        ("-4 * f1 * f2 * lam * omega_c / omega2 * Gamma(s)", "1.0"),
        power_law,
        {"ground-state response and polarization": cold},
        "beta omega = 200 and more; " + POWER,
        tolerance=1e-8,
        library={
            "induced_coherence, beta = inf": lambda s: (
                0,
                induced_coherence(np.inf, s.omega2, Arm(bath_of(s), s.f1, s.f2, s.omega1)),
            )
        },
    ),
    Entry(
        29,
        "leading order",
        (_RATIO.format(**_PRINTED), _POLE.format(**_PRINTED)),
        power_law,
        {"multiple-precision quadrature and mean force": ratio},
        POWER,
        corrected=(_RATIO.format(**_MEANT), _POLE.format(**_MEANT)),
        impact=fig3,
        tolerance=1e-8,
        library={"advantage_ratio": lambda s: (0, advantage_ratio(s.beta, s.omega1, s.omega2, bath_of(s)))},
        remark="As printed the integrand keeps a pole at x = 1 (second number), so that the integral does not exist, and "
        "beta omega_1 omega_2 has the dimension of a frequency. The residual takes the principal value.",
    ),
    Entry(
        30,
        "leading order",
        (_PAIR,),
        pair,
        {"raw tau integral with matrices": pair_coherence},
        DOMAIN,
    ),
]
