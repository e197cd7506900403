"""Every notebook, with the parameters of the configuration, still computes, draws and claims what was accepted.

`make` says the same of a whole run; here the cells run in this process, so that a fault in what a figure is made of
does not wait for one. Figures are drawn, their text is not.
"""

import ast
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
    made, accepted = (runs.read(path) for path in (paths["data"], reference.with_suffix(".nc")))
    for array in made.variables:  # also how exact a number claims to be
        assert made[array].attrs == accepted[array].attrs, array
