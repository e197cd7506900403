"""All that is written on a figure is told, wherever it stands and however much there is."""

import json

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.colors import LogNorm
from matplotlib.patches import Ellipse

from reproduction import plotting
from reproduction.agreement import pictures
from reproduction.agreement.words import differences
from reproduction.inscriptions import inscriptions

PLACES = range(3)
LEVELS = [1.0, 2.0, 3.0]


def drawn():
    """A figure with something of every kind, three of each that there may be several of."""
    figure, axes = plotting.row(["one", "two", "three"], xlabel="x", ylabel="y", share=False, width=10, height=5)
    x = np.linspace(1, 3, 5)
    for number, axis in enumerate(axes):
        image = plotting.density(axis, x, x, np.add.outer(x, x), norm=LogNorm(1 + number, 10))
        plotting.colour_bar(figure, image, axis, f"bar {number}", extend="min")
        axis.contour(x, x, np.outer(x, x), levels=LEVELS, colors="white")
        for index in PLACES:
            axis.plot(x, x + index, label=f"line {index}", **plotting.distinct(index))
            axis.errorbar(x, x - index, x * (1 + index), label=f"bars {index}", color=f"C{index}", markersize=0)
            axis.text(1, 1, f"note {index}")
            axis.add_patch(Ellipse((1, index), 1, 2, linewidth=1 + index))
        axis.fill_between(x, x, 2 * x, color="0.9")
        axis.set(xticks=LEVELS, xscale="linear", yscale="log")
        axis.legend(title=f"legend {number}")
    figure.suptitle("all")
    figure.legend(*axes[0].get_legend_handles_labels(), title="outside")
    return figure


def legend(figure, k):
    return figure.axes[k].get_legend()


def relabel(axis, letter):
    getattr(axis, f"set_{letter}label")("other")


def longer(bars):
    segments = bars.lines[2][0].get_segments()
    bars.lines[2][0].set_segments([0.1 * (one - one.mean(axis=0)) + one.mean(axis=0) for one in segments])


def stretch(path):
    path.vertices = 1.1 * path.vertices


def maps(axis):
    return axis.collections[0]


CHANGES = {  # what is changed at one of three places: (place in the description, change)
    "title": lambda figure, k: figure.axes[k].set_title("(a) another"),
    "x label": lambda figure, k: relabel(figure.axes[k], "x"),
    "y label": lambda figure, k: relabel(figure.axes[k], "y"),
    "x scale": lambda figure, k: figure.axes[k].set_xscale("log"),
    "y scale": lambda figure, k: figure.axes[k].set_yscale("linear"),
    "x limits": lambda figure, k: figure.axes[k].set_xlim(1.2, 3.0),
    "y limits": lambda figure, k: figure.axes[k].set_ylim(0.2, 30.0),
    "x ticks": lambda figure, k: figure.axes[k].set_xticks([1.0, 2.0]),
    "map": lambda figure, k: maps(figure.axes[k]).set_cmap("RdBu"),
    "map 1, limits": lambda figure, k: maps(figure.axes[k]).set_clim(1.0, 11.0),
    "map 1, colour bar": lambda figure, k: maps(figure.axes[k]).colorbar.set_label("other"),
    "contours": lambda figure, k: figure.axes[k].collections[1].set_edgecolor("red"),
    "area": lambda figure, k: figure.axes[k].collections[-1].set_facecolor("red"),
    "contours 2, places": lambda figure, k: stretch(figure.axes[k].collections[1].get_paths()[1]),
    "area 3, places": lambda figure, k: stretch(figure.axes[k].collections[-1].get_paths()[0]),
    "legend, title": lambda figure, k: legend(figure, k).set_title("other"),
    "text": lambda figure, k: figure.suptitle(f"others {k}"),
    "legend of the figure": lambda figure, k: figure.legends[0].get_texts()[k].set_text("other"),
    "map 1, colour bar is": lambda figure, k: setattr(maps(figure.axes[k]).colorbar, "extend", "both"),  # drawn no more
}
OF_SEVERAL = {  # the same of one of three things in a panel
    "colour": lambda axis, n: axis.lines[2 * n].set_color("C5"),
    "dash": lambda axis, n: axis.lines[2 * n].set_linestyle(":"),
    "marker": lambda axis, n: axis.lines[2 * n].set_marker("P"),
    "name": lambda axis, n: axis.lines[2 * n].set_label("other"),
    "bars": lambda axis, n: longer(axis.containers[n]),
    "name of bars": lambda axis, n: axis.containers[n].set_label("other"),
    "note": lambda axis, n: axis.texts[n].set_text("other"),
    "colour of a note": lambda axis, n: axis.texts[n].set_color("red"),
    "width of a shape": lambda axis, n: axis.patches[n].set_linewidth(9.0),
    "colour of a shape": lambda axis, n: axis.patches[n].set_facecolor("red"),
    "size of a shape": lambda axis, n: axis.patches[n].set_width(1.5),
    "entry": lambda axis, n: axis.get_legend().get_texts()[n].set_text("other"),
    "look of an entry": lambda axis, n: axis.get_legend().legend_handles[n].set_color("C5"),
    "without a line": lambda axis, n: axis.lines[2 * n].remove(),
    "without a note": lambda axis, n: axis.texts[n].remove(),
}


