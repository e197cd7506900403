"""`make accept` takes whatever of a run is not as accepted, and leaves alone what is the same to rounding."""

import json
import shutil

import accept
import nbformat
import numpy as np
import pytest
import regression as script

from reproduction import arrays, plotting, regression
from reproduction.claims import Claims

ANALYSIS = {"notebook": "wave", "title": "A wave", "caption": "It grows."}
PLAIN = {"factor": 1.0, "accuracy": 1e-6, "measured": 2.0, "title": "t", "label": "x", "text": "# A wave"}


def run(root, **changes):
    """Write what a run of the analysis leaves behind; return what its configuration says."""
    content = PLAIN | changes
    x = np.linspace(1.0, 2.0, 5)
    made = {"y": arrays.quantity("x", content["factor"] * x, "1", "y", accuracy=content["accuracy"])}
    axis = {"x": arrays.quantity("x", x, "1", "x")}
    arrays.save(root / "results/data/wave.nc", made, axis, title=content["title"], equation="(1)", parameters={})
    figure, (panel,) = plotting.row(["one"], xlabel=content["label"])
    panel.plot(x, content["factor"] * x)
    (root / "figures").mkdir(exist_ok=True)
    (root / "figures/wave.png").touch()  # for readers: compared with nothing
    plotting.save_bare(figure, root / "figures/wave.bare.png")
    plotting.plt.close(figure)
    claims = Claims()
    claims.record("it grows", source="Eq. (1)", measured=content["measured"], at_least=1.0)
    claims.save(root / "results/claims/wave.json")
    cells = [nbformat.v4.new_markdown_cell(content["text"], id="a"), nbformat.v4.new_code_cell("x = 1", id="b")]
    for folder in ("notebooks", "results/notebooks"):
        (root / folder).mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), root / folder / "wave.ipynb")
    return ANALYSIS | {name: content[name] for name in ANALYSIS if name in changes}


def kept(root):
    """The bytes of what is accepted."""
    return {path.name: path.read_bytes() for path in (root / "figures" / "reference").iterdir()}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A checkout whose run was accepted."""
    root = tmp_path_factory.mktemp("before")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accept, "ROOT", root)
        assert accept.accepted("wave", run(root))
    return root


@pytest.fixture
def root(before, tmp_path, monkeypatch):
    """A copy of it."""
    monkeypatch.setattr(accept, "ROOT", tmp_path / "checkout")
    return shutil.copytree(before, tmp_path / "checkout")


def judged(root, analysis):
    """What the regression says of the run."""
    more = {"words": accept.words(root / "notebooks" / "wave.ipynb", analysis), "configured": {}}
    more["claims"] = root / "results/claims/wave.json"
    paths = root / "results/data/wave.nc", root / "figures/wave.bare.png", root / "figures/reference/wave"
    return script.judge("wave", *paths, **more)


CHANGES = {
    "factor": 1.1,
    "measured": 2.1,
    "title": "another",
    "label": "y",
    "text": "# A wave that ends",
    "caption": "It ends.",
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changed_stops_the_regression_and_can_be_accepted(root, capsys, what):
    there = kept(root)
    analysis = run(root, **{what: CHANGES[what]})
    verdict, line = judged(root, analysis)
    assert verdict["status"] == "changed" and line.startswith("wave: ") and line.endswith(script.HELP + ")")
    assert accept.accepted("wave", analysis)
    assert capsys.readouterr().out.startswith("ACCEPTED wave: ") and kept(root)["wave.json"] != there["wave.json"]
    assert judged(root, analysis)[0]["status"] == "same"


def test_another_claimed_accuracy_is_no_difference_and_can_be_accepted(root):
    analysis = run(root, accuracy=2e-6)
    assert judged(root, analysis)[0]["status"] == "same"
    assert accept.accepted("wave", analysis)
    assert arrays.xr.open_dataset(root / "figures/reference/wave.nc", engine="scipy")["y"].accuracy == 2e-6


def test_what_is_the_same_to_rounding_is_left_alone(root, capsys):
    there = kept(root)
    assert accept.accepted("wave", run(root, factor=1 + 1e-12, measured=2.0 + 1e-10))
    assert kept(root) == there and "ACCEPTED" not in capsys.readouterr().out


def test_accepted_before_anything_was_said_of_words_is_a_difference(root):
    path = root / "figures/reference/wave.json"
    told = json.loads(path.read_text())
    for part in ("inscriptions", "words"):
        path.write_text(json.dumps({name: one for name, one in told.items() if name != part}))
        assert " is new: " in judged(root, ANALYSIS)[1]
    path.write_text(json.dumps(told))
    assert regression.is_accepted(path) and judged(root, ANALYSIS)[0]["status"] == "same"
