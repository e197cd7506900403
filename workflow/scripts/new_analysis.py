"""Start a new analysis: a notebook from the template, and its entry in the configuration. `make new-analysis NAME=...`

Nothing else has to be edited: rules, figures, report and certificate follow the configuration.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import yaml
from config_check import RESERVED

__all__ = ["insert_entry", "start"]

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"[a-z][a-z0-9_]*")
ENTRY = """\
  {name}:
    notebook: {name}
    title: {title}
    caption: What the figure shows, in one sentence.
    parameters: {{ exponent: 1.0, cutoff_over_omega_in: 10.0, beta_min: 0.1, beta_max: 10.0, points: 200 }}
    quick: {{ points: 20 }}
"""


def insert_entry(text, entry):
    """Return the configuration ``text`` with ``entry`` after the last analysis; comments stay where they are."""
    lines = text.splitlines(keepends=True)
    start = next((number for number, line in enumerate(lines) if re.match(r"analyses:\s*(#.*)?$", line)), None)
    if start is None:
        raise ValueError("config.yaml has no line `analyses:`; valid: a mapping of names to analyses below it")
    below = [number for number in range(start + 1, len(lines)) if lines[number].startswith(("  ", "\t"))]
    next_key = next((n for n in range(start + 1, len(lines)) if re.match(r"[^\s#]", lines[n])), len(lines))
    last = max((number for number in below if number < next_key), default=start) + 1
    head = "".join(lines[:last])
    return head + ("" if head.endswith("\n") else "\n") + "\n" + entry + "".join(lines[last:])


def start(name, root=ROOT):
    """Write ``notebooks/<name>.ipynb`` and the entry and return both paths, or write nothing and raise `ValueError`."""
    notebook, configuration = root / "notebooks" / f"{name}.ipynb", root / "config" / "config.yaml"
    if not NAME.fullmatch(name):
        raise ValueError(f"NAME = {name!r} is no name; valid: small letters, digits and underscores, a letter first")
    if name in RESERVED:
        raise ValueError(f"NAME = {name!r}: `make {name}` does something else; valid: another name")
    text = configuration.read_text(encoding="utf-8")
    before = yaml.safe_load(text)
    if name in before["analyses"]:
        raise ValueError(f"NAME = {name!r} is an analysis already; valid: a new name")
    if notebook.exists():
        raise ValueError(f"notebooks/{name}.ipynb exists already; valid: a new name")
    title = name.replace("_", " ").capitalize()
    added = insert_entry(text, ENTRY.format(name=name, title=title))
    after = yaml.safe_load(added)
    if after.get("analyses", {}).pop(name, None) is None or after != before:
        raise ValueError("config.yaml is not written one analysis below the other; add the entry by hand")
    cells = json.loads((ROOT / "workflow" / "templates" / "analysis.ipynb").read_text(encoding="utf-8"))
    cells["cells"][0]["source"][0] = f"# {title}\n"
    notebook.write_text(json.dumps(cells, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    configuration.write_text(added, encoding="utf-8")
    return notebook, configuration


if __name__ == "__main__":
    try:
        paths = start(sys.argv[1] if len(sys.argv) > 1 else "")
    except ValueError as error:
        sys.exit(str(error))
    print("\n".join(f"wrote {path.relative_to(ROOT)}" for path in paths))
    print(f"Now: make lab, and run it with  .venv/bin/snakemake --cores 1 results/quick/figures/{paths[0].stem}.png")
