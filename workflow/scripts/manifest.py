"""The hashes of all outputs of a finished run: write them, and find outputs that were cut off, edited or removed."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

__all__ = ["changed", "paths", "write"]


def digest(path):
    """Return the SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(manifest, paths):
    """Write the hashes of ``paths``, sorted by path."""
    text = json.dumps({path: digest(path) for path in sorted(paths)}, indent=1, ensure_ascii=False)
    Path(manifest).write_text(text + "\n", encoding="utf-8")


def listed_in(manifest):
    """Return the hash of each path; of a manifest that was itself cut off, that of nothing, for its own path."""
    try:
        return json.loads(Path(manifest).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        return {str(manifest): None}


def paths(manifest):
    """Return the paths that a manifest lists; none if there is no manifest."""
    return list(listed_in(manifest))


def changed(manifest):
    """Return the paths whose files are not what the run wrote; none if there is no manifest."""
    listed = listed_in(manifest)
    return [path for path, hashed in listed.items() if not Path(path).is_file() or digest(path) != hashed]


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2:])
