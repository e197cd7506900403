"""Read a notebook without running it: the parameters it declares and the library files it depends on."""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path

__all__ = ["NotebookError", "declared_parameters", "library_files", "script_files", "section_files", "words"]

PYTHON_MAGICS = {"capture", "prun", "time", "timeit"}  # cell magics whose cell is Python


class NotebookError(ValueError):
    """A notebook that does not fit the workflow, or does not fit what the configuration gives it."""


SAID = ("title", "caption", "finding", "scale", "beyond")  # what the configuration tells the page of an analysis


def words(notebook, analysis):
    """Return {place: text} of what is said of an analysis: by its notebook, and by its configuration."""
    texts = [source for kind, _, source in cells(notebook) if kind == "markdown"]
    configured = {f"the {name} in the configuration": analysis[name] for name in SAID if name in analysis}
    return {f"text {number} of the notebook": text for number, text in enumerate(texts, 1)} | configured


def code_cells(notebook):
    """Return (tags, source) of every code cell."""
    return [(tags, source) for kind, tags, source in cells(notebook) if kind == "code"]


def cells(notebook):
    """Return (kind, tags, source) of every cell."""
    try:
        content = json.loads(Path(notebook).read_text(encoding="utf-8-sig"))
        there = content["cells"]
    except FileNotFoundError:
        raise NotebookError(f"{notebook}: there is no such notebook") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        said = str(error).partition("\n")[0][:100]
        raise NotebookError(f"{notebook}: this is not a notebook ({said}); valid: format 4, in UTF-8") from None
    if not isinstance(there, list) or content.get("nbformat") != 4:
        raise NotebookError(f"{notebook}: this is not a notebook of format 4; valid: one that JupyterLab has saved")
    found = []
    for number, cell in enumerate(there, 1):
        problem = malformed(cell)
        if problem:
            raise NotebookError(f"{notebook}: cell {number} {problem}; valid: a notebook that JupyterLab has saved")
        found.append((cell["cell_type"], cell["metadata"].get("tags", []), "".join(cell["source"])))
    return found


def malformed(cell):
    """Return what papermill would stumble over in a cell, or None."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return "is neither code nor text"
    if not isinstance(cell.get("metadata"), dict):
        return "has no metadata"
    source, tags = cell.get("source"), cell["metadata"].get("tags", [])
    if not isinstance(source, str) and not (isinstance(source, list) and all(isinstance(s, str) for s in source)):
        return "has no source"
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        return "has tags that are no list of words"
    if cell["cell_type"] == "code" and not isinstance(cell.get("outputs"), list):
        return "has no list of outputs"
    return None


@cache  # all notebooks share most of their library
def parsed(text):
    """Return the syntax tree of a source, and all of its import statements."""
    tree = ast.parse(text)
    return tree, [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def cell_syntax(notebook, source):
    """The same for a cell; what is no Python is refused here, with its notebook and line."""
    try:
        return parsed(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass  # perhaps IPython knows what is meant
    plain = without_magics(source)
    try:
        return parsed(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = (getattr(error, "text", "") or "").strip()[:80]
        said = getattr(error, "msg", "") or f"{error}" or "nested too deeply"
        raise NotebookError(f"{notebook}: {said} in the line {line!r}; valid: Python") from None


def without_magics(source):
    """Return a cell with IPython's own syntax (magics, shell commands, help) turned into Python, as IPython does it."""
    from IPython.core.inputtransformer2 import TransformerManager

    first, _, body = source.lstrip("\n").partition("\n")
    if first.startswith("%%") and first[2:].split()[:1] and first[2:].split()[0] in PYTHON_MAGICS:
        source = body
    try:
        return TransformerManager().transform_cell(source)
    except SyntaxError:
        return source


def declared_parameters(notebook):
    """Return the parameters of the cell tagged `parameters` with their defaults (None where one is computed)."""
    trees = [(tags, cell_syntax(notebook, source)[0]) for tags, source in code_cells(notebook)]
    tagged = [tree for tags, tree in trees if "parameters" in tags]
    if len(tagged) != 1:
        raise NotebookError(f"{notebook}: {len(tagged)} cells are tagged 'parameters'; valid: exactly one")
    declared = {}
    for statement in tagged[0].body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                declared |= assigned(target, statement.value)
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            declared |= assigned(statement.target, statement.value)
    return declared


def assigned(target, value):
    """Return the names that an assignment gives values to; ``a, b = 1, 2`` gives two."""
    if isinstance(target, ast.Starred):
        return assigned(target.value, None)
    if isinstance(target, ast.Name):
        return {target.id: literal(value)}
    if not isinstance(target, ast.Tuple | ast.List):
        return {}
    values = value.elts if isinstance(value, ast.Tuple | ast.List) else []
    if len(values) != len(target.elts) or any(isinstance(part, ast.Starred) for part in (*target.elts, *values)):
        values = [None] * len(target.elts)  # what is what is seen when it runs
    return {
        name: default for pair in zip(target.elts, values, strict=True) for name, default in assigned(*pair).items()
    }


