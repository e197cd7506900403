"""Section 5, Eqs. (38)-(49): two output spins and their correlation."""

from __future__ import annotations

import numpy as np

from autocoherence import DiscreteBath, output_covariance, pair_kernel, pair_kernel_bounds
from ledger.entry import Entry, Proof, Slope
from paper.equations.sec5.bounds import term_by_term
from paper.systems.few_modes import coupling_elements, small_system, spin_signs
from paper.systems.two_outputs import (
    DOMAIN,
    all_cold,
    any_state,
    bounded,
    bounds,
    cold,
    cold_limit,
    covariance,
    exact_bounds,
    exact_covariance,
    exact_moments,
    fast_limit,
    hot_limit,
    multiplex,
    outputs_only,
    product,
    product_averages,
    slow_limit,
    warm,
)


def library_bath(s):
    return DiscreteBath(*zip(*s.modes, strict=True))


SLOW = "2 * tanh(beta * x / 2) * tanh(beta * y / 2) / (beta * x * y)"

FAST = "(x * tanh(beta * x / 2) - y * tanh(beta * y / 2)) / (x**2 - y**2)"

KERNEL = (
    "(x * y * xi * tanh(beta * x / 2) * tanh(beta * y / 2) / ((xi**2 - x**2) * (xi**2 - y**2)) * coth(beta * xi / 2)"
    " + x * y * xi**2 / (x**2 - y**2) * (tanh(beta * x / 2) / (y * (xi**2 - y**2)) - tanh(beta * y / 2) / (x * (xi**2 - x**2))))"
)

_PRODUCT = (
    "f1 * f2 * Sum(sigma[j][2] for j in range(M)) @ Sum((cosh(omega[M + p] * taup) + cosh(omega[M + p] * tau))"
    " * sigma[M + p][0] for p in (0, 1))"
    " + 1j * f1 * f2 * Sum(sigma[j][2] for j in range(M)) @ Sum((sinh(omega[M + p] * taup) + sinh(omega[M + p] * tau))"
    " * sigma[M + p][1] for p in (0, 1))"
    " + f1**2 * Sum(sigma[j][2] @ sigma[l][2] for j in range(M) for l in range(M))"
    " + f2**2 * Sum(cosh(omega[M + p] * (tau - taup)) * eye + sinh(omega[M + p] * (tau - taup)) * sigma[M + p][2] for p in (0, 1))"
    " + f2**2 * X1 @ X2 * (cosh(x * tau) * cosh(y * taup) + cosh(y * tau) * cosh(x * taup))"
    " - f2**2 * Y1 @ Y2 * (sinh(x * tau) * sinh(y * taup) + sinh(y * tau) * sinh(x * taup))"
    " + 1j * f2**2 * X1 @ Y2 * (cosh(x * tau) * sinh(y * taup) + sinh(y * tau) * cosh(x * taup))"
    " + 1j * f2**2 * Y1 @ X2 * (sinh(x * tau) * cosh(y * taup) + cosh(y * tau) * sinh(x * taup))"
)

_AVERAGE = (
    "-f1 * f2 * Sum(tanh(beta * omega[j] / 2) for j in range(M)) * ((cosh(omega[{m}] * taup) + cosh(omega[{m}] * tau))"
    " - (sinh(omega[{m}] * taup) + sinh(omega[{m}] * tau)) * tanh(beta * omega[{m}] / 2))"
)

_COVARIANCE = f"4 * f2**2 * bath(lambda xi: 1 / xi * {KERNEL}, modes)"

_COLD = "4 * f2**2 / (x + y) * bath(lambda xi: (xi + x + y) / ((xi + x) * (xi + y)), modes)"


def _slope(form: str, scales) -> Slope:
    """Return the exponent's check with the first mode alone."""
    return Slope(4, ("f1", "f2"), form.replace(", modes)", ", modes[:1])"), exact_covariance, scales=scales)


