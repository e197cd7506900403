"""Equations, figures and sections that the analyses cite are those that their numbers come from, and in the paper."""

import ast
import inspect
import re

import pytest
from said import ANALYSES, accepted, call_of_save, equation, introduction, names, said, texts_of_save, tree

import autocoherence
from autocoherence.exact.oscillator import exact_oscillator
from paper.print import FIGURES, SECTIONS
from reproduction.report.sources import equations

FUNCTIONS = {name: one for name, one in vars(autocoherence).items() if inspect.isfunction(one)}
FUNCTIONS["exact_oscillator"] = exact_oscillator
CITED = re.compile(r"Eqs?\. (\(\d+\)(?:(?:-| to |, | and )\(\d+\))*)")
KNOWN = {number for section in SECTIONS.values() for number in section["equations"]}


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


@pytest.mark.parametrize("name", ANALYSES)
def test_a_figure_cites_no_equation_but_those_of_its_numbers(name):
    written = " ".join(str(told) for told in accepted(name)["inscriptions"].values())
    found = {number for cited in CITED.findall(f"{written} {texts_of_save(name)}") for number in equations(cited)}
    assert found <= set(equations(equation(name))), name


@pytest.mark.parametrize("name", ANALYSES)
def test_every_equation_figure_and_section_that_is_cited_is_in_the_paper(name):
    claims = (f"{one['source']} {one['statement']}" for one in accepted(name)["claims"])
    texts = [*map(str, said(name).values()), *claims]
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