@pytest.fixture(scope="module")
def figure():
    """One that every test changes further."""
    return drawn()


def after(figure, change, *words):
    """What differs after a change, told from either side."""
    before = inscriptions(figure)
    change(*words)
    there, here = differences(before, inscriptions(figure)), differences(inscriptions(figure), before)
    assert len(there) == len(here)
    return list(map(str, there))


def test_a_figure_is_told_the_same_in_any_style(figure, tmp_path, monkeypatch):
    style = "font.size: 17\nfont.family: serif\nlines.linewidth: 4\naxes.grid: True\naxes.facecolor: 222222\n"
    (tmp_path / "other.mplstyle").write_text(style + "axes.prop_cycle: cycler('color', ['r', 'g', 'b', 'c', 'm'])\n")
    monkeypatch.setattr(plotting, "STYLE", tmp_path / "other.mplstyle")
    plain = inscriptions(figure)
    with rc_context():
        other = drawn()
        assert differences(plain, inscriptions(other)) == []
        plotting.save_bare(other, tmp_path / "f.bare.png")
    assert pictures.bare((tmp_path / "f.bare.png").read_bytes())["inscriptions"] == plain


@pytest.mark.parametrize("what", CHANGES)
def test_every_panel_counts_and_is_named(figure, what):
    for panel in PLACES:
        found = after(figure, CHANGES[what], figure, panel)
        named = "text 1" if what == "text" else "legend, entry " if "of the" in what else f"panel {panel + 1}, {what}"
        assert found and all(one.startswith((named, f"panel {panel + 1}, ")) for one in found), found
        assert any(one.startswith(named) for one in found)


@pytest.mark.parametrize("what", OF_SEVERAL)
def test_every_one_of_several_counts(figure, what):
    for number in reversed(PLACES):
        found = after(figure, OF_SEVERAL[what], figure.axes[1], number)
        assert found and all(one.startswith("panel 2, ") for one in found), found


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 2), (2, 0)])
def test_titles_that_are_exchanged_are_told(figure, one, other):
    for number, axis in enumerate(figure.axes[:3]):
        axis.set_title(f"({'abc'[number]}) {number}", loc="left")
    titles = [axis.get_title(loc="left") for axis in figure.axes[:3]]

    def exchange():
        figure.axes[one].set_title(titles[other], loc="left")
        figure.axes[other].set_title(titles[one], loc="left")

    found = after(figure, exchange)
    assert len(found) == 2 and f"panel {one + 1}, title is '{titles[other]}' instead of '{titles[one]}'" in found


X = np.linspace(0.1, 1.0, 6)
OTHERS = {  # what a notebook of one's own may draw
    "bars": lambda axis: axis.bar(X, X, yerr=X / 9, hatch="/"),
    "histogram": lambda axis: axis.hist(X, bins=3, label="counts"),
    "points": lambda axis: axis.scatter(X, X, c=X, s=9),
    "image": lambda axis: axis.imshow(np.outer(X, X)),
    "colours": lambda axis: axis.imshow(np.ones((3, 4, 3))),
    "filled contours": lambda axis: axis.contourf(X, X, np.outer(X, X)),
    "steps": lambda axis: axis.stairs(X[:-1], X, fill=True),
    "arrows": lambda axis: axis.quiver(X, X, X, X),
    "pie": lambda axis: axis.pie(X, labels=list("abcdef")),
    "own dashes": lambda axis: axis.plot(X, X, linestyle=(0, (5, 1)), marker=(5, 1), label="x"),
    "no line": lambda axis: axis.plot(X, X, " ", color="none"),
    "boxes": lambda axis: axis.boxplot([X, X]),
    "stems": lambda axis: axis.stem(X, X),
    "symmetric logarithm": lambda axis: axis.set(xscale="symlog", yscale="logit"),
    "upper limits": lambda axis: axis.errorbar(X, X, X / 5, X / 5, uplims=True, capsize=2),
    "nothing": lambda axis: None,
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("what", OTHERS)
def test_whatever_is_drawn_can_be_told(what):
    other = plotting.plt.figure()
    axis = other.add_subplot()
    OTHERS[what](axis)
    axis.legend()
    found = inscriptions(other)
    assert json.loads(json.dumps(found, allow_nan=False)) == found and differences(found, inscriptions(other)) == []
    plotting.plt.close(other)
