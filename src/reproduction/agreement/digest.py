"""The bytes of an output: what is compared first, and all that a manifest compares."""

from __future__ import annotations

import hashlib

__all__ = ["digest"]


def digest(path):
    """Return the SHA-256 of a file, as 64 hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
