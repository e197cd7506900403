"""Section 3: the claims in the text and the captions of Figs. 1 to 3."""

from __future__ import annotations

from autocoherence import Arm, advantage_ratio, induced_coherence
from ledger.entry import Entry, Proof
from ledger.sample import Sample
from paper.claims.arguments import (
    PLACES,
    at_landmarks,
    equal_energies,
    falling_and_rising,
    growing,
    linear,
    ordered_kernels,
    winning_and_losing,
)
from paper.claims.methods import ALL_ORDERS, BALLS, BOUNDARY, QUADRATURE
from paper.equations.sec3 import RIGHT, STATIC, bath_of
from paper.routes import raw
from paper.systems import landmarks
from paper.systems.advantage import (
    exponents,
    fig2_values,
    growth,
    kernels,
    leading_error,
    least_energy,
    monotone,
    one_arm_off,
    own_field,
    regime,
    signed,
    soft_output,
    thresholds,
    wide,
    with_other_cutoff,
)
from paper.systems.pairs import pair, power_law
from paper.systems.sampling import couplings

WIDE = "400 points, beta, omega and xi over six decades each"


ENTRIES = [
    Entry(
        number="kernels-ordered",
        kind="bound",
        printed=("F2 > F1 > 0 * F1",),
        sample=wide,
        routes={"40-digit kernels": kernels},
        domain=WIDE,
        condition="f1 f2 > 0",
        inside=lambda s: s.f1 * s.f2 > 0,
        samples=6,
        statement="F_2 > F_1 > 0 for any beta and omega (below Eq. (25)); f_1, f_2 are any real numbers there.",
        remark="With u = beta omega/2, F_1 falls with xi from coth(u) - 1/u < tanh(u) (times a common factor): the proof. "
        "Equality is approached for xi -> 0 at T = 0 only.",
        proof=Proof(steps=ordered_kernels, method="term by term in the sum over Matsubara frequencies"),
    ),
    Entry(
        number="resonant-moduli",
        kind="bound",
        printed=("modulus2 > modulus1",),
        sample=wide,
        routes={"40-digit kernels": kernels},
        domain=WIDE,
        statement="At resonance the transferred coherence is larger in modulus than the self-induced one (below Eq. (25)).",
        proof=Proof(steps=ordered_kernels, method="term by term in the sum over Matsubara frequencies"),
    ),
    Entry(
        number="static-mean-field",
        kind="claim",
        printed=("-4 * f1 * f2 / omega * Omega",),
        sample=own_field,
        routes={"product state of least energy": least_energy},
        domain="one spin at beta omega = 50 to 200, couplings of 0.001",
        tolerance=1e-4,
        statement="The result (23), at equal frequencies, is the static mean-field result of the original case when cold.",
        proof="compares with a minimum over product states, which is searched numerically",
    ),
    Entry(
        number="linear-growth",
        kind="claim",
        printed=("stronger == times * base", "wider == times * base"),
        sample=power_law,
        routes={"mean force, quadrature": growth},
        domain="strength and cut-off tripled, everything else fixed",
        statement="The coherence grows linearly with strength and cut-off (below Eq. (27)).",
        proof=Proof(steps=linear, method="equality of functions under the integral sign"),
    ),
    Entry(
        number="cold-soft-driven",
        kind="claim",
        printed=("cooling > 0", "raising > 0", "lowering > 0"),
        sample=power_law,
        routes={"mean force and exact response, scans": monotone},
        domain="scans of beta over 0.05 to 20, and of the frequencies over two decades",
        statement="The modulus grows with 1/T, with omega_1 and with 1/omega_2 (text around Eqs. (28) and (30)).",
        proof=Proof(steps=growing, method="signs of exact derivatives"),
    ),
    Entry(
        number="exponent-not-monotonic",
        kind="claim",
        printed=("own_first < 0", "own_last > 0", "first < 0", "last > 0"),
        sample=power_law,
        routes={"multiple-precision quadrature at s = 0.3, 0.6, 3.5, 5": exponents},
        domain="omega_1/omega_c from 0.1 to 1, couplings and cut-off fixed",
        samples=3,
        statement="Both coherences are non-monotonic functions of s (below Eq. (28)).",
        proof=Proof(steps=falling_and_rising, method=BALLS),
    ),
    Entry(
        number="validity-of-23",
        kind="claim",
        printed=("error < 0.02",),
        sample=regime,
        routes={"exact diagonalization, 1 mode, 70 levels": leading_error},
        domain="4 f1 f2 Omega = omega_2/500 in all samples",
        condition="f2^2 Omega << omega_2 as well",
        inside=lambda s: s.f2**2 * s.energy < 0.01 * s.omega2,
        samples=6,
        statement="The perturbative result (23) applies as long as omega_2 >> 4 f1 f2 Omega (below Eq. (28)).",
        remark="A weak product does not exclude a strong output coupling, which dresses the spin.",
        proof=BOUNDARY,
    ),
    Entry(
        number="no-soft-limit",
        kind="claim",
        printed=("error > 0.2",),
        sample=soft_output,
        routes={"exact diagonalization, 1 mode, 70 levels": leading_error},
        domain="omega_2 = 4 f1 f2 Omega/100 in all samples, warm and cold",
        condition="4 beta f1 f2 Omega not small (low temperature)",
        inside=lambda s: 4 * s.beta * s.f1 * s.f2 * s.energy > 1,
        samples=6,
        statement="The limit omega_2 -> 0 of (23) cannot be taken (below Eq. (28)).",
        remark="For 4 beta f1 f2 Omega << 1 the limit -2 beta f1 f2 Omega tanh(beta omega_1/2) is right.",
        proof=BOUNDARY,
    ),
    Entry(
        number="fig1",
        kind="caption",
        printed=("both > 1.000001", "neither == nothing", "own > 1.000001", "own_neither == nothing"),
        sample=pair,
        routes={"exact diagonalization, couplings off in turn": one_arm_off},
        domain="1 mode, one and two spins",
        statement="Fig. 1: the sigma^z term polarizes the bath and the bath induces coherence through the sigma^x term.",
        proof=ALL_ORDERS,
    ),
    Entry(
        number="fig2-coincide",
        kind="caption",
        printed=("ohmic == superohmic",),
        sample=power_law,
        routes={
            "reorganization energies by quadrature": lambda s: {
                "ohmic": raw.reorganization_energy(s.lam, 1, s.omega_c),
                "superohmic": raw.reorganization_energy(s.lam, 2, s.omega_c),
            }
        },
        domain="same strength and cut-off",
        statement="Fig. 2: the results for s = 1 and s = 2 coincide.",
        proof=Proof(steps=equal_energies, method="exact integrals and their limit"),
    ),
    Entry(
        number="fig2-parameters",
        kind="caption",
        printed=("here == there",),
        sample=with_other_cutoff,
        routes={"mean force at two cut-offs": fig2_values},
        domain="equal beta omega_1 and omega_2/omega_1, cut-offs equal or in the ratio 2",
        condition="omega_c/omega_1 is stated too (Fig. 3 has one; Fig. 2 names none)",
        inside=lambda s: s.other_cutoff == s.omega_c,
        samples=8,
        statement="Fig. 2: the normalized coherence is a function of beta omega_1 and omega_2/omega_1.",
        proof=QUADRATURE,
    ),
    Entry(
        number="fig2-landmarks",
        kind="caption",
        printed=tuple(f"(lambda beta, omega2: {STATIC})({place})" for place in PLACES),
        sample=landmarks.sample("fig2"),
        routes={
            "Gamma function and populations in ball arithmetic": landmarks.centres(
                "fig2", lambda s: -4 * s.f1 * s.f2 * s.lam
            )
        },
        domain=landmarks.line("fig2"),
        samples=6,
        library=at_landmarks(
            "induced_coherence", lambda s, *at: induced_coherence(*at, Arm(bath_of(s), s.f1, s.f2, s.omega1))
        ),
        statement=f"Fig. 2: {landmarks.crossing_and_value('fig2', 'the normalized coherence')}",
        proof=Proof(steps=landmarks.enclosed("fig2"), method=BALLS),
    ),
    Entry(
        number="fig3-landmarks",
        kind="caption",
        printed=tuple(f"(lambda beta, omega2: {RIGHT})({place})" for place in PLACES),
        sample=landmarks.sample("fig3"),
        routes={"imaginary-time integrals in ball arithmetic": landmarks.centres("fig3", lambda s: 1)},
        domain=landmarks.line("fig3"),
        samples=6,
        library=at_landmarks(
            "advantage_ratio", lambda s, beta, omega: advantage_ratio(beta, s.omega1, omega, bath_of(s))
        ),
        statement=f"Fig. 3: {landmarks.crossing_and_value('fig3', 'the ratio')}",
        proof=Proof(steps=landmarks.enclosed("fig3"), method=BALLS),
    ),
    Entry(
        number="fig3-threshold",
        kind="caption",
        printed=("soft > 1", "hard < 1"),
        sample=lambda source: Sample(s=source.choice((0.5, 1.0, 2.0))),
        routes={"multiple-precision ratio on a grid": lambda s: thresholds(s.s)},
        domain="Fig. 3's domain: omega_2 <= omega_1 for the first, the whole of it for the second number",
        condition="s = 0.5 or s = 1; in panel (c), s = 2, the new method never loses (smallest ratio 1.26)",
        inside=lambda s: s.s < 2,
        samples=3,
        statement="Fig. 3: the new method is ineffective only for relatively large omega_2/omega_1, and is so there.",
        proof=Proof(steps=winning_and_losing, method=BALLS),
    ),
    Entry(
        number="fig3-sign",
        kind="caption",
        printed=("sigma2 < sigma1",),
        sample=lambda source: Sample(**couplings(source, "f1", "f2")),
        routes={"multiple-precision ratio, mean force": signed},
        domain="omega_2 = 10 omega_1, s = 0.5, beta omega_1 = 2, where the new method is the weaker one",
        corrected=("abs(sigma2) < abs(sigma1)",),
        samples=6,
        statement="Fig. 3: ineffective means that the second average is smaller than the first.",
        remark="Both averages are negative for f1 f2 > 0: the caption compares moduli without saying so.",
        proof="one point of a figure, far from equality: the ratio by quadrature",
    ),
]
