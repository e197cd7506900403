"""What is written on a figure and how it is drawn: all of it that the numbers and the bare picture do not hold."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LogNorm, to_hex
from matplotlib.container import ErrorbarContainer
from matplotlib.contour import ContourSet
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from matplotlib.ticker import FixedLocator

__all__ = ["inscriptions"]


def inscriptions(figure):
    """Return {place: what is there} of a figure, as plain data.

    What is there is a text, or a list of numbers: limits, levels, lengths; those of a logarithmic scale as powers of
    ten. A colour of the style's cycle is told as its place there, so that another style is no other figure.
    """
    panels = [axis for axis in figure.axes if axis.get_label() != "<colorbar>"]
    found = {part: told for part, told in of_figure(figure) if told}
    for number, axis in enumerate(panels, start=1):
        found |= {f"panel {number}, {part}": told for part, told in of_panel(axis) if told}
    return found


def of_figure(figure):
    """Yield (part, what is there) of what belongs to no panel."""
    for number, text in enumerate(figure.texts, start=1):  # a title above all panels among them
        yield f"text {number}", text.get_text()
    for legend in figure.legends:
        yield from of_legend(legend)


def of_panel(axis):
    """Yield (part, what is there) of a panel; what is empty as well."""
    yield "title", " ".join(axis.get_title(loc=place) for place in ("left", "center", "right")).strip()
    for letter in "xy" if axis.axison else ():
        yield from of_axis(letter, getattr(axis, f"{letter}axis"))
    yield from numbered("line", map(named, axis.lines))
    bars = [one for one in axis.containers if isinstance(one, ErrorbarContainer)]
    for number, one in enumerate(bars, start=1):
        yield f"error bars {number}", name(one)
        yield f"error bars {number}, lengths", lengths(one)
    drawn = {part for one in bars for part in one.lines[2]}
    for number, one in enumerate((*axis.images, *(one for one in axis.collections if one not in drawn)), start=1):
        yield from of_collection(number, one)
    for number, patch in enumerate(axis.patches, start=1):
        yield f"shape {number}", f"{type(patch).__name__}, {named(patch)}"
        yield f"shape {number}, line width", numbers([patch.get_linewidth()])
        if not isinstance(patch, FancyArrowPatch):  # whose outline depends on the size of the panel
            yield f"shape {number}, place", places([patch.get_patch_transform().transform_path(patch.get_path())])
    yield from numbered("note", (f"{text.get_text()}, {colour(text.get_color())}" for text in axis.texts))
    if axis.get_legend():
        yield from of_legend(axis.get_legend())


def of_axis(letter, axis):
    """Yield label, scale, limits and chosen ticks of an axis."""
    log = axis.get_scale() == "log"
    yield f"{letter} label", axis.label.get_text()
    yield f"{letter} scale", axis.get_scale()
    yield f"{letter} limits", numbers(axis.get_view_interval(), log)
    if isinstance(axis.get_major_locator(), FixedLocator):
        yield f"{letter} ticks", numbers(axis.get_majorticklocs(), log)


def of_legend(legend):
    """Yield the title of a legend, and its entries with what stands before them."""
    yield "legend, title", legend.get_title().get_text()
    handles = (look(handle) for handle in legend.legend_handles)
    pairs = zip(legend.get_texts(), handles, strict=True)
    yield from numbered("legend, entry", (f"{text.get_text()}: {shown}" for text, shown in pairs))


def of_collection(number, one):
    """Yield what a map, a set of contours or an area is."""
    if one.get_array() is None or isinstance(one, ContourSet):
        levels = getattr(one, "levels", ())
        kind = "contours" if len(levels) else "area"
        yield f"{kind} {number}", named(one)
        yield f"{kind} {number}, levels", numbers(levels)
        yield f"{kind} {number}, places", places(one.get_paths())
        return
    log = isinstance(one.norm, LogNorm)
    yield f"map {number}", f"{one.cmap.name}, {'log' if log else type(one.norm).__name__.lower()}"
    if one.norm.scaled():  # an image may be of colours itself
        yield f"map {number}, limits", numbers((one.norm.vmin, one.norm.vmax), log)
    if one.colorbar is not None:
        axis = getattr(one.colorbar.ax, f"{'x' if one.colorbar.orientation == 'horizontal' else 'y'}axis")
        yield f"map {number}, colour bar", f"{axis.label.get_text()}, beyond: {one.colorbar.extend}"


def named(artist):
    """Return the name that a legend has for something, if it has one, and how it looks."""
    return ": ".join(filter(None, (name(artist), look(artist))))


def name(artist):
    """Return the name that a legend has for something; none is empty."""
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label


def look(artist):
    """Return colour, dash and marker of a line, or the colours of anything else."""
    if isinstance(artist, Line2D):
        marker = artist.get_marker()
        parts = [colour(artist.get_color()), dash(artist), f"marker {marker}"]
        return ", ".join(parts if marker != "None" else parts[:2])
    faces = [] if isinstance(artist, LineCollection) else artist.get_facecolor()
    found = (colour(one) for one in (*np.atleast_2d(artist.get_edgecolor()), *np.atleast_2d(faces)) if len(one))
    return ", ".join(dict.fromkeys(found))


def dash(line):
    """Return how a line is dashed; a line of its markers alone has none."""
    return {"None": "no line", "-": "solid", "--": "dashed", ":": "dotted", "-.": "dash-dotted"}[line.get_linestyle()]


def colour(value):
    """Return a colour by its place in the style's cycle, or as hexadecimal digits; black is black."""
    cycle = [to_hex(one) for one in mpl.rcParams["axes.prop_cycle"].by_key()["color"]]
    found = to_hex(value)
    if found == to_hex("black"):
        return "black"
    return f"C{cycle.index(found)}" if found in cycle else found


def lengths(bars):
    """Return the sum and the largest of the lengths of error bars, from end to end."""
    spans = [np.ptp(segment, axis=0).max() for part in bars.lines[2] for segment in part.get_segments()]
    return numbers([np.sum(spans), np.max(spans, initial=0.0)])


def places(paths):
    """Return centre and extent of every outline that is drawn: the mean of its corners, and how far they reach."""
    corners = [path.vertices for path in paths if len(path.vertices)]
    return numbers([number for one in corners for number in (*one.mean(axis=0), *np.ptp(one, axis=0))])


def numbered(part, told):
    """Yield (part, what is there) of several things of one kind, in their order."""
    return ((f"{part} {number}", one) for number, one in enumerate(told, start=1))


def numbers(values, log=False):
    """Return numbers, or their powers of ten, as JSON knows them."""
    values = np.log10(values) if log else np.asarray(values, dtype=float)
    return [float(f"{value:.6g}") for value in values]
