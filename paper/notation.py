"""The symbols of the paper as the transcribed formulas use them; routes never import this module."""

from __future__ import annotations

import math as _math
from functools import cache as _cache
from functools import lru_cache as _lru_cache
from functools import reduce as _reduce
from itertools import pairwise as _pairwise
from itertools import permutations as _permutations

import numpy as _np
from scipy.linalg import expm as _expm
from scipy.special import gamma as Gamma  # noqa: F401  (the name in the paper)

from ledger.exact import integral as _integral
from ledger.exact import matrices as _matrices
from ledger.exact.number import exactly as _exactly
from paper.ordering import Texp, bilinear  # noqa: F401

pi = _math.pi
infinity = _math.inf
tanh, sinh, cosh, exp, sqrt = _np.tanh, _np.sinh, _np.cosh, _np.exp, _np.sqrt
sin, cos, arccos, arcsin = _np.sin, _np.cos, _np.arccos, _np.arcsin
one = _np.eye(2)
sx = _np.array([[0, 1], [1, 0]], dtype=complex)
sy = _np.array([[0, -1j], [1j, 0]], dtype=complex)
sz = _np.array([[1, 0], [0, -1]], dtype=complex)
binomial = _math.comb
factorial = _math.factorial


@_cache
def _rule(nodes):
    """Return the nodes and weights of Gauss's rule on (0, 1)."""
    x, w = _np.polynomial.legendre.leggauss(nodes)
    return list(zip((x + 1) / 2, w / 2, strict=True))


def coth(x):
    """Hyperbolic cotangent."""
    return 1 / _np.tanh(x)


def Sum(terms):
    """Sum of numbers or matrices."""
    total = 0
    for term in terms:
        total = total + term
    return total


def Tr(matrix):
    """Trace."""
    return _np.trace(matrix)


@_exactly(_matrices.expm)
def expm(matrix):
    """Matrix exponential."""
    matrix = _np.asarray(matrix)
    return _exponential(matrix.tobytes(), matrix.dtype.str, matrix.shape)


@_lru_cache(maxsize=16)  # the mutants of a formula ask for the same ones again and again
def _exponential(content, kind, shape):
    result = _expm(_np.frombuffer(content, kind).reshape(shape))
    result.flags.writeable = False
    return result


def dagger(matrix):
    """Hermitian conjugate, of a matrix or of an operator that knows its own."""
    if hasattr(matrix, "dagger"):
        return matrix.dagger()
    return _np.conj(_np.transpose(matrix))


def theta(x):
    """Step function."""
    return 1.0 if x > 0 else 0.0


def phi(xi, t, beta):
    """Eqs. (16), (84)."""
    return exp(t * xi) / (exp(beta * xi) - 1) + exp(-t * xi) / (1 - exp(-beta * xi))


def bath(integrand, modes):
    """Integral over xi with the spectral density (15) of ``modes`` = [(frequency, coupling)]."""
    return Sum(coupling**2 * integrand(frequency) for frequency, coupling in modes)


@_exactly(_integral.over)
def line(integrand, beta, nodes=16):
    """Integral over tau from 0 to beta."""
    return Sum(beta * w * integrand(beta * x) for x, w in _rule(nodes))


def ordered(integrand, beta, nodes=16):
    """Integral over tau from 0 to beta and tau' from 0 to tau."""
    return line(lambda tau: line(lambda taup: integrand(tau, taup), tau, nodes), beta, nodes)


def dot(sigma, n):
    """Scalar product of Pauli matrices and a vector."""
    return sigma[0] * n[0] + sigma[1] * n[1] + sigma[2] * n[2]


def picture(operator, energies, tau):
    """e^{tau H} O e^{-tau H} for a diagonal H, or a general Hermitian H given as a matrix."""
    if _np.ndim(energies) == 2:
        return expm(tau * energies) @ operator @ expm(-tau * energies)
    rise = _np.exp(tau * energies)
    return rise[:, None] * operator / rise


_T = _np.arange(-70.0, 6.5, 0.02)
_RAY = _np.exp(_T + 0.6j)


def halfline(integrand, scale=1.0):
    """Integral from 0 to infinity along a ray into the complex plane; a pole on the axis gives its principal value.

    The integrand must decay on the scale ``scale``.
    """
    x = scale * _RAY
    values = _np.asarray(integrand(x) * x)
    return float(_np.sum(_np.where(_np.isfinite(values), values, 0)).real * 0.02)


