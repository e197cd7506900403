"""Which steps of a run failed, and why, in full: Snakemake says it once, among all that went on."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

__all__ = ["explained"]

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def explained(failed, said="", root="."):
    """Return one paragraph for each of the ``failed`` steps, pairs of a rule and its logs, shown from ``root``.

    ``said`` is all that the steps printed: the runner of a notebook ends with its own account there.
    """
    steps = {tuple(logs): rule for rule, logs in failed}
    return [paragraph(rule, [Path(log) for log in logs], said, root) for logs, rule in steps.items()]


def paragraph(rule, logs, said, root):
    """Return what is known about one step."""
    name = logs[0].stem if logs else rule
    shown = [os.path.relpath(log, root) for log in logs]
    account = re.search(rf"^{re.escape(name)} failed\.\n((?:  .*\n?)+)", said, re.M)
    text = [f"{name} ({rule}) failed; see {', '.join(shown)}".removesuffix("; see ")]
    text += account[1].rstrip().splitlines() if account else []
    for log in logs:
        text += [f"    {line}".rstrip() for line in content(log)]
    return "\n".join(text)


def content(log):
    """Return the lines of a log: of a notebook, the traceback of its failing cell."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
        if log.suffix == ".ipynb":
            outputs = [output for cell in json.loads(text)["cells"] for output in cell.get("outputs", [])]
            errors = [output for output in outputs if output["output_type"] == "error"]
            text = "\n".join("\n".join(e["traceback"]) or f"{e['ename']}: {e['evalue']}" for e in errors)
    except (OSError, ValueError, KeyError):  # cut off, or never begun
        return []
    return ANSI.sub("", text).strip().splitlines()
