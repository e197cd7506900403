"""List the verdicts on all claims, and fail if one came out otherwise than expected; run by Snakemake's `script:`."""

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


def main(job):
    """Read the claims of a job of Snakemake and write the table, or say what is unexpected."""
    claims = {Path(path).stem: json.loads(Path(path).read_text(encoding="utf-8")) for path in job.input.claims}
    lines = unexpected(claims)
    Path(job.log[0]).write_text("\n".join([*lines, ""]) if lines else table(claims), encoding="utf-8")
    if lines:
        sys.exit("\n".join([f"{len(lines)} claims came out otherwise than expected; all figures are there:", *lines]))
    Path(job.output[0]).write_text(table(claims), encoding="utf-8")


if "snakemake" in globals():
    main(snakemake)  # noqa: F821 - Snakemake's `script:` provides it
