"""Arguments for sentences and captions: steps that together prove them, of exact functions and of balls."""

from __future__ import annotations

import numpy as np
from flint import arb

from ledger.exact import limits
from ledger.exact.integral import derivative, over
from ledger.exact.matsubara import closed, residues, slope
from paper.equations.sec3 import F1, F2
from paper.equations.sec5.bounds import term_by_term
from paper.equations.sec5.correlation import FAST, KERNEL, SLOW
from paper.routes import certified, operators, raw
from paper.systems import landmarks, under_integral
from paper.systems.many_inputs import equal_couplings, many
from paper.systems.multiplexing import without_inputs
from paper.systems.two_outputs import fast_limit, multiplex, outputs_only, slow_limit

PLACES = "cold / omega1, first * omega1", "warm / omega1, last * omega1"


def ordered_kernels(source, value):
    """Argue for F_2 > F_1 > 0, f_1 f_2 taken out of both: the supremum of F_1 over xi is below F_2."""
    names = {name: source.number() for name in ("beta", "omega", "xi", "nu")}
    beta, omega, xi, nu = names.values()
    tanh = np.tanh(beta * omega / 2)
    own, sent = (tanh * value(form, names) for form in (F1, F2))
    summed = closed(residues(lambda square: 2 / beta * square, (xi, omega)), beta)
    yield "F_1 is 2/beta tanh times the sum over nu_n of nu^2/((nu^2 + xi^2)(nu^2 + omega^2))", own == tanh * summed
    term = nu**2 / ((nu**2 + xi**2) * (nu**2 + omega**2))
    yield "every term but that of nu = 0 is positive, and falls with xi", term.sign() > 0 > slope(term, xi).sign()
    supremum = tanh * (closed([(omega, 2 / beta)], beta) - 2 / (beta * omega**2))
    gap = 2 * tanh / (beta * omega**2) * (1 - beta * omega / np.sinh(beta * omega))
    yield (
        "F_2 minus the limit xi to 0 of F_1 is 2 tanh/(beta omega^2) (1 - z/sinh z) > 0, z = beta omega",
        sent - supremum == gap,
    )


def equal_energies(source, value):
    """Argue that Gamma(1) = Gamma(2), by which both reorganization energies are those of lambda omega_c."""
    end = source.number()
    for power in (0, 1):
        whole = limits.finite(limits.at_infinity(over(lambda t, n=power: t**n * np.exp(-t), end), end))
        yield f"the integral of t^{power} e^-t over all t > 0 is 1", whole == 1


def linear(source, value):
    """Argue with the reorganization energy, element by element of the bath: (23) is proportional to it."""
    s = under_integral.scaled(source)

    def element(**changes):
        bath = under_integral.at_point(s.but(**changes), s.t)
        return bath.halfline(lambda xi: under_integral.density(bath, xi) / xi)

    yield "I(xi)/xi dxi at xi = omega_c t is proportional to the strength", element(lam=3 * s.lam) == 3 * element()
    yield "and to the cut-off", element(omega_c=3 * s.omega_c) == 3 * element()


def free_of_inputs(source, value):
    """Argue with the raw integral of the correlation, with and without inputs."""
    found = without_inputs(multiplex(source, 1, 1))
    said = (
        "the raw integral does not depend on f_1; without inputs it is that of (43), whose kernel (47) finds positive"
    )
    yield said, found["with_inputs"] == found["without"] and bool(found["without"])


def growing(source, value):
    """Argue with the derivatives of the modulus of (23)."""
    beta, omega1, omega2 = (source.number() for _ in range(3))
    modulus = lambda b, w1, w2: np.tanh(b * w1 / 2) * np.tanh(b * w2 / 2) / w2
    yield "it grows with beta", derivative(lambda b: modulus(b, omega1, omega2), beta).sign() > 0
    yield "it grows with omega_1", derivative(lambda w: modulus(beta, w, omega2), omega1).sign() > 0
    z = beta * omega2
    falls = -np.tanh(beta * omega1 / 2) * np.tanh(z / 2) / omega2**2 * (1 - z / np.sinh(z))
    yield (
        "its derivative to omega_2 is -tanh tanh/omega_2^2 (1 - z/sinh z) < 0, z = beta omega_2",
        derivative(lambda w: modulus(beta, omega1, w), omega2) == falls,
    )


