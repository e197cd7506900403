"""Section 3, Eqs. (22)-(30): one input and one output spin, and the comparison with the single spin."""

from __future__ import annotations

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
from ledger.entry import Entry, Proof, Slope
from ledger.sample import Sample
from paper.equations.sectors import one_mode
from paper.forms import value
from paper.routes import meanfield
from paper.systems import under_integral
from paper.systems.pairs import (
    DOMAIN,
    POWER,
    at_cutoff,
    at_one_frequency,
    cold,
    exact_own,
    exact_pair,
    moments,
    of_one_mode,
    pair,
    pair_coherence,
    pair_product,
    power_law,
    ratio,
    resonant,
    self_values,
    static,
    transfer_values,
)


def bath_of(s):
    return PowerLawBath(s.lam, s.s, s.omega_c)


def discrete(s):
    return DiscreteBath(*zip(*s.modes, strict=True))


_PAIR = "-4 * f1 * f2 * tanh(beta * omega1 / 2) * tanh(beta * omega2 / 2) / omega2 * Omega"

F2 = "tanh(beta * omega / 2) / omega"

F1 = "(xi * coth(beta * xi / 2) - omega * coth(beta * omega / 2)) / (xi**2 - omega**2)"

_OWN = f"-4 * f1 * f2 * tanh(beta * omega / 2) * bath(lambda xi: 1 / xi * {F1}, {{modes}})"

_RESONANT = f"-4 * f1 * f2 * tanh(beta * omega / 2) * bath(lambda xi: 1 / xi * {F2}, {{modes}})"

STATIC = "-4 * f1 * f2 * tanh(beta * omega1 / 2) * tanh(beta * omega2 / 2) / omega2 * lam * omega_c * Gamma(s)"

_COLDEST = "-4 * f1 * f2 * lam * omega_c / omega2 * Gamma(s)"

_RATIO = (
    "(omega_c / omega1)**s * Gamma(s) * tanh({a}) / (omega2 / omega1) / halfline(lambda x: x**(s - 1)"
    " * exp(-omega1 * x / omega_c) * (x * coth({b}) - coth(beta * omega1 / 2)) / (x**2 - 1), omega_c / omega1)"
)

_POLE = "(lambda x: x * coth({b}) - coth(beta * omega1 / 2))(1.0)"

_PRINTED = {"a": "beta * omega1 * omega2 / 2", "b": "beta * omega1 * omega2 / 2"}

_MEANT = {"a": "beta * omega2 / 2", "b": "beta * omega1 * x / 2"}

RIGHT = _RATIO.format(**_MEANT)


def _integrand(substitution: str, sample, route) -> Proof:
    return Proof(
        sample=sample,
        routes={"raw tau integrals with matrices, at each frequency of the bath": route},
        domain=f"every s > 0, under the integral sign with xi = {substitution}",
    )


def fig3():
    """Return what Fig. 3 would show with (29) as printed, in units of omega_1 and in units of omega_c."""
    out, forms = [], [_RATIO.format(**form) for form in (_MEANT, _PRINTED)]
    grid = [(b, w) for b in np.linspace(0.25, 5, 12) for w in np.linspace(0.4, 10, 12)]
    for unit, omega1 in (("omega_1 = 1", 1.0), ("omega_c = 1", 0.1)):
        changes, flips = [], 0
        for s in (0.5, 1.0, 2.0):
            for b, w in grid:
                scope = Sample(beta=b / omega1, omega1=omega1, omega2=w * omega1, omega_c=10 * omega1, s=s)
                right, wrong = (value(form, scope) for form in forms)
                changes.append(abs(wrong / right - 1))
                flips += wrong < 0
        out.append({"figure": "Fig. 3", "reading": f"principal value, {unit}", "median_change": float(np.median(changes)),
                    "largest_change": float(np.max(changes)), "wrong_sign": float(flips / len(changes))})  # fmt: skip
    return out


