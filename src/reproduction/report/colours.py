"""The colours of the figures for the page's script."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

__all__ = ["stops"]

COUNT = 33


def stops(name: str) -> list[str]:
    """Return a colour map as equidistant colours, between which a browser blends.

    >>> stops("viridis")[0], len(stops("RdBu"))
    ('#440154', 33)
    """
    return [mpl.colors.to_hex(colour) for colour in mpl.colormaps[name](np.linspace(0, 1, COUNT))]
