"""Every notebook, with the parameters of the configuration, still computes, draws and claims what was accepted.

`make` says the same of a whole run; here the cells run in this process, so that a fault in what a figure is made of
does not wait for one. Figures are drawn bare; what is written on them is read, not drawn.
"""

import ast
import warnings

import nbformat
import pytest
from regression import judge
from said import ANALYSES, REFERENCE, notebook, said
from toy import ROOT

from reproduction import plotting, regression
from reproduction.agreement.verdicts import claim_differences
from reproduction.agreement.words import differences


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


@pytest.mark.parametrize("name", ANALYSES)
def test_every_measured_number_of_a_claim_counts(name):
    """A factor, the sign, a ratio turned over, and whether there is a number at all."""
    accepted = regression.stored(REFERENCE / name)["claims"]
    assert claim_differences(accepted, accepted) == []
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
            (found,) = claim_differences(made, accepted)
            assert str(found).startswith(f"{claim['statement']}: "), other


@pytest.mark.parametrize("name", ANALYSES)
def test_what_is_said_of_an_analysis_is_what_was_accepted(name):
    found = differences(regression.stored(REFERENCE / name)["words"], said(name))
    assert not found, f"{name}: {found[0]}; if that is on purpose: make accept ANALYSES={name}"


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
        run(notebook(name), given | paths)
    told = {key: ast.unparse(ast.parse(repr(value), mode="eval").body) for key, value in given.items()}
    reference = REFERENCE / name
    more = {"claims": paths["claims"], "configured": told, "words": said(name)}
    verdict, line = judge(name, paths["data"], paths["figure_png"], reference, **more)
    assert verdict["status"] == "same", line
    assert regression.claimed_otherwise(paths["data"], reference) == []  # also how exact a number claims to be
