"""Appendix D, Eqs. (99)-(101), (105)-(107): what the transformation does to several input spins."""

from __future__ import annotations

from scipy.linalg import expm

from ledger.entry import Entry, Expression
from ledger.sections.forced_modes import (
    LOW,
    SPACE,
    common_eigenvector,
    counted,
    ground_energies,
    mean_force,
    one_level,
    product_states,
    space,
    transformation,
    transformed,
    wide,
)


def lang_firsov(rng) -> dict:
    """Return the transformation as printed, in a truncated space, where it is exactly orthogonal."""
    s = space(rng)
    return s | {"U": expm(Expression(_U1).values(s)[0]) @ expm(Expression(_U2).values(s)[0])}


def named_terms(rng) -> dict:
    """Return H_S1, H_S2 and the rest of the transformed Hamiltonian, from the transcriptions below."""
    s = space(rng)
    names = {"first": _HS1, "second": _HS2, "rest": f"{_HB} + {_HS} + {_INT} + {_S12}"}
    return s | {name: Expression(form).values(s)[0] for name, form in names.items()}


_U1 = "-f1 * Sum(lam[k] / Omegas[k] * (dagger(b[k]) - b[k]) @ z[j] for j in range(M) for k in range(K))"
_U2 = "-g1 * Sum(kappa[k] / Upsilons[k] * (dagger(d[k]) - d[k]) @ z[j] for j in range(M, M + N) for k in range(K))"
_U = f"expm({_U1}) @ expm({_U2})"
_HS1 = "omega1 / 2 * Sum(z[j] for j in range(M)) - Omega * f1**2 * Sum(z[j] @ z[l] for j in range(M) for l in range(M))"
_HS2 = (
    "omega2 / 2 * Sum(z[j] for j in range(M, M + N))"
    " - Upsilon * g1**2 * Sum(z[j] @ z[l] for j in range(M, M + N) for l in range(M, M + N))"
)
_HB = "Sum(Omegas[k] * dagger(b[k]) @ b[k] + Upsilons[k] * dagger(d[k]) @ d[k] for k in range(K))"
_HS = "omega / 2 * z[M + N]"
_INT = (
    "f2 * x[M + N] @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))"
    " + g2 * x[M + N] @ Sum(kappa[k] * (dagger(d[k]) + d[k]) for k in range(K))"
)
_S12 = (
    "-2 * f1 * f2 * Omega * x[M + N] @ Sum(z[j] for j in range(M))"
    " - 2 * g1 * g2 * Upsilon * x[M + N] @ Sum(z[j] for j in range(M, M + N))"
)
_PRODUCT = "kron(kron(ket[s[0]], ket[s[1]]), ket[s[2]])"

ENTRIES = [
    Entry(
        99,
        "definition",
        (f"low({_U})", f"low(dagger({_U}) @ b[0] @ ({_U}))"),
        wide,
        {"eigenstates of the forced modes": transformation},
        LOW,
        samples=2,
        remark="Its columns are the eigenstates of the modes under the force of the inputs, which shifts U^+ b U.",
    ),
    Entry(
        "output-below-99",
        "claim",
        ("dagger(U) @ x[3] @ U", "dagger(U) @ U"),
        lang_firsov,
        {"explicit matrices": lambda s: (s.x[3], s.eye)},
        SPACE,
        samples=2,
        statement="The transformation (99) is unitary and leaves the output's sigma^x unchanged (below Eq. (99)).",
    ),
    Entry(
        100,
        "identity",
        (f"{_HS1} + {_HS2} + {_HB} + {_HS} + {_INT} + {_S12}",),
        space,
        {"H between the eigenstates of the forced modes": lambda s: (transformed(s),)},
        LOW + "; the terms are (101) to (105) as printed",
        samples=2,
    ),
    Entry(
        101,
        "identity",
        (_HS1, _HS2),
        space,
        {"ground-state energies of the forced baths": ground_energies},
        SPACE,
        samples=2,
        remark="The double sums include j = l, a constant that the levels (107) need.",
    ),
    Entry(
        105,
        "identity",
        (_S12,),
        space,
        {"force of the displaced ground states on the output": mean_force},
        SPACE,
        samples=2,
    ),
    Entry(
        106,
        "identity",
        (_PRODUCT, f"(omega1 / 2 * Sum(z) - Omega * f1**2 * Sum(z) @ Sum(z)) @ {_PRODUCT}"),
        product_states,
        {"common eigenvectors and levels of the forced bath": common_eigenvector},
        "M = 3, random spin states",
    ),
    Entry(
        107,
        "identity",
        ("omega1 / 2 * (M - 2 * m) - Omega * f1**2 * (M - 2 * m)**2", "binomial(M, m)"),
        one_level,
        {"ground-state energies of the forced bath, all configurations": counted},
        "M = 4, every m; m spins down, M - m up",
        samples=8,
    ),
    Entry(
        "commuting-below-107",
        "claim",
        ("first @ rest", "second @ rest"),
        named_terms,
        {"products in the other order": lambda s: (s.rest @ s.first, s.rest @ s.second)},
        SPACE,
        samples=2,
        statement="H_S1 and H_S2 commute with the rest of the transformed Hamiltonian (below Eq. (107)).",
    ),
]
