"""The displaced Hamiltonian of Appendix D by matrices, and its trace over the input spins."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.linalg import expm

from paper.routes import operators
from paper.systems.sampling import number
from paper.systems.two_bath_matrices import matrices

SPACE = "M = N = 1 and the output spin, one mode in each bath of 5 levels; elements between the lowest two"

LEVELS = 5


def displaced(rng) -> dict:
    """Return the two-bath operators with weak displacements, so that the truncation is not felt at the bottom."""
    return dict(_displaced(int(rng.integers(2))))


@cache
def _displaced(seed: int) -> dict:
    rng = np.random.default_rng(50 + seed)
    s = matrices(rng, LEVELS)
    s |= {"f1": 0.03 * np.sign(s["f1"]), "g1": 0.04 * np.sign(s["g1"])}
    sigma, b, d = s["s"], s["b"][0], s["d"][0]
    (w1, c1), (w2, c2) = s["left"][0], s["right"][0]
    alpha, gamma = s["f1"] * c1 / w1, s["g1"] * c2 / w2
    s["U"] = expm(-alpha * (b.T - b) @ sigma[0][2]) @ expm(-gamma * (d.T - d) @ sigma[1][2])
    pieces = {
        "inputs1": s["omega1"] / 2 * sigma[0][2] + s["f1"] * c1 * sigma[0][2] @ (b + b.T) + w1 * b.T @ b,
        "inputs2": s["omega2"] / 2 * sigma[1][2] + s["g1"] * c2 * sigma[1][2] @ (d + d.T) + w2 * d.T @ d,
        "output": sigma[2][0] @ (s["f2"] * c1 * (b + b.T) + s["g2"] * c2 * (d + d.T)),
        "free": s["omega"] / 2 * sigma[2][2],
    }
    s["H"] = sum(pieces.values())
    s["Z"] = np.exp(-s["beta"] * np.linalg.eigvalsh(s["H"])).sum()
    low = np.array([i * LEVELS + j for i in range(2) for j in range(2)])
    keep = np.add.outer(np.arange(8) * LEVELS**2, low).ravel()
    return s | {"pieces": pieces, "low": lambda m: (m + 0 * s["H"])[np.ix_(keep, keep)], "full": np.eye(len(s["H"]))}


def transformed(s, *names):
    """Return the lowest elements of ``U^+ (some terms of H) U``, by matrices."""
    return s.low(s.U.T @ sum(s.pieces[name] for name in names) @ s.U)


def vacuum(matrix):
    """Return the part of an operator that acts on the spins alone: its elements in the bosons' vacuum."""
    return np.kron(matrix[::4, ::4], np.eye(4))


def boson_terms(s):
    """Return what is left of the transformed bath and input terms without their vacuum part."""
    whole = transformed(s, "inputs1", "inputs2")
    return (whole - vacuum(whole),)


def output_terms(s):
    """Split the transformed output coupling into what changes the boson number and what does not."""
    whole = transformed(s, "output")
    same = np.equal.outer(np.tile(np.arange(4), 8), np.tile(np.arange(4), 8))
    return np.where(same, 0, whole), np.where(same, whole, 0)


