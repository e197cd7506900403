"""Baths and arms: what the physics is made of, and the checks of arguments that all functions share.

Units: ``hbar = k_B = 1``; every energy, frequency and inverse ``beta`` shares one unit of the user's choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gamma

from autocoherence.modes import Modes, power_law_modes
from autocoherence.types import Bath, FloatArray, Result

__all__ = ["Arm", "DiscreteBath", "Modes", "PowerLawBath"]


def real_array(
    name: str, value: object, *, low: float = -np.inf, open_low: bool = False, inf: bool = False
) -> np.ndarray:
    """Return ``value`` as a float array, or raise a `ValueError` that says what would be valid.

    ``low`` is the smallest valid value (excluded if ``open_low``), 1e100 the largest; ``inf=True`` allows infinity.
    """
    valid = f"real numbers {'>' if open_low else '>='} {low:g}" if np.isfinite(low) else "real numbers"
    valid += " (infinity allowed)" if inf else ", finite"
    if any(map(np.ma.is_masked, value if isinstance(value, list | tuple) else [value])):  # would be counted
        raise ValueError(f"{name} holds masked values; valid: {valid}, without a mask (x.compressed(), x.filled(...))")
    try:
        array = np.asarray(value)
    except ValueError:  # a ragged sequence
        array = np.array([None])
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name} = {shown(value)} is not a real number or an array of them; valid: {valid}")
    array = array.astype(float)
    bad = np.isnan(array) | (array <= low if open_low else array < low) | (np.isinf(array) & (not inf))
    huge = np.isfinite(array) & (np.abs(array) > 1e100)  # products of three would overflow
    if np.any(bad | huge):
        valid += "" if np.any(bad) else ", at most 1e100"
        raise ValueError(f"{name} = {array[bad if np.any(bad) else huge].flat[0]:g} is out of range; valid: {valid}")
    return array


def shown(value: object) -> str:
    """Return what a message quotes of a value: one line, not all of a million."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 120 else f"{text[:100]} ... ({len(text)} characters)"


def real_number(name: str, value: object, **limits: Any) -> float:
    """As `real_array`, for one number."""
    array = real_array(name, value, **limits)
    if array.ndim:
        raise ValueError(f"{name} has shape {array.shape}; valid: one number")
    return float(array)


def inverse_temperature(value: object) -> np.ndarray:
    """Validate ``beta``: positive, ``inf`` for zero temperature."""
    return real_array("beta", value, low=0.0, open_low=True, inf=True)


def frequency(name: str, value: object) -> np.ndarray:
    """Validate a spin or oscillator frequency: finite and not negative."""
    return real_array(name, value, low=0.0)


def require_bath(bath: object) -> None:
    """Refuse what has not the two properties by which every function knows a bath."""
    if isinstance(bath, type) or not (hasattr(bath, "modes") and hasattr(bath, "reorganization_energy")):
        raise ValueError(f"bath = {shown(bath)} is no bath; valid: PowerLawBath, DiscreteBath or SpectralDensityBath")


