"""Section 6, Eqs. (62)-(65), the regime of validity, and the caption of Fig. 6."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from autocoherence import Arm, DiscreteBath, induced_coherence
from ledger.entry import Entry, Slope
from ledger.routes import fock, meanfield, sectors
from ledger.routes.operators import X, Z
from ledger.sections.sampling import couplings, number
from ledger.sections.sec6a import scope
from ledger.sections.two_baths import DOMAIN, exact, parameters

FREE = (
    "binomial(M, m) * binomial(N, n) * exp(-beta * (omega1 / 2 * (M - 2 * m) + omega2 / 2 * (N - 2 * n)))"
)
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


def forced(s):
    arms = [(s.Omega, s.f2, [(s.f1, s.omega1)] * s.M), (s.Upsilon, s.g2, [(s.g1, s.omega2)] * s.N)]
    return meanfield.coherence(s.beta, s.omega, arms)


def cold_regime(rng) -> dict:
    """Draw omega >> omega_mn with an input coupling that is weak or strong: beta f1^2 Omega M is small or about 1."""
    strong = rng.random() < 0.5
    f1 = 0.6 if strong else 0.03
    s = {"beta": 1.0, "omega": number(rng, 0.9, 1.1), "omega1": 0.5, "M": 4, "f1": f1, "f2": 2e-4 / f1, "strong": strong}
    return s | {"left": [(number(rng, 2.6, 3.0), 1.6)]}


def regime_error(s):
    """Return the error of (32) and the size of omega_mn over omega, which the print asks to be small."""
    frequency, coupling = s.left[0]
    energy = coupling**2 / frequency
    _, value, _ = sectors.solve(s.beta, s.omega, [[(s.f1, s.omega1)] * s.M], [(s.f2, s.left)], 60)
    leading = meanfield.coherence(s.beta, s.omega, [(energy, s.f2, [(s.f1, s.omega1)] * s.M)])
    return {"error": abs(leading / value - 1), "bias": 4 * s.f1 * s.f2 * energy * s.M / s.omega}


def second_arm(rng) -> dict:
    """Draw g2 = 0, so that the printed condition holds whatever g1 is."""
    strong = rng.random() < 0.5
    return {"beta": 1.0, "omega2": 0.5, "N": 4, "g1": 0.6 if strong else 0.02, "g2": 0.0, "right": [(2.8, 1.6)]}


def second_arm_values(s):
    """Return the exact change of the inputs' polarization, and both candidates for the condition over omega_2."""
    frequency, coupling = s.right[0]
    energy = coupling**2 / frequency
    _, states = zip(*[_inputs(s, g) for g in (s.g1, 0.0)], strict=True)
    return {
        "harmless": abs(states[0] / states[1] - 1) < 0.05,
        "printed_small": 2 * s.g1 * s.g2 * energy * s.N < 0.1 * s.omega2,
        "meant_small": 2 * s.g1**2 * energy * s.N < 0.1 * s.omega2,
    }


def _inputs(s, g):
    """Return Z and the polarization of the N inputs on their bath, by diagonalization of each configuration."""
    totals, weights = [], []
    energy, coupling = fock.bath(s.right, 60)
    for signs in np.array(np.meshgrid(*[[1, -1]] * s.N)).reshape(s.N, -1).T:
        levels = np.linalg.eigvalsh(energy + g * signs.sum() * coupling) + s.omega2 / 2 * signs.sum()
        weights.append(np.exp(-s.beta * levels).sum())
        totals.append(signs.sum())
    return sum(weights), np.dot(weights, totals) / sum(weights)


def largest_bias(s):
    biases = [4 * s.f1 * s.f2 * s.Omega * (s.M - 2 * m) + 4 * s.g1 * s.g2 * s.Upsilon * (s.N - 2 * n)
              for m in range(s.M + 1) for n in range(s.N + 1)]  # fmt: skip
    return {"largest": max(biases), "printed_bound": 4 * s.f1 * s.f2 * s.Omega * s.M + 4 * s.g1 * s.g2 * s.Upsilon * s.N}


def additive(s):
    """Return the exact coherence of both arms and the sum of the arms alone."""
    values = []
    for f, g in ((1, 1), (1, 0), (0, 1)):
        off = SimpleNamespace(**{**vars(s), "f1": s.f1 * f, "f2": s.f2 * f, "g1": s.g1 * g, "g2": s.g2 * g})
        values.append(exact(off)[1])
    return {"defect": abs(values[0] / (values[1] + values[2]) - 1)}


def scaled_couplings(rng) -> dict:
    weak = rng.random() < 0.5
    s = parameters(int(rng.integers(100)), 0.03 if weak else 1.0)
    signs = {k: abs(s[k]) for k in ("f1", "f2", "g1", "g2")}
    return s | signs | {"weak": weak}


def fig6_sample(rng) -> dict:
    s = parameters(int(rng.integers(100)))
    if equal := bool(rng.random() < 0.5):
        s |= {"g1": s["f1"], "g2": s["f2"], "omega2": s["omega1"], "right": s["left"], "Upsilon": s["Omega"]}
    return s | {"equal": equal}


def fig6_values(s):
    single = meanfield.coherence(s.beta, s.omega, [(s.Omega, s.f2, [(s.f1, s.omega1)])])
    return {"together": forced(s), "M_plus_N_fold": (s.M + s.N) * single}


def library_arms(s):
    left, right = (DiscreteBath(*zip(*modes, strict=True)) for modes in (s.left, s.right))
    arms = [Arm(left, s.f1, s.f2, [s.omega1] * s.M), Arm(right, s.g1, s.g2, [s.omega2] * s.N)]
    return 0, induced_coherence(s.beta, s.omega, arms)


def free_bosons() -> str:
    return "ZB * (2 * cosh(beta * omega / 2)) * (2 * cosh(beta * omega1 / 2))**M * (2 * cosh(beta * omega2 / 2))**N"


_COHERENCE_SUM = (
    f"ZB / Z * Sum({FREE} * Tr(expm(-beta * omega / 2 * sz) @ (-4 * f1 * f2 * Omega * (M - 2 * m) / omega * sz)) {_SUM})"
)
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
        {"exact angle": lambda s: {"cos_deficit": 1 - np.cos(np.arctan(s.tilt)), "sin_error": abs(np.sin(np.arctan(s.tilt)) / s.tilt - 1)}},
        "omega_mn up to omega/10",
        statement="For omega >> omega_mn: R = omega, sin(theta) = omega_mn/omega, cos(theta) = 1 (below Eq. (61)).",
    ),
]