def traced(rng) -> dict:
    """Return the transformed Hamiltonian (100) for M = N = 2, with its trace over the inputs to be taken."""
    s, levels, m = matrices(rng, 3), 3, 2
    dimensions = [2] * 5 + [levels] * 2
    z = [operators.embed(operators.Z, j, dimensions) for j in range(4)]
    x, zo = operators.embed(operators.X, 4, dimensions), operators.embed(operators.Z, 4, dimensions)
    b, d = (operators.embed(operators.annihilator(levels), 5 + k, dimensions) for k in range(2))
    (w1, c1), (w2, c2) = s["left"][0], s["right"][0]
    first, second = z[0] + z[1], z[2] + z[3]
    h = s["omega1"] / 2 * first - s["Omega"] * s["f1"] ** 2 * first @ first
    h = h + s["omega2"] / 2 * second - s["Upsilon"] * s["g1"] ** 2 * second @ second
    h = h + w1 * b.T @ b + w2 * d.T @ d + s["omega"] / 2 * zo
    h = h + x @ (s["f2"] * c1 * (b + b.T) + s["g2"] * c2 * (d + d.T))
    h = h - 2 * x @ (s["f1"] * s["f2"] * s["Omega"] * first + s["g1"] * s["g2"] * s["Upsilon"] * second)
    size = 2 * levels**2
    rest = [2, levels, levels]
    b0, d0 = (operators.embed(operators.annihilator(levels), 1 + k, rest) for k in range(2))
    out = {k: s[k] for k in ("beta", "omega1", "omega2", "f1", "f2", "g1", "g2", "Omega", "Upsilon")}
    out |= {"M": m, "N": m, "calH": h, "size": size, "HB": w1 * b0.T @ b0 + w2 * d0.T @ d0, "w": s["omega"]}
    out |= {"X": operators.embed(operators.X, 0, rest), "Zo": operators.embed(operators.Z, 0, rest)}
    out["Hint"] = out["X"] @ (s["f2"] * c1 * (b0 + b0.T) + s["g2"] * c2 * (d0 + d0.T))
    out |= {"b0": b0, "d0": d0, "lam": c1, "kappa": c2, "w1": w1, "w2": w2, "eye": np.eye(size)}
    omega_mn = 4 * s["f1"] * s["f2"] * s["Omega"] * 2 + 4 * s["g1"] * s["g2"] * s["Upsilon"] * 0
    out["Hmn"] = out["HB"] + s["omega"] / 2 * out["Zo"] - omega_mn / 2 * out["X"]
    tilted = s["omega"] / 2 * operators.Z - omega_mn / 2 * operators.X
    out |= {"sigma_at": lambda tau: np.kron(expm(tau * tilted) @ operators.X @ expm(-tau * tilted), np.eye(levels**2))}
    return out | {"tau": number(rng, 0.3, 0.8), "Z": np.exp(-s["beta"] * np.linalg.eigvalsh(h)).sum(),
                  "ZB": np.trace(expm(-s["beta"] * (out["HB"]))).real / 2, "bath_size": levels**2}  # fmt: skip


def configurations(s):
    """Return the trace over the inputs configuration by configuration, from eigenvectors of each block."""
    blocks = len(s.calH) // s.size
    total = np.zeros((s.size, s.size), dtype=complex)
    for i in range(blocks):
        block = s.calH[i * s.size : (i + 1) * s.size, i * s.size : (i + 1) * s.size]
        total += operators.function(block, lambda e: np.exp(-s.beta * e))
    return total


def reduced(s):
    """Return the output's exact state: Gibbs state of the whole, traced over the inputs (left) and the baths (right)."""
    whole = operators.gibbs(s.calH, s.beta)
    blocks = whole.reshape(len(whole) // s.size, s.size, len(whole) // s.size, s.size)
    return operators.partial_trace_right(sum(blocks[i, :, i, :] for i in range(len(blocks))), 2)


def own_average(s):
    return (operators.average(operators.gibbs(s.H, s.beta), s.s[2][0]),)


def bath_trace(s):
    """Return the plain bath trace of e^{-beta H_B} A over Z_B, for a generic A."""
    weights = np.exp(-s.beta * np.diag(s.HB)[: s.bath_size])
    blocks = s.Hmn.reshape(2, s.bath_size, 2, s.bath_size)
    return (sum(w * blocks[:, k, :, k] for k, w in enumerate(weights)) / weights.sum(),)


def rotated_coupling(s):
    values, vectors = np.linalg.eigh(s.Hmn)
    inner = vectors.conj().T @ s.Hint @ vectors
    return (vectors @ (inner * np.exp(s.tau * np.subtract.outer(values, values))) @ vectors.conj().T,) * 2


def boltzmann(s):
    return (operators.function(s.Hmn + s.Hint, lambda e: np.exp(-s.beta * e)),)


def averaged(rng) -> dict:
    """Add the two averages: ``avB`` of Eq. (112), of an operator on output and baths."""
    s = traced(rng)
    trace = lambda a: np.einsum("akbk->ab", np.asarray(a).reshape(2, s["bath_size"], 2, s["bath_size"]))
    s |= {"TrB": trace, "avB": lambda a: trace(expm(-s["beta"] * s["HB"]) @ a) / s["ZB"]}
    plain = type("Sample", (), s)
    return s | {"traced": configurations(plain)}
