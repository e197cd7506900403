"""Appendix A, Eqs. (77)-(84): averaging the ordered exponential over the bath."""

from __future__ import annotations

from ledger.entry import POINT, Entry, Proof, Slope
from ledger.sample import Sample
from paper import notation
from paper.systems import two_levels
from paper.systems.few_modes import coupling_elements, exact_evolution
from paper.systems.one_bath import correlation_sample, number_sum
from paper.systems.ordered_average import (
    ORDERS,
    either_order,
    exact_average,
    exact_orders,
    full,
    in_the_plane,
    level_sum,
    one_spin,
    orders_and_all,
    second_only,
    time_ordered,
    two_modes,
)


def with_orderings(source) -> Sample:
    """Add the two readings of a product over modes: two ordered factors, or one ordering of both; and the modes."""
    s = one_spin(source)
    ordered = lambda weight: notation.hypercube(weight, s.F, s.beta)
    return s.but(
        bdk=lambda k, tau: (tau, k, 1),
        bk=lambda k, tau: (tau, k, -1),
        avB=lambda letters: time_ordered(s, letters),
        apart=lambda left, right: ordered(left) @ ordered(right),
        together=lambda left, right: ordered(lambda a, b, c, d: left(a, b) * right(c, d)),
    )


_WORD = "avB([bdk({k}, t) for t in {times}[:n]] + [bk({k}, t) for t in {times}[n:]])"


def _words(k: str, *times: str) -> str:
    """Return what stands at all times of mode k together: creators at the first n, annihilators at the other m."""
    names, order = ", ".join(times), len(times)
    word = _WORD.format(k=k, times=f"({names})")
    orders = f"for n in range({order + 1}) for m in [{order} - n]"
    return f"lambda {names}: Sum((-1)**(n + m) / (factorial(n) * factorial(m)) * {word} {orders})"


def _pair(k: str, t: str, u: str) -> str:
    return f"avB([bdk({k}, {t}), bk({k}, {u})])"


def _each(order: int, weight: str) -> str:
    """Return the sum over modes of what stands under one ordering, at two or four times."""
    return f"Sum(lam[k]**{order} * hypercube({weight}, F, beta) for k in range(K))"


def _product(how: str) -> str:
    """Return the product of the second orders of both modes, ``apart`` or ``together`` under one ordering."""
    first, second = (f"lambda t1, u1: {_pair(k, 't1', 'u1')}" for k in "01")
    return f"lam[0]**2 * lam[1]**2 * {how}({first}, {second})"


_TWO = _each(2, _words("k", "t1", "t2")), _each(2, f"lambda t1, u1: {_pair('k', 't1', 'u1')}")

_FOUR = (
    _each(4, _words("k", "t1", "t2", "t3", "t4")),
    _each(4, f"lambda t1, t2, u1, u2: ({_pair('k', 't1', 'u1')} * {_pair('k', 't2', 'u2')}"
             f" + {_pair('k', 't1', 'u2')} * {_pair('k', 't2', 'u1')}) / factorial(2)**2"),
    _each(4, f"lambda t1, t2, u1, u2: {_pair('k', 't1', 'u1')} * {_pair('k', 't2', 'u2')} / factorial(2)"),
)  # fmt: skip


def _wick(how: str) -> tuple[str, ...]:
    """Return both equalities of (79), at second and fourth order."""
    return _TWO[0], f"{_product(how)} + {_FOUR[0]}", _TWO[1], f"{_product(how)} + {_FOUR[1]}"


_GREEN = "Sum(lam[k]**2 * G(Om[k], {t} - {u}, beta) for k in range(K))"

_SUM = f"hypercube(lambda tau, taup: {_GREEN.format(t='tau', u='taup')}, F, beta)"

_SUM_TWICE = (
    f"1 / factorial(2) * hypercube(lambda t, u, tp, up: {_GREEN.format(t='t', u='u')}"
    f" * {_GREEN.format(t='tp', u='up')}, F, beta)"
)


def _exponential(how: str) -> tuple[str, ...]:
    """Return both equalities of (80), at second and fourth order."""
    return _TWO[1], f"{_product(how)} + {_FOUR[2]}", _SUM, _SUM_TWICE


_EXPONENT = (
    "1 / factorial(2) * bath(lambda xi: bath(lambda xip: hypercube(lambda t, u, tp, up:"
    " G(xi, t - u, beta) * G(xip, tp - up, beta), F, beta), modes), modes)"
)

_ALL = "Texp(bath(lambda xi: bilinear(lambda tau, taup: G(xi, tau - taup, beta), F, beta), modes))"

_SECOND = "bath(lambda xi: hypercube(lambda tau, taup: G(xi, tau - taup, beta), F, beta), modes)"

_BY_TIMES = (
    "bath(lambda xi: ordered(lambda tau, taup: phi(xi, tau - taup, beta) * picture(F0, E, tau) @ picture(F0, E, taup),"
    " beta), modes)"
)

_SCOPE = (
    "The product over the modes stands outside of the ordering, but the factors contain the same operators at other times: "
    "one ordering has to embrace all modes. With one mode the print is right."
)


