"""The font of the formulas: cut down to what is needed, and nothing left open."""

import gc
import warnings
from importlib.util import find_spec
from pathlib import Path

from reproduction.report.mathfont import font_face


def test_the_font_is_cut_down():
    whole = Path(find_spec("ziamath").submodule_search_locations[0], "fonts", "STIXTwoMath-Regular.ttf").stat().st_size
    assert len(font_face("x = 1")) < len(font_face("∮⨌⟹ x = 1")) < whole / 2


def test_the_font_file_is_closed(monkeypatch):
    unclosed = []
    monkeypatch.setattr("sys.unraisablehook", lambda problem: unclosed.append(problem.exc_value))
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        font_face("x = 1")
        gc.collect()
    assert not [one for one in unclosed if "STIXTwoMath" in str(one)]
