"""The accepted results of an analysis: make them, read them, and compare a run with them (`reproduction.agreement`)."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from pathlib import Path

import numpy as np

from reproduction.agreement import arrays, pictures
from reproduction.agreement.difference import COARSEST, Claim
from reproduction.agreement.outputs import content, differences

__all__ = [
    "Damaged",
    "OtherSetting",
    "accept",
    "claimed_otherwise",
    "compare",
    "compare_pictures",
    "is_accepted",
    "picture",
]

ENDINGS = (".json", ".nc", ".bare.png")  # of the accepted files that are compared


class OtherSetting(ValueError):
    """Two runs that cannot be compared: their parameters are not the same."""


class Damaged(ValueError):
    """An accepted file that is missing or is not what was accepted."""


def is_accepted(reference):
    """Tell whether there are accepted results; a part of them, or another one than was accepted, raises `Damaged`."""
    paths = {ending: Path(reference).with_suffix(ending) for ending in ENDINGS}
    if not any(path.exists() for path in paths.values()):
        return False
    for ending, path in paths.items():
        try:
            hashed = hashlib.sha256(path.read_bytes()).hexdigest()
            if ending != ".json" and hashed != stored(reference)["files"][ending]:
                raise ValueError("its bytes are others")
            stored(reference)["landmarks"]
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            raise Damaged(f"{path} cannot be read ({reason}); valid: the file as it was accepted") from error
    return True


def stored(reference):
    """Return what the JSON file of the accepted results says."""
    return json.loads(Path(reference).with_suffix(".json").read_text(encoding="utf-8"))


def compare(data, reference, *, claims=None, configured=None, words=None):
    """Compare the arrays of a run (a .nc file), and its ``claims`` (a JSON file), with the accepted ones.

    ``configured`` are the parameters that the notebook was given, ``words`` what it and the configuration say of the
    analysis, {place: text}. Returns a list of `Difference`; raises `OtherSetting` if the parameters are not the
    accepted ones, and says which.
    """
    old, new = stored(reference), arrays.read(data)
    then, now = old["parameters"], parameters(new, configured)
    for part in ("saved", "configured"):
        if None not in (then[part], now[part]) and then[part] != now[part]:
            raise OtherSetting(", ".join(changed(then[part], now[part])))
    there = {"arrays": content(Path(reference).with_suffix(".nc"))["arrays"]}
    there["arrays"] |= {part: old[part] for part in ("sizes", "landmarks")}
    here = {"arrays": arrays.described(new)}
    if claims is not None and old["claims"] is not None:
        there["claims"], here["claims"] = old["claims"], content(claims)["claims"]
    if words is not None:
        there["words"], here["words"] = old.get("words") or {}, words
    return differences(there, here)


def changed(then, now):
    """Yield what changed of some parameters."""
    for name in sorted(then.keys() | now.keys()):
        if then.get(name) != now.get(name):
            yield f"{name} = {now.get(name)}, accepted {then.get(name)}"


def parameters(dataset, configured):
    """Return the parameters of a run: those that its file names, and those that its notebook was given."""
    return {"saved": json.loads(dataset.attrs.get("parameters", "null")), "configured": configured}


def claimed_otherwise(data, reference):
    """Return the arrays of a run that claim another accuracy than the accepted ones, which is no difference."""
    new, old = arrays.read(data), arrays.read(Path(reference).with_suffix(".nc"))
    return [str(name) for name in new.variables if new[name].attrs != old[name].attrs]


def compare_pictures(bare, reference):
    """Compare a bare picture with the accepted one, panel by panel, and what is written on the figure."""
    there = content(Path(reference).with_suffix(".bare.png"))
    return differences(there | {"inscriptions": stored(reference).get("inscriptions", {})}, content(bare))


def accept(data, figure, reference, *, claims=None, configured=None, words=None):
    """Make the results of a run the accepted ones; ``figure`` is the PNG beside the bare one.

    All is made before any of it is written. The figure itself is for readers of the repository; its fonts and layout
    are compared with nothing. Raises `ValueError` for results that could not be compared.
    """
    reference = Path(reference)
    dataset = arrays.read(data)
    for name, array in dataset.data_vars.items():
        if array.dtype.kind in "fiub" and Claim.of(array).coarse:
            raise ValueError(f"{name} claims an error above {COARSEST:g} of its values; valid to be accepted: less")
    files = {".nc": bytes(arrays.coarse(dataset).to_netcdf(engine="scipy", format="NETCDF3_64BIT"))}
    files |= {ending: Path(figure).with_suffix(ending).read_bytes() for ending in (".png", ".bare.png")}
    said = arrays.described(dataset)
    inscriptions = pictures.bare(files[".bare.png"])["inscriptions"]
    kept = arrays.described(arrays.read(io.BytesIO(files[".nc"])))
    if any(one.ratio for one in arrays.differences(said, said | {"values": kept["values"]})):
        raise ValueError(f"{data} changes when its values are written; valid: numbers, true or false, text")
    told = {
        "versions": dataset.attrs.get("versions", ""),
        "parameters": parameters(dataset, configured),
        "files": {ending: hashlib.sha256(files[ending]).hexdigest() for ending in ENDINGS if ending in files},
        "sizes": said["sizes"],
        "landmarks": said["landmarks"],
        "claims": None if claims is None else content(claims)["claims"],
        "inscriptions": inscriptions,
        "words": words,
    }
    text = json.dumps(told, indent=1, ensure_ascii=False)
    text = re.sub(r"\[\s+([^]\"]+?)\s+\]", lambda found: f"[{' '.join(found[1].split())}]", text)  # numbers in a line
    files[".json"] = (text + "\n").encode()
    write_all({reference.with_suffix(ending): content for ending, content in files.items()})


def write_all(files):
    """Write several files, none of which is ever there in part: all are written beside their places first."""
    unfinished = {path: path.with_name(f"{path.name}.unfinished") for path in files}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished[path].write_bytes(content)
        for path in files:
            os.replace(unfinished[path], path)
    finally:
        for path in unfinished.values():
            path.unlink(missing_ok=True)


def picture(data, bare, reference, path):
    """Save old | new | difference: the bare pictures, and the relative change of the most changed panel."""
    from reproduction import plotting

    new, old = (pictures.pixels(one) / 255 for one in (bare, Path(reference).with_suffix(".bare.png")))
    titles = ["accepted", "this run", "difference (colours)", "change of the numbers"]
    figure, axes = plotting.row(titles, width=14, height=2.4, share=False)
    shown = [old, new, np.abs(new - old) if new.shape == old.shape else np.ones_like(old)]
    for axis, levels in zip(axes, shown, strict=False):
        axis.imshow(levels, interpolation="nearest", origin="upper")
        axis.set_axis_off()
    draw_change(axes[3], arrays.coarse(arrays.read(data)), arrays.read(Path(reference).with_suffix(".nc")))
    figure.savefig(path)


def relative_change(old, new) -> np.ndarray:
    """Return ``new - old`` over the largest finite value; infinite where just one of them is, or both differently."""
    size = np.max(np.abs(old), where=np.isfinite(old), initial=0.0) or 1.0
    with np.errstate(invalid="ignore"):
        change = (new - old) / size
    same = (new == old) | (np.isnan(new) & np.isnan(old))
    return np.where(same, 0.0, np.where(np.isfinite(change), change, np.inf))


def draw_change(axis, new, old):
    """Draw new - old, over the largest value, of the array where it is largest: as a curve, or as a map of rows."""
    changes = {}
    for name in old.data_vars:
        if name in new and new[name].shape == old[name].shape and old[name].dtype.kind in "biuf":
            changes[name] = relative_change(*(np.asarray(one[name].values, dtype=float) for one in (old, new)))
    if not changes:
        return axis.set_title("(d) other arrays")
    name = max(changes, key=lambda name: np.max(np.abs(changes[name]), initial=0.0))
    change = np.atleast_1d(changes[name])
    largest = float(np.max(np.abs(change), initial=0.0))
    told = f"up to {largest:.1e}" if np.isfinite(largest) else "finite on one side only"
    axis.set_title(f"(d) {name}: {told}")
    if change.ndim == 1:
        return axis.plot(change)
    limits = {"vmin": -largest, "vmax": largest} if 0 < largest < np.inf else {}
    return axis.pcolormesh(change.reshape(-1, change.shape[-1]), cmap="RdBu", **limits)
