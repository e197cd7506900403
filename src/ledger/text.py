"""The evidence as text: tables for the notebooks, the errata, and the counts of `make status`."""

from __future__ import annotations

from collections import Counter

from ledger.verdicts import FLAWED, VERDICTS

__all__ = ["errata", "evidence", "mutants", "status", "table"]

SETTLED = ("proved", "refuted, correction proved", "refuted")
FALSE = {  # what a proof says of a print that does not stand
    "refuted, correction proved": "false identically as printed, and the form that holds is proved",
    "refuted": "false identically as printed",
    "proved": "the form that holds is proved",
}
UNSETTLED = (*FLAWED, "unverified")


def label(entry: dict) -> str:
    """Return ``Eq. (29)``, or the slug of a claim."""
    return f"Eq. ({entry['number']})" if isinstance(entry["number"], int) else str(entry["number"])


def short(value) -> str:
    """Return a residual with two digits."""
    return "" if value is None else value if isinstance(value, str) else f"{value:.1e}"


def table(entries: list[dict]) -> str:
    """Return one row for each entry, in Markdown."""
    names = ["entry", "kind", "verdict", "proof", "residual", "printed", "tolerance", "library", "routes"]
    rows = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    for entry in entries:
        numbers = (entry[name] for name in ("residual", "printed_residual", "tolerance", "library_residual"))
        cells = [
            label(entry),
            entry["kind"],
            f"**{entry['verdict']}**",
            entry["proof"]["status"],
            *map(short, numbers),
            "; ".join(entry["routes"]),
        ]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def evidence(entries: list[dict]) -> str:
    """Return formula, statement, domain, condition and slope of every entry, in Markdown."""
    parts = []
    for entry in entries:
        lines = [f"### {label(entry)}: {entry['verdict']}", entry["statement"]]
        lines += [f"$$\n{entry['latex']}\n$$"] if entry["latex"] else []
        lines += [f"corrected\n\n$$\n{entry['corrected_latex']}\n$$"] if entry["corrected_latex"] else []
        lines += [f"Domain: {entry['domain']} ({entry['samples']} samples)."]
        lines += [f"Holds if {entry['condition']}."] if entry["condition"] else []
        if law := entry["slope"]:
            lines += [f"Error of the expansion: exponent {law['measured']:.2f}, expected {law['power']:g}."]
        lines += [proof(entry), entry["remark"]]
        parts.append("\n\n".join(filter(None, lines)))
    return "\n\n".join(parts)


def proof(entry: dict) -> str:
    """Return what is proved of an entry, or why nothing is."""
    found = entry["proof"]
    parts = [found["status"].capitalize(), found["method"], found["domain"], found["reason"]]
    return ": ".join(filter(None, [parts[0], "; ".join(filter(None, parts[1:]))])) + "."


def proofs(entries: list[dict]) -> str:
    """Return how many equations are proved, refuted, and sampled only."""
    equations = [entry for entry in entries if isinstance(entry["number"], int)]
    count = Counter(entry["proof"]["status"] for entry in equations)
    told = [f"{count[status]} {status}" for status in SETTLED if count[status]]
    told += [f"{count['undecided']} sampled only"]
    return f"proofs: of {len(equations)} equations {', '.join(told)}"


def mutants(entries: list[dict]) -> dict[str, int]:
    """Return how many broken forms of all entries there are, are rejected, say the same otherwise, or survive."""
    scores = [entry["mutants"] for entry in entries if entry["mutants"]]
    survivors, weak = sum(len(score.get("survivors", ())) for score in scores), len(surviving(entries))
    sums = {name: sum(score[name] for score in scores) for name in ("total", "killed")}
    return sums | {"equivalent": survivors - weak, "weak": weak}


def surviving(entries: list[dict]) -> list[tuple[dict, dict]]:
    """Return each mutant that is another function and was not rejected, with its entry."""
    return [
        (entry, one)
        for entry in entries
        for one in (entry["mutants"] or {}).get("survivors", ())
        if not one["reason"].startswith("equivalent")
    ]


