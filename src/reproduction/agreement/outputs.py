"""The outputs of two runs: what stands for each, in plain data, and how two of these differ."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from reproduction.agreement import arrays, pictures, verdicts, words
from reproduction.agreement.difference import of_form, telling
from reproduction.agreement.digest import digest

__all__ = ["BAD", "Finding", "content", "described", "differences", "finding"]

BAD = ("missing", "unreadable", "moved")
COMPARED = {
    "arrays": arrays.differences,
    "picture": pictures.bare_differences,
    "blocks": pictures.block_differences,
    "inscriptions": words.differences,
    "words": words.differences,
    "claims": verdicts.claim_differences,
    "verdicts": verdicts.ledger_differences,
}


@dataclass(frozen=True)
class Finding:
    """What came of one output: ``same`` bytes, ``agrees``, ``bytes differ`` (nothing to compare), or one of `BAD`."""

    path: str
    outcome: str
    detail: str = ""

    @property
    def bad(self) -> bool:
        return self.outcome in BAD


def content(path) -> dict:
    """Return what can be compared of one output besides its bytes; raise what a damaged file makes its reader raise."""
    path = Path(path)
    if path.suffix == ".nc":
        return {"arrays": arrays.described(arrays.read(path))}
    if path.name.endswith(".bare.png"):
        return pictures.bare(path.read_bytes())
    if path.suffix == ".png":
        return {"blocks": pictures.blocks(path.read_bytes())}
    if path.suffix == ".json":
        read = json.loads(path.read_text(encoding="utf-8"))
        parts = {"claims": verdicts.claims(read), "verdicts": verdicts.ledger(read)}
        return {name: part for name, part in parts.items() if part is not None}
    return {}


def described(root, path) -> dict:
    """Return path, size and hash of one output, and what can be compared of it."""
    file = Path(root, path)
    entry = {"path": str(path), "bytes": file.stat().st_size, "sha256": digest(file)}
    try:
        return entry | content(file)
    except Exception as error:  # whatever a damaged file makes its reader raise: it is certified as such
        return entry | {"unreadable": f"{type(error).__name__}: {error}".splitlines()[0]}


def differences(there, here) -> list:
    """Compare what stands for two outputs, part by part; a part that only one of them has is a difference."""
    found = []
    for part, compare in COMPARED.items():
        if (part in there) != (part in here):
            found.append(of_form(f"it holds {'new' if part in here else 'no'} {part}"))
        elif part in there:
            found += compare(there[part], here[part])
    return found


def finding(there, root) -> Finding:
    """Compare one certified output with the file of that name below ``root``: bytes first, then what stands for it."""
    path = there["path"]
    if Path(path).is_absolute() or ".." in Path(path).parts:
        return Finding(path, "unreadable", "it would lie outside the checkout")
    if not Path(root, path).is_file():
        return Finding(path, "missing")
    if digest(Path(root, path)) == there["sha256"]:
        return Finding(path, "same")
    here = described(root, path)
    if "unreadable" in here:
        return Finding(path, "unreadable", here["unreadable"])
    if not any(part in there or part in here for part in COMPARED):
        return Finding(path, "bytes differ", "nothing in it is compared but its bytes")
    return Finding(path, *judged(differences(there, here)))


def judged(found) -> tuple[str, str]:
    """Return the outcome of compared things, and in words what decided: all that moved, or the closest call."""
    first = telling(found)
    if not first or first[0].ratio <= 1:
        return "agrees", str(first[0]) if first else "every verdict is the same"
    more = f"; {len(first)} differences in all" if len(first) > 1 else ""
    return "moved", f"{first[0]}{more}"
