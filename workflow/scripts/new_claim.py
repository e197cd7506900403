"""Start a new entry of the ledger: `make new-claim NAME=... SECTION=sec4`. It holds as it is; change it into yours.

One file is edited, the section's module; verdict, mutation score, errata and report follow.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

__all__ = ["insert_entry", "module_of", "start"]

ROOT = Path(__file__).resolve().parents[2]
SECTION = re.compile(r"sec[2-7]|app[A-D]")
ENTRY = """\
    Entry(
        "{name}",
        "claim",
        ("response < beta / 2",),
        lambda rng: {{"beta": rng.uniform(0.5, 2.0), "omega": rng.uniform(0.5, 2.0)}},
        {{"static response of a spin": lambda s: {{"response": np.tanh(s.beta * s.omega / 2) / s.omega}}}},
        "beta and omega of order one",
        statement="What the paper says, in words, and where.",
    ),
"""


def module_of(section, root=ROOT):
    """Return the shortest module of a section: the one with most room."""
    folder = root / "src" / "ledger" / "sections"
    found = [path for path in folder.glob(f"{section}*.py") if "\nENTRIES = [" in path.read_text(encoding="utf-8")]
    if not (SECTION.fullmatch(section) and found):
        raise ValueError(f"SECTION = {section!r} is no section; valid: sec2 to sec7, appA to appD")
    return min(found, key=lambda path: path.stat().st_size)


def insert_entry(text, entry):
    """Return the module's text with ``entry`` as the last of its ENTRIES."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ENTRIES":
            lines = text.splitlines(keepends=True)
            last = node.value.end_lineno - 1  # the line of the closing bracket
            return "".join(lines[:last]) + entry + "".join(lines[last:])
    raise ValueError("the module has no list ENTRIES; valid: a module of a section")


def start(name, section, root=ROOT):
    """Write the entry and return the module's path, or write nothing and raise `ValueError`."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise ValueError(f"NAME = {name!r} is no name; valid: small letters, digits and hyphens, a letter first")
    path = module_of(section, root)
    folder = path.parent
    if any(f'"{name}",' in other.read_text(encoding="utf-8") for other in folder.glob("*.py")):
        raise ValueError(f"NAME = {name!r} is an entry already; valid: a new name")
    text = path.read_text(encoding="utf-8")
    if not re.search(r"^import numpy as np$", text, re.M):
        text = re.sub(
            r"^from __future__ import annotations\n", r"\g<0>\nimport numpy as np\n", text, count=1, flags=re.M
        )
    path.write_text(insert_entry(text, ENTRY.format(name=name)), encoding="utf-8")
    return path


if __name__ == "__main__":
    try:
        written = start(*[*sys.argv[1:3], "", ""][:2])
    except ValueError as error:
        sys.exit(str(error))
    print(f"added to the end of {written.relative_to(ROOT)}; now: make format, and make status to judge it")
