"""A bath of any spectral density that can be written as a function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autocoherence.model import Modes, real_array, real_number

__all__ = ["SpectralDensityBath"]

BELOW, ABOVE = 37.0, 23.0  # the rule spans scale * (1e-16 ... 1e10); what is beyond is lumped into its ends
LONGEST, NODES = 1.5, 12  # panels of ln(xi): 1/(xi^2 + nu^2) is integrated to 4.4^(-2 NODES) = 3e-16 for any nu
GRADING = 8  # panels halve this often towards each scale, so that a peak there is not overlooked
DEPTH = 40  # then they halve where needed, down to a jump of the function
SLOWEST = 0.02  # the slowest power of xi that is told from a constant or a logarithm


@dataclass(frozen=True)
class SpectralDensityBath:
    r"""Bath of any spectral density, given as a function of the frequency.

    .. math:: \Omega = \int_0^\infty\! d\xi\,\frac{I(\xi)}{\xi}, \qquad
              K(\nu) = \int_0^\infty\! d\xi\,\frac{I(\xi)\,\xi}{\xi^2+\nu^2}

    Paper: Eq. (15) in the continuum; it takes the place of Eq. (26). Composite Gauss rule in :math:`\ln\xi`, panels
    halved until Omega and the response of each panel at its own frequency are accurate. Power laws at both ends
    (Drude-Lorentz, say) are continued beyond the rule. A peak much narrower than its own frequency and far from every
    ``scale`` is seen only if its wings are.

    Parameters
    ----------
    function : callable
        :math:`I(\xi) \ge 0` for an array of frequencies :math:`\xi > 0` (an energy), with I/xi integrable.
    scale : float or sequence of floats
        The frequency, or frequencies, around which the bath has its structure: cut-off, peaks.
    tolerance : float, optional
        Largest ``error`` accepted, between 1e-14 and 1e-3.

    Raises
    ------
    ValueError
        For a function that is negative, not finite, zero throughout or of the wrong shape; if I/xi is not integrable
        at zero or at infinity; if the tolerance cannot be reached.

    Examples
    --------
    >>> drude = SpectralDensityBath(lambda xi: 0.2 * 5.0 * xi / (xi**2 + 5.0**2), scale=5.0)
    >>> round(drude.reorganization_energy / (0.1 * np.pi), 12), drude.error < 1e-12
    (1.0, True)
    """

    function: Callable
    scale: float | tuple[float, ...]
    tolerance: float = 1e-12

    def __post_init__(self):
        if not callable(self.function):
            raise ValueError(f"function = {self.function!r} is not callable; valid: a function of the frequency")
        scale = np.unique(real_array("scale", self.scale, low=0.0, open_low=True))
        if not scale.size or scale[-1] / scale[0] > 1e9:
            raise ValueError(f"scale = {self.scale!r}; valid: at least one frequency, all within nine decades")
        tolerance = real_number("tolerance", self.tolerance, low=1e-14)
        if tolerance > 1e-3:
            raise ValueError(f"tolerance = {tolerance:g} is out of range; valid: 1e-14 <= tolerance <= 1e-3")
        object.__setattr__(self, "scale", tuple(scale.tolist()))
        object.__setattr__(self, "tolerance", tolerance)
        _ = self.modes  # so that a bath that cannot be used is refused here and not later

    def spectral_density(self, xi):
        r"""Return :math:`I(\xi)` for frequencies ``xi >= 0`` of any shape; 0 at ``xi = 0``, as I/xi is integrable."""
        xi = real_array("xi", xi, low=0.0)
        return np.where(xi > 0, self._values(np.where(xi > 0, xi, self.scale[0])), 0.0)[()]

    @cached_property
    def reorganization_energy(self) -> float:
        r""":math:`\Omega = \int_0^\infty d\xi\, I(\xi)/\xi`, below Eq. (23)."""
        return float(np.sum(self.modes.weights))

    @property
    def modes(self) -> Modes:
        """Modes that stand for the continuum within ``error``."""
        return self._rule[0]

    @property
    def error(self) -> float:
        r"""Estimated error of :math:`\Omega`, and of :math:`K(\nu)` at any :math:`\nu`, in units of :math:`\Omega`."""
        return self._rule[1]

    def _values(self, xi: np.ndarray) -> np.ndarray:
        """Return the function's values, or say what is wrong with them."""
        with np.errstate(under="ignore", over="ignore", divide="ignore", invalid="ignore"):  # checked below
            try:
                values = np.asarray(self.function(xi))
            except Exception as error:  # written for one number: `if xi < 1`, `math.exp(xi)`
                raise ValueError(
                    f"function takes no array of {xi.size} frequencies ({type(error).__name__}: {error}); "
                    "valid: a function of arrays, written with np.exp, np.where, ..."
                ) from error
        if values.shape != xi.shape or values.dtype.kind not in "iuf":
            raise ValueError(
                f"function gives {values.dtype} of shape {values.shape} for frequencies of shape {xi.shape}; "
                "valid: a real number for each frequency of an array"
            )
        bad = ~np.isfinite(values) | (values < 0)
        if bad.any():
            raise ValueError(
                f"function({xi[bad][0]:g}) = {values[bad][0]:g} is out of range; valid: finite numbers >= 0"
            )
        return values.astype(float)

    @cached_property
    def _rule(self) -> tuple[Modes, float]:
        """Build the modes and the estimate of their error."""
        centres = np.log(self.scale)
        first, last = centres[0] - BELOW, centres[-1] + ABOVE
        edges = starting_panels(centres, first, last)
        self._values(np.exp(edges))  # a negative value is told as such, before the ends make something else of it
        below, doubt_below = self._end(first, +1.0)
        above, doubt_above = self._end(last, -1.0)
        t, weights, doubt = self._panels(edges, below + above)
        total = np.sum(weights) + below + above
        if not total > 0:
            raise ValueError(f"function is 0 everywhere around scale = {self.scale}; valid: positive somewhere there")
        error = float((doubt + doubt_below + doubt_above) / total + 4 * np.finfo(float).eps)
        if error > self.tolerance:
            raise ValueError(
                f"tolerance = {self.tolerance:g} is not reached (error {error:.1e}); "
                "valid: a smoother function, a scale at each of its peaks, or a larger tolerance"
            )
        weights[0] += below
        weights[-1] += above
        used = weights > 0
        return Modes(np.exp(t[used]), weights[used]), error

    def _end(self, t: float, inward: float) -> tuple[float, float]:
        r"""Return the integral of I/xi beyond the end of the rule at ``t``, a power law, and how far it is in doubt.

        With I ~ xi^p the integral is I/|p|; the change of p from one unit of t to the next says how good that is.
        """
        values = self._values(np.exp(t + inward * np.arange(3.0)))
        if values[0] == 0:
            return 0.0, 0.0
        growth = np.diff(np.log(values)) if values.all() else np.array([-np.inf, -np.inf])
        if growth[0] < SLOWEST:
            where, valid = ("0", "I ~ xi^s with s > 0") if inward > 0 else ("infinity", "I ~ xi^-p with p > 0")
            raise ValueError(
                f"function / xi is not integrable at {where}: I changes by a factor {np.exp(growth[0]):.3g} from "
                f"xi = {np.exp(t):.1e} to {np.exp(t + inward):.1e}; valid: {valid} (at least {SLOWEST:g}) there"
            )
        mass = values[0] / growth[0]
        return mass, mass * abs(growth[1] - growth[0]) / growth[0] ** 2

    def _panels(self, edges: np.ndarray, outside: float) -> tuple[np.ndarray, np.ndarray, float]:
        """Halve panels of ln(xi) until they are accurate; return nodes, weights and the sum of the errors."""
        x, w = np.polynomial.legendre.leggauss(NODES)
        low, high = edges[:-1], edges[1:]
        done, total, doubt = [], outside, 0.0
        t, weights = self._gauss(low, high, x, w)
        for depth in range(DEPTH + 1):
            middle = 0.5 * (low + high)
            halves = np.stack([low, middle], 1), np.stack([middle, high], 1)
            finer_t, finer = self._gauss(halves[0].ravel(), halves[1].ravel(), x, w)
            paired_t, paired = finer_t.reshape(-1, 2 * NODES), finer.reshape(-1, 2 * NODES)
            error = 2 * np.maximum(  # at a jump halving gains a factor 2 only: the difference is half of the error
                abs(weights.sum(1) - paired.sum(1)),
                abs(response(t, weights, middle) - response(paired_t, paired, middle)),
            )
            total = max(total, sum(part.sum() for _, part in done) + weights.sum() + outside)
            good = (error <= 1e-3 * self.tolerance * total) | (error <= 4e-16 * paired.sum(1)) | (depth == DEPTH)
            done.append((t[good], weights[good]))
            doubt += error[good].sum()
            if good.all():
                break
            again = np.repeat(~good, 2)
            low, high = halves[0].ravel()[again], halves[1].ravel()[again]
            t, weights = finer_t[again], finer[again]
        t, weights = (np.concatenate([part[i].ravel() for part in done]) for i in (0, 1))
        order = np.argsort(t)
        return t[order], weights[order], doubt

    def _gauss(self, low, high, x, w) -> tuple[np.ndarray, np.ndarray]:
        """Return nodes in ln(xi) and weights times I of the Gauss rule on every panel, shape (panels, NODES)."""
        t = 0.5 * (low + high)[:, None] + 0.5 * (high - low)[:, None] * x
        return t, 0.5 * (high - low)[:, None] * w * self._values(np.exp(t))


def starting_panels(centres: np.ndarray, first: float, last: float) -> np.ndarray:
    """Return edges at most `LONGEST` apart from ``first`` to ``last``, graded towards each of the ``centres``."""
    steps = 2.0 ** -np.arange(GRADING)
    near = np.unique(centres[:, None] + np.concatenate([-steps, [0.0], steps]))
    edges = np.concatenate([[first], near, [last]])
    parts = np.ceil(np.diff(edges) / LONGEST).astype(int)
    pieces = [np.linspace(low, high, n + 1) for low, high, n in zip(edges, edges[1:], parts, strict=False)]
    return np.unique(np.concatenate(pieces))


def response(t: np.ndarray, weights: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Return what every panel adds to K at its own frequency, nu = exp(middle)."""
    return np.sum(weights / (1 + np.exp(2 * (middle[:, None] - t))), axis=1)
