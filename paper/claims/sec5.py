"""Section 5: multiplexing, and the captions of Figs. 4 and 5."""

from __future__ import annotations

from autocoherence import Arm, PowerLawBath, spin_signal_to_noise
from ledger.entry import Entry, Proof
from paper.claims.arguments import at_landmarks, free_of_inputs, hot_limits, regular
from paper.claims.methods import ALL_ORDERS, BALLS, QUADRATURE
from paper.equations.sec5.multiplexing import MODULUS
from paper.systems import landmarks
from paper.systems.multiplexing import (
    POWER,
    at_scale,
    exact_levels,
    fig4_raw,
    fig4_sample,
    fig4_values,
    fig5_parameters,
    scaled,
    scaled_units,
    with_other_cutoff,
    without_inputs,
)
from paper.systems.two_outputs import (
    DOMAIN,
    exact_moments,
    hot,
    hot_kernels,
    kernel_values,
    multiplex,
    resonant,
)

ENTRIES = [
    Entry(
        number="radicand",
        kind="claim",
        printed=("half_sum_rule > 0",),
        sample=exact_moments,
        routes={"exact diagonalization": lambda s: {}},
        domain="1 input, 2 outputs of one f2, 1 mode",
        samples=8,
        statement="The radicand of Eq. (42) is positive.",
        proof=ALL_ORDERS,
    ),
    Entry(
        number="no-competition",
        kind="claim",
        printed=("with_second >= alone",),
        sample=at_scale,
        routes={"exact diagonalization with and without the second output": exact_levels},
        domain="1 or 2 inputs, 1 mode, couplings up to 0.9",
        samples=12,
        statement="The coherence of one output does not decrease that of the other (below Eq. (41)).",
        remark="Beyond leading order it grows: in the basis of sigma^x all weights of the bath are ferromagnetic, "
        "and so each output adds to the field that the other one feels.",
        proof=ALL_ORDERS,
    ),
    Entry(
        number="kernel-regular",
        kind="claim",
        printed=("there == exchanged", "there == beside", "there > 0"),
        sample=resonant,
        routes={"raw tau integral for one mode": kernel_values},
        domain="xi, x and y on both sides of each other and on every resonance",
        tolerance=1e-4,
        samples=10,
        proof=Proof(steps=regular, method="term by term in the sum over Matsubara frequencies"),
        statement="The kernel of Eq. (44) is positive, regular on resonance too, and symmetric in x and y (below Eq. (44)).",
    ),
    Entry(
        number="kernel-hot",
        kind="claim",
        printed=("low == beta / 2", "high == beta / 2", "here == there"),
        sample=hot,
        routes={"raw tau integrals, slow and fast modes": hot_kernels},
        domain="beta omega about 0.001, two sets of output frequencies",
        tolerance=1e-4,
        proof=Proof(steps=hot_limits, method="exact limits of the raw tau integrals"),
        statement="When hot, both bounds tend to beta/2 and the correlation does not depend on the outputs (Eq. (48)).",
    ),
    Entry(
        number="eta-independent",
        kind="claim",
        printed=("eta == 4 * f1 * M * sqrt(lam)", "ratio == scaled_ratio"),
        sample=scaled,
        routes={"continuous bath: raw tau integral and mean force, all energies times 3": scaled_units},
        domain=POWER,
        statement="eta does not depend on frequencies and temperature; what else is there depends on their ratios (Eq. (51)).",
        proof=QUADRATURE,
    ),
    Entry(
        number="inputs-not-needed",
        kind="claim",
        printed=("with_inputs == without", "excess > size"),
        sample=multiplex,
        routes={"raw tau integral with f1 = 0": without_inputs},
        domain=DOMAIN.format(2),
        proof=Proof(steps=free_of_inputs, method="exact integrals"),
        statement="The leading correlation of the outputs does not depend on f_1 and stays at f_1 = 0 (below Eq. (49)).",
    ),
    Entry(
        number="fig4",
        kind="caption",
        printed=("first == second", "first == M * single"),
        sample=fig4_sample,
        routes={"mean force and static response": fig4_values, "raw tau integrals with matrices": fig4_raw},
        domain="equal or different frequencies",
        condition="equal output frequencies and equal input frequencies",
        inside=lambda s: s.equal,
        samples=8,
        statement="Fig. 4: both outputs have the same coherence, M times that of the two-spin scheme.",
        proof=Proof(),
    ),
    Entry(
        number="fig5-landmarks",
        kind="caption",
        printed=(f"(lambda b, w: {MODULUS})(cold, first)", f"(lambda b, w: {MODULUS})(warm, last)"),
        sample=landmarks.sample("fig5"),
        routes={"imaginary-time integrals in ball arithmetic": landmarks.centres("fig5", lambda s: abs(s.eta))},
        domain=landmarks.line("fig5"),
        samples=6,
        library=at_landmarks(
            "spin_signal_to_noise",
            lambda s, *at: (
                abs(s.eta) * spin_signal_to_noise(*at, Arm(PowerLawBath(1.0, s.s, s.omega_c), 0.25, s.f2, s.omega1))
            ),
        ),
        statement=f"Fig. 5: the signal-to-noise ratio over eta, first at omega = {landmarks.NEAR:g} omega_1 for"
        f" beta omega_1 = {landmarks.COLD['fig5']:g}, then at {landmarks.FARTHEST:g} omega_1 for"
        f" beta omega_1 = {landmarks.WARM:g}.",
        proof=Proof(steps=landmarks.enclosed("fig5"), method=BALLS),
    ),
    Entry(
        number="fig5-parameters",
        kind="caption",
        printed=("here == there",),
        sample=with_other_cutoff,
        routes={"continuous bath: raw tau integral and mean force, two cut-offs": fig5_parameters},
        domain="equal b, w and eta; cut-offs equal or in the ratio 2",
        condition="omega_c/omega_1 is stated too (the caption names none)",
        inside=lambda s: s.other_cutoff == s.omega_c,
        samples=8,
        statement="Fig. 5: the normalized ratio is a function of beta omega_1 and omega/omega_1.",
        proof=QUADRATURE,
    ),
]
