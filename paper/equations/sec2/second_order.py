"""Section 2, Eqs. (14)-(21): second order, the bath correlator and the self-induced coherence."""

from __future__ import annotations

from autocoherence import DiscreteBath, self_induced_coherence
from ledger.entry import Entry, Proof, Slope
from paper.systems.few_modes import coupling_elements, diagonal, full
from paper.systems.one_bath import (
    correlation_sample,
    coupling_in_time,
    exact_average,
    exact_own_coherence,
    force_correlation,
    full_coupling,
    number_sum,
    one_quantum_block,
    one_spin,
    own_coherence,
    product,
    rotated,
    second_order_operator,
    two_spins,
)

_SECOND = (
    "eye + bath(lambda xi: ordered(lambda tau, taup:"
    " phi(xi, tau - taup, beta) * picture(F0, E, tau) @ picture(F0, E, taup), beta), modes)"
)

_SELF = (
    "-4 * f1 * f2 * tanh(beta * omega1 / 2) * bath(lambda xi:"
    " (xi * coth(beta * xi / 2) - omega1 * coth(beta * omega1 / 2)) / (xi * (xi**2 - omega1**2)), modes)"
)


ENTRIES = [
    Entry(
        number=14,
        kind="leading order",
        printed=(_SECOND,),
        sample=two_spins,
        routes={"raw tau integral with matrices": second_order_operator},
        domain="2 spins with generic vectors, 1 mode; remainder from the exact average in Fock space",
        slope=Slope(4, ("F0",), _SECOND, exact_average, scales=(0.4, 0.2, 0.1)),
        proof=Proof(),
    ),
    Entry(
        number=15,
        kind="definition",
        printed=("Sum(lam[k] ** 2 * phi(Omega[k], tau - taup, beta) for k in range(K))",),
        sample=correlation_sample,
        routes={"force correlation of two modes in Fock space": force_correlation},
        domain="as used in (14): its integral with phi is the force correlation; an energy squared over an energy",
        proof=Proof(),
    ),
    Entry(
        number=16,
        kind="identity",
        printed=("exp((tau - taup) * xi) / (exp(beta * xi) - 1) + exp(-(tau - taup) * xi) / (1 - exp(-beta * xi))",),
        sample=correlation_sample,
        routes={"sum over number states": number_sum},
        domain="0 <= tau' <= tau <= beta",
        remark="For tau < tau' the ordered correlator has |tau - tau'|; (14) and (83) use tau > tau' only.",
        proof=Proof(),
    ),
    Entry(
        number=17,
        kind="definition",
        printed=("expm(tau * HS) @ Sum(dot(spin[j], n[j]) for j in range(M + 1)) @ expm(-tau * HS)",),
        sample=full,
        routes={"one-quantum block of the coupling in the interaction picture": one_quantum_block},
        domain="2 spins with generic vectors, 2 modes",
        proof=Proof(sample=diagonal, routes={"phases of the energy differences": coupling_in_time}),
    ),
    Entry(
        number=18,
        kind="definition",
        printed=("(f1 * sigma[0][2] + f2 * sigma[0][0]) @ Sum(lam[k] * (b[k] + dagger(b[k])) for k in range(K))",),
        sample=full_coupling,
        routes={"matrix elements of (3) with n = (f2, 0, f1)": coupling_elements},
        domain="1 spin, 2 modes, truncated Fock space",
        remark="Cosmetic: the print calls it H_BS here and H_SB elsewhere.",
        proof=Proof(),
    ),
    Entry(
        number=19,
        kind="identity",
        printed=(
            "(f1 * sz + f2 * picture(sx, E, tau)) @ (f1 * sz + f2 * picture(sx, E, taup))",
            "f1**2 * one + f2**2 * cosh(omega1 * (tau - taup)) * one + f2**2 * sinh(omega1 * (tau - taup)) * sz"
            " + f1 * f2 * (sinh(omega1 * taup) - sinh(omega1 * tau)) * sx"
            " + 1j * f1 * f2 * (cosh(omega1 * taup) - cosh(omega1 * tau)) * sy",
        ),
        sample=one_spin,
        routes={"explicit matrices": product},
        domain="1 spin, generic times",
        proof=Proof(),
    ),
    Entry(
        number=20,
        kind="definition",
        printed=(
            "expm(tau * omega / 2 * sz) @ sx @ expm(-tau * omega / 2 * sz)",
            "expm(tau * omega / 2 * sz) @ sy @ expm(-tau * omega / 2 * sz)",
            "expm(tau * omega / 2 * sz) @ sz @ expm(-tau * omega / 2 * sz)",
            "cosh(omega * tau) * sx + 1j * sinh(omega * tau) * sy",
            "cosh(omega * tau) * sy - 1j * sinh(omega * tau) * sx",
            "sz",
        ),
        sample=one_spin,
        routes={"phases of the energy differences": rotated},
        domain="1 spin, with the three closed forms in the text below the equation",
        remark="Cosmetic: the text uses the letter of the spectral density for the unit matrix as well.",
        proof=Proof(),
    ),
    Entry(
        number=21,
        kind="leading order",
        printed=(
            "bath(lambda xi: ordered(lambda tau, taup: phi(xi, tau - taup, beta) * Tr(expm(-beta * omega1 / 2 * sz)"
            " @ (f1 * sz + f2 * picture(sx, E, tau)) @ (f1 * sz + f2 * picture(sx, E, taup)) @ sx), beta), modes)"
            " / Tr(expm(-beta * omega1 / 2 * sz))",
            _SELF,
        ),
        sample=one_spin,
        routes={"raw tau integral with matrices": own_coherence},
        domain="f1, f2 of both signs, 1 mode off resonance, 0.35 < beta omega < 4.5; remainder from exact diagonalization",
        slope=Slope(4, ("f1", "f2"), _SELF, exact_own_coherence, scales=(0.4, 0.2, 0.1)),
        library={
            "self_induced_coherence": lambda s: (
                1,
                self_induced_coherence(s.beta, s.omega1, DiscreteBath(*zip(*s.modes, strict=True)), s.f1, s.f2),
            )
        },
        proof=Proof(),
    ),
]
