"""The certificate of a run: every output with its hash, and its numbers in a form that another machine can compare.

The schema is in docs/certificate.md.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import xarray as xr

from reproduction.regression import pixels
from reproduction.report.provenance import provenance

__all__ = ["SCHEMA", "certificate", "describe", "numbers", "picture"]

SCHEMA = "autocoherence-certificate/1"
TOLERANCE = 1e-9  # relative: far above rounding on any machine, far below anything that a figure shows
SAMPLES = 64  # values of each array
BLOCKS = (12, 32)  # a picture as so many rows and columns of mean brightness
SHADE = 0.06  # of 0 to 1: letters drawn by another FreeType shift the mean of a block by less


def certificate(outputs, analyses, root) -> dict:
    """Return the certificate of ``outputs``, paths relative to where we are; ``root`` has the sources."""
    return {
        "schema": SCHEMA,
        "paper": "arXiv:2303.07795",
        "made": provenance(root, analyses),
        "outputs": [describe(".", path) for path in sorted(outputs)],
    }


def describe(root, path) -> dict:
    """Return hash and size of one output, and what can be compared of it: arrays, brightness, claims or verdicts."""
    file = Path(root, path)
    content = file.read_bytes()
    entry = {"path": str(path), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    readers = {".nc": ("arrays", numbers), ".png": ("brightness", picture)}
    try:
        if file.suffix in readers:
            name, reader = readers[file.suffix]
            entry[name] = reader(file)
        elif file.suffix == ".json":
            entry |= verdicts(json.loads(content))
    except Exception as error:  # whatever a damaged file makes its reader raise: it is certified as such
        entry["unreadable"] = f"{type(error).__name__}: {error}"
    return entry


def numbers(path) -> list[dict]:
    """Return what stands for each array of a NetCDF file: its shape, a norm, and values at evenly spread places."""
    with xr.open_dataset(path, engine="scipy") as data:
        return [fingerprint(name, array) for name, array in sorted(data.variables.items())]


def fingerprint(name, array) -> dict:
    """Return the shape, the root mean square and up to `SAMPLES` values of an array of numbers."""
    values = np.asarray(array.values, dtype=float).ravel()
    places = np.unique(np.linspace(0, values.size - 1, SAMPLES).astype(int)) if values.size else []
    finite = values[np.isfinite(values)]
    return {
        "name": str(name),
        "shape": list(array.shape),
        "rms": float(np.sqrt(np.mean(finite**2))) if finite.size else 0.0,
        "values": [float(value) if np.isfinite(value) else str(value) for value in values[places]],
        "tolerance": float(array.attrs.get("tolerance", TOLERANCE)),
    }


def picture(path) -> dict:
    """Return the mean brightness of the blocks of a picture."""
    grey = pixels(path).mean(axis=-1) / 255
    rows = [np.array_split(part, BLOCKS[1], axis=1) for part in np.array_split(grey, BLOCKS[0], axis=0)]
    return {"blocks": [[round(float(block.mean()), 3) for block in row] for row in rows], "tolerance": SHADE}


def verdicts(content) -> dict:
    """Return the claims of an analysis or the verdicts of the ledger, if the JSON is one of the two."""
    if isinstance(content, list) and all(isinstance(one, dict) and "holds" in one for one in content):
        told = [{name: one[name] for name in ("statement", "source", "measured", "holds")} for one in content]
        return {"claims": told}
    if isinstance(content, dict) and isinstance(content.get("entries"), list):
        return {"verdicts": {str(entry["number"]): entry["verdict"] for entry in content["entries"]}}
    return {}
