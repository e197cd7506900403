"""Nothing foreign becomes markup, and every construct of the paper's formulas is read."""

import re
from xml.etree import ElementTree

import pytest
from report.checkout import HOSTILE

from reproduction.report.difference import marked
from reproduction.report.formula import mathml, mathml_pair
from reproduction.report.text import Words, plain, script_json

prose = Words().prose

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
        assert all(re.fullmatch(r"w\d+|word|unreadable", one) for one in element.get("class", "").split())
        assert name != "mi" or len(element.text or "") < 9
        assert name != "mo" or element.text != "x"


def test_prose_keeps_hostile_text_as_text():
    html = prose(f"# {HOSTILE}\n\n*soft* {HOSTILE}\n\n<div onclick=hit=1>\n\n`{HOSTILE}`")
    tree = ElementTree.fromstring(f"<div>{html}</div>")
    assert {element.tag for element in tree.iter()} == {"div", "p", "strong", "em", "code", "i"}
    assert not any(element.attrib for element in tree.iter())
    assert "".join(tree.itertext()).count("{{ 7*7 }}") == 3


@pytest.mark.parametrize("kind", ["[t](javascript:hit=1)", "![t](http://a.b/c.png)", "<http://a.b>", "[t]: http://a.b"])
def test_prose_has_no_links(kind):
    assert "href" not in prose(kind) and "src" not in prose(kind)


PAIRS = [
    (r"\tanh\frac{\beta\omega_1\omega_2}{2}", r"\tanh\frac{\beta\omega_2}{2}", ["ω", "1"], []),
    (r"x \coth\frac{b w}{2}", r"x \coth\frac{b x}{2}", ["w"], ["x"]),
    (r"a_b", r"a^b", ["b"], ["b"]),  # the same symbols in another place
    (r"\sigma_k \lambda_k", r"\sum_k \lambda_k", ["σ"], ["∑"]),
]


@pytest.mark.parametrize(("printed", "corrected", "was", "now"), PAIRS)
def test_what_differs_is_marked_in_the_mathematics(printed, corrected, was, now):
    for tree, mark, wanted in zip(mathml_pair(printed, corrected), ("was", "now"), (was, now), strict=True):
        leaves = [one for one in ElementTree.fromstring(tree).iter() if mark in one.get("class", "").split()]
        marked_ones = {one.text for one in leaves}
        assert marked_ones >= set(wanted) and len(leaves) <= len(wanted) + 1
    same = mathml_pair(printed, printed)
    assert 'class="was"' not in same[0] and same[0] == same[1]


LINES = {
    "omega_2 >> 4 f1 f2 Omega": "ω2 ≫ 4 f1 f2 Ω",
    "f1^2 Omega <= 1, not f_out^2": "f12 Ω ≤ 1, not fout2",
    "the omegas and betas of a beta-test": "the omegas and betas of a β-test",
    "1e-3 < x, i.e. s = 0.5 and output's": "1e-3 < x, i.e. s = 0.5 and output's",
    "exp(-beta omega/2)": "exp(-β ω/2)",
    "e^{-beta H} and U^+ b U": "e-β H and U+ b U",
}


@pytest.mark.parametrize(("written", "read"), LINES.items())
def test_symbols_are_typeset_and_words_are_not(written, read):
    tree = ElementTree.fromstring(f"<p>{Words().line(written)}</p>")
    assert "".join(tree.itertext()) == read
    assert {element.tag for element in tree.iter()} <= {"p", "i", "sub", "sup"}


def test_only_what_is_there_is_linked():
    words = Words(equations={29, 65}, figures={"3": "figure3"}, sections={"6", "B"})
    line = words.line("Eqs. (29) and (30), Fig. 3 and Fig. 4, Section 6, App. B, Sec. 7, (65)-(66), (a)")
    found = [element.get("href") for element in ElementTree.fromstring(f"<p>{line}</p>").iter("a")]
    assert found == ["#eq-29", "#figure-figure3", "#section-6", "#section-B", "#eq-65"]


def test_labels_are_characters():
    assert plain("f_out^2 lambda of <x^2>, omega_c") == "f_out² λ of <x²>, ω_c"


def test_prose_sets_formulas():
    html = prose("with $a_1^2$ and\n\n$$\\frac{b}{c}$$\n\nand \ue0000\ue001 not")
    assert html.count("<math") == 2 and 'display="block"' in html and "\ue000" not in html


def test_json_cannot_leave_its_script():
    assert not set(script_json([HOSTILE, "\u2028&"])) & set("<>&\u2028")


def test_difference_is_escaped():
    old, new = marked("<b> + 1", "<b> + 2")
    assert (old, new) == ("&lt;b&gt; + <del>1</del>", "&lt;b&gt; + <ins>2</ins>")
