"""Numbers, orders, colours and units that figures and their texts tell are those of parameters, claims and pixels."""

import ast
import re

import numpy as np
import pytest
from said import ANALYSES, REFERENCE, accepted, introduction, of_save, panels, said, texts_of_save

from reproduction.agreement import arrays

STATING = re.compile(
    r"\b(half|halves|thirds?|fourths?|fifths?|tenths?|twice|thrice|double|three|four|five|six|seven|eight|nine|ten"
    r"|hundred|times|more|less|larger|smaller|higher|grows?|falls?|rises?|raises?|blue|red)\b|\d+(?:[./]\d+)*|\\frac"
)
NO_NUMBER = re.compile(r"Eqs?\. \(\d+\)|Section \d+|[_^]\{?\w+\}?(?:/2)?")  # references, indices, half a symbol


def finding(name):
    """What an analysis that goes beyond the paper says that it found."""
    text = introduction(name).partition("**Finding.**")[2].partition("\n\n")[0]
    return said(name).get("the finding in the configuration", text)


BEYOND = [name for name in ANALYSES if finding(name)]


@pytest.mark.parametrize("name", BEYOND)
def test_a_number_or_an_order_in_a_finding_is_one_of_a_claim_that_holds(name):
    claims = (one["statement"] for one in accepted(name)["claims"] if one["holds"] and one["expected"])
    judged = {found[0] for statement in claims for found in STATING.finditer(statement)}
    told = {found[0] for found in STATING.finditer(NO_NUMBER.sub("", finding(name)))}
    assert told <= judged, f"{name}: no claim that holds says {sorted(told - judged)}"


COLOURED = re.compile(r"(?:blue|red), [\w ]+")


@pytest.mark.parametrize("name", ANALYSES)
def test_what_a_caption_says_of_a_colour_is_a_claim_that_holds(name):
    """A clause such as `blue, this wins` is judged from the pixels."""
    claims = {one["statement"] for one in accepted(name)["claims"] if one["holds"] and one["expected"]}
    assert set(COLOURED.findall(ANALYSES[name].get("caption", ""))) <= claims


@pytest.mark.parametrize("name", ANALYSES)
def test_a_dash_that_is_explained_is_drawn(name):
    """By a caption, by the title of a legend or a text of the figure."""
    drawn = accepted(name)["inscriptions"]
    explained = [ANALYSES[name].get("caption", "")]
    explained += [told for place, told in drawn.items() if place.endswith("legend, title") or place.startswith("text")]
    dashes = {word for text in explained for word in re.findall(r"\b(?:solid|dash-dotted|dashed|dotted)\b", text)}
    lines = [told for place, told in drawn.items() if re.fullmatch(r"panel \d+, line \d+", place)]
    assert all(any(re.search(rf", {dash}\b", line) for line in lines) for dash in dashes), name


@pytest.mark.parametrize("name", ANALYSES)
def test_panels_are_lettered_in_their_order(name):
    for number, title in panels(name, "title").items():
        assert title.startswith(f"({'abcdefgh'[number - 1]})")


@pytest.mark.parametrize("name", ANALYSES)
def test_an_axis_of_a_map_is_labelled_in_the_unit_of_its_numbers(name):
    """A quantity in units of another is a ratio; one in units of its inverse is a product."""
    data = arrays.read((REFERENCE / name).with_suffix(".nc"))
    *_, y, x = next(iter(data.data_vars.values())).dims if panels(name, "map 1") else "  "
    for letter, dim in (("x", x), ("y", y)) if x.strip() else ():
        unit = data[dim].attrs["units"]
        symbol = unit.removeprefix("1/").replace("omega", r"\omega")
        for label in panels(name, f"{letter} label").values():
            ratio = unit != "1" and not unit.startswith("1/")
            assert ("/" in label) is ratio and (unit == "1" or symbol in label.rpartition("/")[2]), (label, unit)


def test_error_bars_are_as_long_as_the_errors_that_are_saved(name="exact_cold"):
    """From end to end twice the error: the one figure whose bars are the errors of what is drawn itself."""
    errors = arrays.read((REFERENCE / name).with_suffix(".nc"))["error"]
    drawn = [told for place, told in accepted(name)["inscriptions"].items() if re.search(r"bars \d+, lengths", place)]
    wanted = [[2 * row.sum(), 2 * row.max()] for row in np.asarray(errors)]
    assert len(drawn) > 1 and drawn == [pytest.approx(pair, rel=1e-3) for pair in wanted]


def figures(text):
    """The numbers in a text, without those of equations, indices and symbols."""
    return {float(one) for one in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", re.sub(r"[_^]\{?\w+\}?|\(\d+\)", " ", text))}


@pytest.mark.parametrize("name", ANALYSES)
def test_a_number_in_a_title_or_a_caption_is_known_from_elsewhere(name):
    """From the notebook's heading, the parameters, units and labels of what is drawn, or levels of its contours."""
    kept, analysis = accepted(name), ANALYSES[name]
    heading = introduction(name).partition("\n")[0]
    parameters = " ".join(map(str, analysis["parameters"].values()))
    known = figures(f"{heading} {parameters} {texts_of_save(name)}")
    known |= {number for told in kept["inscriptions"].values() if isinstance(told, str) for number in figures(told)}
    levels = (told for place, told in kept["inscriptions"].items() if place.endswith("levels"))
    known |= {round(100 * abs(level), 9) for told in levels for level in told}
    assert figures(f"{analysis['title']} {analysis.get('caption', '')}") <= known
    assert figures(ast.unparse(of_save(name, "title"))) <= figures(f"{heading} {analysis['title']}")
