"""Every number that the article says, from what a run left behind: the article's text has none of its own."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import yaml

from ledger.text import label, mutants
from paper.print import ADDRESS, FIGURES, NAME, TITLE
from reproduction.publication import PICTURES
from reproduction.report.collect import Tier, claims, read_json
from reproduction.speed import times

__all__ = ["numbers", "spelt"]

ONES = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def spelt(count: int) -> str:
    """Return a count as prose has it: in letters up to twelve.

    >>> spelt(3), spelt(23)
    ('three', '23')
    """
    return ONES[count] if 0 <= count < len(ONES) else str(count)


def short(value: float, digits: int = 2) -> str:
    """Return a number as Typst's mathematics reads it.

    >>> short(0.0123), short(1.3e-12), short(7653), short(3.04, 3)
    ('0.012', '1.3 times 10^(-12)', '7653', '3.04')
    """
    if isinstance(value, int):
        return str(value)
    text = f"{value:.{digits}g}" if abs(value) < 10**digits else f"{float(f'{value:.{digits}g}'):.0f}"
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    return text if 1e-3 <= abs(value) < 1e5 or value == 0 else f"{mantissa} times 10^({int(exponent)})"


def power(value: float) -> str:
    """Return the power of ten that a small number stays below.

    >>> power(3.2e-13), power(1e-9)
    ('10^(-12)', '10^(-8)')
    """
    return f"10^({int(f'{value:e}'.partition('e')[2]) + 1})"


def measured(tier, analysis: str, words: str, times: int = 1, digits: int = 2) -> str:
    """Return what an analysis measured for the one claim whose statement has these words."""
    found = [one for one in claims(tier, analysis) or [] if words in one["statement"]]
    if len(found) != 1:
        raise ValueError(f"the article quotes a claim of {analysis} with the words {words!r}; {len(found)} have them")
    return short(found[0]["measured"] * times, digits)


QUOTED = {  # name in the article: analysis, words of the claim, 100 for per cent, digits
    "threshold": ("figure3", "loses only where"),
    "loses": ("figure3", "does lose somewhere"),
    "wins": ("figure3", "at resonance"),
    "one_percent": ("exact_validity", "errs by 1 % at the coupling"),
    "ten_percent": ("exact_validity", "errs by 10 % before"),
    "order_two": ("exact_validity", "on average by this factor"),
    "cold": ("exact_validity_cold", "in the cold a single spin", -100),
    "beyond_one": ("exact_saturation", "exceeds the possible"),
    "few": ("exact_additivity", "few spins", 1, 3),
    "many": ("exact_additivity", "many spins at the strongest"),
    "second_output": ("exact_outputs", "at the weakest coupling a second output", 100),
    "oscillator": ("oscillator_snr", "10 % off"),
}


MISUSED = {"ratio": 29, "noise": 52, "ordering": 60, "angle": 111}


def numbers(results: Path, root: Path, analyses: list[str]) -> dict:
    """Return all that the article says of a run: counts, tables, quotations."""
    tier = Tier(results)
    entries = read_json(results / "ledger.json")["entries"]
    regressions = [read_json(results / "regression" / f"{name}.json") for name in analyses]
    judged = [one for name in analyses for one in claims(tier, name)]
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return {
        "paper": {"title": TITLE, "name": NAME, "address": ADDRESS},
        "software": {key: cited[key] for key in ("title", "version", "license", "date-released", "keywords")}
        | {"authors": [one["name"] for one in cited["authors"]]},
        "count": {name: spelt(count) for name, count in (counts(entries) | {"analyses": len(analyses)}).items()},
        "claims": {
            "apply": str(sum(one["holds"] is not None for one in judged)),
            "hold": str(sum(bool(one["holds"]) for one in judged)),
        },
        "agreement": power(max(max(one["relative"], 1e-16) for one in regressions)),
        "agreeing": spelt(sum(one["status"] == "same" for one in regressions)),
        "misprints": [row(entry) for entry in entries if entry["verdict"] == "misprint"],
        "impact": {name: impact(entries, number) for name, number in MISUSED.items()},
        "pictures": captions(root),
        "accuracy": accuracy(root),
        "speed": speed(root),
        "measured": {name: measured(tier, *where) for name, where in QUOTED.items()},
    }


def counts(entries: list[dict]) -> dict[str, int]:
    """Return how many entries there are of every kind."""
    equations = [entry for entry in entries if isinstance(entry["number"], int)]
    verdicts = Counter(entry["verdict"] for entry in entries)
    proofs = Counter(entry["proof"]["status"] for entry in equations)
    broken = mutants(entries)
    found = {
        "entries": len(entries),
        "equations": len(equations),
        "claims": len(entries) - len(equations),
        "proved": proofs["proved"],
        "refuted": proofs["refuted, correction proved"] + proofs["refuted"],
        "sampled": len(equations) - sum(proofs[name] for name in ("proved", "refuted, correction proved", "refuted")),
        "killed": broken["killed"],
        "mutants": broken["total"],
        "equivalent": broken["equivalent"],
        "surviving": broken["weak"],
        "misprinted": sum(entry["verdict"] == "misprint" for entry in equations),
        "misstated": sum(entry["verdict"] == "misprint" and entry not in equations for entry in entries),
    }
    return found | {name: verdicts[name] for name in ("verified", "definition", "misprint", "imprecise")}


def row(entry: dict) -> dict[str, str]:
    """Return one line of the table of misprints."""
    return {
        "label": label(entry).removeprefix("Eq. "),
        "off": short(entry["printed_residual"]),
        "figure": FIGURES.get(entry["number"], "").removeprefix("Fig. "),
        "proof": entry["proof"]["status"],
    }


def impact(entries: list[dict], number: int) -> dict[str, str]:
    """Return what a misprinted equation changes at most if it is used, in per cent, and in which reading."""
    (entry,) = (one for one in entries if one["number"] == number)
    worst = max(entry["impact"], key=lambda one: one["largest_change"])
    shares = {key: short(100 * value) for key, value in worst.items() if not isinstance(value, str)}
    return shares | {"reading": worst["reading"], "size": worst["reading"].split()[-1]}


def captions(root: Path) -> dict[str, str]:
    """Return what the pictures show: the captions of their analyses."""
    analyses = yaml.safe_load((root / "config" / "config.yaml").read_text(encoding="utf-8"))["analyses"]
    return {name: " ".join(analyses[name]["caption"].split()) for name in PICTURES}


def table(root: Path, name: str) -> list[dict]:
    """Return the rows of a table of measurements, numbers as numbers."""
    with (root / "benchmarks" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [{key: amount(cell) for key, cell in row.items()} for row in csv.DictReader(lines)]


def amount(cell: str) -> float | str:
    """Return a cell as a number, if it is one."""
    try:
        return float(cell)
    except ValueError:
        return cell


def accuracy(root: Path) -> str:
    """Return the bound on the worst error of the perturbative formulas against the reference tables."""
    rows = table(root, "accuracy")
    return power(max(row["worst_error"] for row in rows if not row["functions"].startswith("exact_")))


def speed(root: Path) -> dict[str, str]:
    """Return the range of how many times longer OQuPy takes, over baths and settings."""
    rows = table(root, "third_parties")
    found = [ratio for row, ratio in zip(rows, times(rows), strict=True) if row["method"].startswith("OQuPy") and ratio]
    return {"least": f"{min(found):.0f}", "most": f"{max(found):.0f}"}


def write(path: Path, results: Path, root: Path, analyses: list[str]) -> None:
    """Write the numbers where the article's template looks for them."""
    text = json.dumps(numbers(results, root, analyses), indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
