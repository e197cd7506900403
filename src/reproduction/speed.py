"""How the library compares with other programs, from the rows that `benchmarks/third_parties.py` measured."""

from __future__ import annotations

__all__ = ["OURS", "times"]

OURS = "this library"


def times(rows: list[dict]) -> list[float | None]:
    """Return for each row how many times longer it took than the fastest setting of this library that is at least as
    accurate in the same case; None for this library's own rows, and where it has no such setting.

    >>> case = {"beta": 5.0, "strength": 0.1}
    >>> measured = [(OURS, 1e-6, 0.5), (OURS, 1e-3, 0.1), ("another", 1e-4, 2.0)]
    >>> times([case | dict(zip(("method", "relative_error", "seconds"), row)) for row in measured])
    [None, None, 4.0]
    """
    return [None if row["method"] == OURS else _times(row, rows) for row in rows]


def _times(row: dict, rows: list[dict]) -> float | None:
    same = [one for one in rows if (one["beta"], one["strength"]) == (row["beta"], row["strength"])]
    accurate = [one for one in same if one["relative_error"] <= row["relative_error"]]
    enough = [one["seconds"] for one in accurate if one["method"] == OURS]
    return row["seconds"] / min(enough) if enough else None
