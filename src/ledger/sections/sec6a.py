"""Section 6, Eqs. (53)-(61): two baths, the Hamiltonian and the result beyond perturbation theory."""

from __future__ import annotations

import numpy as np

from ledger.entry import Entry
from ledger.routes import fock, operators
from ledger.routes.operators import X
from ledger.sections.sampling import number
from ledger.sections.sec2b import correlation_sample, force_correlation
from ledger.sections.small import boson_energies, coupling_elements, spin_signs
from ledger.sections.two_baths import DOMAIN, TRACE, WEIGHT, one_ordering, parameters, sample, system

SPACE = "M = N = 1 and the output spin, one mode in each bath, truncated Fock space"


def matrices(rng, levels: int = 3) -> dict:
    """Return all operators of the two-bath system in one truncated product space."""
    s = parameters(int(rng.integers(100)))
    dimensions = [2, 2, 2, levels, levels]
    sigma = [[operators.embed(p, j, dimensions) for p in (X, operators.Y, operators.Z)] for j in range(3)]
    b, d = (operators.embed(operators.annihilator(levels), 3 + k, dimensions) for k in range(2))
    out = {k: s[k] for k in ("f1", "f2", "g1", "g2", "omega", "omega1", "omega2", "beta", "Omega", "Upsilon")}
    (w1, c1), (w2, c2) = s["left"][0], s["right"][0]
    out |= {
        "M": 1,
        "N": 1,
        "s": sigma,
        "b": [b],
        "d": [d],
        "Omegas": [w1],
        "Upsilons": [w2],
        "lam": [c1],
        "kappa": [c2],
        "K": 1,
    }
    parts = {"HS": sum(w / 2 * z[2] for w, z in zip((s["omega1"], s["omega2"], s["omega"]), sigma, strict=True))}
    parts["HB"] = w1 * b.T @ b + w2 * d.T @ d
    left, right = c1 * (b + b.T), c2 * (d + d.T)
    parts["HSB"] = s["f1"] * sigma[0][2] @ left + s["g1"] * sigma[1][2] @ right
    parts["HSB"] = parts["HSB"] + sigma[2][0] @ (s["f2"] * left + s["g2"] * right)
    parts["H"] = parts["HS"] + parts["HB"] + parts["HSB"]
    return (
        out
        | parts
        | {"levels": levels, "spin_dimension": 8, "bath_dimension": levels**2, "left": s["left"], "right": s["right"]}
    )


def whole(s):
    """Return H from the generic builder: three spins, two arms."""
    sigma = operators.spins(3)
    system_energy = s.omega1 / 2 * sigma[0, 2] + s.omega2 / 2 * sigma[1, 2] + s.omega / 2 * sigma[2, 2]
    arms = [(s.f1 * sigma[0, 2] + s.f2 * sigma[2, 0], s.left), (s.g1 * sigma[1, 2] + s.g2 * sigma[2, 0], s.right)]
    return fock.hamiltonian(system_energy, arms, s.levels)


def frequencies(s):
    return spin_signs(_namespace(s, omega=[s.omega1, s.omega2, s.omega], M=2))


def bosons(s):
    return boson_energies(_namespace(s, Omega=[s.Omegas[0], s.Upsilons[0]], K=2))


def interaction(s):
    """Return H_SB from single ladder steps, one arm at a time (the other coupling switched off)."""
    z, x = (np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]))
    omega, zero = [1.0] * 3, np.zeros(3)
    left = _namespace(s, n=[s.f1 * z, zero, s.f2 * x], lam=[s.lam[0], 0.0], K=2, omega=omega)
    right = _namespace(s, n=[zero, s.g1 * z, s.g2 * x], lam=[0.0, s.kappa[0]], K=2, omega=omega)
    return (coupling_elements(left)[0] + coupling_elements(right)[0],)


def _namespace(s, **changes):
    return type("Sample", (), vars(s) | changes)


def two_densities(rng) -> dict:
    s = correlation_sample(rng)
    other = [(w + 0.3, c + 0.1) for w, c in s["modes"]]
    return s | {"kappa": [c for _, c in other], "Upsilon": [w for w, _ in other], "other": other}


def both_correlations(s):
    return force_correlation(s)[0], force_correlation(_namespace(s, modes=s.other))[0]


def both_shifts(s):
    """Return minus the ground-state energies of both baths under a unit force: their reorganization energies."""
    shifts = []
    for bath_modes in (s.modes, s.other):
        energies = [np.linalg.eigvalsh(sum(fock.bath([mode], 60)))[0] for mode in bath_modes]
        shifts.append(-sum(energies))
    return tuple(shifts)


def output_average(s):
    return (operators.average(operators.gibbs(s.HS + s.HB + s.HSB, s.beta), s.s[2][0]),)


_SEPARATE = "c.T(left_arm) @ c.T(right_arm)"
_JOINT = "c.T(left_arm + right_arm)"
_TURNED = "(cos(c.theta) * sx - sin(c.theta) * sz)"
_BOLTZMANN = "expm(-beta * c.R / 2 * sz)"


def scope(form: str) -> str:
    """Return the sum over the sectors of one line of the print."""
    return f"Sum({WEIGHT} * {form} for c in sectors)"


