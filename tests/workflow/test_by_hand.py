"""A person opens a notebook in JupyterLab and runs all of it, from `notebooks/` or from the root of the checkout."""

import ast
import os
from pathlib import Path

import nbclient
import nbformat
import pytest
from normalized import normalized
from toy import ROOT, snakemake

from paper.print import SECTIONS

NOTEBOOKS = [*sorted((ROOT / "notebooks").glob("*.ipynb")), ROOT / "workflow" / "templates" / "analysis.ipynb"]
CHEAP = {"points": 12, "most_points": 4, "spin_points": 6, "rtol": 1e-3, "section": "sec4"}
IN_EVERY_RUN = ("analysis", "figure2")  # the others are run by `make`, and in this way where all is tested


def slow_but(quick, cases):
    """Mark all cases but the quick ones as slow."""
    return [pytest.param(case, marks=[] if quick(case) else pytest.mark.slow, id=Path(case).stem) for case in cases]


def files():
    """Return the files beside which a notebook runs, and where figures go; other tests write elsewhere."""
    return {path for folder in (".", "notebooks", "figures") for path in (ROOT / folder).iterdir() if path.is_file()}


def cheaper(source):
    """Return the cell of parameters with smaller numbers of points: its first values are those of the figures."""
    changed = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    names = [target.id for node in changed for target in node.targets if isinstance(target, ast.Name)]
    return source + "\n" + "\n".join(f"{name} = {CHEAP[name]!r}" for name in names if name in CHEAP)


def run_all(path, folder, cheap=True):
    """Run a notebook as JupyterLab does, with the kernel of this environment and no parameters; return its outputs."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cheap and "parameters" in cell.metadata.get("tags", ()):
            cell.source = cheaper(cell.source)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT / folder)}}).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


@pytest.fixture
def personal(monkeypatch, tmp_path):
    """A person's own settings: none of ours, and no figure shown as anything but a picture."""
    for name in ("PYTHONPATH", "MPLBACKEND", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLCONFIGDIR", os.environ.get("MPLCONFIGDIR", str(ROOT / ".cache" / "matplotlib")))


@pytest.mark.parametrize("folder", slow_but(lambda folder: folder == ".", [".", "notebooks"]))
@pytest.mark.parametrize(
    "path", slow_but(lambda path: path.stem in IN_EVERY_RUN, NOTEBOOKS), ids=lambda path: path.stem
)
def test_run_all_shows_figure_and_verdicts_and_leaves_no_file(personal, path, folder):
    before = files()
    outputs = run_all(path, folder)
    assert files() == before
    shown = [output["data"] for output in outputs if "data" in output]
    figures = [data for data in shown if "image/png" in data]
    tables = [data["text/markdown"] for data in shown if "text/markdown" in data]
    if path.stem != "ledger_section":
        assert len(figures) == 1
        assert len(tables) == 1 and tables[0].startswith("| claim | source |") and " holds |" in tables[0]
        assert "does not hold" not in tables[0] and "cannot be measured" not in tables[0]
    assert not [output for output in outputs if output["output_type"] == "stream" and output["name"] == "stderr"]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_run_all_with_the_parameters_it_comes_with(personal, path):
    assert run_all(path, "notebooks", cheap=False)


def test_the_lab_opens_where_both_notebooks_and_executed_copies_are():
    """JupyterLab shows what lies below the folder it is started in."""
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nlab:")[2].partition("\n\n")[0]
    assert "jupyter lab" in recipe and "lab/tree/notebooks" in recipe and "jupyter lab notebooks" not in recipe


def test_an_executed_copy_is_titled_for_what_it_is():
    """The ten runs of one notebook, and a study, differ in their titles; see also tests of the runner."""
    text = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Ledger\ntext")]))
    names = [("ledger_sec2", "Ledger of Section 2"), ("cutoff3", ""), ("", "")]
    copies = [normalized(nbformat.reads(text, as_version=4), *name) for name in names]
    titles = [copy.cells[0].source.splitlines()[0] for copy in copies]
    assert titles == ["# Ledger of Section 2", "# Ledger (cutoff3)", "# Ledger"]


def test_each_section_of_the_ledger_has_the_title_of_the_print():
    done = snakemake(ROOT, "-n", "--printshellcmds", "--forceall", "results/ledger.json")
    said = done.stdout + done.stderr
    titles = [
        f"'Ledger of {'Appendix' if s['label'].isalpha() else 'Section'} {s['label']}: {s['title']}'"
        for s in SECTIONS.values()
    ]
    assert len(titles) == 10 and [title for title in titles if f"--title {title}" not in said] == []
