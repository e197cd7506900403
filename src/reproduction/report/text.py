"""Formulas and prose as HTML. Text from configuration, notebooks and exceptions never becomes markup of its own."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import mistune
from latex2mathml.converter import convert
from markupsafe import Markup, escape

__all__ = ["data_url", "mathml", "number", "prose", "script_json"]

FORMULA = re.compile(r"\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+?(?:\n[^$\n]+?)?)\$", re.DOTALL)
NAME = re.compile(r"\{http://www.w3.org/1998/Math/MathML\}m[a-z]+")
ElementTree.register_namespace("", "http://www.w3.org/1998/Math/MathML")
# of appearance only: what latex2mathml writes for the paper's kind of formulas
ATTRIBUTES = {"display", "displaystyle", "stretchy", "fence", "form", "accent", "notation", "mathvariant", "mathcolor"}
ATTRIBUTES |= {"linebreak", "minsize", "maxsize", "width", "height", "depth", "lspace", "rspace", "linethickness"}
ATTRIBUTES |= {"columnalign", "columnspacing", "rowspacing"}
PLACE = "\ue000{}\ue001"  # private-use characters: no foreign text keeps them, see `prose`


def mathml(latex: str, *, block: bool = False) -> Markup:
    """Return a formula as MathML, or its source as text if it cannot be read.

    >>> "<mi>β</mi>" in mathml(r"\\beta")
    True
    >>> str(mathml(r"<script>\\left(")).count("<script>")
    0
    """
    try:
        # It does not escape what stands in \text: let no bracket reach it. It knows `aligned` by another name.
        source = latex.replace("<", r"\lt ").replace(">", r"\gt ").replace("{aligned}", "{split}")
        tree = ElementTree.fromstring(convert(source, display="block" if block else "inline"))
    except Exception:  # a dozen kinds of errors, all of which mean that the source cannot be read
        tree = None
    if tree is None or not harmless(tree):
        return Markup('<code class="unreadable">{}</code>').format(latex)
    for name in tree.iter("{http://www.w3.org/1998/Math/MathML}mi"):
        if len(name.text or "") > 1:
            name.set("class", "word")  # tanh and its like want some space around them
    tree.set("alttext", " ".join(latex.split()))
    return Markup(ElementTree.tostring(tree, encoding="unicode", short_empty_elements=False))


def harmless(tree) -> bool:
    """Tell whether a formula was read whole, and can do nothing but stand there: \\href and \\style could."""
    elements = list(tree.iter())
    return all(
        NAME.fullmatch(one.tag) and "\\" not in (one.text or "") and one.attrib.keys() <= ATTRIBUTES for one in elements
    )


class Plain(mistune.HTMLRenderer):
    """Emphasis, code and lists; links and pictures stay the text they are."""

    def link(self, text, url, title=None):
        return f"[{text}]({escape(url)})"

    def image(self, text, url, title=None):
        return f"![{text}]({escape(url)})"

    def heading(self, text, level, **attributes):
        return f"<p><strong>{text}</strong></p>\n"


MARKDOWN = mistune.create_markdown(escape=True, renderer=Plain(escape=True), plugins=["table"])


def prose(markdown: str) -> Markup:
    """Return Markdown with formulas between dollar signs as HTML; tags in it stay text.

    >>> prose("*a* <b> [x](javascript:alert) {{ 7*7 }}").strip()
    Markup('<p><em>a</em> &lt;b&gt; [x](javascript:alert) {{ 7*7 }}</p>')
    """
    formulas = []

    def keep(match):
        formulas.append(mathml(match["block"] or match["inline"], block=match["block"] is not None))
        return PLACE.format(len(formulas) - 1)

    clean = re.sub("[\ue000\ue001]", "", str(markdown))
    html = MARKDOWN(FORMULA.sub(keep, clean))
    return Markup(re.sub("\ue000(\\d+)\ue001", lambda match: formulas[int(match[1])], html))


def script_json(value) -> Markup:
    """Return JSON that may stand inside a script element, whatever text is in it.

    >>> script_json("</script>")
    Markup('"\\\\u003c/script\\\\u003e"')
    """
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def number(value, digits: int = 2) -> str:
    """Return a number as a reader wants it: few digits, and a dash for what was not computed.

    >>> number(1.2345e-13), number(0), number(None), number("diverges")
    ('1.2e-13', '0', '–', 'diverges')
    """
    if value is None:
        return "–"
    return value if isinstance(value, str) else f"{float(value):.{digits}g}"


def data_url(content: bytes, kind: str) -> str:
    """Return ``content`` as an address that holds it."""
    import base64

    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
