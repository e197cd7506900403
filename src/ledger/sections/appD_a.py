"""Appendix D, Eqs. (97)-(113) but those on the input spins: the displaced Hamiltonian and the traces."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from ledger.entry import Entry, Expression
from ledger.routes import fock, operators
from ledger.routes.operators import X
from ledger.sections.displacement import (
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
from ledger.sections.sec6a import matrices, output_average
from ledger.sections.two_baths import LEVELS, WEIGHT, system

SPACE = "M = N = 1 and the output spin, one mode in each bath of 5 levels; elements between the lowest two"


def double_weight() -> list[dict]:
    """Return the trace and the coherence of (113) as printed, where the bath is weighted twice."""
    s = SimpleNamespace(**system(1))
    total, baths = (
        np.zeros((2, 2), dtype=complex),
        [fock.bath(modes, LEVELS)[0].diagonal() for modes in (s.left, s.right)],
    )
    weight = np.tile(np.exp(-s.beta * np.add.outer(*baths).ravel()), 2)
    for c in s.sectors:
        h = fock.hamiltonian(c.tilted, [(s.f2 * X, s.left), (s.g2 * X, s.right)], LEVELS)
        matrix = weight[:, None] * operators.function(h, lambda e: np.exp(-s.beta * e))
        factor = Expression(WEIGHT).values({**vars(s), "c": c})[0]
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

ENTRIES = [
    Entry(97, "definition", ("1 / Tr(expm(-beta * H)) * Tr(expm(-beta * H) @ s[M + N][0])",), matrices,
          {"eigenvectors": output_average}, "M = N = 1 and the output spin, truncated Fock space", samples=2),
    Entry(98, "identity", ("1 / Z * Tr(expm(-beta * H) @ s[M + N][0])",
                           "1 / Z * Tr(expm(-beta * dagger(U) @ H @ U) @ dagger(U) @ s[M + N][0] @ U)",
                           "Tr(expm(-beta * dagger(U) @ H @ U)) / Z"),
          displaced, {"eigenvectors": lambda s: (*(own_average(s) * 2), 1.0)}, SPACE, samples=2, tolerance=1e-8),
    Entry(102, "identity", (f"low({_HB})",), displaced,
          {"matrices, vacuum part taken out": boson_terms},
          SPACE, samples=2, tolerance=1e-8),
    Entry(103, "identity", ("low(omega / 2 * s[M + N][2])",), displaced, {"matrices": lambda s: (transformed(s, "free"),)},
          SPACE, samples=2, tolerance=1e-8),
    Entry(104, "identity", (f"low({_INT})",), displaced, {"part that changes the boson number": lambda s: output_terms(s)[:1]},
          SPACE, samples=2, tolerance=1e-8),
    Entry(108, "identity", (_TRACE,), traced, {"configuration by configuration, eigenvectors": lambda s: (configurations(s),)},
          "M = N = 2, 3 levels in each bath", samples=2),
    Entry(109, "identity",
          ("expm(-beta * Hmn) @ chronological(lambda tau: [expm(tau * Hmn) @ Hint @ expm(-tau * Hmn)], beta, eye)",), traced,
          {"spectral exponential": boltzmann}, "one sector, 3 levels in each bath; time steps extrapolated to zero",
          tolerance=1e-6, samples=2),
    Entry(110, "identity",
          ("expm(tau * Hmn) @ Hint @ expm(-tau * Hmn)",
           "f2 * lam * sigma_at(tau) @ (exp(w1 * tau) * dagger(b0) + exp(-w1 * tau) * b0)"
           " + g2 * kappa * sigma_at(tau) @ (exp(w2 * tau) * dagger(d0) + exp(-w2 * tau) * d0)"), traced,
          {"phases in the eigenbasis": rotated_coupling}, "one sector, 3 levels in each bath", samples=2,
          remark="Cosmetic: H_int,S is set in two typefaces."),
    Entry(112, "definition", ("1 / ZB * TrB(expm(-beta * HB) @ Hmn)",), averaged, {"Boltzmann weights": bath_trace},
          "output spin, 3 levels in each bath", samples=2),
    Entry(113, "identity", ("ZB / Z * avB(traced)",), averaged, {"partial trace of the exact state": lambda s: (reduced(s),)},
          "M = N = 2, 3 levels in each bath", corrected=("ZB / Z * avB(expm(beta * HB) @ traced)",), impact=double_weight,
          latex=((r"\left\langle \text{Tr}", r"\left\langle e^{\beta\mathcal{H}_B} \text{Tr}"),), samples=2,
          remark="The average (112) has a Boltzmann factor of its own, which the traced exponential contains already: "
          "literally the bath is counted twice. Not a slip of the pen but of notation; (114) is right again."),
]  # fmt: skip
