"""Section 5, Eqs. (38)-(49): two output spins and their correlation."""

from __future__ import annotations

import numpy as np

from autocoherence import DiscreteBath, output_covariance, pair_kernel, pair_kernel_bounds
from ledger.entry import Entry, Slope
from ledger.routes import fock, operators, raw
from ledger.sections.sampling import couplings, modes, number, reorganization, small_system, spin_energies
from ledger.sections.small import coupling_elements, spin_signs

DOMAIN = "M = 2 input and 2 output spins of generic frequencies, f1, f2 of both signs, 2 modes off resonance"


def multiplex(rng, inputs: int = 2, count: int = 2) -> dict:
    """Return ``inputs`` driving spins and two output spins x and y."""
    x, y = number(rng, 0.5, 1.0), number(rng, 1.2, 1.8)
    bath = modes(rng, count, low=2.0, high=3.5)
    omega = [number(rng, 0.4, 1.1) for _ in range(inputs)] + [x, y]
    s = couplings(rng, "f1", "f2") | {"beta": number(rng, 0.8, 2.2), "omega": omega, "M": inputs, "modes": bath}
    return finish(s | {"x": x, "y": y, "xi": number(rng, 2.0, 3.5), "tau": 0.8, "taup": 0.3})


def finish(s) -> dict:
    m = s["M"]
    sigma = operators.spins(len(s["omega"]))
    s |= {
        "E": spin_energies(s["omega"]),
        "Omega": reorganization(s["modes"]),
        "sigma": sigma,
        "eye": np.eye(len(sigma[0, 0])),
    }
    s |= {"X1": sigma[m, 0], "X2": sigma[m + 1, 0], "Y1": sigma[m, 1], "Y2": sigma[m + 1, 1]}
    s |= {"F0": s["f1"] * sigma[:m, 2].sum(axis=0) + s["f2"] * (sigma[m, 0] + sigma[m + 1, 0])}
    return s


def product(s):
    left, right = (raw.rotate(s.F0, s.E, np.array([t]))[0] for t in (s.tau, s.taup))
    return left @ right


def product_averages(s):
    state = operators.gibbs(np.diag(s.E), s.beta)
    return tuple(np.trace(state @ product(s) @ s.sigma[s.M + p][0]) for p in (0, 1))


def covariance(s):
    return raw.second_order(s.modes, s.beta, s.E, s.F0, s.X1 @ s.X2)


def outputs_only(s, xi):
    """Return the correlation over 4 f2^2 for a mode with I = xi delta: the kernel at xi."""
    sigma = operators.spins(2)
    operator, observable = sigma[0, 0] + sigma[1, 0], sigma[0, 0] @ sigma[1, 0]
    return raw.second_order([(xi, np.sqrt(xi))], s.beta, spin_energies([s.x, s.y]), operator, observable) / 4


def fast_limit(s):
    sigma = operators.spins(2)
    operator, observable = sigma[0, 0] + sigma[1, 0], sigma[0, 0] @ sigma[1, 0]
    return raw.instantaneous(s.beta, spin_energies([s.x, s.y]), operator, observable) / 4


def exact_moments(rng) -> dict:
    """Return an exactly solved system with its averages of both outputs."""
    s = multiplex(rng, 1, 1)
    state = fock.state(np.diag(s["E"]), [(s["F0"], s["modes"])], s["beta"], 16)
    mean = lambda o: operators.average(state, o)
    total = s["X1"] + s["X2"]
    variances = [mean(o @ o) - mean(o) ** 2 for o in (total, s["X1"], s["X2"])]
    s |= {"x1x2": mean(s["X1"] @ s["X2"]), "x1": mean(s["X1"]), "x2": mean(s["X2"])}
    return s | {"half_sum_rule": (variances[0] - variances[1] - variances[2]) / 2}


def bounds(s):
    return {"value": covariance(s) / (4 * s.f2**2 * s.Omega), "low": outputs_only(s, 1e-4), "high": fast_limit(s)}


def warm(rng) -> dict:
    s = multiplex(rng, 1)
    return s | {"beta": 2e-3}


def cold(rng) -> dict:
    """Draw beta omega >> 1, with modes that are frozen out too or thermally occupied."""
    s = {"beta": 1.0, "M": 1, "x": number(rng, 21, 23), "y": number(rng, 25, 28)} | couplings(rng, "f1", "f2")
    low = 24.0 if rng.random() < 0.5 else 0.3
    s |= {"omega": [20.0, s["x"], s["y"]], "modes": modes(rng, 2, low=low, high=1.6 * low), "lowest": low}
    return finish(s)


def library_bath(s):
    return DiscreteBath(*zip(*s.modes, strict=True))


