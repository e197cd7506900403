"""Figures in one style: rows of density maps with explicit colour limits, saved reproducibly. No physics in here."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.collections import QuadMesh
from matplotlib.colors import LogNorm, Normalize
from matplotlib.lines import Line2D

from reproduction.inscriptions import inscriptions

__all__ = ["STYLE", "colour_bar", "contours", "density", "distinct", "log_norm", "ratio_norm", "row", "save"]

STYLE = Path(__file__).resolve().parents[2] / "figures" / "paper.mplstyle"
# A PDF carries its date of creation; this one is the day of the preprint, and nothing of the machine or the moment.
EPOCH = "1678752000"


COLUMN = 3.4  # inches: a column of a journal, where every letter of the style is as large as it says
MARKERS = "os^Dvp*"


def row(titles, *, width=COLUMN, height=1.9, xlabel="", ylabel="", share=True, columns=None):
    """Open a figure with one panel per title, lettered (a), (b), ...; return figure and array of axes.

    ``width`` and ``height`` are inches; the y label stands at the first panel only if the axes are shared. ``columns``
    is the number of panels side by side: all of them, if nothing is said.
    """
    columns = columns or len(titles)
    plt.style.use(["default", STYLE])  # nothing of a personal matplotlibrc
    figure, axes = plt.subplots(
        -(-len(titles) // columns),
        columns,
        figsize=(width, height),
        sharex=share,
        sharey=share,
        squeeze=False,
        layout="constrained",
    )
    for letter, title, axis in zip("abcdefgh", titles, axes.flat, strict=False):
        axis.set_title(f"({letter}) {title}")
        axis.set_xlabel(xlabel)
        if axis is axes[0, 0] or not share:
            axis.set_ylabel(ylabel)
    return figure, axes.flatten()


def density(axis, x, y, values, *, vmin=None, vmax=None, norm=None, cmap="viridis"):
    """Draw ``values`` of shape (len(y), len(x)) over the centres ``x``, ``y`` as a rasterised map; return the map.

    Colours never scale themselves, since that hides a wrong prefactor: give ``vmin`` and ``vmax``, or a ``norm``.
    """
    values = np.asarray(values)
    if values.shape != (len(y), len(x)):
        raise ValueError(f"values has shape {values.shape}; valid: (len(y), len(x)) = {(len(y), len(x))}")
    if norm is None:
        if vmin is None or vmax is None or not vmin < vmax:
            raise ValueError(f"vmin = {vmin}, vmax = {vmax}; valid: two numbers, vmin < vmax, or a norm")
        norm = Normalize(vmin, vmax)
    image = axis.pcolormesh(x, y, values, norm=norm, cmap=cmap, shading="nearest", rasterized=True)
    axis.set_xlim(edges(x, axis.get_xscale()))
    axis.set_ylim(edges(y, axis.get_yscale()))
    return image


def edges(centres, scale="linear"):
    """Return the outer edges of a row of pixels that are equidistant on the axis.

    >>> [float(edge) for edge in edges([0.5, 1.5, 2.5])]
    [0.0, 3.0]
    >>> [round(float(edge), 9) for edge in edges([1.0, 100.0], "log")]
    [0.1, 1000.0]
    """
    there, back = (np.log, np.exp) if scale == "log" else (np.asarray, np.asarray)
    low, high = there(centres[0]), there(centres[-1])
    half = 0.5 * (high - low) / (len(centres) - 1)
    return back(low - half), back(high + half)


def distinct(index):
    """Return what tells one line of a panel from the others: a colour and a marker, few enough to see the line.

    The dash is left to say what kind of line it is.
    """
    return {"color": f"C{index}", "marker": MARKERS[index % len(MARKERS)], "markersize": 3.0, "markevery": 0.17}


def contours(axis, x, y, values, levels, *, color, linewidth=0.6, margin=0.06):
    """Draw contour lines, each labelled near the centre of the panel, or beside it so that labels do not collide.

    A line that stays within ``margin`` (a fraction of the panel) of the frame is not drawn: its label would be cut off,
    and a line without a number says nothing.
    """
    lines = axis.contour(x, y, values, levels=levels, colors=color, linewidths=linewidth)
    panel = axis.transAxes.inverted()
    for number, (level, path) in enumerate(zip(lines.levels, lines.get_paths(), strict=True)):
        places = panel.transform(axis.transData.transform(path.vertices)) - 0.5
        inside = np.all(np.abs(places) < 0.5 - margin, axis=1)
        if np.any(inside):
            aside = np.hypot(places[:, 0] - 0.2 * (number % 3 - 1), places[:, 1])
            place = path.vertices[np.where(inside, aside, np.inf).argmin()]
            axis.clabel(lines, [level], fmt="%g", fontsize=6, manual=[place], inline_spacing=2)
        else:
            path.vertices, path.codes = path.vertices[:0], None


def log_norm(vmin, vmax):
    """Return a logarithmic colour scale from ``vmin`` to ``vmax``."""
    if not 0 < vmin < vmax:
        raise ValueError(f"vmin = {vmin}, vmax = {vmax}; valid: 0 < vmin < vmax")
    return LogNorm(vmin, vmax)


def ratio_norm(vmax):
    """Return a logarithmic colour scale from 1/vmax to vmax: with a diverging map, white means a ratio of one."""
    if not vmax > 1:
        raise ValueError(f"vmax = {vmax}; valid: > 1")
    return LogNorm(1 / vmax, vmax)


def colour_bar(figure, image, axes, label, *, extend="neither", **options):
    """Put one colour bar with a physical ``label`` above ``axes``; return it."""
    options = {"location": "top", "pad": 0.03, "aspect": 40, "extendfrac": 0.03} | options
    bar = figure.colorbar(image, ax=axes, label=label, extend=extend, **options)
    bar.ax.tick_params(pad=1)
    bar.ax.xaxis.labelpad = 4
    return bar


def save(figure, *paths):
    """Save ``figure`` under every path (PDF, PNG, SVG by its ending), byte for byte the same in every run; close it.

    Beside a PNG goes its bare version for comparisons, see `save_bare`. An empty path is none: a notebook that is
    opened by hand writes nothing. Returns the picture, for a notebook to show.
    """
    os.environ.setdefault("SOURCE_DATE_EPOCH", EPOCH)
    paths = [Path(path) for path in paths if path]
    with mpl.rc_context({"svg.hashsalt": "autocoherence", "figure.constrained_layout.use": False}):
        picture = drawn(figure, ".png")
        figure.set_layout_engine(None)  # the panels stay where they are: arranging them costs as much as drawing
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(picture if path.suffix == ".png" else drawn(figure, path.suffix))
    for path in paths:
        if path.suffix == ".png":
            save_bare(figure, path.with_suffix(".bare.png"))
    plt.close(figure)  # a notebook would show it a second time
    return Picture(picture)


def drawn(figure, suffix):
    """Return the bytes of a picture, without what differs between releases of Matplotlib for no visible reason."""
    title = "; ".join(filter(None, (axis.get_title(loc="left").replace("$", "") for axis in figure.axes)))
    metadata = {
        ".png": {"Software": None},
        ".pdf": {"Creator": None, "Producer": None, "Title": title},
    }.get(suffix)
    content = io.BytesIO()
    figure.savefig(content, format=suffix.removeprefix("."), metadata=metadata)
    return content.getvalue()


class Picture:
    """A PNG that a notebook shows as it is on disk."""

    def __init__(self, content):
        self.content = content

    def _repr_png_(self):
        return self.content


def save_bare(figure, path):
    """Reduce ``figure`` to its maps and curves, each panel a square without frame or text, and save it as PNG.

    What is left depends on the numbers, the colour limits and the colour map, and on no font, layout or style: two
    such pictures can be compared pixel by pixel, on any machine (see `regression`). What was written on the figure and
    how it was drawn goes along as the picture's description.
    """
    metadata = {"Software": None, "Description": json.dumps(inscriptions(figure), ensure_ascii=False)}
    panels = [axis for axis in figure.axes if axis.get_label() != "<colorbar>"]
    for artist in figure.get_children():  # a title above all panels, a legend beside them
        artist.set_visible(artist in (figure.patch, *figure.axes))
    for axis in figure.axes:
        axis.set_axis_off()
        for artist in axis.get_children():
            artist.set_visible(axis in panels and isinstance(artist, QuadMesh | Line2D))
    for number, axis in enumerate(panels):
        axis.set_position([number / len(panels), 0, 1 / len(panels), 1])
        for colour, line in enumerate(axis.lines):
            line.set(color=mpl.colormaps["tab10"](colour % 10), linewidth=1, linestyle="-", antialiased=True, marker="")
    figure.set_size_inches(2 * len(panels), 2)
    with mpl.rc_context(mpl.rcParamsDefault):
        figure.set_layout_engine(None)
        figure.savefig(path, dpi=100, facecolor="white", edgecolor="none", metadata=metadata)
