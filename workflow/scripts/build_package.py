"""Build the library as others install it: a source distribution and, from it, a wheel, in dist/."""

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOOKS = """
import sys
from setuptools import build_meta
print(getattr(build_meta, "build_" + sys.argv[1])(sys.argv[2]))
"""


def copy_sources(folder):
    """Copy what the package is built from, as building leaves files behind; return its place."""
    compiled = shutil.ignore_patterns("__pycache__", "*.egg-info")
    place = Path(folder, "autocoherence")
    shutil.copytree(ROOT / "src" / "autocoherence", place / "src" / "autocoherence", ignore=compiled)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, place)
    return place


def hook(source, kind, target):
    """Let the build backend make one kind of archive of ``source`` in ``target``; return its path."""
    command = [sys.executable, "-c", HOOKS, kind, str(target)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the {kind} could not be built:\n{done.stdout}{done.stderr}")
    return Path(target, done.stdout.splitlines()[-1])


def freeze(archive, moment):
    """Pack a source distribution anew, with one time for all of its files: setuptools has theirs, and that of gzip."""
    with tarfile.open(archive) as packed:
        files = [(entry, packed.extractfile(entry).read()) for entry in packed.getmembers() if entry.isfile()]
    with gzip.GzipFile(archive, "wb", mtime=moment) as stream, tarfile.open(fileobj=stream, mode="w") as packed:
        for entry, content in sorted(files, key=lambda one: one[0].name):
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname, entry.pax_headers = moment, 0, 0, "", "", {}
            packed.addfile(entry, io.BytesIO(content))


def build(target):
    """Build both archives into ``target``; what the source distribution lacks, the wheel lacks."""
    with tempfile.TemporaryDirectory() as folder:
        archive = hook(copy_sources(folder), "sdist", folder)
        shutil.unpack_archive(archive, Path(folder, "unpacked"))
        (source,) = Path(folder, "unpacked").iterdir()
        wheel = hook(source, "wheel", folder)
        if moment := os.environ.get("SOURCE_DATE_EPOCH"):
            freeze(archive, int(moment))
        Path(target).mkdir(parents=True, exist_ok=True)
        return [Path(shutil.move(path, Path(target, path.name))) for path in (archive, wheel)]


def main():
    """Replace what is in dist/."""
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    for path in build(ROOT / "dist"):
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
