"""Integrals over the bath of Eq. (26) with unit strength, by two routes, in ball arithmetic of any precision.

`ray`: over the frequency, on a line turned off the real axis, where no kernel has a (removable) singularity.
`imaginary_time`: over the imaginary time, where the bath is its exact correlation function (two Hurwitz zeta functions)
and every weight is regular and positive.
"""

from flint import acb, arb, ctx

ANGLE = arb(1) / 4  # far from the poles of coth on the imaginary axis; the kernels' 0/0 lie on the real axis
INFINITY = arb("inf")


def coth_half(z, beta):
    """coth(beta z / 2), also at zero temperature."""
    return acb(1) if beta == INFINITY else (z * beta / 2).coth()


def tanh_half(z, beta):
    """tanh(beta z / 2), also at zero temperature."""
    return arb(1) if beta == INFINITY else (z * beta / 2).tanh()


def double_exponential(term, digits=41):
    """Sum ``term(t)`` by the trapezoidal rule over real t, halving the step until two results agree to ``digits``."""
    step, previous = arb(1) / 16, None
    total = one_sided(term, step, 0, step) + one_sided(term, -step, 1, step)
    for _ in range(6):
        previous = total
        shifted = one_sided(term, step, arb(1) / 2, step) + one_sided(term, -step, arb(1) / 2, step)
        total, step = (previous + shifted) / 2, step / 2
        if abs(total - previous).abs_upper() <= abs(total).abs_lower() * arb(10) ** -digits:
            return total
    raise ArithmeticError(f"no convergence: {previous} then {total}")


def one_sided(term, step, start, weight):
    """Sum step * term over t = (start + k) step, k = 0, 1, ..., until eight terms in a row are negligible."""
    total, small, k = acb(0), 0, 0
    while small < 8:
        value = term(step * (start + k))
        total += value
        negligible = abs(value).abs_upper() <= abs(total).abs_upper() * arb(2) ** -200
        small, k = (small + 1 if negligible else 0), k + 1
    return total * weight


def half_line(function):
    """Integrate a function that falls like a power over (0, infinity): x = exp(2 sinh t)."""

    def term(t):
        x = (2 * t.sinh()).exp()
        return 2 * t.cosh() * x * function(x)

    return double_exponential(term)


def ray(kernel, s, cutoff):
    r"""Return :math:`\int d\xi\, I(\xi)\,k(\xi)/\xi` along :math:`\xi = \omega_c e^{v + i\alpha}`, v = t - e^{-t}."""

    def term(t):
        decay = (-t).exp()
        z = acb(t - decay, ANGLE)
        y = z.exp()
        return (s * z - y).exp() * kernel(cutoff * y) * (1 + decay)

    return cutoff * double_exponential(term).real


def correlation(u, beta, s, cutoff):
    r"""Return :math:`C(u) = \int d\xi\, I(\xi)\cosh(\xi(\beta/2-u))/\sinh(\beta\xi/2)`, Eq. (16) for the bath."""
    if beta == INFINITY:
        return (s + 1).gamma() * cutoff ** (1 - s) * (u + 1 / cutoff) ** (-s - 1)
    zetas = acb(s + 1).zeta((u + 1 / cutoff) / beta) + acb(s + 1).zeta(1 + (1 / cutoff - u) / beta)
    return (s + 1).gamma() * cutoff ** (1 - s) * beta ** (-s - 1) * zetas


def imaginary_time(weight, beta, s, cutoff, decay=None):
    r"""Return :math:`\int_0^\beta du\, C(u) w(u)`; C(u) = C(beta - u) folds it onto half the interval.

    The variable is ln(u + 1/cutoff): it takes out the rapid change of C at u << 1/cutoff << beta.
    At zero temperature ``weight`` stands for both ends and falls like exp(-decay u).
    """
    end = 200 / decay if beta == INFINITY else beta / 2

    def integrand(v, _):
        u = v.exp() - 1 / cutoff
        folded = weight(u) if beta == INFINITY else weight(u) + weight(beta - u)
        return v.exp() * correlation(u, beta, s, cutoff) * folded

    return integrate(integrand, (1 / cutoff).log(), (end + 1 / cutoff).log())


def mode_time(weight, xi, beta):
    r"""Return :math:`\int_0^\beta du\,\varphi(\xi, u) w(u)` with the kernel (16) of one mode."""
    scale = (beta * xi / 2).sinh()

    def integrand(u, _):
        return (xi * (beta / 2 - u)).cosh() / scale * (weight(u) + weight(beta - u))

    return integrate(integrand, arb(0), beta / 2)


def integrate(integrand, low, high):
    """Adaptive Gauss-Legendre quadrature to half the working digits; the returned ball contains the proven error."""
    return acb.integral(integrand, low, high, rel_tol=arb(2) ** -(ctx.prec * 17 // 32), abs_tol=arb(2) ** -8000).real


def precision(bits):
    """Set the working precision of everything here."""
    ctx.prec = bits
