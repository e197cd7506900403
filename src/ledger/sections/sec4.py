"""Section 4, Eqs. (31)-(37): many input spins on one bath."""

from __future__ import annotations

import numpy as np

from autocoherence import Arm, DiscreteBath, induced_coherence
from ledger.entry import Entry, Slope
from ledger.routes import fock, meanfield, operators, raw
from ledger.sections.sampling import couplings, modes, number, reorganization, small_system, spin_energies
from ledger.sections.small import coupling_elements

DOMAIN = "M = 2 or 3 input spins, generic frequencies, f1, f2 of both signs, modes off resonance"


def many(rng, inputs: int = 3, count: int = 2) -> dict:
    """Return ``inputs`` driving spins of different frequencies and couplings, and one output spin."""
    omega = [number(rng, 0.4, 1.1) for _ in range(inputs)] + [number(rng, 1.2, 1.7)]
    s = couplings(rng, "f1", "f2") | {"beta": number(rng, 0.8, 2.2), "omega": omega, "M": inputs}
    return dress(s, modes(rng, count, low=1.0), rng)


def dress(s, bath, rng) -> dict:
    sigma = operators.spins(s["M"] + 1)
    s |= {"modes": bath, "Omega": reorganization(bath), "E": spin_energies(s["omega"]), "tau": 0.7, "taup": 0.4}
    s |= {"fj": list(rng.uniform(-0.4, 0.4, s["M"])), "x": [a[0] for a in sigma], "y": [a[1] for a in sigma]}
    s |= {"z": [a[2] for a in sigma], "eye": np.eye(2 ** (s["M"] + 1)), "beta": s["beta"]}
    s["density"] = lambda test: sum(f * test(w) for f, w in zip(s["fj"], s["omega"], strict=False))
    return s


def equal_couplings(s):
    return s.f1 * sum(s.z[: s.M]) + s.f2 * s.x[s.M]


def own_couplings(s):
    return sum(f * z for f, z in zip(s.fj, s.z, strict=False)) + s.f2 * s.x[s.M]


def product(s):
    left, right = (raw.rotate(equal_couplings(s), s.E, np.array([t]))[0] for t in (s.tau, s.taup))
    return (left @ right,)


def coherence(operator):
    return lambda s: (raw.second_order(s.modes, s.beta, s.E, operator(s), s.x[s.M]),)


def forced(s, inputs=None):
    inputs = inputs or list(zip(s.fj, s.omega, strict=False))
    return (meanfield.coherence(s.beta, s.omega[s.M], [(s.Omega, s.f2, inputs)]),)


def exact(s):
    return fock.mean(np.diag(s.E), [(equal_couplings(s), s.modes)], s.beta, 34, s.x[s.M])


def input_force(s):
    """Return the strength and the thermal average of the force operator of the input spins."""
    operator = sum(f * z for f, z in zip(s.fj, s.z, strict=False))
    return operator[0, 0].real, -operators.average(operators.gibbs(np.diag(s.E), s.beta), operator)


def two_groups(rng) -> dict:
    """Return input spins well above 2/beta, or around it."""
    beta, low = number(rng, 0.9, 1.1), float(rng.choice([7.0, 0.5]))
    s = couplings(rng, "f1", "f2") | {"beta": beta, "M": 2}
    s |= {"omega": [number(rng, low, low + 2.5) / beta for _ in range(2)] + [1.5], "low": low}
    s = dress(s, modes(rng, 1, low=1.0), rng)
    s["fj"] = [0.3, 0.2]  # of one sign, so that no cancellation hides the error
    return s


def with_vectors(rng) -> dict:
    """Return spins with z-vectors and an x-vector in a truncated space, with the two readings of the mode index."""
    s = small_system(rng)
    s |= {"n": [np.array([0.0, 0.0, s["n"][0][2]]), np.array([s["n"][1][0], 0.0, 0.0])]}
    return s | {"sigma_k": lambda term: term(0), "Sum_k": lambda term: sum(term(k) for k in range(s["K"]))}


def broad(rng) -> dict:
    s = {"beta": 1.0, "omega": list(rng.uniform(8, 80, 50)), "omega_out": number(rng, 0.5, 2)}
    return s | couplings(rng, "f1", "f2") | {"M": 50, "Omega": 1.0}


def broad_values(s):
    one = lambda inputs: meanfield.coherence(s.beta, s.omega_out, [(s.Omega, s.f2, inputs)])
    saturated = -2 * s.f1 * s.f2 * s.Omega * -1 * meanfield.response(s.omega_out, s.beta)
    return {
        "together": one([(s.f1, w) for w in s.omega]) / saturated,
        "M_fold": s.M,
        "shared": one([(s.f1 / s.M, s.omega[0])] * s.M),
        "single": one([(s.f1, s.omega[0])]),
    }


def norm_change(s):
    """Return the second-order change of the norm over that of the coherence: it multiplies a free average of zero."""
    kernel = raw.bath_integral(s.modes, s.beta, s.E, equal_couplings(s))
    state = operators.gibbs(np.diag(s.E), s.beta)
    free = [abs(operators.average(state, o)) for o in (s.x[s.M], s.z[s.M])]
    return {"free_x": free[0], "free_z": free[1], "norm": abs(np.trace(state @ kernel).real)}


