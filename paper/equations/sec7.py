"""Section 7, Eqs. (66)-(76): an oscillator as the output."""

from __future__ import annotations

from autocoherence import DiscreteBath, PowerLawBath, oscillator_position, oscillator_position_squared
from ledger.entry import POINT, Entry, Proof, Slope
from paper.systems.oscillator import (
    DOMAIN,
    SPACE,
    corner,
    exact_corner,
    exact_norm,
    exact_oscillator,
    exact_position,
    exact_ratio,
    exact_square,
    maybe_continuous,
    norm,
    oscillator,
    picture,
    position,
    small,
    square,
    weakly_coupled,
    whole,
    with_corner,
)
from paper.systems.oscillator_words import (
    cold_ratio,
    in_words,
    moment,
    norm_in_words,
    parts_in_words,
    traced_by_number_states,
    two_level_state,
    whole_operator,
    words_in_time,
)


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

_TEXP = (
    "eye + bath(lambda xi: hypercube(lambda tau, taup: G(xi, tau - taup, beta), F(f, g), beta), modes)"
    " + 1 / factorial(2) * bath(lambda xi: bath(lambda xip: hypercube(lambda t, u, tp, up:"
    " G(xi, t - u, beta) * G(xip, tp - up, beta), F(f, g), beta), modes), modes)"
)

_STATE = f"(lambda U: expm(-beta * HA) / ZA @ avS(U) / avA(avS(U)))({_TEXP})"

_NORM = (
    "1 + bath(lambda xi: f**2 * beta / xi + g**2 * beta * (E * coth(beta * xi / 2) - xi * coth(beta * E / 2))"
    " / (E**2 - xi**2), modes)"
)

_POSITION = "-4 * f * g / (sqrt(2) * E) * Omega * tanh(beta * omega / 2)"

_SQUARE = (
    "1 / 2 * coth(beta * E / 2) + 2 * E * g**2 * first(lambda xi:"
    " (E * coth(beta * xi / 2) - xi * coth(beta * E / 2)) / (E**2 - xi**2)**2)"
    " - g**2 / (2 * E) * (beta * E + sinh(beta * E)) / sinh(beta * E / 2)**2 * second(lambda xi: xi / (E**2 - xi**2))"
)


def library_square(s):
    if s.kind == "discrete":
        return library(oscillator_position_squared)(s)[1]
    return oscillator_position_squared(s.beta, s.omega, s.E, PowerLawBath(0.05, 1.0, 2.0), 0.0, s.g)


