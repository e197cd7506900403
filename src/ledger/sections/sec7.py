"""Section 7, Eqs. (66)-(76): an oscillator as the output."""

from __future__ import annotations

from functools import partial

import numpy as np

from autocoherence import DiscreteBath, PowerLawBath, oscillator_position, oscillator_position_squared, oscillator_signal_to_noise
from ledger.entry import Entry, Slope
from ledger.routes import fock, operators, quadratic, raw
from ledger.sections.sampling import couplings, modes, number, reorganization

LEVELS = 30
DOMAIN = "f, g of both signs, 1.2 < beta E < 4, 2 modes off resonance"


def oscillator(rng, levels: int = LEVELS) -> dict:
    s = couplings(rng, "f", "g", size=0.2) | {"beta": number(rng, 1.5, 2.5), "omega": number(rng, 0.5, 1.2)}
    bath = modes(rng, 2, low=1.8, high=3.0)
    s |= {"E": number(rng, 0.9, 1.4), "modes": bath, "Omega": reorganization(bath), "tau": 0.6, "levels": levels}
    a = operators.annihilator(levels)
    s |= {"a": a, "unit": np.eye(levels), "HA": np.diag(s["E"] * (np.arange(levels) + 0.5))}
    return s | {"first": partial(_sum, bath), "second": partial(_sum, bath), "kind": "discrete"}


def _sum(bath, integrand):
    return sum(c**2 * integrand(w) for w, c in bath)


def small(rng) -> dict:
    """Return spin, oscillator and one mode in a truncated space, every operator in the full space."""
    s = oscillator(rng, 5)
    bath = s["modes"][:1]
    dimensions = [2, 5, 4]
    z, a = operators.embed(operators.Z, 0, dimensions), operators.embed(s["a"], 1, dimensions)
    b = operators.embed(operators.annihilator(4), 2, dimensions)
    weights = np.exp(-s["beta"] * s["omega"] / 2 * np.array([1, -1]))
    z_state = np.exp(-s["beta"] * np.diag(s["HA"]))
    average_spin = lambda m: sum(w * m.reshape(2, 5, 2, 5)[i, :, i, :] for i, w in enumerate(weights)) / weights.sum()  # noqa: E731
    system, force = parts(s)
    s |= {"Texp": fock.bath_average_of_exponential(system, [(force, bath)], s["beta"], 4), "avS": average_spin}
    s |= {"avA": lambda m: np.sum(z_state * np.diag(m)) / z_state.sum(), "ZA": z_state.sum()}
    s |= {"sigma_z": z, "A": a, "b": [b], "Omegas": [bath[0][0]], "lam": [bath[0][1]], "K": 1, "one_mode": bath}
    return s | {"Z2": np.kron(operators.Z, np.eye(5)), "A2": np.kron(np.eye(2), s["a"])}


def parts(s):
    """Return the energy and the force operator of spin and oscillator."""
    n, a = s["levels"], s["a"]
    system = np.kron(s["omega"] / 2 * operators.Z, np.eye(n)) + np.kron(np.eye(2), s["HA"])
    return system, s["f"] * np.kron(operators.Z, np.eye(n)) + s["g"] * np.kron(np.eye(2), a + a.T)


def whole(s, which):
    """Return one part of H from its matrix elements."""
    energies = {
        "A": np.kron(np.ones(2), np.kron(s.E * (np.arange(5) + 0.5), np.ones(4))),
        "B": np.kron(np.ones(10), s.Omegas[0] * np.arange(4)),
        "S": np.kron([s.omega / 2, -s.omega / 2], np.ones(20)),
    }
    if which in energies:
        return (np.diag(energies[which]),)
    ladder = lambda n: np.array([[np.sqrt(max(i, j)) * (abs(i - j) == 1) for j in range(n)] for i in range(n)])  # noqa: E731
    spin_part = np.kron(np.diag([s.f, -s.f]), np.eye(5)) + np.kron(np.eye(2), s.g * ladder(5))
    return (np.kron(spin_part, s.lam[0] * ladder(4)),)


def exact_oscillator(s):
    system, force = parts(vars(s))
    state = fock.state(system, [(force, s.one_mode)], s.beta, 4)
    return (sum(state.reshape(2, 5, 2, 5)[i, :, i, :] for i in range(2)),)


def picture(s):
    system, force = parts(vars(s))
    return (raw.rotate(force, np.diag(system), np.array([s.tau]))[0],)


def shifted(s, sign):
    """Return the force operator for one value of sigma^z."""
    return sign * s.f * s.unit + s.g * (s.a + s.a.T)


def spin_averaged(s):
    """Return the bath integral averaged over the free spin, without the corrupted corner of the truncated space."""
    p = np.exp(-s.beta * s.omega / 2 * np.array([1, -1]))
    p = p / p.sum()
    energies = np.diag(s.HA)
    return sum(w * raw.bath_integral(s.modes, s.beta, energies, shifted(s, sign)) for w, sign in zip(p, (1, -1), strict=True))


