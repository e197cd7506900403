"""The article in PDF and HTML, and what ReScience C wants to know of it. Typst runs in an environment of its own."""

from __future__ import annotations

import html
import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import yaml

from reproduction.report.mathfont import font_face

__all__ = ["abstract", "build", "moment", "python"]

FORMATS = ("html", "pdf")


def python(root: Path) -> Path:
    """Return the interpreter that publishes, or raise if its environment is not there."""
    venv = os.environ.get("AUTOCOHERENCE_VENV") or ".venv"
    found = root / f"{venv}-publication" / "bin" / "python"
    if not found.exists():
        raise ValueError(f"{found} is not there: `make {venv}-publication` makes it")
    return found


def moment(root: Path) -> int:
    """Return the time that is written into what is published: SOURCE_DATE_EPOCH, or the day of the release."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given:
        if not re.fullmatch(r"\d{1,11}", given, re.ASCII):
            raise ValueError(f"SOURCE_DATE_EPOCH = {given!r}; valid: seconds since 1970, as in 1764115200")
        return int(given)
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return int(datetime.fromisoformat(cited["date-released"]).replace(tzinfo=UTC).timestamp())


def build(root: Path, folder: Path, numbers: Path) -> None:
    """Write article.html, article.pdf and metadata.yaml into ``folder``."""
    given = {"numbers": place(numbers, root), "figures": "/figures/", "style": "/article/style.css"}
    for kind in FORMATS:
        output = folder / f"article.{kind}"
        words = [root / "article" / "article.typ", output, moment(root)]
        pairs = [f"{name}={value}" for name, value in (given | {"target": kind}).items()]
        command = [python(root), "-I", Path(__file__).with_name("typeset.py"), *words, *pairs]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=root)
        if done.returncode:
            raise ValueError(f"the article cannot be typeset:\n{done.stderr.strip()}")
    page = folder / "article.html"
    page.write_text(with_font(page.read_text(encoding="utf-8")), encoding="utf-8")
    text = (root / "article" / "metadata.yaml").read_text(encoding="utf-8")
    said = abstract(page.read_text(encoding="utf-8"))
    filled, count = re.subn(r'^abstract: "".*$', lambda _: f'abstract: "{said}"', text, flags=re.M)
    if count != 1:
        raise ValueError('article/metadata.yaml has no line abstract: "" to be filled')
    (folder / "metadata.yaml").write_text(filled, encoding="utf-8")


def with_font(page: str) -> str:
    """Return the typeset page with the font of its formulas, so that they look alike in every browser."""
    formulas = "".join(re.findall(r"<math\b.*?</math>", page, re.DOTALL))
    return page.replace("</style>", "</style><style>" + font_face(html.unescape(formulas)) + "</style>", 1)


def place(path: Path, root: Path) -> str:
    """Return a path as Typst has it, whose root is the checkout."""
    return "/" + path.resolve().relative_to(root.resolve()).as_posix()


def abstract(page: str) -> str:
    r"""Return the abstract of the typeset article as plain text, without what YAML would read as markup.

    >>> abstract('<p><strong>Abstract.</strong> We replicate <em>it</em>\n &amp; more.</p>')
    'We replicate it & more.'
    """
    found = re.search(r"<strong>Abstract\.</strong>(.*?)</(?:p|div)>", page, re.DOTALL)
    if not found:
        raise ValueError("the typeset article has no abstract")
    text = html.unescape(re.sub(r"<[^>]+>", "", found[1]))
    return " ".join(text.split()).replace("\\", "").replace('"', "'")
