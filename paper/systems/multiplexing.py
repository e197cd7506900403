"""Two equal outputs: their noise, their signal, and what one does to the other."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from paper.routes import fock, meanfield, operators, raw
from paper.systems.sampling import couplings, modes, number, spin_energies
from paper.systems.two_outputs import covariance, finish, multiplex, outputs_only

POWER = "0.5 < s < 2.5, 0.2 < omega_1/omega_c < 1, 0.5 < b < 4, 0.5 < w < 3"


def equal_outputs(rng) -> dict:
    """Draw equal input frequencies and two equal outputs; ``G`` is the kernel from raw integrals."""
    w1, w = number(rng, 0.5, 1.0), number(rng, 1.2, 1.7)
    s = couplings(rng, "f1", "f2") | {
        "beta": number(rng, 0.8, 2.2),
        "M": 2,
        "omega": [w1, w1, w, w],
        "omega1": w1,
        "w": w,
    }
    s = finish(s | {"x": w, "y": w, "modes": modes(rng, 2, low=2.0, high=3.5)})
    plain = type("Sample", (), s)
    return s | {"G": lambda xi: outputs_only(plain, xi)}


def ratio_of_moments(s):
    coherence = raw.second_order(s.modes, s.beta, s.E, s.F0, s.X1)
    return {"signal": abs(coherence), "noise": np.sqrt(covariance(s))}


def scaled(rng) -> dict:
    """Draw the dimensionless parameters of (51); f1 M and lambda only enter through eta."""
    s = {"s": number(rng, 0.5, 2.5), "omega1": number(rng, 0.5, 1.5), "b": number(rng, 0.5, 4)}
    s |= {"w": number(rng, 0.5, 3), "lam": number(rng, 0.05, 0.2), "M": int(rng.integers(1, 5))}
    s |= {"omega_c": s["omega1"] * number(rng, 1.0, 5.0), "x": number(rng, 3.2, 5.0)} | couplings(rng, "f1", "f2")
    return s | {"eta": 4 * s["f1"] * s["M"] * np.sqrt(s["lam"])}


def power_law_moments(s):
    beta, omega = s.b / s.omega1, s.w * s.omega1
    sigma = operators.spins(2)
    density = lambda xi: s.lam * xi**s.s * s.omega_c ** (1 - s.s) * np.exp(-xi / s.omega_c)
    square = raw.continuum(density, s.omega_c, beta, spin_energies([omega, omega]), s.f2 * (sigma[0, 0] + sigma[1, 0]),
                           sigma[0, 0] @ sigma[1, 0])  # fmt: skip
    energy = raw.reorganization_energy(s.lam, s.s, s.omega_c)
    coherence = meanfield.coherence(beta, omega, [(energy, s.f2, [(s.f1, s.omega1)] * s.M)])
    return {"coherence": coherence, "sigma": np.sqrt(square), "ratio": abs(coherence) / np.sqrt(square)}


def scaled_kernel(s):
    """Return g(x) = 4 w omega_1 G(omega_1 x, omega, omega) / x from raw integrals at omega_1 = 1."""
    sample = type("Sample", (), {"beta": s.b, "x": s.w, "y": s.w})
    return (4 * s.w * outputs_only(sample, s.x) / s.x,)


def exact_levels(s):
    """Return the coherence of the first output with and without the second, at two coupling strengths."""
    out = {}
    for name, scale in (("strong", 1.0), ("weak", 0.1)):
        values = []
        for second in (0.0, 1.0):
            operator = scale * (s.f1 * s.sigma[0][2] + s.f2 * (s.X1 + second * s.X2))
            values.append(fock.mean(np.diag(s.E), [(operator, s.modes)], s.beta, 16, s.X1))
        out[name] = abs(values[1] / values[0] - 1)
    return {"change": out[s.regime]}


def at_scale(rng) -> dict:
    return multiplex(rng, 1, 1) | {"regime": "weak" if rng.random() < 0.5 else "strong"}


def without_inputs(s):
    operator = s.f2 * (s.X1 + s.X2)
    lone = raw.second_order(s.modes, s.beta, s.E, operator, s.X1 @ s.X2)
    return {"with_inputs": covariance(s), "without": lone, "size": 1.0, "excess": 1 + lone}


def fig4_values(s):
    forced = lambda out, inputs: meanfield.coherence(s.beta, out, [(s.Omega, s.f2, inputs)])
    inputs = [(s.f1, w) for w in s.omega[: s.M]]
    single = forced(s.omega[s.M], inputs[:1])
    return {"first": forced(s.omega[s.M], inputs), "second": forced(s.omega[s.M + 1], inputs), "M_fold": s.M * single}


def fig4_sample(rng) -> dict:
    return equal_outputs(rng) | {"equal": True} if rng.random() < 0.5 else multiplex(rng) | {"equal": False}


def fig5_parameters(s):
    moments = [power_law_moments(SimpleNamespace(**{**vars(s), "omega_c": wc})) for wc in (s.omega_c, s.other_cutoff)]
    here, there = (abs(m["coherence"]) / m["sigma"] for m in moments)
    return {"here": here, "there": there}


def with_other_cutoff(rng) -> dict:
    s = scaled(rng)
    return s | {"other_cutoff": s["omega_c"] * (1.0 if rng.random() < 0.5 else 2.0)}