def corner(s):
    return ((s.unit + spin_averaged(s))[: s.keep, : s.keep],)


def norm(s):
    weights = np.exp(-s.beta * np.diag(s.HA))
    return (1 + float(np.sum(weights * np.diag(spin_averaged(s))).real / weights.sum()),)


def with_corner(rng) -> dict:
    s = oscillator(rng, 9)
    return s | {"keep": 6, "cut": lambda matrix: matrix[:6, :6]}


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
    density = lambda xi: 0.05 * xi * np.exp(-xi / 2)  # noqa: E731
    return (free + raw.continuum(density, 2.0, s.beta, energies, s.g * (s.a + s.a.T), x @ x - free * s.unit),)


def maybe_continuous(rng) -> dict:
    """Return discrete modes off resonance, or a continuum with each integral cut around its own pole."""
    s = oscillator(rng)
    if rng.random() < 0.5:
        return s
    weight = lambda xi: 0.05 * xi * np.exp(-xi / 2)  # noqa: E731
    pieces = {"first": (1e-3, 2e-3), "second": (2e-3, 1e-3)}
    return s | {"kind": "continuum"} | {k: partial(_cut, weight, s["E"], gap) for k, gap in pieces.items()}


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


def strong(rng) -> dict:
    s = oscillator(rng, 4)
    ratio = 0.01 if rng.random() < 0.5 else 0.6
    return s | {"g": 0.5 * np.sqrt(ratio * s["E"] / s["Omega"]), "ratio": ratio}


def ratio_error(s):
    mean, second = quadratic.moments(400.0, s.omega, s.E, s.f, s.g, s.modes)
    return {"error": abs(4 * abs(s.f * s.g) * s.Omega / s.E / (abs(mean) / np.sqrt(second - mean**2)) - 1)}


def library(function):
    return lambda s: (0, function(s.beta, s.omega, s.E, DiscreteBath(*zip(*s.modes, strict=True)), s.f, s.g))


_QUADRATIC = (
    "unit + bath(lambda xi: f**2 * beta / xi * unit"
    " - 2 * f * g / (E * xi) * tanh(beta * omega / 2) * (dagger(a) * (exp(beta * E) - 1) + a * (1 - exp(-beta * E)))"
    " + g**2 * ((E * coth(beta * xi / 2) - xi * coth(beta * E / 2)) / (2 * E * (E**2 - xi**2))"
    " * (dagger(a) @ dagger(a) * (exp(beta * E) - 1)**2 + a @ a * (1 - exp(-beta * E))**2)"
    " + ((beta * (xi - E) + exp(beta * (E - xi)) - 1) / ((1 - exp(-beta * xi)) * (E - xi)**2)"
    " + (-beta * (xi + E) + exp(beta * (xi + E)) - 1) / ((exp(beta * xi) - 1) * (xi + E)**2)) * dagger(a) @ a"
    " + ((beta * (E - xi) + exp(beta * (xi - E)) - 1) / ((exp(beta * xi) - 1) * (E - xi)**2)"
    " + (beta * (xi + E) + exp(-beta * (xi + E)) - 1) / ((1 - exp(-beta * xi)) * (xi + E)**2)) * a @ dagger(a)), modes)"
)
_POSITION = "-4 * f * g / (sqrt(2) * E) * Omega * tanh(beta * omega / 2)"
_SQUARE = (
    "1 / 2 * coth(beta * E / 2) + 2 * E * g**2 * first(lambda xi:"
    " (E * coth(beta * xi / 2) - xi * coth(beta * E / 2)) / (E**2 - xi**2)**2)"
    " - g**2 / (2 * E) * (beta * E + sinh(beta * E)) / sinh(beta * E / 2)**2 * second(lambda xi: xi / (E**2 - xi**2))"
)
SPACE = "spin, oscillator and one mode in truncated spaces"

