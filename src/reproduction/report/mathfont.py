"""The font of the formulas, cut down to the characters on the page: brackets and integrals grow in any browser."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset

from reproduction.report.text import data_url

__all__ = ["font_face"]

# Browsers turn a single letter into its italic, and a bold one into its bold, of the block of mathematical letters;
# the sign of a root is nowhere in the text.
LETTERS = [*range(0x20, 0x7F), 0x210E, *range(0x1D400, 0x1D468), *range(0x1D6A8, 0x1D71C), 0x2032, 0x2212, 0x221A]


def font_face(text: str) -> str:
    """Return the style rule of a font with every character of ``text``: STIX Two Math, as the package ziamath has it.

    Empty if the package is not there: formulas then look as the reader's own fonts allow.
    """
    package = find_spec("ziamath")
    if package is None:
        return ""
    path = Path(package.submodule_search_locations[0], "fonts", "STIXTwoMath-Regular.ttf")
    options = subset.Options(flavor="woff", layout_features=["ssty", "dtls", "flac"], notdef_outline=True)
    options.drop_tables += ["GPOS", "GDEF", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[*LETTERS, *map(ord, set(text))])
    content = io.BytesIO()
    with subset.load_font(str(path), options) as font:
        cutter.subset(font)
        subset.save_font(font, content, options)
    return f'@font-face{{font-family:"STIX Two Math cut";src:url({data_url(content.getvalue(), "font/woff")})}}'