_PRODUCT = (
    "f1 * f2 * Sum((cosh(omega[M] * taup) + cosh(omega[M] * tau)) * z[j] @ x[M] for j in range(M))"
    " + 1j * f1 * f2 * Sum((sinh(omega[M] * taup) + sinh(omega[M] * tau)) * z[j] @ y[M] for j in range(M))"
    " + f1**2 * Sum(z[j] @ z[l] for j in range(M) for l in range(M)) + f2**2 * cosh(omega[M] * (tau - taup)) * eye"
    " + f2**2 * sinh(omega[M] * (tau - taup)) * z[M]"
)
_EQUAL = (
    "-4 * f1 * f2 * Sum(tanh(beta * omega[j] / 2) for j in range(M)) * tanh(beta * omega[M] / 2) / omega[M] * Omega"
)
_OWN = (
    "-4 * f2 * Sum(fj[j] * tanh(beta * omega[j] / 2) for j in range(M)) * tanh(beta * omega[M] / 2) / omega[M] * Omega"
)
_VECTORS = (
    "(Sum(dot(sigma[j], n[j]) for j in range(M)) + dot(sigma[M], n[M])) @ {}(lambda k: lam[k] * (dagger(b[k]) + b[k]))"
)

ENTRIES = [
    Entry(31, "identity", (_PRODUCT,), many, {"explicit matrices": product}, DOMAIN),
    Entry(
        32,
        "leading order",
        (_EQUAL,),
        lambda rng: many(rng, 2, 1),
        {
            "raw tau integral with matrices": coherence(equal_couplings),
            "mean force and static response": lambda s: forced(s, [(s.f1, w) for w in s.omega[: s.M]]),
        },
        DOMAIN,
        slope=Slope(4, ("f1", "f2"), _EQUAL, exact, scales=(0.3, 0.15, 0.075)),
        library={
            "induced_coherence": lambda s: (
                0,
                induced_coherence(
                    s.beta, s.omega[s.M], Arm(DiscreteBath(*zip(*s.modes, strict=True)), s.f1, s.f2, s.omega[: s.M])
                ),
            )
        },
    ),
    Entry(
        33,
        "definition",
        (_VECTORS.format("sigma_k"),),
        with_vectors,
        {"matrix elements of single ladder steps": coupling_elements},
        "2 spins, 2 modes, truncated Fock space",
        corrected=(_VECTORS.format("Sum_k"),),
        latex=((r"\sigma_k \lambda_k", r"\sum_k \lambda_k"),),
        remark="The print has a Pauli symbol where the sum over the modes belongs; the residual reads it as one mode, "
        "the mildest reading. A slip: the sign of the sum and the Pauli symbol are close in shape.",
    ),
    Entry(
        34,
        "leading order",
        (_OWN,),
        many,
        {"raw tau integral with matrices": coherence(own_couplings), "mean force and static response": forced},
        DOMAIN,
        library={
            "induced_coherence": lambda s: (
                0,
                induced_coherence(
                    s.beta, s.omega[s.M], Arm(DiscreteBath(*zip(*s.modes, strict=True)), s.fj, s.f2, s.omega[: s.M])
                ),
            )
        },
    ),
    Entry(
        35,
        "definition",
        ("Sum(fj[j] for j in range(M))", "Sum(fj[j] * tanh(beta * omega[j] / 2) for j in range(M))"),
        many,
        {"force operator of the input spins": input_force},
        "its integrals with 1 and with tanh(beta omega/2), as (36) uses it; a coupling per frequency",
    ),
    Entry(
        36,
        "leading order",
        ("-4 * f2 * density(lambda w: tanh(beta * w / 2)) * tanh(beta * omega[M] / 2) / omega[M] * Omega",),
        many,
        {"raw tau integral with matrices": coherence(own_couplings)},
        DOMAIN,
    ),
    Entry(
        37,
        "leading order",
        ("-4 * f2 * density(lambda w: w > 2 / beta) * tanh(beta * omega[M] / 2) / omega[M] * Omega",),
        two_groups,
        {"raw tau integral with matrices": coherence(own_couplings)},
        "input frequencies from 7/beta to 9.5/beta, or from 0.5/beta to 3/beta",
        condition="all omega_j >> 2/beta (at 2/beta itself the error is 31 %, below it 100 %)",
        inside=lambda s: s.low > 5,
        tolerance=5e-3,
        samples=6,
    ),
    Entry(
        "m-fold",
        "claim",
        ("together == M_fold", "shared == single"),
        broad,
        {"mean force and static response": broad_values},
        "50 input spins from 8/beta to 80/beta",
        tolerance=2e-3,
        statement="A broad distribution far above 2/beta gives nearly M times the coherence, and M spins of coupling f1/M "
        "as much as one of f1 (below Eqs. (32) and (37)).",
    ),
    Entry(
        "denominator",
        "claim",
        ("free_x < 1e-12", "free_z > 1e-2", "norm > 1e-3"),
        many,
        {"raw tau integral with matrices": norm_change},
        DOMAIN,
        statement="The average of sigma^z needs the denominator of Eq. (9), that of sigma^x does not (end of Sec. 4).",
    ),
]
