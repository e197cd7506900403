"""Every notebook, with the parameters of the configuration, still computes, draws and claims what was accepted.

`make` says the same of a whole run; here the cells run in this process, so that a fault in what a figure is made of
does not wait for one. Figures are drawn, their text is not.
"""

import ast
import json
import warnings

import nbformat
import pytest
import yaml
from config_check import checked_analyses
from regression import judge
from toy import ROOT

from reproduction import plotting
from reproduction.agreement import arrays as runs

CONFIG = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
ANALYSES = checked_analyses(CONFIG, [ROOT / "notebooks"])


def run(notebook, parameters):
    """Run the code cells of a notebook one after the other, as Jupyter does, with parameters injected."""
    scope = {"__name__": "__main__"}
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, f"<{notebook.name}>", "exec"), scope)
        if "parameters" in cell.metadata.get("tags", ()):
            scope |= parameters


def bare_only(figure, *paths):
    """`plotting.save` without the pictures that are for readers: what is compared is the bare one."""
    for path in filter(None, paths):
        plotting.save_bare(figure, path)
    plotting.plt.close(figure)


PRECISION = 1e-2  # of a measured number
NOISE = 1e-9  # what is smaller than this says how exact a computation is


def moved(made, accepted):
    """Return the claims whose measured numbers are not the accepted ones; a claimed error is held by its bound."""
    pairs = [pair for pair in zip(made, accepted, strict=True) if pair[1]["source"] != "the claimed errors"]
    return [one["statement"] for one, other in pairs if not close(one["measured"], other["measured"])]


def close(one, other):
    """Tell whether two measured numbers are the same to `PRECISION`; None is what does not apply."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(PRECISION * min(abs(one), abs(other)), NOISE)


def kept(name):
    """Return the accepted claims of an analysis."""
    path = (ROOT / "figures" / "reference" / name).with_suffix(".json")
    return json.loads(path.read_text(encoding="utf-8"))["claims"]


@pytest.mark.parametrize("name", ANALYSES)
def test_every_measured_number_of_a_claim_counts(name):
    """A factor, the sign, a ratio turned over, and whether there is a number at all."""
    accepted = kept(name)
    assert moved(accepted, accepted) == []
    for number, claim in enumerate(accepted):
        value = claim["measured"]
        if claim["source"] == "the claimed errors":
            continue
        others = [1.0] if value is None else [None]
        if value is not None and abs(value) > 2 * NOISE / PRECISION:
            others += [(1 + 2 * PRECISION) * value, -value]
            others += [1 / (1 + value) - 1] if abs(value) > PRECISION else []
        for other in others:
            made = [*accepted[:number], claim | {"measured": other}, *accepted[number + 1 :]]
            assert moved(made, accepted) == [claim["statement"]], (claim["statement"], other)


LONG = ("exact_validity",)


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name in LONG)) for name in ANALYSES])
def test_a_notebook_computes_draws_and_claims_what_was_accepted(name, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(plotting, "save", bare_only)
    given = ANALYSES[name]["parameters"] | ANALYSES[name]["files"]
    paths = {part: str(tmp_path / file) for part, file in (("data", "d.nc"), ("claims", "c.json"))}
    paths |= {"figure_pdf": "", "figure_png": str(tmp_path / "f.bare.png")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what was left undrawn
        run(ROOT / "notebooks" / f"{ANALYSES[name]['notebook']}.ipynb", given | paths)
    told = {key: ast.unparse(ast.parse(repr(value), mode="eval").body) for key, value in given.items()}
    reference = ROOT / "figures" / "reference" / name
    more = {"claims": paths["claims"], "configured": told}
    verdict, line = judge(name, paths["data"], paths["figure_png"], reference, **more)
    assert verdict["status"] == "same", line
    assert moved(json.loads((tmp_path / "c.json").read_text(encoding="utf-8")), kept(name)) == []
    made, accepted = (runs.read(path) for path in (paths["data"], reference.with_suffix(".nc")))
    for array in made.variables:  # also how exact a number claims to be
        assert made[array].attrs == accepted[array].attrs, array
