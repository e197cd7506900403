"""Tables of the spin's quantities, integrated over the bath. Nothing here knows the library."""

from flint import arb

from references import kernels, weights
from references.bath import INFINITY, imaginary_time, ray, tanh_half
from references.points import corners, over, spread
from references.table import Table

INF = float("inf")
RAY = "frequency integral on a ray xi = r exp(i/4), closed kernels, double-exponential rule, step halved to 41 digits"
TIME = "imaginary-time integral of the exact bath correlation (Hurwitz zeta), adaptive Gauss-Legendre with proven bound"

BATHS = [(0.25, 100.0), (0.5, 10.0), (1.0, 10.0), (2.0, 10.0), (4.0, 0.3)]  # the paper's and the domain's corners


def warm(point):
    """Tell whether the integral over imaginary time has an end: at zero temperature it is cut off."""
    return INF not in point


def susceptibility(omega, beta):
    """tanh(beta w/2)/w with its limit at w = 0."""
    return beta / 2 if omega == 0 else tanh_half(omega, beta) / omega


def self_time(beta, omega, s, cutoff):
    """Minus Eq. (21); at T = 0 the weight's constant tail is integrated by hand (the reorganization energy)."""
    if beta == INFINITY:
        tail = imaginary_time(lambda u: (-omega * u).exp(), beta, s, cutoff, omega)
        return 4 / omega * (cutoff * s.gamma() - tail)
    return imaginary_time(weights.self_weight(omega, beta), beta, s, cutoff)


def self_ray(beta, omega, s, cutoff):
    """Minus Eq. (21)."""
    return 4 * ray(lambda xi: kernels.self_kernel(xi, omega, beta), s, cutoff)


def induced(beta, omega_in, omega_out, energy):
    """Minus Eq. (23)."""
    return 4 * tanh_half(omega_in, beta) * susceptibility(omega_out, beta) * energy


def energy_quadrature(s, cutoff):
    """The reorganization energy as an integral, for beta = inf; else see `energy_time`."""
    return ray(lambda xi: 1 + 0 * xi, s, cutoff)


def energy_time(beta, s, cutoff):
    """The reorganization energy from the sum rule: C integrates to 2 Omega at every temperature."""
    if beta == INFINITY:
        return energy_quadrature(s, cutoff)
    return imaginary_time(lambda u: arb(1) / 2, beta, s, cutoff)


def covariance_ray(beta, x, y, s, cutoff):
    """Eq. (43)."""
    return 4 * ray(lambda xi: kernels.pair_kernel(xi, x, y, beta), s, cutoff)


def covariance_time(beta, x, y, s, cutoff):
    """Eq. (90) before any simplification."""
    return imaginary_time(weights.pair_weight(x, y, beta), beta, s, cutoff, min(x, y))


def snr(covariance):
    """Eq. (50) for ``spins`` equal inputs."""

    def value(beta, omega_in, omega_out, spins, s, cutoff):
        energy = cutoff * s.gamma()
        signal = 4 * energy * spins * tanh_half(omega_in, beta) * susceptibility(omega_out, beta)
        return signal / covariance(beta, omega_out, omega_out, s, cutoff).sqrt()

    return value


COLD = over([(INF, 1e-3), (INF, 1.0), (INF, 10.0)], BATHS)
ONE = ("beta", "omega", "s", "cutoff")
PAIR = ("beta", "omega_a", "omega_b", "s", "cutoff")
SNR = ("beta", "omega_in", "omega_out", "s", "cutoff")
SAME = [(2.0, 1.0, 1.0), (50.0, 10.0, 10.0), (1e-3, 0.5, 0.5), (5.0, 1e-6, 1e-6), (5.0, 1.0, 1.00000001)]
EQUAL = over(SAME, BATHS[1:4])
COLD_PAIR = over([(INF, 1.0, 1.0), (INF, 1e-3, 10.0), (INF, 0.7, 0.70000001)], BATHS)

TABLES = [
    Table(
        "self_induced_coherence", "coherence a spin induces in itself", "(21), (24)", ONE, ("value",),
        spread(ONE) + corners(ONE) + COLD + over([(3.0, 0.0)], BATHS),
        lambda *p: -self_time(*p), lambda *p: -self_ray(*p), (TIME, RAY), warm,
    ),
    Table(
        "induced_coherence", "coherence transferred to an output spin", "(23), (27), (28)", SNR, ("value",),
        spread(SNR) + over([(2.0, 1.0, 1.0), (2.0, 1.0, 0.0), (50.0, 10.0, 1e-6), (INF, 1.0, 0.2)], BATHS),
        lambda beta, a, b, s, c: -induced(beta, a, b, c * s.gamma()),
        lambda beta, a, b, s, c: -induced(beta, a, b, energy_time(beta, s, c)),
        ("Gamma function", "reorganization energy from the sum rule of the imaginary-time correlation"),
    ),
    Table(
        "advantage_ratio", "transferred over self-induced coherence", "(29)", SNR, ("value",),
        spread(SNR) + over([(2.0, 1.0, 1.0), (2.0, 1.0, 0.0), (5.0, 1.0, 10.0), (INF, 1.0, 2.0)], BATHS),
        lambda beta, a, b, s, c: induced(beta, a, b, c * s.gamma()) / self_time(beta, a, s, c),
        lambda beta, a, b, s, c: induced(beta, a, b, c * s.gamma()) / self_ray(beta, a, s, c), (TIME, RAY), warm,
    ),
    Table(
        "output_covariance", "covariance of two output spins", "(43), (90), its limits (48), (49)", PAIR, ("value",),
        spread(PAIR) + EQUAL + COLD_PAIR, covariance_time, covariance_ray, (TIME, RAY), warm,
    ),
    Table(
        "spin_signal_to_noise", "signal-to-noise ratio of two equal output spins", "(50), (51)-(52)",
        ("beta", "omega_in", "omega_out", "spins", "s", "cutoff"), ("value",),
        [(b, a, w, float((1, 2, 5, 100)[k % 4]), s, c) for k, (b, a, w, s, c) in enumerate(spread(SNR))]
        + over([(5.0, 1.0, 10.0, 1.0), (0.05, 1.0, 0.1, 3.0), (2.0, 1.0, 1.0, 2.0), (INF, 1.0, 0.5, 1.0)], BATHS),
        snr(covariance_time), snr(covariance_ray), (TIME, RAY), warm,
    ),
    Table(
        "polarization_shift", "change of the output spin's population", "(88), (89)", ONE, ("value",),
        spread(ONE) + corners(ONE) + COLD,
        lambda beta, w, s, c: imaginary_time(weights.polarization_weight(w, beta), beta, s, c, w),
        lambda beta, w, s, c: ray(lambda xi: kernels.polarization_kernel(xi, w, beta), s, c), (TIME, RAY), warm,
    ),
]  # fmt: skip
