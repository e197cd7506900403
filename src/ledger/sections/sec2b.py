"""Section 2, Eqs. (14)-(21): second order, the bath correlator and the self-induced coherence."""

from __future__ import annotations

import numpy as np

from autocoherence import DiscreteBath, self_induced_coherence
from ledger.entry import Entry, Slope
from ledger.routes import fock, operators, raw
from ledger.sections.sampling import couplings, modes, number, small_system, spin_energies, spin_operator
from ledger.sections.small import coupling_elements, exact_state, full

_SECOND = (
    "eye + bath(lambda xi: ordered(lambda tau, taup:"
    " phi(xi, tau - taup, beta) * picture(F0, E, tau) @ picture(F0, E, taup), beta), modes)"
)


def two_spins(rng) -> dict:
    s = small_system(rng, spins=2, mode_count=1)
    f0 = spin_operator(s["omega"], s["n"])
    return {"beta": s["beta"], "E": s["ES"], "F0": f0, "modes": s["modes"], "eye": np.eye(4)}


def second_order_operator(s):
    return (s.eye + raw.bath_integral(s.modes, s.beta, s.E, s.F0),)


def exact_average(s):
    return fock.bath_average_of_exponential(np.diag(s.E), [(s.F0, s.modes)], s.beta, 26)


def correlation_sample(rng) -> dict:
    s = small_system(rng, spins=1, mode_count=2)
    t = number(rng, 0.1, 0.9) * s["beta"]
    s["modes"] = modes(rng, 2, low=1.2)
    s |= {"Omega": [w for w, _ in s["modes"]], "lam": [c for _, c in s["modes"]]}
    return s | {"tau": t, "taup": 0.3 * t, "xi": s["Omega"][0]}


def number_sum(s):
    """Return ``<x(tau) x(tau')>`` of one mode from its populations, level by level."""
    n = np.arange(600)
    p = np.exp(-s.beta * s.xi * n)
    t = s.tau - s.taup
    return (np.sum(p * (n * np.exp(t * s.xi) + (n + 1) * np.exp(-t * s.xi))) / p.sum(),)


def force_correlation(s):
    """Return ``<B(tau) B(0)>`` of two modes by matrices."""
    energy, coupling = fock.bath(s.modes, 40)
    e = np.diag(energy)
    p = np.exp(-s.beta * e)
    t = s.tau - s.taup
    return ((p * np.exp(t * e)) @ coupling**2 @ np.exp(-t * e) / p.sum(),)


def one_quantum_block(s):
    """Return F(tau) as the block of ``e^{tau H0} H_SB e^{-tau H0}`` between no and one quantum of mode 0."""
    d, e = s.spin_dimension, s.bath_dimension
    picture = np.exp(s.tau * s.E0)[:, None] * s.V * np.exp(-s.tau * s.E0)[None, :]
    blocks = picture.reshape(d, e, d, e)
    first = s.levels ** (s.K - 1)
    return (blocks[:, 0, :, first] * np.exp(s.Omega[0] * s.tau) / s.lam[0],)


def one_spin(rng, count: int = 1) -> dict:
    w = number(rng, 0.5, 1.8)
    s = couplings(rng, "f1", "f2") | {
        "beta": number(rng, 0.7, 2.5),
        "omega1": w,
        "omega": w,
        "modes": modes(rng, count, low=1.0),
    }
    return s | {"E": spin_energies([w]), "tau": number(rng, 0.4, 0.9), "taup": number(rng, 0.1, 0.4)}


def own_operator(s):
    return s.f1 * operators.Z + s.f2 * operators.X


def full_coupling(rng) -> dict:
    """Return one spin with the vector (f2, 0, f1) in a truncated space."""
    f = couplings(rng, "f1", "f2")
    s = small_system(rng, spins=1) | f
    return s | {"n": [np.array([f["f2"], 0.0, f["f1"]])]}


def product(s):
    left, right = (raw.rotate(own_operator(s), s.E, np.array([t]))[0] for t in (s.tau, s.taup))
    return (left @ right,) * 2


def rotated(s):
    turned = [raw.rotate(p, s.E, np.array([s.tau]))[0] for p in operators.PAULI]
    return (*turned, *turned)


def own_coherence(s):
    return (raw.second_order(s.modes, s.beta, s.E, own_operator(s), operators.X),) * 2


def exact_own_coherence(s):
    return fock.mean(np.diag(s.E), [(own_operator(s), s.modes)], s.beta, 45, operators.X)


_SELF = (
    "-4 * f1 * f2 * tanh(beta * omega1 / 2) * bath(lambda xi:"
    " (xi * coth(beta * xi / 2) - omega1 * coth(beta * omega1 / 2)) / (xi * (xi**2 - omega1**2)), modes)"
)

