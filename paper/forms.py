"""The value of a transcribed form, for samples and impacts that are built from one."""

from __future__ import annotations

from functools import lru_cache

from ledger.entry import Expression
from ledger.sample import Sample
from paper import notation

__all__ = ["value"]

_compiled = lru_cache(maxsize=64)(lambda form: Expression(form, vars(notation)))


def value(form: str, sample: Sample):
    """Return the value of ``form`` in the notation of the paper, with the names of a sample."""
    return _compiled(form).values(vars(sample))[0]
