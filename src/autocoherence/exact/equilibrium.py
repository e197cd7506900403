"""Exact equilibrium of the output spin at any coupling: public functions and the refinement that tells their error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from autocoherence.exact.curve import BasisTooLarge, bias_curve, count_states
from autocoherence.exact.frame import SmallSystem, spin
from autocoherence.exact.kernel import KernelFit, merged_bath
from autocoherence.input_spins import bias_distribution, points
from autocoherence.model import broadcast_shape, frequency, inverse_temperature, real_array, real_number

__all__ = ["BiasedSpin", "Equilibrium", "biased_spin_equilibrium", "exact_equilibrium"]

MOST_STATES = 400  # of the oscillators together
DEEPEST = 12  # refinement levels
ROUNDING = 1e-13  # of the interpolants


@dataclass(frozen=True, eq=False)
class BiasedSpin:
    r"""Equilibrium of a biased spin, arrays of the arguments' common shape.

    ``error`` estimates the absolute error of ``coherence``; ``converged`` says whether coherence and log_partition moved by
    less than ``rtol`` in the last refinement.
    """

    coherence: np.ndarray
    log_partition: np.ndarray
    error: np.ndarray
    converged: np.ndarray


@dataclass(frozen=True, eq=False)
class Equilibrium:
    r"""Equilibrium of the output spin, arrays of the arguments' common shape; ``error`` is that of ``coherence``."""

    coherence: np.ndarray
    polarization: np.ndarray
    log_partition: np.ndarray
    error: np.ndarray
    converged: np.ndarray


def refined(system: SmallSystem, beta, omega, bath, largest_bias, rtol, average, flips, evaluate):
    """Evaluate curves of growing accuracy until two agree; return the last values and by how much the last two differ.

    One level is ten times less misfit of the kernel and a thirtieth of the importance cut; the difference of two levels is
    then an upper estimate of the error of the better one. ``evaluate(curve)`` returns rows, compared against ``rtol``.
    """
    fit = KernelFit(bath, beta, omega)

    def level_bath(level):
        return fit.best(0.3 * 10.0**-level), 10.0 ** (-1 - 1.2 * level)

    def values(level):
        effective, cut = level_bath(level)
        digits = max(level + 2, 2 - np.log10(rtol))
        return evaluate(bias_curve(system, beta, effective, largest_bias, digits, cut, MOST_STATES, average, flips))

    start = max(2, int(np.ceil(-np.log10(rtol))))
    while start > 1 and count_states(system, beta, *level_bath(start + 1), largest_bias) > MOST_STATES:
        start -= 1
    results = []
    for level in range(start, DEEPEST):
        try:
            results.append(values(level))
        except BasisTooLarge:
            break
        if len(results) > 1 and np.all(np.abs(results[-1] - results[-2]) <= rtol * np.abs(results[-1]) + ROUNDING):
            break
    if len(results) == 1 and start > 1:
        results.insert(0, values(start - 1))
    if not results:
        load = beta * np.sum(bath.weights)
        raise ValueError(
            f"f_out is too large for this temperature: beta f_out^2 Omega = {load:g} needs more than {MOST_STATES} states "
            "of the effective oscillators; valid: a smaller f_out or beta"
        )
    return results[-1], np.abs(results[-1] - results[-2]) if len(results) > 1 else np.full_like(results[-1], np.inf)


def _spin_average(omega):
    """Coherence and polarization from the populations of sigma^x and the hopping energy omega <sigma^z>/2."""
    return lambda populations, hops: (populations[0] - populations[1], 2 * hops / omega if omega else 0.0)


def _spin_flips(rows):
    """Under a reversed bias only the coherence changes its sign."""
    return rows * np.array([1.0, -1.0, 1.0])


