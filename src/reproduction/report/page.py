"""Put the page together: what was collected, rendered by the templates beside this file."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from plotly.offline import get_plotlyjs

from reproduction.report import collect, graph, text
from reproduction.report.entries import accuracy, ledger_rows
from reproduction.report.figures import figures
from reproduction.report.mathfont import font_face
from reproduction.report.provenance import provenance
from reproduction.report.sources import Index

__all__ = ["VERDICTS", "build"]

VERDICTS = {
    "verified": "true as printed",
    "definition": "a definition, found consistent",
    "misprint": "a slip of the pen; the corrected form holds",
    "imprecise": "true only under a condition that is not stated",
    "wrong": "not true as printed, beyond a slip",
    "unverified": "the check did not decide",
}
FLAWED = ("wrong", "misprint", "imprecise")


def build(results, analyses, root) -> str:
    """Return the page about the ``analyses`` whose results lie in ``results``; ``root`` has the sources."""
    tier = collect.Tier(Path(results))
    index = Index(Path(root, "src", "autocoherence"), Path(root, "paper"))
    benchmarks = collect.benchmarks(tier)
    entries = ledger_rows(collect.ledger(tier), index, {row["job"]: row["s"] for row in benchmarks})
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
        quick=tier.quick,
        figures=figures(tier, analyses),
        entries=entries,
        verdict_meaning=VERDICTS,
        verdict_counts=Counter(verdicts.values()),
        errata=sorted((e for e in entries or [] if e["verdict"] in FLAWED), key=lambda e: FLAWED.index(e["verdict"])),
        graph=graph.layout(graph.dependencies(index, entries or []), verdicts),
        tables=collect.accuracy(root),
        accuracy=accuracy(entries),
        benchmarks=benchmarks,
        certificate=certificate,
        made=certificate["made"] if certificate else provenance(root, analyses),
        plotly=get_plotlyjs().replace("</script", "<\\/script"),
        style=asset("style.css"),
        script=asset("page.js"),
    )
    formulas = "".join(re.findall(r"<math\b.*?</math>", html, re.DOTALL))
    return html.replace("<style>", "<style>" + font_face(unescape(formulas)), 1)


def asset(name) -> str:
    """Return a file that goes into the page as it is."""
    return Path(__file__).with_name("templates").joinpath(name).read_text(encoding="utf-8")
