"""Start a new entry of the ledger: `make new-claim NAME=... SECTION=sec4`. It holds as it is; change it into yours.

One file is written, paper/claims/SECTION.py; verdict, mutation score, errata and report follow.
"""

from __future__ import annotations

import ast
import re
import runpy
import sys
from pathlib import Path

__all__ = ["insert_entry", "start"]

ROOT = Path(__file__).resolve().parents[2]
MODULE = '''\
"""Section {section}: what its sentences claim."""

from __future__ import annotations

import numpy as np

from ledger.entry import Entry
from ledger.sample import Sample

ENTRIES = [
]
'''
NEEDED = (  # what the entry below imports, and after which line it goes
    ("import numpy as np", r"from __future__ import annotations\n\n"),
    ("from ledger.sample import Sample", r"from ledger\.entry import [^\n]*\n"),
)
ENTRY = """\
    Entry(
        number="{name}",
        kind="claim",
        printed=("response < beta / 2",),
        sample=lambda source: Sample(beta=source.number(0.5, 2.0), omega=source.number(0.5, 2.0)),
        routes={{"static response of a spin": lambda s: {{"response": np.tanh(s.beta * s.omega / 2) / s.omega}}}},
        domain="beta and omega of order one",
        statement="What the paper says, in words, and where.",
    ),
"""


def insert_entry(text, entry):
    """Return the module's text with ``entry`` as the last of its ENTRIES."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ENTRIES":
            lines = text.splitlines(keepends=True)
            last = node.value.end_lineno - 1  # the line of the closing bracket
            return "".join(lines[:last]) + entry + "".join(lines[last:])
    raise ValueError("the module has no list ENTRIES; valid: a module of claims")


def start(name, section, root=ROOT):
    """Write the entry and return the module's path, or write nothing and raise `ValueError`."""
    sections = runpy.run_path(str(root / "paper" / "print.py"))["SECTIONS"]
    if section not in sections:
        raise ValueError(f"SECTION = {section!r} is no section; valid: {', '.join(sections)}")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise ValueError(f"NAME = {name!r} is no name; valid: small letters, digits and hyphens, a letter first")
    claims = root / "paper" / "claims"
    if any(f'number="{name}",' in other.read_text(encoding="utf-8") for other in claims.glob("*.py")):
        raise ValueError(f"NAME = {name!r} is an entry already; valid: a new name")
    path = claims / f"{section}.py"
    label = sections[section]["label"]
    text = path.read_text(encoding="utf-8") if path.exists() else MODULE.format(section=label)
    for line, after in NEEDED:
        if not re.search(rf"^{line}$", text, re.M):
            text = re.sub(after, lambda found, line=line: f"{found[0]}{line}\n", text, count=1)
    path.write_text(insert_entry(text, ENTRY.format(name=name)), encoding="utf-8")
    return path


if __name__ == "__main__":
    try:
        written = start(*[*sys.argv[1:3], "", ""][:2])
    except ValueError as error:
        sys.exit(str(error))
    print(f"added to the end of {written.relative_to(ROOT)}; now: make format, and make status to judge it")
