"""Section 7: what the oscillator feels of the spin."""

from __future__ import annotations

from autocoherence import PowerLawBath, oscillator_signal_to_noise
from ledger.entry import Entry, Proof
from paper.claims.methods import BALLS, BOUNDARY
from paper.equations.sec7 import library
from paper.systems import landmarks
from paper.systems.oscillator import oscillator, ratio_error, spin_share, strong, warm_ratio
from paper.systems.oscillator_words import in_words, ratio_in_words
from paper.systems.two_steps import two_step_values, two_steps

_WARM = "4 * abs(f * g) * lam * omega_c * Gamma(s) / E * tanh(beta * omega / 2) * sqrt(tanh(beta * E / 2))"


def of_power_law(s, beta):
    """Return the library's ratio for a power-law bath, at beta in units of 1/E."""
    return oscillator_signal_to_noise(beta / s.E, s.omega, s.E, PowerLawBath(s.lam, s.s, s.omega_c), s.f, s.g)


ENTRIES = [
    Entry(
        number="two-step",
        kind="claim",
        printed=(
            "doubled_force == 2 * force",
            "doubled == 2 * there",
            "stronger == 2 * there",
            "abs(without_f) < 1e-12 < abs(there)",
            "abs(without_g) < 1e-12 < abs(there)",
        ),
        sample=two_steps,
        routes={"exact diagonalization in number states": two_step_values},
        domain="1 mode, couplings up to 0.02",
        tolerance=0.01,
        statement="The spin displaces the bath in proportion to f, the bath the oscillator in proportion to g f; "
        "without f or g nothing moves (below Eq. (74)).",
        proof="exact diagonalization in number states; the leading order is (74), which is proved",
    ),
    Entry(
        number="spin-not-in-variance",
        kind="claim",
        printed=("share < 0.002",),
        sample=lambda source: oscillator(source, 4),
        routes={"normal modes": spin_share},
        domain="a tenth of couplings 0.1 to 0.2 of both signs",
        statement="The spin has no impact on the variance in leading order (below Eq. (75)).",
        proof="how large the rest is, is sampled; the leading order is (75), which is proved",
    ),
    Entry(
        number="raise-omega-over-e",
        kind="claim",
        printed=("error < 0.05",),
        sample=strong,
        routes={"normal modes at beta = 400": ratio_error},
        domain="4 g^2 Omega = 0.01 E or 0.6 E",
        condition="4 g^2 Omega << E; at 4 g^2 Omega = E the oscillator becomes unstable",
        inside=lambda s: s.ratio < 0.1,
        samples=6,
        statement="The ratio (76) can be increased by increasing Omega/E (end of Sec. 7).",
        proof=BOUNDARY,
    ),
    Entry(
        number="oscillator-ratio-warm",
        kind="claim",
        printed=("leading == 4 * abs(f * g) * Omega / E * tanh(beta * omega / 2) * sqrt(tanh(beta * E / 2))",),
        sample=lambda source: oscillator(source, 4),
        routes={"normal modes, leading order by couplings times 1e-4": lambda s: {"leading": warm_ratio(s)}},
        domain="beta E from 1.2 to 9.3",
        tolerance=1e-8,
        library={"oscillator_signal_to_noise": lambda s: ("leading", library(oscillator_signal_to_noise)(s)[1])},
        proof=Proof(
            sample=in_words,
            routes={"moments in words, each in leading order": lambda s: {"leading": ratio_in_words(s)}},
        ),
        statement="Beyond the paper: Eqs. (74) and (75) give the ratio (76) at any temperature.",
    ),
    Entry(
        number="oscillator-landmarks",
        kind="claim",
        printed=(f"(lambda beta: {_WARM})(1 / (half * E))", f"(lambda beta: {_WARM})(warm / E)"),
        sample=landmarks.oscillators,
        routes={"imaginary-time integrals and number states in ball arithmetic": landmarks.displacements},
        domain="s = 0.5, 1, 2, omega_c = 10 E, omega = E; any units and couplings",
        samples=6,
        library={
            "oscillator_signal_to_noise, half": lambda s: (0, of_power_law(s, 1 / s.half)),
            "oscillator_signal_to_noise, warm": lambda s: (1, of_power_law(s, s.warm)),
        },
        statement="Beyond the paper: the ratio is half its cold limit (76) at a temperature of"
        f" {float(landmarks.HALF.mid()):.3f} E, and is known at beta E = {landmarks.WARM:g}.",
        proof=Proof(steps=landmarks.enclosed_displacements, method=BALLS),
    ),
]
