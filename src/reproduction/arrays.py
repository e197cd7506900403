"""Labelled arrays on disk: self-describing NetCDF files, readable everywhere, the same bytes in every run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import scipy
import xarray as xr

__all__ = ["quantity", "save"]


def quantity(dims, values, units, description, *, accuracy=None):
    """Return a labelled array; ``units`` is "1" for dimensionless numbers.

    ``accuracy`` is the relative error the values may have, if it is not that of the library's functions: two runs
    may differ by twice as much (see `regression`); infinity is for estimates, which are not compared.

    >>> quantity("beta", [0.5, 1.0], "1/omega_1", "inverse temperature").attrs["units"]
    '1/omega_1'
    """
    attributes = {"units": units, "long_name": description}
    if accuracy is not None:
        attributes["accuracy"] = float(accuracy)
    return xr.Variable(dims, np.asarray(values), attributes)


def save(path, variables, coordinates, *, title, equation, parameters):
    """Write ``variables`` over ``coordinates`` (mappings of `quantity`) as NetCDF to ``path``; return the dataset.

    The file says what it is: ``title``, ``equation`` of the paper, ``parameters`` (any JSON value) and the versions
    of what computed it. Raises `ValueError` if a variable has no unit or holds NaN: neither belongs in a result.
    """
    dataset = xr.Dataset(variables, coordinates)
    for name, variable in dataset.variables.items():
        if not {"units", "long_name"} <= variable.attrs.keys():
            raise ValueError(f"{name} has no units or no description; valid: arrays made by quantity(...)")
        if variable.dtype.kind == "f" and np.isnan(variable.values).any():
            raise ValueError(f"{name} holds {int(np.isnan(variable.values).sum())} NaN; valid: numbers")
    dataset.attrs = {
        "title": title,
        "equation": equation,
        "source": "arXiv:2303.07795",
        "parameters": json.dumps(parameters, sort_keys=True),
        "versions": f"autocoherence {library_version()}, numpy {np.__version__}, scipy {scipy.__version__}",
    }
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    dataset.to_netcdf(path, engine="scipy", format="NETCDF3_64BIT")
    return dataset


def library_version():
    """Return the version of the library that computed the numbers."""
    from autocoherence import __version__

    return __version__