@_exactly(_integral.derivative)
def derivative(function, at):
    """Derivative with respect to a real variable, by central differences of eighth order."""
    h = 0.02
    weights = ((1, 4 / 5), (2, -1 / 5), (3, 4 / 105), (4, -1 / 280))
    return sum(w * (function(at + k * h) - function(at - k * h)) for k, w in weights) / h


@_cache
def simplex(order, beta):
    """Times ``t_1 > t_2 > ...`` and weights that integrate over them, by nested Gauss rules."""
    x, w = _np.polynomial.legendre.leggauss(8)
    times, weight, top = [], _np.ones(1), _np.full(1, beta)
    for _ in range(order):
        new = _np.multiply.outer(top, (x + 1) / 2)
        weight = _np.multiply.outer(weight, w / 2) * top[..., None]
        times = [_np.broadcast_to(t[..., None], new.shape).ravel() for t in times] + [new.ravel()]
        weight, top = weight.ravel(), new.ravel()
    return times, weight


@_lru_cache(maxsize=8)
def _product(operator, order, beta):
    """F(t_1) F(t_2) ... at the times of `simplex`."""
    return _reduce(_np.matmul, map(operator, simplex(order, beta)[0]))


def _exact_hypercube(weight, operator, beta):
    order = weight.__code__.co_argcount

    def integrand(*times):
        total = sum(weight(*(times[i] for i in assignment)) for assignment in _permutations(range(order)))
        return total * _reduce(_np.matmul, map(operator, times))

    return _integral.nested(integrand, order, beta)


def _exact_descending(weight, operator, beta):
    order = weight.__code__.co_argcount
    return _integral.nested(lambda *t: weight(*t) * _reduce(_np.matmul, map(operator, t)), order, beta)


@_exactly(_exact_hypercube)
def hypercube(weight, operator, beta):
    """Integral of ``weight(t_1, ...) T{F(t_1) F(t_2) ...}`` over all times from 0 to beta, ordered by T."""
    order = weight.__code__.co_argcount
    times, measure = simplex(order, beta)
    total = sum(weight(*(times[i] for i in assignment)) for assignment in _permutations(range(order)))
    return _np.tensordot(measure * total, _product(operator, order, beta), 1)


def _exact_chronological(generators, beta, unit):
    """Return the time-ordered product to fourth order: the equation for U, integrated four times from U = 1 on."""

    def iterate(n, upper):
        return unit - _integral.over(lambda t: Sum(generators(t)) @ iterate(n - 1, t), upper) if n else unit

    return iterate(4, beta)


@_lru_cache(maxsize=64)  # 4 for each sector, and again for the mutants of a formula
def _in_steps(content, kind, shape):
    product = _np.eye(shape[-1])
    for parts in _expm(_np.frombuffer(content, kind).reshape(shape)):
        for part in (*parts, *parts[::-1]):
            product = part @ product
    return product


@_exactly(_exact_chronological)
def chronological(generators, beta, unit):
    """Time-ordered product of ``exp(-G_i(tau) dtau)``, several generators under one ordering; Richardson in dtau."""
    table = []
    for steps in (6, 12, 24, 48):
        h = beta / steps
        parts = -h / 2 * _np.array([generators((i + 0.5) * h) for i in range(steps)])
        table.append(_in_steps(parts.tobytes(), parts.dtype.str, parts.shape) @ unit)
    for level in (4, 16, 64):  # the symmetric splitting has an error in even powers of dtau only
        table = [(level * fine - coarse) / (level - 1) for coarse, fine in _pairwise(table)]
    return table[0]


def _exact_green(xi, t, beta):
    return exp(t * xi) * (1 / (exp(beta * xi) - 1) if t > 0 else 1 / (1 - exp(-beta * xi)))


@_exactly(_exact_green)
def G(xi, t, beta):
    """Eq. (81), for an array of time differences."""
    return exp(t * xi) * _np.where(t > 0, 1 / (exp(beta * xi) - 1), 1 / (1 - exp(-beta * xi)))


@_exactly(_exact_descending)
def descending(weight, operator, beta):
    """Integral of ``weight(t_1, ...) F(t_1) F(t_2) ...`` over beta > t_1 > t_2 > ... > 0."""
    order = weight.__code__.co_argcount
    times, measure = simplex(order, beta)
    return _np.tensordot(measure * weight(*times), _product(operator, order, beta), 1)
