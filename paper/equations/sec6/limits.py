"""Section 6, Eqs. (62)-(65): one arm, and the weak and cold limits."""

from __future__ import annotations

from autocoherence import Arm, DiscreteBath, induced_coherence
from ledger.entry import Entry, Proof, Slope
from paper.equations import fourth_order
from paper.equations.sectors import TRACE, exponent, scope
from paper.systems.regimes import forced
from paper.systems.single_arm import free, free_bosons, numbers, one_arm, one_sided
from paper.systems.two_baths import DOMAIN, STRONG, exact

FREE = "binomial(M, m) * binomial(N, n) * exp(-beta * (omega1 / 2 * (M - 2 * m) + omega2 / 2 * (N - 2 * n)))"

_SUM = "for m in range(M + 1) for n in range(N + 1)"


def library_arms(s):
    left, right = (DiscreteBath(*zip(*modes, strict=True)) for modes in (s.left, s.right))
    arms = [Arm(left, s.f1, s.f2, [s.omega1] * s.M), Arm(right, s.g1, s.g2, [s.omega2] * s.N)]
    return 0, induced_coherence(s.beta, s.omega, arms)


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
        number=62,
        kind="identity",
        printed=(f"ZB * {scope('Tr(expm(-beta * c.R / 2 * sz)) * Texp(' + exponent('f2', 'left') + ')')}",),
        sample=one_sided,
        routes={"exact diagonalization of all configurations": lambda s: (s.Z,)},
        domain=STRONG + ", g2 = 0",
        corrected=(f"ZB * {scope('Tr(expm(-beta * c.R / 2 * sz) @ Texp(' + exponent('f2', 'left') + '))')}",),
        latex=(*TRACE, (r"\right\} \end{aligned}", r"\right\} \Big] \end{aligned}")),
        tolerance=1e-8,
        samples=3,
        remark="The trace closes after its first factor, so that a matrix stands where a number is meant. "
        "4 f1 f2 Omega M << omega, asked for in the text, is not needed here.",
        proof=fourth_order.proof(fourth_order.partition, fourth_order.one_arm),
    ),
    Entry(
        number=63,
        kind="leading order",
        printed=(f"ZB * Sum({FREE} * Tr(expm(-beta * omega / 2 * sz)) {_SUM})", free_bosons()),
        sample=numbers,
        routes={"levels of free spins and bosons": lambda s: (free(s),) * 2},
        domain=DOMAIN + "; remainder from exact diagonalization",
        slope=Slope(2, _ALL, free_bosons(), lambda s: exact(s, 9)[0], scales=(0.4, 0.2, 0.1)),
        proof=Proof(),
    ),
    Entry(
        number=64,
        kind="leading order",
        printed=(_COHERENCE_SUM, _DERIVATIVE, _ONE),
        sample=one_arm,
        routes={"mean force and static response": lambda s: (forced(s),) * 3},
        domain=DOMAIN + ", g2 = 0; remainder from exact diagonalization",
        slope=Slope(4, _ALL, _ONE, lambda s: exact(s, 9)[1], scales=(0.4, 0.2, 0.1)),
        proof=Proof(),
    ),
    Entry(
        number=65,
        kind="leading order",
        printed=(_TWO,),
        sample=numbers,
        routes={"mean force and static response": lambda s: (forced(s),)},
        domain=DOMAIN + "; remainder from exact diagonalization",
        slope=Slope(4, _ALL, _TWO, lambda s: exact(s, 9)[1], scales=(0.4, 0.2, 0.1)),
        library={"induced_coherence": library_arms},
        proof=Proof(),
    ),
]
