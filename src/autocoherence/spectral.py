"""A bath of any spectral density: a function, or a table of values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.clues import numbers_held
from autocoherence.continuum import continuum_modes
from autocoherence.model import real_array, real_number, shown
from autocoherence.modes import Modes
from autocoherence.table import Table, read_csv
from autocoherence.types import FloatArray, Result

__all__ = ["SpectralDensityBath"]


@dataclass(frozen=True)
class SpectralDensityBath:
    r"""Bath of any spectral density, given as a function of the frequency or as a table.

    .. math:: \Omega = \int_0^\infty\! d\xi\,\frac{I(\xi)}{\xi}, \qquad
              K(\nu) = \int_0^\infty\! d\xi\,\frac{I(\xi)\,\xi}{\xi^2+\nu^2}

    Paper: Eq. (15) in the continuum; it takes the place of Eq. (26). The function may jump, bend, vanish and peak:
    panels of :math:`\ln\xi` are split until two unrelated rules and thousands of values in between agree, and jumps
    and kinks are located. Power laws at both ends (Drude-Lorentz, say) are continued. A table is linear between its
    rows, each of which is an edge of a panel, and zero outside of them.

    A feature of any width is seen at a ``scale``, between ``breaks``, and beside each number that the function holds: a
    constant, a default, a variable that it uses, the frequencies of a table. What no value shows is not seen:
    elsewhere, a feature without wings, narrower than :math:`10^{-4}` of its own frequency (:math:`10^{-3}` beyond five
    decades from each ``scale``).

    Parameters
    ----------
    function : callable, or pair of array_like
        :math:`I(\xi) \ge 0` for an array of frequencies :math:`\xi > 0` (an energy), with I/xi integrable; or
        (frequencies, values), see `from_table`.
    scale : float or sequence of floats
        The frequency, or frequencies, around which the bath has its structure: cut-off, peaks. A table needs none.
    tolerance : float, optional
        Largest ``error`` accepted, between 1e-14 and 1e-3.
    breaks : sequence of floats, optional
        Frequencies at which the function jumps or bends, or between which it has a narrow feature.

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
    >>> hard = SpectralDensityBath(lambda xi: np.where(xi <= 966, xi, 0.0), scale=1.0)  # the edge is found
    >>> round(hard.reorganization_energy, 9)
    966.0
    """

    function: Callable[[FloatArray], ArrayLike]
    scale: tuple[float, ...] = None  # type: ignore[assignment]  # a table's peak
    tolerance: float = 1e-12
    breaks: tuple[float, ...] = ()

    if TYPE_CHECKING:  # what it is made of, beside what it holds

        def __init__(
            self,
            function: Callable[[FloatArray], ArrayLike] | tuple[ArrayLike, ArrayLike] | Table,
            scale: ArrayLike | None = None,
            tolerance: float = 1e-12,
            breaks: ArrayLike = (),
        ) -> None: ...

    def __post_init__(self) -> None:
        function: object = self.function
        scale: object = self.scale
        breaks = real_array("breaks", self.breaks, low=0.0, open_low=True)
        if isinstance(function, tuple | list) and len(function) == 2:
            function = Table(*function)
        if isinstance(function, Table):
            scale = function.peak if scale is None else scale
            breaks = np.append(breaks, [xi for xi in function.frequencies if xi > 0])
        elif not callable(function):
            raise ValueError(
                f"function = {shown(function)} is not callable; valid: a function of the frequency, "
                "or a table (frequencies, values)"
            )
        elif scale is None:
            raise ValueError(
                "scale is missing; valid: the frequency, or frequencies, around which the bath has structure"
            )
        scale = np.unique(real_array("scale", scale, low=0.0, open_low=True))
        if not scale.size or scale[-1] / scale[0] > 1e9:
            raise ValueError(f"scale = {shown(self.scale)}; valid: at least one frequency, all within nine decades")
        tolerance = real_number("tolerance", self.tolerance, low=1e-14)
        if tolerance > 1e-3:
            raise ValueError(f"tolerance = {tolerance:g} is out of range; valid: 1e-14 <= tolerance <= 1e-3")
        object.__setattr__(self, "function", function)
        object.__setattr__(self, "scale", tuple(scale.tolist()))
        object.__setattr__(self, "tolerance", tolerance)
        object.__setattr__(self, "breaks", tuple(np.unique(breaks).tolist()))
        _ = self.modes  # so that a bath that cannot be used is refused here and not later

    @classmethod
    def from_table(
        cls, frequencies: ArrayLike, values: ArrayLike, *, unit: float = 1.0, tolerance: float = 1e-12
    ) -> SpectralDensityBath:
        r"""Return the bath of a measured or computed table: linear between the rows, zero outside of them.

        Parameters
        ----------
        frequencies, values : array_like, shape (N,)
            :math:`\xi \ge 0`, increasing, and :math:`I(\xi) \ge 0` (0 at :math:`\xi = 0`), both in ``unit``.
        unit : float, optional
            The table's unit of energy in that of ``beta`` and the spins' frequencies.
        tolerance : float, optional
            As for the class.

        Raises
        ------
        ValueError
            For a row out of order or out of range, which is named.

        Examples
        --------
        >>> bath = SpectralDensityBath.from_table([1.0, 2.0, 4.0], [0.0, 1.0, 0.0])
        >>> round(bath.reorganization_energy, 12)  # 1 - ln 2 from the first two rows and 2 ln 2 - 1 from the others
        0.69314718056
        """
        unit = real_number("unit", unit, low=0.0, open_low=True)
        table = Table(frequencies, values)
        return cls(table.scaled(unit), tolerance=tolerance)

    @classmethod
    def from_csv(cls, path: str | PathLike[str], *, unit: float = 1.0, tolerance: float = 1e-12) -> SpectralDensityBath:
        """Return the bath of a table in a text file: two columns, see ``table.read_csv``; otherwise as `from_table`."""
        return cls.from_table(*read_csv(path), unit=unit, tolerance=tolerance)

    def spectral_density(self, xi: ArrayLike) -> Result:
        r"""Return :math:`I(\xi)` for frequencies ``xi >= 0`` of any shape; 0 at ``xi = 0``, as I/xi is integrable."""
        xi = real_array("xi", xi, low=0.0)
        values = self._values(np.where(xi > 0, xi, self.scale[0]).ravel()).reshape(xi.shape)
        return np.where(xi > 0, values, 0.0)[()]

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
                given = self.function(xi.copy())  # which it may change
                values = np.asarray(given)
            except Exception as error:  # written for one number: `if xi < 1`, `math.exp(xi)`
                raise ValueError(
                    f"function takes no array of {xi.size} frequencies ({type(error).__name__}: {error}); "
                    "valid: a function of arrays, written with np.exp, np.where, ..."
                ) from error
        if np.ma.is_masked(given):
            raise ValueError("function gives masked values; valid: numbers without a mask (x.filled(0), np.where)")
        if values.shape != xi.shape or values.dtype.kind not in "iuf":
            raise ValueError(
                f"function gives {values.dtype} of shape {values.shape} for frequencies of shape {xi.shape}; "
                "valid: a real number for each frequency of an array"
            )
        bad = ~((values >= 0) & (values < 1e200))
        if bad.any():
            raise ValueError(
                f"function({xi[bad][0]:g}) = {values[bad][0]:g} is out of range; valid: finite numbers >= 0 "
                "(np.maximum(..., 0) for what only rounding makes negative)"
            )
        return values.astype(float)

    @cached_property
    def _rule(self) -> tuple[Modes, float]:
        """Build the modes and the estimate of their error."""
        clues = np.array([]) if isinstance(self.function, Table) else numbers_held(self.function)
        return continuum_modes(self._values, np.array(self.scale), np.array(self.breaks), clues, self.tolerance)
