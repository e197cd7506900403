"""The shape of the project: which room may import which, and how long a file may be."""

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "autocoherence"
# floor 0 imports nothing of ours, every other module only from lower floors (or, within a floor, without a cycle)
FLOORS = {
    "model": 0,
    "spectral": 1,
    "matsubara": 1,
    "thermal": 1,
    "grids": 1,
    "kernels": 1,
    "second_order": 1,
    "input_spins": 1,
    "exact": 3,
}
LIBRARIES = {
    "autocoherence",
    "numpy",
    "scipy",
    "__future__",
    "collections",
    "dataclasses",
    "functools",
    "itertools",
    "math",
}
QUANTITY = 2  # every other module: one physical quantity each
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def imports(path):
    """Yield the absolute name of every module that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import; valid: from autocoherence..."
            yield node.module


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_the_library_imports_only_numpy_scipy_and_lower_floors(path):
    own = path.relative_to(SOURCE).with_suffix("").parts
    if own == ("__init__",):
        return
    for module in imports(path):
        head, *rest = module.split(".")
        assert head in LIBRARIES, f"{path.name} imports {module}"
        if head != "autocoherence":
            continue
        assert rest, f"{path.name} imports the whole package"
        if own == ("exact", "path_sum"):  # an oracle shares no line with what it judges
            assert rest[0] == "model", f"{path.name} imports {module}"
        elif own[0] == "exact":  # the input spins are bookkeeping, common to expansion and exact answer
            assert rest[0] in {"model", "exact", "input_spins"}, f"{path.name} imports {module}"
        else:
            assert FLOORS.get(rest[0], QUANTITY) <= FLOORS.get(own[0], QUANTITY), f"{path.name} imports {module}"
            assert FLOORS.get(own[0]) != 0, f"{path.name} imports {module}"


def test_the_physics_does_not_know_the_ledger_or_the_plots():
    modules = {module.split(".")[0] for path in SOURCE.rglob("*.py") for module in imports(path)}
    assert not modules & {"ledger", "reproduction", "matplotlib", "xarray"}


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.name)
def test_files_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 260


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_short_clean_and_define_nothing(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert 5 <= len(cells) <= 10
    assert cells[0]["cell_type"] == "markdown" and "".join(cells[0]["source"]).startswith("# ")
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
    for source in code:
        assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(ast.parse(source)))