ENTRIES = [
    Entry(
        number=22,
        kind="identity",
        printed=(
            "(f1 * z1 + f2 * picture(x2, E, tau)) @ (f1 * z1 + f2 * picture(x2, E, taup))",
            "f1**2 * eye + f2**2 * cosh(omega2 * (tau - taup)) * eye + f2**2 * sinh(omega2 * (tau - taup)) * z2"
            " + f1 * f2 * ((cosh(omega2 * taup) + cosh(omega2 * tau)) * z1 @ x2"
            " + 1j * (sinh(omega2 * taup) + sinh(omega2 * tau)) * z1 @ y2)",
        ),
        sample=pair,
        routes={"explicit matrices": pair_product},
        domain="2 spins, generic times",
        proof=Proof(),
    ),
    Entry(
        number=23,
        kind="leading order",
        printed=(_PAIR,),
        sample=pair,
        routes={
            "raw tau integral with matrices": pair_coherence,
            "mean force and static response": lambda s: (
                meanfield.coherence(s.beta, s.omega2, [(s.Omega, s.f2, [(s.f1, s.omega1)])]),
            ),
        },
        domain=DOMAIN,
        slope=Slope(4, ("f1", "f2"), _PAIR, exact_pair, scales=(0.2, 0.1, 0.05)),
        library={
            "induced_coherence": lambda s: (
                0,
                induced_coherence(s.beta, s.omega2, Arm(discrete(s), s.f1, s.f2, s.omega1)),
            )
        },
        proof=Proof(),
    ),
    Entry(
        number=24,
        kind="leading order",
        printed=(
            _OWN.format(modes="modes"),
            f"4 * f1 * f2 * tanh(beta * omega / 2) * {F1}",
        ),
        sample=resonant,
        routes={"raw tau integral, whole bath and one mode": self_values},
        domain=DOMAIN,
        library={
            "self_kernel": lambda s: (1, 4 * s.f1 * s.f2 * self_kernel(s.xi, s.omega, s.beta)),
            "self_induced_coherence": lambda s: (
                0,
                self_induced_coherence(s.beta, s.omega, discrete(s), s.f1, s.f2),
            ),
        },
        proof=Proof(),
        slope=Slope(4, ("f1", "f2"), _OWN.format(modes="modes[:1]"), exact_own, scales=(0.2, 0.1, 0.05)),
    ),
    Entry(
        number=25,
        kind="leading order",
        printed=(
            _RESONANT.format(modes="modes"),
            f"4 * f1 * f2 * tanh(beta * omega / 2) * {F2}",
        ),
        sample=resonant,
        routes={"raw tau integral, whole bath and one mode": transfer_values},
        domain=DOMAIN,
        library={"transfer_kernel": lambda s: (1, 4 * s.f1 * s.f2 * transfer_kernel(s.omega, s.beta))},
        proof=Proof(),
        slope=Slope(4, ("f1", "f2"), _RESONANT.format(modes="modes[:1]"), of_one_mode, scales=(0.2, 0.1, 0.05)),
    ),
    Entry(
        number=26,
        kind="definition",
        printed=tuple(
            f"halfline(lambda xi: lam * xi**s / omega_c**(s - 1) * exp(-xi / omega_c) * xi**({k}), omega_c)"
            for k in (-1, 0, 1)
        ),
        sample=power_law,
        routes={"moments of the scaled variable": moments},
        domain=POWER + "; the moments of order -1, 0, 1 fix strength, exponent, cutoff and dimension",
        library={"PowerLawBath.reorganization_energy": lambda s: (0, bath_of(s).reorganization_energy)},
        proof=_integrand("omega_c t", under_integral.scaled, under_integral.moments),
    ),
    Entry(
        number=27,
        kind="leading order",
        printed=(STATIC,),
        sample=power_law,
        routes={"mean force, reorganization energy by quadrature": static},
        domain=POWER,
        library={
            "induced_coherence": lambda s: (
                0,
                induced_coherence(s.beta, s.omega2, Arm(bath_of(s), s.f1, s.f2, s.omega1)),
            )
        },
        proof=_integrand("omega_c t", under_integral.scaled, pair_coherence),
        slope=Slope(4, ("f1", "f2"), STATIC, at_cutoff, scales=(0.05, 0.025, 0.0125)),
    ),
    Entry(
        number=28,
        kind="limit",
        printed=(_COLDEST, "1.0"),
        sample=power_law,
        routes={"ground-state response and polarization": cold},
        domain="beta omega = 200 and more; " + POWER,
        library={
            "induced_coherence, beta = inf": lambda s: (
                0,
                induced_coherence(np.inf, s.omega2, Arm(bath_of(s), s.f1, s.f2, s.omega1)),
            )
        },
        proof=_integrand("omega_c t, as an exact limit", under_integral.scaled, under_integral.ground_state),
        slope=Slope(
            4,
            ("f1", "f2"),
            _COLDEST,
            lambda s: at_cutoff(s, 200 / min(s.omega1, s.omega2)),
            scales=(0.025, 0.0125, 0.00625),
        ),
    ),
    Entry(
        number=29,
        kind="leading order",
        printed=(_RATIO.format(**_PRINTED), _POLE.format(**_PRINTED)),
        sample=power_law,
        routes={"multiple-precision quadrature and mean force": ratio},
        domain=POWER,
        corrected=(RIGHT, _POLE.format(**_MEANT)),
        impact=fig3,
        latex=(
            (r"\tanh\left(\frac{\beta\omega_1 \omega_2}{2}\right)", r"\tanh\left(\frac{\beta\omega_2}{2}\right)"),
            (r"x \coth\left(\frac{\beta\omega_1 \omega_2}{2}\right)", r"x \coth\left(\frac{\beta\omega_1 x}{2}\right)"),
        ),
        library={"advantage_ratio": lambda s: (0, advantage_ratio(s.beta, s.omega1, s.omega2, bath_of(s)))},
        remark="As printed the integrand keeps a pole at x = 1 (second number), so that the integral does not exist, and "
        "beta omega_1 omega_2 has the dimension of a frequency. The residual takes the principal value.",
        proof=_integrand("omega_1 x", under_integral.scaled_by_input, under_integral.ratio),
        slope=Slope(2, ("f1", "f2"), one_mode(RIGHT), at_one_frequency, scales=(0.2, 0.1, 0.05)),
    ),
    Entry(
        number=30,
        kind="leading order",
        printed=(_PAIR,),
        sample=pair,
        routes={"raw tau integral with matrices": pair_coherence},
        domain=DOMAIN,
        proof=Proof(),
        slope=Slope(4, ("f1", "f2"), _PAIR, exact_pair, scales=(0.2, 0.1, 0.05)),
    ),
]
