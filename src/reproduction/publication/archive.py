"""What goes to an archive: the run as a zipped RO-Crate, metadata, tables, an index, and the hash of everything."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import yaml

from paper.print import ADDRESS, NAME, TITLE
from reproduction.publication import METADATA
from reproduction.publication.article import moment, python
from reproduction.publication.errata import environment

__all__ = ["build", "pack", "sums"]

ALONGSIDE = (  # copied as they are: source, part of the address in the index, words
    ("results/report", "report/index.html", "everything on one page"),
    ("results/csv", "csv", "the numbers behind every panel"),
    ("results/docs", "docs/index.html", "the functions of the library, and how all of this works"),
    ("dist", "dist", "wheel and source distribution of the library"),
)
OLDEST = 315532800  # 1 January 1980: a zip file knows no earlier time


def build(root: Path, folder: Path) -> None:
    """Write metadata, tables, the zipped crate, the index and the hashes into ``folder``."""
    validate(root)
    (folder / "metadata").mkdir(parents=True, exist_ok=True)
    for name in METADATA:
        shutil.copyfile(root / name, folder / "metadata" / name.lstrip("."))
    found = [(Path(address).parts[0], address, words) for place, address, words in ALONGSIDE if (root / place).is_dir()]
    for place, address, _ in ALONGSIDE:
        copied(root / place, folder / Path(address).parts[0])
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    crate = folder / f"{cited['title']}-{cited['version']}-run.crate.zip"
    pack(crate, root, crate_files(root / "ro-crate-metadata.json"), max(moment(root), OLDEST))
    given = {"title": TITLE, "name": NAME, "address": ADDRESS, "font": "", "software": cited}
    text = environment().get_template("index.html").render(crate=crate.name, parts=found, **given)
    (folder / "index.html").write_text(text, encoding="utf-8")
    (folder / "SHA256SUMS").write_text(sums(folder), encoding="utf-8")


def copied(source: Path, target: Path) -> None:
    """Put a copy of a folder, if there is one, in the place of another."""
    shutil.rmtree(target, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, target)


def validate(root: Path) -> None:
    """Hold CITATION.cff to its schema."""
    done = subprocess.run(
        [python(root).with_name("cffconvert"), "--validate", "--infile", root / "CITATION.cff"],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise ValueError(f"CITATION.cff is not valid: {(done.stderr or done.stdout).strip().splitlines()[-1]}")


def crate_files(metadata: Path) -> list[str]:
    """Return the paths of the files that a crate describes, with its metadata."""
    graph = json.loads(metadata.read_text(encoding="utf-8"))["@graph"]
    root = next(one for one in graph if one["@id"] == "./")
    return sorted({metadata.name, *(part["@id"] for part in root["hasPart"])})


def pack(path: Path, root: Path, names: list[str], seconds: int) -> None:
    """Write files into a zip file whose bytes depend on their names and contents, and on ``seconds``, only."""
    stamp = time.gmtime(seconds)[:6]
    missing = [name for name in names if not (root / name).is_file()]
    if missing:
        raise ValueError(f"the crate describes {', '.join(missing)}, which is not there: `make` makes it")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name in names:
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            made.writestr(entry, (root / name).read_bytes())


def sums(folder: Path) -> str:
    """Return the hash of every file below a folder, as ``sha256sum --check`` reads it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / "SHA256SUMS")
    return "".join(f"{sha256(one.read_bytes()).hexdigest()}  {one.relative_to(folder).as_posix()}\n" for one in paths)
