"""Docstrings are the reference: each public one says all that one needs, and the site shows each once."""

import inspect
import re
from pathlib import Path

import pytest

import autocoherence

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {
    "a formula": r":math:`|\.\. math::",
    "the number of its equation": r"Eqs?\. \(\d+",
    "what it takes": r"^Parameters\n-{10}\n\S",
    "which errors it raises": r"^Raises\n-{6}\nValueError\n    \S",
    "an example": r"^Examples\n-{8}\n>>> ",
    "shapes": r"array_like|broadcast|shape|float",
    "units": r"[Dd]imensionless|frequenc|energ|in units of|Relative error",
}


@pytest.mark.parametrize("name", autocoherence.__all__)
def test_a_public_docstring_says_all_that_one_needs(name):
    thing = getattr(autocoherence, name)
    text = inspect.getdoc(thing)
    needed = NEEDED if inspect.isclass(thing) else NEEDED | {"what it returns": r"^Returns\n-{7}\n\S"}
    lacking = [what for what, pattern in needed.items() if not re.search(pattern, text, re.M)]
    if name == "SpectralDensityBath":  # of any shape: no equation of the paper is its own
        lacking = [what for what in lacking if what != "the number of its equation"]
    assert not lacking
    described = re.findall(r"^(\w[\w, ]*)(?: : |$)", section(text, "Parameters"), re.M)
    told = [one for names in described for one in names.split(", ")]
    assert sorted(told) == sorted(inspect.signature(thing).parameters)


def section(text, title):
    """Return a section of a docstring."""
    return re.search(rf"^{title}\n-+\n(.*?)(?=^\w+\n-+\n|\Z)", text, re.M | re.S)[1]


def test_the_site_shows_every_public_name_once():
    shown = re.findall(r"^\.\. auto(?:class|function):: (\w+)$", (ROOT / "docs" / "api.rst").read_text(), re.M)
    assert sorted(shown) == sorted(autocoherence.__all__)
