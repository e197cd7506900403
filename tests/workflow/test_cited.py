"""What figures cite and say, held to what it is about: the paper, the library, the pixels, claims that were judged."""

import ast
import inspect
import re

import pytest
import yaml
from config_check import checked_analyses
from notebook_source import code_cells, words
from toy import ROOT

import autocoherence
from autocoherence.exact.oscillator import exact_oscillator
from paper.print import FIGURES, SECTIONS
from reproduction.regression import stored
from reproduction.report.sources import equations

CONFIG = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
ANALYSES = checked_analyses(CONFIG, [ROOT / "notebooks"])
FUNCTIONS = {name: one for name, one in vars(autocoherence).items() if inspect.isfunction(one)}
FUNCTIONS["exact_oscillator"] = exact_oscillator
CITED = re.compile(r"Eqs?\. (\(\d+\)(?:(?:-| to |, | and )\(\d+\))*)")
KNOWN = {number for section in SECTIONS.values() for number in section["equations"]}


def tree(name):
    """The syntax of all code of the notebook of an analysis."""
    path = ROOT / "notebooks" / f"{ANALYSES[name]['notebook']}.ipynb"
    return ast.parse("\n".join(source for _, source in code_cells(path)))


def names(node):
    """Every name in a piece of syntax."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def call_of_save(syntax):
    """The call by which a notebook saves its numbers."""
    calls = (node for node in ast.walk(syntax) if isinstance(node, ast.Call))
    (found,) = (call for call in calls if ast.unparse(call.func) == "arrays.save")
    return found


def equation(name):
    """The equations that the numbers of an analysis are said to come from."""
    (value,) = (word.value.value for word in call_of_save(tree(name)).keywords if word.arg == "equation")
    return value


def behind(syntax, wanted):
    """All names that values are computed from, directly or not."""
    sources = {}
    for node in ast.walk(syntax):
        if isinstance(node, ast.Assign):
            for target in set().union(*map(names, node.targets)):
                sources.setdefault(target, set()).update(names(node.value))
    seen, ahead = set(), list(wanted)
    while ahead:
        one = ahead.pop()
        if one not in seen:
            seen.add(one)
            ahead += sources.get(one, ())
    return seen


@pytest.mark.parametrize("name", ANALYSES)
def test_numbers_name_an_equation_of_every_function_that_they_come_from(name):
    """The library says in its docstrings which equation a function is."""
    syntax = tree(name)
    variables = call_of_save(syntax).args[1]
    used = behind(syntax, names(variables)) & FUNCTIONS.keys()
    assert used
    missing = [one for one in used if not set(documented(one)) & set(equations(equation(name)))]
    assert not missing, f"{name}: equation={equation(name)!r} names none of {missing[0]}: {documented(missing[0])}"


@pytest.mark.parametrize("name", ANALYSES)
def test_every_equation_that_numbers_name_is_one_of_a_function_or_computed_in_the_notebook(name):
    """An equation of no function stands in the notebook's first text, and then some of its numbers come from none."""
    syntax = tree(name)
    called = names(syntax) & FUNCTIONS.keys()
    others = set(equations(equation(name))) - {number for one in called for number in documented(one)}
    variables = call_of_save(syntax).args[1]
    parts = (behind(syntax, names(one)) & FUNCTIONS.keys() for one in getattr(variables, "values", [variables]))
    assert not others or (not all(parts) and others <= set(equations(introduction(name)))), (name, sorted(others))


def documented(function):
    """The equations in the docstring of a function."""
    return equations(inspect.getdoc(FUNCTIONS[function]))


def introduction(name):
    """The first text of the notebook of an analysis."""
    return words(ROOT / "notebooks" / f"{ANALYSES[name]['notebook']}.ipynb", ANALYSES[name])["text 1 of the notebook"]


def accepted(name):
    """What was accepted of an analysis."""
    return stored(ROOT / "figures" / "reference" / name)


@pytest.mark.parametrize("name", ANALYSES)
def test_a_figure_cites_no_equation_but_those_of_its_numbers(name):
    written = " ".join(str(told) for told in accepted(name)["inscriptions"].values())
    constants = (node.value for node in ast.walk(call_of_save(tree(name))) if isinstance(node, ast.Constant))
    described = " ".join(value for value in constants if isinstance(value, str))
    found = {number for cited in CITED.findall(f"{written} {described}") for number in equations(cited)}
    assert found <= set(equations(equation(name))), name


@pytest.mark.parametrize("name", ANALYSES)
def test_every_equation_figure_and_section_that_is_cited_is_in_the_paper(name):
    kept = accepted(name)
    texts = [*map(str, kept["words"].values()), *(f"{one['source']} {one['statement']}" for one in kept["claims"])]
    for text in [*texts, f"Eq. {equation(name)}"]:
        assert {int(one) for cited in CITED.findall(text) for one in re.findall(r"\d+", cited)} <= KNOWN, text
        assert set(re.findall(r"(?:Figs?\.|Figures?) (\d+)", text)) <= set("123456"), text
        assert set(re.findall(r"Section (\d+)", text)) <= set("1234567"), text


@pytest.mark.parametrize("name", ANALYSES)
def test_the_figure_of_a_title_is_the_one_drawn_from_its_equations(name):
    said = set(re.findall(r"Figure (\d)", ANALYSES[name]["title"]))
    if said:
        assert said == {
            FIGURES[number].removeprefix("Fig. ") for number in equations(equation(name)) if number in FIGURES
        }


STATING = re.compile(
    r"\b(half|halves|thirds?|fourths?|fifths?|tenths?|twice|thrice|double|three|four|five|six|seven|eight|nine|ten"
    r"|hundred|times|more|less|larger|smaller|higher|grows?|falls?|rises?|raises?|blue|red)\b|\d+(?:[./]\d+)*|\\frac"
)
NO_NUMBER = re.compile(r"Eqs?\. \(\d+\)|Section \d+|[_^]\{?\w+\}?(?:/2)?")  # references, indices, half a symbol


def finding(name):
    """What an analysis that goes beyond the paper says that it found."""
    told = accepted(name)["words"]
    text = told["text 1 of the notebook"].partition("**Finding.**")[2].partition("\n\n")[0]
    return told.get("the finding in the configuration", text)


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
