"""What is printed again and again: the weight of a sector, the sum, one ordering; and the bath of one mode."""

from __future__ import annotations


def scope(form: str) -> str:
    """Return the sum over the sectors of one line of the print."""
    return f"Sum({WEIGHT} * {form} for c in sectors)"


def exponent(coupling: str, modes: str, operator: str = "c.Sigma") -> str:
    """Return one exponent of the print; two of them under one ordering are a sum."""
    weight = "lambda tau, taup: G(xi, tau - taup, beta)"
    return f"{coupling}**2 * bath(lambda xi: bilinear({weight}, {operator}, beta), {modes})"


def separate(operator: str = "c.Sigma") -> str:
    """Return two ordered exponentials, as the print has them."""
    return f"Texp({exponent('f2', 'left', operator)}) @ Texp({exponent('g2', 'right', operator)})"


def joint(operator: str = "c.Sigma") -> str:
    """Return one ordered exponential of both exponents."""
    return f"Texp({exponent('f2', 'left', operator)} + {exponent('g2', 'right', operator)})"


def one_mode(form: str) -> str:
    """Return a form for the density (26) with a bath of one mode at 1.7 omega_1: Gamma(s) is its energy."""
    return (
        f"(lambda Gamma, halfline: {form})"
        "(lambda s: 1.7**(s - 1) * (omega1 / omega_c)**s * exp(-1.7 * omega1 / omega_c), lambda f, scale: f(1.7))"
    )


WEIGHT = (
    "binomial(M, c.m) * binomial(N, c.n) * exp(-beta * (omega1 / 2 * (M - 2 * c.m) + omega2 / 2 * (N - 2 * c.n)))"
    " * exp(beta * (Omega * f1**2 * (M - 2 * c.m)**2 + Upsilon * g1**2 * (N - 2 * c.n)**2))"
)

# the same corrections in the print: one ordering for both exponentials, and a trace that closes at the end
_SECOND = r"\exp \left\{ g_2^2 \int_0^\infty d\xi \mathcal{I}_2(\xi) \int_0^\beta d\tau \int_0^\beta d\tau' G(\xi, \tau - \tau') "


def one_ordering(operator: str = r"\Sigma") -> tuple[tuple[str, str], ...]:
    """Return the replacements that put both exponentials of a print under one ordering."""
    second = _SECOND + rf"{operator}^x(\tau) {operator}^x(\tau') \right\}}"
    first = r"\exp \left\{ f_2^2"
    return (r"T_\tau " + first, r"T_\tau \Big[ " + first), (r"T_\tau " + second, second + r" \Big]")


TRACE = (
    (r"\text{Tr}_S \left[", r"\text{Tr}_S \Big["),
    (r"\sigma^z \right\} \right] \times", r"\sigma^z \right\} \times"),
)