ENTRIES = [
    Entry(
        number=77,
        kind="identity",
        printed=(
            "Sum(dot(sigma[j], n[j]) for j in range(M + 1)) @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",
            "F @ Sum(lam[k] * (dagger(b[k]) + b[k]) for k in range(K))",
            "Sum(f[k] @ dagger(b[k]) + f[k] @ b[k] for k in range(K))",
        ),
        sample=full,
        routes={"matrix elements of single ladder steps": lambda s: coupling_elements(s) * 3},
        domain="2 spins with generic vectors, 2 modes, truncated Fock space",
        proof=Proof(),
    ),
    Entry(
        number=78,
        kind="identity",
        printed=(
            "chronological(lambda tau: [Sum(fk(k, tau) @ bdk(k, tau) + fk(k, tau) @ bk(k, tau) for k in range(K))], beta, eye)",
            "chronological(lambda tau: [fk(k, tau) @ bdk(k, tau) + (lambda taup: fk(k, taup) @ bk(k, taup))(tau)"
            " for k in range(K)], beta, eye)",
            "chronological(lambda tau: [g for k in range(K) for g in (fk(k, tau) @ bdk(k, tau),"
            " (lambda taup: fk(k, taup) @ bk(k, taup))(tau))], beta, eye)",
        ),
        sample=two_modes,
        routes={"spectral exponential": lambda s: (exact_evolution(s),) * 3},
        domain="1 spin, 2 modes of 2 levels; one ordering for all factors, time steps extrapolated to zero",
        tolerance=1e-7,
        samples=2,
        proof=Proof(
            numbers=POINT,
            sample=in_the_plane,
            routes={"divided differences of the exponential": lambda s: (two_levels.series(s)[0],) * 3},
            domain="1 spin with any vector in the plane, 2 modes of 2 levels, to fourth order in the coupling",
        ),
    ),
    Entry(
        number=79,
        kind="identity",
        printed=_wick("apart"),
        sample=with_orderings,
        routes={"exact average on a circle of complex couplings": lambda s: (*exact_orders(s),) * 2},
        domain=ORDERS,
        corrected=_wick("together"),
        latex=(
            (r"\prod_k \sum_{n,m=0}", r"T_\tau \prod_k \sum_{n,m=0}"),
            (r"\prod_k \sum_{n=0}", r"T_\tau \prod_k \sum_{n=0}"),
            (r"T_\tau \left\{ f_k(\tau_1)", r"\left\{ f_k(\tau_1)"),
        ),
        tolerance=1e-7,
        samples=2,
        remark=_SCOPE,
        proof=Proof(numbers=POINT),
    ),
    Entry(
        number=80,
        kind="identity",
        printed=_exponential("apart"),
        sample=with_orderings,
        routes={"exact average on a circle of complex couplings": lambda s: (*exact_orders(s),) * 2},
        domain=ORDERS,
        corrected=_exponential("together"),
        latex=(
            (r"\prod_k \sum_{n=0}", r"T_\tau \prod_k \sum_{n=0}"),
            (r"T_\tau \left\{ f_k(\tau_1)", r"\left\{ f_k(\tau_1)"),
        ),
        tolerance=1e-7,
        samples=2,
        remark=_SCOPE + " The last line has the right scope.",
        proof=Proof(numbers=POINT),
    ),
    Entry(
        number=81,
        kind="identity",
        printed=(
            "exp((tau - taup) * xi) / (exp(beta * xi) - 1) * theta(tau - taup)"
            " + exp((tau - taup) * xi) / (1 - exp(-beta * xi)) * theta(taup - tau)",
        ),
        sample=either_order,
        routes={"sum over number states": level_sum},
        domain="both orders of the times",
        samples=6,
        proof=Proof(),
    ),
    Entry(
        number=82,
        kind="identity",
        printed=(_SECOND, _EXPONENT, _ALL),
        sample=one_spin,
        routes={"exact average, and its orders on a circle of complex couplings": orders_and_all},
        domain=ORDERS + ", and all orders",
        tolerance=1e-7,
        samples=2,
        proof=Proof(numbers=POINT),
    ),
    Entry(
        number=83,
        kind="leading order",
        printed=(_SECOND, _BY_TIMES),
        slope=Slope(
            4, ("F0",), f"one + {_BY_TIMES.replace('modes', 'modes[:1]')}", exact_average, scales=(0.4, 0.2, 0.1)
        ),
        sample=one_spin,
        routes={"exact average on a circle of complex couplings": lambda s: second_only(s) * 2},
        domain=ORDERS,
        samples=2,
        proof=Proof(numbers=POINT),
    ),
    Entry(
        number=84,
        kind="identity",
        printed=("exp((tau - taup) * xi) / (exp(beta * xi) - 1) + exp(-(tau - taup) * xi) / (1 - exp(-beta * xi))",),
        sample=correlation_sample,
        routes={"sum over number states": number_sum},
        domain="0 <= tau' <= tau <= beta",
        proof=Proof(),
    ),
]
