"""Read what a run left behind. What is not there is None or empty: the page says so, and nothing stands in for it."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Tier", "accuracy", "benchmarks", "claims", "dataset", "ledger", "parameters", "read_json", "remarks"]


@dataclass(frozen=True)
class Tier:
    """Where the outputs of one tier lie."""

    results: Path

    @property
    def quick(self) -> bool:
        return self.results.name == "quick"

    @property
    def figures(self) -> Path:
        return self.results / "figures" if self.quick else self.results.parent / "figures"


def read_json(path):
    """Return the content of a JSON file, or None if there is no such file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def parameters(tier, analysis) -> dict:
    """Return the parameters of an analysis in this tier."""
    return analysis.get("parameters", {}) | (analysis.get("quick", {}) if tier.quick else {})


def claims(tier, name) -> list | None:
    """Return the judged claims of an analysis; None if it was not run."""
    return read_json(tier.results / "claims" / f"{name}.json")


def ledger(tier) -> dict | None:
    """Return the ledger: its ``entries``, and the ``derivation`` where there is one; None if it was not run."""
    return read_json(tier.results / "ledger.json")


def dataset(tier, name):
    """Return the numbers of an analysis; None if it was not run."""
    path = tier.results / "data" / f"{name}.nc"
    if not path.is_file():
        return None
    import xarray as xr  # only here: whoever wants no numbers does not wait half a second for it

    with xr.open_dataset(path, engine="scipy") as data:
        return data.load()


def remarks(tier, name) -> tuple[str, str]:
    """Return the first and the last text of an executed notebook: what it claims, and what differs from the paper."""
    content = read_json(tier.results / "notebooks" / f"{name}.ipynb") or {}
    cells = [cell for cell in content.get("cells", ()) if cell["cell_type"] == "markdown"]
    texts = ["".join(cell["source"]) for cell in cells]
    first = texts[0].partition("\n")[2].strip() if texts else ""  # its title is the figure's
    return first, next((text for text in reversed(texts[1:]) if "differs" in text.partition("\n")[0]), "")


def accuracy(root) -> str | None:
    """Return docs/accuracy.md without its title: what the library was measured to do against the reference tables."""
    path = Path(root, "docs", "accuracy.md")
    return path.read_text(encoding="utf-8").partition("\n")[2].strip() if path.is_file() else None


def benchmarks(tier, analyses) -> list[dict]:
    """Return time and memory of every job, the longest first; those of analyses that are gone are left behind."""
    rows, gone = [], {path.stem for path in (tier.results / "data").glob("*.nc")} - set(analyses)
    for path in sorted((tier.results / "benchmarks").rglob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                job = path.relative_to(tier.results / "benchmarks").with_suffix("").as_posix()
                if job in gone:
                    continue
                rows.append({"job": job, **{name: amount(row[name]) for name in ("s", "cpu_time", "max_rss")}})
    return sorted(rows, key=lambda row: -(row["s"] or 0))


def amount(text) -> float | None:
    """Return a measured number; Snakemake writes NA or - for a job too short to be measured."""
    try:
        return float(text)
    except ValueError:
        return None
