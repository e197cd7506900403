"""What the rules of the ledger call: the merged ledger, the errata and the counts.

python workflow/scripts/ledger_steps.py derivation OUT.json
python workflow/scripts/ledger_steps.py falls LEDGER.json NUMBER
python workflow/scripts/ledger_steps.py merge OUT.json CHECKS... DERIVATION
python workflow/scripts/ledger_steps.py errata LEDGER.json OUT.md
python workflow/scripts/ledger_steps.py status LEDGER.json
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL"):  # before numpy starts: small matrices are slower on many threads
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import brief_process  # noqa: F401 - before what is large

from ledger import text
from ledger.paper import in_order


def read(path):
    """Return a JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def write(path, content):
    """Write a JSON file."""
    Path(path).write_text(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


def derivation(out):
    """Judge the steps from equation to equation."""
    from ledger.derivation import judge_step
    from ledger.paper import load

    paper = load()
    write(out, {"derivation": [judge_step(step, paper) for step in paper.steps]})


def falls(ledger, number):
    """Print which equations are derived from equation ``number``."""
    from ledger.premises import falls

    steps = read(ledger)["derivation"]
    known = falls(steps)
    if not number.isdecimal() or int(number) not in known:
        sys.exit(f"equation {number!r} is in no step of the derivation; valid: {min(known)} to {max(known)}")
    found = known[int(number)]
    print(f"({number}) carries {len(found)} equations: {', '.join(f'({n})' for n in found) or 'none'}")


def merge(out, *paths):
    """Put the sections together in the order of the paper, and the derivation with them."""
    *checks, derivation = map(read, paths)
    schema = {part["schema"] for part in checks}
    if len(schema) != 1:
        raise SystemExit(f"schemas {sorted(schema)}; valid: checks of one and the same schema")
    entries = sorted(
        (entry for part in checks for entry in part["entries"]), key=lambda entry: in_order(entry["number"])
    )
    write(out, {"schema": schema.pop(), "entries": entries, **derivation})


def errata(ledger, out):
    """Write the errata."""
    from paper.print import FIGURES, NAME

    Path(out).write_text(text.errata(read(ledger)["entries"], NAME, FIGURES), encoding="utf-8")


def status(ledger):
    """Print the counts; the exit status says whether every entry has a verdict, and no mutant survives."""
    from ledger import stability

    entries = read(ledger)["entries"]
    print(text.status(entries, read(ledger)["derivation"]))
    print(f"seeds: {stability.summary(stability.read(), entries) or 'not tried'}")
    return any(entry["verdict"] == "unverified" for entry in entries) or text.mutants(entries)["weak"] > 0


if __name__ == "__main__":
    step, *arguments = sys.argv[1:]
    steps = (derivation, merge, errata, status, falls)
    sys.exit({function.__name__: function for function in steps}[step](*arguments) or 0)
