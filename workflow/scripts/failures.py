"""Which steps of a run failed, and why: what Snakemake says once, and then buries under the steps that went on."""

from __future__ import annotations

import json
import re
from pathlib import Path

__all__ = ["failures"]

STEP = re.compile(r"^Error in rule (?P<rule>\w+):\n(?:    .*\n)*?    log: (?P<log>.*?)(?: \(check log .*)?$", re.M)


def failures(since, logs=".snakemake/log"):
    """Return one line for each step that failed in the Snakemake runs begun after the time ``since``."""
    texts = [path.read_text("utf-8", "replace") for path in Path(logs).glob("*.log") if path.stat().st_mtime >= since]
    steps = {step["log"]: step["rule"] for text in texts for step in STEP.finditer(text)}
    return [f"{Path(log).stem} ({rule}): {reason(Path(log))}" for log, rule in steps.items()]


def reason(log):
    """Return the last thing that a log says: the error of a notebook's cell, or a line of text."""
    try:
        text = log.read_text(encoding="utf-8")
        if log.suffix == ".ipynb":
            outputs = [output for cell in json.loads(text)["cells"] for output in cell.get("outputs", [])]
            lines = [f"{o['ename']}: {o['evalue']}" for o in outputs if o["output_type"] == "error"]
        else:
            lines = text.split("\n")
    except (OSError, ValueError, KeyError):  # cut off, or never begun
        lines = []
    said = [line.strip() for line in "\n".join(lines).splitlines() if line.strip()]
    return f"{said[0 if log.suffix == '.ipynb' else -1]}; see {log}" if said else f"it said why above; see {log}"
