"""Two output spins on one bath: averages and covariance by matrices."""

from __future__ import annotations

import numpy as np

from ledger.exact import limits
from ledger.exact.number import Inexact
from ledger.sample import Sample
from paper.routes import fock, operators, raw, sectors
from paper.systems.sampling import couplings, either_way, in_any_order, modes, reorganization, spin_energies

DOMAIN = "M = {} input and 2 output spins, f1, f2 of both signs, 2 modes on either side of the outputs"


def multiplex(source, inputs: int = 2, count: int = 2) -> Sample:
    """Return ``inputs`` driving spins and two output spins x and y."""
    x, y, xi = in_any_order(source, (0.5, 1.0), (1.2, 1.8), (3.8, 4.4))
    omega = [source.number(0.4, 1.1) for _ in range(inputs)] + [x, y]
    s = outputs(source, source.number(0.8, 2.2), omega, modes(source, count, low=2.0, high=3.5))
    return s.but(xi=xi, tau=source.number(0.6, 0.8), taup=source.number(0.2, 0.5))


def outputs(source, beta, omega, bath) -> Sample:
    """Return the operators and energies of input spins and two output spins, whose frequencies are the last."""
    m, sigma, f = len(omega) - 2, operators.spins(len(omega)), couplings(source, "f1", "f2")
    return Sample(
        **f,
        beta=beta,
        omega=omega,
        x=omega[m],
        y=omega[m + 1],
        M=m,
        modes=bath,
        Omega=reorganization(bath),
        E=spin_energies(omega),
        sigma=sigma,
        eye=np.eye(len(sigma[0, 0])),
        X1=sigma[m, 0],
        X2=sigma[m + 1, 0],
        Y1=sigma[m, 1],
        Y2=sigma[m + 1, 1],
        F0=f["f1"] * sigma[:m, 2].sum(axis=0) + f["f2"] * (sigma[m, 0] + sigma[m + 1, 0]),
    )


def product(s):
    left, right = (raw.rotate(s.F0, s.E, t) for t in (s.tau, s.taup))
    return left @ right


def product_averages(s):
    state = operators.gibbs(np.diag(s.E), s.beta)
    return tuple(np.trace(state @ product(s) @ s.sigma[s.M + p][0]) for p in (0, 1))


def covariance(s):
    return raw.second_order(s.modes, s.beta, s.E, s.F0, s.X1 @ s.X2)


def exact_averages(s):
    """Return the exact <X1 X2>, <X1> and <X2> for the first mode alone."""
    inputs = [(s.f1, w) for w in s.omega[: s.M]]
    return sectors.two_outputs(s.beta, (s.x, s.y), inputs, s.f2, s.modes[:1], 14)


def exact_covariance(s):
    both, first, second = exact_averages(s)
    return both - first * second


def outputs_only(s, xi):
    """Return the correlation over 4 f2^2 for a mode with I = xi delta: the kernel at xi."""
    sigma = operators.spins(2)
    operator, observable = sigma[0, 0] + sigma[1, 0], sigma[0, 0] @ sigma[1, 0]
    return raw.second_order([(xi, np.sqrt(xi))], s.beta, spin_energies([s.x, s.y]), operator, observable) / 4


def fast_limit(s):
    sigma = operators.spins(2)
    operator, observable = sigma[0, 0] + sigma[1, 0], sigma[0, 0] @ sigma[1, 0]
    return raw.instantaneous(s.beta, spin_energies([s.x, s.y]), operator, observable) / 4


def exact_moments(source) -> Sample:
    """Return an exactly solved system with its averages of both outputs."""
    s = multiplex(source, 1, 1)
    state = fock.state(np.diag(s.E), [(s.F0, s.modes)], s.beta, 16)
    mean = lambda o: operators.average(state, o)
    variances = [variance(mean, o) for o in (s.X1 + s.X2, s.X1, s.X2)]
    half = (variances[0] - variances[1] - variances[2]) / 2
    return s.but(x1x2=mean(s.X1 @ s.X2), x1=mean(s.X1), x2=mean(s.X2), half_sum_rule=half)


def any_state(source) -> Sample:
    """Return the averages of two outputs in a generic state, with a symbol for the one root that (42) takes."""
    state, root = source.numbers(0, 1, (4, 4)), source.number()
    (x1, x2), norm = operators.spins(2)[:, 0].real.astype(int), sum(np.diag(state))
    mean = lambda operator: np.sum(state.T * operator) / norm
    square = variance(mean, x1 + x2) - variance(mean, x1) - variance(mean, x2)

    def sqrt(value):
        if value != square / 2:
            raise Inexact("another root than that of the mixed part of the variance")
        return root

    return Sample(x1x2=mean(x1 @ x2), x1=mean(x1), x2=mean(x2), sqrt=sqrt, root=root)


