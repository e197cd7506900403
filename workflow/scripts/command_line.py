"""What `make` can be told: its targets, as the Makefile's own comments say them, and its variables. Any bare Python."""

import difflib
import os
import re
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).resolve().parents[2]
TARGET = re.compile(r"^(\w[\w-]*|%):[^#\n]*## (.*)$", re.M)
VARIABLE = re.compile(r"^(\w+) *[?:]?=|\b([A-Z]{2,})=", re.M)


def makefile():
    """Return the text of the Makefile."""
    path = ROOT / "Makefile"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def targets():
    """Return what each target does, {target: text}."""
    return dict(TARGET.findall(makefile()))


def known_variables():
    """Return the variables of the Makefile: those it sets, and those its comments speak of."""
    return sorted({name for pair in VARIABLE.findall(makefile()) for name in pair if name})


def parameters():
    """Return what else was set on make's command line, {name: text}; make hands it on, blanks escaped."""
    given = (" " + os.environ.get("MAKEFLAGS", "")).partition(" -- ")[2]
    words = [re.sub(r"\\(.)", r"\1", word) for word in re.findall(r"(?:[^\\\s]|\\.)+", given)]
    pairs = [word.replace("$$$$", "$").partition("=") for word in words]  # doubled by whoever types, and by make
    return {name.rstrip(":+?"): value for name, _, value in pairs if name.rstrip(":+?") not in known_variables()}


def nearest(word, valid):
    """Say which of the valid words was probably meant, or what they are."""
    near = difflib.get_close_matches(str(word)[:200], valid, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"valid: {', '.join(valid[:30]) or 'none'}"


def superfluous(goals):
    """Return what is wrong with a variable that none of the ``goals`` takes, or None; analyses look for themselves."""
    unknown = next(iter(parameters()), None)
    if unknown is None or set(goals) - targets().keys():
        return None
    if unknown.isupper():
        return f"make knows no {unknown}; {nearest(unknown, known_variables())}"
    goal = goals[0] if goals else "all"
    return f"{goal} takes no {unknown}; parameters are an analysis's: make figure3 {unknown}={parameters()[unknown]}"


def misplaced():
    """Return what is wrong with the place of this checkout, or None."""
    if set("{}") & set(str(ROOT)):
        return (
            f"the checkout's path {ROOT} has a brace, which Snakemake takes for a wildcard; valid: a path without {{ }}"
        )
    return None


def analyses():
    """Return the names of the analyses, or how they can be had where no YAML can be read yet."""
    try:
        import yaml
    except ImportError:
        return "named here once `make` has set up the environment"
    return " ".join(yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))["analyses"])


def help_text():
    """Return all that `make` can do, on one screen."""
    usage = {"all": "make", "%": "make ANALYSIS"}
    rows = {usage.get(name, f"make {name}"): text for name, text in targets().items()}
    width = max(map(len, rows))
    lines = [f"{usage:<{width}}  {text}" for usage, text in rows.items()]
    return "\n".join(lines + wrap(f"ANALYSIS: {analyses()}", 80, subsequent_indent=" " * 10))


if __name__ == "__main__":
    print(help_text())
