"""Exact equilibrium of the output spin at any coupling: all biases, all input spins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.exact.ground import frozen, ground_state, of_ground_state, require_bias
from autocoherence.exact.kernel import MergedBath, in_order, merged_bath
from autocoherence.exact.solver import Problem, solved, tolerance
from autocoherence.exact.state import BiasedSpin, Equilibrium, Mixtures, Quantities
from autocoherence.exact.system import Spin
from autocoherence.input_spins import arm_tuple, batches, bias_distribution, points
from autocoherence.model import Arm, broadcast_shape, frequency, inverse_temperature, real_array, require_bath
from autocoherence.types import Arms, Bath

__all__ = ["BiasedSpin", "Equilibrium", "biased_spin_equilibrium", "exact_equilibria", "exact_equilibrium"]


def biased_spin_equilibrium(
    beta: ArrayLike, omega: ArrayLike, bias: ArrayLike, bath: Bath, f_out: ArrayLike, *, rtol: float = 1e-8
) -> BiasedSpin:
    r"""Exact equilibrium of a biased spin in its bath, at any coupling and for all biases together.

    .. math::
        H = \frac\omega2\sigma^z - \frac\epsilon2\sigma^x + f_2\,\sigma^x\sum_k\lambda_k(b_k + b_k^\dagger) + H_B,\qquad
        z(\epsilon) = \frac{{\rm Tr}\,e^{-\beta H}}{{\rm Tr}\,e^{-\beta H_B}},\qquad
        \langle\sigma^x\rangle = \frac2\beta\,\frac{d\ln z}{d\epsilon}

    The bath's imaginary-time kernel is fitted by a few oscillators and a static field, which are diagonalized with
    the spin in an adaptive basis; the accuracy is raised until two answers agree.

    Paper: the exponentials of Eqs. (60) and (61), which it leaves to numerics.

    Valid at any coupling; converges to ``rtol`` for weak and moderate ones (see docs/exact.md), and says so if not.

    Parameters
    ----------
    beta, omega, bias, f_out : array_like
        Inverse temperature (``inf`` for the ground state, of a bias that is not 0), spin frequency
        :math:`\omega \ge 0`, bias :math:`\epsilon`, coupling; they broadcast. Many biases at equal other parameters
        cost little more than one.
    bath : PowerLawBath, DiscreteBath or SpectralDensityBath
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
    >>> [round(float(value), 7) + 0.0 for value in state.coherence], bool(state.converged.all())
    ([0.0, 0.4911955], True)
    """
    beta, omega = inverse_temperature(beta), frequency("omega", omega)
    bias, f_out = real_array("bias", bias), real_array("f_out", f_out)
    require_bath(bath)
    rtol = tolerance(rtol)
    shape = broadcast_shape(beta=beta, omega=omega, bias=bias, f_out=f_out)
    flat = [np.broadcast_to(a, shape).ravel() for a in (beta, omega, f_out, bias)]
    problems, members = np.unique(np.array(flat[:3]), axis=1, return_inverse=True)
    columns = np.empty((3, 3, flat[0].size))  # values, errors, verdicts; quantity; point
    if np.any(cold := np.isinf(flat[0])):
        require_bias(np.min(flat[1][cold]), flat[3][cold])
    for k, (one_beta, one_omega, one_f) in enumerate(problems.T):
        here = np.ravel(members) == k
        count = np.count_nonzero(here)
        alone = Mixtures(flat[3][here], np.zeros(count), np.arange(count), np.tanh(one_beta * one_omega / 2))
        columns[..., here] = _solved(one_beta, one_omega, merged_bath([bath], [one_f]), alone, rtol)
    return _equilibrium(columns.reshape(3, 3, *shape))


def exact_equilibrium(beta: ArrayLike, omega_out: ArrayLike, arms: Arms, *, rtol: float = 1e-8) -> Equilibrium:
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
        Inverse temperature (``inf`` for the ground state) and frequency of the output spin.
    arms : Arm or list of Arm
    rtol : float
        Relative accuracy asked for, between 1e-11 and 0.1.

    Returns
    -------
    Equilibrium
        ``coherence`` and ``polarization`` are :math:`\langle\sigma^x\rangle`, :math:`\langle\sigma^z\rangle`;
        ``log_partition`` is :math:`\ln Z/Z_B`.

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
    (-0.0724047, True)
    """
    rtol = tolerance(rtol)
    shape, problems = points(beta, omega_out, arms, frozen=True)
    columns = [_one_bath(one_beta, omega, [here], rtol) for one_beta, omega, here in problems]
    return _equilibrium(np.moveaxis(np.reshape(columns, (*shape, 3, 3)), (-2, -1), (0, 1)))