def biased_spin_equilibrium(beta, omega, bias, bath, f_out, *, rtol=1e-8) -> BiasedSpin:
    r"""Exact equilibrium of a biased spin in its bath, at any coupling and for all biases together.

    .. math::
        H = \frac\omega2\sigma^z - \frac\epsilon2\sigma^x + f_2\,\sigma^x\sum_k\lambda_k(b_k + b_k^\dagger) + H_B,\qquad
        z(\epsilon) = \frac{{\rm Tr}\,e^{-\beta H}}{{\rm Tr}\,e^{-\beta H_B}},\qquad
        \langle\sigma^x\rangle = \frac2\beta\,\frac{d\ln z}{d\epsilon}

    The bath's imaginary-time kernel is fitted by a few oscillators and a static field, which are diagonalized with the spin
    in an adaptive basis; the accuracy is raised until two answers agree.

    Paper: the exponentials of Eqs. (60) and (61), which it leaves to numerics.

    Valid at any coupling; converges to ``rtol`` for weak and moderate ones (see docs/exact.md), and says so if not.

    Parameters
    ----------
    beta, omega, bias, f_out : array_like
        Inverse temperature (finite), spin frequency :math:`\omega \ge 0`, bias :math:`\epsilon`, coupling; they broadcast.
        Many biases at equal other parameters cost little more than one.
    bath : PowerLawBath or DiscreteBath
    rtol : float
        Relative accuracy asked for, between 1e-11 and 0.1.

    Returns
    -------
    BiasedSpin
        ``coherence`` has the sign of ``bias``; ``log_partition`` is :math:`\ln z`, relative to the free bath.

    Raises
    ------
    ValueError
        For a parameter out of range, or a coupling too strong even for a rough answer.

    Examples
    --------
    >>> from autocoherence.model import PowerLawBath
    >>> state = biased_spin_equilibrium(5.0, 1.0, [0.0, 0.5], PowerLawBath(0.1, 1.0, 1.0), f_out=1.0)
    >>> [round(float(value), 7) for value in state.coherence], bool(state.converged.all())
    ([0.0, 0.4911628], True)
    """
    beta, omega = _finite(beta), frequency("omega", omega)
    bias, f_out = real_array("bias", bias), real_array("f_out", f_out)
    rtol = _tolerance(rtol)
    shape = broadcast_shape(beta=beta, omega=omega, bias=bias, f_out=f_out)
    flat = [np.broadcast_to(a, shape).ravel() for a in (beta, omega, f_out, bias)]
    problems, members = np.unique(np.array(flat[:3]), axis=1, return_inverse=True)
    values, moves = np.empty((2, flat[0].size)), np.empty((2, flat[0].size))
    for k, (one_beta, one_omega, one_f) in enumerate(problems.T):
        here = np.ravel(members) == k
        biases = flat[3][here]
        values[:, here], moves[:, here] = refined(
            spin(one_omega),
            one_beta,
            one_omega,
            merged_bath([bath], [one_f]),
            np.max(np.abs(biases)),
            rtol,
            _spin_average(one_omega),
            _spin_flips,
            lambda curve, biases=biases: curve(biases)[[1, 0]],
        )
    converged = np.all(moves <= rtol * np.abs(values) + ROUNDING, axis=0)
    return BiasedSpin(*(a.reshape(shape)[()] for a in (values[0], values[1], moves[0], converged)))


def exact_equilibrium(beta, omega_out, arms, *, rtol=1e-8) -> Equilibrium:
    r"""Exact equilibrium of the output spin with all its input spins and baths, at any coupling.

    .. math::
        \langle\sigma^x\rangle = \frac{\sum_{mn\dots} w_{mn\dots}\,z(\omega_{mn\dots})\,m(\omega_{mn\dots})}
        {\sum_{mn\dots} w_{mn\dots}\,z(\omega_{mn\dots})}

    with z and m of `biased_spin_equilibrium` for all baths under one time-ordered exponential, and the weights of the
    input spins.

    Paper: Eqs. (60) and (61) without any expansion.

    Valid as `biased_spin_equilibrium`; the number of input spins does not matter.

    Parameters
    ----------
    beta, omega_out : array_like
        Inverse temperature (finite) and frequency of the output spin.
    arms : Arm or list of Arm
    rtol : float
        Relative accuracy asked for, between 1e-11 and 0.1.

    Returns
    -------
    Equilibrium
        ``coherence`` and ``polarization`` are :math:`\langle\sigma^x\rangle`, :math:`\langle\sigma^z\rangle`; ``log_partition``
        is :math:`\ln Z/Z_B`.

    Raises
    ------
    ValueError
        For a parameter out of range, or a coupling too strong even for a rough answer.

    Examples
    --------
    >>> from autocoherence.model import Arm, PowerLawBath
    >>> arm = Arm(PowerLawBath(0.1, 1.0, 1.0), f_in=0.5, f_out=0.3, omega_in=[1.0, 1.0])
    >>> state = exact_equilibrium(2.0, 1.0, arm)
    >>> round(float(state.coherence), 7), bool(state.converged)
    (-0.0724024, True)
    """
    rtol = _tolerance(rtol)
    shape, problems = points(beta, omega_out, arms)
    solved = [_one_equilibrium(*problem, rtol) for problem in problems]
    values, moves = (np.array([pair[k] for pair in solved]).reshape(*shape, 3) for k in (0, 1))
    converged = np.all(moves <= rtol * np.abs(values) + ROUNDING, axis=-1)
    columns = values[..., 0], values[..., 1], values[..., 2], moves[..., 0], converged
    return Equilibrium(*(column[()] for column in columns))


def _one_equilibrium(beta, omega, arms, rtol):
    distribution = bias_distribution(beta, omega, arms)
    bath = merged_bath([arm.bath for arm in arms], [float(arm.f_out) for arm in arms])

    def evaluate(curve):
        log_z, coherence, polarization = curve(distribution.bias)
        exponents = distribution.log_weight + log_z
        weights = np.exp(exponents - exponents.max())
        means = np.array([coherence, polarization]) @ (weights / weights.sum())
        return np.array([*means, logsumexp(exponents)])

    largest = np.max(np.abs(distribution.bias))
    return refined(spin(omega), beta, omega, bath, largest, rtol, _spin_average(omega), _spin_flips, evaluate)


def _finite(beta):
    beta = inverse_temperature(beta)
    if np.any(np.isinf(beta)):
        raise ValueError("beta = inf is out of range; valid: finite beta (a large one for the cold limit)")
    return beta


def _tolerance(rtol):
    rtol = real_number("rtol", rtol)
    if not 1e-11 <= rtol <= 0.1:
        raise ValueError(f"rtol = {rtol:g} is out of range; valid: 1e-11 <= rtol <= 0.1")
    return rtol
