"""The derivation of the paper, drawn: which equation follows from which."""

from __future__ import annotations

from ledger.premises import falls
from paper.print import SECTIONS

__all__ = ["layout"]

COLUMN, ROW, RADIUS, TOP = 76, 31, 12, 46
ROWS = 16  # a longer section takes several columns


def layout(steps, verdicts) -> dict | None:
    """Return the picture: a column for each section, a circle for each equation, a curve for each
    premise of a step; None if no derivation was written."""
    if not steps:
        return None
    place, headings, width = places()
    curves = [
        {"from": start, "to": step["to"], "path": curve(place[start], place[step["to"]])}
        for step in steps
        for start in step["from"]
        if start in place and step["to"] in place
    ]
    ways = {}
    for step in steps:
        ways.setdefault(step["to"], []).append(step)
    below = falls(steps)
    nodes = [
        {
            "number": number,
            "x": x,
            "y": y,
            "verdict": verdicts.get(number, "not-computed"),
            "steps": ways.get(number, ()),
            "falls": below.get(number, ()),
        }
        for number, (x, y) in place.items()
    ]
    alone = [node["number"] for node in nodes if not node["steps"] and not node["falls"]]
    height = max(y for _, y in place.values()) + ROW
    return {
        "nodes": nodes,
        "curves": curves,
        "headings": headings,
        "width": width,
        "height": height,
        "radius": RADIUS,
        "alone": alone,
        "checked": sum(bool(step.get("checked")) for step in steps),
        "steps": len(steps),
    }


def places():
    """Return where every equation stands, the headings of the columns, and the width of all."""
    place, headings, column = {}, [], 0
    for section in SECTIONS.values():
        numbers = section["equations"]
        columns = -(-len(numbers) // ROWS)
        rows = -(-len(numbers) // columns)
        for position, number in enumerate(numbers):
            across, down = divmod(position, rows)
            place[number] = (COLUMN * (column + across + 0.5), TOP + ROW * (down + 0.5))
        headings.append({"x": COLUMN * (column + columns / 2), "name": section["label"], "title": section["title"]})
        column += columns
    return place, headings, COLUMN * column


def curve(start, end) -> str:
    """Return the path from one circle to another; within a column it bends out to the right."""
    (x1, y1), (x2, y2) = start, end
    if x1 == x2:
        bend = min(46, 14 + 0.22 * abs(y2 - y1))
        return f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 + bend:g} {y2:g} {x2:g} {y2:g}"
    middle = (x1 + x2) / 2
    return f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
