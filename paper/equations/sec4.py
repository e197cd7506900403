"""Section 4, Eqs. (31)-(37): many input spins on one bath."""

from __future__ import annotations

from autocoherence import Arm, DiscreteBath, induced_coherence
from ledger.entry import Entry, Proof, Slope
from paper.systems.few_modes import coupling_elements
from paper.systems.many_inputs import (
    DOMAIN,
    coherence,
    equal_couplings,
    exact,
    exact_own,
    far_coherence,
    far_or_near,
    forced,
    input_force,
    many,
    much_faster,
    own_couplings,
    product,
    two_groups,
    with_vectors,
)

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

_DENSITY = "-4 * f2 * density(lambda w: tanh(beta * w / 2)) * tanh(beta * omega[M] / 2) / omega[M] * Omega"

FAR = "-4 * f2 * density(lambda w: w > 2 / beta) * tanh(beta * omega[M] / 2) / omega[M] * Omega"

_VECTORS = (
    "(Sum(dot(sigma[j], n[j]) for j in range(M)) + dot(sigma[M], n[M])) @ {}(lambda k: lam[k] * (dagger(b[k]) + b[k]))"
)


def _slope(names, form: str, **changes) -> Slope:
    """Return the exponent's check with the first mode alone."""
    one_mode = form.replace("Omega", "modes[0][1]**2 / modes[0][0]")
    return Slope(4, names, one_mode, exact_own, scales=(0.2, 0.1, 0.05), **changes)


ENTRIES = [
    Entry(
        number=31,
        kind="identity",
        printed=(_PRODUCT,),
        sample=many,
        routes={"explicit matrices": product},
        domain=DOMAIN.format(3),
        proof=Proof(),
    ),
    Entry(
        number=32,
        kind="leading order",
        printed=(_EQUAL,),
        sample=lambda source: many(source, 2, 1),
        routes={
            "raw tau integral with matrices": coherence(equal_couplings),
            "mean force and static response": lambda s: forced(s, [(s.f1, w) for w in s.omega[: s.M]]),
        },
        domain=DOMAIN.format(2),
        slope=Slope(4, ("f1", "f2"), _EQUAL, exact, scales=(0.2, 0.1, 0.05)),
        library={
            "induced_coherence": lambda s: (
                0,
                induced_coherence(
                    s.beta, s.omega[s.M], Arm(DiscreteBath(*zip(*s.modes, strict=True)), s.f1, s.f2, s.omega[: s.M])
                ),
            )
        },
        proof=Proof(),
    ),
    Entry(
        number=33,
        kind="definition",
        printed=(_VECTORS.format("sigma_k"),),
        sample=with_vectors,
        routes={"matrix elements of single ladder steps": coupling_elements},
        domain="2 spins, 2 modes, truncated Fock space",
        corrected=(_VECTORS.format("Sum_k"),),
        latex=((r"\sigma_k \lambda_k", r"\sum_k \lambda_k"),),
        remark="The print has a Pauli symbol where the sum over the modes belongs; the residual reads it as one mode, "
        "the mildest reading. A slip: the sign of the sum and the Pauli symbol are close in shape.",
        proof=Proof(),
    ),
    Entry(
        number=34,
        kind="leading order",
        printed=(_OWN,),
        sample=many,
        routes={"raw tau integral with matrices": coherence(own_couplings), "mean force and static response": forced},
        domain=DOMAIN.format(3),
        library={
            "induced_coherence": lambda s: (
                0,
                induced_coherence(
                    s.beta, s.omega[s.M], Arm(DiscreteBath(*zip(*s.modes, strict=True)), s.fj, s.f2, s.omega[: s.M])
                ),
            )
        },
        proof=Proof(),
        slope=_slope(("fj", "f2"), _OWN),
    ),
    Entry(
        number=35,
        kind="definition",
        printed=("Sum(fj[j] for j in range(M))", "Sum(fj[j] * tanh(beta * omega[j] / 2) for j in range(M))"),
        sample=many,
        routes={"force operator of the input spins": input_force},
        domain="its integrals with 1 and with tanh(beta omega/2), as (36) uses it; a coupling per frequency",
        proof=Proof(),
    ),
    Entry(
        number=36,
        kind="leading order",
        printed=(_DENSITY,),
        sample=many,
        routes={"raw tau integral with matrices": coherence(own_couplings)},
        domain=DOMAIN.format(3),
        proof=Proof(),
        slope=_slope(("density", "fj", "f2"), _DENSITY),
    ),
    Entry(
        number=37,
        kind="leading order",
        printed=(FAR,),
        sample=two_groups,
        routes={"raw tau integral with matrices": coherence(own_couplings)},
        domain="input frequencies from 7/beta to 9.5/beta, or from 0.5/beta to 1.9/beta",
        condition="all omega_j >> 2/beta",
        inside=lambda s: s.low > 5,
        tolerance=5e-3,
        samples=6,
        proof=Proof(
            sample=far_or_near,
            routes={"raw tau integral with matrices, and its exact limit": far_coherence},
            domain="all beta omega_j to infinity, or all below 2",
        ),
        slope=_slope(("density", "fj", "f2"), FAR, at=much_faster),
    ),
]
