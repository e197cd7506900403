"""Appendix D, Eqs. (97)-(113) but those on the input spins: the displaced Hamiltonian and the traces."""

from __future__ import annotations

import numpy as np

from ledger.entry import POINT, Entry, Proof
from paper.equations.sectors import WEIGHT
from paper.forms import value
from paper.routes import fock, operators
from paper.routes.operators import X
from paper.systems import formal, one_sector
from paper.systems.displaced_words import boson_terms as boson_words
from paper.systems.displaced_words import changing, free_output
from paper.systems.displacement import (
    SPACE,
    averaged,
    bath_trace,
    boltzmann,
    boson_terms,
    configurations,
    displaced,
    output_terms,
    own_average,
    reduced,
    rotated_coupling,
    traced,
    transformed,
)
from paper.systems.two_bath_matrices import matrices, output_average, unequal
from paper.systems.two_baths import LEVELS, system


def double_weight() -> list[dict]:
    """Return the trace and the coherence of (113) as printed, where the bath is weighted twice."""
    s = system(1)
    total, baths = (
        np.zeros((2, 2), dtype=complex),
        [fock.bath(modes, LEVELS)[0].diagonal() for modes in (s.left, s.right)],
    )
    weight = np.tile(np.exp(-s.beta * np.add.outer(*baths).ravel()), 2)
    for c in s.sectors:
        h = fock.hamiltonian(c.tilted, [(s.f2 * X, s.left), (s.g2 * X, s.right)], LEVELS)
        matrix = weight[:, None] * operators.function(h, lambda e: np.exp(-s.beta * e))
        factor = value(WEIGHT, s.but(c=c))
        total += factor * operators.partial_trace_right(matrix, 2) / s.Z
    wrong = operators.average(total, X) / np.trace(total).real
    return [{"figure": "two-bath coherence", "reading": "the bath weighted twice, then normalized, system 1",
             "trace": float(np.trace(total).real), "largest_change": float(abs(wrong / s.coherence - 1))}]  # fmt: skip


_TRACE = (
    "Sum(binomial(M, m) * binomial(N, n) * exp(-beta * (omega1 / 2 * (M - 2 * m) + omega2 / 2 * (N - 2 * n)))"
    " * exp(beta * (Omega * f1**2 * (M - 2 * m)**2 + Upsilon * g1**2 * (N - 2 * n)**2))"
    " * expm(-beta * (HB + Hint + (w / 2 * Zo - (4 * f1 * f2 * Omega * (M - 2 * m) + 4 * g1 * g2 * Upsilon * (N - 2 * n)) / 2 * X)))"
    " for m in range(M + 1) for n in range(N + 1))"
)

_HB = "Sum(Omegas[k] * dagger(b[k]) @ b[k] + Upsilons[k] * dagger(d[k]) @ d[k] for k in range(K))"

_INT = (
    "f2 * s[M + N][0] @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))"
    " + g2 * s[M + N][0] @ Sum(kappa[k] * (dagger(d[k]) + d[k]) for k in range(K))"
)


def _by_words(route) -> Proof:
    """Return the proof of one part of the transformed Hamiltonian; ``low`` has nothing to cut off there."""
    return Proof(
        sample=lambda source: unequal(source).but(low=lambda operator: operator),
        routes={"nested commutators, which end": route},
        domain="M = 3, N = 1, two modes in each bath, infinite Fock space",
    )


