"""Break the checkout on purpose, one fault at a time, and write down which test notices.

    make sabotage ARGS="--jobs 2 NAME ..."

A name is that of a break or of an area; without any, all breaks are tried. The test that the table names comes first,
then those that most likely notice, then all other default tests, then (with --slow) the slow ones. Exit status: 1 if
nothing noticed a break.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from sabotage import ROOT, Break, breaks
from sabotage.trial import PRELOADED, copied, failing

TABLE = ROOT / "docs" / "sabotage.csv"
COLUMNS = ("area", "break", "kind", "tier", "noticed by")
DEFAULT, SLOW, NONE = "default", "slow", "none"


def tiers(one: Break, options) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the tests to run, in this order: (tier, steps that are each arguments of pytest)."""
    row = known().get(one.name)
    if row and stands(row["noticed by"]):
        yield row["tier"], [["-m", "", row["noticed by"]]]
    yield DEFAULT, [[path] for path in one.first]
    if not options.quick:
        yield DEFAULT, [[f"--deselect={path}" for path in one.first]]
    if options.slow:
        yield SLOW, [["-m", "slow"]]


def noticed(one: Break, options) -> tuple[str, str]:
    """Break a copy of the checkout; return the tier and the test that notice it, or `NONE`."""
    with tempfile.TemporaryDirectory(prefix="sabotage-") as folder:
        copied(Path(folder))
        one.apply(Path(folder))
        for tier, steps in tiers(one, options):
            if test := failing(folder, *steps):
                return tier, test
    return NONE, ""


def stands(test: str) -> bool:
    """Tell whether a test is still there: pytest refuses one that is not, which would pass for noticing."""
    path, _, name = test.partition("::")
    function = re.split(r"::|\.", name.partition("[")[0])[-1]
    return (ROOT / path).is_file() and f"def {function}(" in (ROOT / path).read_text(encoding="utf-8")


def known() -> dict[str, dict]:
    """Return the rows of the table by the name of the break."""
    if not TABLE.is_file():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["break"]: row for row in csv.DictReader(lines)}


def keep(row: dict) -> None:
    """Put a row into the table, which has the breaks that there are in their order."""
    rows = known() | {row["break"]: row}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows[one.name] for one in breaks() if one.name in rows)


def arguments(words=None):
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of breaks, or of areas; all of them if none is given")
    parser.add_argument("--jobs", type=int, default=1, help="breaks that are tried at once")
    parser.add_argument("--slow", action="store_true", help="the slow tests as well, for what the others miss")
    parser.add_argument("--quick", action="store_true", help="only the likely tests; what they miss keeps its row")
    return parser.parse_args(words)


def main(words=None) -> int:
    """Try the breaks, say what noticed them, keep it in the table; return the exit status."""
    options, everything = arguments(words), breaks()
    valid = {name for one in everything for name in (one.name, one.area)}
    if unknown := set(options.names) - valid:
        sys.exit(f"there is no break {', '.join(sorted(unknown))}; valid: {', '.join(sorted(valid))}")
    chosen = [one for one in everything if not options.names or {one.name, one.area} & set(options.names)]
    os.environ |= {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    get_context("forkserver").set_forkserver_preload(list(PRELOADED))
    count, tests = Counter(), set()
    with ThreadPoolExecutor(options.jobs) as pool:
        found = pool.map(partial(noticed, options=options), chosen)
        for one, (tier, test) in zip(chosen, found, strict=True):
            print(f"{tier:<8}{one.area}/{one.name}  {test}", flush=True)
            count[tier] += 1
            tests |= {test} - {""}
            if tier != NONE or not options.quick:
                keep(dict(zip(COLUMNS, (one.area, one.name, one.kind, tier, test), strict=True)))
    if test := unsound(sorted(tests)):
        sys.exit(f"{test} fails although nothing is broken; valid: tests that pass")
    print(f"{len(chosen)} breaks: {', '.join(f'{number} {tier}' for tier, number in count.items())}")
    return int(bool(count[NONE]))


def unsound(tests: list[str]) -> str:
    """Return one of the tests that fails although nothing is broken."""
    named = [test for test in tests if "::" in test]
    with tempfile.TemporaryDirectory(prefix="sabotage-") as folder:
        copied(Path(folder))
        return failing(folder, ["-m", "", *named]) if named else ""


if __name__ == "__main__":
    sys.exit(main())
