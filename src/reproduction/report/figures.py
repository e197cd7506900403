"""What the page says about each figure."""

from __future__ import annotations

import os
from pathlib import Path

from reproduction.report import collect, text
from reproduction.report.twins import twin

__all__ = ["figures"]


def figures(tier, analyses) -> list[dict]:
    """Return title, picture, claims, remarks and twin of each of the ``analyses``, as far as they were run."""
    return [figure(tier, analyses, name) for name in analyses]


def figure(tier, analyses, name) -> dict:
    """Return one of them; what cannot be read is told as its ``problem``."""
    analysis = analyses[name]
    shown = {
        "name": name,
        "title": analysis["title"],
        "caption": analysis.get("caption", ""),
        "parameters": parameters(tier, analysis),
        "like": analysis.get("like"),
        "beyond": bool(analysis.get("beyond")),
        "links": list(links(tier, name, analysis["notebook"])),
        **dict.fromkeys(("picture", "claims", "twin")),
        **dict.fromkeys(("introduction", "differs", "problem"), ""),
    }
    picture = tier.figures / f"{name}.png"
    if picture.is_file():
        shown["picture"] = text.data_url(picture.read_bytes(), "image/png")
    try:
        shown["claims"] = collect.claims(tier, name)
        shown["introduction"], shown["differs"] = collect.remarks(tier, name)
        shown["twin"] = None if shown["like"] else twin(studies(tier, analyses, name))
    except Exception as error:  # whatever a damaged file makes its reader raise: one figure must not cost the page
        shown["problem"] = f"{type(error).__name__}: {error}"
    return shown


def links(tier, name, notebook):
    """Yield (label, address from the page) of the files of an analysis that are there."""
    files = {
        "PDF": tier.figures / f"{name}.pdf",
        "data (NetCDF)": tier.results / "data" / f"{name}.nc",
        "claims (JSON)": tier.results / "claims" / f"{name}.json",
        "executed notebook": tier.results / "notebooks" / f"{name}.ipynb",
        "notebook": Path("notebooks", f"{notebook}.ipynb"),  # of this project; a module's lie elsewhere
    }
    for label, path in files.items():
        if path.is_file():
            yield label, Path(os.path.relpath(path, tier.results / "report")).as_posix()


def parameters(tier, analysis) -> dict:
    """Return the parameters of an analysis in this tier."""
    return analysis.get("parameters", {}) | (analysis.get("quick", {}) if tier.quick else {})


def studies(tier, analyses, name) -> dict:
    """Return an analysis and those like it, as far as they were run."""
    found = {}
    for other, analysis in analyses.items():
        data = collect.dataset(tier, other) if name in (other, analysis.get("like")) else None
        if data is not None:
            found[other] = {
                "data": data,
                "parameters": parameters(tier, analysis),
                "scale": analysis.get("scale", "linear"),
            }
    return found if name in found else {}
