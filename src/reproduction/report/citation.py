"""How to cite the paper and its reproduction, as BibTeX made from CITATION.cff."""

from __future__ import annotations

from pathlib import Path

__all__ = ["bibtex"]


def bibtex(root, commit=None) -> dict[str, str]:
    """Return {what: BibTeX} of what CITATION.cff names; empty without that file."""
    import yaml

    path = Path(root, "CITATION.cff")
    if not path.is_file():
        return {}
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    paper = told["references"][0]
    number = paper["identifiers"][0]["value"].removeprefix("arXiv:")
    year = paper["year"]
    version = {"note": f"commit {commit[:12]}"} if commit else {}
    return {
        "The paper": item(
            "article",
            f"arXiv{number}",
            author=people(paper["authors"]),
            title=f"{{{paper['title']}}}",
            year=year,
            eprint=number,
            archiveprefix="arXiv",
            url=paper["url"],
        ),
        "This reproduction": item(
            "software",
            told["title"],
            author=people(told["authors"]),
            title=f"{{{told['title']}: {told['abstract'].rstrip('.')}}}",
            **version,
        ),
    }


def people(authors) -> str:
    """Return names as BibTeX wants them."""
    return " and ".join(
        f"{one['family-names']}, {one['given-names']}" if "family-names" in one else f"{{{one['name']}}}"
        for one in authors
    )


def item(kind, key, **fields) -> str:
    """Return one entry."""
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])
