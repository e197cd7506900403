"""What the engine is told about a paper: its sections, its symbols, its print. The engine itself knows none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from ledger.entry import Entry

__all__ = ["Paper", "complete", "in_order", "load"]


@dataclass(frozen=True)
class Paper:
    """A paper: its name, the entries of each section, its symbols, the LaTeX of its equations, its derivation."""

    name: str
    sections: dict[str, list[Entry]]
    notation: dict[str, object]
    printed: dict[int, str]
    steps: tuple = ()

    @property
    def entries(self) -> list[Entry]:
        """All entries: the equations of each section, then its claims."""
        return [entry for entries in self.sections.values() for entry in entries]


def load(package: str = "paper", sections: Iterable[str] = ()) -> Paper:
    """Return the paper that an importable package describes, or some of its sections.

    It has the modules ``print`` (NAME, SECTIONS), ``notation`` and, for each section, ``equations.NAME`` or
    ``claims.NAME`` or both, each with a list ENTRIES; a file ``printed.json``; and perhaps ``derivation``, with STEPS,
    which belong to no section.
    """
    stated = import_module(f"{package}.print")
    latex = json.loads(Path(stated.__file__).with_name("printed.json").read_text(encoding="utf-8"))
    entries = {name: entries_of(package, name) for name in sections or stated.SECTIONS}
    whole = not sections and find_spec(f"{package}.derivation")
    steps = import_module(f"{package}.derivation").STEPS if whole else ()
    return Paper(
        name=stated.NAME,
        sections=complete(entries, {name: stated.SECTIONS[name]["equations"] for name in entries}),
        notation={k: v for k, v in vars(import_module(f"{package}.notation")).items() if not k.startswith("_")},
        printed={int(number): formula for number, formula in latex.items()},
        steps=steps,
    )


def entries_of(package: str, section: str) -> list[Entry]:
    """Return the entries of one section in the order of the paper."""
    modules = [f"{package}.{room}.{section}" for room in ("equations", "claims")]
    entries = [entry for name in modules if find_spec(name) for entry in import_module(name).ENTRIES]
    return sorted(entries, key=lambda entry: in_order(entry.number))


def in_order(number: int | str) -> tuple[bool, int]:
    """Return what sorts equations by number, and claims after them as they come."""
    return (False, number) if isinstance(number, int) else (True, 0)


def complete(sections: dict[str, list[Entry]], numbers: dict[str, range]) -> dict[str, list[Entry]]:
    """Return ``sections`` if each holds its ``numbers``, each once, and no slug stands twice; else a `ValueError`."""
    count = Counter(entry.number for entries in sections.values() for entry in entries)
    twice = sorted(str(number) for number, times in count.items() if times > 1)
    missing, strange = [], []
    for name, entries in sections.items():
        found = {entry.number for entry in entries if isinstance(entry.number, int)}
        missing += sorted(set(numbers[name]) - found)
        strange += sorted(found - set(numbers[name]))
    if twice or missing or strange:
        raise ValueError(
            f"entries twice: {twice}, missing: {missing}, unknown in their section: {strange}; "
            "valid: the equations that print.py lists, each once"
        )
    return sections
