"""What the page says about each analysis."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from reproduction.report import collect, text
from reproduction.report.describe import described
from reproduction.report.sources import equations

__all__ = ["figures", "of_the_paper"]

OF_PAPER = re.compile(r"Figures? (\d+(?:(?:, | and )\d+)*):")
FINDING = re.compile(r"\*\*Finding\.\*\*\s*(.+?)(?:\n\s*\n|$)", re.DOTALL)


def figures(tier, analyses, twins=None) -> list[dict]:
    """Return title, picture, claims, remarks and twin of each analysis, as far as it was run."""
    shown = [figure(tier, analyses, name) for name in analyses]
    for one in shown:
        twin = (twins or {}).get(one["name"], {})
        one["problems"]["twin"] = twin.get("problem", "")
        one["twin"] = twin if "kind" in twin else None
    return shown


def of_the_paper(analyses) -> dict[str, str]:
    """Return {number of a figure of the paper: the analysis that reproduces it}, in their order.

    >>> of_the_paper({"a": {"title": "Figure 3: ratio"}, "b": {"title": "Figure 3: its like", "like": "a"}})
    {'3': 'a'}
    >>> of_the_paper({"model": {"title": "Figures 1, 4 and 6: the model"}, "c": {"title": "Figures 2 and 3 anew"}})
    {'1': 'model', '4': 'model', '6': 'model'}
    """
    found = {}
    for name, analysis in analyses.items():
        match = OF_PAPER.match(analysis["title"])
        for number in re.findall(r"\d+", match[1]) if match and not analysis.get("like") else ():
            found.setdefault(number, name)
    return dict(sorted(found.items(), key=lambda pair: int(pair[0])))


def figure(tier, analyses, name) -> dict:
    """Return one of them; what cannot be read is told among its ``problems``."""
    analysis = analyses[name]
    shown = {
        "name": name,
        "title": analysis["title"],
        "caption": analysis.get("caption", ""),
        "parameters": collect.parameters(tier, analysis),
        "like": analysis.get("like"),
        "beyond": bool(analysis.get("beyond")),
        "links": list(links(tier, name, analysis["notebook"])),
        **dict.fromkeys(("picture", "claims")),
        **dict.fromkeys(("introduction", "differs", "finding", "alt"), ""),
        **dict.fromkeys(("equations", "tests"), ()),
        "problems": dict.fromkeys(("picture", "results"), ""),
    }
    for what, part in (("picture", pictured), ("results", computed)):
        try:
            shown |= part(tier, analyses, name)
        except Exception as error:  # whatever a damaged file raises: it must not cost the page
            shown["problems"][what] = f"{type(error).__name__}: {error}"
    return shown | {"finding": analysis.get("finding") or shown["finding"]}


def computed(tier, analyses, name) -> dict:
    """Return what the run of an analysis left behind."""
    data, claims = collect.dataset(tier, name), collect.claims(tier, name)
    introduction, differs = collect.remarks(tier, name)
    finding = FINDING.search(introduction)
    found = {
        "claims": claims,
        "introduction": introduction,
        "differs": differs,
        "finding": finding[1] if finding else "",
        "tests": equations(" ".join(claim["source"] for claim in claims or ())),
    }
    if data is not None:
        found |= {"equations": equations(data.attrs.get("equation", "")), "alt": described(data)}
    return found


def pictured(tier, analyses, name) -> dict:
    """Return the picture of an analysis, if it was drawn: an address that holds it, and its size, so
    that nothing moves when it comes.

    It has 256 colours of its own: as many as a colour map has, and less than half the bytes. To move them to
    the means of what they stand for takes five times as long, for half a level of 255.
    """
    from PIL import Image

    path = tier.figures / f"{name}.png"
    if not path.is_file():
        return {}
    with Image.open(path) as image:
        opaque = Image.new("RGBA", image.size, "white")
        opaque.alpha_composite(image.convert("RGBA"))
    few = opaque.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    content = io.BytesIO()
    few.convert("RGB").save(content, "webp", lossless=True, quality=30, method=2)
    address = text.data_url(content.getvalue(), "image/webp")
    return {"picture": {"address": address, "width": few.width, "height": few.height}}


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
