"""The figures' quantities for the density (26) in ball arithmetic (Arb): each value with a proven radius.

The bath is its correlation function in imaginary time, two Hurwitz zeta functions. Units: frequencies in those of the
input spin, strength and couplings 1.
"""

from __future__ import annotations

from functools import cache

from flint import acb, arb, ctx

BITS = 96


def correlation(u, beta: arb, s: arb, cutoff: arb):
    """Return ``int dxi I(xi) cosh(xi (beta/2 - u)) / sinh(beta xi / 2)``, a series integrated term by term."""
    zetas = acb(s + 1).zeta((u + 1 / cutoff) / beta) + acb(s + 1).zeta(1 + (1 / cutoff - u) / beta)
    return (s + 1).gamma() * cutoff ** (1 - s) * beta ** (-s - 1) * zetas


def over_time(weight, beta: arb, s: arb, cutoff: arb) -> arb:
    """Return the integral of the correlation times ``weight(u) + weight(beta - u)`` over half of the interval.

    The variable is ``ln(u + 1/cutoff)``, which takes out the rapid change at small u.
    """

    def integrand(v, _):
        u = v.exp() - 1 / cutoff
        return v.exp() * correlation(u, beta, s, cutoff) * (weight(u) + weight(beta - u))

    low, high = (1 / cutoff).log(), (beta / 2 + 1 / cutoff).log()
    return acb.integral(integrand, low, high, rel_tol=arb(2) ** -70, abs_tol=arb(2) ** -200).real


def polarization(beta: arb, omega: arb) -> arb:
    """Return minus the thermal average of sigma^z, from the populations."""
    up, down = (-beta * omega / 2).exp(), (beta * omega / 2).exp()
    return (down - up) / (down + up)


def sent(beta: arb, omega: arb, s: arb, cutoff: arb) -> arb:
    """Return minus the coherence over ``4 f1 f2``: mean force of the input times response of the output."""
    return cutoff * s.gamma() * polarization(beta, arb(1)) * polarization(beta, omega) / omega


def own(beta: arb, s: arb, cutoff: arb) -> arb:
    """Return the same for the input spin that drives itself: ``Tr rho F(tau + u) F(tau) sigma^x``, summed over tau."""
    top = (beta / 2).cosh()
    return over_time(lambda u: (top - (beta / 2 - u).cosh()) / (2 * top), beta, s, cutoff)


def noise(beta: arb, omega: arb, s: arb, cutoff: arb) -> arb:
    """Return the covariance of two equal outputs over ``4 f2^2``, from the product of their own correlations."""
    top = (beta * omega / 2).cosh()
    return over_time(
        lambda u: ((omega * (beta - u)).sinh() / omega + (beta - u) * (omega * u).cosh()) / (4 * top**2),
        *(beta, s, cutoff),
    )


def ratio(beta: arb, omega: arb, s: arb, cutoff: arb) -> arb:
    """Return Fig. 3's quantity."""
    return sent(beta, omega, s, cutoff) / own(beta, s, cutoff)


def to_noise(beta: arb, omega: arb, s: arb, cutoff: arb) -> arb:
    """Return Fig. 5's quantity: the coherence over the noise and over ``4 |f1| M sqrt(lambda)``."""
    return sent(beta, omega, s, cutoff) / (2 * noise(beta, omega, s, cutoff).sqrt())


def spread(beta: arb) -> arb:
    """Return the spread of a free oscillator of energy 1, from its number states."""
    boltzmann = (-beta).exp()
    return (boltzmann / (1 - boltzmann) + arb(1) / 2).sqrt()


def oscillator(beta: arb, omega: arb, s: arb, cutoff: arb) -> arb:
    """Return the displacement of the oscillator of energy 1 over its spread and ``4 f g``, in leading order.

    The reorganization energy is an integral over imaginary time.
    """
    energy = over_time(lambda u: acb(1) / 2, beta, s, cutoff)
    return energy * polarization(beta, omega) / (arb(2).sqrt() * spread(beta))


def half_of_cold(omega: arb) -> arb:
    """Return the temperature at which this is half of what it is at none: the bath's energy does not depend on it."""
    cold = 1 / (arb(1) / 2).sqrt()
    return _zero(lambda temperature: polarization(1 / temperature, omega) / spread(1 / temperature) - cold / 2)


@cache
def ball(quantity, *point: float) -> arb:
    """Return a quantity at a point, with 96 bits."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        return quantity(*map(arb, point))
    finally:
        ctx.prec = before


@cache
def crossing(level, *point: float) -> arb:
    """Return the frequency of the output at which ``sent``, which falls with it, is ``level(beta, s, cutoff)``."""
    return ball(_crossing(level), *point)


def _crossing(level):
    def found(beta, *bath):
        asked = level(beta, *bath)
        return _zero(lambda omega: sent(beta, omega, *bath) - asked)

    return found


def _zero(falling) -> arb:
    """Enclose the zero of a function that falls: the sign is certain at both ends."""
    low, high = arb(1) / 8, arb(64)
    if not (falling(low) > 0 > falling(high)):
        raise ValueError("no certain crossing between 1/8 and 64")
    while True:
        middle = arb(((low + high) / 2).mid())
        value = falling(middle)
        if value > 0:
            low = middle
        elif value < 0:
            high = middle
        else:
            return low.union(high)
