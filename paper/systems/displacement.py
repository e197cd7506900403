"""The displaced Hamiltonian of Appendix D by matrices, and its trace over the input spins."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
from scipy.linalg import expm

from ledger.sample import Sample
from paper.routes import operators
from paper.routes.pictures import rotate
from paper.systems.space import Space
from paper.systems.two_bath_matrices import matrices, two_bath_space
from paper.systems.two_baths import bias

SPACE = "M = N = 1 and the output spin, one mode in each bath of 5 levels; elements between the lowest two"

LEVELS = 5


def displaced(source) -> Sample:
    """Return the two-bath operators with weak displacements, so that the truncation is not felt at the bottom."""
    s = matrices(source, LEVELS)
    s = s.but(f1=0.03 * np.sign(s.f1), g1=0.04 * np.sign(s.g1))
    (b, d), sigma, c1, c2 = (s.b[0], s.d[0]), s.s, s.lam[0], s.kappa[0]
    alpha, gamma = s.f1 * c1 / s.Omegas[0], s.g1 * c2 / s.Upsilons[0]
    pieces = {
        "inputs1": s.omega1 / 2 * sigma[0][2] + s.f1 * c1 * sigma[0][2] @ (b + b.T) + s.Omegas[0] * b.T @ b,
        "inputs2": s.omega2 / 2 * sigma[1][2] + s.g1 * c2 * sigma[1][2] @ (d + d.T) + s.Upsilons[0] * d.T @ d,
        "output": sigma[2][0] @ (s.f2 * c1 * (b + b.T) + s.g2 * c2 * (d + d.T)),
        "free": s.omega / 2 * sigma[2][2],
    }
    h = sum(pieces.values())
    return s.but(
        U=expm(-alpha * (b.T - b) @ sigma[0][2]) @ expm(-gamma * (d.T - d) @ sigma[1][2]),
        H=h,
        Z=np.exp(-s.beta * np.linalg.eigvalsh(h)).sum(),
        pieces=pieces,
        low=lambda matrix: s.space.lowest(matrix + 0 * h),
    )


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


def traced(source, left: int = 2, right: int = 1, levels: int = 3) -> Sample:
    """Return the transformed Hamiltonian (100), with its trace over the inputs to be taken."""
    s = two_bath_space(source, left, right, levels)
    first, second = sum(s.z[:left]), sum(s.z[left : left + right])
    h = s.omega1 / 2 * first - s.Omega * s.f1**2 * first @ first
    h = h + s.omega2 / 2 * second - s.Upsilon * s.g1**2 * second @ second
    h = h + _bosons(s, s.b[0], s.d[0]) + s.omega / 2 * s.z[left + right] + s.x[left + right] @ _force(s, s.b[0], s.d[0])
    h = h - 2 * s.x[left + right] @ (s.f1 * s.f2 * s.Omega * first + s.g1 * s.g2 * s.Upsilon * second)
    rest = Space(1, 2, levels)  # the output and the modes
    b, d = rest.b
    free, bias_ = _bosons(s, b, d), bias(s, 0, 1)
    tilted = s.omega / 2 * operators.Z - bias_ / 2 * operators.X
    return s.but(
        calH=h,
        Z=np.exp(-s.beta * np.linalg.eigvalsh(h)).sum(),
        rest=rest,
        eye=rest.eye,
        X=rest.x[0],
        Zo=rest.z[0],
        w=s.omega,
        b0=b,
        d0=d,
        lam=s.lam[0],
        kappa=s.kappa[0],
        w1=s.Omegas[0],
        w2=s.Upsilons[0],
        HB=free,
        Hint=rest.x[0] @ _force(s, b, d),
        Hmn=free + rest.on_spins(tilted),
        ZB=np.trace(expm(-s.beta * free)).real / 2,
        sigma_at=lambda tau: rest.on_spins(expm(tau * tilted) @ operators.X @ expm(-tau * tilted)),
        tau=source.number(0.3, 0.8),
    )


def _bosons(s, b, d) -> np.ndarray:
    return s.Omegas[0] * b.T @ b + s.Upsilons[0] * d.T @ d


def _force(s, b, d) -> np.ndarray:
    return s.f2 * s.lam[0] * (b + b.T) + s.g2 * s.kappa[0] * (d + d.T)


def configurations(s):
    """Return the trace over the inputs configuration by configuration, from eigenvectors of each block."""
    size = len(s.Hmn)
    starts = range(0, len(s.calH), size)
    blocks = (s.calH[i : i + size, i : i + size] for i in starts)
    return sum(operators.function(block, lambda e: np.exp(-s.beta * e)) for block in blocks)


def reduced(s):
    """Return the output's exact state: Gibbs state of the whole, traced over the inputs (left) and the baths (right)."""
    whole, size = operators.gibbs(s.calH, s.beta), len(s.Hmn)
    blocks = whole.reshape(len(whole) // size, size, len(whole) // size, size)
    return operators.partial_trace_right(sum(blocks[i, :, i, :] for i in range(len(blocks))), 2)


def own_average(s):
    return (operators.average(operators.gibbs(s.H, s.beta), s.s[2][0]),)


def bath_trace(s):
    """Return the plain bath trace of e^{-beta H_B} A over Z_B, for a generic A."""
    size = s.rest.bath_dimension
    weights = np.exp(-s.beta * np.diag(s.HB)[:size])
    blocks = s.Hmn.reshape(2, size, 2, size)
    return (sum(w * blocks[:, k, :, k] for k, w in enumerate(weights)) / weights.sum(),)


def rotated_coupling(s):
    values, vectors = np.linalg.eigh(s.Hmn)
    inner = vectors.conj().T @ s.Hint @ vectors
    return (vectors @ (inner * np.exp(s.tau * np.subtract.outer(values, values))) @ vectors.conj().T,) * 2


def boltzmann(s):
    return (operators.function(s.Hmn + s.Hint, lambda e: np.exp(-s.beta * e)),)


def averaged(source, *numbers: int) -> Sample:
    """Add the two averages: ``avB`` of Eq. (112), of an operator on output and baths."""
    s = traced(source, *numbers)
    trace, weight = s.rest.trace_bath, expm(-s.beta * s.HB)
    return s.but(TrB=trace, avB=lambda a: trace(weight @ a) / s.ZB, traced=configurations(s))


def by_sectors(source) -> Sample:
    """Add the coupling of each sector in the interaction picture."""
    s = averaged(source, 3, 2, 2)
    return s.but(sectors=[_sector(s, m, n) for m, n in product(range(s.M + 1), range(s.N + 1))])


def _sector(s, m: int, n: int) -> Sample:
    tilted = s.omega / 2 * operators.Z - bias(s, m, n) / 2 * operators.X
    values, vectors = np.linalg.eigh(s.HB + s.rest.on_spins(tilted))
    start = vectors.T @ s.Hint @ vectors

    @cache
    def at(tau):
        return vectors @ rotate(start, values, tau) @ vectors.T

    return Sample(m=m, n=n, tilted=tilted, Hint=at)
