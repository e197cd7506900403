"""Section 6, Eqs. (62)-(65), the regime of validity, and the caption of Fig. 6."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from autocoherence import Arm, DiscreteBath, induced_coherence
from ledger.entry import Entry, Slope
from ledger.routes import fock
from ledger.routes.operators import X, Z
from ledger.sections.regimes import (
    additive,
    cold_regime,
    fig6_sample,
    fig6_values,
    forced,
    largest_bias,
    regime_error,
    scaled_couplings,
    second_arm,
    second_arm_values,
)
from ledger.sections.sampling import couplings, number
from ledger.sections.sec6a import scope
from ledger.sections.two_baths import DOMAIN, TRACE, exact, parameters

FREE = "binomial(M, m) * binomial(N, n) * exp(-beta * (omega1 / 2 * (M - 2 * m) + omega2 / 2 * (N - 2 * n)))"
_SUM = "for m in range(M + 1) for n in range(N + 1)"


@cache
def _one_sided(seed: int) -> dict:
    s = parameters(seed) | {"g2": 0.0}
    s["Z"], s["coherence"], _ = exact(SimpleNamespace(**s))
    terms = []
    for m in range(s["M"] + 1):
        omega_m = 4 * s["f1"] * s["f2"] * s["Omega"] * (s["M"] - 2 * m)
        turned = np.cos(theta := np.arctan2(omega_m, s["omega"])) * X - np.sin(theta) * Z
        splitting = np.hypot(s["omega"], omega_m)
        t = fock.bath_average_of_exponential(splitting / 2 * Z, [(s["f2"] * turned, s["left"])], s["beta"], 16)
        terms += [SimpleNamespace(m=m, n=n, R=splitting, T=t) for n in range(s["N"] + 1)]
    return s | {"sectors": terms}


def one_sided(rng) -> dict:
    return dict(_one_sided(int(rng.integers(3))))


def numbers(rng) -> dict:
    s = parameters(int(rng.integers(100)))
    return s | {"Z": _free(SimpleNamespace(**s))}


def one_arm(rng) -> dict:
    s = parameters(int(rng.integers(100))) | {"g2": 0.0}
    return s | {"Z": _free(SimpleNamespace(**s))}


def _free(s) -> float:
    """Return the partition function of free spins and bosons, from the levels."""
    spins = [np.exp(-s.beta * w / 2 * np.array([1, -1])).sum() for w in [s.omega1] * s.M + [s.omega2] * s.N + [s.omega]]
    modes = [np.exp(-s.beta * w * np.arange(200)).sum() for w, _ in s.left + s.right]
    return float(np.prod(spins) * np.prod(modes))


def library_arms(s):
    left, right = (DiscreteBath(*zip(*modes, strict=True)) for modes in (s.left, s.right))
    arms = [Arm(left, s.f1, s.f2, [s.omega1] * s.M), Arm(right, s.g1, s.g2, [s.omega2] * s.N)]
    return 0, induced_coherence(s.beta, s.omega, arms)


def free_bosons() -> str:
    return "ZB * (2 * cosh(beta * omega / 2)) * (2 * cosh(beta * omega1 / 2))**M * (2 * cosh(beta * omega2 / 2))**N"


_COHERENCE_SUM = f"ZB / Z * Sum({FREE} * Tr(expm(-beta * omega / 2 * sz) @ (-4 * f1 * f2 * Omega * (M - 2 * m) / omega * sz)) {_SUM})"
_DERIVATIVE = (
    "ZB / Z * 4 * f1 * f2 * Omega / omega * (2 * sinh(beta * omega / 2)) * (-2 / beta)"
    f" * derivative(lambda omega1: Sum({FREE} {_SUM}), omega1)"
)
_ONE = "-4 * f1 * f2 * Omega / omega * tanh(beta * omega / 2) * M * tanh(beta * omega1 / 2)"
_TWO = (
    "-4 * tanh(beta * omega / 2) / omega * (f1 * f2 * Omega * M * tanh(beta * omega1 / 2)"
    " + g1 * g2 * Upsilon * N * tanh(beta * omega2 / 2))"
)
_ALL = ("f1", "f2", "g1", "g2")

ENTRIES = [
    Entry(
        62,
        "identity",
        (f"ZB * {scope('Tr(expm(-beta * c.R / 2 * sz)) * c.T')}",),
        one_sided,
        {"exact diagonalization of all configurations": lambda s: (s.Z,)},
        DOMAIN + ", g2 = 0",
        corrected=(f"ZB * {scope('Tr(expm(-beta * c.R / 2 * sz) @ c.T)')}",),
        latex=(*TRACE, (r"\right\} \end{aligned}", r"\right\} \Big] \end{aligned}")),
        tolerance=1e-8,
        samples=3,
        remark="The trace closes after its first factor, so that a matrix stands where a number is meant. "
        "4 f1 f2 Omega M << omega, asked for in the text, is not needed here.",
    ),
    Entry(
        63,
        "leading order",
        (f"ZB * Sum({FREE} * Tr(expm(-beta * omega / 2 * sz)) {_SUM})", free_bosons()),
        numbers,
        {"levels of free spins and bosons": lambda s: (_free(s),) * 2},
        DOMAIN + "; remainder from exact diagonalization",
        slope=Slope(2, _ALL, free_bosons(), lambda s: exact(s)[0], scales=(0.4, 0.2, 0.1)),
        tolerance=1e-8,
    ),
    Entry(
        64,
        "leading order",
        (_COHERENCE_SUM, _DERIVATIVE, _ONE),
        one_arm,
        {"mean force and static response": lambda s: (forced(s),) * 3},
        DOMAIN + ", g2 = 0; remainder from exact diagonalization",
        slope=Slope(4, _ALL, _ONE, lambda s: exact(s)[1], scales=(0.4, 0.2, 0.1)),
        tolerance=1e-8,
    ),
    Entry(
        65,
        "leading order",
        (_TWO,),
        numbers,
        {"mean force and static response": lambda s: (forced(s),)},
        DOMAIN + "; remainder from exact diagonalization",
        slope=Slope(4, _ALL, _TWO, lambda s: exact(s)[1], scales=(0.4, 0.2, 0.1)),
        tolerance=1e-8,
        library={"induced_coherence": library_arms},
    ),
    Entry(
        "regime-after-61",
        "claim",
        ("bias < 0.01", "error < 0.05"),
        cold_regime,
        {"exact diagonalization, M = 4 inputs, 60 levels": regime_error},
        "omega_mn < omega/100 in all samples, beta omega_1 = 0.5",
        condition="beta f_1^2 Omega M << 1 as well (or beta omega_1 >> 1)",
        inside=lambda s: not s.strong,
        samples=6,
        statement="The perturbative regime is omega >> omega_mn; the terms in f_1^2 Omega may then be removed (Eqs. (62)-(64)).",
        remark="For M > 1 the energy -f1^2 Omega (M - 2m)^2 favours aligned inputs: the coherence grows when it is kept.",
    ),
    Entry(
        "conditions-below-65",
        "claim",
        ("printed_small <= harmless",),
        second_arm,
        {"exact diagonalization, N = 4 inputs, 60 levels": second_arm_values},
        "g2 = 0, g1 weak or strong",
        corrected=("meant_small <= harmless",),
        samples=6,
        statement="Weak coupling of the second arm means 2 g1 g2 Upsilon N << omega_2 (below Eq. (65)).",
        remark="A slip for g1^2: the first arm has f1^2. With g2 = 0 the printed condition always holds, while the inputs "
        "of the second arm are strongly changed. In the same list f stands for f1.",
    ),
    Entry(
        "largest-bias",
        "claim",
        ("largest == printed_bound",),
        lambda rng: parameters(int(rng.integers(100))),
        {"all sectors": largest_bias},
        "M = 3, N = 2, couplings of both signs",
        condition="f1 f2 > 0 and g1 g2 > 0 (moduli are meant)",
        inside=lambda s: s.f1 * s.f2 > 0 and s.g1 * s.g2 > 0,
        samples=12,
        statement="The largest omega_mn is 4 f1 f2 Omega M + 4 g1 g2 Upsilon N (below Eq. (61)).",
    ),
    Entry(
        "additive",
        "claim",
        ("defect < 0.01",),
        scaled_couplings,
        {"exact diagonalization, both arms and each alone": additive},
        "M = 3, N = 2, couplings up to 0.03 or 1, positive",
        condition="leading order in the couplings",
        inside=lambda s: s.weak,
        samples=6,
        statement="The impact of several baths is additive (below Eq. (65)).",
    ),
    Entry(
        "fig6",
        "caption",
        ("together == M_plus_N_fold",),
        fig6_sample,
        {"mean force and static response": fig6_values},
        "equal or different arms",
        condition="both arms are equal: f1 f2 Omega tanh(beta omega_1/2) = g1 g2 Upsilon tanh(beta omega_2/2)",
        inside=lambda s: s.equal,
        samples=12,
        tolerance=1e-8,
        statement="Fig. 6: the coherence is M + N times that of the two-spin scheme.",
    ),
    Entry(
        "additive-response",
        "claim",
        ("cos_deficit < 0.01", "sin_error < 0.01"),
        lambda rng: couplings(rng, "tilt", size=0.1) | {"omega": number(rng, 0.5, 2)},
        {
            "exact angle": lambda s: {
                "cos_deficit": 1 - np.cos(np.arctan(s.tilt)),
                "sin_error": abs(np.sin(np.arctan(s.tilt)) / s.tilt - 1),
            }
        },
        "omega_mn up to omega/10",
        statement="For omega >> omega_mn: R = omega, sin(theta) = omega_mn/omega, cos(theta) = 1 (below Eq. (61)).",
    ),
]
