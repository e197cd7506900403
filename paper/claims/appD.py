"""Appendix D: what commutes, how many orderings, and which order comes next."""

from __future__ import annotations

import numpy as np
from scipy.linalg import expm

from ledger.entry import POINT, Entry, Proof, Slope
from ledger.sample import Sample
from paper.claims.methods import ALL_ORDERS, BOUNDARY
from paper.equations.appD.input_spins import HB, HS, HS1, HS2, INT, S12, U1, U2
from paper.equations.appD.orders import A, B, C, D
from paper.equations.sectors import WEIGHT
from paper.forms import value
from paper.routes.operators import X
from paper.systems.expansion import in_powers, many_inputs, separate, zeroth_order_error
from paper.systems.forced_modes import SPACE, inputs_on_baths
from paper.systems.two_bath_matrices import unequal
from paper.systems.two_baths import DOMAIN, bias, exact, parameters


def lang_firsov(source) -> Sample:
    """Return the transformation as printed, in a truncated space, where it is exactly orthogonal."""
    s = inputs_on_baths(source)
    return s.but(U=expm(value(U1, s)) @ expm(value(U2, s)))


def named_terms(source) -> Sample:
    """Return H_S1, H_S2 and the rest of the transformed Hamiltonian, from their transcriptions."""
    s = inputs_on_baths(source)
    return s.but(first=value(HS1, s), second=value(HS2, s), rest=value(f"{HB} + {HS} + {INT} + {S12}", s))


def nothing_else_turned(source, value):
    """Argue with the exponent of (99), which knows nothing of the output."""
    s = unequal(source)
    exponent = value(f"{U1} + {U2}", vars(s))
    yield "the exponent is anti-Hermitian: U is unitary", exponent.dagger() == -exponent
    yield "it commutes with the output's sigma^x", s.x[s.M + s.N].turned(exponent) == s.x[s.M + s.N]


def weak_outputs(source) -> Sample:
    """Return strongly coupled inputs with a weakly coupled output."""
    s = parameters(source).but(f2=source.number(0.02, 0.03), g2=source.number(-0.03, -0.02))
    return s.but(next_order=lambda f2, g2: next_order(s.but(f2=f2, g2=g2)))


def next_order(s) -> float:
    """Return the coherence with the ordered exponential of both baths up to second order, from (124)-(127)."""
    total = np.zeros((2, 2), dtype=complex)
    for m in range(s.M + 1):
        for n in range(s.N + 1):
            omega_mn = bias(s, m, n)
            c = s.but(R=np.hypot(s.omega, omega_mn), angle=np.arctan2(omega_mn, s.omega), c=Sample(m=m, n=n))
            state = value(f"{WEIGHT} * expm(-beta * R / 2 * sz) @ (one + {_SECOND})", c)
            turn = value("expm(1j * angle / 2 * sy)", c)
            total += turn @ state @ turn.conj().T
    return float(np.trace(total @ X).real / np.trace(total).real)


_PAULI = f"({A}) * one + ({B}) * sz + ({C}) * sx + ({D}) * sy"

_SECOND = f"f2**2 * bath(lambda xi: {_PAULI}, left) + g2**2 * bath(lambda xi: {_PAULI}, right)"


ENTRIES = [
    Entry(
        number="output-below-99",
        kind="claim",
        printed=("dagger(U) @ x[3] @ U", "dagger(U) @ U"),
        sample=lang_firsov,
        routes={"explicit matrices": lambda s: (s.x[3], s.eye)},
        domain=SPACE,
        samples=2,
        statement="The transformation (99) is unitary and leaves the output's sigma^x unchanged (below Eq. (99)).",
        proof=Proof(steps=nothing_else_turned, method="words of operators, nested commutators that end"),
    ),
    Entry(
        number="commuting-below-107",
        kind="claim",
        printed=("first @ rest", "second @ rest"),
        sample=named_terms,
        routes={"products in the other order": lambda s: (s.rest @ s.first, s.rest @ s.second)},
        domain=SPACE,
        samples=2,
        statement="H_S1 and H_S2 commute with the rest of the transformed Hamiltonian (below Eq. (107)).",
        proof=Proof(domain="M = 2, N = 1, infinite Fock space"),
    ),
    Entry(
        number="small-output-coupling",
        kind="claim",
        printed=("error < 0.01",),
        sample=many_inputs,
        routes={"exact diagonalization, M = 2 inputs, 120 levels": zeroth_order_error},
        domain="f2 = 0.1 in all samples; Omega of 0.3 or 120",
        condition="f_2^2 Omega << omega and beta f_2^2 Omega << 1: the bath's strength counts, not f_2 alone",
        inside=lambda s: not s.heavy,
        samples=6,
        statement="The perturbative calculation of the ordered exponentials requires f_2, g_2 << 1 (below Eq. (121)).",
        proof=BOUNDARY,
    ),
    Entry(
        number="separate-orderings",
        kind="claim",
        printed=("T(f2, 0) @ T(0, g2)",),
        sample=separate,
        routes={"one ordered exponential of both baths, by diagonalization": lambda s: (s.T(s.f2, s.g2),)},
        domain="one output spin, one mode in each bath, f2, g2 = 0.4 to 0.6 or g2 = 0",
        condition="f_2 g_2 = 0",
        inside=lambda s: not s.both,
        slope=Slope(4, ("f2", "g3"), "T(f2, 0) @ T(0, g3)", lambda s: s.T(s.f2, s.g3), scales=(1.0, 0.5, 0.25)),
        samples=8,
        statement="Two ordered exponentials, one for each bath, replace that of both baths (as in (60), (61), (115), "
        "(117), (120) and (121)).",
        remark="The difference begins with f_2^2 g_2^2, in the same order as the fourth-order terms of (122).",
        proof=Proof(numbers=POINT, sample=in_powers, domain="to fourth order in the coupling"),
    ),
    Entry(
        number="next-order-below-127",
        kind="claim",
        printed=("next_order(f2, g2)",),
        sample=weak_outputs,
        routes={"exact diagonalization of all configurations": lambda s: (exact(s)[1],)},
        domain=DOMAIN.split(",")[0] + ", N = 2, f1, g1 up to 0.4, f2, g2 = 0.02 to 0.03",
        slope=Slope(5, ("f2", "g2"), "next_order(f2, g2)", lambda s: exact(s)[1], scales=(2.0, 1.0, 0.5)),
        tolerance=1e-5,
        samples=2,
        statement="With (124)-(127) in (120) and (121) the coherence is found to next-to-leading order in f_2, g_2.",
        remark="To this order two separate orderings and one agree.",
        proof=ALL_ORDERS,
    ),
]
