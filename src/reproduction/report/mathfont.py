"""The font of the formulas, cut down to the characters on the page: brackets and integrals grow in any browser."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path
from unicodedata import decomposition

from fontTools import subset

from reproduction.report.text import data_url

__all__ = ["font_face"]

# browsers turn a single letter into its italic, which is one of these
ITALICS = [*range(0x1D434, 0x1D455), *range(0x1D456, 0x1D468), *range(0x1D6E2, 0x1D71C)]
UNSEEN = {0x20, 0x210E, 0x2032, 0x2212, 0x221A}  # what is drawn and may be nowhere in the text: ℎ ′ − √


def font_face(text: str) -> str:
    """Return the style rule of a font with every character of ``text``: STIX Two Math, as the package ziamath has it.

    Empty if the package is not there: formulas then look as the reader's own fonts allow.
    """
    package = find_spec("ziamath")
    if package is None:
        return ""
    path = Path(package.submodule_search_locations[0], "fonts", "STIXTwoMath-Regular.ttf")
    options = subset.Options(
        flavor="woff", layout_features=["ssty", "dtls", "flac"], notdef_outline=True, hinting=False
    )
    options.drop_tables += ["GPOS", "GDEF", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[*UNSEEN, *map(ord, set(text)), *italics(text)])
    content = io.BytesIO()
    with subset.load_font(str(path), options) as font:
        cutter.subset(font)
        subset.save_font(font, content, options)
    return f'@font-face{{font-family:"STIX Two Math cut";src:url({data_url(content.getvalue(), "font/woff")})}}'


def italics(text) -> set[int]:
    """Return the italics of the letters of a text.

    >>> [chr(one) for one in sorted(italics("f β ϕ 1"))]
    ['𝑓', '𝛽', '𝜙']
    """
    return {one for one in ITALICS if chr(int(decomposition(chr(one)).split()[1], 16)) in text}
