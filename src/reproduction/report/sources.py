"""The code of each check of the ledger, read off the source without running it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paper.print import SECTIONS

__all__ = ["Check", "checks", "equations"]

NUMBERS = re.compile(r"\((\d+)\)(?:\s*(?:-|–|to)\s*\((\d+)\))?")


@dataclass(frozen=True)
class Check:
    """Where an entry of the ledger stands, and its code with what it uses from its own file."""

    path: Path
    line: int
    code: str


def equations(text: str) -> list[int]:
    """Return the numbers of the equations that a text cites, ranges included.

    >>> equations("Eqs. (44) to (46), and (50)-(52)")
    [44, 45, 46, 50, 51, 52]
    """
    cited = set()
    for first, last in NUMBERS.findall(text):
        cited |= set(range(int(first), int(last or first) + 1))
    known = {number for section in SECTIONS.values() for number in section["equations"]}
    return sorted(cited & known)


def checks(folder) -> dict:
    """Return the `Check` of every entry below the folder of the paper, by its number or slug."""
    found = {}
    for path in sorted(Path(folder).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "Entry(" in source:
            found |= dict(of_file(Path(folder), path, source))
    return found


def of_file(folder, path, source):
    """Yield (number, check) of every entry of a file."""
    tree, places = ast.parse(source), defined_in(source)
    systems = dict(imported_systems(folder, tree))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Entry":
            number = label(call)
            if number is not None:
                spans, free = used(places, names(call))
                parts = [excerpt(source, spans | {(call.lineno, call.end_lineno)})]
                for system, wanted in sorted(systems.items()):
                    code = system.read_text(encoding="utf-8")
                    if inner := used(defined_in(code), free & wanted)[0]:
                        parts.append(f"# {system.parent.name}/{system.name}\n\n{excerpt(code, inner)}")
                yield number, Check(path, call.lineno, "\n\n".join(parts))


def imported_systems(folder, tree):
    """Yield (file, names taken from it) of what a check is tried on."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("paper.systems."):
            path = Path(folder, *node.module.split(".")[1:]).with_suffix(".py")
            if path.is_file():
                yield path, {alias.name for alias in node.names}


@cache  # several files are used by a dozen checks
def defined_in(source) -> dict:
    """Return {name: (first line, last line, names it uses)} of what a file defines at its top."""
    return {
        name: (node.lineno, node.end_lineno, names(node))
        for node in ast.parse(source).body
        for name in defined(node)
        if name != "ENTRIES"
    }


def excerpt(source, spans) -> str:
    """Return lines of a source, in its order."""
    lines = source.splitlines()
    return "\n\n".join("\n".join(lines[first - 1 : last]) for first, last in sorted(spans))


def label(call):
    """Return the number or slug that an entry is given, by place or by name."""
    given = call.args[:1] + [word.value for word in call.keywords if word.arg == "number"]
    return given[0].value if given and isinstance(given[0], ast.Constant) else None


def used(places, wanted) -> tuple[set, set]:
    """Return the lines of what a piece of syntax uses of a file, directly or not, and all names."""
    spans, seen, stack = set(), set(), list(wanted)
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.add(name)
            first, last, inner = places.get(name, (0, 0, ()))
            spans |= {(first, last)} if first else set()
            stack += inner
    return spans, seen


def defined(node):
    """Return the names that a top-level statement defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def names(node) -> set[str]:
    """Return every name in a piece of syntax."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