ENTRIES = [
    Entry(
        number=97,
        kind="definition",
        printed=("1 / Tr(expm(-beta * H)) * Tr(expm(-beta * H) @ s[M + N][0])",),
        sample=matrices,
        routes={"eigenvectors": output_average},
        domain="M = N = 1 and the output spin, truncated Fock space",
        samples=2,
        proof=Proof(
            numbers=POINT, sample=formal.four_spins, routes={"element by element": formal.flipped}, domain=formal.ANY
        ),
    ),
    Entry(
        number=98,
        kind="identity",
        printed=(
            "1 / Z * Tr(expm(-beta * H) @ s[M + N][0])",
            "1 / Z * Tr(expm(-beta * dagger(U) @ H @ U) @ dagger(U) @ s[M + N][0] @ U)",
            "Tr(expm(-beta * dagger(U) @ H @ U)) / Z",
        ),
        sample=displaced,
        routes={"eigenvectors": lambda s: (*(own_average(s) * 2), 1.0)},
        domain=SPACE,
        samples=2,
        proof=Proof(
            numbers=POINT,
            sample=formal.rotated,
            routes={"element by element, without U": formal.unrotated},
            domain=formal.ANY,
        ),
    ),
    Entry(
        number=102,
        kind="identity",
        printed=(f"low({_HB})",),
        sample=displaced,
        routes={"matrices, vacuum part taken out": boson_terms},
        domain=SPACE,
        samples=2,
        proof=_by_words(boson_words),
    ),
    Entry(
        number=103,
        kind="identity",
        printed=("low(omega / 2 * s[M + N][2])",),
        sample=displaced,
        routes={"matrices": lambda s: (transformed(s, "free"),)},
        domain=SPACE,
        samples=2,
        proof=_by_words(free_output),
    ),
    Entry(
        number=104,
        kind="identity",
        printed=(f"low({_INT})",),
        sample=displaced,
        routes={"part that changes the boson number": lambda s: output_terms(s)[:1]},
        domain=SPACE,
        samples=2,
        proof=_by_words(changing),
    ),
    Entry(
        number=108,
        kind="identity",
        printed=(_TRACE,),
        sample=traced,
        routes={"configuration by configuration, eigenvectors": lambda s: (configurations(s),)},
        domain="M = 2, N = 1, 3 levels in each bath",
        samples=2,
        proof=Proof(
            numbers=POINT,
            sample=one_sector.with_inputs,
            routes={"configuration by configuration": one_sector.summed},
            domain=one_sector.ANY_BATH,
        ),
    ),
    Entry(
        number=109,
        kind="identity",
        printed=(
            "expm(-beta * Hmn) @ chronological(lambda tau: [expm(tau * Hmn) @ Hint @ expm(-tau * Hmn)], beta, eye)",
        ),
        sample=traced,
        routes={"spectral exponential": boltzmann},
        domain="one sector, 3 levels in each bath; time steps extrapolated to zero",
        tolerance=1e-8,
        samples=2,
        proof=Proof(
            numbers=POINT,
            sample=one_sector.in_eigenbasis,
            routes={"divided differences of the exponential": one_sector.fourth_order},
            domain=one_sector.EIGENBASIS,
        ),
    ),
    Entry(
        number=110,
        kind="identity",
        printed=(
            "expm(tau * Hmn) @ Hint @ expm(-tau * Hmn)",
            "f2 * lam * sigma_at(tau) @ (exp(w1 * tau) * dagger(b0) + exp(-w1 * tau) * b0)"
            " + g2 * kappa * sigma_at(tau) @ (exp(w2 * tau) * dagger(d0) + exp(-w2 * tau) * d0)",
        ),
        sample=traced,
        routes={"phases in the eigenbasis": rotated_coupling},
        domain="one sector, 3 levels in each bath",
        samples=2,
        remark="Cosmetic: H_int,S is set in two typefaces.",
        proof=Proof(sample=one_sector.sector, routes={"eigenvectors": one_sector.phases}, domain=one_sector.TWO_LEVELS),
    ),
    Entry(
        number=112,
        kind="definition",
        printed=("1 / ZB * TrB(expm(-beta * HB) @ Hmn)",),
        sample=averaged,
        routes={"Boltzmann weights": bath_trace},
        domain="output spin, 3 levels in each bath",
        samples=2,
        proof=Proof(
            numbers=POINT, sample=formal.with_bath, routes={"level by level": formal.bath_average}, domain=formal.ANY
        ),
    ),
    Entry(
        number=113,
        kind="identity",
        printed=("ZB / Z * avB(traced)",),
        sample=averaged,
        routes={"partial trace of the exact state": lambda s: (reduced(s),)},
        domain="M = 2, N = 1, 3 levels in each bath",
        corrected=("ZB / Z * avB(expm(beta * HB) @ traced)",),
        impact=double_weight,
        latex=((r"\left\langle \text{Tr}", r"\left\langle e^{\beta\mathcal{H}_B} \text{Tr}"),),
        samples=2,
        remark="The average (112) has a Boltzmann factor of its own, which the traced exponential contains already: "
        "literally the bath is counted twice. Not a slip of the pen but of notation; (114) is right again.",
        proof=Proof(
            numbers=POINT,
            sample=formal.with_bath,
            routes={"plain trace over the bath": formal.plain_trace},
            domain=formal.ANY,
        ),
    ),
]