ENTRIES = [
    Entry(66, "definition", ("E * (dagger(A) @ A + 1 / 2 * one_full)",),
          lambda rng: small(rng) | {"one_full": np.eye(40)}, {"levels": lambda s: whole(s, "A")}, SPACE),
    Entry(67, "definition", ("Sum(Omegas[k] * dagger(b[k]) @ b[k] for k in range(K))",), small,
          {"levels": lambda s: whole(s, "B")}, SPACE),
    Entry(68, "definition", ("omega / 2 * sigma_z",), small, {"levels": lambda s: whole(s, "S")}, SPACE),
    Entry(69, "definition",
          ("(f * sigma_z + g * (dagger(A) + A)) @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",), small,
          {"matrix elements of single ladder steps": lambda s: whole(s, "int")}, SPACE),
    Entry(70, "identity", ("expm(-beta * HA) / ZA @ avS(Texp) / avA(avS(Texp))",), small,
          {"exact reduced state": exact_oscillator}, SPACE + "; the ordered exponential from exact diagonalization"),
    Entry(71, "definition", ("f * Z2 + g * (dagger(A2) * exp(tau * E) + A2 * exp(-tau * E))",), small,
          {"phases of the energy differences": picture}, SPACE),
    Entry(72, "leading order", (f"cut({_QUADRATIC})",), with_corner, {"raw tau integral with matrices": corner},
          DOMAIN + "; the lowest 6 of 9 levels",
          remark="Cosmetic: a square bracket is closed by a curly one."),
    Entry(73, "leading order",
          ("1 + bath(lambda xi: f**2 * beta / xi + g**2 * beta * (E * coth(beta * xi / 2) - xi * coth(beta * E / 2))"
           " / (E**2 - xi**2), modes)",), oscillator, {"raw tau integral with matrices": norm}, DOMAIN),
    Entry(74, "leading order", (_POSITION,), oscillator, {"raw tau integral with matrices": position},
          DOMAIN + "; remainder from normal modes", slope=Slope(4, ("f", "g"), _POSITION, exact_position, scales=(0.4, 0.2, 0.1)),
          library={"oscillator_position": library(oscillator_position)},
          remark="The oscillator is stable for 4 g^2 Omega < E only; the paper does not say so."),
    Entry(75, "leading order", (_SQUARE,), maybe_continuous, {"raw tau integral with matrices": square},
          DOMAIN + ", or an Ohmic continuum, both integrals cut around xi = E from 1e-3 and 2e-3",
          condition="both integrals under one sign (or as principal values), or a bath without weight at xi = E",
          inside=lambda s: s.kind == "discrete", samples=6,
          slope=Slope(4, ("f", "g"), "1 / 2 * coth(beta * E / 2) + 2 * E * g**2 * bath(lambda xi:"
                      " (E * coth(beta * xi / 2) - xi * coth(beta * E / 2)) / (E**2 - xi**2)**2, modes)"
                      " - g**2 / (2 * E) * (beta * E + sinh(beta * E)) / sinh(beta * E / 2)**2"
                      " * bath(lambda xi: xi / (E**2 - xi**2), modes)", exact_square, scales=(0.4, 0.2, 0.1)),
          library={"oscillator_position_squared": lambda s: (0, library_square(s))},
          remark="Each integral has a simple pole at xi = E; the poles cancel in the sum only."),
    Entry(76, "limit", ("4 * f * g * Omega / E",), lambda rng: oscillator(rng, 4),
          {"normal modes at beta = 400, couplings times 1e-4": lambda s: (exact_ratio(s, 1e-4),)},
          "beta = 400, leading order by couplings times 1e-4",
          condition="f g > 0: the left side is a modulus", inside=lambda s: s.f * s.g > 0, tolerance=1e-6, samples=8,
          slope=Slope(4, ("f", "g"), "4 * abs(f * g) * Omega / E", exact_ratio, scales=(0.4, 0.2, 0.1))),
    Entry("spin-not-in-variance", "claim", ("share < 0.01",), lambda rng: oscillator(rng, 4),
          {"normal modes": spin_share}, "couplings 0.01 to 0.02",
          statement="The spin has no impact on the variance in leading order (below Eq. (75))."),
    Entry("raise-omega-over-e", "claim", ("error < 0.05",), strong, {"normal modes at beta = 400": ratio_error},
          "4 g^2 Omega = 0.01 E or 0.6 E",
          condition="4 g^2 Omega << E; at 4 g^2 Omega = E the oscillator becomes unstable",
          inside=lambda s: s.ratio < 0.1, samples=6,
          statement="The ratio (76) can be increased by increasing Omega/E (end of Sec. 7)."),
    Entry("library-oscillator-ratio", "claim", ("library == leading",), lambda rng: oscillator(rng, 4),
          {"normal modes, leading order by small couplings": lambda s: {"leading": library_leading(s), "library": library_ratio(s)}},
          "beta E from 1.2 to 4", tolerance=1e-5,
          statement="The signal-to-noise ratio of the oscillator at finite temperature, as the library has it."),
]  # fmt: skip


def library_square(s):
    if s.kind == "discrete":
        return library(oscillator_position_squared)(s)[1]
    return oscillator_position_squared(s.beta, s.omega, s.E, PowerLawBath(0.05, 1.0, 2.0), 0.0, s.g)


def library_leading(s):
    mean, second = quadratic.moments(s.beta, s.omega, s.E, 1e-4 * s.f, 1e-4 * s.g, s.modes)
    return abs(mean) / np.sqrt(second - mean**2) * 1e8


def library_ratio(s):
    return library(oscillator_signal_to_noise)(s)[1]
