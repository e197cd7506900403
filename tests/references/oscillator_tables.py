"""Tables of the oscillator of Section 7: leading order and exact. Nothing here knows the library."""

from functools import partial

from flint import arb

from references import kernels, oscillator, weights
from references.bath import imaginary_time, ray, tanh_half
from references.points import rounded, spread
from references.spin_tables import BATHS, INF, RAY, TIME, energy_time, warm
from references.table import Table

SUM = "Matsubara sum: 48 terms, then Euler-Maclaurin with derivatives by Cauchy's formula (an integral at T = 0)"
SPECTRAL = "coth times the response function, integrated on a ray in the upper half plane, plus the arc at its foot"


def dressed_square(dressing):
    """Eq. (75)."""
    return lambda beta, e, s, cutoff, g: 1 / (2 * tanh_half(e, beta)) + g * g * dressing(beta, e, s, cutoff)


def leading_oscillator(energy):
    """Eq. (74) and the ratio (76) with the free oscillator's noise at finite temperature."""

    def value(beta, omega_in, omega_osc, s, cutoff, f, g):
        drive = 4 * f * g * energy(beta, s, cutoff) / omega_osc * tanh_half(omega_in, beta)
        return -drive / arb(2).sqrt(), drive * tanh_half(omega_osc, beta).sqrt()

    return value


def exact(fluctuation):
    """The exact oscillator by one of its two fluctuation routes."""
    return partial(oscillator.moments, fluctuation)


def with_coupling(points):
    """Replace the last column, 4 g^2 Omega/E, by g; the columns before it are (..., omega_osc, s, cutoff, f)."""
    rows = []
    for *head, ratio in points:
        e, s, cutoff = head[2:5]
        g = rounded(float((arb(ratio) * e / (4 * cutoff * arb(s).gamma())).sqrt()))
        rows.append((*head, g))
    return rows


OSC = ("beta", "omega_in", "omega_osc", "s", "cutoff", "f", "g_ratio")
HEADS = [(INF, 1.0, 1.0), (2.0, 1.0, 1.0), (2.0, 1.0, 10.0)]
POINTS = with_coupling(spread(OSC) + [(*head, *bath, 0.1, 0.3) for head in HEADS for bath in BATHS])
NAMED = ("beta", "omega_in", "omega_osc", "s", "cutoff", "f", "g")
NEAR = with_coupling([(beta, 1.0, 1.0, *bath, 0.1, 0.999) for beta in (0.5, 50.0) for bath in BATHS[1:4]])

TABLES = [
    Table(
        "oscillator_position", "mean position of the oscillator and its ratio to the noise", "(74), (76)", NAMED,
        ("position", "signal_to_noise"), POINTS,
        leading_oscillator(lambda beta, s, c: c * s.gamma()), leading_oscillator(energy_time),
        ("Gamma function", "reorganization energy from the sum rule of the imaginary-time correlation"),
    ),
    Table(
        "oscillator_position_squared", "mean square position of the oscillator, second order in g", "(75)",
        ("beta", "omega_osc", "s", "cutoff", "g"), ("value",),
        [(p[0], p[2], p[3], p[4], p[6]) for p in POINTS],
        dressed_square(lambda beta, e, s, c: imaginary_time(weights.oscillator_weight(e, beta), beta, s, c, e)),
        dressed_square(lambda beta, e, s, c: ray(lambda xi: kernels.oscillator_kernel(xi, e, beta), s, c)),
        (TIME, RAY), warm,
    ),
    Table(
        "exact_oscillator", "exact equilibrium of the oscillator", "Section 7 without expansion", NAMED,
        ("position", "position_squared", "variance", "signal_to_noise"), POINTS + NEAR,
        exact(oscillator.fluctuation_matsubara), exact(oscillator.fluctuation_spectral),
        (SUM, SPECTRAL), lambda point: False,
    ),
]  # fmt: skip
