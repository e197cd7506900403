"""Several output spins on the same baths: the multiplexing of Section 5 at any coupling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import comb, logsumexp

from autocoherence.exact.curve import Evaluated, Known
from autocoherence.exact.ground import frozen, ground_state, require_one
from autocoherence.exact.kernel import in_order, merged_bath
from autocoherence.exact.solver import Problem, solved, tolerance
from autocoherence.exact.system import SmallSystem
from autocoherence.input_spins import BiasDistribution, bias_distribution, points
from autocoherence.model import Arm, frequency
from autocoherence.types import Arms

__all__ = ["Outputs", "exact_outputs"]

LARGEST = 128  # states of all outputs, those of equal frequency taken together


@dataclass(frozen=True, eq=False)
class Outputs:
    r"""Equilibrium of P output spins; leading axes are the common shape of the arguments.

    ``coherence`` (..., P) and ``covariance`` (..., P, P) are those of the :math:`\sigma^x_a`; ``error`` (...)
    estimates the largest absolute error among both.
    """

    coherence: np.ndarray
    covariance: np.ndarray
    log_partition: np.ndarray
    error: np.ndarray
    converged: np.ndarray


@dataclass(frozen=True, eq=False)
class Multiplet(SmallSystem):
    """One multiplet of collective spins: how often it occurs, and the value of each group's total sigma^x (group,
    state)."""

    multiplicity: float
    totals: np.ndarray

    def averages(self, populations: np.ndarray, hops: np.ndarray) -> np.ndarray:
        """Return the means of the totals, and of all products of two."""
        first, second = np.triu_indices(len(self.totals))
        return populations @ np.vstack([self.totals, self.totals[first] * self.totals[second]]).T


def exact_outputs(beta: ArrayLike, omega_out: ArrayLike, arms: Arms, *, rtol: float = 1e-6) -> Outputs:
    r"""Exact coherences and covariances of P output spins that couple alike to the same baths.

    .. math::
        H = \sum_a \frac{\omega_a}{2}\sigma^z_a + \sum_{\rm arms}\Big[\sum_j\Big(\frac{\omega_j}{2} +
        f_1^{(j)}B\Big)\sigma^z_j + f_2 B\sum_a\sigma^x_a\Big] + H_B,\qquad B = \sum_k\lambda_k(b_k + b_k^\dagger)

    The input spins shift the bias of :math:`X=\sum_a\sigma^x_a`; outputs of equal frequency form collective spins, so
    that P equal outputs cost P + 1 states, not :math:`2^P`. In the ground state they are those of largest spin: no
    off-diagonal element of H is positive in the eigenbasis of the :math:`\sigma^x_a` and of the bath's positions, so
    that no sign of it changes, and it has the symmetry of the outputs.

    Paper: Section 5 beyond leading order; Eqs. (32), (42)-(49) are its weak-coupling limit.

    Parameters
    ----------
    beta : array_like
        Inverse temperature (``inf`` for the ground state).
    omega_out : array_like, shape (..., P)
        Frequencies of the outputs on the last axis.
    arms : Arm or list of Arm
        ``f_out`` of an arm is the coupling of every output to its bath.
    rtol : float
        Accuracy asked for, between 1e-11 and 0.1: absolute, for all these numbers are of order one.

    Returns
    -------
    Outputs

    Raises
    ------
    ValueError
        For a parameter out of range, or a coupling too strong even for a rough answer.

    Examples
    --------
    >>> from autocoherence.model import Arm, PowerLawBath
    >>> arm = Arm(PowerLawBath(0.01, 1.0, 1.0), f_in=0.5, f_out=0.5, omega_in=[1.0, 1.0])
    >>> state = exact_outputs(2.0, [1.0, 1.0], arm)
    >>> [round(float(value), 5) for value in state.coherence], bool(state.covariance[0, 1] > 0)
    ([-0.01175, -0.01175], True)
    """
    rtol, omega_out = tolerance(rtol), np.atleast_1d(frequency("omega_out", omega_out))
    if not omega_out.size:
        raise ValueError("omega_out is empty; valid: at least one output spin on the last axis")
    index = np.arange(int(np.prod(omega_out.shape[:-1]))).reshape(omega_out.shape[:-1])
    rows = omega_out.reshape(-1, omega_out.shape[-1])
    # the frequencies of one point travel as the number of their row
    shape, problems = points(beta, index, arms, frozen=True)
    solved = [_one_point(one_beta, rows[int(row)], here, rtol) for one_beta, row, here in problems]
    count = rows.shape[-1]
    columns = zip(*solved, strict=True) if solved else [[]] * 5
    cores = (count,), (count, count), (), (), ()
    arrays = (np.array(column).reshape(shape + core) for column, core in zip(columns, cores, strict=True))
    return Outputs(*(array[()] for array in arrays))


def _one_point(
    beta: float, omegas: np.ndarray, arms: list[Arm], rtol: float
) -> tuple[np.ndarray, np.ndarray, float, float, bool]:
    groups, member, sizes = np.unique(omegas, return_inverse=True, return_counts=True)
    if (largest := float(np.prod(sizes + 1.0))) > LARGEST:
        raise ValueError(
            f"omega_out = {np.array2string(omegas, threshold=6)} makes {largest:.0f} states; valid: at most {LARGEST}, "
            "the product of one more than the number of outputs of each frequency"
        )
    finite = frozen(float(groups[0]), arms) if np.isinf(beta) else beta
    distribution = bias_distribution(finite, float(groups[-1]), in_order(arms), outputs=omegas.size)
    spins = list(product(*(_spins(size) for size in sizes)))
    spins = spins[: 1 if np.isinf(beta) else None]  # no other has a ground state as low
    multiplets = [_multiplet(groups, one) for one in spins]
    problem, upper = _problem(beta, groups, multiplets, arms, distribution.bias, rtol), np.triu_indices(len(groups))
    multiplicities = np.log([[multiplet.multiplicity] for multiplet in multiplets])

    def evaluate(curves: Sequence[Known]) -> Evaluated:
        values = np.array([curve(distribution.bias) for curve in curves])
        exponents = values[:, 0] + distribution.log_weight + multiplicities
        weights = np.exp(exponents - exponents.max())
        weights /= weights.sum()
        coherence, covariance = _per_spin(np.einsum("bqe,be->q", values[:, 1:], weights), sizes, member, upper)
        mixed, total = (1.0, logsumexp(exponents)) if finite == beta else (_mixed(distribution, weights[0]), 0.0)

        def errors(relative: np.ndarray) -> float:
            return max(mixed * relative[0], *relative[1:])

        return np.concatenate([coherence, covariance.ravel(), [total]]), errors, 1.0

    values, errors, verdicts = solved(problem, evaluate)
    count = omegas.size
    coherence, covariance = values[:count], values[count:-1].reshape(count, count)
    if np.isinf(beta):
        require_one(coherence[0] == 0 and not distribution.bias.all())
        values[-1] = np.inf
    return coherence, covariance, values[-1], np.max(errors[:-1]), bool(np.all(verdicts))


def _problem(
    beta: float, groups: np.ndarray, multiplets: list[Multiplet], arms: list[Arm], biases: np.ndarray, rtol: float
) -> Problem:
    bath = merged_bath([arm.bath for arm in arms], [float(arm.f_out) for arm in arms])
    if np.isinf(beta):
        return ground_state(multiplets[0], groups, bath, biases, rtol)
    return Problem(multiplets, beta, groups, bath, max(np.max(np.abs(biases)), 1e-3 / beta), rtol)


def _mixed(distribution: BiasDistribution, weights: np.ndarray) -> float:
    """The share of biases that are not the likeliest or its opposite: it depends on ln z."""
    sizes = np.abs(distribution.bias)
    return float(np.sum(weights[np.abs(sizes - sizes[np.argmax(weights)]) > 1e-12 * np.max(sizes)]))


def _per_spin(
    moments: np.ndarray, sizes: np.ndarray, member: np.ndarray, upper: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Single-spin coherences and covariances from the moments of the groups' totals."""
    first = moments[: sizes.size] / sizes
    second = np.zeros((sizes.size, sizes.size))
    second[upper] = moments[sizes.size :]
    second = second + np.triu(second, 1).T
    pairs = np.outer(sizes, sizes) - np.diag(sizes)  # ordered pairs of different spins
    means = (second - np.diag(sizes)) / np.maximum(pairs, 1)
    coherence, joint = first[member], means[np.ix_(member, member)]
    np.fill_diagonal(joint, 1.0)
    return coherence, joint - np.outer(coherence, coherence)


