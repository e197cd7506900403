"""What the functions of the library and the checks of the ledger use, read off the source without running it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from paper.print import SECTIONS

__all__ = ["Definition", "Index", "equations"]

PAPER = re.compile(r"Paper:\s*(?P<cited>Eqs?\..+?)(?:;|\.\s+[A-Z]|\.?\s*$|\n\s*\n)", re.DOTALL)
FIRST = re.compile(r"^(?P<cited>Eqs?\. \([^.]*)")
SYSTEMS = "paper.systems"
NUMBERS = re.compile(r"\((\d+)\)(?:\s*(?:-|–|to)\s*\((\d+)\))?")


def equations(text: str) -> set[int]:
    """Return the numbers of the equations that a text cites, ranges included.

    >>> sorted(equations("Eqs. (44) to (46), and (50)-(52)"))
    [44, 45, 46, 50, 51, 52]
    """
    cited = set()
    for first, last in NUMBERS.findall(text):
        cited |= set(range(int(first), int(last or first) + 1))
    return {number for number in cited if any(number in section["equations"] for section in SECTIONS.values())}


def stated(docstring: str | None) -> set[int]:
    """Return the equations that a function says it is: after ``Paper:``, or as the first words of its docstring."""
    match = PAPER.search(docstring or "") or FIRST.search(docstring or "")
    return equations(match["cited"]) if match else set()


@dataclass
class Definition:
    """A top-level function, class or value: where it stands, what it uses, which equations it states."""

    module: str
    name: str
    path: Path
    lines: tuple[int, int]
    uses: set[tuple[str, ...]] = field(default_factory=set)
    equations: set[int] = field(default_factory=set)


class Index:
    """All top-level definitions in the folders of some packages, and how names lead from one to another."""

    def __init__(self, *packages):
        self.definitions, self.imports, self.entries = {}, {}, {}
        for package in packages:
            for path in sorted(package.rglob("*.py")):
                parts = path.relative_to(package.parent).with_suffix("").parts
                module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                self.read(module, path, parts[:-1])

    def read(self, module, path, package):
        """Add the definitions, imports and ledger entries of one file."""
        tree = ast.parse(path.read_text(encoding="utf-8"))
        self.imports[module] = dict(imported(tree, package))
        for node in tree.body:
            for name in defined(node):
                doc = ast.get_docstring(node) if not isinstance(node, ast.Assign | ast.AnnAssign) else None
                span = (node.lineno, node.end_lineno)
                self.definitions[module, name] = Definition(module, name, path, span, names(node), stated(doc))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and names(call.func) == {("Entry",)}:
                given = (word.value for word in call.keywords if word.arg == "number")
                number = getattr(next(given, None), "value", None)
                if number is not None:
                    span = (call.lineno, call.end_lineno)
                    self.entries[number] = Definition(module, str(number), path, span, names(call))

    def resolve(self, module, chain):
        """Return the definition that a dotted name means inside a module, or None for what is not ours."""
        head, rest = chain[0], chain[1:]
        if (module, head) in self.definitions:
            return self.definitions[module, head]
        target = self.imports.get(module, {}).get(head)
        if target is None:
            return None
        where, name = target
        if name and f"{where}.{name}" in self.imports:  # a module taken from its package
            where, name = f"{where}.{name}", None
        if name is None:
            return self.resolve(where, rest) if rest and where in self.imports else None
        return self.resolve(where, (name,)) if where in self.imports else None

    def used(self, definition):
        """Return the definitions that one uses directly."""
        found = (self.resolve(definition.module, chain) for chain in definition.uses)
        return [other for other in found if other is not None and other is not definition]

    def numbered(self, definition):
        """Return the definitions that state equations and are reached without passing through another such one."""
        seen, stack, reached = {id(definition)}, self.used(definition), []
        while stack:
            other = stack.pop()
            if id(other) in seen:
                continue
            seen.add(id(other))
            if other.equations:
                reached.append(other)
            else:
                stack += self.used(other)
        return reached

    def code(self, definition):
        """Return the source of a definition, and of what it uses from its own file and from the systems it is tried on.

        Each file's parts stand in the order of the file; of a system come those named in the definition's own file,
        with their helpers there.
        """
        parts, stack = {}, [definition]
        while stack:
            one = stack.pop()
            if one.lines in parts.get(one.path, ()):
                continue
            parts.setdefault(one.path, set()).add(one.lines)
            for other in self.used(one):
                new = one.path == definition.path and other.module.startswith(SYSTEMS)
                if other.name != "ENTRIES" and (other.path == one.path or new):
                    stack.append(other)
        text = []
        for path in sorted(parts, key=lambda path: path != definition.path):
            lines = path.read_text(encoding="utf-8").splitlines()
            text += [f"# {path.parent.name}/{path.name}"] * (path != definition.path)
            text += ["\n".join(lines[first - 1 : last]) for first, last in sorted(parts[path])]
        return "\n\n".join(text)


def imported(tree, package):
    """Yield (local name, (module, name or None)) of every import of a file inside ``package``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0], (alias.name, None)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            for alias in node.names:
                yield alias.asname or alias.name, (module, alias.name)


def defined(node):
    """Return the names that a top-level statement defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [node.target.id] if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else []


def names(node) -> set[tuple[str, ...]]:
    """Return every dotted name in a piece of syntax."""
    found = set()
    for part in ast.walk(node):
        chain, inner = [], part
        while isinstance(inner, ast.Attribute):
            chain.append(inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name):
            found.add((inner.id, *reversed(chain)))
    return found
