"""What the analyses say and draw: read off notebooks, configuration and accepted results; nothing is run."""

import ast
import re

import yaml
from config_check import checked_analyses
from notebook_source import code_cells, words
from toy import ROOT

from reproduction.regression import stored

CONFIG = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
ANALYSES = checked_analyses(CONFIG, [ROOT / "notebooks"])
REFERENCE = ROOT / "figures" / "reference"


def notebook(name):
    """The notebook of an analysis."""
    return ROOT / "notebooks" / f"{ANALYSES[name]['notebook']}.ipynb"


def said(name):
    """What notebook and configuration say of an analysis, {place: text}."""
    return words(notebook(name), ANALYSES[name])


def introduction(name):
    """The first text of its notebook: a heading, and what it claims or finds."""
    return said(name)["text 1 of the notebook"]


def tree(name):
    """The syntax of all code of its notebook."""
    return ast.parse("\n".join(source for _, source in code_cells(notebook(name))))


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
    return of_save(name, "equation").value


def of_save(name, keyword):
    """What a notebook says of its numbers when it saves them."""
    (value,) = (word.value for word in call_of_save(tree(name)).keywords if word.arg == keyword)
    return value


def texts_of_save(name):
    """All texts in that call: units, descriptions, title."""
    constants = (node.value for node in ast.walk(call_of_save(tree(name))) if isinstance(node, ast.Constant))
    return " ".join(value for value in constants if isinstance(value, str))


def accepted(name):
    """What was accepted of an analysis."""
    return stored(REFERENCE / name)


def panels(name, part):
    """What stands in one place of every panel of the accepted figure, by its number."""
    places = (
        (re.fullmatch(rf"panel (\d+), {part}", place), told) for place, told in accepted(name)["inscriptions"].items()
    )
    return {int(found[1]): told for found, told in places if found}
