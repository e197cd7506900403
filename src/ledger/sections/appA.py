"""Appendix A, Eqs. (77)-(84): averaging the ordered exponential over the bath."""

from __future__ import annotations

from itertools import permutations
from math import factorial

import numpy as np

from ledger import notation
from ledger.entry import Entry
from ledger.routes import contour, fock
from ledger.sections.sampling import modes, number, small_system, spin_energies, spin_operator
from ledger.sections.sec2b import correlation_sample, number_sum
from ledger.sections.small import coupling_elements, exact_evolution

ORDERS = "1 spin with a generic vector, 2 modes, beta xi > 2.4: second and fourth order in the coupling"


def full(rng) -> dict:
    s = small_system(rng)
    f = sum(np.einsum("a,aij->ij", n, np.array(sigma)) for n, sigma in zip(s["n"], s["sigma"], strict=True))
    return s | {"F": f, "f": [c * f for c in s["lam"]]}


def two_modes(rng) -> dict:
    """Return one spin and two modes of two levels, with the operators of (78) in the interaction picture."""
    s = small_system(rng, spins=1, levels=2)
    energy, coupling = fock.bath(s["modes"], 2)
    e0 = np.add.outer(s["ES"], np.diag(energy)).ravel()
    spin = spin_operator(s["omega"], s["n"])
    v = np.kron(spin, coupling)
    turn = lambda matrix, tau: (rise := np.exp(tau * e0))[:, None] * matrix / rise
    f = np.kron(spin, np.eye(len(energy)))
    s |= {"E0": e0, "V": v, "eye": np.eye(len(e0)), "fk": lambda k, tau: s["lam"][k] * turn(f, tau)}
    return s | {"bk": lambda k, tau: turn(s["b"][k], tau), "bdk": lambda k, tau: turn(s["b"][k].T, tau)}


def one_spin(rng) -> dict:
    """Return one spin with a generic vector and two cold modes; ``F`` takes arrays of times."""
    w, beta = number(rng, 0.6, 1.2), number(rng, 0.9, 1.3)
    operator = spin_operator([w], [rng.uniform(0.4, 0.8, 3) * rng.choice([-1, 1], 3)])
    energies = spin_energies([w])
    gaps = np.subtract.outer(energies, energies)
    s = {"beta": beta, "E": energies, "F0": operator, "modes": modes(rng, 2, low=2.8, high=4.2)}
    s |= {"Om": [x for x, _ in s["modes"]], "lam": [c for _, c in s["modes"]], "K": 2}
    s |= {"F": lambda times: operator * np.exp(np.multiply.outer(times, gaps))}
    s |= {"apart": lambda left, right: _second(s, left) @ _second(s, right)}
    return s | {"together": lambda left, right: _fourth(s, lambda a, b, c, d: left(a, b) * right(c, d))}


def _second(s, weight):
    return notation.hypercube(weight, s["F"], s["beta"])


def _fourth(s, weight):
    return notation.hypercube(weight, s["F"], s["beta"])


def exact_orders(s):
    return contour.coefficients(np.diag(s.E), s.F0, s.modes, s.beta, 11)


def second_only(s):
    return (exact_orders(s)[0],)


def level_sum(s):
    """Return ``<T b^+(tau) b(tau')>`` from the populations, for both orders of the times."""
    n = np.arange(400)
    p = np.exp(-s.beta * s.xi * n)
    occupation = np.sum(p * (n if s.tau > s.taup else n + 1)) / p.sum()
    return (occupation * np.exp((s.tau - s.taup) * s.xi),)


def either_order(rng) -> dict:
    s = correlation_sample(rng)
    if rng.random() < 0.5:
        s["tau"], s["taup"] = s["taup"], s["tau"]
    return s


def wick_terms(s):
    """Return how many contractions the moment ``<b^+^n b^n>`` really has, in units of the n-th power of its occupation."""
    levels = np.arange(200)
    p = np.exp(-s.xi * s.beta * levels)
    p = p / p.sum()
    falling = np.ones(200)
    for k in range(s.order):
        falling = falling * (levels - k)
    return {
        "needed": np.sum(p * falling) / np.sum(p * levels) ** s.order,
        "transpositions": s.order * (s.order - 1) / 2,
        "permutations": len(list(permutations(range(s.order)))),
    }


_GREEN = "lambda t, u: G(Om[{k}], t - u, beta)"
_CROSS = "lam[0]**2 * lam[1]**2 * {how}(" + _GREEN.format(k=0) + ", " + _GREEN.format(k=1) + ")"
_TWO = "Sum(lam[k]**2 * hypercube(lambda t, u: G(Om[k], t - u, beta), F, beta) for k in range(K))"
_PAIRED = (
    " + Sum(lam[k]**4 / factorial(2)**2 * hypercube(lambda t1, t2, u1, u2: G(Om[k], t1 - u1, beta) * G(Om[k], t2 - u2, beta)"
    " + G(Om[k], t1 - u2, beta) * G(Om[k], t2 - u1, beta), F, beta) for k in range(K))"
)
_EQUAL = (
    " + Sum(lam[k]**4 / factorial(2) * hypercube(lambda t1, t2, u1, u2: G(Om[k], t1 - u1, beta) * G(Om[k], t2 - u2, beta),"
    " F, beta) for k in range(K))"
)
_EXPONENT = (
    "1 / factorial(2) * bath(lambda xi: bath(lambda xip: hypercube(lambda t, u, tp, up:"
    " G(xi, t - u, beta) * G(xip, tp - up, beta), F, beta), modes), modes)"
)
_SECOND = "bath(lambda xi: hypercube(lambda tau, taup: G(xi, tau - taup, beta), F, beta), modes)"
_SCOPE = (
    "The product over the modes stands outside of the ordering, but the factors contain the same operators at other times: "
    "one ordering has to embrace all modes. With one mode the print is right."
)

