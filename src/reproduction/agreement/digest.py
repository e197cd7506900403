"""The bytes of an output: what is compared first, and all that a manifest compares."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["digest", "files"]


def digest(path):
    """Return the SHA-256 of a file, as 64 hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(paths):
    """Return the paths, sorted, with what a folder holds in the place of the folder; hidden files are not results."""
    found = set()
    for path in map(Path, paths):
        inside = [one for one in path.rglob("*") if one.is_file() and not one.name.startswith(".")]
        found |= set(inside) if path.is_dir() else {path}
    return sorted(map(str, found))
