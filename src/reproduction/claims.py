"""Claims of the paper, each judged by a number: what a notebook asserts, kept where a reader finds it."""

from __future__ import annotations

import json
import math
from pathlib import Path

__all__ = ["Claims", "surprises", "verdict"]

BOUNDS = {"at_least": "≥", "at_most": "≤"}


class Claims:
    """The list of claims a notebook checks; a notebook shows it as a table.

    >>> claims = Claims()
    >>> claims.record("the ratio exceeds one", source="below Eq. (29)", measured=2.5, at_least=1.0)
    True
    """

    def __init__(self):
        self.entries = []

    def record(self, statement, *, source, measured, at_least=None, at_most=None, when=None, expected=True, remark=""):
        """Judge one claim: does the ``measured`` number lie within its bounds? Return the verdict.

        Parameters
        ----------
        statement, source : str
            The claim in our own words, and where the paper makes it.
        measured : float or function without arguments
            The number that decides; a function is called only where the claim applies.
        at_least, at_most : float, optional
            Its bounds; at least one.
        when : dict of str to bool, optional
            What the claim is about: conditions in words, and whether the parameters meet them. Where one is not met
            the claim is not applicable, and the verdict None.
        expected : bool
            False for a claim known to be imprecise: then it must *not* hold, and ``remark`` says why.

        Raises
        ------
        ValueError
            If no bound is given, or a claim known to fail comes without a remark. A number that cannot be computed or
            is not finite is no error here: the claim does not hold, and the table says why.
        """
        if at_least is None and at_most is None:
            raise ValueError(f"no bound for {statement!r}; valid: at_least, at_most or both")
        if not expected and not remark:
            raise ValueError(f"{statement!r} is expected to fail; valid: only with a remark that says why")
        bounds = {"at_least": at_least, "at_most": at_most}
        entry = {
            "statement": statement,
            "source": source,
            "measured": None,
            **{name: float(bound) for name, bound in bounds.items() if bound is not None},
            "holds": None,
            "expected": expected,
            "remark": remark,
            "condition": " and ".join(when or ()),
            "problem": "",
        }
        if all((when or {}).values()):
            entry |= judged(measured, at_least, at_most)
        self.entries.append(entry)
        return entry["holds"]

    def save(self, path):
        """Write the claims as JSON to ``path``, or nowhere if it is empty; return them, to be shown."""
        if path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self.entries, indent=1, ensure_ascii=False, allow_nan=False)
            Path(path).write_text(text + "\n", encoding="utf-8")
        return self

    def _repr_markdown_(self):
        head = ["| claim | source | measured | wanted | verdict |", "|---|---|---|---|---|"]
        return "\n".join(head + [row(entry) for entry in self.entries])


def judged(measured, at_least, at_most):
    """Return what was measured, whether it is within the bounds, and why it could not be measured, if so."""
    try:
        number = float(measured() if callable(measured) else measured)
    except Exception as error:  # whatever it is: figure and data are there, and the reader is told
        return {"holds": False, "problem": f"cannot be measured: {type(error).__name__}: {error}"}
    if not math.isfinite(number):
        return {"holds": False, "problem": f"measured {number}"}
    return {
        "measured": number,
        "holds": (at_least is None or number >= at_least) and (at_most is None or number <= at_most),
    }


def surprises(entries):
    """Return one line for each of the ``entries`` whose verdict is not the expected one.

    >>> claims = Claims()
    >>> _ = claims.record("it grows", source="Eq. (1)", measured=-2.0, at_least=0.0)
    >>> surprises(claims.entries)
    ['it grows (Eq. (1)): measured -2, wanted ≥ 0']
    """
    unexpected = [entry for entry in entries if entry["holds"] not in (None, entry["expected"])]
    return [f"{entry['statement']} ({entry['source']}): {told(entry)}, {wanted(entry)}" for entry in unexpected]


def told(entry):
    """Return what was measured of a claim, or why nothing was."""
    number = entry["measured"]
    return entry.get("problem") or (f"measured {number:g}" if number is not None else "not measured")


def wanted(entry):
    """Return the bounds of a claim; a claim known to fail must lie outside of them."""
    bounds = [f"{sign} {entry[name]:g}" for name, sign in BOUNDS.items() if name in entry]
    return f"{'wanted' if entry['expected'] else 'not wanted'} {' and '.join(bounds)}"


def verdict(entry):
    """Return the verdict in words."""
    if entry["holds"] is None:
        return f"not applicable: only for {entry['condition']}"
    words = "holds" if entry["holds"] else "does not hold"
    if entry["holds"] != entry["expected"]:
        return f"**{words}**"
    return words if entry["expected"] else f"{words}, as known: {entry['remark']}"


def row(entry):
    """Return one row of the table, in Markdown."""
    measured = entry["problem"] or ("" if entry["measured"] is None else f"{entry['measured']:.3g}")
    bounds = wanted(entry).removeprefix("not ").removeprefix("wanted ")
    cells = [entry["statement"], entry["source"], measured, bounds, verdict(entry)]
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