_G = (
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
_COLD = "4 * f2**2 / (x + y) * bath(lambda xi: (xi + x + y) / ((xi + x) * (xi + y)), modes)"

ENTRIES = [
    Entry(
        38,
        "definition",
        (
            "Sum(omega[j] / 2 * sigma[j][2] for j in range(L)) + Sum(omega[L + p] / 2 * sigma[L + p][2] for p in range(2))",
        ),
        lambda rng: small_system(rng, spins=3, mode_count=1) | {"L": 1},
        {"signs of the spin configurations": spin_signs},
        "1 input and 2 output spins, 1 mode",
    ),
    Entry(
        39,
        "definition",
        (
            "(Sum(dot(sigma[j], n[j]) for j in range(L)) + Sum(dot(sigma[L + p], n[L + p]) for p in range(2)))"
            " @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",
        ),
        lambda rng: small_system(rng, spins=3, mode_count=2) | {"L": 1},
        {"matrix elements of single ladder steps": coupling_elements},
        "1 input and 2 output spins with generic vectors, 2 modes",
    ),
    Entry(40, "identity", (_PRODUCT,), multiplex, {"explicit matrices": lambda s: (product(s),)}, DOMAIN),
    Entry(
        41,
        "identity",
        (_AVERAGE.format(m="M"), _AVERAGE.format(m="M + 1")),
        multiplex,
        {"explicit matrices": product_averages},
        DOMAIN,
    ),
    Entry(
        42,
        "definition",
        ("sqrt(x1x2 - x1 * x2)",),
        exact_moments,
        {"variances of the exact state": lambda s: (np.sqrt(s.half_sum_rule),)},
        "1 input, 2 outputs of one f2, 1 mode, exact diagonalization",
        remark="Real because both outputs couple with the same f2; couplings of opposite sign would make it imaginary.",
    ),
    Entry(
        43,
        "leading order",
        (f"4 * f2**2 * bath(lambda xi: 1 / xi * {_G}, modes)",),
        multiplex,
        {"raw tau integral with matrices": lambda s: (covariance(s),)},
        DOMAIN,
        library={"output_covariance": lambda s: (0, output_covariance(s.beta, s.x, s.y, library_bath(s), s.f2))},
    ),
    Entry(
        44,
        "leading order",
        (_G,),
        multiplex,
        {"raw tau integral for one mode": lambda s: (outputs_only(s, s.xi),)},
        "one mode at a time, off resonance",
        library={"pair_kernel": lambda s: (0, pair_kernel(s.xi, s.x, s.y, s.beta))},
    ),
    Entry(
        45,
        "limit",
        ("2 * tanh(beta * x / 2) * tanh(beta * y / 2) / (beta * x * y)",),
        multiplex,
        {"raw tau integral at xi = 1e-4": lambda s: (outputs_only(s, 1e-4),)},
        "xi -> 0",
        tolerance=1e-7,
        library={"pair_kernel_bounds": lambda s: (0, pair_kernel_bounds(s.x, s.y, s.beta)[0])},
    ),
    Entry(
        46,
        "limit",
        ("(x * tanh(beta * x / 2) - y * tanh(beta * y / 2)) / (x**2 - y**2)",),
        multiplex,
        {"integral over one time: an instantaneous force correlation": lambda s: (fast_limit(s),)},
        "xi -> infinity",
        library={"pair_kernel_bounds": lambda s: (0, pair_kernel_bounds(s.x, s.y, s.beta)[1])},
    ),
    Entry(
        47,
        "bound",
        ("low <= value <= high",),
        multiplex,
        {"raw tau integrals: both limits and the bath": bounds},
        DOMAIN,
        samples=20,
        remark="Each Matsubara term of the kernel carries xi^2/(xi^2 + nu^2), which grows with xi: hence the order and, "
        "with slow and fast modes, the tightness of both bounds.",
    ),
    Entry(
        48,
        "limit",
        ("2 * beta * f2**2 * Omega",),
        warm,
        {"raw tau integral with matrices": lambda s: (covariance(s),)},
        "beta omega = 0.001 to 0.004",
        slope=Slope(3, ("beta",), "2 * beta * f2**2 * Omega", covariance, scales=(100.0, 50.0, 25.0)),
        tolerance=1e-5,
        library={"output_covariance": lambda s: (0, output_covariance(s.beta, s.x, s.y, library_bath(s), s.f2))},
    ),
    Entry(
        49,
        "limit",
        (_COLD,),
        cold,
        {"raw tau integral with matrices": lambda s: (covariance(s),)},
        "beta omega = 21 to 28; modes from 24/beta or from 0.3/beta on",
        condition="the bath is frozen out as well, beta xi >> 1 for the modes that matter (beta omega_c >> 1)",
        inside=lambda s: s.lowest > 10,
        tolerance=1e-6,
        samples=8,
    ),
]
