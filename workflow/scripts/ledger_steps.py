"""What the rules of the ledger call: mutation scores, the merged ledger, the errata and the counts.

python workflow/scripts/ledger_steps.py mutation OUT.json
python workflow/scripts/ledger_steps.py merge OUT.json CHECKS... MUTANTS
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
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import brief_process  # noqa: F401 - before what is large

from ledger import report


def read(path):
    """Return a JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def write(path, content):
    """Write a JSON file."""
    Path(path).write_text(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


def mutation(out):
    """Score the entries of all sections."""
    from ledger.score import score
    from ledger.sections import SECTIONS

    entries = [entry for section in SECTIONS.values() for entry in section]
    write(out, {"mutants": {str(entry.number): score(entry) for entry in entries}})


def merge(out, *paths):
    """Put the sections together in the order of the paper, each entry with its mutants."""
    parts = [read(path) for path in paths]
    mutants = {number: score for part in parts for number, score in part.get("mutants", {}).items()}
    entries = [entry for part in parts for entry in part.get("entries", ())]
    schema = {part["schema"] for part in parts if "schema" in part}
    if len(schema) != 1:
        raise SystemExit(f"schemas {sorted(schema)}; valid: checks of one and the same schema")
    merged = [entry | {"mutants": mutants.get(str(entry["number"]))} for entry in entries]
    merged.sort(
        key=lambda entry: (
            not isinstance(entry["number"], int),
            entry["number"] if isinstance(entry["number"], int) else 0,
        )
    )
    write(out, {"schema": schema.pop(), "entries": merged})


def errata(ledger, out):
    """Write the errata."""
    Path(out).write_text(report.errata(read(ledger)["entries"]), encoding="utf-8")


def status(ledger):
    """Print the counts; the exit status says whether every entry has a verdict."""
    entries = read(ledger)["entries"]
    print(report.status(entries))
    return any(entry["verdict"] == "unverified" for entry in entries)


if __name__ == "__main__":
    step, *arguments = sys.argv[1:]
    sys.exit({"mutation": mutation, "merge": merge, "errata": errata, "status": status}[step](*arguments) or 0)
