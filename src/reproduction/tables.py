"""The numbers behind every panel as a table that any program reads: one CSV in long format, one row for each point."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from reproduction.agreement.arrays import coarse
from reproduction.landmarks import panels

__all__ = ["write"]

ALONG, MOST = 100, 100_000  # points along each axis, and of an array; all of them are in the NetCDF file


def write(dataset, folder):
    """Write a CSV per panel into ``folder``; its columns are named ``quantity [unit]``, the last is the value.

    A panel is a curve, a map, or one of several along the first axis, which is then a column of one value, see
    `reproduction.landmarks.panels`.
    """
    small = coarse(dataset, ALONG, MOST)
    units = {name: f"{name} [{variable.attrs.get('units', '1')}]" for name, variable in small.variables.items()}
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, array in small.data_vars.items():
        parts = [part for _, part in panels(array)]
        for number, part in enumerate(parts, 1):
            place = Path(folder, f"{name}.csv" if len(parts) == 1 else f"{name}_{number}.csv")
            rows(part, name).rename(columns=units).to_csv(place, index=False, lineterminator="\n")


def rows(part, name):
    """Return the table of one panel: the axes, in order, then the values."""
    axes = [*(axis for axis in part.coords if axis not in part.dims), *part.dims]
    if not part.ndim:
        return pd.DataFrame({**{axis: [part[axis].item()] for axis in axes}, name: [part.item()]})
    return part.to_dataframe(name=name).reset_index()[[*axes, name]]
