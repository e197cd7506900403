"""Nothing foreign becomes markup, and every construct of the paper's formulas is read."""

from xml.etree import ElementTree

import pytest
from report.checkout import HOSTILE

from reproduction.report.difference import marked
from reproduction.report.text import mathml, prose, script_json

CONSTRUCTS = [
    r"\begin{aligned} a &= b + \\ &+ c \end{aligned}",
    r"\left\{ \frac{\xi}{2} \right\}^2 \left. x \right|_{T=0}",
    r"\binom{M}{m} \sqrt{w} \int_0^\infty d\xi \frac{\mathcal{I}(\xi)}{\xi}",
    r"\text{Tr}_S [\rho_S] \quad \boldsymbol{\sigma} \cdot \mathbf{n} \times \tilde{H}_{SB}(\tau)",
    r"|\uparrow\rangle b_k^\dagger \hat{x} \langle \star \rangle \equiv \dots \propto \ll \tau'",
]
ATTACKS = [
    r"\text{<script>hit=1</script>}",
    r'\text{<mi onclick="hit=1">x</mi>}',
    r"\text{<mo>x</mo>}",
    r"\href{javascript:hit=1}{x}",
    r"\style{background:url(http://a.b)}{x}",
    r"\class{badge}{x}",
    r"\unknowncommand{x}",
    r"\left( x",
    "<img src=x onerror=hit=1>",
    "a & b",
]


@pytest.mark.parametrize("latex", CONSTRUCTS)
def test_formula_is_read_whole(latex):
    tree = ElementTree.fromstring(mathml(latex, block=True))
    words = " ".join(element.text or "" for element in tree.iter())
    assert tree.tag.endswith("math") and tree.get("display") == "block"
    assert not set(words) & set("\\&{}") - set("{}" if r"\{" in latex else "")


def test_lines_of_a_formula_are_rows():
    tree = ElementTree.fromstring(mathml(CONSTRUCTS[0]))
    assert len([one for one in tree.iter() if one.tag.endswith("mtr")]) == 2


@pytest.mark.parametrize("latex", ATTACKS)
def test_formula_can_do_nothing_but_stand_there(latex):
    tree = ElementTree.fromstring(mathml(latex))  # it is well-formed, so that what follows sees all of it
    for element in tree.iter():
        name = element.tag.rpartition("}")[2]
        assert name == "code" or (name.startswith("m") and not element.attrib.keys() & {"href", "style", "onclick"})
        assert name != "mi" or len(element.text or "") < 9
        assert name != "mo" or element.text != "x"


def test_prose_keeps_hostile_text_as_text():
    html = prose(f"# {HOSTILE}\n\n*soft* {HOSTILE}\n\n<div onclick=hit=1>\n\n`{HOSTILE}`")
    tree = ElementTree.fromstring(f"<div>{html}</div>")
    assert {element.tag for element in tree.iter()} == {"div", "p", "strong", "em", "code"}
    assert not any(element.attrib for element in tree.iter())
    assert "".join(tree.itertext()).count("{{ 7*7 }}") == 3


@pytest.mark.parametrize("kind", ["[t](javascript:hit=1)", "![t](http://a.b/c.png)", "<http://a.b>", "[t]: http://a.b"])
def test_prose_has_no_links(kind):
    assert "href" not in prose(kind) and "src" not in prose(kind)


def test_prose_sets_formulas():
    html = prose("with $a_1^2$ and\n\n$$\\frac{b}{c}$$\n\nand \ue0000\ue001 not")
    assert html.count("<math") == 2 and 'display="block"' in html and "\ue000" not in html


def test_json_cannot_leave_its_script():
    assert not set(script_json([HOSTILE, "\u2028&"])) & set("<>&\u2028")


def test_difference_is_escaped():
    old, new = marked("<b> + 1", "<b> + 2")
    assert (old, new) == ("&lt;b&gt; + <del>1</del>", "&lt;b&gt; + <ins>2</ins>")
