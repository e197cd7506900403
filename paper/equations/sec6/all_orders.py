"""Section 6, Eqs. (53)-(61): two baths, the Hamiltonian and the result beyond perturbation theory."""

from __future__ import annotations

import numpy as np

from ledger.entry import POINT, Entry, Proof
from paper.equations import fourth_order
from paper.equations.sectors import TRACE, joint, one_ordering, scope, separate
from paper.forms import value
from paper.systems import formal
from paper.systems.two_bath_matrices import (
    SPACE,
    bosons,
    both_correlations,
    both_shifts,
    frequencies,
    interaction,
    matrices,
    output_average,
    two_densities,
    unequal,
    whole,
)
from paper.systems.two_baths import STRONG, sample, system

_TURNED = "(cos(c.theta) * sx - sin(c.theta) * sz)"

_BOLTZMANN = "expm(-beta * c.R / 2 * sz)"


def separate_exponents() -> list[dict]:
    """Return how much two separately ordered exponentials change Z and the coherence, at growing coupling."""
    out = []
    for strength in (1.0, 1.5, 2.0):
        s = system(0, strength=strength)
        trace = scope(f"Tr({_BOLTZMANN} @ {separate()} @ {_TURNED})"), scope(f"Tr({_BOLTZMANN} @ {separate()})")
        signal, norm = (np.real(value(form, s)) for form in trace)
        out.append({"figure": "two-bath coherence", "reading": f"bracket repaired, f2, g2 up to {0.4 * strength:.1f}",
                    "largest_change": float(abs(signal / norm / s.coherence - 1))})  # fmt: skip
    return out


ENTRIES = [
    Entry(
        number=53,
        kind="definition",
        printed=("HS + HB + HSB",),
        sample=matrices,
        routes={"generic builder": lambda s: (whole(s),)},
        domain=SPACE,
        proof=Proof(),
    ),
    Entry(
        number=54,
        kind="definition",
        printed=(
            "Sum(omega1 / 2 * s[j][2] for j in range(M)) + Sum(omega2 / 2 * s[j][2] for j in range(M, M + N))"
            " + omega / 2 * s[M + N][2]",
        ),
        sample=matrices,
        routes={"signs of the spin configurations": frequencies},
        domain=SPACE,
        proof=Proof(sample=unequal),
    ),
    Entry(
        number=55,
        kind="definition",
        printed=(
            "Sum(Omegas[k] * dagger(b[k]) @ b[k] for k in range(K)) + Sum(Upsilons[k] * dagger(d[k]) @ d[k] for k in range(K))",
        ),
        sample=matrices,
        routes={"energies of the number states": bosons},
        domain=SPACE,
        proof=Proof(sample=unequal),
    ),
    Entry(
        number=56,
        kind="definition",
        printed=(
            "f1 * Sum(s[j][2] for j in range(M)) @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))"
            " + g1 * Sum(s[j][2] for j in range(M, M + N)) @ Sum(kappa[k] * (dagger(d[k]) + d[k]) for k in range(K))"
            " + s[M + N][0] @ Sum(f2 * lam[k] * (dagger(b[k]) + b[k]) + g2 * kappa[k] * (dagger(d[k]) + d[k]) for k in range(K))",
        ),
        sample=matrices,
        routes={"matrix elements of single ladder steps": interaction},
        domain=SPACE,
        remark="Cosmetic: the text speaks of the second line for the right bath, which the print has on the first.",
        proof=Proof(sample=unequal),
    ),
    Entry(
        number=57,
        kind="definition",
        printed=(
            "Sum(lam[k] ** 2 * phi(Omega[k], tau - taup, beta) for k in range(K))",
            "Sum(kappa[k] ** 2 * phi(Upsilon[k], tau - taup, beta) for k in range(K))",
        ),
        sample=two_densities,
        routes={"force correlations in Fock space": both_correlations},
        domain="2 modes in each bath; the integral with phi is the force correlation",
        proof=Proof(),
    ),
    Entry(
        number=58,
        kind="definition",
        printed=("bath(lambda xi: 1 / xi, modes)", "bath(lambda xi: 1 / xi, other)"),
        sample=two_densities,
        routes={"ground-state energy under a unit force": both_shifts},
        domain="2 modes in each bath",
        proof=Proof(),
    ),
    Entry(
        number=59,
        kind="definition",
        printed=("1 / Tr(expm(-beta * H)) * Tr(expm(-beta * H) @ s[M + N][0])",),
        sample=matrices,
        routes={"eigenvectors": output_average},
        domain=SPACE,
        samples=2,
        proof=Proof(
            numbers=POINT, sample=formal.four_spins, routes={"element by element": formal.flipped}, domain=formal.ANY
        ),
    ),
    Entry(
        number=60,
        kind="identity",
        printed=(f"ZB / Z * {scope(f'Tr({_BOLTZMANN}) * {separate()} @ {_TURNED}')}",),
        sample=sample,
        routes={"exact diagonalization of all configurations": lambda s: (s.coherence,)},
        domain=STRONG,
        corrected=(f"ZB / Z * {scope(f'Tr({_BOLTZMANN} @ {joint()} @ {_TURNED})')}",),
        impact=separate_exponents,
        latex=TRACE + one_ordering(),
        tolerance=1e-8,
        samples=3,
        remark="Two slips: the trace closes after its first factor (a matrix is left), and two ordered exponentials stand "
        "where one ordering has to embrace both exponents, since both contain the same output spin.",
        proof=fourth_order.proof(fourth_order.coherence),
    ),
    Entry(
        number=61,
        kind="identity",
        printed=(f"ZB * {scope(f'Tr({_BOLTZMANN}) * {separate()}')}",),
        sample=sample,
        routes={"exact diagonalization of all configurations": lambda s: (s.Z,)},
        domain=STRONG,
        corrected=(f"ZB * {scope(f'Tr({_BOLTZMANN} @ {joint()})')}",),
        latex=TRACE + one_ordering(),
        tolerance=1e-8,
        samples=3,
        remark="As in (60): the bracket of the trace, and the scope of the ordering.",
        proof=fourth_order.proof(fourth_order.partition),
    ),
]
