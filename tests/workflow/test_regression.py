"""The comparison of a run with the accepted one: what it catches, what it rightly ignores, and what it says."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import regression as script
import yaml

from autocoherence import PowerLawBath, advantage_ratio
from reproduction import arrays, plotting, regression
from reproduction.agreement import arrays as arrays_of_runs

ROOT = Path(__file__).resolve().parents[2]
EXPONENTS, POINTS = [0.5, 2.0], 60
X = (np.arange(POINTS) + 0.5) * 10 / POINTS
Y = (np.arange(POINTS) + 0.5) * 5 / POINTS
RATIO = np.stack([advantage_ratio(Y[:, None], 1.0, X, PowerLawBath(1.0, s, 10.0)) for s in EXPONENTS])
KINDS = ("value", "landmark")


TITLES = ("one", "two")
LABELS = {"xlabel": "x", "ylabel": "y"}


def produce(
    folder, values=RATIO, *, drawn=None, colour_max=30.0, cutoff=10.0, accuracy=None, titles=TITLES, labels=LABELS
):
    """Write arrays and pictures as the notebook of Figure 3 does; return the two paths that are compared."""
    dims = ("exponent", "beta", "omega_ratio")
    grids = {name: arrays.quantity(name, grid, "1", name) for name, grid in zip(dims, (EXPONENTS, Y, X), strict=True)}
    content = {"advantage": arrays.quantity(dims, values, "1", "ratio", accuracy=accuracy)}
    arrays.save(folder / "d.nc", content, grids, title="t", equation="(29)", parameters={"cutoff": cutoff})
    figure, axes = plotting.row(titles, **labels)
    for axis, panel in zip(axes, values if drawn is None else drawn, strict=True):
        if panel is not None:
            image = plotting.density(axis, X, Y, panel, norm=plotting.ratio_norm(colour_max), cmap="RdBu")
    plotting.colour_bar(figure, image, axes, "ratio")
    plotting.save_bare(figure, folder / "f.bare.png")
    (folder / "f.png").touch()
    plotting.plt.close(figure)
    return folder / "d.nc", folder / "f.bare.png"


@pytest.fixture(scope="module")
def accepted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accepted")
    data, _ = produce(folder)
    regression.accept(data, folder / "f.png", folder / "reference" / "figure")
    return folder / "reference" / "figure"


def blemish():
    values = RATIO.copy()
    accepted = np.linspace(0, POINTS - 1, arrays_of_runs.ALONG).astype(int)
    between = np.setdiff1d(np.arange(POINTS), accepted)[9]
    values[1, between, between] *= 1.01
    return values


def other_style(monkeypatch, folder, style):
    (folder / "other.mplstyle").write_text(style)
    monkeypatch.setattr(plotting, "STYLE", folder / "other.mplstyle")


NOISE = 1 + 1e-13 * np.random.default_rng(1).standard_normal(RATIO.shape)
LOUD = "axes.facecolor: 222222\nlines.linewidth: 5\naxes.grid: True\nimage.cmap: jet\nsavefig.dpi: 37\n"
PERTURBATIONS = {
    "none": {},
    "rounding of another machine (1e-13)": {"values": RATIO * NOISE},
    "another matplotlib style": {"style": LOUD},
    "another font and size": {"style": "font.family: serif\nfont.size: 23\n"},
    "physics off by 1e-6": {"values": RATIO * (1 + 1e-6)},
    "one pixel off by 1 %, between the accepted points": {"values": blemish()},
    "factor 2": {"values": 2 * RATIO},
    "sign": {"values": -RATIO},
    "axes swapped in the numbers": {"values": RATIO.swapaxes(1, 2)},
    "panels exchanged": {"values": RATIO[::-1]},
    "axes swapped in the drawing only": {"drawn": RATIO.swapaxes(1, 2)},
    "other colour limits": {"colour_max": 60.0},
    "one panel not drawn": {"drawn": [RATIO[0], None]},
    "titles of panels exchanged": {"titles": TITLES[::-1]},
    "axis labels exchanged": {"labels": {"xlabel": "y", "ylabel": "x"}},
}


def documented():
    """The table in docs/regression.md: {perturbation: (values, landmarks, picture, words)}."""
    lines = (ROOT / "docs" / "regression.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {name: tuple(cell == "caught" for cell in cells) for name, *cells in rows if name != "perturbation"}


def test_the_table_lists_every_perturbation():
    assert list(documented()) == list(PERTURBATIONS)


def run(data, bare, accepted, folder):
    """The script that the rule calls: exit status, verdict."""
    verdict, picture = folder / "verdict.json", folder / "picture.png"
    status = script.main(["figure9", *map(str, (data, bare, accepted, verdict, folder / "picture.log"))])
    return status, json.loads(verdict.read_text()) if verdict.exists() else None, picture


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_perturbation(name, accepted, tmp_path, monkeypatch):
    options = dict(PERTURBATIONS[name])
    if "style" in options:
        other_style(monkeypatch, tmp_path, options.pop("style"))
    data, bare = produce(tmp_path, **options)
    numbers = regression.compare(data, accepted)
    caught = [any(one.ratio > 1 and one.kind == kind for one in numbers) for kind in KINDS]
    shown = [one.kind for one in regression.compare_pictures(bare, accepted) if one.ratio > 1]
    caught += ["picture" in shown, "form" in shown]
    assert tuple(caught) == documented()[name]
    status, verdict, picture = run(data, bare, accepted, tmp_path)
    assert (status, verdict is None, picture.exists()) == (any(caught),) * 3  # any of them alone stops the run


def test_a_difference_is_one_line_and_a_picture(accepted, tmp_path, capsys):
    values = RATIO.copy()
    values[1, 0, 0] *= 1 + 3e-6
    status, verdict, picture = run(*produce(tmp_path, values), accepted, tmp_path)
    line = capsys.readouterr().err.splitlines()[0]
    assert status == 1 and verdict is None
    assert line.startswith(
        "figure9: advantage (b) exponent = 2: the value at beta = 0.0416667, omega_ratio = 0.0833333"
    )
    assert "differs by 3.0e-06 (allowed 2.0e-11)" in line and "make accept" in line
    height, width, _ = plotting.plt.imread(picture).shape
    assert width > 3 * height


def test_agreement_says_how_close(accepted, tmp_path):
    status, verdict, picture = run(*produce(tmp_path, RATIO * NOISE), accepted, tmp_path)
    assert status == 0 and verdict["status"] == "same" and 0 < verdict["relative"] < 1e-12
    assert not picture.exists()


def test_what_cannot_be_compared_passes_and_says_so(accepted, tmp_path, capsys):
    status, verdict, _ = run(*produce(tmp_path, cutoff=3.0), accepted, tmp_path)
    assert status == 0 and verdict["status"] == "other"
    assert "cutoff = 3.0, accepted 10.0" in capsys.readouterr().err
    status, verdict, _ = run(*produce(tmp_path), tmp_path / "nothing", tmp_path)
    assert status == 0 and verdict == {"status": "new"}


@pytest.mark.parametrize("ending", regression.ENDINGS)
@pytest.mark.parametrize(
    "damage", [lambda old: b"", lambda old: old[: len(old) // 2], None], ids=["empty", "cut", "gone"]
)
def test_a_damaged_reference_stops_the_run_and_is_named(accepted, tmp_path, capsys, ending, damage):
    shutil.copytree(accepted.parent, tmp_path / "reference")
    reference = tmp_path / "reference" / accepted.name
    broken = reference.with_suffix(ending)
    if damage:
        broken.write_bytes(damage(broken.read_bytes()))
    else:
        broken.unlink()
    status, verdict, _ = run(*produce(tmp_path), reference, tmp_path)
    said = capsys.readouterr().err
    assert status == 1 and verdict is None
    assert said.startswith(f"figure9: {broken} cannot be read") and said.count("\n") == 1 and "make accept" in said


@pytest.mark.parametrize(("change", "status"), [(1.9e-6, 0), (2.1e-6, 1)])
def test_an_array_may_name_its_own_accuracy(tmp_path, change, status):
    reference = tmp_path / "reference" / "figure"
    regression.accept(produce(tmp_path, accuracy=1e-6)[0], tmp_path / "f.png", reference)
    data, bare = produce(tmp_path, RATIO * (1 + change), accuracy=1e-6)
    assert run(data, bare, reference, tmp_path)[0] == status


def test_accepting_makes_the_run_the_reference(tmp_path):
    data, bare = produce(tmp_path, 2 * RATIO)
    regression.accept(data, tmp_path / "f.png", tmp_path / "reference")
    assert max(one.error for one in regression.compare(data, tmp_path / "reference")) == 0
    assert max(one.error for one in regression.compare_pictures(bare, tmp_path / "reference")) == 0


def test_every_analysis_has_accepted_values_and_nothing_else_has():
    analyses = set(yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))["analyses"])
    found = {path.name for path in (ROOT / "figures" / "reference").iterdir()}
    assert found == {f"{name}.{ending}" for name in analyses for ending in ("json", "nc", "png", "bare.png")}
