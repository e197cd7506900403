"""Put the page together: what was collected, rendered by the templates beside this file."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from plotly.offline import get_plotlyjs

from reproduction.report import collect, graph, text
from reproduction.report.difference import marked
from reproduction.report.evidence import slope_plot
from reproduction.report.mathfont import font_face
from reproduction.report.provenance import provenance
from reproduction.report.sections import SECTIONS, section_of
from reproduction.report.sources import Index
from reproduction.report.twins import twin

__all__ = ["VERDICTS", "build"]

VERDICTS = {
    "verified": "true as printed",
    "definition": "a definition, found consistent",
    "misprint": "a slip of the pen; the corrected form holds",
    "imprecise": "true only under a condition that is not stated",
    "wrong": "not true as printed, beyond a slip",
    "unverified": "the check did not decide",
}
OPTIONAL = {  # what an entry of the ledger need not say
    **dict.fromkeys(("latex", "corrected_latex", "statement", "remark", "condition", "domain", "error"), ""),
    **dict.fromkeys(("printed", "corrected", "routes", "library", "impact"), ()),
    **dict.fromkeys(("mutants", "seconds", "printed_residual", "library_residual", "worst", "slope", "samples")),
}
FLAWED = ("wrong", "misprint", "imprecise")


def build(root, tier_name="full") -> str:
    """Return the page for one tier of the checkout ``root``."""
    tier = collect.Tier.named(root, tier_name)
    index = Index(Path(root, "src"))
    entries = ledger_rows(collect.ledger(tier), index)
    verdicts = {entry["number"]: entry["verdict"] for entry in entries or []}
    environment = Environment(
        loader=PackageLoader("reproduction.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"mathml": text.mathml, "prose": text.prose, "number": text.number, "json": text.script_json}
    certificate = collect.read_json(tier.results / "certificate.json")
    html = environment.get_template("index.html").render(
        tier=tier_name,
        figures=figures(tier),
        entries=entries,
        verdict_meaning=VERDICTS,
        verdict_counts=Counter(verdicts.values()),
        sections=SECTIONS,
        errata=sorted((e for e in entries or [] if e["verdict"] in FLAWED), key=lambda e: FLAWED.index(e["verdict"])),
        graph=graph.layout(graph.dependencies(index, entries or []), verdicts),
        tables=collect.accuracy(root),
        accuracy=accuracy(entries),
        benchmarks=collect.benchmarks(tier),
        certificate=certificate,
        made=certificate["made"] if certificate else provenance(root),
        plotly=get_plotlyjs().replace("</script", "<\\/script"),
        style=asset("style.css"),
        script=asset("page.js"),
    )
    formulas = "".join(re.findall(r"<math\b.*?</math>", html, re.DOTALL))
    return html.replace("<style>", "<style>" + font_face(unescape(formulas)), 1)


def asset(name) -> str:
    """Return a file that goes into the page as it is."""
    return Path(__file__).with_name("templates").joinpath(name).read_text(encoding="utf-8")


def figures(tier) -> list[dict]:
    """Return what the page says about each figure, the studies of one notebook following each other."""
    analyses = collect.analyses(tier.root)
    shown = []
    for name, analysis in analyses.items():
        picture = tier.figures / f"{name}.png"
        introduction, differs = collect.remarks(tier.root, analysis["notebook"])
        base = analysis.get("like")
        shown.append(
            {
                "name": name,
                "title": analysis["title"],
                "caption": analysis.get("caption", ""),
                "notebook": analysis["notebook"],
                "parameters": analysis["parameters"],
                "like": base,
                "beyond": bool(analysis.get("beyond")),
                "picture": text.data_url(picture.read_bytes(), "image/png") if picture.is_file() else None,
                "claims": collect.claims(tier, name),
                "introduction": introduction,
                "differs": differs,
                "twin": None if base else twin(studies(tier, analyses, name)),
            }
        )
    return shown


def studies(tier, analyses, name) -> dict:
    """Return an analysis and those like it, as far as they were run."""
    found = {}
    for other, analysis in analyses.items():
        data = collect.dataset(tier, other) if name in (other, analysis.get("like")) else None
        if data is not None:
            scale = analysis.get("scale", "linear")
            found[other] = {"data": data, "parameters": analysis["parameters"], "scale": scale}
    return found if name in found else {}


def ledger_rows(entries, index) -> list[dict] | None:
    """Return the entries in the order of the paper, each with its section, the code of its check and its slope plot."""
    if entries is None:
        return None
    rows = []
    for entry in entries:
        pairs = zip(entry.get("printed", ()), entry.get("corrected", ()), strict=False)
        check = index.entries.get(entry["number"])
        rows.append(
            {
                "section": section_of(entry["number"]) or str(entry.get("section", "")),
                **OPTIONAL,
                **entry,
                "code": index.code(check) if check else None,
                "where": f"{check.path.relative_to(index.source.parent)}:{check.lines[0]}" if check else None,
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
