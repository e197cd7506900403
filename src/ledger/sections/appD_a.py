"""Appendix D, Eqs. (97)-(110): the displaced Hamiltonian and the trace over the input spins."""

from __future__ import annotations

import numpy as np

from ledger.entry import Entry
from ledger.sections.displacement import (
    averaged,
    bath_trace,
    boltzmann,
    boson_terms,
    configurations,
    displaced,
    displacement_elements,
    eigenvector,
    input_levels,
    input_terms,
    output_terms,
    own_average,
    reduced,
    rotated_coupling,
    traced,
    transformed,
)
from ledger.sections.sec6a import matrices, output_average

SPACE = "M = N = 1 and the output spin, one mode in each bath of 5 levels; elements between the lowest two"


_TRACE = (
    "Sum(binomial(M, m) * binomial(N, n) * exp(-beta * (omega1 / 2 * (M - 2 * m) + omega2 / 2 * (N - 2 * n)))"
    " * exp(beta * (Omega * f1**2 * (M - 2 * m)**2 + Upsilon * g1**2 * (N - 2 * n)**2))"
    " * expm(-beta * (HB + Hint + (w / 2 * Zo - (4 * f1 * f2 * Omega * (M - 2 * m) + 4 * g1 * g2 * Upsilon * (N - 2 * n)) / 2 * X)))"
    " for m in range(M + 1) for n in range(N + 1))"
)
_S1 = "omega1 / 2 * Sum(s[j][2] for j in range(M)) - Omega * f1**2 * Sum(s[j][2] @ s[l][2] for j in range(M) for l in range(M))"
_S2 = (
    "omega2 / 2 * Sum(s[j][2] for j in range(M, M + N))"
    " - Upsilon * g1**2 * Sum(s[j][2] @ s[l][2] for j in range(M, M + N) for l in range(M, M + N))"
)
_HB = "Sum(Omegas[k] * dagger(b[k]) @ b[k] + Upsilons[k] * dagger(d[k]) @ d[k] for k in range(K))"
_INT = (
    "f2 * s[M + N][0] @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))"
    " + g2 * s[M + N][0] @ Sum(kappa[k] * (dagger(d[k]) + d[k]) for k in range(K))"
)
_INT12 = (
    "-2 * f1 * f2 * Omega * s[M + N][0] @ Sum(s[j][2] for j in range(M))"
    " - 2 * g1 * g2 * Upsilon * s[M + N][0] @ Sum(s[j][2] for j in range(M, M + N))"
)
_ALL = ("inputs1", "inputs2", "output", "free")

ENTRIES = [
    Entry(97, "definition", ("1 / Tr(expm(-beta * H)) * Tr(expm(-beta * H) @ s[M + N][0])",), matrices,
          {"eigenvectors": output_average}, "M = N = 1 and the output spin, truncated Fock space", samples=2),
    Entry(98, "identity", ("1 / Z * Tr(expm(-beta * H) @ s[M + N][0])",
                           "1 / Z * Tr(expm(-beta * dagger(U) @ H @ U) @ dagger(U) @ s[M + N][0] @ U)",
                           "Tr(expm(-beta * dagger(U) @ H @ U)) / Z"),
          displaced, {"eigenvectors": lambda s: (*(own_average(s) * 2), 1.0)}, SPACE, samples=2, tolerance=1e-8),
    Entry(99, "definition",
          ("low(expm(-f1 * Sum(lam[k] / Omegas[k] * (dagger(b[k]) - b[k]) @ s[j][2] for j in range(M) for k in range(K)))"
           " @ expm(-g1 * Sum(kappa[k] / Upsilons[k] * (dagger(d[k]) - d[k]) @ s[j][2] for j in range(M, M + N) for k in range(K))))",),
          displaced, {"displacement elements from Laguerre polynomials": displacement_elements}, SPACE, samples=2, tolerance=1e-8),
    Entry(100, "identity", (f"low({_S1} + {_S2} + {_HB} + omega / 2 * s[M + N][2] + {_INT} + {_INT12})",), displaced,
          {"matrices": lambda s: (transformed(s, *_ALL),)}, SPACE, samples=2, tolerance=1e-8),
    Entry(101, "identity", (f"low({_S1})", f"low({_S2})"), displaced, {"matrices, elements in the vacuum of the bosons": input_terms}, SPACE,
          samples=2, tolerance=1e-8),
    Entry(102, "identity", (f"low({_HB})",), displaced,
          {"matrices, vacuum part taken out": boson_terms},
          SPACE, samples=2, tolerance=1e-8),
    Entry(103, "identity", ("low(omega / 2 * s[M + N][2])",), displaced, {"matrices": lambda s: (transformed(s, "free"),)},
          SPACE, samples=2, tolerance=1e-8),
    Entry(104, "identity", (f"low({_INT})",), displaced, {"part that changes the boson number": lambda s: output_terms(s)[:1]},
          SPACE, samples=2, tolerance=1e-8),
    Entry(105, "identity", (f"low({_INT12})",), displaced, {"part diagonal in the boson number": lambda s: output_terms(s)[1:]},
          SPACE, samples=2, tolerance=1e-6),
    Entry(106, "identity", ("HS1 @ kron(column)",), input_levels, {"unit vector of the configuration": eigenvector},
          "2 to 4 input spins, all configurations", samples=12),
    Entry(107, "identity", ("levels(lambda m: omega1 / 2 * (M - 2 * m) - Omega * f1**2 * (M - 2 * m)**2)",), input_levels,
          {"spectrum with its degeneracies": lambda s: (np.sort(np.diag(s.HS1)),)}, "2 to 4 input spins", samples=6),
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
          "M = N = 2, 3 levels in each bath", corrected=("ZB / Z * avB(expm(beta * HB) @ traced)",),
          latex=((r"\left\langle \text{Tr}", r"\left\langle e^{\beta\mathcal{H}_B} \text{Tr}"),), samples=2,
          remark="The average (112) has a Boltzmann factor of its own, which the traced exponential contains already: "
          "literally the bath is counted twice. Not a slip of the pen but of notation; (114) is right again."),
]  # fmt: skip
