"""The shape of the project: which room may import which, and how long a file may be."""

import ast
import inspect
import json
import re
from pathlib import Path

import own_rules
import pytest

import autocoherence

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "autocoherence"
# floor 0 imports nothing but itself, every other module only from lower floors (or, within a floor, without a cycle)
FLOORS = {
    "types": 0,
    "modes": 0,
    "model": 0,
    "spectral": 1,
    "table": 1,
    "continuum": 1,
    "clues": 1,
    "quadrature": 1,
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
    "inspect",
    "itertools",
    "math",
    "os",
    "pathlib",
    "types",
    "typing",
}
QUANTITY = 2  # every other module: one physical quantity each
PAPER = sorted((ROOT / "paper").rglob("*.py"))
MODULES = sorted(path for part in ("src", "paper", "workflow") for path in (ROOT / part).rglob("*.py"))
ROOMS = {  # room of the paper: the rooms it may use
    "print.py": (),
    "notation.py": ("ordering",),
    "ordering.py": (),
    "symbols.py": (),
    "counterexamples.py": (),
    "forms.py": ("notation",),
    "derivation": ("derivation",),
    "routes": ("routes",),
    "systems": ("systems", "routes"),
    "equations": ("equations", "systems", "routes", "forms", "notation"),
    "claims": ("claims", "equations", "systems", "routes", "forms", "notation"),
}
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
    if own in (("__init__",), ("__main__",)):  # the package's front, and its command line
        return
    for module in imports(path):
        head, *rest = module.split(".")
        assert head in LIBRARIES, f"{path.name} imports {module}"
        if head != "autocoherence":
            continue
        assert rest, f"{path.name} imports the whole package"
        if own[0] == "exact":  # the input spins are bookkeeping, common to expansion and exact answer
            assert rest[0] in {"model", "types", "exact", "input_spins"}, f"{path.name} imports {module}"
        else:
            assert FLOORS.get(rest[0], QUANTITY) <= FLOORS.get(own[0], QUANTITY), f"{path.name} imports {module}"
            assert FLOORS.get(own[0]) != 0 or rest[0] in {"types", "modes", "model"}, f"{path.name} imports {module}"


@pytest.mark.parametrize("name", autocoherence.__all__)
def test_what_is_public_says_its_types(name):
    thing = vars(autocoherence)[name]
    signature = inspect.signature(thing)
    untyped = [one.name for one in signature.parameters.values() if one.annotation is inspect.Parameter.empty]
    assert not untyped and (inspect.isclass(thing) or signature.return_annotation is not inspect.Signature.empty)
    assert (SOURCE / "py.typed").exists()


def test_the_physics_does_not_know_the_ledger_or_the_plots():
    modules = {module.split(".")[0] for path in SOURCE.rglob("*.py") for module in imports(path)}
    assert not modules & {"ledger", "paper", "reproduction", "matplotlib", "xarray"}


def test_the_engine_of_the_ledger_knows_no_paper():
    modules = {module.split(".")[0] for path in (ROOT / "src" / "ledger").rglob("*.py") for module in imports(path)}
    assert not modules & {"paper", "autocoherence", "reproduction"}


@pytest.mark.parametrize("path", PAPER, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_rooms_of_the_paper_know_only_what_lies_below(path):
    """Routes import nothing that they judge, systems nothing but routes; numbers and samples are open to all."""
    room = path.relative_to(ROOT / "paper").parts[0]
    for module in imports(path):
        head, *rest = module.split(".")
        if head == "paper":
            assert room not in ROOMS or rest == [] or rest[0] in ROOMS[room], f"{path} imports {module}"
        else:
            below = room in ("routes", "systems", "print.py", "notation.py", "ordering.py")
            numbers = rest[:1] in (["exact"], ["sample"]) and head == "ledger"
            ours = head in {"autocoherence", "ledger", "reproduction"} and not numbers
            assert not (below and ours), f"{path} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_are_short_and_named_for_what_they_are_about(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 260
    assert not re.search(r"(^|[_\d])[a-z]$", path.stem), f"{path}: a name of one letter"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_short_clean_and_define_nothing(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert 5 <= len(cells) <= 10
    assert cells[0]["cell_type"] == "markdown" and "".join(cells[0]["source"]).startswith("# ")
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
    for source in code:
        assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(ast.parse(source)))


def test_the_rules_that_come_with_the_workflow_are_known_from_ones_own():
    named = re.findall(
        r'^include: "workflow/rules/(\w+)\.smk"$', (ROOT / "Snakefile").read_text(encoding="utf-8"), re.M
    )
    assert (
        sorted(own_rules.OURS) == sorted(named) == sorted(path.stem for path in (ROOT / "workflow/rules").glob("*.smk"))
    )
