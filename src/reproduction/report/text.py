"""Prose and numbers as HTML: text from configuration, notebooks or errors never becomes markup."""

from __future__ import annotations

import base64
import json
import re
import zlib

import mistune
from markupsafe import Markup, escape

from reproduction.report.formula import mathml

__all__ = ["Words", "data_url", "number", "packed_integers", "plain", "script_json"]

FORMULA = re.compile(r"\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+?(?:\n[^$\n]+?)?)\$", re.DOTALL)
PLACE = "\ue000{}\ue001"  # private-use characters: no foreign text keeps them, see `prose`
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Xi": "Ξ", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
    "Omega": "Ω",
}  # fmt: skip
LOW, HIGH = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"), str.maketrans("0123456789xyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ˣʸᶻ")
SIGNS = {"<<": "≪", ">>": "≫", "<=": "≤", ">=": "≥", "->": "→", "!=": "≠"}
SCRIPT = r"(?:\w+|\([^()\s]+\)|\{[^{}]+\}|[+-]\d?)"  # what may stand below or above a symbol
SYMBOL = re.compile(
    r"(?P<cited>(?P<what>Figures?|Figs?\.|Sections?|Secs?\.|Appendix|App\.)\s(?P<which>\d+|[A-D]\b))"
    r"|\((?P<equation>\d{1,3})\)"
    r"|\bsqrt\((?P<root>\w+)\)"
    rf"|(?<![\w.])(?P<greek>{'|'.join(GREEK)})(?P<index>\d|(?=[\W_]|$))"
    r"|(?<![\w.'’])(?P<letter>[A-Za-zα-ωΑ-Ω](?=[_^])|[fgh](?=\d\b)|[b-zB-HJ-Z](?![\w.'’]))"
    rf"|(?<=[\wα-ωΑ-Ω)>])(?P<shift>[_^])(?P<script>{SCRIPT})"
    r"|(?<=[fgh])(?P<digit>\d)\b"
    rf"|(?<!\S)(?P<sign>{'|'.join(map(re.escape, SIGNS))})(?!\S)"
)


class Words:
    """Typesets prose: symbols as symbols, and what is cited as links, as far as its target is there.

    ``equations`` are the numbers that have an entry, ``figures`` leads from the number of a figure
    of the paper to the analysis that reproduces it, ``sections`` are those the ledger has.

    >>> Words().line("omega_2 >> f1^2, s < 2")
    Markup('ω<sub>2</sub> ≫ <i>f</i><sub>1</sub><sup>2</sup>, <i>s</i> &lt; 2')
    >>> Words(equations={29}).line("below Eq. (29), not (30)")
    Markup('below Eq. <a href="#eq-29">(29)</a>, not (30)')
    """

    def __init__(self, equations=(), figures=None, sections=()):
        self.equations, self.figures, self.sections = set(equations), figures or {}, set(sections)
        self.markdown = mistune.create_markdown(escape=True, renderer=Plain(self.line), plugins=["table"])

    def line(self, text) -> Markup:
        """Return a text without markup, typeset."""
        parts, place = [], 0
        for match in SYMBOL.finditer(str(text)):
            parts += [escape(text[place : match.start()]), self.typeset(match)]
            place = match.end()
        return Markup("").join([*parts, escape(text[place:])])

    def typeset(self, match) -> Markup:
        """Return one symbol, script or citation."""
        if match["cited"]:
            target, text = self.target(match["what"], match["which"]), match["cited"]
            return Markup('<a href="#{}">{}</a>').format(target, text) if target else escape(text)
        if match["equation"]:
            known = int(match["equation"]) in self.equations
            form = '<a href="#eq-{}">({})</a>' if known else "({1})"
            return Markup(form).format(match["equation"], match["equation"])
        if match["root"]:
            return Markup("√") + self.line(match["root"])
        if match["sign"]:
            return Markup(SIGNS[match["sign"]])
        if match["greek"]:
            index = Markup("<sub>{}</sub>").format(match["index"]) if match["index"] else ""
            return GREEK[match["greek"]] + index
        if match["letter"]:
            return Markup("<i>{}</i>").format(match["letter"])
        if match["digit"]:
            return Markup("<sub>{}</sub>").format(match["digit"])
        tag, script = "sub" if match["shift"] == "_" else "sup", match["script"]
        inner = self.line(script.strip("{}")) if script[0] == "{" else GREEK.get(script, script)
        return Markup("<{0}>{1}</{0}>").format(tag, inner)

    def target(self, what, which) -> str | None:
        """Return the id of a figure or section of the paper."""
        if what.startswith("Fig"):
            name = self.figures.get(which)
            return name and f"figure-{name}"
        return f"section-{which}" if which in self.sections else None

    def prose(self, markdown) -> Markup:
        """Return Markdown with formulas between dollar signs as HTML; tags in it stay text.

        >>> Words().prose("*a* <b> [it](javascript:alert) {{ 7*7 }}").strip()
        Markup('<p><em>a</em> &lt;b&gt; [it](javascript:alert) {{ 7*7 }}</p>')
        """
        formulas = []

        def keep(match):
            block = match["block"] is not None
            formulas.append(mathml(match["block"] or match["inline"], block=block))
            return PLACE.format(len(formulas) - 1)

        clean = re.sub("[\ue000\ue001]", "", str(markdown))
        html = self.markdown(FORMULA.sub(keep, clean))
        return Markup(re.sub("\ue000(\\d+)\ue001", lambda match: formulas[int(match[1])], html))


class Plain(mistune.HTMLRenderer):
    """Emphasis, code, lists and tables; links and pictures stay the text they are."""

    def __init__(self, line):
        super().__init__(escape=True)
        self.line = line

    def text(self, text):
        return str(self.line(text))

    def link(self, text, url, title=None):
        return f"[{text}]({escape(url)})"

    def image(self, text, url, title=None):
        return f"![{text}]({escape(url)})"

    def heading(self, text, level, **attributes):
        return f"<p><strong>{text}</strong></p>\n"


def plain(text) -> str:
    """Return a text with its symbols as characters: for labels that are no markup.

    >>> plain("frequency, in units of omega_1, f_out^2 lambda, sigma^z over -4 f1")
    'frequency, in units of ω₁, f_out² λ, σᶻ over −4 f₁'
    """
    names = re.sub(rf"\b({'|'.join(GREEK)})(?=\b|_)", lambda match: GREEK[match[1]], str(text))
    low = re.sub(r"(?:_|\b([fgh]))(\d)\b", lambda match: (match[1] or "") + match[2].translate(LOW), names)
    high = re.sub(r"\^(\d|[xyz]\b)", lambda match: match[1].translate(HIGH), low)
    return re.sub(r"(?<![\w^-])-(?=\d)", "−", high)


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


def packed_integers(array) -> str:
    """Return an array of whole numbers as text: four bytes each, the first one lowest, deflated."""
    return base64.b64encode(zlib.compress(array.astype("<i4").tobytes(), 9)).decode()


def data_url(content: bytes, kind: str) -> str:
    """Return ``content`` as an address that holds it."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
