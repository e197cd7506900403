r"""The same quantities in imaginary time: weights w(u) that multiply C(u) or phi(xi, u), u = tau - tau'.

Each is the integral over tau' of the thermal average of F(tau) F(tau') sigma, Eqs. (19), (40), (87), (119), done by
hand and written as a sum of positive terms. At beta = inf a weight is the limit, with both ends of [0, beta] together.
"""

from references.bath import INFINITY


def sinh_over(a, u):
    """sinh(a u) / a, also at a = 0."""
    return u if a == 0 else (a * u).sinh() / a


def exponential_gap(x, y, u):
    """(e^{-y u} - e^{-x u}) / (x - y), also at x = y; two forms, because balls overestimate either one somewhere."""
    mean, gap = (x + y) / 2, (x - y) / 2
    if abs(gap) < mean / 10:
        return (-mean * u).exp() * sinh_over(gap, u)
    return ((-y * u).exp() - (-x * u).exp()) / (2 * gap)


def self_weight(omega, beta):
    """Minus Eq. (21): 4 sinh(w u/2) sinh(w (beta-u)/2) / (w cosh(beta w/2))."""
    if beta == INFINITY:
        return lambda u: 4 * (1 - (-omega * u).exp()) / omega
    scale = omega / (beta * omega / 2).cosh()
    return lambda u: scale * sinh_over(omega / 2, u) * sinh_over(omega / 2, beta - u)


def pair_weight(x, y, beta):
    """Eqs. (43) and (90): the weight with f_2 = 1."""
    a, d = x + y, x - y
    if beta == INFINITY:
        return lambda u: 2 * ((-x * u).exp() + (-y * u).exp()) / a + 2 * exponential_gap(x, y, u)
    scale = (beta * x / 2).cosh() * (beta * y / 2).cosh()

    def weight(u):
        sum_term = sinh_over(a / 2, beta - u) * (d * u / 2).cosh()
        return (sum_term + sinh_over(d / 2, beta - u) * (a * u / 2).cosh()) / scale

    return weight


def polarization_weight(omega, beta):
    """Eq. (88)."""
    if beta == INFINITY:
        return lambda u: 2 * u * (-omega * u).exp()
    scale = (beta * omega / 2).cosh() ** 2
    return lambda u: (beta - u) * (omega * u).sinh() / scale


def oscillator_weight(e, beta):
    """The g^2 part of Eq. (75): 2 (D * D)(u), D the imaginary-time correlation of the free coordinate."""
    if beta == INFINITY:
        return lambda u: (u + 1 / e) * (-e * u).exp()
    sh, ch = (beta * e / 2).sinh(), (beta * e / 2).cosh()

    def weight(u):
        p = beta / 2 - u
        c = (e * p).cosh()
        return (c / (e * sh) + beta / 2 * c * ch / sh**2 - p * (e * p).sinh() / sh) / 2

    return weight


def second_order_weights(splitting, angle, beta):
    """Eqs. (123) with (119): weights of A, B, C and D/i."""
    s, c, r = angle.sin(), angle.cos(), splitting

    def swing(u):
        return s * c * r * sinh_over(r / 2, u) * sinh_over(r / 2, beta - u)

    return (
        lambda u: (beta - u) * (c * c * (r * u).cosh() + s * s),
        lambda u: (beta - u) * c * c * (r * u).sinh(),
        lambda u: swing(u) * (r * beta / 2).cosh(),
        lambda u: swing(u) * (r * beta / 2).sinh(),
    )
