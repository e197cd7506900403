"""What a ledger entry states, and how its printed form is evaluated. No verdict is stored here: see `ledger.judge`."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import numpy as np

KINDS = ("definition", "identity", "leading order", "limit", "bound", "claim", "caption")


@dataclass(frozen=True)
class Slope:
    """The error of the form ``expression`` against ``exact(sample)`` must vanish as ``scale**power``.

    ``scale`` multiplies the sample values called ``names``. ``at`` moves a sample to where nothing but them is small.
    """

    power: float
    names: tuple[str, ...]
    expression: str
    exact: Callable
    scales: tuple[float, ...] = (1.0, 0.5, 0.25)
    tolerance: float = 0.1
    at: Callable = lambda sample: sample


FIELD, POINT = "field", "generic point"


@dataclass(frozen=True)
class Proof:
    """How an entry is settled in exact numbers (`ledger.prove`). What is not given is the entry's own.

    ``sample`` and ``routes`` are exact counterparts: what is truncated or iterated for floats must be
    closed here. ``numbers`` is `POINT` for what is too long for polynomials. An inequality or a claim
    "for any" has an argument instead: ``steps(source, value)`` yields (words, whether it holds), and
    ``value(form, names)`` evaluates a form.
    """

    numbers: str = FIELD
    sample: Callable | None = None
    routes: dict[str, Callable] | None = None
    steps: Callable | None = None
    method: str = ""
    domain: str = ""


@dataclass(frozen=True)
class Entry:
    """One numbered equation (or claim, or caption).

    ``printed`` transcribes the print, one expression for each equality; a comparison is a statement in itself.
    Each of ``routes`` maps a sample to the values those expressions must have or, for comparisons, to the quantities
    they compare. ``corrected`` is what the print should have said, ``latex`` the same as replacements in the print;
    ``inside`` is the unstated condition it needs. Each of ``library`` returns (place, value of the library's function).
    ``proof`` says how the entry is settled exactly, or in words why it stays numerical.
    """

    number: int | str
    kind: str
    printed: tuple[str, ...]
    sample: Callable
    routes: dict[str, Callable]
    domain: str
    corrected: tuple[str, ...] | None = None
    condition: str = ""
    inside: Callable | None = None
    library: dict[str, Callable] = field(default_factory=dict)
    slope: Slope | None = None
    impact: Callable | None = None
    tolerance: float = 1e-9
    samples: int = 4
    statement: str = ""
    remark: str = ""
    latex: tuple[tuple[str, str], ...] = ()
    proof: Proof | str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"kind = {self.kind!r} of entry {self.number}; valid: {KINDS}")
        if (self.inside is None) != (not self.condition):
            raise ValueError(
                f"entry {self.number}: a condition needs its name and its predicate; valid: both or neither"
            )
        if not isinstance(self.number, int) and not self.statement:
            raise ValueError(f"entry {self.number}: statement is empty; valid: the claim in words")

    def names_and_targets(self, sample, answer) -> tuple[dict, list]:
        """Return the names the printed forms may use, and the values they must have (None for comparisons)."""
        if isinstance(answer, dict):
            return {**vars(sample), **answer}, [None] * len(self.printed)
        return vars(sample), list(answer)


class Expression:
    """A transcribed formula: evaluated in the ``notation`` of its paper, and open to mutation as a syntax tree."""

    def __init__(self, source: str | ast.Expression, notation: Mapping[str, object]):
        self.notation = notation
        self.tree = ast.parse(source.strip(), mode="eval") if isinstance(source, str) else source
        body = self.tree.body
        self.comparison = isinstance(body, ast.Compare)
        operands = [body.left, *body.comparators] if self.comparison else [body]
        self.operators = body.ops if self.comparison else []
        self.equality = self.comparison and all(isinstance(operator, ast.Eq) for operator in self.operators)
        self.codes = [compile(ast.Expression(node), "<printed>", "eval") for node in operands]

    def values(self, names: dict) -> list:
        scope = {**self.notation, **names}
        with np.errstate(all="ignore"):
            return [eval(code, scope) for code in self.codes]  # our own transcriptions, never foreign text

    def deviation(self, names: dict, target) -> float:
        """Return the relative distance from ``target``, or how far a comparison is violated."""
        return self.measured(names, target)[1]

    def measured(self, names: dict, target) -> tuple[list, float]:
        """Return the values and their deviation."""
        try:
            values = self.values(names)
        except ArithmeticError:  # it has no value there
            return [], float("inf")
        return values, self._distance(values, target)

    def _distance(self, values: list, target) -> float:
        if self.comparison:
            pairs = zip(self.operators, values, values[1:], strict=False)
            return max(_violation(type(operator), a, b) for operator, a, b in pairs)
        return relative(values[0], target)


def relative(value, target) -> float:
    """Return the largest difference over the largest entry of ``target`` (absolute where that is zero)."""
    value, target = np.asarray(value), np.asarray(target)
    size = np.max(np.abs(target), initial=0.0)
    difference = np.max(np.abs(value - target), initial=0.0) / (size if size > 0 else 1.0)
    return float(difference) if np.isfinite(difference) else float("inf")


def _violation(operator: type, a, b) -> float:
    a, b = np.asarray(a, complex), np.asarray(b, complex)
    if not (np.all(np.isfinite(a)) and np.all(np.isfinite(b))):
        return float("inf")
    if operator is not ast.Eq:  # complex numbers have no order
        if np.any(a.imag) or np.any(b.imag):
            return float("inf")
        a, b = a.real, b.real
    size = np.maximum(np.maximum(np.abs(a), np.abs(b)), np.finfo(float).tiny)
    excess = {ast.Lt: a - b, ast.LtE: a - b, ast.Gt: b - a, ast.GtE: b - a, ast.Eq: np.abs(a - b)}[operator] / size
    worst = float(np.max(excess))
    strict = operator in (ast.Lt, ast.Gt)
    return 1.0 + worst if strict and worst >= 0 else max(0.0, worst)


def slip(printed: tuple[str, ...], corrected: tuple[str, ...]) -> int:
    """Return in how many symbols the corrected form differs from the print: few of them can be a slip of the pen."""
    count = 0
    for old, new in zip(printed, corrected, strict=True):
        blocks = SequenceMatcher(None, _tokens(old), _tokens(new), autojunk=False).get_opcodes()
        count += sum(max(b - a, d - c) for tag, a, b, c, d in blocks if tag != "equal")
    return count


def _tokens(text: str) -> list[str]:
    stream = tokenize.generate_tokens(io.StringIO(" ".join(text.split())).readline)
    return [token.string for token in stream if token.string.strip()]
