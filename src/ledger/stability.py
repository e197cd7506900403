"""Does a verdict hang on the seed? Each entry is judged from the samples of a hundred seeds: docs/stability.csv.

    make status SEEDS=100 ARGS="--jobs 2 ENTRY ..."

A row says how often the verdict was another, the largest residual that must be small, and between what the exponent of
the expansion's error lies. Exit status: 1 if a verdict changed.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path

__all__ = ["TABLE", "read", "stability", "summary"]

TABLE = Path(__file__).resolve().parents[2] / "docs" / "stability.csv"
COLUMNS = ("entry", "verdict", "seeds", "changed", "residual", "tolerance", "power", "lowest", "highest")


def stability(entry, paper, seeds: int) -> dict:
    """Judge an entry from the samples of the seeds 0 to ``seeds`` - 1; return its row of the table, all text."""
    from ledger.judge import evidence  # only here: the page reads the table

    found = [evidence(entry, paper, seed) for seed in range(seeds)]
    verdict = found[0].verdict
    exponents = [one.law["measured"] for one in found if one.law]
    numbers = (max(max(one.good, default=0.0) for one in found), entry.tolerance)
    law = (entry.slope.power, min(exponents), max(exponents)) if exponents else ()
    told = [str(entry.number), verdict, str(seeds), str(sum(one.verdict != verdict for one in found))]
    told += [f"{number:.0e}" for number in numbers] + [f"{number:.3f}" for number in law]
    return dict(zip(COLUMNS, told + [""] * (len(COLUMNS) - len(told)), strict=True))


def changed(rows: Iterable[dict]) -> list[str]:
    """Return the entries whose verdict depends on the seed."""
    return [row["entry"] for row in rows if row["changed"] != "0"]


def summary(rows: Iterable[dict], entries: Iterable[dict]) -> str:
    """Return what the table says of a ledger, in a few words; nothing if it is of other verdicts altogether."""
    verdicts = {str(entry["number"]): entry["verdict"] for entry in entries}
    tried = [row for row in rows if row["verdict"] == verdicts.get(row["entry"])]
    if not tried:
        return ""
    seeds, others = min(int(row["seeds"]) for row in tried), changed(tried)
    said = f"the verdict of {', '.join(others)} changes" if others else "no verdict changes"
    rest = len(verdicts) - len(tried)
    return f"{said} with any of {seeds} seeds" + (f"; verdicts not tried: {rest}" if rest else "")


def read(path: Path = TABLE) -> list[dict]:
    """Return the rows of the table; none if there is no table."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(rows: Iterable[dict], path: Path = TABLE) -> None:
    """Write the table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def row_of(number: str, seeds: int) -> dict:
    """Return the row of an entry that is named: a process of its own has its own paper."""
    from ledger.paper import load

    paper = load()
    return stability(next(entry for entry in paper.entries if str(entry.number) == number), paper, seeds)


def count(text: str) -> int:
    """Return the whole number of at least one that a text is."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r}; valid: a whole number of at least 1")
    return int(text)


def main(words=None) -> int:
    """Judge the entries that are named, or all; keep the rows of the others; return the exit status."""
    from concurrent.futures import ProcessPoolExecutor

    from ledger.paper import load

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="ENTRY", help="numbers or names of entries; all if none is given")
    parser.add_argument("--seeds", type=count, default=100)
    parser.add_argument("--jobs", type=count, default=1, help="entries that are judged at once")
    options = parser.parse_args(words)
    entries = [str(entry.number) for entry in load().entries]
    if unknown := set(options.names) - set(entries):
        sys.exit(f"there is no entry {', '.join(sorted(unknown))}; valid: {', '.join(entries)}")
    rows = {row["entry"]: row for row in read()}
    chosen = [name for name in entries if not options.names or name in options.names]
    with ProcessPoolExecutor(options.jobs) as pool:
        for row in pool.map(partial(row_of, seeds=options.seeds), chosen):
            print(f"{row['entry']:<28} {row['verdict']:<11} changed {row['changed']} of {row['seeds']}", flush=True)
            rows[row["entry"]] = row
            write(rows[name] for name in entries if name in rows)
    return int(bool(changed(rows[name] for name in chosen)))


if __name__ == "__main__":
    sys.exit(main())
