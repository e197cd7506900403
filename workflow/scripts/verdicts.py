"""List the verdicts on all claims, and fail if one came out otherwise than expected.

python workflow/scripts/verdicts.py OUT.txt LISTED.json
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from reproduction.claims import surprises, verdict


def unexpected(claims):
    """Return what came out otherwise than expected: a line for each claim, with the name of its analysis."""
    return [f"{name}: {line}" for name, entries in claims.items() for line in surprises(entries)]


def table(claims):
    """Return one line for each claim."""
    rows = [(name, verdict(entry), entry["statement"]) for name, entries in claims.items() for entry in entries]
    return "".join(f"{name}: {statement}: {said}\n" for name, said, statement in rows)


def main(out, listed):
    """Read the claims of all analyses, files listed in a JSON file, and write the table, or say what is unexpected."""
    paths = [Path(path) for path in json.loads(Path(listed).read_text(encoding="utf-8"))]
    claims = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    lines = unexpected(claims)
    if lines:
        sys.exit("\n".join([f"{len(lines)} claims came out otherwise than expected; all figures are there:", *lines]))
    Path(out).write_text(table(claims), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
