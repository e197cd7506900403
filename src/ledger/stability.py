"""Does a verdict hang on the seed? Each entry is judged from the samples of a hundred seeds: docs/stability.csv.

What the samples of the first seed are, those of the ledger, stands in docs/samples.csv.

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

import numpy as np

__all__ = ["SAMPLES", "TABLE", "ranges", "read", "stability", "summary"]

TABLE = Path(__file__).resolve().parents[2] / "docs" / "stability.csv"
SAMPLES = TABLE.with_name("samples.csv")
RANGE = ("entry", "number", "lowest", "highest", "mean")
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


def ranges(found) -> dict[str, tuple[float, float, float]]:
    """Return lowest, highest and mean of every number that is drawn for an entry, or that its comparisons are about."""
    scopes = [vars(sample) for sample in found.samples]
    scopes += [answer for said in found.answers for answer in said if isinstance(answer, dict)]
    values: dict[str, list[float]] = {}
    for scope in scopes:
        for name, value in scope.items():
            values.setdefault(name, []).extend(reals(value))
    return {name: (min(many), max(many), sum(many) / len(many)) for name, many in sorted(values.items()) if many}


def reals(value) -> list[float]:
    """Return the real numbers of a value; what is a matrix is made of others."""
    if isinstance(value, (list, tuple)):
        return [number for one in value for number in reals(one)]
    array = np.asarray(value)
    return array.astype(float).ravel().tolist() if array.ndim < 2 and array.dtype.kind in "iuf" else []


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


def write(rows: Iterable[dict], path: Path = TABLE, columns: tuple[str, ...] = COLUMNS) -> None:
    """Write the table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def rows_of(number: str, seeds: int) -> tuple[dict, list[dict]]:
    """Return the row of an entry that is named, and those of its samples: a process of its own has its own paper."""
    from ledger.judge import evidence
    from ledger.paper import load

    paper = load()
    entry = next(entry for entry in paper.entries if str(entry.number) == number)
    drawn = ranges(evidence(entry, paper)).items()
    samples = [(number, name, *(f"{one:.6g}" for one in told)) for name, told in drawn]
    return stability(entry, paper, seeds), [dict(zip(RANGE, row, strict=True)) for row in samples]


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
    rows, samples = {row["entry"]: row for row in read()}, {name: [] for name in entries}
    for row in read(SAMPLES):
        samples.setdefault(row["entry"], []).append(row)
    chosen = [name for name in entries if not options.names or name in options.names]
    with ProcessPoolExecutor(options.jobs) as pool:
        for row, drawn in pool.map(partial(rows_of, seeds=options.seeds), chosen):
            print(f"{row['entry']:<28} {row['verdict']:<11} changed {row['changed']} of {row['seeds']}", flush=True)
            rows[row["entry"]], samples[row["entry"]] = row, drawn
            write(rows[name] for name in entries if name in rows)
            write((one for name in entries for one in samples[name]), SAMPLES, RANGE)
    return int(bool(changed(rows[name] for name in chosen)))


if __name__ == "__main__":
    sys.exit(main())
