"""Section 5, Eqs. (50)-(52): signal-to-noise ratio and multiplexing."""

from __future__ import annotations

from functools import cache

import numpy as np

from autocoherence import Arm, DiscreteBath, PowerLawBath, spin_signal_to_noise
from ledger.entry import Entry, Proof, Slope
from ledger.sample import Sample
from paper.equations.sectors import one_mode
from paper.forms import value
from paper.systems.multiplexing import (
    POWER,
    at_each_frequency,
    at_one_frequency,
    equal_outputs,
    exact_ratio,
    noise_at_each_frequency,
    power_law_moments,
    ratio_of_moments,
    ratio_with_root,
    scaled,
    scaled_kernel,
    with_root,
)

_G = (
    "(tanh(b * w / 2)**2 * (b * w * x * (w**2 - x**2) + 4 * w**3 * coth({arg})) / (w**2 - x**2)**2"
    " + (b * w * x * (x**2 - w**2) + (2 * x**3 - 6 * w**2 * x) * tanh(b * w / 2)) / (w**2 - x**2)**2)"
)

_PRINTED, _MEANT = _G.format(arg="b * w / 2"), _G.format(arg="b * x / 2")

_RATIO = (
    "eta * (omega_c / omega1)**((s + 1) / 2) * Gamma(s) * tanh(b / 2) * tanh(b * w / 2) / (sqrt(w) * sqrt("
    "halfline(lambda x: x**s * exp(-x * omega1 / omega_c) * {g}, omega_c / omega1)))"
)


_TO_NOISE = (
    "2 * abs(f1) * Omega * M * tanh(beta * omega1 / 2) * tanh(beta * w / 2)"
    " / (w * sqrt(bath(lambda xi: 1 / xi * G(xi), modes)))"
)

MODULUS = _RATIO.format(g=_MEANT).replace("eta", "abs(eta)")


@cache
def fig5() -> list[dict]:
    """Return what Fig. 5 would show with (52) as printed."""
    changes, lost, forms = [], 0, [_RATIO.format(g=g) for g in (_MEANT, _PRINTED)]
    for s in (0.5, 1.0, 2.0):
        for b in np.linspace(0.25, 5, 12):
            for w in np.linspace(0.4, 10, 12):
                scope = Sample(s=s, b=b, w=w, omega1=0.1, omega_c=1.0, eta=1.0)
                right, wrong = (value(form, scope) for form in forms)
                lost += not np.isfinite(wrong)
                changes.append(abs(wrong / right - 1) if np.isfinite(wrong) else 1.0)
    return [{"figure": "Fig. 5", "reading": "principal value; no real value counts as a change of 1",
             "median_change": float(np.median(changes)), "largest_change": float(np.max(changes)),
             "no_real_value": lost / len(changes)}]  # fmt: skip


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
        number=50,
        kind="leading order",
        printed=(
            "2 * f1 * Omega * M * tanh(beta * omega1 / 2) * tanh(beta * w / 2)"
            " / (w * sqrt(bath(lambda xi: 1 / xi * G(xi), modes)))",
        ),
        sample=equal_outputs,
        routes={
            "raw tau integrals of signal and noise": lambda s: ((m := ratio_of_moments(s))["signal"] / m["noise"],)
        },
        domain="equal inputs, equal outputs, 2 modes, f1 of both signs",
        corrected=(_TO_NOISE,),
        slope=Slope(
            3,
            ("f1", "f2"),
            _TO_NOISE.replace("Omega", "modes[0][1]**2 / modes[0][0]").replace(", modes)", ", modes[:1])"),
            exact_ratio,
            scales=(0.1, 0.05, 0.025),
        ),
        latex=(("2f_1", "2|f_1|"),),
        samples=8,
        remark="The left side is a modulus, the right side has the sign of f_1: the same slip as in (51) and (76).",
        library={"spin_signal_to_noise": library_noise},
        proof=Proof(sample=with_root, routes={"raw tau integrals of signal and noise": ratio_with_root}),
    ),
    Entry(
        number=51,
        kind="leading order",
        printed=(f"coherence / sigma == {_RATIO.format(g=_MEANT)}",),
        sample=scaled,
        routes={"continuous bath: raw tau integral and mean force": power_law_moments},
        domain=POWER + ", couplings of both signs; g(x) with its argument corrected, see (52)",
        corrected=(f"abs(coherence) / sigma == {MODULUS}",),
        slope=Slope(
            3,
            ("f1", "f2", "eta"),
            one_mode(MODULUS),
            at_one_frequency,
            scales=(0.2, 0.1, 0.05),
            at=lambda s: s.but(b=s.b + 1),  # a mode so cold that 12 levels hold it
        ),
        samples=6,
        library={"spin_signal_to_noise": library_ratio},
        latex=((r"\langle\sigma_{M+1}^x\rangle", r"|\langle\sigma_{M+1}^x\rangle|"), (r"\eta", r"|\eta|")),
        proof=Proof(
            sample=at_each_frequency,
            routes={"raw tau integral at each frequency of the bath, and mean force": noise_at_each_frequency},
            domain="every s > 0, under the integral sign with xi = omega_1 x",
        ),
        remark="The modulus of (50) is missing: with f1 f2 > 0 the coherence is negative, and Fig. 5 shows the modulus.",
    ),
    Entry(
        number=52,
        kind="identity",
        printed=(_PRINTED,),
        sample=scaled,
        routes={"raw tau integral for one mode, equal outputs": scaled_kernel},
        domain="x above or below w by 0.1 or more, 0.5 < b < 4",
        corrected=(_MEANT,),
        latex=((r"\coth\left(\frac{bw}{2}\right)", r"\coth\left(\frac{bx}{2}\right)"),),
        impact=fig5,
        samples=6,
        remark="coth(bw/2) leaves a simple pole of g at x = w, so that the integral in (51) does not exist as printed.",
        proof=Proof(),
    ),
]
