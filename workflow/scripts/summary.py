"""Where everything is after a run, and how much of it is as expected."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["of_analysis", "of_tier"]


def rows(places):
    """Return the lines that say what is where."""
    return [f"  {name:<10}{text}" for name, text in places.items() if text]


def agreement(paths):
    """Say how far the run is from the accepted one; nothing for the quick tier, which is not compared."""
    verdicts = {path.stem: json.loads(path.read_text("utf-8")) for path in paths if path.exists()}
    same = {name: verdict["relative"] for name, verdict in verdicts.items() if verdict["status"] == "same"}
    others = [name for name in verdicts if name not in same]
    parts = [f"{len(same)} analyses agree with figures/reference to {max(same.values()):.0e}"] if same else []
    return "; ".join(parts + ([f"not compared: {', '.join(others)}"] if others else []))


def judged(paths):
    """Say how many of the claims hold, of those that apply to the parameters."""
    entries = [entry for path in paths if path.exists() for entry in json.loads(path.read_text("utf-8"))]
    verdicts = [entry for entry in entries if entry["holds"] is not None]
    good = sum(entry["holds"] is True for entry in verdicts)
    if not verdicts:
        return "(none)"
    return f"(all {good} hold)" if good == len(verdicts) else f"({good} of {len(verdicts)} hold)"


def of_tier(results, figures, analyses):
    """Return the lines for a whole tier; results of analyses that are no longer configured do not count."""
    results = Path(results)
    if figures is None:
        return rows({"numbers": f"{results}/*.nc", "hashes": f"{results}/manifest.json"})
    claims, compared = ([results / part / f"{name}.json" for name in analyses] for part in ("claims", "regression"))
    tables = (results / "csv").exists()
    page = results / "report" / "index.html"
    return rows(
        {
            "accepted": agreement(compared),
            "figures": f"{figures}/*.pdf and *.png",
            "numbers": f"{results}/data/*.nc, {results}/csv/*/*.csv" if tables else f"{results}/data/*.nc",
            "claims": f"{results}/claims/*.json  {judged(claims)}",
            "notebooks": f"{results}/notebooks/*.ipynb",
            "report": page if page.exists() else None,
            "hashes": f"{results}/manifest.json",
        }
    )


def of_analysis(name, folder):
    """Return the lines for one analysis, made in ``folder``."""
    claims = folder / "results" / "claims" / f"{name}.json"
    return rows(
        {
            "figure": f"{folder / 'figures' / name}.pdf and .png",
            "numbers": folder / "results" / "data" / f"{name}.nc",
            "claims": f"{claims}  {judged([claims])}",
            "notebook": folder / "results" / "notebooks" / f"{name}.ipynb",
        }
    )
