"""Read a notebook without running it: the parameters it declares and the library files it depends on."""

from __future__ import annotations

import ast
import json
from pathlib import Path

__all__ = ["NotebookError", "declared_parameters", "library_files"]


class NotebookError(ValueError):
    """A notebook that does not fit the workflow, or does not fit what the configuration gives it."""


def code_cells(notebook):
    """Return (tags, source) of every code cell; lines of magics and shell commands are left out."""
    try:
        cells = json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]
    except FileNotFoundError:
        raise NotebookError(f"{notebook}: there is no such notebook") from None
    except (json.JSONDecodeError, KeyError) as error:
        raise NotebookError(f"{notebook}: this is not a notebook ({error})") from None
    found = []
    for cell in cells:
        if cell["cell_type"] == "code":
            lines = "".join(cell["source"]).splitlines()
            source = "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in lines)
            found.append((cell["metadata"].get("tags", []), source))
    return found


def declared_parameters(notebook):
    """Return the parameters of the cell tagged `parameters` with their defaults (None where one is computed)."""
    tagged = [source for tags, source in code_cells(notebook) if "parameters" in tags]
    if len(tagged) != 1:
        raise NotebookError(f"{notebook}: {len(tagged)} cells are tagged 'parameters'; valid: exactly one")
    declared = {}
    for statement in ast.parse(tagged[0]).body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    declared[target.id] = literal(statement.value)
    return declared


def literal(node):
    """Return the value of a literal expression, or None."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError):
        return None


def library_files(notebook, source="src"):
    """Return the library files a notebook depends on, sorted: what it imports from ``source``, and what that imports.

    A name taken from a package is followed through the package's ``__init__`` to the module that defines it, so that
    ``from autocoherence import induced_coherence`` does not depend on the modules of the other quantities.
    """
    files = set()
    for _, cell in code_cells(notebook):
        follow(ast.parse(cell), Path(source), (), files)
    return sorted(path.as_posix() for path in files)


def follow(tree, source, package, files):
    """Add to ``files`` whatever the syntax ``tree``, a module inside ``package`` (a tuple of names), imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                add_module(source, tuple(alias.name.split(".")), None, files)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            module = base + tuple((node.module or "").split(".") if node.module else ())
            for alias in node.names:
                add_module(source, module, None if alias.name == "*" else alias.name, files)


def add_module(source, module, name, files):
    """Add the module and what it needs to provide ``name`` (None: everything)."""
    for depth in range(1, len(module)):  # importing a.b.c runs a/__init__ and a.b/__init__ as well
        parent = source.joinpath(*module[:depth], "__init__.py")
        if parent.exists():
            files.add(parent)
    path = source.joinpath(*module).with_suffix(".py") if module else source
    init = source.joinpath(*module, "__init__.py")
    if path.is_file():
        if path not in files:
            files.add(path)
            follow(ast.parse(path.read_text(encoding="utf-8")), source, module[:-1], files)
    elif init.is_file():
        add_from_package(source, module, init, name, files)


def add_from_package(source, module, init, name, files):
    """Add what a package needs to provide ``name``: a submodule of its own, or the module it is re-exported from."""
    seen = init in files
    files.add(init)
    tree = ast.parse(init.read_text(encoding="utf-8"))
    if name is None:
        if not seen or not {p for p in init.parent.glob("*.py")} <= files:
            follow(tree, source, module, files)
        return
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom):
            exported = [alias for alias in statement.names if name in (alias.asname or alias.name, "*")]
            if exported:
                follow(ast.Module([statement], []), source, module, files)
                return
    if (init.parent / f"{name}.py").is_file() or (init.parent / name / "__init__.py").is_file():
        add_module(source, (*module, name), None, files)
