"""The entries of the ledger, with the code of each check and what makes its evidence readable."""

from __future__ import annotations

from paper.print import SECTIONS
from reproduction.report.difference import marked
from reproduction.report.evidence import slope_plot

__all__ = ["accuracy", "ledger_rows"]

OPTIONAL = {  # what an entry of the ledger need not say
    **dict.fromkeys(("latex", "corrected_latex", "statement", "remark", "condition", "domain", "error"), ""),
    **dict.fromkeys(("printed", "corrected", "routes", "library", "impact"), ()),
    **dict.fromkeys(("mutants", "seconds", "printed_residual", "library_residual", "worst", "slope", "samples")),
}


def ledger_rows(entries, index, times) -> list[dict] | None:
    """Return the entries in the order of the paper, each with its section, the code of its check and its slope plot.

    ``times`` says how long each job took, in seconds.
    """
    if entries is None:
        return None
    rows = []
    for entry in entries:
        pairs = zip(entry.get("printed", ()), entry.get("corrected", ()), strict=False)
        check = index.entries.get(entry["number"])
        rows.append(
            {
                **OPTIONAL,
                **entry,
                "section": SECTIONS.get(entry.get("section"), {}).get("label", ""),
                "section_time": times.get(f"ledger_{entry.get('section')}"),
                "code": index.code(check) if check else None,
                "where": f"{check.module.replace('.', '/')}.py:{check.lines[0]}" if check else None,
                "differences": [marked(str(old), str(new)) for old, new in pairs],
                "slope_plot": slope_plot(entry.get("slope")),
                "order": (
                    not isinstance(entry["number"], int),
                    entry["number"] if isinstance(entry["number"], int) else 0,
                ),
            }
        )
    return sorted(rows, key=lambda row: row["order"])


def accuracy(entries) -> list[dict] | None:
    """Return the worst disagreement of each library function with the independent routes of the ledger."""
    if entries is None:
        return None
    worst = {}
    for entry in entries:
        for function in entry["library"]:
            row = worst.setdefault(function, {"function": function, "equations": [], "residual": 0.0, "tolerance": 0.0})
            row["equations"].append(entry["number"])
            if (entry["library_residual"] or 0.0) >= row["residual"]:
                row |= {"residual": entry["library_residual"] or 0.0, "tolerance": entry["tolerance"]}
    return [worst[name] for name in sorted(worst)]
