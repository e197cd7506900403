"""What one would write instead: the printed integrals of Figs. 3 and 5 by adaptive quadrature, as careful as it gets.

Both integrands have removable singularities: the interval is cut there, so that no rule evaluates them. The variable is
ln(x), because the spectral densities are powers at x = 0. `tanhsinh` alone takes the interval whole: it crowds its
points at the ends, and there the integrand would be nothing but rounding.
"""

import numpy as np
from scipy.integrate import quad, quad_vec, tanhsinh
from scipy.special import gamma

CUTOFF = 10.0  # omega_c/omega_1
PRECISION = 1e-11


def coth(x):
    return 1 / np.tanh(x)


def self_integrand(t, b, s):
    """Eq. (29) times dx/dt, x = exp(t) = xi/omega_1."""
    x = np.exp(t)
    return x**s * np.exp(-x / CUTOFF) * (x * coth(b * x / 2) - coth(b / 2)) / (x * x - 1)


def pair_integrand(t, b, w, s):
    """Eq. (52) in the form of (44) at x = y, times dx/dt: divided by x, for the density is x^s."""
    x = np.exp(t)
    tanh, square = np.tanh(b * w / 2), x * x - w * w
    regular = x * tanh * (x * x - 3 * w * w) + w * (x * x - w * w) * x * b / 2 * (1 - tanh**2)
    return x**s * np.exp(-x / CUTOFF) * (tanh**2 * w**3 * 2 * coth(b * x / 2) + regular) / (2 * w * square**2) * x


def ends(s):
    return -40.0 / min(s, 1.0), np.log(60 * CUTOFF)


def ratio_map(beta, omega, s, per_pixel=True):
    """Fig. 3 by `quad`: an integral at every pixel, or one per temperature."""
    low, high = ends(s)

    def integral(b):
        parts = ((low, 0.0), (0.0, high))
        return sum(quad(self_integrand, *part, args=(b, s), epsabs=0, epsrel=PRECISION, limit=200)[0] for part in parts)

    rows = [[integral(b) for _ in omega] if per_pixel else [integral(b)] for b in beta]
    return gamma(s) * CUTOFF**s * np.tanh(beta[:, None] * omega / 2) / omega / np.array(rows)


def noise_map(beta, omega, s):
    """Fig. 5 by `quad` at every pixel."""
    low, high = ends(s)

    def integral(b, w):
        parts = ((low, np.log(w)), (np.log(w), high))
        options = {"epsabs": 0, "epsrel": PRECISION, "limit": 200}
        return sum(quad(pair_integrand, *part, args=(b, w, s), **options)[0] for part in parts)

    noise = np.array([[integral(b, w) for w in omega] for b in beta])
    return _signal(beta, omega, s) / np.sqrt(noise)


def noise_map_vec(beta, omega, s):
    """Fig. 5 by `quad_vec`, all pixels in one vector; the intervals end at each pixel's own singularity."""
    low, high = ends(s)
    b, w = beta[:, None], omega
    middle = np.log(w)

    def integrand(u):  # both sides of the singularity at once, u in (0, 1)
        left, right = low + (middle - low) * u, middle + (high - middle) * u
        return (middle - low) * pair_integrand(left, b, w, s) + (high - middle) * pair_integrand(right, b, w, s)

    noise, _ = quad_vec(integrand, 0, 1, epsabs=0, epsrel=PRECISION, norm="max", limit=400)
    return _signal(beta, omega, s) / np.sqrt(noise)


def ratio_map_tanhsinh(beta, omega, s):
    """Fig. 3 by `tanhsinh`, an integral per temperature, all at once."""
    found = tanhsinh(self_integrand, *ends(s), args=(beta, s), atol=0, rtol=PRECISION)
    return gamma(s) * CUTOFF**s * np.tanh(beta[:, None] * omega / 2) / omega / found.integral[:, None]


def noise_map_tanhsinh(beta, omega, s):
    """Fig. 5 by `tanhsinh`, all pixels at once, each to its own precision."""
    found = tanhsinh(pair_integrand, *ends(s), args=(beta[:, None], omega, s), atol=0, rtol=PRECISION)
    return _signal(beta, omega, s) / np.sqrt(found.integral)


def _signal(beta, omega, s):
    """Eq. (51) without the noise."""
    signal = np.tanh(beta[:, None] / 2) * np.tanh(beta[:, None] * omega / 2)
    return CUTOFF ** ((s + 1) / 2) * gamma(s) * signal / omega / 2
