"""Appendix D, Eqs. (99)-(101), (105)-(107): what the transformation does to several input spins."""

from __future__ import annotations

from ledger.entry import Entry, Proof
from paper.systems.displaced_words import energies, everything, generator
from paper.systems.displaced_words import mean_force as force_words
from paper.systems.forced_modes import (
    LOW,
    SPACE,
    common_eigenvector,
    counted,
    ground_energies,
    inputs_on_baths,
    mean_force,
    one_level,
    product_states,
    transformation,
    transformed,
    wide,
)
from paper.systems.two_bath_matrices import unequal

U1 = "-f1 * Sum(lam[k] / Omegas[k] * (dagger(b[k]) - b[k]) @ z[j] for j in range(M) for k in range(K))"

U2 = "-g1 * Sum(kappa[k] / Upsilons[k] * (dagger(d[k]) - d[k]) @ z[j] for j in range(M, M + N) for k in range(K))"

_U = f"expm({U1}) @ expm({U2})"

HS1 = "omega1 / 2 * Sum(z[j] for j in range(M)) - Omega * f1**2 * Sum(z[j] @ z[l] for j in range(M) for l in range(M))"

HS2 = (
    "omega2 / 2 * Sum(z[j] for j in range(M, M + N))"
    " - Upsilon * g1**2 * Sum(z[j] @ z[l] for j in range(M, M + N) for l in range(M, M + N))"
)

HB = "Sum(Omegas[k] * dagger(b[k]) @ b[k] + Upsilons[k] * dagger(d[k]) @ d[k] for k in range(K))"

HS = "omega / 2 * z[M + N]"

INT = (
    "f2 * x[M + N] @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))"
    " + g2 * x[M + N] @ Sum(kappa[k] * (dagger(d[k]) + d[k]) for k in range(K))"
)

S12 = (
    "-2 * f1 * f2 * Omega * x[M + N] @ Sum(z[j] for j in range(M))"
    " - 2 * g1 * g2 * Upsilon * x[M + N] @ Sum(z[j] for j in range(M, M + N))"
)

_PRODUCT = "kron(kron(ket[s[0]], ket[s[1]]), ket[s[2]])"


def _by_words(route) -> Proof:
    return Proof(
        sample=unequal,
        routes={"nested commutators, which end": route},
        domain="M = 3, N = 1, two modes in each bath, infinite Fock space",
    )


def transformation_in_words(source, value):
    """Argue that (99) is unitary, shifts the modes, and takes the force of the inputs on them away."""
    s = unequal(source)
    first, second = (value(form, vars(s)) for form in (U1, U2))
    yield "both exponents are anti-Hermitian: U is unitary", first.dagger() == -first and second.dagger() == -second
    yield "they commute: U is the exponential of their sum", not first.commutator(second)
    exponent = first + second
    yield "the exponents are those that the displacement of each mode asks for", exponent == generator(s)
    for k, (w, c) in enumerate(s.left):
        shift = -s.f1 * c / w * sum(s.z[: s.M])
        yield (
            f"U^+ b_{k} U = b_{k} - f_1 lambda/Omega sum of sigma^z, all orders",
            s.b[k].turned(exponent) == s.b[k] + shift,
        )
    for k, (w, c) in enumerate(s.right):
        shift = -s.g1 * c / w * sum(s.z[s.M : s.M + s.N])
        yield f"the same for d_{k} on the other bath", s.d[k].turned(exponent) == s.d[k] + shift


ENTRIES = [
    Entry(
        number=99,
        kind="definition",
        printed=(f"low({_U})", f"low(dagger({_U}) @ b[0] @ ({_U}))"),
        sample=wide,
        routes={"eigenstates of the forced modes": transformation},
        domain=LOW,
        samples=2,
        remark="Its columns are the eigenstates of the modes under the force of the inputs, which shifts U^+ b U.",
        proof=Proof(
            sample=unequal, steps=transformation_in_words, method="words of operators, nested commutators that end"
        ),
    ),
    Entry(
        number=100,
        kind="identity",
        printed=(f"{HS1} + {HS2} + {HB} + {HS} + {INT} + {S12}",),
        sample=inputs_on_baths,
        routes={"H between the eigenstates of the forced modes": lambda s: (transformed(s),)},
        domain=LOW + "; the terms are (101) to (105) as printed",
        samples=2,
        proof=_by_words(everything),
    ),
    Entry(
        number=101,
        kind="identity",
        printed=(HS1, HS2),
        sample=inputs_on_baths,
        routes={"ground-state energies of the forced baths": ground_energies},
        domain=SPACE,
        samples=2,
        remark="The double sums include j = l, a constant that the levels (107) need.",
        proof=_by_words(energies),
    ),
    Entry(
        number=105,
        kind="identity",
        printed=(S12,),
        sample=inputs_on_baths,
        routes={"force of the displaced ground states on the output": mean_force},
        domain=SPACE,
        samples=2,
        proof=_by_words(force_words),
    ),
    Entry(
        number=106,
        kind="identity",
        printed=(_PRODUCT, f"(omega1 / 2 * Sum(z) - Omega * f1**2 * Sum(z) @ Sum(z)) @ {_PRODUCT}"),
        sample=product_states,
        routes={"common eigenvectors and levels of the forced bath": common_eigenvector},
        domain="M = 3, random spin states",
        proof=Proof(),
    ),
    Entry(
        number=107,
        kind="identity",
        printed=("omega1 / 2 * (M - 2 * m) - Omega * f1**2 * (M - 2 * m)**2", "binomial(M, m)"),
        sample=one_level,
        routes={"ground-state energies of the forced bath, all configurations": counted},
        domain="M = 4, every m; m spins down, M - m up",
        samples=8,
        proof=Proof(),
    ),
]
