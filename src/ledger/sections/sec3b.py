"""Section 3: the claims in the text and the captions of Figs. 1 to 3."""

from __future__ import annotations

from ledger.entry import Entry
from ledger.routes import raw
from ledger.sections.advantage import (
    exponents,
    fig2_values,
    growth,
    kernels,
    leading_error,
    monotone,
    one_arm_off,
    regime,
    signed,
    soft_output,
    thresholds,
    wide,
    with_other_cutoff,
)
from ledger.sections.pairs import pair, power_law
from ledger.sections.sampling import couplings

WIDE = "400 points, beta, omega and xi over six decades each"


ENTRIES = [
    Entry(
        "kernels-ordered",
        "bound",
        ("F2 > F1 > 0 * F1",),
        wide,
        {"40-digit kernels": kernels},
        WIDE,
        condition="f1 f2 > 0",
        inside=lambda s: s.f1 * s.f2 > 0,
        samples=6,
        statement="F_2 > F_1 > 0 for any beta and omega (below Eq. (25)); f_1, f_2 are any real numbers there.",
        remark="With u = beta omega/2, F_1 falls with xi from coth(u) - 1/u < tanh(u) (times a common factor): the proof. "
        "Equality is approached for xi -> 0 at T = 0 only.",
    ),
    Entry(
        "resonant-moduli",
        "bound",
        ("modulus2 > modulus1",),
        wide,
        {"40-digit kernels": kernels},
        WIDE,
        statement="At resonance the transferred coherence is larger in modulus than the self-induced one (below Eq. (25)).",
    ),
    Entry(
        "linear-growth",
        "claim",
        ("stronger == times * base", "wider == times * base"),
        power_law,
        {"mean force, quadrature": growth},
        "strength and cut-off tripled, everything else fixed",
        tolerance=1e-8,
        statement="The coherence grows linearly with strength and cut-off (below Eq. (27)).",
    ),
    Entry(
        "cold-soft-driven",
        "claim",
        ("cooling > 0", "raising > 0", "lowering > 0"),
        power_law,
        {"mean force and exact response, scans": monotone},
        "0.05 < beta < 20; frequencies over two decades",
        statement="The modulus grows with 1/T, with omega_1 and with 1/omega_2 (text around Eqs. (28) and (30)).",
    ),
    Entry(
        "exponent-not-monotonic",
        "claim",
        ("own_first < 0", "own_last > 0", "first < 0", "last > 0"),
        power_law,
        {"multiple-precision quadrature at s = 0.3, 0.6, 3.5, 5": exponents},
        "omega_1/omega_c from 0.1 to 1, couplings and cut-off fixed",
        samples=3,
        statement="Both coherences are non-monotonic functions of s (below Eq. (28)).",
    ),
    Entry(
        "validity-of-23",
        "claim",
        ("error < 0.05",),
        regime,
        {"exact diagonalization, 1 mode, 70 levels": leading_error},
        "4 f1 f2 Omega = omega_2/500 in all samples",
        condition="f2^2 Omega << omega_2 as well",
        inside=lambda s: s.f2**2 * s.energy < 0.01 * s.omega2,
        samples=6,
        statement="The perturbative result (23) applies as long as omega_2 >> 4 f1 f2 Omega (below Eq. (28)).",
        remark="A weak product does not exclude a strong output coupling, which dresses the spin.",
    ),
    Entry(
        "no-soft-limit",
        "claim",
        ("error > 0.05",),
        soft_output,
        {"exact diagonalization, 1 mode, 70 levels": leading_error},
        "omega_2 = 4 f1 f2 Omega/100 in all samples, warm and cold",
        condition="4 beta f1 f2 Omega not small (low temperature)",
        inside=lambda s: 4 * s.beta * s.f1 * s.f2 * s.energy > 1,
        samples=6,
        statement="The limit omega_2 -> 0 of (23) cannot be taken (below Eq. (28)).",
        remark="For 4 beta f1 f2 Omega << 1 the limit -2 beta f1 f2 Omega tanh(beta omega_1/2) is right.",
    ),
    Entry(
        "fig1",
        "caption",
        ("both > 1.000001", "neither == nothing", "own > 1.000001", "own_neither == nothing"),
        pair,
        {"exact diagonalization, couplings off in turn": one_arm_off},
        "1 mode, one and two spins",
        statement="Fig. 1: the sigma^z term polarizes the bath and the bath induces coherence through the sigma^x term.",
    ),
    Entry(
        "fig2-coincide",
        "caption",
        ("ohmic == superohmic",),
        power_law,
        {
            "reorganization energies by quadrature": lambda s: {
                "ohmic": raw.reorganization_energy(s.lam, 1, s.omega_c),
                "superohmic": raw.reorganization_energy(s.lam, 2, s.omega_c),
            }
        },
        "same strength and cut-off",
        statement="Fig. 2: the results for s = 1 and s = 2 coincide.",
    ),
    Entry(
        "fig2-parameters",
        "caption",
        ("here == there",),
        with_other_cutoff,
        {"mean force at two cut-offs": fig2_values},
        "equal beta omega_1 and omega_2/omega_1, cut-offs equal or in the ratio 2",
        condition="omega_c/omega_1 is stated too (Fig. 3 has 10; Fig. 2 names none)",
        inside=lambda s: s.other_cutoff == s.omega_c,
        samples=8,
        statement="Fig. 2: the normalized coherence is a function of beta omega_1 and omega_2/omega_1.",
    ),
    Entry(
        "fig3-threshold",
        "caption",
        ("low > 1", "high < 1"),
        lambda rng: {"one": 1.0},
        {"multiple-precision ratio on a grid": lambda s: thresholds()},
        "Fig. 3's domain: omega_2 <= omega_1 for the first, omega_2 = 10 omega_1 (s = 0.5) for the second number",
        samples=1,
        statement="Fig. 3: the new method is ineffective only for relatively large omega_2/omega_1.",
    ),
    Entry(
        "fig3-sign",
        "caption",
        ("sigma2 < sigma1",),
        lambda rng: couplings(rng, "f1", "f2"),
        {"multiple-precision ratio, mean force": signed},
        "omega_2 = 10 omega_1, s = 0.5, beta omega_1 = 2, where the new method is the weaker one",
        corrected=("abs(sigma2) < abs(sigma1)",),
        samples=6,
        statement="Fig. 3: ineffective means that the second average is smaller than the first.",
        remark="Both averages are negative for f1 f2 > 0: the caption compares moduli without saying so.",
    ),
]