def broadcast_shape(**arrays: np.ndarray) -> tuple[int, ...]:
    """Return the common shape of the named arrays, or say which of them do not fit together."""
    try:
        return np.broadcast_shapes(*(np.shape(array) for array in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {np.shape(array)}" for name, array in arrays.items())
        raise ValueError(f"shapes do not broadcast: {shapes}; valid: shapes that NumPy can broadcast") from None


@dataclass(frozen=True)
class DiscreteBath:
    r"""Bath of discrete modes, :math:`I(\xi) = \sum_k \lambda_k^2\,\delta(\xi - \Omega_k)`.

    Paper: Eq. (15).

    Parameters
    ----------
    frequencies : array_like, shape (K,)
        Mode frequencies :math:`\Omega_k > 0`.
    couplings : array_like, shape (K,)
        Mode couplings :math:`\lambda_k` (an energy each), of any sign.

    Raises
    ------
    ValueError
        For a frequency that is not positive, or lists of different lengths.

    Examples
    --------
    >>> DiscreteBath([1.0, 2.0], [2.0, 2.0]).reorganization_energy
    6.0
    """

    frequencies: tuple[float, ...]
    couplings: tuple[float, ...]

    if TYPE_CHECKING:  # what it is made of, beside what it holds

        def __init__(self, frequencies: ArrayLike, couplings: ArrayLike) -> None: ...

    def __post_init__(self) -> None:
        frequencies = real_array("frequencies", self.frequencies, low=0.0, open_low=True)
        couplings = real_array("couplings", self.couplings)
        if frequencies.ndim != 1 or frequencies.shape != couplings.shape or not frequencies.size:
            raise ValueError(
                f"frequencies {frequencies.shape} and couplings {couplings.shape}: valid: two lists of the same length"
            )
        object.__setattr__(self, "frequencies", tuple(frequencies.tolist()))
        object.__setattr__(self, "couplings", tuple(couplings.tolist()))

    @cached_property
    def reorganization_energy(self) -> float:
        r""":math:`\Omega = \sum_k \lambda_k^2/\Omega_k`, below Eqs. (23) and (101)."""
        return float(np.sum(self.modes.weights))

    @cached_property
    def modes(self) -> Modes:
        """The bath itself."""
        frequencies, couplings = np.array(self.frequencies), np.array(self.couplings)
        return Modes(frequencies, couplings**2 / frequencies)


@dataclass(frozen=True)
class PowerLawBath:
    r"""Bath of power-law (generalized Ohmic) spectral density,
    :math:`I(\xi) = \lambda\,\xi^s \omega_c^{1-s} e^{-\xi/\omega_c}`.

    Paper: Eq. (26). Sub-Ohmic for s < 1, Ohmic for s = 1, super-Ohmic for s > 1.

    Parameters
    ----------
    strength : float
        :math:`\lambda \ge 0`, dimensionless.
    exponent : float
        :math:`s`, 0 < s <= 20 (above, the reorganization energy grows past any use).
    cutoff : float
        :math:`\omega_c > 0`, a frequency.

    Raises
    ------
    ValueError
        For a value out of range.

    Examples
    --------
    >>> PowerLawBath(strength=0.1, exponent=2, cutoff=10).reorganization_energy
    1.0
    """

    strength: float
    exponent: float
    cutoff: float

    def __post_init__(self) -> None:
        strength = real_number("strength", self.strength, low=0.0)
        exponent = real_number("exponent", self.exponent, low=0.0, open_low=True)
        if exponent > 20:
            raise ValueError(f"exponent = {exponent:g} is out of range; valid: 0 < exponent <= 20")
        cutoff = real_number("cutoff", self.cutoff, low=0.0, open_low=True)
        for name, value in (("strength", strength), ("exponent", exponent), ("cutoff", cutoff)):
            object.__setattr__(self, name, value)

    def spectral_density(self, xi: ArrayLike) -> Result:
        r"""Return :math:`I(\xi)` of Eq. (26) for frequencies ``xi >= 0`` of any shape."""
        x = real_array("xi", xi, low=0.0) / self.cutoff
        return (self.strength * self.cutoff * x**self.exponent * np.exp(-x))[()]

    @cached_property
    def reorganization_energy(self) -> float:
        r""":math:`\Omega = \int_0^\infty d\xi\, I(\xi)/\xi = \lambda\,\omega_c\,\Gamma(s)`, Eqs. (23), (27)."""
        return float(self.strength * self.cutoff * gamma(self.exponent))

    @cached_property
    def modes(self) -> Modes:
        """Modes that stand for the continuum to double precision, see ``modes.power_law_modes``."""
        unit = power_law_modes(np.array(self.exponent))
        return Modes(self.cutoff * unit.frequencies, self.strength * self.cutoff * unit.weights)


@dataclass(frozen=True, eq=False)
class Arm:
    r"""One bath with its input spins and its coupling to the output spin,
    :math:`H_{SB} = \big(\sum_j f_1^{(j)}\sigma_j^z + f_2\,\sigma^x_{\rm out}\big)\sum_k \lambda_k(b_k + b_k^\dagger)`.

    Paper: Eqs. (33) and (56). One arm gives Eqs. (23), (32), (34), two give (65); any number is allowed.

    Parameters
    ----------
    bath : PowerLawBath, DiscreteBath or SpectralDensityBath
        Anything with ``modes`` and ``reorganization_energy``.
    f_in : float or array_like, shape (M,) or (..., M)
        Couplings of the input spins, :math:`f_1^{(j)}`; a number stands for all of them.
    f_out : float or array_like
        Coupling of the output spin, :math:`f_2`; broadcasts with ``beta``.
    omega_in : float or array_like, shape (M,) or (..., M)
        Frequencies of the input spins, :math:`\omega_j \ge 0`, on the last axis; a number is one spin.

    Raises
    ------
    ValueError
        For a value out of range, or couplings and frequencies that do not fit together.

    Examples
    --------
    >>> bath = PowerLawBath(strength=0.01, exponent=1.0, cutoff=10.0)
    >>> three_spins = Arm(bath, f_in=0.5, f_out=0.5, omega_in=[1.0, 1.0, 2.0])
    >>> one_spin_scanned = Arm(bath, f_in=0.5, f_out=0.5, omega_in=np.linspace(0.1, 3.0, 50)[:, None])
    """

    bath: Bath
    f_in: FloatArray
    f_out: FloatArray
    omega_in: FloatArray

    if TYPE_CHECKING:  # what it is made of, beside what it holds

        def __init__(self, bath: Bath, f_in: ArrayLike, f_out: ArrayLike, omega_in: ArrayLike) -> None: ...

    def __post_init__(self) -> None:
        require_bath(self.bath)
        f_in = np.atleast_1d(real_array("f_in", self.f_in))
        omega_in = np.atleast_1d(frequency("omega_in", self.omega_in))
        f_out = real_array("f_out", self.f_out)
        broadcast_shape(f_in=f_in, omega_in=omega_in)
        if not (f_in.size and omega_in.size):
            raise ValueError("an arm without input spins; valid: at least one omega_in and one f_in")
        if f_in.shape[-1] not in (1, omega_in.shape[-1]):
            raise ValueError(
                f"f_in has {f_in.shape[-1]} couplings for {omega_in.shape[-1]} spins in omega_in; "
                "valid: one coupling, or one for each spin"
            )
        for name, value in (("f_in", f_in), ("f_out", f_out), ("omega_in", omega_in)):
            value.flags.writeable = False
            object.__setattr__(self, name, value)
