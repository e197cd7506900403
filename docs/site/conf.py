"""The site of the documentation: the pages of docs/ and the docstrings of the library, for `make docs`."""

import re
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "src")]

import autocoherence

project, author, version = "autocoherence", "the autocoherence authors", autocoherence.__version__
project_copyright = author
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode", "myst_parser", "mathml"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
exclude_patterns = ["site"]
nitpicky = True  # a name that leads nowhere is an error
nitpick_ignore_regex = [("py:(class|exc)", ".*")]  # types, in words
default_role = "py:obj"
napoleon_use_rtype = False
autodoc_typehints = "none"  # the docstrings say them, with shapes
autodoc_default_options = {"members": True, "member-order": "bysource"}
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = f"autocoherence {version}"
html_math_renderer = "mathml"
html_copy_source = html_show_sourcelink = False
FONT = Path(find_spec("ziamath").submodule_search_locations[0], "fonts", "STIXTwoMath-Regular.ttf")
html_static_path = [str(FONT), "style.css"]
html_css_files = ["style.css"]

REPORT = "../report/index.html"  # beside the site in results/, where a run has made it
CITED = re.compile(r"\((\d{1,3}[a-d]?)\)")


def link_equations(app, what, name, thing, options, lines):
    """Let the numbers of equations in docstrings lead to the report."""
    for k, line in enumerate(lines):
        if re.search(r"\bEqs?\. ", line):
            start = re.search(r"\bEqs?\. ", line).start()
            lines[k] = line[:start] + CITED.sub(rf"`(\1) <{REPORT}#eq-\1>`__", line[start:])


def setup(app):
    """Hand Sphinx what it calls for every docstring."""
    app.connect("autodoc-process-docstring", link_equations)
