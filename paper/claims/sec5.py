"""Section 5: multiplexing, and the captions of Figs. 4 and 5."""

from __future__ import annotations

from ledger.entry import Entry
from paper.systems.multiplexing import (
    at_scale,
    exact_levels,
    fig4_sample,
    fig4_values,
    fig5_parameters,
    with_other_cutoff,
    without_inputs,
)
from paper.systems.two_outputs import DOMAIN, exact_moments, multiplex

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
    ),
    Entry(
        number="no-competition",
        kind="claim",
        printed=("change < 1e-3",),
        sample=at_scale,
        routes={"exact diagonalization with and without the second output": exact_levels},
        domain="1 input, 1 mode, couplings 0.15 to 0.3 and a tenth of that",
        condition="leading order: f_2^2 Omega << omega",
        inside=lambda s: s.regime == "weak",
        samples=8,
        statement="The coherence of one output does not change the coherence of the other (below Eq. (41)).",
    ),
    Entry(
        number="inputs-not-needed",
        kind="claim",
        printed=("with_inputs == without", "excess > size"),
        sample=multiplex,
        routes={"raw tau integral with f1 = 0": without_inputs},
        domain=DOMAIN,
        statement="The leading correlation of the outputs does not depend on f_1 and stays at f_1 = 0 (below Eq. (49)).",
    ),
    Entry(
        number="fig4",
        kind="caption",
        printed=("first == second", "first == M_fold"),
        sample=fig4_sample,
        routes={"mean force and static response": fig4_values},
        domain="equal or different frequencies",
        condition="equal output frequencies and equal input frequencies",
        inside=lambda s: s.equal,
        samples=8,
        statement="Fig. 4: both outputs have the same coherence, M times that of the two-spin scheme.",
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
    ),
]
