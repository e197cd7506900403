"""Claims of the paper, each judged by a number: what a notebook asserts, kept where a reader finds it."""

from __future__ import annotations

import json
import math
from pathlib import Path

__all__ = ["Claims"]

BOUNDS = {"at_least": "at least", "at_most": "at most"}


class Claims:
    """The list of claims a notebook checks.

    >>> claims = Claims()
    >>> claims.record("the ratio exceeds one", source="below Eq. (29)", measured=2.5, at_least=1.0)
    True
    """

    def __init__(self):
        self.entries = []

    def record(self, statement, *, source, measured, at_least=None, at_most=None, expected=True, remark=""):
        """Judge one claim: does the ``measured`` number lie within its bounds? Return the verdict.

        Parameters
        ----------
        statement, source : str
            The claim in our own words, and where the paper makes it.
        measured : float
            The number that decides.
        at_least, at_most : float, optional
            Its bounds; at least one.
        expected : bool
            False for a claim known to be imprecise: then it must *not* hold, and ``remark`` says why.

        Raises
        ------
        ValueError
            If the number is not finite, no bound is given, or a claim known to fail comes without a remark.
        """
        measured = float(measured)
        if not math.isfinite(measured):
            raise ValueError(f"measured = {measured} for {statement!r}; valid: a finite number")
        if at_least is None and at_most is None:
            raise ValueError(f"no bound for {statement!r}; valid: at_least, at_most or both")
        if not expected and not remark:
            raise ValueError(f"{statement!r} is expected to fail; valid: only with a remark that says why")
        holds = (at_least is None or measured >= at_least) and (at_most is None or measured <= at_most)
        bounds = {"at_least": at_least, "at_most": at_most}
        self.entries.append(
            {
                "statement": statement,
                "source": source,
                "measured": measured,
                **{name: float(bound) for name, bound in bounds.items() if bound is not None},
                "holds": holds,
                "expected": expected,
                "remark": remark,
            }
        )
        return holds

    def save(self, path):
        """Write the claims as JSON, then raise `AssertionError` if any verdict is not the expected one."""
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.entries, indent=1, ensure_ascii=False, allow_nan=False)
        Path(path).write_text(text + "\n", encoding="utf-8")
        surprises = [entry for entry in self.entries if entry["holds"] != entry["expected"]]
        if surprises:
            told = "; ".join(f"{e['statement']} ({e['source']}): {judged(e)}" for e in surprises)
            raise AssertionError(f"{len(surprises)} of {len(self.entries)} claims came out unexpectedly: {told}")


def judged(entry):
    """Return what was measured of a claim, and beside it what was wanted."""
    bounds = [f"{words} {entry[name]:g}" for name, words in BOUNDS.items() if name in entry]
    return f"measured {entry['measured']:g}, {'wanted' if entry['expected'] else 'not wanted'} {' and '.join(bounds)}"
