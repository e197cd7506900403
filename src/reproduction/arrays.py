"""Labelled arrays on disk: self-describing NetCDF files, readable everywhere, the same bytes in every run."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import numpy as np
import scipy
import xarray as xr

__all__ = ["quantity", "save", "stated_accuracy"]

KINDS = "biufUS"  # true or false, integers, real numbers, text: what a NetCDF file of this format can hold
LARGEST = 2**31 - 1  # bytes of an array, or of its part at one place of its first axis


def quantity(dims, values, units, description, *, accuracy=None, absolute=None):
    """Return a labelled array; ``units`` is "1" for dimensionless numbers.

    ``accuracy`` is the relative error the values may have, if it is not that of the library's functions, and
    ``absolute`` the absolute error, for a difference of numbers or an estimate: two runs may differ by twice as much
    (`reproduction.agreement`).

    >>> quantity("beta", [0.5, 1.0], "1/omega_1", "inverse temperature").attrs["units"]
    '1/omega_1'
    """
    attributes = {"units": units, "long_name": description}
    for name, claimed in (("accuracy", accuracy), ("absolute_accuracy", absolute)):
        if claimed is not None:
            if not 0 <= claimed < np.inf:
                raise ValueError(f"{name} = {claimed} for {description!r}; valid: a finite number from 0 on")
            attributes[name] = float(claimed)
    masked = np.ma.isMaskedArray(values) and np.ma.is_masked(values)
    values = np.ma.filled(values.astype(float), np.nan) if masked else np.asarray(values)
    return xr.Variable(dims, values, attributes)


def stated_accuracy(rtol, error, values):
    """Return the relative accuracy to state of ``values`` that a solver was asked for to ``rtol``.

    It is no less than the worst of the errors that the solver states, so that no comparison is finer than that.

    >>> stated_accuracy(1e-4, [1e-5, 3e-4], [-1.0, 1.0])
    0.0003
    """
    values, error = np.abs(np.asarray(values)), np.asarray(error)
    return float(max(rtol, np.max(error[values > 0] / values[values > 0], initial=0.0)))


def save(path, variables, coordinates, *, title, equation, parameters):
    """Write ``variables`` over ``coordinates`` (mappings of `quantity`) as NetCDF to ``path``, or nowhere if it is
    empty; return the dataset.

    The file says what it is: ``title``, ``equation`` of the paper, ``parameters`` (any JSON value) and the versions
    of what computed it. Raises `ValueError` for what does not belong in a result (NaN, no unit, no values) or what the
    format cannot hold; then there is no file.
    """
    dataset = xr.Dataset(variables, coordinates)
    for name, variable in dataset.variables.items():
        check(name, variable)
    dataset.attrs = {
        "title": title,
        "equation": equation,
        "source": "arXiv:2303.07795",
        "parameters": json.dumps(plain(parameters, "parameters"), sort_keys=True),
        "versions": f"autocoherence {library_version()}, numpy {np.__version__}, scipy {scipy.__version__}",
    }
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        write(dataset, Path(path))
    return dataset


def check(name, variable):
    """Raise `ValueError` for an array that does not belong in a result."""
    kind = variable.dtype.kind
    if not {"units", "long_name"} <= variable.attrs.keys():
        raise ValueError(f"{name} has no units or no description; valid: arrays made by quantity(...)")
    if kind not in KINDS:
        raise ValueError(f"{name} holds {variable.dtype}; valid: real numbers, true or false, text")
    if not variable.size:
        raise ValueError(f"{name} holds no values, its shape is {variable.shape}; valid: at least one")
    twice = [dim for dim, count in Counter(variable.dims).items() if count > 1]
    if twice:
        raise ValueError(f"{name} has the axis {twice[0]} twice; valid: each axis once")
    missing = int(np.isnan(variable.values).sum()) if kind == "f" else 0
    if missing:
        raise ValueError(f"{name} holds {missing} NaN; valid: numbers")


def write(dataset, path):
    """Write a data set, or leave nothing and say what the format does not hold."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        dataset.to_netcdf(unfinished, engine="scipy", format="NETCDF3_64BIT", unlimited_dims=record_axis(dataset))
        os.replace(unfinished, path)
    except (ValueError, TypeError, UnicodeError) as error:
        reason = str(error).partition(". ")[0]
        raise ValueError(f"{path} cannot be written: {reason}; valid: what NetCDF 3 can hold") from error
    finally:
        unfinished.unlink(missing_ok=True)


def record_axis(dataset):
    """Return the axis along which the file may grow without limit, where an array is too large for the format else."""
    large = [name for name, one in dataset.variables.items() if one.nbytes > LARGEST]
    axes = {dataset[name].dims[0] for name in large}
    rows = [name for name in large if dataset[name].nbytes // dataset[name].shape[0] > LARGEST]
    if len(axes) > 1 or rows:
        what = f"{', '.join(map(str, rows or large))}: {max(dataset[n].nbytes for n in large) / 2**30:.1f} GiB"
        raise ValueError(f"{what}; valid: 2 GiB per array, or per entry of one first axis that all larger ones share")
    return sorted(axes)


def plain(value, name):
    """Return a value as JSON knows it, with numbers of NumPy as numbers; ``name`` is how a refusal calls it."""
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: plain(one, f"{name}[{key!r}]") for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one, f"{name}[{k}]") for k, one in enumerate(value)]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise ValueError(f"{name} = {value!r}; valid: numbers, text, true or false, lists and mappings with text as keys")


def library_version():
    """Return the version of the library that computed the numbers."""
    from autocoherence import __version__

    return __version__