def separate_exponents() -> list[dict]:
    """Return how much two separately ordered exponentials change Z and the coherence, at growing coupling."""
    from ledger.entry import Expression

    out = []
    for size in (0.4, 0.8, 1.2):
        names = system(0, size)
        trace = scope(f"Tr({_BOLTZMANN} @ {_SEPARATE} @ {_TURNED})"), scope(f"Tr({_BOLTZMANN} @ {_SEPARATE})")
        signal, norm = (np.real(Expression(form).values(names)[0]) for form in trace)
        out.append({"figure": "two-bath coherence", "reading": f"bracket repaired, couplings up to {size}",
                    "largest_change": float(abs(signal / norm / names["coherence"] - 1))})  # fmt: skip
    return out


ENTRIES = [
    Entry(53, "definition", ("HS + HB + HSB",), matrices, {"generic builder": lambda s: (whole(s),)}, SPACE),
    Entry(
        54,
        "definition",
        (
            "Sum(omega1 / 2 * s[j][2] for j in range(M)) + Sum(omega2 / 2 * s[j][2] for j in range(M, M + N))"
            " + omega / 2 * s[M + N][2]",
        ),
        matrices,
        {"signs of the spin configurations": frequencies},
        SPACE,
    ),
    Entry(
        55,
        "definition",
        (
            "Sum(Omegas[k] * dagger(b[k]) @ b[k] for k in range(K)) + Sum(Upsilons[k] * dagger(d[k]) @ d[k] for k in range(K))",
        ),
        matrices,
        {"energies of the number states": bosons},
        SPACE,
    ),
    Entry(
        56,
        "definition",
        (
            "f1 * Sum(s[j][2] for j in range(M)) @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))"
            " + g1 * Sum(s[j][2] for j in range(M, M + N)) @ Sum(kappa[k] * (dagger(d[k]) + d[k]) for k in range(K))"
            " + s[M + N][0] @ Sum(f2 * lam[k] * (dagger(b[k]) + b[k]) + g2 * kappa[k] * (dagger(d[k]) + d[k]) for k in range(K))",
        ),
        matrices,
        {"matrix elements of single ladder steps": interaction},
        SPACE,
        remark="Cosmetic: the text speaks of the second line for the right bath, which the print has on the first.",
    ),
    Entry(
        57,
        "definition",
        (
            "Sum(lam[k] ** 2 * phi(Omega[k], tau - taup, beta) for k in range(K))",
            "Sum(kappa[k] ** 2 * phi(Upsilon[k], tau - taup, beta) for k in range(K))",
        ),
        two_densities,
        {"force correlations in Fock space": both_correlations},
        "2 modes in each bath; the integral with phi is the force correlation",
    ),
    Entry(
        58,
        "definition",
        ("bath(lambda xi: 1 / xi, modes)", "bath(lambda xi: 1 / xi, other)"),
        two_densities,
        {"ground-state energy under a unit force": both_shifts},
        "2 modes in each bath",
    ),
    Entry(
        59,
        "definition",
        ("1 / Tr(expm(-beta * H)) * Tr(expm(-beta * H) @ s[M + N][0])",),
        matrices,
        {"eigenvectors": output_average},
        SPACE,
        samples=2,
    ),
    Entry(
        60,
        "identity",
        (f"ZB / Z * {scope(f'Tr({_BOLTZMANN}) * {_SEPARATE} @ {_TURNED}')}",),
        sample,
        {"exact diagonalization of all configurations": lambda s: (s.coherence,)},
        DOMAIN,
        corrected=(f"ZB / Z * {scope(f'Tr({_BOLTZMANN} @ {_JOINT} @ {_TURNED})')}",),
        impact=separate_exponents,
        latex=TRACE + one_ordering(),
        tolerance=1e-8,
        samples=3,
        remark="Two slips: the trace closes after its first factor (a matrix is left), and two ordered exponentials stand "
        "where one ordering has to embrace both exponents, since both contain the same output spin.",
    ),
    Entry(
        61,
        "identity",
        (f"ZB * {scope(f'Tr({_BOLTZMANN}) * {_SEPARATE}')}",),
        sample,
        {"exact diagonalization of all configurations": lambda s: (s.Z,)},
        DOMAIN,
        corrected=(f"ZB * {scope(f'Tr({_BOLTZMANN} @ {_JOINT})')}",),
        latex=TRACE + one_ordering(),
        tolerance=1e-8,
        samples=3,
        remark="As in (60): the bracket of the trace, and the scope of the ordering.",
    ),
    Entry(
        "sigma-below-60",
        "claim",
        ("cosh(R * tau) * (cos(theta) * sx + 1j * cos(theta) * sy) - sin(theta) * sz",),
        lambda rng: {"R": number(rng, 0.5, 2), "tau": number(rng, 0.3, 1.2), "theta": number(rng, -1.2, 1.2)},
        {"phases of the energy differences": lambda s: (turned_operator(s),)},
        "generic R, tau, theta of both signs",
        corrected=("cosh(R * tau) * cos(theta) * sx + 1j * sinh(R * tau) * cos(theta) * sy - sin(theta) * sz",),
        statement="The closed form of the rotated operator in the text below Eq. (60).",
        remark="(118) has the right form; with the printed one the operator is not sigma^x-like at tau = 0.",
    ),
]


def turned_operator(s):
    start = np.cos(s.theta) * X - np.sin(s.theta) * operators.Z
    phases = np.exp(s.tau * s.R / 2 * np.array([1, -1]))
    return phases[:, None] * start / phases[None, :]
