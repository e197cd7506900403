r"""One mode's kernels in closed form (frequency side), as divided differences in the squared frequencies.

With h(u) = coth(beta u/2)/u and g(u) = u coth(beta u/2): Eq. (24) is g[xi^2, w^2], Eq. (44) is
xi^2 x y tanh tanh h[xi^2, x^2, y^2]. Coincident arguments are derivatives; distinct ones are quotients, whose
cancellation the ball arithmetic sees and the working precision pays for. All kernels multiply I(xi)/xi.
"""

from flint import arb

from references.bath import INFINITY, coth_half, tanh_half


def h(u, beta):
    """coth(beta u/2) / u."""
    return coth_half(u, beta) / u


def h_slope(u, beta):
    """Derivative of h with respect to u^2."""
    c = coth_half(u, beta)
    c1 = 0 if beta == INFINITY else -(beta / 2) * (c * c - 1)
    return (c1 * u - c) / (2 * u**3)


def h_curvature(u, beta):
    """Second derivative of h with respect to u^2."""
    c = coth_half(u, beta)
    c1 = 0 if beta == INFINITY else -(beta / 2) * (c * c - 1)
    c2 = 0 if beta == INFINITY else 2 * c * (beta / 2) ** 2 * (c * c - 1)
    return (c2 * u * u - 3 * c1 * u + 3 * c) / (4 * u**5)


def h_pair(a, b, beta):
    """First divided difference h[a^2, b^2]."""
    return h_slope(a, beta) if a == b else (h(a, beta) - h(b, beta)) / (a * a - b * b)


def h_triple(a, b, c, beta):
    """Second divided difference h[a^2, b^2, c^2]; symmetric, so the two that are equal go first."""
    if a == b == c:
        return h_curvature(a, beta) / 2
    if a == c:
        b, c = c, b
    elif b == c:
        a, c = c, a
    return (h_pair(a, b, beta) - h_pair(b, c, beta)) / (a * a - c * c)


def self_quotient(xi, omega, beta):
    """[xi coth(beta xi/2) - omega coth(beta omega/2)] / (xi^2 - omega^2), the fraction of Eqs. (21) and (24)."""
    if xi == omega:
        c = coth_half(xi, beta)
        slope = 0 if beta == INFINITY else -(beta / 2) * (c * c - 1)
        return (c + xi * slope) / (2 * xi)
    still = (0 if beta == INFINITY else 2 / beta) if omega == 0 else omega * coth_half(omega, beta)
    return (xi * coth_half(xi, beta) - still) / (xi * xi - omega * omega)


def self_kernel(xi, omega, beta):
    """Eq. (24) without 4 f_1 f_2."""
    return tanh_half(omega, beta) * self_quotient(xi, omega, beta)


def pair_kernel(xi, x, y, beta):
    """Eq. (44)."""
    return xi * xi * x * y * tanh_half(x, beta) * tanh_half(y, beta) * h_triple(xi, x, y, beta)


def pair_minimum(x, y, beta):
    """Eq. (45), the value at xi -> 0."""
    return 0 * x if beta == INFINITY else 2 * tanh_half(x, beta) * tanh_half(y, beta) / (beta * x * y)


def pair_maximum(x, y, beta):
    """Eq. (46), the value at xi -> infinity."""
    if x == y:
        t = tanh_half(x, beta)
        return (t / x + (0 if beta == INFINITY else beta / 2 * (1 - t * t))) / 2
    return (x * tanh_half(x, beta) - y * tanh_half(y, beta)) / (x * x - y * y)


def polarization_kernel(xi, omega, beta):
    """Eq. (89), times xi; the braces divided by cosh^2 so that nothing overflows at beta = inf."""
    if beta == INFINITY:
        return 2 * xi / (xi + omega) ** 2
    inverse = 1 / (beta * omega / 2).cosh() ** 2
    linear = beta * omega * (xi * xi - omega * omega) * inverse
    braces = coth_half(xi, beta) * (linear + 2 * (xi * xi + omega * omega) * tanh_half(omega, beta)) - 4 * xi * omega
    return xi * braces / (xi * xi - omega * omega) ** 2


def oscillator_kernel(xi, e, beta):
    """The two g^2 terms of Eq. (75) together (each alone is singular), times xi."""
    q = e * e - xi * xi
    first = 2 * e * (e * coth_half(xi, beta) - xi * coth_half(e, beta)) / (q * q)
    if beta == INFINITY:
        return xi * (first - xi / (e * q))
    ratio = (beta * e + (beta * e).sinh()) / (beta * e / 2).sinh() ** 2
    return xi * (first - ratio * xi / (2 * e * q))


def moment_one(k, beta):
    """The integral of e^{k u} over [0, beta]."""
    return beta if k == 0 else ((beta * k).exp() - 1) / k


def moment_two(k, beta):
    """The integral of (beta - u) e^{k u} over [0, beta]."""
    return beta * beta / 2 if k == 0 else ((beta * k).exp() - 1 - beta * k) / (k * k)


def second_order(xi, splitting, angle, beta):
    """Eqs. (124)-(127) from the exponentials of Eq. (16) times those of Eq. (119); D without its factor i."""
    s, c, r = angle.sin(), angle.cos(), splitting
    n = 1 / ((beta * xi).exp() - 1)
    up, down = moment_two(xi + r, beta) * n, moment_two(-xi - r, beta) * (n + 1)
    left, right = moment_two(xi - r, beta) * n, moment_two(r - xi, beta) * (n + 1)
    a = c * c / 2 * (up + left + right + down) + s * s * beta / xi
    b = c * c / 2 * (up - left + right - down)
    if r == 0:
        return a, arb(0), arb(0), arb(0)
    up, down = moment_one(xi + r, beta) * n, moment_one(-xi - r, beta) * (n + 1)
    left, right = moment_one(xi - r, beta) * n, moment_one(r - xi, beta) * (n + 1)
    even, odd = (up + left + right + down), (up - left + right - down)
    return a, b, s * c * (2 * ((beta * r).cosh() + 1) / xi - even) / r, s * c * (2 * (beta * r).sinh() / xi - odd) / r
