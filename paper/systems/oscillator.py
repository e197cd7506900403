"""An oscillator as the output, in a truncated space and as a quadratic form."""

from __future__ import annotations

from functools import cache, partial

import numpy as np

from ledger.exact.number import exactly
from ledger.sample import Sample
from paper.routes import fock, operators, quadratic, raw
from paper.routes.pictures import rotate
from paper.systems import words
from paper.systems.sampling import couplings, modes, reorganization, within
from paper.systems.space import Space

LEVELS = 30


def oscillator(source, levels: int = LEVELS) -> Sample:
    """Return an oscillator and a spin on two modes; ``first`` and ``second`` integrate over the bath."""
    bath = modes(source, 2, low=1.8, high=3.0)
    energy = within(source, (0.9, 1.4), (3.2, 3.7))
    return Sample(
        **couplings(source, "f", "g", size=0.2),
        beta=source.number(1.5, 2.5),
        omega=source.number(0.5, 1.2),
        E=energy,
        modes=bath,
        Omega=reorganization(bath),
        tau=source.number(0.5, 0.7),
        levels=levels,
        a=operators.annihilator(levels),
        unit=np.eye(levels),
        HA=np.diag(energy * (np.arange(levels) + 0.5)),
        first=partial(_sum, bath),
        second=partial(_sum, bath),
        kind="discrete",
    )


def _sum(bath, integrand):
    return sum(c**2 * integrand(w) for w, c in bath)


def small(source) -> Sample:
    """Return spin, oscillator and one mode in a truncated space, every operator in the full space."""
    s = oscillator(source, 5)
    whole, bath = Space(1, 2, (5, 4)), s.modes[:1]
    return s.but(
        sigma_z=whole.z[0],
        A=whole.b[0],
        b=whole.b[1:],
        one_full=whole.eye,
        Omegas=[bath[0][0]],
        lam=[bath[0][1]],
        K=1,
        Z2=np.kron(operators.Z, np.eye(5)),
        A2=np.kron(np.eye(2), s.a),
    )


def weakly_coupled(source) -> Sample:
    """Return spin and oscillator on one mode, so weakly coupled that the sixth order is not felt."""
    s = oscillator(source, 4)
    s = s.but(f=0.17 * s.f, g=0.17 * s.g, beta=0.5 * s.beta, modes=s.modes[:1])
    return s.but(F=cache(lambda f, g: in_time(s, f, g)), **averages(s))


def in_time(s, f, g):
    """Return F at any times, for these couplings."""
    system, force = parts(s.but(f=f, g=g))
    return lambda times: rotate(force, np.diag(system), times)


def averages(s) -> dict:
    """Return the averages over spin and oscillator."""
    spin, energies = np.exp(-s.beta * s.omega / 2 * np.array([1, -1])), np.exp(-s.beta * np.diag(s.HA))
    size = s.levels
    return {
        "avS": lambda m: sum(w * m.reshape(2, size, 2, size)[i, :, i, :] for i, w in enumerate(spin)) / spin.sum(),
        "avA": lambda m: np.sum(energies * np.diag(m)) / energies.sum(),
        "ZA": energies.sum(),
        "eye": np.eye(2 * size, dtype=int),
    }


def parts(s):
    """Return the energy and the force operator of spin and oscillator."""
    one = np.eye(s.levels)
    system = np.kron(s.omega / 2 * operators.Z, one) + np.kron(np.eye(2), s.HA)
    return system, s.f * np.kron(operators.Z, one) + s.g * np.kron(np.eye(2), s.a + s.a.T)


@exactly(words.oscillator_parts)
def whole(s, which):
    """Return one part of H from coordinates and momenta, from a commutator, or from its matrix elements."""
    if which == "A":
        return (np.kron(np.eye(2), np.kron(s.E * coordinates(5), np.eye(4))),)
    if which == "B":
        return (np.kron(np.eye(10), s.Omegas[0] * (coordinates(4) - np.eye(4) / 2)),)
    if which == "S":  # i omega/2 is the rate of sigma^x as sigma^y
        x, y = operators.X, operators.Y
        return (np.kron((s.omega / 4j * (x @ y - y @ x)).real, np.eye(20)),)
    ladder = lambda n: np.array([[np.sqrt(max(i, j)) * (abs(i - j) == 1) for j in range(n)] for i in range(n)])
    spin_part = np.kron(np.diag([s.f, -s.f]), np.eye(5)) + np.kron(np.eye(2), s.g * ladder(5))
    return (np.kron(spin_part, s.lam[0] * ladder(4)),)


def coordinates(levels: int) -> np.ndarray:
    """Return (p^2 + q^2)/2 between the lowest levels, from coordinate and momentum among two more."""
    b = operators.annihilator(levels + 2)
    q, p = (b + b.T) / np.sqrt(2), (b - b.T) / (1j * np.sqrt(2))
    return ((p @ p + q @ q) / 2).real[:levels, :levels]


def exact_oscillator(s):
    system, force = parts(s)
    state = fock.state(system, [(force, s.modes)], s.beta, 20)
    return (sum(state.reshape(2, s.levels, 2, s.levels)[i, :, i, :] for i in range(2)),)


def picture(s):
    system, force = parts(s)
    return (raw.rotate(force, np.diag(system), s.tau),)


def shifted(s, sign):
    """Return the force operator for one value of sigma^z."""
    return sign * s.f * s.unit + s.g * (s.a + s.a.T)


