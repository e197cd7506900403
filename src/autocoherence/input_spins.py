r"""The input spins of all arms, traced out exactly: which biases the output spin sees, and with which weight.

Their :math:`\sigma^z` are conserved. A configuration of an arm enters only through :math:`S=\sum_j f_1^{(j)}s_j`: it
shifts the bias of the output spin by :math:`4 f_2\Omega S` and has the weight
:math:`e^{\beta\Omega S^2}\sum_{\{s\}\to S} e^{-\beta\sum_j\omega_j s_j/2}` (paper, Eq. 108). Everything is kept as
logarithms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
from scipy.special import gammaln

from autocoherence.model import Arm, broadcast_shape, frequency, inverse_temperature, shown

__all__ = ["BiasDistribution", "arm_tuple", "batches", "bias_distribution", "points"]

LARGEST = 4_000_000  # distinct biases that still fit in memory
NEGLIGIBLE = 60.0  # natural logarithm of a weight ratio far below double precision


Point: TypeAlias = tuple[float, float, list[Arm]]  # beta, omega_out, arms of one scalar problem


@dataclass(frozen=True, eq=False)
class BiasDistribution:
    """Distinct biases of the output spin and the logarithms of their (not normalized) weights."""

    bias: np.ndarray
    log_weight: np.ndarray


def arm_tuple(arms: object) -> tuple[Arm, ...]:
    """Return one arm or a sequence of them as a tuple."""
    group = (arms,) if isinstance(arms, Arm) else tuple(arms) if isinstance(arms, list | tuple) else ()
    if not group or not all(isinstance(arm, Arm) for arm in group):
        raise ValueError(f"arms = {shown(arms)}; valid: an Arm, or a list of at least one Arm")
    return group


def batches(arms: tuple[Arm, ...], f_out: bool = True) -> dict[str, np.ndarray]:
    """Return what of the arms broadcasts with other arguments, without the axis of the input spins, by its name."""
    arrays: dict[str, np.ndarray] = {}
    for k, arm in enumerate(arms):
        of = f" of arm {k}" if len(arms) > 1 else ""
        arrays |= {f"f_in{of}": arm.f_in[..., 0], f"omega_in{of}": arm.omega_in[..., 0]}
        arrays |= {f"f_out{of}": arm.f_out} if f_out else {}
    return arrays


def points(
    beta: object, omega_out: object, arms: object, frozen: bool = False
) -> tuple[tuple[int, ...], Iterator[Point]]:
    """Return the common shape and an iterator over scalar problems ``(beta, omega_out, arms)`` in its order.

    ``beta`` may be infinite for who asks for a ``frozen`` system.
    """
    arms = arm_tuple(arms)
    beta, omega_out = inverse_temperature(beta), frequency("omega_out", omega_out)
    if np.any(np.isinf(beta)) and not frozen:
        raise ValueError("beta = inf is out of range; valid: finite beta, for the weights are thermal")
    shape = broadcast_shape(beta=beta, omega_out=omega_out, **batches(arms))
    return shape, _iterate(shape, beta, omega_out, arms) if shape else iter([(float(beta), float(omega_out), [*arms])])


def _iterate(shape: tuple[int, ...], beta: np.ndarray, omega_out: np.ndarray, arms: tuple[Arm, ...]) -> Iterator[Point]:
    def at(array: np.ndarray, index: tuple[int, ...], core: int = 0) -> np.ndarray:
        return np.broadcast_to(array, shape + array.shape[array.ndim - core :])[index]

    for index in np.ndindex(shape):
        here = [Arm(a.bath, at(a.f_in, index, 1), at(a.f_out, index), at(a.omega_in, index, 1)) for a in arms]
        yield float(at(beta, index)), float(at(omega_out, index)), here


def bias_distribution(beta: float, omega_out: float, arms: Sequence[Arm], outputs: int = 1) -> BiasDistribution:
    r"""Return the distinct biases :math:`\omega_{mn\dots}` and log-weights of all arms together, negligible ones left
    out.

    Equal spins combine binomially and spins of equal :math:`|f_1|` but different frequency by a convolution, at a
    cost of (spins x distinct frequencies); different :math:`|f_1|` and different arms multiply their numbers of
    distinct biases, equal ones merged. A bias is left out only if an upper bound of its share, output spins (of
    frequencies up to ``omega_out``) included, is below :math:`e^{-60}`; a partial sum, only if whatever the other arms
    add leaves it there. The bounds are :math:`\beta|\epsilon|/2 \le \ln z(\epsilon) \le \beta R/2`, up to a constant.
    """
    slope = beta * outputs / 2
    each = [_arm_distribution(beta, arm) for arm in arms]
    each.sort(key=lambda one: (one.bias.size, one.bias.max()))  # so that no order of the arms is special
    floor = _reached(each, slope) - NEGLIGIBLE - sum(np.log(one.bias.size) for one in each)
    to_come = [np.max(one.log_weight + slope * np.abs(one.bias)) for one in each[2:]]
    total = each[0]
    for k, one in enumerate(each[1:], start=1):
        total = _outer(total, one, _Bound(slope, omega_out, floor - sum(to_come[k - 1 :])))
    keep = total.log_weight + slope * np.hypot(omega_out, total.bias) > floor
    return BiasDistribution(total.bias[keep], total.log_weight[keep])


@dataclass(frozen=True)
class _Bound:
    r"""What a partial sum of biases must reach, :math:`\ln w + \text{slope}\,\sqrt{\omega^2+\epsilon^2}` at least
    ``floor``, to matter in the end."""

    slope: float
    omega: float
    floor: float


def _reached(distributions: list[BiasDistribution], slope: float) -> float:
    r"""Return the largest :math:`\ln w + \text{slope}\,|\epsilon|` of all sums: for either sign a sum of maxima."""
    return max(sum((one.log_weight + side * one.bias).max() for one in distributions) for side in (slope, -slope))


def _arm_distribution(beta: float, arm: Arm) -> BiasDistribution:
    omega_in = np.where(arm.f_in < 0, -arm.omega_in, arm.omega_in)  # flip the spin instead of its coupling
    strengths = np.broadcast_to(np.abs(arm.f_in), omega_in.shape)
    total = reduce(_outer, [_group(beta, one, omega_in[strengths == one]) for one, _ in _counted(strengths)])
    reorganization, collective = arm.bath.reorganization_energy, total.bias
    log_weight = total.log_weight + beta * reorganization * collective**2
    return _merge(4 * float(arm.f_out) * reorganization * collective, log_weight)


def _counted(values: np.ndarray) -> list[tuple[float, int]]:
    """Distinct values and how many there are of each; most often all are equal, and need not be sorted."""
    if (values == values[0]).all():
        return [(float(values[0]), values.size)]
    return [(float(one), int(count)) for one, count in zip(*np.unique(values, return_counts=True), strict=True)]


def _group(beta: float, strength: float, omega_in: np.ndarray) -> BiasDistribution:
    """Sums of ``strength`` times sigma^z, for spins of one coupling: binomials of equal spins, convolved over the
    distinct frequencies."""
    ups = reduce(_log_convolve, [_number_of_ups(beta * omega, spins) for omega, spins in _counted(omega_in)])
    return BiasDistribution(strength * np.arange(1.0 - ups.size, ups.size, 2), ups)


def _number_of_ups(splitting: float, spins: int) -> np.ndarray:
    """Log-weights of 0 ... M equal spins up."""
    factorials = gammaln(np.arange(1.0, spins + 2))
    return factorials[-1] - factorials - factorials[::-1] - splitting * np.arange(-spins / 2, spins / 2 + 0.5)


def _log_convolve(long: np.ndarray, short: np.ndarray) -> np.ndarray:
    """Logarithm of the convolution of exponentials: no underflow in the tails, which the S^2 term may lift."""
    if long.size < short.size:
        long, short = short, long
    result = np.full(long.size + short.size - 1, -np.inf)
    for k, value in enumerate(short):
        window = result[k : k + long.size]
        np.logaddexp(window, long + value, out=window)
    return result


def _merge(bias: np.ndarray, log_weight: np.ndarray) -> BiasDistribution:
    """Join biases that agree to rounding."""
    rounding = 1e-13 * np.abs(bias).max()
    if (bias[1:] - bias[:-1] > rounding).all():
        return BiasDistribution(bias, log_weight)
    order = np.argsort(bias, kind="stable")
    bias, log_weight = bias[order], log_weight[order]
    start = np.flatnonzero(np.append(True, np.diff(bias) > rounding))
    return BiasDistribution(bias[start], np.logaddexp.reduceat(log_weight, start))


def _outer(one: BiasDistribution, two: BiasDistribution, bound: _Bound | None = None) -> BiasDistribution:
    """All sums of a bias of ``one`` and a bias of ``two``; of many, those out of bounds are left out."""
    pairs = [(slice(None), slice(None))]
    if bound and one.bias.size * two.bias.size > 10_000:
        pairs = _relevant_blocks(one, two, bound)
    size = sum(one.bias[i].size * two.bias[j].size for i, j in pairs)
    if size > LARGEST:
        raise ValueError(
            f"arms need {size} distinct biases; valid: at most {LARGEST} - give spins of one arm the same |f_in|, "
            "or couplings whose sums coincide"
        )
    bias = np.concatenate([np.add.outer(one.bias[i], two.bias[j]).ravel() for i, j in pairs])
    log_weight = np.concatenate([np.add.outer(one.log_weight[i], two.log_weight[j]).ravel() for i, j in pairs])
    return _merge(bias, log_weight)


def _relevant_blocks(
    one: BiasDistribution, two: BiasDistribution, bound: _Bound, size: int = 64
) -> list[tuple[slice, slice]]:
    """Pairs of slices of both that hold a sum within the bound."""
    starts = [np.arange(0, d.bias.size, size) for d in (one, two)]
    weight, low, high = (
        [reduce(getattr(d, name), s) for d, s in zip((one, two), starts, strict=True)]
        for reduce, name in (
            (np.maximum.reduceat, "log_weight"),
            (np.minimum.reduceat, "bias"),
            (np.maximum.reduceat, "bias"),
        )
    )
    largest = np.maximum(np.abs(np.add.outer(*low)), np.abs(np.add.outer(*high)))
    highest = np.add.outer(*weight) + bound.slope * np.hypot(bound.omega, largest)
    first, second = ([slice(start, start + size) for start in ends] for ends in starts)
    return [(first[i], second[j]) for i, j in np.argwhere(highest > bound.floor)]
