"""Section 7, Eqs. (66)-(76): an oscillator as the output."""

from __future__ import annotations

import numpy as np

from autocoherence import (
    DiscreteBath,
    PowerLawBath,
    oscillator_position,
    oscillator_position_squared,
    oscillator_signal_to_noise,
)
from ledger.entry import Entry, Slope
from ledger.routes import quadratic
from ledger.sections.oscillators import (
    corner,
    exact_oscillator,
    exact_position,
    exact_ratio,
    exact_square,
    maybe_continuous,
    norm,
    oscillator,
    picture,
    position,
    ratio_error,
    small,
    spin_share,
    square,
    strong,
    whole,
    with_corner,
)

DOMAIN = "f, g of both signs, 1.2 < beta E < 4, 2 modes off resonance"


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
    Entry("oscillator-ratio-warm", "claim", ("leading == 4 * abs(f * g) * Omega / E * tanh(beta * omega / 2) * sqrt(tanh(beta * E / 2))",),
          lambda rng: oscillator(rng, 4), {"normal modes, leading order by couplings times 1e-4": lambda s: {"leading": warm_ratio(s)}},
          "beta E from 1.2 to 4", tolerance=1e-5,
          library={"oscillator_signal_to_noise": lambda s: ("leading", library(oscillator_signal_to_noise)(s)[1])},
          statement="Beyond the paper: Eqs. (74) and (75) give the ratio (76) at any temperature."),
]  # fmt: skip


def library_square(s):
    if s.kind == "discrete":
        return library(oscillator_position_squared)(s)[1]
    return oscillator_position_squared(s.beta, s.omega, s.E, PowerLawBath(0.05, 1.0, 2.0), 0.0, s.g)


def warm_ratio(s):
    mean, second = quadratic.moments(s.beta, s.omega, s.E, 1e-4 * s.f, 1e-4 * s.g, s.modes)
    return abs(mean) / np.sqrt(second - mean**2) * 1e8
