"""Make what is published: the pages on the misprints, the article, the archive.

python workflow/scripts/publish.py errata FOLDER results/ledger.json
python workflow/scripts/publish.py numbers NUMBERS.json MADE_OF.json        a JSON list: the names of the analyses
python workflow/scripts/publish.py article FOLDER NUMBERS.json
python workflow/scripts/publish.py archive FOLDER
python workflow/scripts/publish.py moment        in seconds since 1970
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import brief_process  # noqa: F401 - before what is large

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


def errata(folder, ledger):
    """Write a page and a program for every misprint."""
    from reproduction.publication.errata import build

    build(json.loads(Path(ledger).read_text(encoding="utf-8")), Path(folder))


def numbers(path, made_of):
    """Write every number that the article says."""
    from reproduction.publication.numbers import write

    write(Path(path), Path("results"), ROOT, json.loads(Path(made_of).read_text(encoding="utf-8")))


def article(folder, said):
    """Typeset the article."""
    from reproduction.publication.article import build

    build(ROOT, Path(folder), Path(said))


def archive(folder):
    """Write the rest: metadata, tables, the zipped crate, index and hashes."""
    from reproduction.publication.archive import build

    build(ROOT, Path(folder))


def moment():
    """Print the time that is written into what is published."""
    from reproduction.publication.article import moment as released

    print(released(ROOT))


TASKS = {task.__name__: task for task in (errata, numbers, article, archive, moment)}

if __name__ == "__main__":
    task, *arguments = sys.argv[1:]
    try:
        TASKS[task](*arguments)
    except (ValueError, OSError) as error:
        sys.exit(str(error))