ENTRIES = [
    Entry(
        number=66,
        kind="definition",
        printed=("E * (dagger(A) @ A + 1 / 2 * one_full)",),
        sample=small,
        routes={"coordinate and momentum": lambda s: whole(s, "A")},
        domain=SPACE,
        proof=Proof(sample=parts_in_words),
    ),
    Entry(
        number=67,
        kind="definition",
        printed=("Sum(Omegas[k] * dagger(b[k]) @ b[k] for k in range(K))",),
        sample=small,
        routes={"coordinate and momentum": lambda s: whole(s, "B")},
        domain=SPACE,
        proof=Proof(sample=parts_in_words),
    ),
    Entry(
        number=68,
        kind="definition",
        printed=("omega / 2 * sigma_z",),
        sample=small,
        routes={"commutator of sigma^x and sigma^y": lambda s: whole(s, "S")},
        domain=SPACE,
        proof=Proof(sample=parts_in_words),
    ),
    Entry(
        number=69,
        kind="definition",
        printed=("(f * sigma_z + g * (dagger(A) + A)) @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",),
        sample=small,
        routes={"matrix elements of single ladder steps": lambda s: whole(s, "int")},
        domain=SPACE,
        proof=Proof(sample=parts_in_words),
    ),
    Entry(
        number=70,
        kind="identity",
        printed=(_STATE,),
        sample=weakly_coupled,
        routes={"exact reduced state": exact_oscillator},
        domain="spin, oscillator of 4 levels and one mode of 20; f and g of 0.017 to 0.034, fourth order in them",
        slope=Slope(6, ("f", "g"), _STATE, exact_oscillator, scales=(8.0, 4.0, 2.0)),
        samples=2,
        proof=Proof(
            numbers=POINT,
            sample=two_level_state,
            routes={"number states, traced over the spin": traced_by_number_states},
            domain="an oscillator of two levels; to fourth order in f and g",
        ),
    ),
    Entry(
        number=71,
        kind="definition",
        printed=("f * Z2 + g * (dagger(A2) * exp(tau * E) + A2 * exp(-tau * E))",),
        sample=small,
        routes={"phases of the energy differences": picture},
        domain=SPACE,
        proof=Proof(sample=parts_in_words, routes={"each word at its own rate": words_in_time}),
    ),
    Entry(
        number=72,
        kind="leading order",
        printed=(f"cut({_QUADRATIC})",),
        sample=with_corner,
        routes={"raw tau integral with matrices": corner},
        domain=DOMAIN + "; the lowest 6 of 9 levels",
        remark="Cosmetic: a square bracket is closed by a curly one.",
        proof=Proof(sample=in_words, routes={"tau integral of words": whole_operator}),
        slope=Slope(
            4,
            ("f", "g"),
            f"cut({_QUADRATIC.replace(', modes)', ', modes[:1])')})[:3, :3]",
            exact_corner,
            scales=(0.4, 0.2, 0.1),
        ),
    ),
    Entry(
        number=73,
        kind="leading order",
        printed=(_NORM,),
        sample=oscillator,
        routes={"raw tau integral with matrices": norm},
        domain=DOMAIN + "; remainder from normal modes",
        slope=Slope(4, ("f", "g"), _NORM, exact_norm, scales=(0.4, 0.2, 0.1)),
        proof=Proof(sample=in_words, routes={"tau integral of words, averaged over all number states": norm_in_words}),
    ),
    Entry(
        number=74,
        kind="leading order",
        printed=(_POSITION,),
        sample=oscillator,
        routes={"raw tau integral with matrices": position},
        domain=DOMAIN + "; remainder from normal modes",
        slope=Slope(4, ("f", "g"), _POSITION, exact_position, scales=(0.4, 0.2, 0.1)),
        library={"oscillator_position": library(oscillator_position)},
        remark="The oscillator is stable for 4 g^2 Omega < E only; the paper does not say so.",
        proof=Proof(
            sample=in_words, routes={"tau integral of words, averaged over all number states": lambda s: moment(s, 1)}
        ),
    ),
    Entry(
        number=75,
        kind="leading order",
        printed=(_SQUARE,),
        sample=maybe_continuous,
        routes={"raw tau integral with matrices": square},
        domain=DOMAIN + ", or an Ohmic continuum, both integrals cut around xi = E from 1e-3 and 2e-3",
        condition="both integrals under one sign (or as principal values), or a bath without weight at xi = E",
        inside=lambda s: s.kind == "discrete",
        samples=6,
        slope=Slope(
            4,
            ("f", "g"),
            "1 / 2 * coth(beta * E / 2) + 2 * E * g**2 * bath(lambda xi:"
            " (E * coth(beta * xi / 2) - xi * coth(beta * E / 2)) / (E**2 - xi**2)**2, modes)"
            " - g**2 / (2 * E) * (beta * E + sinh(beta * E)) / sinh(beta * E / 2)**2"
            " * bath(lambda xi: xi / (E**2 - xi**2), modes)",
            exact_square,
            scales=(0.4, 0.2, 0.1),
        ),
        library={"oscillator_position_squared": lambda s: (0, library_square(s))},
        remark="Each integral has a simple pole at xi = E; the poles cancel in the sum only.",
        proof=Proof(
            sample=in_words,
            routes={"tau integral of words, averaged over all number states": lambda s: moment(s, 2)},
            domain="baths of discrete modes",
        ),
    ),
    Entry(
        number=76,
        kind="limit",
        printed=("4 * f * g * Omega / E",),
        sample=lambda source: oscillator(source, 4),
        routes={"normal modes at beta = 400, couplings times 1e-4": lambda s: (exact_ratio(s, 1e-4),)},
        domain="beta = 400, leading order by couplings times 1e-4",
        corrected=("4 * abs(f * g) * Omega / E",),
        latex=(("4fg", "4|fg|"),),
        remark="The left side is a modulus, the right side has the sign of f g.",
        tolerance=1e-8,
        samples=8,
        slope=Slope(4, ("f", "g"), "4 * abs(f * g) * Omega / E", exact_ratio, scales=(0.4, 0.2, 0.1)),
        proof=Proof(
            sample=in_words, routes={"exact limit of the moments in words": cold_ratio}, domain="beta to infinity"
        ),
    ),
]
