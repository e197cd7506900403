"""The notebooks in the repository: no outputs, stable, and what they depend on is seen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from notebook_source import NotebookError, declared_parameters, library_files, section_files
from toy import ROOT, write_notebook

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_tidy(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
    assert not [line for cell in code for line in cell["source"] if line.lstrip().startswith("def ")]
    assert declared_parameters(path)


def test_parameters_are_found_however_they_are_assigned(tmp_path):
    source = "a, b = 1, [2]\nc = d = ''\ne: float = 3.0\nf = g()\nh, *i = 1, 2, 3\nj: int\nprint(a)"
    found = declared_parameters(write_notebook(tmp_path / "n.ipynb", parameters=source))
    assert found == {"a": 1, "b": [2], "c": "", "d": "", "e": 3.0, "f": None, "h": None, "i": None}


@pytest.mark.parametrize(
    "cell",
    [
        "files = !ls notebooks\nprint(len(files))",
        "x = %who_ls",
        "import lib\nlib.array?",
        "?print",
        "if True:\n    %time x = 1",
        "!ls \\\n  notebooks",
        "%%bash\nfor x in 1 2; do echo $x; done",
        "%%html\n<b>x</b>",
        "%%writefile x\nnot: python",
        "%%time\nimport lib",
    ],
)
def test_what_jupyterlab_runs_is_a_notebook_here(tmp_path, cell):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "lib.py").write_text("")
    path = write_notebook(tmp_path / "n.ipynb", cell)
    assert "amplitude" in declared_parameters(path)
    assert len(library_files(path, tmp_path / "src")) == ("import lib" in cell)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda notebook: notebook["cells"][0].pop("metadata"), "cell 1 has no metadata"),
        (lambda notebook: notebook["cells"][0].update(source=1), "cell 1 has no source"),
        (lambda notebook: notebook.update(nbformat=3), "not a notebook of format 4"),
        (lambda notebook: notebook.pop("cells"), "this is not a notebook"),
    ],
)
def test_what_is_no_notebook_is_refused_in_one_sentence(tmp_path, change, message):
    path = write_notebook(tmp_path / "n.ipynb")
    notebook = json.loads(path.read_text())
    change(notebook)
    path.write_text(json.dumps(notebook))
    with pytest.raises(NotebookError, match=rf"n\.ipynb: .*{message}.*; valid: "):
        declared_parameters(path)


@pytest.mark.parametrize("cells", [{"parameters": "a = = 1"}, {"parameters": "a = 1", "cell": "b = 2\nc = f(a\nd = 3"}])
def test_what_is_no_python_is_refused_with_its_line(tmp_path, cells):
    path = write_notebook(tmp_path / "n.ipynb", cells.get("cell", ""), parameters=cells["parameters"])
    with pytest.raises(NotebookError, match=r"n\.ipynb: .* in the line '(a = = 1|c = f\(a)'; valid: Python"):
        declared_parameters(path)


@pytest.mark.parametrize(
    ("cell", "modules"),
    [
        ("from lib import one", ["__init__", "first", "base"]),
        ("from lib import two", ["__init__", "second"]),
        ("from lib import version", ["__init__"]),
        ("from lib import second", ["__init__", "second"]),
        ("from lib.first import one", ["__init__", "first", "base"]),
        ("import lib.second", ["__init__", "second"]),
        ("import lib", ["__init__", "first", "second", "base"]),
        ("def f():\n    from lib import *", ["__init__", "first", "second", "base"]),
        ("%matplotlib inline\nimport numpy", []),
    ],
)
def test_library_files_follow_names_to_their_modules(tmp_path, cell, modules):
    package = tmp_path / "src" / "lib"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("from .first import one\nfrom .second import two\nversion = '1'\n")
    (package / "first.py").write_text("from . import base\none = base.zero + 1\n")
    (package / "second.py").write_text("two = 2\n")
    (package / "base.py").write_text("zero = 0\n")
    found = library_files(write_notebook(tmp_path / "n.ipynb", cell), tmp_path / "src")
    assert found == sorted((package / f"{module}.py").as_posix() for module in modules)


def test_a_package_beside_the_sources_is_followed_and_what_is_relative_to_nothing_is_not(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "__init__.py").write_text("")
    (tmp_path / "beside" / "print.py").write_text("TITLE = ''")
    cell = "from beside.print import TITLE\nfrom . import other"
    found = library_files(write_notebook(tmp_path / "n.ipynb", cell), tmp_path / "src")
    assert [Path(path).name for path in found] == ["__init__.py", "print.py"]


@pytest.mark.parametrize("section", ["sec2", "sec7", "appD"])
def test_a_section_of_the_ledger_depends_on_every_module_it_loads(section):
    """The engine loads a paper by name, which no reading of its source would find."""
    loaded = "[m.__file__ for n, m in sys.modules.items() if n.split('.')[0] in ('ledger', 'paper')]"
    load = f"import sys; from ledger import judge, paper, text; paper.load(sections=[{section!r}])"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-c", f"{load}; print(*{loaded}, sep='\\n')"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    notebook = ROOT / "notebooks" / "ledger_section.ipynb"
    found = {Path(path) for path in section_files(notebook, section, ROOT / "paper", ROOT / "src")}
    listed = {Path(path) for path in said.stdout.splitlines()}
    assert len(listed) > 15 and listed <= found, sorted(listed - found)
    assert (ROOT / "paper/claims/sec3.py") not in found