def variance(mean, operator):
    return mean(operator @ operator) - mean(operator) ** 2


def bounds(s):
    return {"value": covariance(s) / (4 * s.f2**2 * s.Omega), "low": outputs_only(s, 1e-4), "high": fast_limit(s)}


def bounded(source) -> Sample:
    """Return a system whose input coupling is weak or strong."""
    weak = source.choice((True, False))
    omega = [source.number(0.4, 0.8), source.number(0.5, 1.0), source.number(1.2, 1.8)]
    s = outputs(source, source.number(1.0, 1.6), omega, [(source.number(1.9, 2.5), 0.4)])
    f1 = source.choice((1, -1)) * (0.003 if weak else source.number(0.9, 1.2))
    f2 = source.choice((1, -1)) * 0.01
    return s.but(weak=weak, f1=f1, f2=f2, F0=f1 * s.sigma[0, 2] + f2 * (s.X1 + s.X2))


def exact_bounds(s):
    """Return the exact covariance (42), beyond any order, beside both limits."""
    state = fock.state(np.diag(s.E), [(s.F0, s.modes)], s.beta, 24)
    both, first, second = (operators.average(state, o) for o in (s.X1 @ s.X2, s.X1, s.X2))
    return bounds(s) | {"value": (both - first * second) / (4 * s.f2**2 * s.Omega)}


def warm(source) -> Sample:
    return multiplex(source, 1).but(beta=1e-3)


def cold(source) -> Sample:
    """Return beta omega >> 1, with modes that are frozen out too or thermally occupied."""
    low = source.choice((24.0, 0.3))
    omega = [20.0, *either_way(source, (21, 23), (44, 48))]
    return outputs(source, 1.0, omega, modes(source, 2, low=low, high=1.6 * low)).but(lowest=low)


def all_cold(source) -> Sample:
    """Return the generic system, for the limit in which bath and spins are cold."""
    return multiplex(source, 1, 1).but(lowest=11)


def slow_limit(s):
    return (limits.finite(limits.at_zero(outputs_only(s, s.xi), s.xi)),)


def hot_limit(s):
    """Return the leading power of beta, with its coefficient."""
    power, coefficient = limits.at_zero(covariance(s), s.beta)
    return (coefficient * s.beta**power,)


def cold_limit(s):
    return (limits.finite(limits.at_infinity(covariance(s), s.beta)),)


RESONANCES = ("none", "xi = x", "xi = y", "x = y", "xi = x = y")


def resonant(source) -> Sample:
    """Return frequencies on each side of each other, and on every resonance."""
    case, swap = source.choice(RESONANCES), source.choice((True, False))
    x, y, xi = source.number(0.5, 1.0), source.number(1.2, 2.0), source.number(0.3, 3.0)
    x, y = (y, x) if swap else (x, y)
    y = x if case.endswith("x = y") else y
    xi = {"xi = x": x, "xi = y": y, "xi = x = y": x}.get(case, xi)
    return Sample(x=x, y=y, xi=xi, beta=source.number(0.5, 3.0), case=case)


def kernel_values(s):
    """Return the kernel there, with its outputs exchanged, and a little beside any resonance."""
    moved = s.but(x=s.x * (1 + 1e-6), y=s.y * (1 - 2e-6), xi=s.xi * (1 + 3e-6))
    return {"there": outputs_only(s, s.xi), "exchanged": outputs_only(s.but(x=s.y, y=s.x), s.xi),
            "beside": outputs_only(moved, moved.xi)}  # fmt: skip


def hot(source) -> Sample:
    """Return two sets of output frequencies at one high temperature."""
    x, y, xi, *other = (source.number(0.5, 2.0) for _ in range(5))
    return Sample(beta=1e-3, x=x, y=y + 2, xi=xi, other=other)


def hot_kernels(s):
    """Return the kernel, its limits for slow and fast modes, and the kernel of other outputs."""
    first, second = s.other
    return {"here": outputs_only(s, s.xi), "low": outputs_only(s, 1e-4), "high": fast_limit(s),
            "there": outputs_only(s.but(x=first, y=second + 3), s.xi)}  # fmt: skip
