"""Formulas as MathML, and what differs between two of them, marked in the mathematics."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markupsafe import Markup

__all__ = ["mathml", "mathml_pair"]

SPACE = "{http://www.w3.org/1998/Math/MathML}"
ElementTree.register_namespace("", SPACE.strip("{}"))
# of appearance only: what latex2mathml writes for the paper's kind of formulas
ATTRIBUTES = {
    "display", "displaystyle", "stretchy", "fence", "form", "accent", "notation", "mathvariant", "mathcolor",
    "linebreak", "minsize", "maxsize", "width", "height", "depth", "lspace", "rspace", "linethickness",
    "columnalign", "columnspacing", "rowspacing",
}  # fmt: skip
GROUPS = {SPACE + name for name in ("mrow", "mstyle", "math", "mtd", "msqrt")}


def mathml(latex: str, *, block: bool = False) -> Markup:
    """Return a formula as MathML, or its source as text if it cannot be read.

    >>> "<mi>β</mi>" in mathml(r"\\beta")
    True
    >>> str(mathml(r"<script>\\left(")).count("<script>")
    0
    """
    source = read(latex, block)
    return unreadable(latex) if source is None else finished(ElementTree.fromstring(source), latex)


def mathml_pair(printed: str, corrected: str) -> tuple[Markup, Markup]:
    """Return both formulas, with class ``was`` or ``now`` where the first or the second differs.

    >>> old, new = mathml_pair("x + a", r"x + \\beta y")
    >>> old.count("was"), new.count("now")
    (1, 2)
    """
    sources = read(printed, True), read(corrected, True)
    if None in sources:
        return mathml(printed, block=True), mathml(corrected, block=True)
    trees = [ElementTree.fromstring(source) for source in sources]
    old, new = (list(leaves(tree)) for tree in trees)
    keys = [[key for key, _ in side] for side in (old, new)]
    for kind, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        for mark, found in (("was", old[a:b]), ("now", new[c:d])) if kind != "equal" else ():
            for _, leaf in found:
                leaf.set("class", mark)
    return finished(trees[0], printed), finished(trees[1], corrected)


def leaves(tree, role=""):
    """Yield every symbol of a formula with what tells it from others: its text and where it hangs."""
    for place, child in enumerate(tree):
        parent = tree.tag.removeprefix(SPACE)
        inner = role if tree.tag in GROUPS or parent in ("mtable", "mtr") else f"{parent}{place}"
        if len(child):
            yield from leaves(child, inner)
        elif (child.text or "").strip():
            yield (child.text, inner), child


def unreadable(latex) -> Markup:
    """Return the source of a formula as text."""
    return Markup('<code class="unreadable">{}</code>').format(latex)


@cache
def read(latex: str, block: bool) -> str | None:
    """Return a formula as MathML without needless elements, None if it cannot be read."""
    try:
        # It does not escape what stands in \text: let no bracket reach it. It knows `aligned`
        # by another name.
        safe = latex.replace("<", r"\lt ").replace(">", r"\gt ").replace("{aligned}", "{split}")
        tree = ElementTree.fromstring(convert(safe, display="block" if block else "inline"))
    except Exception:  # a dozen kinds of errors, all of which mean that the source cannot be read
        return None
    if not harmless(tree):
        return None
    prune(tree)
    return ElementTree.tostring(tree, encoding="unicode")


def harmless(tree) -> bool:
    r"""Tell whether a formula was read whole and can only stand there: \href and \style could more."""
    return all(
        one.tag.startswith(SPACE + "m")
        and one.tag.removeprefix(SPACE).isalpha()
        and "\\" not in (one.text or "")
        and one.attrib.keys() <= ATTRIBUTES
        for one in tree.iter()
    )


def prune(tree):
    """Take out rows that hold one element, and dissolve rows in rows: a third of all elements."""
    for place, child in enumerate(list(tree)):
        prune(child)
        if child.tag == SPACE + "mrow" and not child.attrib and len(child) == 1:
            tree[place] = child[0]
    flat = [part for child in tree for part in (child if dissolves(tree, child) else [child])]
    tree[:] = flat


def dissolves(tree, child) -> bool:
    """Tell whether a row may be replaced by what is in it: no brackets, which grow with their row."""
    row = child.tag == SPACE + "mrow" and not child.attrib
    return row and tree.tag in GROUPS and not any(part.get("stretchy") for part in child)


def finished(tree, latex) -> Markup:
    """Return the tree as markup, with its source as what is read aloud and copied."""
    for name in tree.iter(SPACE + "mi"):
        if len(name.text or "") > 1:  # tanh and its like want some space around them
            name.set("class", f"word {name.get('class', '')}".strip())
    tree.set("alttext", " ".join(latex.split()))
    tree.set("class", f"w{min(int(width(tree) / 10), 16)}")  # a long one is set smaller in print
    return Markup(ElementTree.tostring(tree, encoding="unicode", short_empty_elements=False))


def width(tree) -> float:
    """Estimate how wide a formula is, in em."""
    tag, inner = tree.tag.removeprefix(SPACE), [width(child) for child in tree]
    if not len(tree):
        return 0.55 * len(tree.text or "") + (0.5 if tag == "mo" else 0.0)
    if tag in ("mfrac", "mtable", "munderover", "munder", "mover"):
        return max(inner)
    if tag in ("msub", "msup", "msubsup"):
        return inner[0] + 0.7 * max(inner[1:])
    return sum(inner)