def status(entries: list[dict], steps: list[dict] = ()) -> str:
    """Return the counts of entries, proofs, mutants and steps, and every entry that does not stand as printed."""
    count = Counter(entry["verdict"] for entry in entries)
    equations = sum(isinstance(entry["number"], int) for entry in entries)
    lines = [f"{len(entries)} entries: {equations} equations, {len(entries) - equations} claims and captions"]
    lines += [f"  {count[verdict]:4d} {verdict}" for verdict in VERDICTS if count[verdict]]
    lines += [proofs(entries)]
    lines += ["mutants: {killed} of {total} killed, {equivalent} equivalent, {weak} survive".format(**mutants(entries))]
    if steps:
        tried = [step for step in steps if step["residual"] is not None]
        kept = sum(step["checked"] for step in tried)
        lines += [f"derivation: {len(steps)} steps, {kept} of {len(tried)} that can be evaluated hold"]
    flawed = [entry for entry in entries if entry["verdict"] in UNSETTLED]
    for entry in sorted(flawed, key=lambda entry: UNSETTLED.index(entry["verdict"])):
        why = entry["condition"] and f"needs: {entry['condition']}"
        lines.append(f"{entry['verdict']:<11}{label(entry):<24}{why or 'off by ' + short(entry['printed_residual'])}")
    lines += [f"{'survives':<11}{label(entry):<24}{one['mutant']}" for entry, one in surviving(entries)]
    return "\n".join(lines)


def errata(entries: list[dict], name: str, figures: dict[int, str]) -> str:
    """Return the list of what is not right as printed, in Markdown; no digit depends on the machine.

    ``name`` is the paper's, ``figures`` says which one is drawn from an equation.
    """
    lines = [
        f"# Errata of {name}",
        "",
        "Written by the ledger from its own evidence; do not edit. Numbers are largest relative deviations from the",
        "independent routes over the sampled domain. `make status` counts, `results/ledger.json` has all of it.",
        "",
    ]
    for verdict in UNSETTLED:
        chosen = [entry for entry in entries if entry["verdict"] == verdict]
        if chosen:
            lines += [f"## {verdict.capitalize()}: {len(chosen)}", "", VERDICTS[verdict], ""]
            for entry in chosen:
                lines += [*erratum(entry, figures), ""]
    leading = [label(entry) for entry in entries if equals_at_leading_order(entry)]
    lines += [f"## Equals signs that hold in leading order only: {len(leading)}", "", ", ".join(leading) + ".", ""]
    cosmetic = [entry for entry in entries if entry["remark"].startswith("Cosmetic")]
    lines += [f"## Cosmetic: {len(cosmetic)}", "", "Right, but not as it should be written.", ""]
    lines += [f"- {label(entry)}: {entry['remark'].removeprefix('Cosmetic: ')}" for entry in cosmetic]
    return "\n".join(lines) + "\n"


def equals_at_leading_order(entry: dict) -> bool:
    """Tell whether an equation is printed with an equals sign where something of higher order is left out."""
    truncated = entry["kind"] in ("leading order", "limit")
    told = (r"\approx", r"\dots", "O(")  # the print says that something is left out
    return truncated and entry["latex"] != "" and not any(sign in entry["latex"] for sign in told)


def erratum(entry: dict, figures: dict[int, str]) -> list[str]:
    """Return the lines on one entry."""
    lines = [f"### {label(entry)}", ""]
    lines += [entry["statement"], ""] if entry["statement"] else []
    for name, latex in (("Printed", entry["latex"]), ("Corrected", entry["corrected_latex"])):
        lines += [f"{name}:", "", "$$", latex, "$$", ""] if latex else []
    if not entry["latex"] and entry["corrected"]:
        lines += [f"- tested as `{'; '.join(entry['printed'])}`, corrected `{'; '.join(entry['corrected'])}`"]
    lines += [f"- needs: {entry['condition']}"] if entry["condition"] else []
    lines += (
        [f"- {FALSE[entry['proof']['status']]}: {entry['proof']['method']}"]
        if entry["proof"]["status"] in FALSE
        else []
    )
    kept = "under the condition" if entry["condition"] else "corrected"
    lines += [
        f"- off by {short(entry['printed_residual'])} as printed, by less than {entry['tolerance']:.0e} {kept}"
        f" ({entry['samples']} samples: {entry['domain']})"
    ]
    if entry["worst"]:
        lines += ["- at the worst sample: " + ", ".join(f"{k} = {v:.2g}" for k, v in entry["worst"].items())]
    if entry["slip_symbols"]:
        lines += [f"- symbols of the transcription that differ: {entry['slip_symbols']}; a slip can explain it"]
    if isinstance(entry["number"], int):
        lines += [f"- {figures.get(entry['number'], 'no figure')} is drawn from it"]
    for one in entry["impact"]:
        numbers = ", ".join(f"{k.replace('_', ' ')} {v:.2g}" for k, v in one.items() if isinstance(v, float))
        lines += [f"- {one['figure']} ({one['reading']}): {numbers}"]
    lines += [f"- {entry['remark']}"] if entry["remark"] and not entry["remark"].startswith("Cosmetic") else []
    return lines
