"""The helpers of the notebooks: same bytes twice, no NaN, no unlabelled number, no silent surprise."""

import json

import numpy as np
import pytest
import xarray as xr

from reproduction import arrays, plotting
from reproduction.agreement import pictures
from reproduction.claims import Claims, surprises


@pytest.fixture(autouse=True)
def version(monkeypatch):
    monkeypatch.setattr(arrays, "library_version", lambda: "0")


def stored(path, values):
    beta = arrays.quantity("beta", [1.0, 2.0], "1/omega_1", "inverse temperature")
    signal = arrays.quantity("beta", values, "1", "signal")
    return arrays.save(path, {"signal": signal}, {"beta": beta}, title="t", equation="(1)", parameters={"s": [1, 2]})


def test_array_reads_back_with_its_labels(tmp_path):
    stored(tmp_path / "a.nc", [3.0, 4.0])
    with xr.open_dataset(tmp_path / "a.nc", engine="scipy") as data:
        assert data.signal.sel(beta=2.0) == 4.0
        assert data.signal.units == "1" and json.loads(data.parameters) == {"s": [1, 2]}


def test_array_has_the_same_bytes_twice(tmp_path):
    for name in "ab":
        stored(tmp_path / name, [3.0, 4.0])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_array_refuses_nan_and_bare_numbers(tmp_path):
    with pytest.raises(ValueError, match="signal holds 1 NaN"):
        stored(tmp_path / "a.nc", [3.0, np.nan])
    with pytest.raises(ValueError, match="signal has no units"):
        arrays.save(tmp_path / "a.nc", {"signal": ("x", [1.0])}, {}, title="", equation="", parameters={})
    assert not (tmp_path / "a.nc").exists()


def test_figure_has_the_same_bytes_twice(tmp_path):
    for name in "ab":
        figure, axes = plotting.row(["one", "two"], xlabel="x", ylabel="y")
        image = plotting.density(axes[0], [0, 1, 2], [0, 1], np.arange(6).reshape(2, 3), vmin=0, vmax=5)
        plotting.colour_bar(figure, image, axes, "signal")
        shown = plotting.save(figure, *(tmp_path / f"{name}.{kind}" for kind in ("png", "pdf", "svg")))
        assert shown._repr_png_() == (tmp_path / f"{name}.png").read_bytes()
    for kind in ("png", "pdf", "svg"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()
    assert b"/Title" in (tmp_path / "a.pdf").read_bytes()


def test_a_contour_without_a_number_is_not_drawn():
    """Of the levels, one runs through the panel and one so near to the frame that its label would be cut off."""
    figure, (axis,) = plotting.row(["one"])
    x = np.linspace(0, 1, 50)
    plotting.density(axis, x, x, np.ones((50, 1)) * x, vmin=0, vmax=1)
    plotting.contours(axis, x, x, np.ones((50, 1)) * x, [0.5, 0.99], color="k")
    (lines,) = (one for one in axis.collections if len(getattr(one, "levels", ())))
    drawn = [level for level, path in zip(lines.levels, lines.get_paths(), strict=True) if len(path.vertices)]
    assert drawn == [0.5] and [text.get_text() for text in lines.labelTexts] == ["0.5"]
    plotting.plt.close(figure)


def test_lines_are_told_by_more_than_colour():
    looks = [plotting.distinct(index) for index in range(5)]
    assert len({look["marker"] for look in looks}) == 5


def test_colours_never_scale_themselves():
    figure, axes = plotting.row(["one"])
    with pytest.raises(ValueError, match="vmin = None"):
        plotting.density(axes[0], [0, 1], [0, 1], np.eye(2))
    with pytest.raises(ValueError, match=r"shape \(2, 2\)"):
        plotting.density(axes[0], [0, 1, 2], [0, 1], np.eye(2), vmin=0, vmax=1)
    plotting.plt.close(figure)


def test_claims_are_kept_and_told_whatever_comes_out(tmp_path):
    claims = Claims()
    assert claims.record("grows", source="Fig. 1", measured=2, at_least=1)
    assert not claims.record("exactly one", source="Fig. 1", measured=2, at_most=1, expected=False, remark="misprint")
    assert surprises(claims.entries) == []
    assert claims.record("shrinks", source="Fig. 2", measured=2, at_most=1) is False
    assert claims.record("finite", source="Fig. 3", measured=float("nan"), at_least=1) is False
    assert claims.record("divides", source="Fig. 4", measured=lambda: 1 / 0, at_least=1) is False
    assert claims.record("cold", source="Fig. 5", measured=lambda: 1 / 0, at_least=1, when={"T = 0": False}) is None
    assert claims.record("warm", source="Fig. 6", measured=1, at_least=1, when={"a": True, "b": True}) is True
    claims.save(tmp_path / "claims.json")
    kept = json.loads((tmp_path / "claims.json").read_text())
    assert [entry["holds"] for entry in kept] == [True, False, False, False, False, None, True]
    assert surprises(kept) == [
        "shrinks (Fig. 2): measured 2, wanted ≤ 1",
        "finite (Fig. 3): measured nan, wanted ≥ 1",
        "divides (Fig. 4): cannot be measured: ZeroDivisionError: division by zero, wanted ≥ 1",
    ]
    table = claims._repr_markdown_().splitlines()
    assert len(table) == 2 + 7 and "not applicable: only for T = 0" in table[7]
    assert table[4].endswith("**does not hold** |")


@pytest.mark.parametrize("words", [{}, {"at_least": 1, "expected": False}])
def test_a_claim_that_cannot_be_judged_is_a_mistake_of_its_notebook(words):
    with pytest.raises(ValueError, match="valid: "):
        Claims().record("grows", source="Fig. 1", measured=1.0, **words)


def test_an_empty_path_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    figure, _ = plotting.row(["a"])
    assert plotting.save(figure, "", "")._repr_png_().startswith(b"\x89PNG")
    assert figure.number not in plotting.plt.get_fignums()
    Claims().save("")
    arrays.save("", {"y": arrays.quantity("x", [1.0], "1", "y")}, {}, title="t", equation="(1)", parameters={})
    assert list(tmp_path.iterdir()) == []


def test_a_bare_picture_has_no_word_in_it(tmp_path):
    """Whatever is written above, beside and in the panels: fonts differ from machine to machine."""
    for name, words in (("plain.png", ""), ("lettered.png", "a text that is as long as the figure is wide and longer")):
        figure, axes = plotting.row([words, words], xlabel=words, ylabel=words)
        for axis in axes:
            axis.plot([0, 1], [0, 1], label=words or None)
            axis.text(0.5, 0.5, words)
            axis.annotate(words, (0.2, 0.2))
        if words:
            figure.suptitle(words)
            figure.text(0.5, 0.5, words)
            figure.legend(title=words, loc="outside upper center")
            axes[0].legend(title=words)
        plotting.save_bare(figure, tmp_path / name)
        plotting.plt.close(figure)
    assert (pictures.pixels(tmp_path / "plain.png") == pictures.pixels(tmp_path / "lettered.png")).all()
