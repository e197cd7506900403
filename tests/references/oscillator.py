r"""The oscillator of Section 7, exactly: the bath integrated out leaves the quadratic action nu^2/E + E - K(nu).

`matsubara` sums over the frequencies nu_n, its tail by Euler-Maclaurin with derivatives from Cauchy's formula;
`spectral` integrates coth times the response function along a line above the real axis.
"""

from flint import acb, arb

from references.bath import ANGLE, INFINITY, half_line, tanh_half

HEAD, ORDER, CIRCLE = 48, 22, 128


def response(z, s):
    r"""Return :math:`\frac{1}{\Gamma(s)}\int t^{s+1}e^{-t}/(t^2+z^2)\,dt` for Re z > 0; 1 at z = 0."""
    i, one = acb(0, 1), acb(1)
    return s / 2 * ((i * z).hypgeom_u(one, 1 - s) + (-i * z).hypgeom_u(one, 1 - s))  # U(1, 1-s, x) = e^x E_{s+1}(x)


def inverse_action(nu, e, g, s, cutoff):
    """1 / (nu^2/E + E - K(nu)), analytic for Re nu > 0; K(nu) = 4 g^2 times the bath's response."""
    bath = cutoff * s.gamma() * (response(nu / cutoff, s) if nu != 0 else 1)
    return 1 / (nu * nu / e + e - 4 * g * g * bath)


def fluctuation_matsubara(beta, e, g, s, cutoff):
    """The variance V of the coordinate at fixed sigma^z: the sum over all Matsubara frequencies."""
    if beta == INFINITY:
        return half_line(lambda nu: inverse_action(acb(nu), e, g, s, cutoff)).real / arb.pi()

    def f(n):
        return inverse_action(2 * arb.pi() * n / beta, e, g, s, cutoff)

    total = f(acb(0)) / 2 + sum((f(acb(n)) for n in range(1, HEAD)), acb(0)) + f(acb(HEAD)) / 2
    total += HEAD * half_line(lambda x: f(HEAD * (1 + x)))
    radius = arb(HEAD) / 3
    turns = [(acb(0, 2) * arb.pi() * k / CIRCLE).exp() for k in range(CIRCLE)]
    values = [f(HEAD + radius * turn) for turn in turns]
    for k in range(1, ORDER + 1):
        odd = 2 * k - 1
        taylor = sum((v * turns[-odd * j % CIRCLE] for j, v in enumerate(values)), acb(0)) / CIRCLE / radius**odd
        total -= arb.bernoulli(2 * k) / (2 * k) * taylor
    return 2 * total.real / beta


def fluctuation_spectral(beta, e, g, s, cutoff):
    r"""The same as :math:`\frac1\pi\,\mathrm{Im}\int d\omega\,\coth(\beta\omega/2)\,\chi(\omega)`, off the axis."""
    turn = acb(0, 3 * ANGLE).exp()

    def integrand(r):
        omega = r * turn
        value = turn * inverse_action(-acb(0, 1) * omega, e, g, s, cutoff)
        return acb((value if beta == INFINITY else value * (beta * omega / 2).coth()).imag)

    arc = 0 if beta == INFINITY else 2 * (3 * ANGLE) * inverse_action(acb(0), e, g, s, cutoff).real / beta
    return (arc + half_line(integrand).real) / arb.pi()


def moments(fluctuation, beta, omega, e, s, cutoff, f, g):
    """Position, squared position, variance, |position| / sqrt(variance) of the exact equilibrium (unit strength)."""
    energy = cutoff * s.gamma()
    shift = 4 * f * g * energy / (arb(2).sqrt() * (e - 4 * g * g * energy))
    mean = -shift * tanh_half(omega, beta)
    v = fluctuation(beta, e, g, s, cutoff)
    variance = v + (0 if beta == INFINITY else shift**2 / (beta * omega / 2).cosh() ** 2)
    return mean, v + shift**2, variance, abs(mean) / variance.sqrt()