ENTRIES = [
    Entry(
        14,
        "leading order",
        (_SECOND,),
        two_spins,
        {"raw tau integral with matrices": second_order_operator},
        "2 spins with generic vectors, 1 mode; remainder from the exact average in Fock space",
        slope=Slope(4, ("F0",), _SECOND, exact_average, scales=(0.4, 0.2, 0.1)),
    ),
    Entry(
        15,
        "definition",
        ("Sum(lam[k] ** 2 * phi(Omega[k], tau - taup, beta) for k in range(K))",),
        correlation_sample,
        {"force correlation of two modes in Fock space": force_correlation},
        "as used in (14): its integral with phi is the force correlation; an energy squared over an energy",
    ),
    Entry(
        16,
        "identity",
        ("exp((tau - taup) * xi) / (exp(beta * xi) - 1) + exp(-(tau - taup) * xi) / (1 - exp(-beta * xi))",),
        correlation_sample,
        {"sum over number states": number_sum},
        "0 <= tau' <= tau <= beta",
        remark="For tau < tau' the ordered correlator has |tau - tau'|; (14) and (83) use tau > tau' only.",
    ),
    Entry(
        17,
        "definition",
        ("expm(tau * HS) @ Sum(dot(spin[j], n[j]) for j in range(M + 1)) @ expm(-tau * HS)",),
        lambda rng: full(rng),
        {"one-quantum block of the coupling in the interaction picture": one_quantum_block},
        "2 spins with generic vectors, 2 modes",
    ),
    Entry(
        18,
        "definition",
        ("(f1 * sigma[0][2] + f2 * sigma[0][0]) @ Sum(lam[k] * (b[k] + dagger(b[k])) for k in range(K))",),
        full_coupling,
        {"matrix elements of (3) with n = (f2, 0, f1)": coupling_elements},
        "1 spin, 2 modes, truncated Fock space",
        remark="Cosmetic: the print calls it H_BS here and H_SB elsewhere.",
    ),
    Entry(
        19,
        "identity",
        (
            "(f1 * sz + f2 * picture(sx, E, tau)) @ (f1 * sz + f2 * picture(sx, E, taup))",
            "f1**2 * one + f2**2 * cosh(omega1 * (tau - taup)) * one + f2**2 * sinh(omega1 * (tau - taup)) * sz"
            " + f1 * f2 * (sinh(omega1 * taup) - sinh(omega1 * tau)) * sx"
            " + 1j * f1 * f2 * (cosh(omega1 * taup) - cosh(omega1 * tau)) * sy",
        ),
        one_spin,
        {"explicit matrices": product},
        "1 spin, generic times",
    ),
    Entry(
        20,
        "definition",
        (
            "expm(tau * omega / 2 * sz) @ sx @ expm(-tau * omega / 2 * sz)",
            "expm(tau * omega / 2 * sz) @ sy @ expm(-tau * omega / 2 * sz)",
            "expm(tau * omega / 2 * sz) @ sz @ expm(-tau * omega / 2 * sz)",
            "cosh(omega * tau) * sx + 1j * sinh(omega * tau) * sy",
            "cosh(omega * tau) * sy - 1j * sinh(omega * tau) * sx",
            "sz",
        ),
        one_spin,
        {"phases of the energy differences": rotated},
        "1 spin, with the three closed forms in the text below the equation",
        remark="Cosmetic: the text uses the letter of the spectral density for the unit matrix as well.",
    ),
    Entry(
        21,
        "leading order",
        (
            "bath(lambda xi: ordered(lambda tau, taup: phi(xi, tau - taup, beta) * Tr(expm(-beta * omega1 / 2 * sz)"
            " @ (f1 * sz + f2 * picture(sx, E, tau)) @ (f1 * sz + f2 * picture(sx, E, taup)) @ sx), beta), modes)"
            " / Tr(expm(-beta * omega1 / 2 * sz))",
            _SELF,
        ),
        one_spin,
        {"raw tau integral with matrices": own_coherence},
        "f1, f2 of both signs, 1 mode off resonance, 0.35 < beta omega < 4.5; remainder from exact diagonalization",
        slope=Slope(4, ("f1", "f2"), _SELF, exact_own_coherence, scales=(0.4, 0.2, 0.1)),
        library={
            "self_induced_coherence": lambda s: (
                1,
                self_induced_coherence(s.beta, s.omega1, DiscreteBath(*zip(*s.modes, strict=True)), s.f1, s.f2),
            )
        },
    ),
    Entry(
        "pauli-algebra",
        "claim",
        ("sigma_a @ sigma_b",),
        lambda rng: (
            {"a": (a := int(rng.integers(3))), "b": (b := int(rng.integers(3)))}
            | {"sigma_a": operators.PAULI[a], "sigma_b": operators.PAULI[b]}
        ),
        {"delta and Levi-Civita symbols": lambda s: (levi_civita(s.a, s.b),)},
        "all pairs of Pauli matrices",
        samples=20,
        statement="The product of two Pauli matrices is a delta plus i times a Levi-Civita symbol (below Eq. (20)).",
    ),
    Entry(
        "effective-hamiltonian",
        "claim",
        ("lowest > 0", "size + asymmetry == size"),
        full,
        {"spectrum of the exact numerator": lambda s: numerator(s)},
        "2 spins, 2 modes",
        tolerance=1e-12,
        statement="The numerator of Eq. (9) is the exponential of an effective Hamiltonian (below Eq. (12)).",
    ),
]


def levi_civita(a, b):
    out = np.eye(2, dtype=complex) * (a == b)
    for c in range(3):
        out = out + 1j * (a - b) * (b - c) * (c - a) / 2 * operators.PAULI[c]
    return out


def numerator(s):
    """A matrix is an exponential of a Hermitian one if it is Hermitian and positive."""
    state = exact_state(s)
    asymmetry = np.max(np.abs(state - state.conj().T))
    return {"lowest": np.linalg.eigvalsh(state)[0], "size": np.max(np.abs(state)), "asymmetry": asymmetry}
