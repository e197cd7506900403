"""Two output spins on one bath: averages and covariance by matrices."""

from __future__ import annotations

import numpy as np

from paper.routes import fock, operators, raw
from paper.systems.sampling import couplings, modes, number, reorganization, spin_energies

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
