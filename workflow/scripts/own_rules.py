"""Rules of one's own: which files hold them, and what they make, so that whatever lists results lists that as well."""

from __future__ import annotations

import re
from pathlib import Path

from snakemake.io import is_flagged, local

__all__ = ["own_outputs", "rule_files"]

OURS = (
    "common",
    "configuration",
    "analysis",
    "ledger",
    "regression",
    "report",
    "manifest",
    "sweep",
    "tables",
    "publication",
)
INCLUDE = re.compile(r"^\s*include:\s*[\"'](.*)[\"']", re.MULTILINE)
ABOUT = ("report", "manifest")  # what these make is made of all results
PASSING = ("temp", "pipe", "service", "directory")  # outputs that do not stay, or that have no hash


def rule_files(folder):
    """Return the files in ``folder`` that hold rules, are not ours and that nothing includes by name."""
    found = sorted(folder.glob("*.smk"))
    texts = [path.read_text(encoding="utf-8") for path in (folder.parents[1] / "Snakefile", *found)]
    named = {Path(name).name for text in texts for name in INCLUDE.findall(text)}
    return [str(path) for path in found if path.stem not in OURS and path.name not in named]


def own_outputs(workflow, folder):
    """Return what the rules outside our files in ``folder`` make: two lists, results, and what is made of all results.

    The second cannot be part of the certificate, the page or the manifest that it is made of. Left out are outputs
    with a wildcard, since nobody says for which values they are wanted, and those that do not stay.
    """
    ours = {folder / f"{part}.smk" for part in OURS} | {folder.parents[1] / "Snakefile"}
    places = {rule: Path(rule.snakefile).resolve() for rule in workflow.rules}
    rules = [rule for rule, place in places.items() if place not in ours and not rule.has_wildcards()]
    about = [rule for rule, place in places.items() if place.parent == folder and place.stem in ABOUT]
    made = [path for rule in about for path in rule.output]
    read = {str(path) for rule in rules for path in rule.input}
    late, count = {path for path in read if any(one.match(path) for one in made)}, 0
    while len(late) > count:  # also what is made of what is made of all results, and so on
        count = len(late)
        late |= {str(path) for rule in rules if late & set(map(str, rule.input)) for path in rule.output}
    stays = [path for rule in rules for path in rule.output if not any(is_flagged(path, flag) for flag in PASSING)]
    # `local`: where this workflow is a module, its prefix does not apply to the rules of the project that uses it
    outputs = [local(str(path)) for path in stays]
    return [path for path in outputs if path not in late], [path for path in outputs if path in late]
