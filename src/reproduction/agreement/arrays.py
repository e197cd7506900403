"""Arrays of two runs: their form, their values on a coarse grid, and the landmarks of all their values."""

from __future__ import annotations

import numpy as np
import xarray as xr

from reproduction.agreement.difference import Claim, Difference, of_form
from reproduction.landmarks import landmarks, panels, place

__all__ = ["coarse", "described", "differences", "read"]

ALONG, MOST = 40, 8000  # compared values: along each axis, and of an array
KINDS = {"b": "truth", "i": "number", "u": "number", "f": "number", "U": "text", "S": "text", "O": "text"}
STORED = {"truth": bool, "number": float, "text": object}
FORM = ("dims", "shape", "kind", "units", "long_name")
SAID = ("title", "equation")  # of the data set
ATTRIBUTES = ("units", "long_name", "accuracy", "absolute_accuracy")


def read(path):
    """Return the arrays of a NetCDF file; dates stay the numbers that they are on disk."""
    try:
        with xr.open_dataset(path, engine="scipy", decode_times=False) as data:
            return data.load()
    except (TypeError, ValueError, OSError) as error:  # of which the library raises any for a file that was cut off
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise ValueError(f"{path} cannot be read ({reason}); valid: a NetCDF 3 file") from error


def coarse(dataset, along=ALONG, most=MOST):
    """Return some of the values, ends included: at most so many ``along`` an axis, and ``most`` of an array."""
    shapes = [array.shape for array in dataset.variables.values()]
    counts = (
        count for count in range(along, 2, -1) if all(np.prod(np.minimum(shape, count)) <= most for shape in shapes)
    )
    count = next(counts, 2)
    return dataset.isel(
        {dim: np.unique(np.linspace(0, size - 1, count).astype(int)) for dim, size in dataset.sizes.items() if size}
    )


def described(dataset):
    """Return what stands for a data set, as plain data: its sizes, coarse values, and landmarks of every panel."""
    values = {str(name): plain_array(array) for name, array in coarse(dataset).variables.items()}
    marks = {
        str(name): {label: landmarks(part) for label, part in panels(array)}
        for name, array in dataset.data_vars.items()
        if values[str(name)]["kind"] != "text"
    }
    sizes = {str(dim): size for dim, size in sorted(dataset.sizes.items())}
    said = {name: str(dataset.attrs.get(name, "")) for name in SAID}
    return {"sizes": sizes, "values": values, "landmarks": marks, "said": said}


def plain_array(array):
    """Return a labelled array as JSON knows it; raise `ValueError` for one that cannot be compared."""
    if array.dtype.kind not in KINDS:
        raise ValueError(f"an array of {array.dtype} cannot be compared; valid: real numbers, true or false, text")
    attributes = {name: array.attrs[name] for name in ATTRIBUTES if name in array.attrs}
    return {
        "dims": [str(dim) for dim in array.dims],
        "shape": list(array.shape),
        "kind": KINDS[array.dtype.kind],
        **{name: one.item() if isinstance(one, np.generic) else one for name, one in attributes.items()},
        "values": [plain(value) for value in array.values.ravel().tolist()],
    }


def plain(value):
    """Return one value as JSON knows it; infinities and missing numbers are words."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value) if isinstance(value, float) and not np.isfinite(value) else value


def labelled(values):
    """Return the data set of plain arrays."""
    content = {}
    for name, one in values.items():
        kind = STORED[one["kind"]]
        flat = np.empty(len(one["values"]), dtype=kind)
        flat[:] = [kind(value) for value in one["values"]] if kind is float else one["values"]
        attributes = {key: one[key] for key in ATTRIBUTES if key in one}
        content[name] = (one["dims"], flat.reshape(one["shape"]), attributes)
    return xr.Dataset(content)


def differences(there, here):
    """Compare two descriptions: the form of each array, then its values, then its landmarks."""
    if there["sizes"] != here["sizes"]:
        return [of_form(f"the sizes are {here['sizes']} instead of {there['sizes']}")]
    found = [
        of_form(f"{name} is {'new' if name in here['values'] else 'missing'}")
        for name in sorted(there["values"].keys() ^ here["values"].keys())
    ]
    found += [
        of_form(f"{name}: {part} is {here['values'][name].get(part)!r} instead of {one.get(part)!r}")
        for name, one in there["values"].items()
        for part in FORM
        if name in here["values"] and one.get(part) != here["values"][name].get(part)
    ]
    found += [
        of_form(f"the {name} of the numbers is {here['said'][name]!r} instead of {old!r}")
        for name, old in there["said"].items()
        if old != here["said"][name]
    ]
    if found:
        return found
    old, new = labelled(there["values"]), labelled(here["values"])
    for name in old.variables:
        found += values_of(old[name], new[name])
    for name in sorted(there["landmarks"].keys() | here["landmarks"].keys()):
        claim = Claim.of(old[name]) & Claim.of(new[name])
        found += landmarks_of(claim, *(one["landmarks"].get(name, {}) for one in (there, here)))
    return found


def values_of(old, new):
    """Compare two arrays value by value: the worst of every panel."""
    if not old.size:
        return []
    if old.dtype == object:
        places = np.argwhere(np.asarray(old.values != new.values))
        return [of_form(f"{old.name}: a text is another one at {place(old, at)}") for at in places[:1]]
    claim = Claim.of(old) & Claim.of(new)
    pairs = zip(panels(old), panels(new), strict=True)
    return [worst(label, part, other, claim) for (label, part), (_, other) in pairs]


def worst(label, old, new, claim):
    """Compare one panel; the difference is told relative to the value if that is how it is claimed."""
    a, b = (np.asarray(part.values, dtype=float) for part in (old, new))
    finite = np.isfinite(a) & np.isfinite(b)
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    a, b = np.where(finite, a, 0.0), np.where(finite, b, 0.0)
    allowed = np.asarray(claim.allowed(a, b))
    with np.errstate(over="ignore"):
        error = np.where(finite, np.abs(a - b), np.where(same, 0.0, np.inf))
        at = np.unravel_index(np.argmax(error / allowed), error.shape)
    unit = abs(a[at]) if a[at] and not claim.absolute else 1.0
    what = f"{label}: the value" + f" at {place(old, at)}" * bool(at)
    return Difference("value", what, float(error[at] / unit), float(allowed[at] / unit))


def landmarks_of(claim, there, here):
    """Compare the landmarks of all panels of an array."""
    then, now = (
        {(label, mark): one for label, marks in side.items() for mark, one in marks.items()} for side in (there, here)
    )
    found = [
        of_form(f"{label}: landmark '{mark}' is {'new' if (label, mark) in now else 'gone'}")
        for label, mark in sorted(then.keys() ^ now.keys())
    ]
    for label, mark in sorted(then.keys() & now.keys()):
        (value, *moved), (other, *moves) = then[label, mark], now[label, mark]
        allowed = float(claim.allowed(value, other, *map(max, moved, moves)))
        found.append(Difference("landmark", f"{label}: landmark '{mark}'", abs(value - other), allowed))
    return found
