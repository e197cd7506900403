"""Typeset the article; run as a program by the interpreter for publications, which alone has Typst.

python -I typeset.py article/article.typ OUTPUT.pdf SECONDS name=value ...
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def typeset(source: str, output: str, seconds: str, *pairs: str) -> None:
    """Write the article as PDF or HTML; ``seconds`` is the time that it carries, ``pairs`` what its text reads."""
    import typst

    made = typst.compile(
        source,
        root=os.path.commonpath(map(os.path.abspath, [source, output])),
        format=Path(output).suffix[1:],
        sys_inputs=dict(pair.split("=", 1) for pair in pairs),
        ignore_system_fonts=True,  # Typst brings its own, so that every machine sets the same
        timestamp=int(seconds),
    )
    Path(output).write_bytes(made)


if __name__ == "__main__":
    typeset(*sys.argv[1:])
