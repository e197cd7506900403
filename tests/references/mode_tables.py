"""Tables of one bath mode's kernels, at any argument and every coincidence. Nothing here knows the library."""

from flint import arb

from references import appendix, kernels, weights
from references.bath import INFINITY, mode_time, tanh_half
from references.points import spread
from references.spin_tables import INF, susceptibility
from references.table import Table

CLOSED = "closed form as divided differences (derivatives at coincidences) in ball arithmetic"
MODE = "imaginary-time integral with one mode's thermal kernel (16), adaptive Gauss-Legendre with proven bound"
NEAR = 1.00000001  # beside a coincidence
SELF, TRIPLE, SECOND = ("xi", "omega", "beta"), ("xi", "x", "y", "beta"), ("xi", "splitting", "angle", "beta")
BETAS = (1e-3, 0.7, 5.0, 50.0)


def self_time(xi, omega, beta):
    """Eq. (24) without 4 f_1 f_2."""
    if beta == INFINITY:
        return 1 / (xi + omega)  # the Laplace transform of the weight, by hand
    return xi / 4 * mode_time(weights.self_weight(omega, beta), xi, beta)


def transfer_time(omega, beta):
    """Eq. (25) without 4 f_1 f_2, from the Boltzmann weights of one spin."""
    if beta == INFINITY:
        return 1 / omega
    exponent = (beta * omega).exp()
    return (exponent - 1) ** 2 / (exponent + 1) ** 2 / omega


def pair_closed(xi, x, y, beta):
    """Eqs. (44), (45), (46)."""
    return kernels.pair_kernel(xi, x, y, beta), kernels.pair_minimum(x, y, beta), kernels.pair_maximum(x, y, beta)


def pair_time(xi, x, y, beta):
    """Eq. (44) as an integral; its limits as the integrals of the weight with phi -> 2/(beta xi) and 2 delta(u)/xi."""
    if beta == INFINITY:
        kernel = xi * (xi + x + y) / ((xi + x) * (xi + y) * (x + y))
        return kernel, arb(0), 1 / (x + y)
    weight = weights.pair_weight(x, y, beta)
    static = susceptibility(x, beta) * susceptibility(y, beta) * 2 / beta
    return xi / 4 * mode_time(weight, xi, beta), static, (weight(arb(0)) + weight(beta)) / 4


def correlator_closed(xi, x, y, beta):
    """Eqs. (92)-(95) as printed and (96)."""
    return (*appendix.printed(xi, x, y, beta), appendix.simplified(xi, x, y, beta))


def correlator_time(xi, x, y, beta):
    """The same from imaginary time, assembled by Eq. (91)."""
    parts = appendix.from_time(xi, x, y, beta)
    return (*parts, appendix.assembled(xi, x, y, beta, parts))


def second_time(xi, splitting, angle, beta):
    """Eq. (123)."""
    return tuple(mode_time(weight, xi, beta) for weight in weights.second_order_weights(splitting, angle, beta))


DOUBLES = [(1.0, 1.0), (1.0, NEAR), (10.0, 10.0), (1e-6, 1e-6), (2.0, 0.0)]
SELF_EDGES = [(xi, w, beta) for beta in BETAS for xi, w in DOUBLES]
TRIPLES = [(1.0, 1.0, 1.0), (1.0, 1.0, 2.0), (1.0, 2.0, 1.0), (1.0, 2.0, 2.0), (1.0, NEAR, 2.0), (1.0, NEAR, NEAR)]
TRIPLES += [(NEAR, 1.0, 1.0), (1e-6, 1e-6, 1e-6), (1e3, 10.0, 10.0), (1e-4, 1e-6, 10.0)]
COLD = [(xi, x, y, INF) for xi, x, y in TRIPLES]
RS = [(1.0, 1.0), (1.0, NEAR), (10.0, 10.0), (1e-4, 1e-4), (1.0, 0.0), (1e3, 13.0)]
SECOND_EDGES = [(xi, r, angle, beta) for beta in BETAS for xi, r in RS for angle in (0.0, 0.5)]
APPENDIX = [(xi, x, y, beta) for xi, x, y, beta in spread(TRIPLE, 128) if beta * (x + y) < 600 and x != y][:80]

TABLES = [
    Table(
        "self_kernel", "weight of a mode in the self-induced coherence", "(24) without 4 f_1 f_2", SELF, ("value",),
        spread(SELF) + SELF_EDGES + [(1.0, 1.0, INF), (0.1, 3.0, INF)], kernels.self_kernel, self_time, (CLOSED, MODE),
    ),
    Table(
        "transfer_kernel", "weight of a mode in the transferred coherence", "(25) without 4 f_1 f_2", ("omega", "beta"),
        ("value",), [*spread(("omega", "beta")), (1e-6, 1e-3), (10.0, 50.0), (1.0, INF)],
        lambda w, beta: tanh_half(w, beta) * susceptibility(w, beta), transfer_time,
        ("hyperbolic tangent in ball arithmetic", "exponentials in ball arithmetic"),
    ),
    Table(
        "pair_kernel", "weight of a mode in the covariance of two output spins, and its bounds", "(44)-(47)",
        TRIPLE, ("kernel", "minimum", "maximum"),
        spread(TRIPLE) + [(*triple, beta) for beta in BETAS for triple in TRIPLES] + COLD, pair_closed, pair_time,
        (CLOSED, MODE),
    ),
    Table(
        "pair_correlator", "the functions of Appendix C", "(91)-(96)", TRIPLE, ("a", "b", "c", "d", "K"), APPENDIX,
        correlator_closed, correlator_time, ("Eqs. (92)-(95) as printed, and (96), in ball arithmetic", MODE),
    ),
    Table(
        "second_order_kernel", "second-order term of the dressed output spin (D without its factor i)", "(123)-(127)",
        SECOND, ("A", "B", "C", "D"), [p for p in spread(SECOND, 64) + SECOND_EDGES if p[1] * p[3] < 690],
        kernels.second_order, second_time, ("exponentials of (16) times those of (119), integrated by hand", MODE),
    ),
]  # fmt: skip