ENTRIES = [
    Entry(
        77,
        "identity",
        (
            "Sum(dot(sigma[j], n[j]) for j in range(M + 1)) @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",
            "F @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",
            "Sum(f[k] @ dagger(b[k]) + f[k] @ b[k] for k in range(K))",
        ),
        full,
        {"matrix elements of single ladder steps": lambda s: coupling_elements(s) * 3},
        "2 spins with generic vectors, 2 modes, truncated Fock space",
    ),
    Entry(
        78,
        "identity",
        (
            "chronological(lambda tau: [Sum(fk(k, tau) @ bdk(k, tau) + fk(k, tau) @ bk(k, tau) for k in range(K))], beta, eye)",
            "chronological(lambda tau: [fk(k, tau) @ bdk(k, tau) + fk(k, tau) @ bk(k, tau) for k in range(K)], beta, eye)",
            "chronological(lambda tau: [g for k in range(K) for g in (fk(k, tau) @ bdk(k, tau), fk(k, tau) @ bk(k, tau))], beta, eye)",
        ),
        two_modes,
        {"spectral exponential": lambda s: (exact_evolution(s),) * 3},
        "1 spin, 2 modes of 2 levels; one ordering for all factors, time steps extrapolated to zero",
        tolerance=1e-7,
        samples=2,
    ),
    Entry(
        79,
        "identity",
        (_TWO, _CROSS.format(how="apart") + _PAIRED),
        one_spin,
        {"exact average on a circle of complex couplings": exact_orders},
        ORDERS,
        corrected=(_TWO, _CROSS.format(how="together") + _PAIRED),
        latex=(
            (r"\prod_k \sum_{n,m=0}", r"T_\tau \prod_k \sum_{n,m=0}"),
            (r"\prod_k \sum_{n=0}", r"T_\tau \prod_k \sum_{n=0}"),
            (r"T_\tau \left\{ f_k(\tau_1)", r"\left\{ f_k(\tau_1)"),
        ),
        tolerance=1e-7,
        samples=2,
        remark=_SCOPE,
    ),
    Entry(
        80,
        "identity",
        (_TWO, _CROSS.format(how="apart") + _EQUAL, _EXPONENT),
        one_spin,
        {"exact average on a circle of complex couplings": lambda s: (*(o := exact_orders(s)), o[1])},
        ORDERS,
        corrected=(_TWO, _CROSS.format(how="together") + _EQUAL, _EXPONENT),
        latex=(
            (r"\prod_k \sum_{n=0}", r"T_\tau \prod_k \sum_{n=0}"),
            (r"T_\tau \left\{ f_k(\tau_1)", r"\left\{ f_k(\tau_1)"),
        ),
        tolerance=1e-7,
        samples=2,
        remark=_SCOPE + " The last line has the right scope.",
    ),
    Entry(
        81,
        "identity",
        (
            "exp((tau - taup) * xi) / (exp(beta * xi) - 1) * theta(tau - taup)"
            " + exp((tau - taup) * xi) / (1 - exp(-beta * xi)) * theta(taup - tau)",
        ),
        either_order,
        {"sum over number states": level_sum},
        "both orders of the times",
        samples=6,
    ),
    Entry(
        82,
        "identity",
        (_SECOND, _EXPONENT),
        one_spin,
        {"exact average on a circle of complex couplings": exact_orders},
        ORDERS,
        tolerance=1e-7,
        samples=2,
    ),
    Entry(
        83,
        "leading order",
        (
            _SECOND,
            "bath(lambda xi: ordered(lambda tau, taup: phi(xi, tau - taup, beta) * picture(F0, E, tau) @ picture(F0, E, taup),"
            " beta), modes)",
        ),
        one_spin,
        {"exact average on a circle of complex couplings": lambda s: second_only(s) * 2},
        ORDERS,
        tolerance=1e-7,
        samples=2,
    ),
    Entry(
        84,
        "identity",
        ("exp((tau - taup) * xi) / (exp(beta * xi) - 1) + exp(-(tau - taup) * xi) / (1 - exp(-beta * xi))",),
        correlation_sample,
        {"sum over number states": number_sum},
        "0 <= tau' <= tau <= beta",
    ),
    Entry(
        "wick-permutations",
        "claim",
        ("transpositions == needed",),
        lambda rng: {"order": int(rng.integers(2, 6)), "xi": number(rng, 0.5, 1.5), "beta": number(rng, 1.0, 2.0)},
        {"factorial moments of the populations": wick_terms},
        "2 to 5 pairs",
        corrected=("permutations == needed",),
        statement="The sum over P runs over all transpositions (below Eq. (79)).",
        remark="A slip of wording: permutations are meant, of which there are n!, as the text says two lines later. The times renamed there are the primed ones.",
    ),
    Entry(
        "paired-pairs",
        "claim",
        ("count == n_factorial",),
        lambda rng: {"order": int(rng.integers(2, 6))},
        {"counting": lambda s: {"count": len(list(permutations(range(s.order)))), "n_factorial": factorial(s.order)}},
        "2 to 5 pairs",
        statement="The number of terms that a renaming of the times makes equal is n! (above Eq. (80)).",
    ),
]
