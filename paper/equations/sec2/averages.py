"""Section 2, Eqs. (1)-(13): the Hamiltonian, the ordered exponential and the averages."""

from __future__ import annotations

import numpy as np

from ledger.entry import POINT, Entry, Proof, Slope
from paper.routes import operators
from paper.systems import two_levels
from paper.systems.few_modes import (
    SPACE,
    bath_average,
    boltzmann,
    boson_energies,
    coupling_elements,
    diagonal,
    duhamel,
    evolution_rate,
    exact_evolution,
    exact_state,
    formal_state,
    full,
    output_coherence,
    partition_products,
    small_system,
    solved,
    spin_signs,
    state_of_formal,
    tiny,
)

_SERIES = (
    "eye - line(lambda tau1: picture(V, E0, tau1), beta)"
    " + line(lambda tau1: picture(V, E0, tau1) @ line(lambda tau2: picture(V, E0, tau2), tau1), beta)"
)


def _formally(route) -> Proof:
    """Return the proof of a statement that holds whatever e^{-beta H} is."""
    return Proof(
        numbers=POINT,
        sample=formal_state,
        routes={"element by element, for a generic exponential": route},
        domain="any e^{-beta H} of a spin and a mode of two levels, H_0 diagonal",
    )


def _by_levels(name: str, route, sample=two_levels.in_blocks) -> Proof:
    return Proof(sample=sample, routes={name: route}, domain=two_levels.BLOCKS)


ENTRIES = [
    Entry(
        number=1,
        kind="definition",
        printed=("Sum(Omega[k] * dagger(b[k]) @ b[k] for k in range(K))",),
        sample=full,
        routes={"energies of the number states": boson_energies},
        domain=SPACE,
        proof=Proof(sample=small_system),
    ),
    Entry(
        number=2,
        kind="definition",
        printed=("Sum(omega[j] / 2 * sigma[j][2] for j in range(M + 1))",),
        sample=full,
        routes={"signs of the spin configurations": spin_signs},
        domain=SPACE,
        proof=Proof(sample=small_system),
    ),
    Entry(
        number=3,
        kind="definition",
        printed=(
            "Sum(dot(sigma[j], n[j]) for j in range(M + 1)) @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",
        ),
        sample=full,
        routes={"matrix elements of single ladder steps": coupling_elements},
        domain=SPACE,
        proof=Proof(sample=small_system),
    ),
    Entry(
        number=4,
        kind="definition",
        printed=("1 / Z * TrB(expm(-beta * H))", "Tr(1 / Z * TrB(expm(-beta * H)))"),
        sample=full,
        routes={"eigenvectors and a partial trace by loops": lambda s: (exact_state(s), 1.0)},
        domain=SPACE,
        proof=_formally(lambda s: (state_of_formal(s), 1)),
    ),
    Entry(
        number=5,
        kind="definition",
        printed=("Tr(TrB(expm(-beta * H)))",),
        sample=full,
        routes={"sum over the spectrum": lambda s: (np.exp(-s.beta * np.linalg.eigvalsh(s.H)).sum(),)},
        domain=SPACE,
        proof=_formally(lambda s: (sum(np.diag(s.exponential)),)),
    ),
    Entry(
        number=6,
        kind="identity",
        printed=("expm(-beta * H0) @ (expm(beta * H0) @ expm(-beta * H))", "expm(-beta * H0) @ U"),
        sample=solved,
        routes={"spectral exponential": lambda s: (operators.function(s.H, lambda e: np.exp(-s.beta * e)),) * 2},
        domain=SPACE + "; U from short steps of Eq. (7)",
        samples=2,
        proof=_by_levels(
            "eigenvectors of blocks; this U solves (7)",
            lambda s: (two_levels.evolved(s.H, s.beta),) * 2,
            two_levels.solved,
        ),
    ),
    Entry(
        number=7,
        kind="identity",
        printed=(
            "-(expm(tau * H0) @ V @ expm(-tau * H0)) @ expm(tau * H0) @ expm(-tau * H)",
            "expm(0 * H0) @ expm(-0 * H)",
        ),
        sample=full,
        routes={"central differences of the spectral exponential": evolution_rate},
        domain=SPACE,
        tolerance=1e-7,
        proof=_by_levels("derivative of U from the eigenvectors of blocks", two_levels.rate),
    ),
    Entry(
        number=8,
        kind="leading order",
        printed=("chronological(lambda tau: [picture(V, E0, tau)], beta, eye)", _SERIES),
        sample=tiny,
        routes={
            "spectral exponential; block-triangular one to second order": lambda s: (exact_evolution(s), *duhamel(s))
        },
        domain="1 spin with a generic vector, 1 mode; the full exponential to third order by its slope",
        slope=Slope(3, ("V",), _SERIES, exact_evolution, scales=(0.2, 0.1, 0.05)),
        samples=2,
        proof=Proof(
            numbers=POINT,
            sample=two_levels.in_general,
            routes={"divided differences of the exponential": two_levels.series},
            domain="to fourth order in the coupling, of which the sum on the right has two",
        ),
    ),
    Entry(
        number=9,
        kind="identity",
        printed=(
            "(lambda U: expm(-beta * HS) / ZS @ avB(U) / avS(avB(U)))"
            "(chronological(lambda tau: [picture(V, E0, tau)], beta, eye))",
        ),
        sample=full,
        routes={"exact reduced state": lambda s: (exact_state(s),)},
        domain=SPACE + "; time steps extrapolated to zero",
        tolerance=1e-8,
        samples=2,
        proof=_formally(lambda s: (state_of_formal(s),)),
    ),
    Entry(
        number=10,
        kind="definition",
        printed=("1 / ZS * Tr(expm(-beta * HS) @ O)", "1 / ZS * Tr(expm(-beta * HS))"),
        sample=full,
        routes={"Boltzmann weights": lambda s: (*boltzmann(s), 1.0)},
        domain=SPACE,
        proof=Proof(sample=diagonal),
    ),
    Entry(
        number=11,
        kind="definition",
        printed=("1 / ZB * TrB(expm(-beta * (H0 - HSfull)) @ A)",),
        sample=full,
        routes={"Boltzmann weights of the number states": bath_average},
        domain=SPACE,
        proof=_formally(bath_average),
    ),
    Entry(
        number=12,
        kind="definition",
        printed=("Tr(expm(-beta * HS))", "Tr(expm(-beta * HB))"),
        sample=full,
        routes={"products over spins and modes": partition_products},
        domain=SPACE,
        proof=Proof(sample=diagonal),
    ),
    Entry(
        number=13,
        kind="definition",
        printed=("Tr((TrB(expm(-beta * H)) / Z) @ spin[M][0])",),
        sample=full,
        routes={"average in the full space": output_coherence},
        domain=SPACE,
        proof=_formally(lambda s: (np.trace(state_of_formal(s) @ operators.X),)),
    ),
]
