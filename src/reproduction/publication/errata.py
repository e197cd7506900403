"""One page for the authors on every misprint: print, correction, a program that shows it, effect, status.

A page is made of the ledger's evidence and of `paper.counterexamples`; the program is run when the page is made,
and the page says what it printed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

from jinja2 import Environment

from ledger.counterexample import LIMIT, program
from ledger.text import FALSE, label, short
from paper.counterexamples import CASES
from paper.print import ADDRESS, FIGURES, NAME, TITLE
from reproduction.report.entries import effect
from reproduction.report.formula import mathml, mathml_pair
from reproduction.report.mathfont import font_face
from reproduction.report.text import Words, number
from reproduction.templates import templates

__all__ = ["build", "misprints", "run", "shown"]

OFF = re.compile(r"(printed|corrected) is off by (\S+)")
HOLDS = re.compile(r"(printed|corrected): (True|False)")


def misprints(ledger: dict) -> list[dict]:
    """Return the entries that are misprints, each of which needs a counterexample."""
    found = [entry for entry in ledger["entries"] if entry["verdict"] == "misprint"]
    lacking = [label(entry) for entry in found if entry["number"] not in CASES]
    if lacking:
        raise ValueError(f"no counterexample for {', '.join(lacking)}; valid: an entry in paper/counterexamples.py")
    return found


def file_name(entry: dict) -> str:
    """Return ``eq029``, so that files sort as equations do, or the slug of a claim."""
    return f"eq{entry['number']:03d}" if isinstance(entry["number"], int) else entry["number"]


def run(path: Path) -> str:
    """Return what a program prints, also if its assertion fails; it sees no path of ours."""
    done = subprocess.run([sys.executable, "-I", "-W", "error", path], capture_output=True, text=True)
    if done.returncode and not done.stderr.endswith("\nAssertionError\n"):
        raise ValueError(f"{path} fails: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout


def shown(said: str) -> dict[str, bool]:
    """Return which of the two forms holds, from what a program printed.

    >>> shown("printed is off by 0.5\\ncorrected is off by 1.2e-16\\n")
    {'printed': False, 'corrected': True}
    """
    found = {name: float(value) < LIMIT for name, value in OFF.findall(said)}
    return found | {name: value == "True" for name, value in HOLDS.findall(said)}


def build(ledger: dict, folder: Path) -> None:
    """Write a page and a program for every misprint, an index of them, and the same as data."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = misprints(ledger)
    paths = [folder / f"{file_name(entry)}.py" for entry in entries]
    for entry, path in zip(entries, paths, strict=True):
        path.write_text(program(entry, CASES[entry["number"]]), encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(run, paths))
    told = [page(*one) for one in zip(entries, paths, said, strict=True)]
    made = environment()
    font = font_face(unescape("".join(str(formula) for one in told for formula in one["formulas"])))
    paper = {"title": TITLE, "name": NAME, "address": ADDRESS, "font": font}
    for one in told:
        text = made.get_template("erratum.html").render(one=one, **paper)
        (folder / one["page"]).write_text(text, encoding="utf-8")
    index = made.get_template("errata.html").render(errata=told, **paper)
    (folder / "index.html").write_text(index, encoding="utf-8")
    kept = [{key: value for key, value in one.items() if key not in ("formulas", "entry")} for one in told]
    (folder / "errata.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def page(entry: dict, path: Path, said: str) -> dict:
    """Return what the page of a misprint says, or raise if its program does not show one."""
    found, case = shown(said), CASES[entry["number"]]
    if found != {"printed": False, "corrected": True}:
        raise ValueError(f"the counterexample to {label(entry)} does not show a misprint: it printed {said!r}")
    text = path.read_text(encoding="utf-8")
    return {
        "label": label(entry),
        "status": case.status,
        "statement": entry["statement"],
        "printed": entry["latex"] or entry["printed"][case.form],
        "corrected": entry["corrected_latex"] or entry["corrected"][case.form],
        "formulas": mathml_pair(entry["latex"], entry["corrected_latex"]) if entry["corrected_latex"] else (),
        "how": case.how,
        "program": path.name,
        "lines": len(text.splitlines()),
        "text": text,
        "said": said,
        "page": path.with_suffix(".html").name,
        "off": short(entry["printed_residual"]),
        "within": short(entry["tolerance"]),
        "domain": entry["domain"],
        "samples": entry["samples"],
        "proof": FALSE.get(entry["proof"]["status"], ""),
        "figure": FIGURES.get(entry["number"], ""),
        "effect": effect(entry),
        "remark": entry["remark"],
        "entry": entry,
    }


def environment() -> Environment:
    """Return what renders the pages."""
    made = templates("reproduction.publication")
    made.filters |= {"words": Words().line, "number": number, "mathml": lambda latex: mathml(latex, block=True)}
    return made
