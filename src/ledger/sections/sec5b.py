"""Section 5, Eqs. (50)-(52), the claims on multiplexing, and the captions of Figs. 4 and 5."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from autocoherence import Arm, DiscreteBath, PowerLawBath, spin_signal_to_noise
from ledger.entry import Entry, Expression
from ledger.routes import fock, meanfield, operators, raw
from ledger.sections.sampling import couplings, modes, number, spin_energies
from ledger.sections.sec5a import DOMAIN, covariance, exact_moments, finish, multiplex, outputs_only

POWER = "0.5 < s < 2.5, 0.2 < omega_1/omega_c < 1, 0.5 < b < 4, 0.5 < w < 3"


def equal_outputs(rng) -> dict:
    """Draw equal input frequencies and two equal outputs; ``G`` is the kernel from raw integrals."""
    w1, w = number(rng, 0.5, 1.0), number(rng, 1.2, 1.7)
    s = couplings(rng, "f1", "f2") | {
        "beta": number(rng, 0.8, 2.2),
        "M": 2,
        "omega": [w1, w1, w, w],
        "omega1": w1,
        "w": w,
    }
    s = finish(s | {"x": w, "y": w, "modes": modes(rng, 2, low=2.0, high=3.5)})
    plain = type("Sample", (), s)
    return s | {"G": lambda xi: outputs_only(plain, xi)}


def ratio_of_moments(s):
    coherence = raw.second_order(s.modes, s.beta, s.E, s.F0, s.X1)
    return {"signal": abs(coherence), "noise": np.sqrt(covariance(s))}


def scaled(rng) -> dict:
    """Draw the dimensionless parameters of (51); f1 M and lambda only enter through eta."""
    s = {"s": number(rng, 0.5, 2.5), "omega1": number(rng, 0.5, 1.5), "b": number(rng, 0.5, 4)}
    s |= {"w": number(rng, 0.5, 3), "lam": number(rng, 0.05, 0.2), "M": int(rng.integers(1, 5))}
    s |= {"omega_c": s["omega1"] * number(rng, 1.0, 5.0), "x": number(rng, 3.2, 5.0)} | couplings(rng, "f1", "f2")
    return s | {"eta": 4 * s["f1"] * s["M"] * np.sqrt(s["lam"])}


def power_law_moments(s):
    beta, omega = s.b / s.omega1, s.w * s.omega1
    sigma = operators.spins(2)
    density = lambda xi: s.lam * xi**s.s * s.omega_c ** (1 - s.s) * np.exp(-xi / s.omega_c)
    square = raw.continuum(density, s.omega_c, beta, spin_energies([omega, omega]), s.f2 * (sigma[0, 0] + sigma[1, 0]),
                           sigma[0, 0] @ sigma[1, 0])  # fmt: skip
    energy = raw.reorganization_energy(s.lam, s.s, s.omega_c)
    coherence = meanfield.coherence(beta, omega, [(energy, s.f2, [(s.f1, s.omega1)] * s.M)])
    return {"coherence": coherence, "sigma": np.sqrt(square), "ratio": abs(coherence) / np.sqrt(square)}


def scaled_kernel(s):
    """Return g(x) = 4 w omega_1 G(omega_1 x, omega, omega) / x from raw integrals at omega_1 = 1."""
    sample = type("Sample", (), {"beta": s.b, "x": s.w, "y": s.w})
    return (4 * s.w * outputs_only(sample, s.x) / s.x,)


_G = (
    "(tanh(b * w / 2)**2 * (b * w * x * (w**2 - x**2) + 4 * w**3 * coth({arg})) / (w**2 - x**2)**2"
    " + (b * w * x * (x**2 - w**2) + (2 * x**3 - 6 * w**2 * x) * tanh(b * w / 2)) / (w**2 - x**2)**2)"
)
_PRINTED, _MEANT = _G.format(arg="b * w / 2"), _G.format(arg="b * x / 2")
_RATIO = (
    "eta * (omega_c / omega1)**((s + 1) / 2) * Gamma(s) * tanh(b / 2) * tanh(b * w / 2) / (sqrt(w) * sqrt("
    "halfline(lambda x: x**s * exp(-x * omega1 / omega_c) * {g}, omega_c / omega1)))"
)


@cache
def fig5() -> list[dict]:
    """Return what Fig. 5 would show with (52) as printed."""
    changes, lost, forms = [], 0, [Expression(_RATIO.format(g=g)) for g in (_MEANT, _PRINTED)]
    for s in (0.5, 1.0, 2.0):
        for b in np.linspace(0.25, 5, 12):
            for w in np.linspace(0.4, 10, 12):
                scope = {"s": s, "b": b, "w": w, "omega1": 0.1, "omega_c": 1.0, "eta": 1.0}
                right, wrong = (form.values(scope)[0] for form in forms)
                lost += not np.isfinite(wrong)
                changes.append(abs(wrong / right - 1) if np.isfinite(wrong) else 1.0)
    return [{"figure": "Fig. 5", "reading": "principal value; no real value counts as a change of 1",
             "median_change": float(np.median(changes)), "largest_change": float(np.max(changes)),
             "no_real_value": lost / len(changes)}]  # fmt: skip


def exact_levels(s):
    """Return the coherence of the first output with and without the second, at two coupling strengths."""
    out = {}
    for name, scale in (("strong", 1.0), ("weak", 0.1)):
        values = []
        for second in (0.0, 1.0):
            operator = scale * (s.f1 * s.sigma[0][2] + s.f2 * (s.X1 + second * s.X2))
            values.append(fock.mean(np.diag(s.E), [(operator, s.modes)], s.beta, 16, s.X1))
        out[name] = abs(values[1] / values[0] - 1)
    return {"change": out[s.regime]}


def at_scale(rng) -> dict:
    return multiplex(rng, 1, 1) | {"regime": "weak" if rng.random() < 0.5 else "strong"}


def without_inputs(s):
    operator = s.f2 * (s.X1 + s.X2)
    lone = raw.second_order(s.modes, s.beta, s.E, operator, s.X1 @ s.X2)
    return {"with_inputs": covariance(s), "without": lone, "size": 1.0, "excess": 1 + lone}


def fig4_values(s):
    forced = lambda out, inputs: meanfield.coherence(s.beta, out, [(s.Omega, s.f2, inputs)])
    inputs = [(s.f1, w) for w in s.omega[: s.M]]
    single = forced(s.omega[s.M], inputs[:1])
    return {"first": forced(s.omega[s.M], inputs), "second": forced(s.omega[s.M + 1], inputs), "M_fold": s.M * single}


def fig4_sample(rng) -> dict:
    return equal_outputs(rng) | {"equal": True} if rng.random() < 0.5 else multiplex(rng) | {"equal": False}


def fig5_parameters(s):
    moments = [power_law_moments(SimpleNamespace(**{**vars(s), "omega_c": wc})) for wc in (s.omega_c, s.other_cutoff)]
    here, there = (abs(m["coherence"]) / m["sigma"] for m in moments)
    return {"here": here, "there": there}


def with_other_cutoff(rng) -> dict:
    s = scaled(rng)
    return s | {"other_cutoff": s["omega_c"] * (1.0 if rng.random() < 0.5 else 2.0)}


def library_ratio(s):
    bath = PowerLawBath(s.lam, s.s, s.omega_c)
    value = spin_signal_to_noise(s.b / s.omega1, s.w * s.omega1, Arm(bath, s.f1, s.f2, [s.omega1] * s.M))
    return "ratio", value


def library_noise(s):
    bath = DiscreteBath(*zip(*s.modes, strict=True))
    value = spin_signal_to_noise(s.beta, s.w, Arm(bath, s.f1, s.f2, [s.omega1] * s.M))
    return 0, value


ENTRIES = [
    Entry(
        50,
        "leading order",
        (
            "2 * f1 * Omega * M * tanh(beta * omega1 / 2) * tanh(beta * w / 2)"
            " / (w * sqrt(bath(lambda xi: 1 / xi * G(xi), modes)))",
        ),
        equal_outputs,
        {"raw tau integrals of signal and noise": lambda s: ((m := ratio_of_moments(s))["signal"] / m["noise"],)},
        "equal inputs, equal outputs, 2 modes, f1 of both signs",
        condition="f_1 > 0: the left side is a modulus, the right side has the sign of f_1",
        inside=lambda s: s.f1 > 0,
        samples=8,
        library={"spin_signal_to_noise": library_noise},
    ),
    Entry(
        51,
        "leading order",
        (f"coherence / sigma == {_RATIO.format(g=_MEANT)}",),
        scaled,
        {"continuous bath: raw tau integral and mean force": power_law_moments},
        POWER + ", couplings of both signs; g(x) with its argument corrected, see (52)",
        corrected=(f"abs(coherence) / sigma == {_RATIO.format(g=_MEANT).replace('eta', 'abs(eta)')}",),
        tolerance=1e-7,
        samples=6,
        library={"spin_signal_to_noise": library_ratio},
        latex=((r"\langle\sigma_{M+1}^x\rangle", r"|\langle\sigma_{M+1}^x\rangle|"), (r"\eta", r"|\eta|")),
        remark="The modulus of (50) is missing: with f1 f2 > 0 the coherence is negative, and Fig. 5 shows the modulus.",
    ),
    Entry(
        52,
        "leading order",
        (_PRINTED,),
        scaled,
        {"raw tau integral for one mode, equal outputs": scaled_kernel},
        "x above w by 0.2 or more, 0.5 < b < 4",
        corrected=(_MEANT,),
        latex=((r"\coth\left(\frac{bw}{2}\right)", r"\coth\left(\frac{bx}{2}\right)"),),
        impact=fig5,
        samples=6,
        remark="coth(bw/2) leaves a simple pole of g at x = w, so that the integral in (51) does not exist as printed.",
    ),
    Entry(
        "radicand",
        "claim",
        ("half_sum_rule > 0",),
        exact_moments,
        {"exact diagonalization": lambda s: {}},
        "1 input, 2 outputs of one f2, 1 mode",
        samples=8,
        statement="The radicand of Eq. (42) is positive.",
    ),
    Entry(
        "no-competition",
        "claim",
        ("change < 1e-3",),
        at_scale,
        {"exact diagonalization with and without the second output": exact_levels},
        "1 input, 1 mode, couplings 0.15 to 0.3 and a tenth of that",
        condition="leading order: f_2^2 Omega << omega",
        inside=lambda s: s.regime == "weak",
        samples=8,
        statement="The coherence of one output does not change the coherence of the other (below Eq. (41)).",
    ),
    Entry(
        "inputs-not-needed",
        "claim",
        ("with_inputs == without", "excess > size"),
        multiplex,
        {"raw tau integral with f1 = 0": without_inputs},
        DOMAIN,
        statement="The leading correlation of the outputs does not depend on f_1 and stays at f_1 = 0 (below Eq. (49)).",
    ),
    Entry(
        "fig4",
        "caption",
        ("first == second", "first == M_fold"),
        fig4_sample,
        {"mean force and static response": fig4_values},
        "equal or different frequencies",
        condition="equal output frequencies and equal input frequencies",
        inside=lambda s: s.equal,
        samples=8,
        statement="Fig. 4: both outputs have the same coherence, M times that of the two-spin scheme.",
    ),
    Entry(
        "fig5-parameters",
        "caption",
        ("here == there",),
        with_other_cutoff,
        {"continuous bath: raw tau integral and mean force, two cut-offs": fig5_parameters},
        "equal b, w and eta; cut-offs equal or in the ratio 2",
        condition="omega_c/omega_1 is stated too (the caption names none)",
        inside=lambda s: s.other_cutoff == s.omega_c,
        samples=8,
        statement="Fig. 5: the normalized ratio is a function of beta omega_1 and omega/omega_1.",
    ),
]
