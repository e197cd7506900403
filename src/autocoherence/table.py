"""A spectral density as a table: linear between its rows, zero outside of them."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from autocoherence.model import real_array
from autocoherence.types import FloatArray

__all__ = ["Table", "read_csv"]


@dataclass(frozen=True)
class Table:
    r"""The function :math:`I(\xi)` that a table stands for.

    Parameters
    ----------
    frequencies, values : array_like, shape (N,)
        :math:`\xi \ge 0`, strictly increasing, and :math:`I \ge 0`, with I = 0 in a row at :math:`\xi = 0`.
    """

    frequencies: tuple[float, ...]
    values: tuple[float, ...]

    if TYPE_CHECKING:  # what it is made of, beside what it holds

        def __init__(self, frequencies: ArrayLike, values: ArrayLike) -> None: ...

    def __post_init__(self) -> None:
        frequencies = real_array("frequencies", self.frequencies, low=0.0)
        values = real_array("values", self.values, low=0.0)
        if frequencies.ndim != 1 or frequencies.shape != values.shape or frequencies.size < 2:
            raise ValueError(
                f"frequencies {frequencies.shape} and values {values.shape}: valid: two lists of the same length, "
                "at least 2"
            )
        for row in np.flatnonzero(np.diff(frequencies) <= 0)[:1] + 1:
            raise ValueError(
                f"frequencies: {frequencies[row]:g} in row {row + 1} follows {frequencies[row - 1]:g}; "
                "valid: every frequency once, increasing"
            )
        if frequencies[0] == 0 and values[0] > 0:
            raise ValueError(f"values = {values[0]:g} at frequency 0: I/xi is not integrable; valid: 0 there")
        object.__setattr__(self, "frequencies", tuple(frequencies.tolist()))
        object.__setattr__(self, "values", tuple(values.tolist()))

    def __call__(self, xi: ArrayLike) -> FloatArray:
        """Return the values at an array of frequencies."""
        return np.interp(np.asarray(xi), self.frequencies, self.values, left=0.0, right=0.0)

    @property
    def peak(self) -> float:
        """Return the frequency of the largest value."""
        return max(zip(self.values, self.frequencies, strict=True), key=lambda row: (row[0], row[1]))[1]

    def scaled(self, unit: float) -> Table:
        """Return the table in another unit of energy: frequencies and values times ``unit``."""
        return Table(unit * np.array(self.frequencies), unit * np.array(self.values))


def read_csv(path: str | PathLike[str]) -> tuple[list[float], list[float]]:
    """Return the two columns of a text file, frequencies and values.

    They are separated by a comma, a semicolon or blanks, numbers have a decimal point; one line of names may come
    first, and empty lines and what follows a # do not count.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read ({error}); valid: a text file in UTF-8") from error
    lines = [(number, line.split("#")[0].strip()) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line]
    if lines and not any(map(_is_number, _cells(lines[0][1]))):  # names
        lines = lines[1:]
    rows = [_row(f"{path}, line {number}: {line!r}", _cells(line)) for number, line in lines]
    if len(rows) < 2:
        raise ValueError(f"{path} has {len(rows)} rows of numbers; valid: at least 2")
    return [row[0] for row in rows], [row[1] for row in rows]


def _cells(line: str) -> list[str]:
    """Return the cells of a line, of which the last one may be empty: some programs end lines with a separator."""
    cells = [cell for part in line.split(";") for cell in part.split(",")] if {",", ";"} & set(line) else line.split()
    cells = [cell.strip().strip('"') for cell in cells]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def _row(where: str, cells: list[str]) -> tuple[float, float]:
    """Return the two numbers of a line."""
    if not all(map(_is_number, cells)):
        raise ValueError(f"{where}; valid: two numbers, with decimal points")
    if len(cells) != 2:
        raise ValueError(f"{where} has {len(cells)} numbers; valid: two, with decimal points")
    return float(cells[0]), float(cells[1])


def _is_number(cell: str) -> bool:
    """Tell whether a cell is a number."""
    try:
        float(cell)
    except ValueError:
        return False
    return True
