"""Where two transcriptions of a formula differ, marked symbol by symbol."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

__all__ = ["marked"]

SYMBOL = re.compile(r"\s+|[A-Za-z_]\w*|\d+(?:\.\d+)?(?:e[+-]?\d+)?j?|\*\*|[<>=!]=|.", re.DOTALL)


def marked(printed: str, corrected: str) -> tuple[Markup, Markup]:
    """Return both forms, with ``del`` around what the first and ``ins`` around what the second has alone.

    >>> marked("tanh(x) + 1", "coth(x) + 1")
    (Markup('<del>tanh</del>(x) + 1'), Markup('<ins>coth</ins>(x) + 1'))
    """
    old, new = SYMBOL.findall(printed), SYMBOL.findall(corrected)
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, tag, symbols in ((left, "del", old[a:b]), (right, "ins", new[c:d])):
            text = escape("".join(symbols))
            side.append(text if kind == "equal" or not symbols else Markup(f"<{tag}>{{}}</{tag}>").format(text))
    return Markup("").join(left), Markup("").join(right)