ENTRIES = [
    Entry(
        number=38,
        kind="definition",
        printed=(
            "Sum(omega[j] / 2 * sigma[j][2] for j in range(L)) + Sum(omega[L + p] / 2 * sigma[L + p][2] for p in range(2))",
        ),
        sample=lambda source: small_system(source, spins=3, mode_count=1).but(L=1),
        routes={"signs of the spin configurations": spin_signs},
        domain="1 input and 2 output spins, 1 mode",
        proof=Proof(),
    ),
    Entry(
        number=39,
        kind="definition",
        printed=(
            "(Sum(dot(sigma[j], n[j]) for j in range(L)) + Sum(dot(sigma[L + p], n[L + p]) for p in range(2)))"
            " @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",
        ),
        sample=lambda source: small_system(source, spins=3, mode_count=2).but(L=1),
        routes={"matrix elements of single ladder steps": coupling_elements},
        domain="1 input and 2 output spins with generic vectors, 2 modes",
        proof=Proof(),
    ),
    Entry(
        number=40,
        kind="identity",
        samples=6,
        printed=(_PRODUCT,),
        sample=multiplex,
        routes={"explicit matrices": lambda s: (product(s),)},
        domain=DOMAIN.format(2),
        proof=Proof(),
    ),
    Entry(
        number=41,
        kind="identity",
        samples=6,
        printed=(_AVERAGE.format(m="M"), _AVERAGE.format(m="M + 1")),
        sample=multiplex,
        routes={"explicit matrices": product_averages},
        domain=DOMAIN.format(2),
        proof=Proof(),
    ),
    Entry(
        number=42,
        kind="definition",
        printed=("sqrt(x1x2 - x1 * x2)",),
        sample=exact_moments,
        routes={"variances of the exact state": lambda s: (np.sqrt(s.half_sum_rule),)},
        domain="1 input, 2 outputs of one f2, 1 mode, exact diagonalization",
        proof=Proof(
            sample=any_state,
            routes={"variances of sum and parts": lambda s: (s.root,)},
            domain="any state of two outputs, given by its elements",
        ),
        remark="Real because both outputs couple with the same f2; couplings of opposite sign would make it imaginary.",
    ),
    Entry(
        number=43,
        kind="leading order",
        samples=6,
        printed=(_COVARIANCE,),
        sample=multiplex,
        routes={"raw tau integral with matrices": lambda s: (covariance(s),)},
        domain=DOMAIN.format(2) + "; remainder from exact diagonalization",
        library={"output_covariance": lambda s: (0, output_covariance(s.beta, s.x, s.y, library_bath(s), s.f2))},
        proof=Proof(),
        slope=_slope(_COVARIANCE, (0.8, 0.4, 0.2)),
    ),
    Entry(
        number=44,
        kind="identity",
        samples=6,
        printed=(KERNEL,),
        sample=multiplex,
        routes={"raw tau integral for one mode": lambda s: (outputs_only(s, s.xi),)},
        domain="one mode at a time, off resonance",
        library={"pair_kernel": lambda s: (0, pair_kernel(s.xi, s.x, s.y, s.beta))},
        proof=Proof(),
    ),
    Entry(
        number=45,
        kind="bound",
        samples=6,
        printed=("2 * tanh(beta * x / 2) * tanh(beta * y / 2) / (beta * x * y)",),
        sample=multiplex,
        routes={"raw tau integral at xi = 1e-4": lambda s: (outputs_only(s, 1e-4),)},
        domain="xi -> 0",
        tolerance=1e-7,
        library={"pair_kernel_bounds": lambda s: (0, pair_kernel_bounds(s.x, s.y, s.beta)[0])},
        proof=Proof(routes={"exact limit of the raw tau integral": slow_limit}),
    ),
    Entry(
        number=46,
        kind="bound",
        samples=6,
        printed=("(x * tanh(beta * x / 2) - y * tanh(beta * y / 2)) / (x**2 - y**2)",),
        sample=multiplex,
        routes={"integral over one time: an instantaneous force correlation": lambda s: (fast_limit(s),)},
        domain="xi -> infinity",
        library={"pair_kernel_bounds": lambda s: (0, pair_kernel_bounds(s.x, s.y, s.beta)[1])},
        proof=Proof(),
    ),
    Entry(
        number=47,
        kind="bound",
        printed=("low <= value <= high",),
        sample=bounded,
        routes={"raw tau integrals: both limits and the bath": bounds, "exact diagonalization": exact_bounds},
        domain="1 input, 2 outputs of one f2, 1 mode off resonance; f1 = 0.003 or about 1",
        condition="leading order in f_1 and f_2: the exact covariance (42) adds the fluctuations of the inputs, f_1^2 Omega",
        inside=lambda s: s.weak,
        samples=20,
        remark="Each Matsubara term of the kernel carries xi^2/(xi^2 + nu^2), which grows with xi: hence the order and, "
        "with slow and fast modes, the tightness of both bounds.",
        proof=Proof(
            steps=term_by_term(KERNEL, SLOW, FAST), method="term by term in the sum over Matsubara frequencies"
        ),
    ),
    Entry(
        number=48,
        kind="limit",
        printed=("2 * beta * f2**2 * Omega",),
        sample=warm,
        routes={"raw tau integral with matrices": lambda s: (covariance(s),)},
        domain="beta omega = 0.0005 to 0.0044",
        slope=Slope(3, ("beta",), "2 * beta * f2**2 * Omega", covariance, scales=(200.0, 100.0, 50.0)),
        tolerance=1e-5,
        library={"output_covariance": lambda s: (0, output_covariance(s.beta, s.x, s.y, library_bath(s), s.f2))},
        proof=Proof(
            sample=lambda source: multiplex(source, 1, 1), routes={"exact limit of the raw tau integral": hot_limit}
        ),
    ),
    Entry(
        number=49,
        kind="limit",
        printed=(_COLD,),
        sample=cold,
        routes={"raw tau integral with matrices": lambda s: (covariance(s),)},
        domain="beta omega = 21 to 48; modes from 24/beta or from 0.3/beta on",
        condition="the bath is frozen out as well, beta xi >> 1 for the modes that matter (beta omega_c >> 1)",
        inside=lambda s: s.lowest > 10,
        tolerance=1e-6,
        samples=8,
        proof=Proof(
            sample=all_cold,
            routes={"exact limit of the raw tau integral": cold_limit},
            domain="beta to infinity at fixed frequencies",
        ),
        slope=_slope(_COLD, (8.0, 4.0, 2.0)),
    ),
]
