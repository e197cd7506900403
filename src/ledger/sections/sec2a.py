"""Section 2, Eqs. (1)-(13): the Hamiltonian, the ordered exponential and the averages."""

from __future__ import annotations

import numpy as np

from ledger.entry import Entry, Slope
from ledger.routes import operators
from ledger.sections.small import (
    bath_average,
    boltzmann,
    boson_energies,
    coupling_elements,
    duhamel,
    evolution_rate,
    exact_evolution,
    exact_state,
    full,
    output_coherence,
    partition_products,
    solved,
    spin_signs,
    tiny,
)

SPACE = "2 spins with generic coupling vectors, 2 modes, every matrix element of a truncated Fock space"


_SERIES = (
    "eye - line(lambda tau1: picture(V, E0, tau1), beta)"
    " + line(lambda tau1: picture(V, E0, tau1) @ line(lambda tau2: picture(V, E0, tau2), tau1), beta)"
)

ENTRIES = [
    Entry(
        1,
        "definition",
        ("Sum(Omega[k] * dagger(b[k]) @ b[k] for k in range(K))",),
        full,
        {"energies of the number states": boson_energies},
        SPACE,
    ),
    Entry(
        2,
        "definition",
        ("Sum(omega[j] / 2 * sigma[j][2] for j in range(M + 1))",),
        full,
        {"signs of the spin configurations": spin_signs},
        SPACE,
    ),
    Entry(
        3,
        "definition",
        ("Sum(dot(sigma[j], n[j]) for j in range(M + 1)) @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",),
        full,
        {"matrix elements of single ladder steps": coupling_elements},
        SPACE,
    ),
    Entry(
        4,
        "definition",
        ("1 / Z * TrB(expm(-beta * H))", "Tr(1 / Z * TrB(expm(-beta * H)))"),
        full,
        {"eigenvectors and a partial trace by loops": lambda s: (exact_state(s), 1.0)},
        SPACE,
    ),
    Entry(
        5,
        "definition",
        ("Tr(TrB(expm(-beta * H)))",),
        full,
        {"sum over the spectrum": lambda s: (np.exp(-s.beta * np.linalg.eigvalsh(s.H)).sum(),)},
        SPACE,
    ),
    Entry(
        6,
        "identity",
        ("expm(-beta * H0) @ (expm(beta * H0) @ expm(-beta * H))", "expm(-beta * H0) @ U"),
        solved,
        {"spectral exponential": lambda s: (operators.function(s.H, lambda e: np.exp(-s.beta * e)),) * 2},
        SPACE + "; U from short steps of Eq. (7)",
        tolerance=1e-7,
        samples=2,
    ),
    Entry(
        7,
        "identity",
        ("-(expm(tau * H0) @ V @ expm(-tau * H0)) @ expm(tau * H0) @ expm(-tau * H)", "expm(0 * H0) @ expm(-0 * H)"),
        full,
        {"central differences of the spectral exponential": evolution_rate},
        SPACE,
        tolerance=1e-7,
    ),
    Entry(
        8,
        "leading order",
        (_SERIES,),
        tiny,
        {"block-triangular exponential": duhamel},
        "1 spin with a generic vector, 1 mode; the full exponential to third order by its slope",
        slope=Slope(3, ("V",), _SERIES, exact_evolution, scales=(0.2, 0.1, 0.05)),
        samples=2,
    ),
    Entry(
        9,
        "identity",
        (
            "expm(-beta * HS) / ZS @ avB(expm(beta * H0) @ expm(-beta * H)) / avS(avB(expm(beta * H0) @ expm(-beta * H)))",
        ),
        full,
        {"exact reduced state": lambda s: (exact_state(s),)},
        SPACE,
    ),
    Entry(
        10,
        "definition",
        ("1 / ZS * Tr(expm(-beta * HS) @ O)", "1 / ZS * Tr(expm(-beta * HS))"),
        full,
        {"Boltzmann weights": lambda s: (*boltzmann(s), 1.0)},
        SPACE,
    ),
    Entry(
        11,
        "definition",
        ("1 / ZB * TrB(expm(-beta * (H0 - HSfull)) @ A)",),
        lambda rng: (lambda s: s | {"HSfull": np.kron(s["HS"], np.eye(s["bath_dimension"]))})(full(rng)),
        {"Boltzmann weights of the number states": bath_average},
        SPACE,
    ),
    Entry(
        12,
        "definition",
        ("Tr(expm(-beta * HS))", "Tr(expm(-beta * HB))"),
        full,
        {"products over spins and modes": partition_products},
        SPACE,
    ),
    Entry(
        13,
        "definition",
        ("Tr((TrB(expm(-beta * H)) / Z) @ spin[M][0])",),
        full,
        {"average in the full space": output_coherence},
        SPACE,
    ),
]
