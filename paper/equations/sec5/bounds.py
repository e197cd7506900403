"""The argument for (47): the kernel (44) term by term in its Matsubara sum, for every bath, temperature and frequency."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ledger.exact.matsubara import closed, residues, slope


def term_by_term(kernel: str, slow: str, fast: str):
    """Return the steps of the argument for the transcribed kernel (44) and its limits (45) and (46)."""

    def steps(source, value) -> Iterator[tuple[str, bool]]:
        names = {name: source.number() for name in ("beta", "x", "y", "xi", "nu")}
        beta, x, y, xi, nu = names.values()
        tanhs = np.tanh(beta * x / 2) * np.tanh(beta * y / 2)
        over = lambda numerator, *poles: tanhs * closed(residues(numerator, poles), beta)
        yield (
            "(44) is 2/beta tanh tanh times the sum over nu_n of x y xi^2/((nu^2 + xi^2)(nu^2 + x^2)(nu^2 + y^2))",
            value(kernel, names) == over(lambda _: 2 / beta * x * y * xi**2, xi, x, y),
        )
        term = x * y * xi**2 / ((nu**2 + xi**2) * (nu**2 + x**2) * (nu**2 + y**2))
        yield "every term is positive", term.sign() > 0
        yield "every term but that of nu = 0 grows with xi", slope(term, xi).sign() > 0
        still = x * y * xi**2 / (xi**2 * x**2 * y**2)
        yield "(45) is the term of nu = 0, which does not depend on xi", value(slow, names) == tanhs * 2 / beta * still
        yield (
            "(46) is the sum of the limits xi to infinity of the terms",
            value(fast, names) == over(lambda _: 2 / beta * x * y, x, y),
        )

    return steps
