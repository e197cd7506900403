"""Several input spins on one bath: equal and own couplings, generic vectors, separate groups."""

from __future__ import annotations

import numpy as np

from paper.routes import fock, meanfield, operators, raw
from paper.systems.sampling import couplings, modes, number, reorganization, small_system, spin_energies

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
