"""Pictures of two runs: bare ones pixel by pixel, panel by panel; ones with text by the mean brightness of blocks."""

from __future__ import annotations

import base64
import io
import json

import numpy as np
from PIL import Image

from reproduction.agreement.difference import LETTERED, LEVELS, Difference, of_form

__all__ = ["bare", "bare_differences", "block_differences", "blocks", "pixels"]

BLOCKS = (12, 32)  # a picture with text as so many rows and columns of mean brightness


def pixels(picture):
    """Return a picture (a path, or the bytes of a file) as an array (y, x, colour) of levels from 0 to 255."""
    with Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture) as opened:
        return np.asarray(opened.convert("RGB"), dtype=float)


def bare(content):
    """Return what stands for a bare picture: itself, as text, and what its description says is written on the figure.

    Raises what its reader raises.
    """
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
        written = getattr(opened, "text", {}).get("Description", "{}")
    return {"picture": base64.b64encode(content).decode("ascii"), "inscriptions": json.loads(written)}


def bare_differences(there, here):
    """Compare two bare pictures panel by panel (square panels, see `plotting.save_bare`), in levels of 255."""
    old, new = (pixels(base64.b64decode(one)) for one in (there, here))
    if new.shape != old.shape:
        return [of_form(f"picture: its size is {new.shape[1::-1]} instead of {old.shape[1::-1]}")]
    side, found = old.shape[0], []
    for number, start in enumerate(range(0, old.shape[1], side)):
        square = np.s_[:, start : start + side]
        levels = float(np.sqrt(np.mean((new[square] - old[square]) ** 2)))
        panel = f"picture ({'abcdefgh'[number]})" if old.shape[1] <= 8 * side else f"picture ({number + 1})"
        found.append(Difference("picture", f"{panel}: root mean square of the colour levels", levels, LEVELS))
    return found


def blocks(content):
    """Return what stands for a picture with text: the mean brightness of its blocks, from 0 to 1."""
    grey = pixels(content).mean(axis=-1) / 255
    rows = [np.array_split(part, BLOCKS[1], axis=1) for part in np.array_split(grey, BLOCKS[0], axis=0)]
    return [[round(float(block.mean()), 4) if block.size else 0.0 for block in row] for row in rows]


def block_differences(there, here):
    """Compare the blocks of two pictures."""
    change = float(np.max(np.abs(np.array(there) - np.array(here))))
    return [Difference("picture", "picture: the brightness of a block", change, LETTERED)]