def spin_averaged(s):
    """Return the bath integral averaged over the free spin, without the corrupted corner of the truncated space."""
    p = np.exp(-s.beta * s.omega / 2 * np.array([1, -1]))
    p = p / p.sum()
    energies = np.diag(s.HA)
    return sum(
        w * raw.bath_integral(s.modes, s.beta, energies, shifted(s, sign)) for w, sign in zip(p, (1, -1), strict=True)
    )


def corner(s):
    return ((s.unit + spin_averaged(s))[: s.keep, : s.keep],)


def norm(s):
    weights = np.exp(-s.beta * np.diag(s.HA))
    return (1 + float(np.sum(weights * np.diag(spin_averaged(s))).real / weights.sum()),)


def exact_norm(s):
    return quadratic.norm(s.beta, s.E, s.f, s.g, s.modes)


def exact_corner(s):
    """Return the exact averaged exponential for the first mode alone, between the lowest three levels of more."""
    more = s.but(levels=14, HA=np.diag(s.E * (np.arange(14) + 0.5)), a=operators.annihilator(14))
    system, force = parts(more)
    whole = fock.bath_average_of_exponential(system, [(force, s.modes[:1])], s.beta, 10).reshape(2, 14, 2, 14)
    p = np.exp(-s.beta * s.omega / 2 * np.array([1, -1]))
    return sum(w / p.sum() * whole[i, :3, i, :3] for i, w in enumerate(p))


def with_corner(source) -> Sample:
    return oscillator(source, 9).but(keep=6, cut=lambda matrix: matrix[:6, :6])


def raw_moment(s, observable):
    """Return the second-order average of an oscillator operator, with the change of the norm."""
    energies = np.diag(s.HA)
    weights = np.exp(-s.beta * energies)
    weights = weights / weights.sum()
    free = np.sum(weights * np.diag(observable))
    kernel = spin_averaged(s)
    return float(np.real(free + np.sum(weights * np.diag(kernel @ (observable - free * s.unit)))))


def position(s):
    return (raw_moment(s, (s.a + s.a.T) / np.sqrt(2)),)


def square(s):
    x = (s.a + s.a.T) / np.sqrt(2)
    if s.kind == "discrete":
        return (raw_moment(s, x @ x),)
    energies = np.diag(s.HA)
    free = np.sum(np.exp(-s.beta * energies) * np.diag(x @ x)) / np.sum(np.exp(-s.beta * energies))
    density = lambda xi: 0.05 * xi * np.exp(-xi / 2)
    return (free + raw.continuum(density, 2.0, s.beta, energies, s.g * (s.a + s.a.T), x @ x - free * s.unit),)


def maybe_continuous(source) -> Sample:
    """Return discrete modes off resonance, or a continuum with each integral cut around its own pole."""
    kind = source.choice(("discrete", "continuum"))
    s = oscillator(source)
    if kind == "discrete":
        return s
    weight = lambda xi: 0.05 * xi * np.exp(-xi / 2)
    cut = {"first": (1e-3, 2e-3), "second": (2e-3, 1e-3)}
    return s.but(kind=kind, **{name: partial(_cut, weight, s.E, gap) for name, gap in cut.items()})


def _cut(weight, pole, gap, integrand):
    """Integrate up to ``gap[0]`` below and from ``gap[1]`` above the pole: a limit must not depend on the choice."""
    nodes, weights = np.polynomial.legendre.leggauss(400)
    total = 0.0
    for side, distance, reach in ((-1, gap[0], pole), (1, gap[1], 60.0)):
        span = np.log(reach / distance)  # logarithmic in the distance from the pole
        away = distance * np.exp((nodes + 1) / 2 * span)
        xi = pole + side * away
        total += np.sum(weights * span / 2 * away * weight(xi) * integrand(xi))
    return total


def exact_position(s):
    return quadratic.moments(s.beta, s.omega, s.E, s.f, s.g, s.modes)[0]


def exact_square(s):
    return quadratic.moments(s.beta, s.omega, s.E, s.f, s.g, s.modes)[1]


def exact_ratio(s, scale: float = 1.0):
    mean, second = quadratic.moments(400.0, s.omega, s.E, scale * s.f, scale * s.g, s.modes)
    return abs(mean) / np.sqrt(second - mean**2) / scale**2


def spin_share(s):
    """Return the part of the change of the variance that the spin makes."""
    mean, second = quadratic.moments(s.beta, s.omega, s.E, 0.1 * s.f, 0.1 * s.g, s.modes)
    _, without = quadratic.moments(s.beta, s.omega, s.E, 0.0, 0.1 * s.g, s.modes)
    return {"share": abs((second - mean**2 - without) / (without - 0.5 / np.tanh(s.beta * s.E / 2)))}


def strong(source) -> Sample:
    ratio = source.choice((0.01, 0.6))
    s = oscillator(source, 4)
    return s.but(g=0.5 * np.sqrt(ratio * s.E / s.Omega), ratio=ratio)


def ratio_error(s):
    mean, second = quadratic.moments(400.0, s.omega, s.E, s.f, s.g, s.modes)
    return {"error": abs(4 * abs(s.f * s.g) * s.Omega / s.E / (abs(mean) / np.sqrt(second - mean**2)) - 1)}


DOMAIN = "f, g of both signs, 1.2 < beta E < 9.3, 2 modes above or below E"

SPACE = "spin, oscillator and one mode in truncated spaces"


def warm_ratio(s):
    mean, second = quadratic.moments(s.beta, s.omega, s.E, 1e-4 * s.f, 1e-4 * s.g, s.modes)
    return abs(mean) / np.sqrt(second - mean**2) * 1e8