def exact_equilibria(beta: float, omega_out: float, systems: Sequence[Arms], *, rtol: float = 1e-8) -> Equilibrium:
    r"""`exact_equilibrium` for many sets of input spins on the same baths: one bath problem serves them all.

    .. math:: \langle\sigma^x\rangle_S = \frac{\sum_\epsilon w_S(\epsilon)\,z(\epsilon)\,m(\epsilon)}
              {\sum_\epsilon w_S(\epsilon)\,z(\epsilon)}

    with the weights :math:`w_S` of the biases that the set S of input spins makes, and one z and m for all sets.

    The output spin sees its input spins only through its bias, so that a curve against their number M costs no more
    than its largest M.

    Paper: Eqs. (60) and (61), as functions of M and N.

    Valid as `exact_equilibrium`.

    Parameters
    ----------
    beta, omega_out : float
        Inverse temperature (``inf`` for the ground state) and frequency of the output spin.
    systems : list of (Arm or list of Arm)
        Each is a choice of ``arms`` with the same baths and ``f_out`` in the same order.
    rtol : float
        Relative accuracy asked for, between 1e-11 and 0.1.

    Returns
    -------
    Equilibrium
        Arrays with one entry per system.

    Raises
    ------
    ValueError
        As `exact_equilibrium`, or if baths or ``f_out`` differ between systems.

    Examples
    --------
    >>> from autocoherence.model import Arm, PowerLawBath
    >>> bath = PowerLawBath(0.1, 1.0, 1.0)
    >>> arms = [Arm(bath, f_in=0.5, f_out=0.3, omega_in=[1.0] * count) for count in (1, 2, 3)]
    >>> [round(float(value), 6) for value in exact_equilibria(2.0, 1.0, arms).coherence]
    [-0.034875, -0.072405, -0.112233]
    """
    rtol = tolerance(rtol)
    if not isinstance(systems, list | tuple):
        raise ValueError(f"systems = {systems!r}; valid: a list whose entries are an Arm or a list of arms each")
    if not systems:
        raise ValueError("systems is empty; valid: at least one Arm or list of arms")
    beta, omega_out = inverse_temperature(beta), frequency("omega_out", omega_out)
    groups = [arm_tuple(system) for system in systems]
    for arms in groups:
        if shape := broadcast_shape(beta=beta, omega_out=omega_out, **batches(arms)):
            raise ValueError(f"beta, omega_out or an arm has the shape {shape}; valid: one number each")
    common = [[(arm.bath, float(arm.f_out)) for arm in arms] for arms in groups]
    if any(one != common[0] for one in common):
        raise ValueError("systems differ in their baths or f_out; valid: the same baths and f_out, in the same order")
    return _equilibrium(_one_bath(float(beta), float(omega_out), groups, rtol))


def _equilibrium(columns: np.ndarray) -> Equilibrium:
    """Name the columns: values, errors, verdicts of coherence, polarization, ln Z."""
    values, errors, verdicts = columns[0], columns[1], columns[2].astype(bool)
    whole = errors[0], verdicts.all(axis=0)
    coherence, polarization, log_partition, error, converged = (one[()] for one in (*values, *whole))
    parts = Quantities(*(one[()] for one in errors)), Quantities(*(one[()] for one in verdicts))
    return Equilibrium(coherence, polarization, log_partition, error, converged, *parts)


def _one_bath(beta: float, omega: float, systems: Sequence[Sequence[Arm]], rtol: float) -> np.ndarray:
    """Values, errors and verdicts (3, quantity, system) for input spins that differ and a bath that does not."""
    warm = frozen(omega, [arm for arms in systems for arm in arms]) if np.isinf(beta) else beta
    each = [bias_distribution(warm, omega, in_order(arms)) for arms in systems]
    bias, log_weight = np.concatenate([one.bias for one in each]), np.concatenate([one.log_weight for one in each])
    bath = merged_bath([arm.bath for arm in systems[0]], [float(arm.f_out) for arm in systems[0]])
    starts = np.cumsum([0, *(one.bias.size for one in each[:-1])])
    return _solved(beta, omega, bath, Mixtures(bias, log_weight, starts, np.tanh(beta * omega / 2)), rtol)


def _solved(beta: float, omega: float, bath: MergedBath, mixed: Mixtures, rtol: float) -> np.ndarray:
    if np.isinf(beta):
        return of_ground_state(ground_state(Spin(omega), omega, bath, mixed.bias, rtol), mixed)
    largest = max(np.max(np.abs(mixed.bias)), 1e-3 / beta)  # a curve, even if only its centre is asked for
    return np.array(solved(Problem([Spin(omega)], beta, omega, bath, largest, rtol), mixed))