def _spins(size: int) -> list[tuple[float, int]]:
    """Spins j that ``size`` spins 1/2 add up to, with their multiplicities."""
    return [(size / 2 - k, comb(size, k, exact=True) - comb(size, k - 1, exact=True)) for k in range(size // 2 + 1)]


def _multiplet(omegas: np.ndarray, spins: Sequence[tuple[float, int]]) -> Multiplet:
    r"""Product of collective spins in the eigenbasis of their :math:`S^x`, where :math:`S^z` hops to the neighbours."""
    hopping, totals, multiplicity = np.zeros((1, 1)), np.zeros((0, 1)), 1.0
    for omega, (j, times) in zip(omegas, spins, strict=True):
        m = np.arange(j, -j - 0.5, -1.0)
        steps = omega / 2 * np.sqrt(j * (j + 1) - m[:-1] * m[1:])
        one = -np.diag(steps, 1) - np.diag(steps, -1)
        hopping = np.kron(hopping, np.eye(m.size)) + np.kron(np.eye(len(hopping)), one)
        totals = np.vstack([np.repeat(totals, m.size, axis=1), np.tile(2 * m, totals.shape[1])])
        multiplicity *= times
    signs = np.repeat([1.0, -1.0, 1.0], [1, len(totals), comb(len(totals) + 1, 2, exact=True)])
    return Multiplet(hopping, totals.sum(axis=0), signs, np.ones(signs.size), multiplicity, totals)
