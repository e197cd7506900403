"""Sweeps over bath and temperature that outgrow a machine: cut into shards, computed anywhere, merged."""

from __future__ import annotations

import numpy as np
import xarray as xr

from autocoherence import Arm, PowerLawBath, induced_coherence, sweep_advantage_ratio, sweep_signal_to_noise
from reproduction import arrays

__all__ = ["AXES", "merge", "shard", "values_of"]

AXES = {  # in the order of the array; a row is one bath at one temperature, along the last axis
    "exponent": ("1", "exponent s of the spectral density"),
    "cutoff": ("omega_1", "cut-off of the bath"),
    "beta": ("1/omega_1", "inverse temperature"),
    "omega_ratio": ("omega_1", "frequency of the output spin"),
}


BLOCK = 2**20  # values that are computed together


def values_of(axis):
    """Return the values of an axis of the configuration: a list, or ``{from, to, points}`` spaced geometrically.

    >>> values_of({"from": 1.0, "to": 4.0, "points": 3}).round(12).tolist()
    [1.0, 2.0, 4.0]
    """
    return np.geomspace(axis["from"], axis["to"], axis["points"]) if isinstance(axis, dict) else np.array(axis, float)


def block(quantity, exponent, cutoff, beta, omega_ratio):
    """Return ``quantity`` for all baths of one exponent, shape (cutoff, beta, omega_ratio) (omega_1 = lambda = 1)."""
    if quantity == "advantage_ratio":
        return sweep_advantage_ratio(exponent, cutoff, beta, 1.0, omega_ratio)[0]
    if quantity == "signal_to_noise":
        return 0.25 * sweep_signal_to_noise(exponent, cutoff, beta, 1.0, omega_ratio)[0]
    if quantity == "coherence":
        arms = [Arm(PowerLawBath(1.0, exponent, one), -0.25, 1.0, 1.0) for one in cutoff]
        return np.stack([induced_coherence(beta[:, None], omega_ratio, arm) for arm in arms])
    raise ValueError(f"quantity = {quantity!r} is unknown; valid: advantage_ratio, coherence, signal_to_noise")


def rows(quantity, axes, first, last):
    """Return the rows from ``first`` to before ``last``.

    They are computed in blocks of baths that depend on the axes alone, so that no byte depends on how a sweep is cut.
    """
    exponent, cutoff, beta, omega_ratio = axes
    baths = max(1, BLOCK // (beta.size * omega_ratio.size))
    values = np.full((last - first, omega_ratio.size), np.nan)  # `merge` sees what nobody computed
    for start in range(0, cutoff.size, baths):
        some = cutoff[start : start + baths]
        for number, one in enumerate(exponent):
            begin = (number * cutoff.size + start) * beta.size
            low, high = max(first, begin), min(last, begin + some.size * beta.size)
            if low < high:
                part = block(quantity, one, some, beta, omega_ratio).reshape(-1, omega_ratio.size)
                values[low - first : high - first] = part[low - begin : high - begin]
    return values


def shard(path, sweep, number):
    """Compute shard ``number`` of ``sweep["shards"]`` and write it to ``path``: a stretch of the rows of the array."""
    axes = [values_of(sweep["axes"][name]) for name in AXES]
    omega_ratio = axes[-1]
    mine = np.array_split(np.arange(np.prod([axis.size for axis in axes[:-1]])), sweep["shards"])[number]
    values = rows(sweep["quantity"], axes, mine[0], mine[-1] + 1)
    return arrays.save(
        path,
        {sweep["quantity"]: arrays.quantity(("row", "omega_ratio"), values, "1", sweep["title"])},
        {
            "row": arrays.quantity("row", mine, "1", "row of the merged array"),
            "omega_ratio": arrays.quantity("omega_ratio", omega_ratio, *AXES["omega_ratio"]),
        },
        title=f"{sweep['title']}, shard {number}",
        equation="(26)",
        parameters=sweep | {"shard": number},
    )


def merge(path, sweep, shards):
    """Put the shards together and write the whole array; raises `ValueError` naming a shard that does not belong."""
    axes = {name: values_of(sweep["axes"][name]) for name in AXES}
    shape = [len(values) for values in axes.values()]
    whole = np.full((int(np.prod(shape[:-1])), shape[-1]), np.nan)
    for part in shards:
        try:
            with xr.open_dataset(part, engine="scipy", mmap=False) as data:
                whole[data["row"].values.astype(int)] = data[sweep["quantity"]].values
        except Exception as error:
            raise ValueError(
                f"{part} is not a shard of this sweep ({error}); valid: remove it and run again"
            ) from error
    if np.isnan(whole).any():
        raise ValueError(f"{int(np.isnan(whole).any(axis=1).sum())} rows are in no shard; valid: all {len(whole)}")
    return arrays.save(
        path,
        {sweep["quantity"]: arrays.quantity(tuple(AXES), whole.reshape(shape), "1", sweep["title"])},
        {name: arrays.quantity(name, values, *AXES[name]) for name, values in axes.items()},
        title=sweep["title"],
        equation="(26)",
        parameters={name: value for name, value in sweep.items() if name != "shards"},
    )