def literal(node):
    """Return the value of a literal expression, or None."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None


def library_files(notebook, source="src"):
    """Return the library files a notebook depends on, sorted: what it imports from ``source``, and so on.

    A module, given by its path, depends on itself as well.

    A package that is not in ``source`` may lie beside it, as the paper does.

    A name taken from a package is followed through the package's ``__init__`` to the module that defines it, so that
    ``from autocoherence import induced_coherence`` does not depend on the modules of the other quantities.
    """
    seen, source = set(), Path(source)
    if Path(notebook).suffix == ".py":
        visit(source, module_parts(Path(notebook), source), None, seen)
    else:
        for _, cell in code_cells(notebook):
            follow(cell_syntax(notebook, cell)[1], source, (), seen)
    return sorted({path.as_posix() for path, _ in seen})


def script_files(script, source="src", task=None):
    """Return what a script depends on: itself, the scripts beside it that it imports, and the library files of all.

    Of a script that does several things, ``task`` names the function that is meant; the other ones import nothing.
    """
    source, text = Path(source), Path(script).read_text(encoding="utf-8")
    statements = cell_syntax(script, text)[0].body
    kept = [one for one in statements if task in (None, one.name if isinstance(one, ast.FunctionDef) else task)]
    imports = [node for one in kept for node in ast.walk(one) if isinstance(node, ast.Import | ast.ImportFrom)]
    beside, seen = set(), set()
    follow(imports, Path(script).parent, (), beside)
    scripts = {path for path, _ in beside}
    for path in scripts:
        imports += cell_syntax(path, path.read_text(encoding="utf-8"))[1]
    follow(imports, source, (), seen)
    return sorted(path.as_posix() for path in {Path(script), *scripts, *(path for path, _ in seen)})


def section_files(notebook, section, paper="paper", source="src"):
    """Return the same for the judgement of one section, whose modules `ledger.paper.load` loads by name."""
    names = "__init__.py", f"{section}.py", f"{section}/__init__.py"
    places = [Path(paper, room, name) for room in ("equations", "claims") for name in names]
    places += [Path(paper, name) for name in ("print.py", "notation.py")]
    files = {Path(paper, "printed.json").as_posix()}
    for path in (notebook, *(place for place in places if place.exists())):
        files |= set(library_files(path, source))
    return sorted(files)


def module_parts(path, source):
    """Return the dotted name of a module in ``source`` or beside it, as a tuple."""
    parts = path.relative_to(source if path.is_relative_to(source) else source.parent).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def follow(imports, source, package, seen):
    """Visit whatever the statements ``imports`` of a module inside ``package`` (a tuple of names) import."""
    for node in imports:
        if isinstance(node, ast.Import):
            for alias in node.names:
                visit(source, tuple(alias.name.split(".")), None, seen)
        else:
            base = package[: len(package) + 1 - node.level] if node.level else ()
            module = base + tuple(node.module.split(".") if node.module else ())
            for alias in node.names:
                visit(source, module, None if alias.name == "*" else alias.name, seen)


def visit(source, module, name, seen):
    """Add to ``seen`` the (file, name) pairs needed to provide ``name`` (None: everything) of a module."""
    if not module:  # `from . import` in a file whose package is not known
        return
    beside = (source.parent / module[0] / "__init__.py").is_file() and not (source / module[0]).exists()
    home = source.parent if beside else source
    for depth in range(1, len(module)):  # importing a.b.c runs a/__init__ and a.b/__init__ as well
        parent = home.joinpath(*module[:depth], "__init__.py")
        if parent.is_file():
            seen.add((parent, "itself"))
    init, path = home.joinpath(*module, "__init__.py"), home.joinpath(*module[:-1], f"{module[-1]}.py")
    if init.is_file():
        visit_package(source, module, init, name, seen)
    elif path.is_file() and (path, None) not in seen:
        seen.add((path, None))
        follow(cell_syntax(path, path.read_text(encoding="utf-8"))[1], source, module[:-1], seen)


def visit_package(source, module, init, name, seen):
    """The same for a package: the name may be re-exported from a module of it, be its own, or be a module of it."""
    if (init, name) in seen:
        return
    seen.add((init, name))
    tree, imports = cell_syntax(init, init.read_text(encoding="utf-8"))
    for statement in tree.body if name else ():
        if isinstance(statement, ast.ImportFrom) and any(name == (a.asname or a.name) for a in statement.names):
            if statement.module == ".".join(module):
                break  # a module of its own, imported under the package's full name
            follow([statement], source, module, seen)
            return
        if isinstance(statement, ast.Assign) and any(name in assigned(t, statement.value) for t in statement.targets):
            if literal(statement.value) is not None:
                return
            break  # computed: from whatever the package imports
    if name and ((init.parent / f"{name}.py").is_file() or (init.parent / name / "__init__.py").is_file()):
        visit(source, (*module, name), None, seen)
    else:  # everything, or a name of which it does not show where it comes from
        follow(imports, source, module, seen)
