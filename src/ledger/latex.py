r"""Read a closed formula of the print as an expression, to hold our transcriptions to it by machine.

Only what such formulas use: fractions, roots, powers, functions, brackets of all kinds, products without a sign.
"""

from __future__ import annotations

import re

__all__ = ["expression", "sides", "symbols"]

_LAYOUT = re.compile(
    r"\\begin\{aligned\}|\\end\{aligned\}|\\\\|&|\\(?:left|right|[bB]igg?|times|cdots?|dots|q?quad|infty)(?![a-z])|\\[,;!]"
    r"|\\rangle(?:_\{?[A-Z,]+\}?)?|d(?=\s*(?:\\tau|\\xi|\\omega|x\b))"
)
_INDEX = r"(?:_\{(?:[^{}]|\{[^{}]*\})*\}|_\\?\w)?"
_SYMBOL = re.compile(
    r"(?:T_\\tau|\\text\{[^}]*\}|\\(?:boldsymbol|mathbf|mathcal|tilde)\{\\?[A-Za-z]+\}|\\[A-Za-z]+|[A-Za-z])"
    + _INDEX
    + r"(?:\^\{\([a-z]\)\}|\^\\dagger|\^[xyz](?![a-z]))?'?"
    + _INDEX
    + r"|\d+"
)
_FAMILIES = (r"\int", r"\sum", r"\prod", r"\langle", r"\text{Tr}")  # whatever their limits or indices
_FUNCTIONS = ("tanh", "coth", "sinh", "cosh", "sin", "cos", "arccos", "exp", "sqrt", "Gamma")
_TOKEN = re.compile(r"\s*(?:(\d+)|([A-Za-z_][A-Za-z_0-9]*)|(\*\*|[-+*/(),]))")


def sides(latex: str) -> list[str]:
    """Return what stands between the equality, approximation and order signs of a formula."""
    parts, depth, text = [""], 0, re.sub(r"\\begin\{aligned\}|\\end\{aligned\}|\\\\|&", " ", latex)
    for piece in re.split(r"(\\(?:approx|equiv|leq)|=|[{}()\[\]])", text):
        depth += {"{": 1, "[": 1, "(": 1, "}": -1, "]": -1, ")": -1}.get(piece, 0)
        if depth <= 0 and piece in (r"\approx", r"\equiv", r"\leq", "="):
            parts.append("")
        else:
            parts[-1] += piece
    return [part for part in (part.strip(" .,") for part in parts) if part]


def symbols(latex: str) -> list[str]:
    """Return the symbols of a formula, each once; layout, differentials and the limits of sums are none."""
    found = (re.sub(r"\s+", "", symbol) for symbol in _SYMBOL.findall(_LAYOUT.sub(" ", latex)))
    families = (next((f for f in _FAMILIES if symbol.startswith(f)), symbol) for symbol in found)
    return sorted({"T" if symbol == r"T_\tau" else symbol for symbol in families})


def expression(latex: str, names: dict[str, str]) -> str:
    """Return a formula in LaTeX as a Python expression; ``names`` replaces its symbols, in this order."""
    text = re.sub(r"\\begin\{aligned\}|\\end\{aligned\}|\\\\|&|\\,|\\!", " ", latex)
    text = re.sub(r"\\(?:left|right|[bB]ig)\s*(\\?[\[\](){}.|])", lambda m: {".": "", "|": "|"}.get(m[1], m[1]), text)
    text = text.replace(r"\times", "*").replace(r"\{", "(").replace(r"\}", ")").replace("[", "(").replace("]", ")")
    for symbol, name in names.items():
        text = text.replace(symbol, f" {name} ")
    text = re.sub(r"([-+*])\s*\1", r"\1", text)  # a sign repeated at a line break
    text = _fractions(text)
    text = re.sub(r"\\(" + "|".join(_FUNCTIONS) + r")\b", r" \1 ", text)
    return _products(text)


def _group(text: str, start: int) -> tuple[str, int]:
    """Return the content of the braces that open at ``start`` (or one character), and where it ends."""
    while text[start] == " ":
        start += 1
    if text[start] != "{":
        return text[start], start + 1
    depth = 0
    for i in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        if depth == 0:
            return text[start + 1 : i], i + 1
    raise ValueError(f"brace not closed in {text[start:]!r}; valid: balanced braces")


def _fractions(text: str) -> str:
    """Resolve fractions, roots and powers from the inside out."""
    if match := re.search(r"\\frac|\\sqrt|\^", text):
        before, end = text[: match.start()], match.end()
        first, end = _group(text, end)
        if match[0] == r"\frac":
            second, end = _group(text, end)
            return before + f" (({_fractions(first)}) / ({_fractions(second)})) " + _fractions(text[end:])
        if match[0] == r"\sqrt":
            return before + f" sqrt ({_fractions(first)}) " + _fractions(text[end:])
        return before + f" ** ({_fractions(first)}) " + _fractions(text[end:])
    return text.replace("{", "(").replace("}", ")")


def _products(text: str) -> str:
    """Put in the signs of multiplication, and the powers of functions where Python wants them."""
    tokens, position = [], 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"cannot read {text[position:]!r}; valid: symbols with a name")
        tokens.append(match[1] or match[2] or match[3])
        position = match.end()
    out, power, depths = [], None, []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if out and _ends(out[-1]) and (token == "(" or _starts(token)):
            out.append("*")
        out.append(token)
        if token in _FUNCTIONS and tokens[i + 1] == "**":  # tanh ** (2) (x): the power comes after the argument
            power, i = tokens[i + 3], i + 4
        if token == "(":
            depths.append(power)
            power = None
        elif token == ")" and (held := depths.pop()) is not None:
            out += ["**", held]
        i += 1
    return " ".join(out)


def _ends(token: str) -> bool:
    return token == ")" or (token[0].isalnum() and token not in _FUNCTIONS)


def _starts(token: str) -> bool:
    return token[0].isalnum() or token[0] == "_"
