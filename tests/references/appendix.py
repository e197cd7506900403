"""Appendix C: the functions a, b, c, d of Eqs. (92)-(95) and K of (91), (96), printed and from imaginary time."""

from references.bath import coth_half, mode_time, tanh_half
from references.kernels import pair_kernel


def printed(xi, x, y, beta):
    """Eqs. (92)-(95) as printed; x = omega_{M+1}, y = omega_{M+2}, x != y."""
    coth = coth_half(xi, beta)
    quotient = (2 * xi * xi - x * x - y * y) / (x * x - y * y)
    sx, sy, cx, cy = (beta * x).sinh(), (beta * y).sinh(), (beta * x).cosh(), (beta * y).cosh()
    hx, hy = (beta * x / 2).sinh() ** 2, (beta * y / 2).sinh() ** 2
    a = xi * x * sx * (cy * quotient - 1) - xi * y * sy * (cx * quotient + 1)
    a += x * y * coth * sx * sy - 4 * xi * xi * coth * hx * hy
    b = xi * y * sx * (1 - cy * quotient) + xi * x * sy * (cx * quotient + 1)
    b += 4 * x * y * coth * hx * hy - xi * xi * coth * sx * sy
    c = xi * quotient * (x * sx * sy - y * (cx * cy - 1)) + xi * y * (cx - cy)
    c += 2 * x * y * coth * sx * hy - 2 * xi * xi * coth * hx * sy
    d = xi * quotient * (x * (cx * cy - 1) - y * sx * sy) + xi * x * (cy - cx)
    d += 2 * x * y * coth * hx * sy - 2 * xi * xi * coth * sx * hy
    return a, b, c, d


def from_time(xi, x, y, beta):
    """The same four from the products of cosh and sinh in Eq. (40), integrated over tau at fixed u = tau - tau'."""
    total, gap = x + y, x - y

    def sinh_sum(u):
        p, q = total * beta - y * u, total * beta - x * u
        return (p.sinh() + q.sinh() - (x * u).sinh() - (y * u).sinh()) / (2 * total)

    def sinh_gap(u):
        p, q = gap * beta + y * u, gap * beta - x * u
        return (p.sinh() + q.sinh() - (x * u).sinh() + (y * u).sinh()) / (2 * gap)

    def cosh_sum(u):
        p, q = total * beta - y * u, total * beta - x * u
        return (p.cosh() + q.cosh() - (x * u).cosh() - (y * u).cosh()) / (2 * total)

    def cosh_gap(u):
        p, q = gap * beta + y * u, gap * beta - x * u
        return (p.cosh() + q.cosh() - (x * u).cosh() - (y * u).cosh()) / (2 * gap)

    scale = (xi * xi - x * x) * (xi * xi - y * y)
    ss, sg, cs, cg = (scale * mode_time(weight, xi, beta) for weight in (sinh_sum, sinh_gap, cosh_sum, cosh_gap))
    return ss + sg, ss - sg, cs - cg, cs + cg


def assembled(xi, x, y, beta, parts):
    """Eq. (91) from its four functions."""
    a, b, c, d = parts
    tx, ty = tanh_half(x, beta), tanh_half(y, beta)
    return a + tx * ty * b - ty * c - tx * d


def simplified(xi, x, y, beta):
    """Eq. (96), by way of (44): K = 4 (xi^2 - x^2)(xi^2 - y^2) G / xi."""
    return 4 * (xi * xi - x * x) * (xi * xi - y * y) * pair_kernel(xi, x, y, beta) / xi
