"""The entries of the ledger as the page shows them: every number beside the form it belongs to."""

from __future__ import annotations

from ledger.text import label
from paper.print import SECTIONS
from reproduction.report.difference import marked
from reproduction.report.evidence import slope_plot
from reproduction.report.formula import mathml, mathml_pair
from reproduction.report.search import index_text

__all__ = ["accuracy", "ledger_rows"]

OPTIONAL = {  # what an entry of the ledger need not say
    **dict.fromkeys(("latex", "corrected_latex", "statement", "remark", "condition", "domain", "error"), ""),
    **dict.fromkeys(("printed", "corrected", "routes", "library", "impact"), ()),
    **dict.fromkeys(("mutants", "printed_residual", "library_residual", "worst", "slope", "samples", "proof")),
}


def ledger_rows(entries, checks, root, falls, figures) -> list[dict] | None:
    """Return the entries of the ledger, in its order, each with all that is known about it.

    ``checks`` are the codes of the checks, ``falls`` says which equations fall with each, and
    ``figures`` are the analyses of the page, which cite equations.
    """
    if entries is None:
        return None
    rows = [row({**OPTIONAL, **entry}, checks.get(entry["number"]), root) for entry in entries]
    for one in rows:
        one["falls"] = falls.get(one["number"], ())
        one["cited"] = citing(one["number"], figures)
    return rows


def row(entry, check, root) -> dict:
    """Return one entry with its formulas, residuals, code and the text that the search looks in."""
    pairs = zip(entry["printed"], entry["corrected"], strict=False)
    section = SECTIONS.get(entry.get("section"), {"label": "", "title": ""})
    shown = entry | {
        "section": section["label"],
        "section_title": section["title"],
        "label": label(entry),
        "formulas": formulas(entry),
        "residuals": residuals(entry),
        "known": known(entry),
        "effect": effect(entry),
        "code": check and check.code,
        "where": check and f"{check.path.relative_to(root).as_posix()}:{check.line}",
        "differences": [marked(str(old), str(new)) for old, new in pairs],
        "slope_plot": slope_plot(entry["slope"]),
    }
    return shown | {"text": index_text(shown)}


def formulas(entry) -> tuple:
    """Return the printed and the corrected formula, marked where they differ; None if there is none."""
    if entry["corrected_latex"]:
        return mathml_pair(entry["latex"], entry["corrected_latex"])
    return mathml(entry["latex"], block=True) if entry["latex"] else None, None


def residuals(entry) -> list[dict]:
    """Return the residuals, each with the form it belongs to and whether that form stands.

    >>> entry = {"verdict": "misprint", "printed_residual": 0.9, "residual": 1e-15}
    >>> [(one["of"], one["value"], one["stands"]) for one in residuals(entry | {"tolerance": 1e-9})]
    [('as printed', 0.9, False), ('corrected', 1e-15, True)]
    """
    printed, best = entry["printed_residual"], entry["residual"]
    other = {"imprecise": "under the condition", "misprint": "corrected", "wrong": "corrected"}
    found = [("as printed", best if printed is None else printed)]
    if entry["verdict"] in other:
        found.append((other[entry["verdict"]], best))
    return [
        {"of": of, "value": value, "stands": not isinstance(value, str) and value <= entry["tolerance"]}
        for of, value in found
    ]


def known(entry) -> str:
    """Return how a verdict is known: by proof where there is one, else by samples."""
    status = (entry["proof"] or {}).get("status", "undecided")
    return "sampled" if status == "undecided" else status


def effect(entry) -> str:
    """Return what using the printed form changes, at worst; empty where that was not computed.

    >>> effect({"impact": [{"figure": "Fig. 3", "largest_change": 6.0}, {"figure": "Fig. 3"}]})
    'Used as printed, it changes Fig. 3 by up to 600 %.'
    """
    told = [one for one in entry["impact"] if isinstance(one.get("largest_change"), int | float)]
    if not told:
        return ""
    worst = max(told, key=lambda one: one["largest_change"])
    share = 100 * worst["largest_change"]
    size = f"{share:.0f}" if share >= 10 else f"{share:.2g}"
    return f"Used as printed, it changes {worst['figure']} by up to {size} %."


def citing(number, figures) -> list[dict]:
    """Return the analyses that draw an equation, or test a claim about it."""
    if not isinstance(number, int):
        return []
    return [
        {"figure": figure, "how": "drawn" if number in figure["equations"] else "tested"}
        for figure in figures
        if number in figure["equations"] or number in figure["tests"]
    ]


def accuracy(entries) -> list[dict] | None:
    """Return the worst disagreement of each library function with the routes of the ledger."""
    if entries is None:
        return None
    worst = {}
    for entry in entries:
        for function in entry["library"]:
            row = worst.setdefault(function, {"function": function, "equations": [], "residual": 0.0, "tolerance": 0.0})
            row["equations"].append(entry["number"])
            if (entry["library_residual"] or 0.0) >= row["residual"]:
                row["residual"] = entry["library_residual"] or 0.0
                row["tolerance"] = entry["tolerance"]
    return [worst[name] for name in sorted(worst)]
