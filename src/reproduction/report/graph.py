"""How the equations hang together: what the library's functions and the ledger's checks really use, as a picture."""

from __future__ import annotations

import ast

from paper.print import SECTIONS
from reproduction.report.sources import Definition, names

__all__ = ["dependencies", "layout"]

COLUMN, ROW, RADIUS, TOP = 76, 31, 12, 46
ROWS = 16  # a longer section takes several columns


def dependencies(index, entries=()) -> dict[tuple[int, int], str]:
    """Return {(equation, equation it rests on): how} with how = "function" or "check".

    A function rests on the equations of the functions it calls; a check on those of the functions it and the
    transcribed formula use. ``entries`` are the ledger's, `Index` is where the sources were read.
    """
    edges = {}
    for number, check in index.entries.items():
        if isinstance(number, int):
            connect(edges, {number}, index.numbered(check), "check")
    for entry in entries:
        if isinstance(entry["number"], int):
            used = Definition("paper.notation", "", None, (0, 0), formula_names(entry))
            connect(edges, {entry["number"]}, index.numbered(used), "check")
    for definition in index.definitions.values():
        if definition.equations and definition.module.startswith("autocoherence"):
            connect(edges, definition.equations, index.numbered(definition), "function")
    return edges


def connect(edges, numbers, definitions, how):
    """Let every one of ``numbers`` rest on the equations of ``definitions``."""
    for definition in definitions:
        for number in numbers:
            for other in definition.equations - numbers:
                edges[number, other] = how


def formula_names(entry) -> set[tuple[str, ...]]:
    """Return the names in the transcribed forms of an entry."""
    found = set()
    for form in (*entry.get("printed", ()), *entry.get("corrected", ())):
        try:
            found |= names(ast.parse(str(form).strip(), mode="eval"))
        except SyntaxError:  # a form in words
            continue
    return found


def layout(edges, verdicts) -> dict:
    """Return the picture: one column for each section, one circle for each equation, one curve for each use."""
    place, headings, column = {}, [], 0
    for section in SECTIONS.values():
        numbers = section["equations"]
        columns = -(-len(numbers) // ROWS)
        rows = -(-len(numbers) // columns)
        for position, number in enumerate(numbers):
            place[number] = (COLUMN * (column + position // rows + 0.5), TOP + ROW * (position % rows + 0.5))
        headings.append({"x": COLUMN * (column + columns / 2), "name": section["label"], "title": section["title"]})
        column += columns
    curves = [
        {"from": start, "to": end, "how": how, "path": curve(place[start], place[end])}
        for (start, end), how in sorted(edges.items())
    ]
    nodes = [
        {
            "number": number,
            "x": x,
            "y": y,
            "verdict": verdicts.get(number, "not-computed"),
            "uses": sorted(b for a, b in edges if a == number),
            "used_by": sorted(a for a, b in edges if b == number),
        }
        for number, (x, y) in place.items()
    ]
    return {
        "nodes": nodes,
        "curves": curves,
        "headings": headings,
        "width": COLUMN * column,
        "height": max(y for _, y in place.values()) + ROW,
        "radius": RADIUS,
    }


def curve(start, end) -> str:
    """Return the path from one circle to another; within a column it bends out to the right."""
    (x1, y1), (x2, y2) = start, end
    if x1 == x2:
        bend = min(46, 14 + 0.22 * abs(y2 - y1))
        return f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 + bend:g} {y2:g} {x2:g} {y2:g}"
    middle = (x1 + x2) / 2
    return f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
