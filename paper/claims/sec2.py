"""Section 2: Pauli matrices and the effective Hamiltonian."""

from __future__ import annotations

from ledger.entry import Entry, Proof
from paper.systems.few_modes import full
from paper.systems.one_bath import levi_civita, numerator, two_matrices

ENTRIES = [
    Entry(
        number="pauli-algebra",
        kind="claim",
        printed=("sigma_a @ sigma_b",),
        sample=two_matrices,
        routes={"delta and Levi-Civita symbols": lambda s: (levi_civita(s.a, s.b),)},
        domain="all pairs of Pauli matrices",
        samples=9,
        statement="The product of two Pauli matrices is a delta plus i times a Levi-Civita symbol (below Eq. (20)).",
        proof=Proof(),
    ),
    Entry(
        number="effective-hamiltonian",
        kind="claim",
        printed=("lowest > 0", "size + asymmetry == size"),
        sample=full,
        routes={"spectrum of the exact numerator": lambda s: numerator(s)},
        domain="2 spins, 2 modes",
        tolerance=1e-12,
        statement="The numerator of Eq. (9) is the exponential of an effective Hamiltonian (below Eq. (12)).",
        proof="that the partial trace of a positive operator is positive is cited, not computed",
    ),
]
