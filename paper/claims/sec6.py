"""Section 6: the regime of validity, and the caption of Fig. 6."""

from __future__ import annotations

import numpy as np

from ledger.entry import Entry, Proof
from ledger.sample import Sample
from paper.systems.regimes import (
    additive,
    cold_regime,
    fig6_sample,
    fig6_values,
    first_arm_values,
    largest_bias,
    many_weak,
    many_weak_errors,
    not_perturbative,
    parallel_resources,
    regime_error,
    scaled_couplings,
    second_arm,
    second_arm_values,
    three_baths,
    three_baths_values,
)
from paper.systems.sampling import couplings
from paper.systems.two_bath_matrices import turned_operator
from paper.systems.two_baths import parameters

ENTRIES = [
    Entry(
        number="sigma-below-60",
        kind="claim",
        printed=("cosh(R * tau) * (cos(theta) * sx + 1j * cos(theta) * sy) - sin(theta) * sz",),
        sample=lambda source: Sample(
            R=source.number(0.5, 2), tau=source.number(0.3, 1.2), theta=source.number(-1.2, 1.2)
        ),
        routes={"phases of the energy differences": lambda s: (turned_operator(s),)},
        domain="generic R, tau, theta of both signs",
        corrected=("cosh(R * tau) * cos(theta) * sx + 1j * sinh(R * tau) * cos(theta) * sy - sin(theta) * sz",),
        statement="The closed form of the rotated operator in the text below Eq. (60).",
        remark="(118) has the right form; with the printed one the operator is not sigma^x-like at tau = 0.",
        proof=Proof(),
    ),
    Entry(
        number="regime-after-61",
        kind="claim",
        printed=("bias < 0.01", "error < 0.05"),
        sample=cold_regime,
        routes={"exact diagonalization, M = 4 inputs, 60 levels": regime_error},
        domain="omega_mn < omega/100 in all samples, beta omega_1 = 0.5",
        condition="beta f_1^2 Omega M << 1 as well (or beta omega_1 >> 1)",
        inside=lambda s: not s.strong,
        samples=6,
        statement="The perturbative regime is omega >> omega_mn; the terms in f_1^2 Omega may then be removed (Eqs. (62)-(64)).",
        remark="For M > 1 the energy -f1^2 Omega (M - 2m)^2 favours aligned inputs: the coherence grows when it is kept.",
    ),
    Entry(
        number="conditions-below-65",
        kind="claim",
        printed=("printed_small <= harmless",),
        sample=second_arm,
        routes={"exact diagonalization, N = 4 inputs, 60 levels": second_arm_values},
        domain="g2 = 0, g1 = 0.02, 0.09 or 0.6",
        corrected=("meant_small <= harmless",),
        samples=6,
        statement="Weak coupling of the second arm means 2 g1 g2 Upsilon N << omega_2 (below Eq. (65)).",
        remark="A slip for g1^2: the first arm has f1^2. With g2 = 0 the printed condition always holds, while the inputs "
        "of the second arm are strongly changed. In the same list f stands for f1.",
    ),
    Entry(
        number="input-condition-below-65",
        kind="claim",
        printed=("small <= harmless",),
        sample=second_arm,
        routes={"exact diagonalization, 4 inputs, 60 levels": first_arm_values},
        domain="f1 = 0.02, 0.09 or 0.6, 4 inputs, beta omega_1 = 0.5",
        samples=6,
        statement="Weak coupling of the first arm means 2 f_1^2 Omega M << omega_1 (below Eq. (65)): then its inputs are free.",
    ),
    Entry(
        number="abstract",
        kind="claim",
        printed=("more_inputs > one", "more_baths > one", "second_output >= one"),
        sample=not_perturbative,
        routes={"exact diagonalization": parallel_resources},
        domain="couplings of 0.3 to 0.6, one sign; 1 mode for each bath",
        samples=6,
        statement="Many input spins and several baths used in parallel raise the coherence, non-perturbatively too, "
        "and a second output gets as much (abstract, Sec. 8).",
    ),
    Entry(
        number="more-baths",
        kind="claim",
        printed=("all_three == sum_of_each",),
        sample=three_baths,
        routes={"exact diagonalization of three baths, and of each alone": three_baths_values},
        domain="1 input and 1 mode for each of 3 baths, couplings up to 0.03",
        tolerance=0.01,
        statement="The results hold for any number of baths; in leading order each adds its share (below Eq. (65)).",
    ),
    Entry(
        number="output-coupling-with-many-inputs",
        kind="claim",
        printed=("tilted_spin < 0.01", "law > 0.05"),
        sample=many_weak,
        routes={"exact diagonalization of all sectors, 12 levels": many_weak_errors},
        domain="12 inputs, f2 = 0.02, 4 f1 f2 Omega M = 1.5 omega",
        statement="The expansion of (121) needs f_2 << 1 only, that of Secs. 4 and 5 f_2 << 1/M (below Eq. (121)).",
    ),
    Entry(
        number="largest-bias",
        kind="claim",
        printed=("largest == 4 * f1 * f2 * Omega * M + 4 * g1 * g2 * Upsilon * N",),
        sample=parameters,
        routes={"all sectors": largest_bias},
        domain="M = 3, N = 2, couplings of both signs",
        corrected=("largest == 4 * abs(f1 * f2) * Omega * M + 4 * abs(g1 * g2) * Upsilon * N",),
        samples=12,
        statement="The largest omega_mn is 4 f1 f2 Omega M + 4 g1 g2 Upsilon N (below Eq. (61)).",
        remark="Moduli are meant: with f1 f2 < 0 or g1 g2 < 0 another sector has the largest one.",
    ),
    Entry(
        number="additive",
        kind="claim",
        printed=("defect < 0.01",),
        sample=scaled_couplings,
        routes={"exact diagonalization, both arms and each alone": additive},
        domain="M = 3, N = 2, couplings up to 0.03 or 1, positive",
        condition="leading order in the couplings",
        inside=lambda s: s.weak,
        samples=6,
        statement="The impact of several baths is additive (below Eq. (65)).",
    ),
    Entry(
        number="fig6",
        kind="caption",
        printed=("together == (M + N) * single",),
        sample=fig6_sample,
        routes={"mean force and static response": fig6_values},
        domain="equal or different arms",
        condition="both arms are equal: f1 f2 Omega tanh(beta omega_1/2) = g1 g2 Upsilon tanh(beta omega_2/2)",
        inside=lambda s: s.equal,
        samples=12,
        tolerance=1e-8,
        statement="Fig. 6: the coherence is M + N times that of the two-spin scheme.",
        proof=Proof(),
    ),
    Entry(
        number="additive-response",
        kind="claim",
        printed=("cos_deficit < 0.01", "sin_error < 0.01"),
        sample=lambda source: Sample(**couplings(source, "tilt", size=0.1)),
        routes={
            "exact angle": lambda s: {
                "cos_deficit": 1 - np.cos(np.arctan(s.tilt)),
                "sin_error": abs(np.sin(np.arctan(s.tilt)) / s.tilt - 1),
            }
        },
        domain="omega_mn up to omega/10",
        statement="For omega >> omega_mn: R = omega, sin(theta) = omega_mn/omega, cos(theta) = 1 (below Eq. (61)).",
    ),
]
