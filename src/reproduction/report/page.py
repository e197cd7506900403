"""Put the page together: what was collected, rendered by the templates beside this file."""

from __future__ import annotations

import os
import re
from collections import Counter
from html import unescape
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from ledger import stability
from ledger.premises import falls
from ledger.text import mutants
from ledger.verdicts import FLAWED, VERDICTS
from paper.print import ADDRESS, NAME, SECTIONS, TITLE
from reproduction.report import collect, graph, text
from reproduction.report.citation import bibtex
from reproduction.report.entries import accuracy, ledger_rows
from reproduction.report.figures import figures, of_the_paper
from reproduction.report.mathfont import font_face
from reproduction.report.provenance import provenance
from reproduction.report.sources import checks
from reproduction.templates import templates

__all__ = ["build"]

SCRIPTS = ("vendor/d3-array.min.js", "vendor/d3-contour.min.js", "vendor/uPlot.iife.min.js")
SCRIPTS += ("templates/page.js", "templates/twins.js")


def build(results, analyses, root) -> str:
    """Return the page about the ``analyses`` whose results lie in ``results``; ``root`` has the
    sources."""
    tier = collect.Tier(Path(results))
    ledger = collect.ledger(tier)
    certificate = collect.read_json(tier.results / "certificate.json")
    made = certificate["made"] if certificate else provenance(root, analyses)
    shown = figures(tier, analyses, collect.read_json(tier.results / "twins.json"))
    steps, fallen = derived(ledger)
    entries = ledger_rows(
        ledger and ledger["entries"],
        checks(Path(root, "paper")),
        Path(root),
        fallen,
        shown,
    )
    rows = entries or []
    verdicts = {entry["number"]: entry["verdict"] for entry in rows}
    flawed = [entry for entry in rows if entry["verdict"] in FLAWED]
    html = (
        environment(rows, analyses)
        .get_template("index.html")
        .render(
            title=TITLE,
            name=NAME,
            paper=ADDRESS,
            numbered=sum(len(one["equations"]) for one in SECTIONS.values()),
            quick=tier.quick,
            figures=shown,
            of_the_paper=of_the_paper(analyses),
            entries=entries,
            flawed=FLAWED,
            errata=sorted(flawed, key=lambda entry: FLAWED.index(entry["verdict"])),
            survey=survey(rows),
            stable=stability.summary(stability.read(Path(root, "docs", "stability.csv")), rows),
            verdict_meaning=VERDICTS,
            verdict_counts=Counter(verdicts.values()),
            sections={one["label"]: one["title"] for one in SECTIONS.values()} | {"": "other entries"},
            graph=steps if isinstance(steps, str) else graph.layout(steps, verdicts),
            tables=collect.accuracy(root),
            accuracy=accuracy(entries),
            benchmarks=collect.benchmarks(tier, analyses),
            grade=collect.read_json(tier.results / "grade.json"),
            certificate=certificate,
            made=made,
            up=os.path.relpath(root, tier.results / "report"),
            bibtex=bibtex(root, made.get("commit")),
            scripts=[(Path(name).name, asset(name)) for name in SCRIPTS],
            style=asset("vendor/uPlot.min.css") + asset("templates/style.css"),
        )
    )
    formulas = "".join(re.findall(r"<math\b.*?</math>", html, re.DOTALL))
    return html.replace("<style>", "<style>" + font_face(unescape(formulas)), 1)


def environment(entries, analyses) -> Environment:
    """Return what renders the templates, with filters that know which links lead somewhere."""
    numbers = {entry["number"] for entry in entries}
    sections = {entry["section"] for entry in entries}
    words = text.Words(numbers, of_the_paper(analyses), sections)
    made = templates("reproduction.report")
    made.filters |= {
        "words": words.line,
        "title": text.Words().line,  # a heading leads nowhere
        "prose": words.prose,
        "inline": lambda markdown: Markup(re.sub(r"</?p>", " ", words.prose(markdown))),
        "number": text.number,
        "plain": text.plain,
        "json": text.script_json,
    }
    return made


def derived(ledger) -> tuple:
    """Return the steps of the derivation, or what is wrong with them, and what falls with what."""
    steps = (ledger or {}).get("derivation")
    try:
        return steps, falls(steps or [])
    except (ValueError, KeyError) as error:
        return f"{type(error).__name__}: {error}", {}


def survey(entries) -> dict:
    """Return how the verdicts are known, counted."""
    return {
        "proved": sum(entry["known"] != "sampled" for entry in entries),
        "mutants": mutants(entries),
        "unverified": [(entry["number"], entry) for entry in entries if entry["verdict"] == "unverified"],
    }


def asset(name) -> str:
    """Return a file that goes into the page as it is."""
    content = Path(__file__).with_name(name.partition("/")[0]).joinpath(name.partition("/")[2])
    return content.read_text(encoding="utf-8").replace("</script", "<\\/script")
