"""Compare a run with the accepted one: every panel's numbers first, its picture second.

The tolerance is derived: the library promises `PROMISE` (an array may name another accuracy, see `arrays.quantity`),
so two runs that keep it differ by twice that at most; a landmark moves in proportion (`landmarks`). Pictures may differ
by the rounding of colours to 256 levels, one level.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xarray as xr
from PIL import Image

from reproduction.landmarks import landmarks, panels

__all__ = [
    "Comparison",
    "Damaged",
    "OtherSetting",
    "accept",
    "compare",
    "compare_pictures",
    "is_accepted",
    "picture",
    "pixels",
]

PROMISE = 1e-11  # relative accuracy of the library, docs/accuracy.md
LEVELS = 1.0  # root mean square over a panel, of 255
ENDINGS = (".json", ".nc", ".bare.png")  # of the accepted files
COARSE = 40  # accepted values along each axis of a map; landmarks see all of them


class OtherSetting(ValueError):
    """Two runs that cannot be compared: other parameters, other arrays or another grid."""


class Damaged(ValueError):
    """An accepted file that is missing or cannot be read."""


def is_accepted(reference):
    """Tell whether there are accepted values; a part of them, or one that cannot be read, raises `Damaged`."""
    paths = [Path(reference).with_suffix(ending) for ending in ENDINGS]
    if not any(path.exists() for path in paths):
        return False
    for path, read in zip(paths, (_landmarks, _arrays, pixels), strict=True):
        try:
            read(path)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            raise Damaged(f"{path} cannot be read ({reason}); valid: the file as it was accepted") from error
    return True


def _landmarks(path):
    """Read the accepted landmarks."""
    return json.loads(path.read_text(encoding="utf-8"))["landmarks"]


def _arrays(path):
    """Read the accepted arrays."""
    with xr.open_dataset(path, engine="scipy") as data:
        return data.load()


@dataclass(frozen=True)
class Comparison:
    """One compared thing: the worst ``error`` in units of what is allowed, where, and in words how much."""

    panel: str
    where: str
    error: float
    allowed: float

    @property
    def ratio(self):
        """Above 1, the difference is real."""
        return self.error / self.allowed

    def __str__(self):
        return f"{self.panel}: {self.where} differs by {self.error:.1e} (allowed {self.allowed:.1e})"


def thinned(dataset):
    """Return every panel on at most `COARSE` points along each of its axes, ends included."""
    places = {dim: np.unique(np.linspace(0, size - 1, COARSE).astype(int)) for dim, size in dataset.sizes.items()}
    return dataset.isel({dim: places[dim] for dim in dataset.sizes})


def setting(dataset):
    """What must agree for two data sets to be comparable: parameters, variables, grids."""
    grids = {name: dataset[name].values.tolist() for name in dataset.coords}
    return {
        "parameters": json.loads(dataset.attrs["parameters"]),
        "variables": sorted(dataset.data_vars),
        "grids": grids,
    }


def different_setting(new, old):
    """Return what keeps two data sets from being compared, in words, or an empty text."""
    one, other = setting(thinned(new)), setting(old)
    if one["variables"] != other["variables"]:
        return f"variables {one['variables']}, accepted {other['variables']}"
    if one["parameters"] != other["parameters"]:
        return f"parameters {one['parameters']}, accepted {other['parameters']}"
    for name, grid in other["grids"].items():
        if len(one["grids"].get(name, ())) != len(grid) or not np.allclose(
            one["grids"][name], grid, rtol=1e-12, atol=0
        ):
            return f"the grid of {name}"
    return ""


def tolerance(array):
    """Twice the accuracy of the values: what two runs that keep it may differ by."""
    return 2 * array.attrs.get("accuracy", PROMISE)


def worst_point(name, new, old):
    """Compare two arrays point by point, relative to the accepted values."""
    error = np.abs(new.values - old.values) / np.maximum(np.abs(old.values), np.finfo(float).tiny)
    error[new.values == old.values] = 0.0
    place = np.unravel_index(np.argmax(error), error.shape)
    where = ", ".join(f"{dim} = {old[dim].values[at]:g}" for dim, at in zip(old.dims, place, strict=True))
    return Comparison(name, f"the value at {where}", float(error[place]), tolerance(new))


def compare(data, reference):
    """Compare the arrays of a run (a .nc file) with the accepted ones (the same path with .nc and .json).

    Returns
    -------
    list of Comparison
        One per panel and one per landmark.

    Raises
    ------
    OtherSetting
        If the two are not comparable; it says what differs.
    """
    accepted, old = (read(Path(reference).with_suffix(end)) for read, end in ((_landmarks, ".json"), (_arrays, ".nc")))
    with xr.open_dataset(data, engine="scipy") as new:
        problem = different_setting(new, old)
        if problem:
            raise OtherSetting(problem)
        coarse = dict(panels(thinned(new)))
        found = [worst_point(name, coarse[name], part) for name, part in panels(old)]
        for name, part in panels(new):
            now, then = landmarks(part), accepted.get(name, {})
            for mark in sorted(now.keys() | then.keys()):
                found.append(compare_landmark(name, mark, now.get(mark), then.get(mark), tolerance(part)))
    return found


def compare_landmark(name, mark, now, then, allowed):
    """Compare one landmark; one that is new or gone differs without bound."""
    if now is None or then is None:
        return Comparison(name, f"landmark '{mark}' {'gone' if now is None else 'new'}:", np.inf, allowed)
    return Comparison(name, f"landmark '{mark}'", abs(now[0] - then[0]), allowed * then[1])


def pixels(path):
    """Return a picture as an array (y, x, colour) of levels from 0 to 255."""
    with Image.open(path) as opened:
        return np.asarray(opened.convert("RGB"), dtype=float)


def compare_pictures(bare, reference):
    """Compare two bare pictures panel by panel (square panels, see `plotting.save_bare`), in levels of 255."""
    new, old = pixels(bare), pixels(Path(reference).with_suffix(".bare.png"))
    if new.shape != old.shape:
        return [Comparison("picture", f"size {new.shape[1::-1]} instead of {old.shape[1::-1]}:", np.inf, LEVELS)]
    side = old.shape[0]
    found = []
    for number, start in enumerate(range(0, old.shape[1], side)):
        square = np.s_[:, start : start + side]
        levels = float(np.sqrt(np.mean((new[square] - old[square]) ** 2)))
        found.append(
            Comparison(f"picture ({'abcdefgh'[number]})", "root mean square of the colour levels", levels, LEVELS)
        )
    return found


def accept(data, figure, reference):
    """Make the arrays, landmarks and pictures of a run the accepted ones; ``figure`` is the PNG beside the bare one.

    The figure itself is for readers of the repository; its fonts and layout are compared with nothing.
    """
    reference = Path(reference)
    reference.parent.mkdir(parents=True, exist_ok=True)
    with xr.open_dataset(data, engine="scipy") as new:
        thinned(new).to_netcdf(reference.with_suffix(".nc"), engine="scipy", format="NETCDF3_64BIT")
        marks = {name: landmarks(part) for name, part in panels(new)}
        content = {"title": new.attrs["title"], "versions": new.attrs["versions"], "landmarks": marks}
    text = json.dumps(content, indent=1, ensure_ascii=False)
    text = re.sub(r"\[\s+(\S+),\s+(\S+)\s+\]", r"[\1, \2]", text)  # one landmark per line: value, sensitivity
    reference.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    for ending in (".png", ".bare.png"):
        reference.with_suffix(ending).write_bytes(Path(figure).with_suffix(ending).read_bytes())


def picture(data, bare, reference, path):
    """Save old | new | difference: the bare pictures above, the relative change of the most changed panel below."""
    from reproduction import plotting

    new, old = pixels(bare) / 255, pixels(Path(reference).with_suffix(".bare.png")) / 255
    figure, axes = plotting.row(
        ["accepted", "this run", "difference (colours)", "relative change"], width=14, height=2.4, share=False
    )
    shown = [old, new, np.abs(new - old) if new.shape == old.shape else np.ones_like(old)]
    for axis, levels in zip(axes, shown, strict=False):
        axis.imshow(levels, interpolation="nearest", origin="upper")
        axis.set_axis_off()
    with xr.open_dataset(data, engine="scipy") as fresh:
        accepted = _arrays(Path(reference).with_suffix(".nc"))
        draw_change(axes[3], dict(panels(thinned(fresh))), dict(panels(accepted)))
    figure.savefig(path)


def draw_change(axis, new, old):
    """Draw new/old - 1 of the panel where it is largest, as a map or a curve."""
    changes = {
        name: new[name] / part - 1 for name, part in old.items() if name in new and new[name].shape == part.shape
    }
    name = max(changes, key=lambda name: float(np.nanmax(np.abs(changes[name]))))
    change, largest = changes[name], float(np.nanmax(np.abs(changes[name])))
    axis.set_title(f"(d) {name}: up to {largest:.1e}")
    x = change[change.dims[-1]]
    axis.set_xlabel(x.name)
    if change.ndim == 2:
        axis.set_ylabel(change.dims[0])
        axis.pcolormesh(x, change[change.dims[0]], change, vmin=-largest, vmax=largest, cmap="RdBu")
    else:
        axis.plot(x, change)
