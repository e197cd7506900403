"""Every number that the article says, from what a run left behind: the article's text has none of its own."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import yaml

from ledger.text import label
from paper.print import ADDRESS, FIGURES, NAME, TITLE
from reproduction.report.collect import Tier, claims, read_json

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
PICTURES = ("figure3", "exact_saturation")


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
        "count": counts(entries) | {"analyses": spelt(len(analyses))},
        "claims": {
            "apply": str(sum(one["holds"] is not None for one in judged)),
            "hold": str(sum(bool(one["holds"]) for one in judged)),
        },
        "agreement": power(max(max(one["relative"], 1e-16) for one in regressions)),
        "agreeing": spelt(sum(one["status"] == "same" for one in regressions)),
        "misprints": [row(entry) for entry in entries if entry["verdict"] == "misprint"],
        "impact": {name: impact(entries, number) for name, number in MISUSED.items()},
        "pictures": {name: describe(name, root) for name in PICTURES},
        "accuracy": accuracy(root),
        "speed": speed(root),
        "measured": {name: measured(tier, *where) for name, where in QUOTED.items()},
    }


def counts(entries: list[dict]) -> dict[str, str]:
    """Return how many entries there are of every kind."""
    equations = [entry for entry in entries if isinstance(entry["number"], int)]
    verdicts = Counter(entry["verdict"] for entry in entries)
    proofs = Counter(entry["proof"]["status"] for entry in equations)
    mutants = [entry["mutants"] for entry in entries if entry["mutants"]]
    survivors = [one for each in mutants for one in each["survivors"]]
    alike = sum(one["reason"].startswith("equivalent") for one in survivors)
    found = {
        "entries": len(entries),
        "equations": len(equations),
        "claims": len(entries) - len(equations),
        "proved": proofs["proved"],
        "refuted": proofs["refuted, correction proved"] + proofs["refuted"],
        "sampled": len(equations) - sum(proofs[name] for name in ("proved", "refuted, correction proved", "refuted")),
        "killed": sum(one["killed"] for one in mutants),
        "mutants": sum(one["total"] for one in mutants),
        "equivalent": alike,
        "surviving": len(survivors) - alike,
        "misprinted": sum(entry["verdict"] == "misprint" for entry in equations),
        "misstated": sum(entry["verdict"] == "misprint" and entry not in equations for entry in entries),
    }
    found |= {name: verdicts[name] for name in ("verified", "definition", "misprint", "imprecise")}
    return {name: spelt(value) for name, value in found.items()}


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


def describe(name: str, root: Path) -> str:
    """Return what a picture shows: the caption of its analysis."""
    config = yaml.safe_load((root / "config" / "config.yaml").read_text(encoding="utf-8"))
    return " ".join(config["analyses"][name]["caption"].split())


def accuracy(root: Path) -> str:
    """Return the bound on the worst error that the page on accuracy lists for the perturbative formulas."""
    text = (root / "docs" / "accuracy.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| (`.*?) \| .* \| (\d[\de.-]*) \| ", text, re.M)
    return power(max(float(value) for name, value in found if "exact" not in name))


def speed(root: Path) -> dict[str, str]:
    """Return the range of how many times longer OQuPy takes, over baths and settings."""
    text = (root / "docs" / "exact.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| .* \| OQuPy GibbsTempo \| .* \| .* \| .* \| ([\d,]+) \|$", text, re.M)
    times = sorted(int(value.replace(",", "")) for value in found)
    return {"least": str(times[0]), "most": str(times[-1])}


def write(path: Path, results: Path, root: Path, analyses: list[str]) -> None:
    """Write the numbers where the article's template looks for them."""
    text = json.dumps(numbers(results, root, analyses), indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
