"""Typeset the article; run by the environment for publications, which has Typst.

python typeset.py article/article.typ OUTPUT.pdf SECONDS name=value ...
"""

import os
import sys
from pathlib import Path

import typst

source, output, seconds, *pairs = sys.argv[1:]
folder = os.path.commonpath(map(os.path.abspath, [source, output]))
made = typst.compile(
    source,
    root=folder,
    format=Path(output).suffix[1:],
    sys_inputs=dict(pair.split("=", 1) for pair in pairs),
    ignore_system_fonts=True,  # Typst brings its own, so that every machine sets the same
    timestamp=int(seconds),
)
Path(output).write_bytes(made)
