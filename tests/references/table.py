"""A reference table: its columns, its two routes, its file."""

import csv
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flint import arb

from references import bath

FOLDER = Path(__file__).resolve().parent.parent / "data"
DIGITS = 25  # written
AGREED = 35  # required of two routes
BITS = (320, 640, 1280, 2560, 5120)  # precisions tried in turn


@dataclass(frozen=True)
class Table:
    """One function of the library, tabulated. A route takes the columns as `arb` and returns one `arb` per output."""

    name: str
    what: str
    equation: str
    columns: tuple[str, ...]
    outputs: tuple[str, ...]
    points: list[tuple[float, ...]]
    first: Callable
    second: Callable
    routes: tuple[str, str]
    proven: Callable = lambda point: True  # whether the ball of the first route contains the value for certain

    @property
    def path(self):
        """The file in tests/data."""
        return FOLDER / f"{self.name}.csv"


def evaluate(route, point):
    """Values of one route at one point, each an `arb`."""
    values = route(*(arb(value) for value in point))
    return values if isinstance(values, tuple) else (values,)


def agreement(one, other):
    """Digits to which two balls certainly agree (capped at 99); both exactly zero agree fully."""
    gap = (one - other).abs_upper()
    scale = max(one.abs_lower(), other.abs_lower())
    if gap == 0:
        return 99
    if scale == 0:
        return 0
    return max(0, min(99, int(float(-(gap / scale).log() / arb(10).log()))))


def reference(table, point):
    """Return the values by the first route and the digits confirmed by the second, at sufficient precision."""
    digits, error = 0, None
    for bits in BITS:
        bath.precision(bits)
        try:
            first, second = evaluate(table.first, point), evaluate(table.second, point)
        except (ArithmeticError, ValueError) as problem:  # too few bits for this point: the next precision has more
            error = problem
            continue
        digits = min(agreement(a, b) for a, b in zip(first, second, strict=True))
        if digits >= AGREED:
            return first, digits
    raise ArithmeticError(f"{table.name} at {point}: the routes agree to {digits} digits only ({error})")


def radius(values, texts):
    """Return a bound of the relative errors of the texts that are written for ``values``, all balls."""
    bounds = [
        (arb(text) - value).abs_upper() / value.abs_lower()
        for text, value in zip(texts, values, strict=True)
        if value != 0
    ]
    return f"{1.05 * max(map(float, bounds), default=0.0):.1e}"  # rounded up


def generate(table):
    """Compute and write the whole table; return the seconds it took and the fewest digits the two routes agree to."""
    start, rows, fewest = time.perf_counter(), [], 99
    for point in table.points:
        values, digits = reference(table, point)
        fewest = min(fewest, digits)
        texts = [value.mid().str(DIGITS, radius=False) for value in values]
        rows.append([*map(repr, point), *texts, digits, radius(values, texts) if table.proven(point) else ""])
    seconds = time.perf_counter() - start
    with table.path.open("w", newline="") as file:
        for key, text in header(table, len(rows), fewest, seconds):
            file.write(f"# {key}: {text}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*table.columns, *table.outputs, "digits", "radius"])
        writer.writerows(rows)
    return seconds, fewest


def header(table, count, fewest, seconds):
    """What a reader of the file needs to know."""
    yield "what", table.what
    yield "equation", table.equation
    yield "route 1 (the values)", table.routes[0]
    yield "route 2 (the check)", table.routes[1]
    yield "precision", f"{BITS[0]} bits or more; the routes agree to {fewest} digits or more (per row: column digits)"
    yield (
        "radius",
        "proven bound of the relative error of the values as written; none where route 1 is cut off or extrapolated",
    )
    yield "parameters", "strength 1 and couplings 1 where no column says otherwise; frequencies in units of omega_1"
    yield "generator", f"make references, or: python -m references {table.name}"
    yield "rows", str(count)
    yield "cost", f"{max(1, round(seconds))} s"


def records(table):
    """Return the rows of the file as dictionaries of text."""
    with table.path.open(encoding="utf-8") as file:
        return list(csv.DictReader(itertools.dropwhile(lambda line: line.startswith("#"), file)))


def agreed_digits(table):
    """Return the fewest digits to which the two routes agree on any row."""
    return min(int(row["digits"]) for row in records(table))


def read(table):
    """Return the points (tuples of float) and the values (tuples of str) in the file."""
    rows = records(table)
    points = [tuple(float(row[name]) for name in table.columns) for row in rows]
    return points, [tuple(row[name] for name in table.outputs) for row in rows]
