"""Make what is published: the pages on the misprints, the article, the archive.

python workflow/scripts/publish.py errata FOLDER results/ledger.json
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


TASKS = {task.__name__: task for task in (errata,)}

if __name__ == "__main__":
    task, *arguments = sys.argv[1:]
    try:
        TASKS[task](*arguments)
    except ValueError as error:
        sys.exit(str(error))
