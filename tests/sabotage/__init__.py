"""Breaks on purpose, one at a time: which test notices? `make sabotage` asks, docs/sabotage.csv has the answers.

A file beside this one lists the breaks of one area, and in ``first`` the tests that most likely notice them. A break
has a name, the ``file``, what stands there exactly once (``old``), what takes its place (``new``), its ``kind``, and
perhaps tests of its own to begin with.
"""

from __future__ import annotations

import ast
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Break", "breaks"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Break:
    """One fault, and where to look first for a test that notices it."""

    name: str
    area: str
    file: str
    old: str
    new: str
    kind: str
    first: tuple[str, ...]

    def apply(self, root: Path) -> None:
        """Break the checkout ``root``; raise `ValueError` if the break does not fit what stands there."""
        path = root / self.file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if text.count(self.old) != 1 or self.new == self.old:
            raise ValueError(
                f"break {self.name!r}: {self.old!r} is {text.count(self.old)} times in {self.file}; "
                "valid: a text that is there once, and another one in its place"
            )
        text = text.replace(self.old, self.new)
        try:  # what cannot be read at all is no fault that anyone could miss
            {".py": ast.parse, ".json": json.loads, ".ipynb": json.loads}.get(path.suffix, str)(text)
        except (SyntaxError, ValueError) as error:
            raise ValueError(f"break {self.name!r} leaves {self.file} unreadable: {error}; valid: a fault") from None
        path.write_text(text, encoding="utf-8")


def breaks() -> list[Break]:
    """Return all breaks, area by area."""
    found = []
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        first = content.pop("first")
        for name, one in content.items():
            tests = dict.fromkeys([*one.pop("first", ()), *first])
            found.append(Break(name, path.stem, first=tuple(tests), **one))
    return found
