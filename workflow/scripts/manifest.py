"""The hashes of all outputs of a finished run: write them, and find outputs that were cut off, edited or removed.

python workflow/scripts/manifest.py results/manifest.json PATHS.json
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from reproduction.agreement.digest import digest, files

__all__ = ["changed", "paths", "remove", "write"]


def write(manifest, paths):
    """Write the hashes of ``paths`` and of what folders among them hold, sorted by path."""
    text = json.dumps({path: digest(path) for path in files(paths)}, indent=1, ensure_ascii=False)
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


def remove(path):
    """Remove a file that is not what the run wrote, with the folder if it is one output of one job."""
    whole = [folder for folder in Path(path).parents if Path(folder, ".snakemake_timestamp").exists()]
    if whole:
        shutil.rmtree(whole[0])
    Path(path).unlink(missing_ok=True)


if __name__ == "__main__":
    write(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