def at_landmarks(name: str, value) -> dict:
    """Return the library's ``value(sample, beta, omega)`` at both landmarks of a figure."""
    return {
        f"{name}, cold": lambda s: (0, value(s, s.cold / s.omega1, s.first * s.omega1)),
        f"{name}, warm": lambda s: (1, value(s, s.warm / s.omega1, s.last * s.omega1)),
    }


def hot_limits(source, value):
    """Argue that the kernel goes to beta/2 as beta goes to 0, whatever the frequencies, and so do its limits."""
    s = multiplex(source, 1, 1)
    slow = slow_limit(s)[0]
    for name, kernel in (
        ("the kernel", outputs_only(s, s.xi)),
        ("its slow limit", slow),
        ("its fast one", fast_limit(s)),
    ):
        power, coefficient = limits.at_zero(kernel, s.beta)
        yield f"{name} goes to beta/2", power == 1 and coefficient == source.home.number(1) / 2


def regular(source, value):
    """Argue with the terms of the kernel's sum over Matsubara frequencies: none has a pole at a real frequency."""
    yield from term_by_term(KERNEL, SLOW, FAST)(source, value)
    names = {name: source.number() for name in ("beta", "x", "y", "xi")}
    turned = names | {"x": names["y"], "y": names["x"]}
    yield "it is symmetric in x and y", value(KERNEL, names) == value(KERNEL, turned)


def shares(source, value):
    """Argue at the ends of both ranges: the share tanh(beta omega/2) grows with the frequency."""
    z = source.number()
    yield "the share grows", derivative(np.tanh, z).sign() > 0
    yield "it is above 0.99 at 6/beta", bool(arb(3).tanh() > arb("0.99"))
    yield "it is below 0.1 at 0.2/beta", bool(arb("0.1").tanh() < arb("0.1"))


def falling_and_rising(source, value):
    """Argue with both coherences at four exponents: they fall first, and rise at last."""
    places = ("self-induced", certified.own, (2.0,)), ("transferred", certified.sent, (2.0, 1.0))
    for name, quantity, place in places:
        found = [certified.ball(quantity, *place, s, landmarks.CUTOFF) for s in (0.3, 0.6, 3.5, 5.0)]
        yield f"the {name} coherence falls from s = 0.3 to 0.6", bool(found[1] < found[0])
        yield f"the {name} coherence grows from s = 3.5 to 5", bool(found[3] > found[2])


def winning_and_losing(source, value):
    """Argue that the ratio of Fig. 3 is above 1 up to resonance, and below 1 somewhere for s = 0.5 and 1."""
    yield from ordered_kernels(source, value)
    yield from ((f"of the modulus of (23): {said}", right) for said, right in growing(source, value))
    for s in (0.5, 1.0):
        ball = certified.ball(certified.ratio, landmarks.COLD["fig3"], landmarks.FARTHEST, s, landmarks.CUTOFF)
        yield f"s = {s:g}: in a corner of the figure the ratio is {ball.str(6)} < 1", bool(ball < 1)


def norm_matters(source, value):
    """Argue with free averages and the change of the norm, in second order."""
    s = many(source, 2, 1)
    state = operators.gibbs(np.diag(s.E), s.beta)
    kernel = raw.bath_integral(s.modes, s.beta, s.E, equal_couplings(s))
    yield "without coupling the average of sigma^x vanishes", not operators.average(state, s.x[s.M])
    yield "and that of sigma^z does not", bool(operators.average(state, s.z[s.M]))
    yield "the norm changes in second order", bool(np.trace(state @ kernel))


def nearly_straight(source, value):
    """Argue with the differences: all are at most (omega_mn/omega)^2/2, which is 1/200 at omega/10."""
    omega, bias = source.number(), source.number()
    splitting = np.hypot(omega, bias)
    yield "(R - omega)(R + omega) = omega_mn^2", (splitting - omega) * (splitting + omega) == bias**2
    cosine = np.cos(np.arctan2(bias, omega))
    yield "1 - cos(theta) = omega_mn^2/(R (R + omega))", (1 - cosine) * splitting * (splitting + omega) == bias**2
    yield "sin(theta)/(omega_mn/omega) = cos(theta)", np.sin(np.arctan2(bias, omega)) * omega == cosine * bias
    yield "(1/10)^2/2 < 0.01", arb("0.1") ** 2 / 2 < arb("0.01")
