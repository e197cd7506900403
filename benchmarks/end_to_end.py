"""Where the seconds of a whole run go: a copy of the checkout, from nothing, on two cores.

The bound is what no arrangement of the work avoids: Snakemake's start and, on two cores, for every notebook that the
tier runs, its runner, its kernel and its imports, measured with notebooks that end after their imports.
"""

import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import yaml
from measure import commands

sys.path.append("workflow/scripts")  # behind this folder, which has names in common with it
from config_check import checked_analyses

CORES = 2
SNAKEMAKE = [sys.executable, "-m", "snakemake", "--cores", str(CORES), "--quiet", "all", "--"]
LAST = "for path in ({}):\n    open(path, 'w').close()"
OUTPUTS = ("figure_pdf", "figure_png", "data", "claims")
PARTS = ("runner", "kernel", "imports", "compute", "draw and save", "kernel's end")


def copy(folder):
    """Copy what is under version control, as it is now; nothing that a run made."""
    files = subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True).stdout.splitlines()
    for path in filter(os.path.exists, files):
        Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, Path(folder, path))


def timed(command, folder):
    """Seconds of the clock, and of the processor with all descendants."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"wall": wall, "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def stages(log, seconds):
    """Split a notebook's seconds by what papermill wrote beside its cells; the first code cell imports."""
    notebook = json.loads(log.read_text(encoding="utf-8"))
    cells = [(cell, cell["metadata"]["papermill"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    whole, kind = notebook["metadata"]["papermill"], datetime.fromisoformat
    found = dict.fromkeys(PARTS, 0.0) | {"imports": cells[0][1]["duration"]}
    for cell, times in cells[1:]:
        source = "".join(cell["source"])
        drawn = any(word in source for word in ("plotting.", "plt.", "arrays.save(", "checks.save("))
        found["draw and save" if drawn else "compute"] += times["duration"]
    found["runner"] = seconds - whole["duration"]
    found["kernel"] = (kind(cells[0][1]["start_time"]) - kind(whole["start_time"])).total_seconds()
    found["kernel's end"] = (kind(whole["end_time"]) - kind(cells[-1][1]["end_time"])).total_seconds()
    return found


def jobs(folder, tier):
    """The seconds of every job by its kind, those of notebooks by stage; all of the clock, and two run at a time."""
    total = {}
    sub = "quick/" if tier == "quick" else ""
    for path in sorted(Path(folder, "results", sub, "benchmarks").glob("*.tsv")):
        with path.open(encoding="utf-8") as file:
            seconds = float(next(csv.DictReader(file, delimiter="\t"))["s"])
        log = Path(folder, "logs", sub, f"{path.stem}.ipynb")
        if log.exists():
            kind, parts = "ledger's notebooks" if "ledger" in path.stem else "analyses", stages(log, seconds)
        else:
            kind = path.stem.split("_")[0]
            kind, parts = kind if kind == "regression" else "the rest", {"compute": seconds}
        row = total.setdefault(kind, {"jobs": 0} | dict.fromkeys(PARTS, 0.0))
        row["jobs"] += 1
        for name, value in parts.items():
            row[name] += value
    return total


def until_imports(notebook, target):
    """Write a notebook's cells up to its parameters, and one that leaves the outputs the runner asks for."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    names = ("checks",) if notebook.stem == "ledger_section" else OUTPUTS
    last = {"cell_type": "code", "id": "last", "metadata": {}, "outputs": [], "execution_count": None}
    content["cells"] = [*code[:2], last | {"source": [LAST.format("".join(f"{name}, " for name in names))]}]
    target.write_text(json.dumps(content), encoding="utf-8")
    return [f"{name}={target.with_suffix('')}.{name}" for name in names]


def notebook_starts(folder):
    """Runner, kernel and imports of every analysis and of a section of the ledger, each alone."""
    analyses = checked_analyses(yaml.safe_load(Path("config/config.yaml").read_text(encoding="utf-8")))
    given = {entry["notebook"]: entry["parameters"] for entry in analyses.values()}
    calls = {}
    for stem, parameters in {**given, "ledger_section": {"section": "sec2"}}.items():
        target = Path(folder, f"{stem}.ipynb")
        outputs = until_imports(Path("notebooks", f"{stem}.ipynb"), target)
        paths = ["--executed", f"{folder}/{stem}.done.ipynb", "--log", f"{folder}/{stem}.log.ipynb"]
        text = json.dumps(parameters)
        calls[stem] = ["workflow/scripts/run_notebook.py", str(target), "--parameters", text, *paths, *outputs]
    each = commands(calls, repeat=1)  # many notebooks: their sum is steady
    needed = [entry["notebook"] for entry in analyses.values()]
    return {
        "analyses": {kind: sum(each[stem][kind] for stem in needed) for kind in ("cpu", "wall")},
        "ledger": {kind: 10 * each["ledger_section"][kind] for kind in ("cpu", "wall")},
    }


def runs():
    """Time the tiers, then the run that has nothing to do; return them with their bounds and breakdown."""
    with tempfile.TemporaryDirectory() as folder:
        started = notebook_starts(folder)
    with tempfile.TemporaryDirectory() as folder:
        copy(folder)
        dry = [timed([*SNAKEMAKE[:-1], "--dry-run", "--", "all"], folder) for _ in range(3)]
        start = {kind: sorted(one[kind] for one in dry)[1] for kind in ("wall", "cpu")}
        found = {}
        for tier, parts in (("quick", ("analyses",)), ("all", ("analyses", "ledger"))):
            seconds = timed([*SNAKEMAKE, tier], folder)
            bound = {k: start[k] + sum(started[part][k] for part in parts) / CORES for k in start}
            found[tier] = seconds | {"bound": bound, "start": start, "jobs": jobs(folder, tier)}
        idle = [timed([*SNAKEMAKE, "all"], folder) for _ in range(3)]
        seconds = {kind: sorted(one[kind] for one in idle)[1] for kind in ("wall", "cpu")}
        found["nothing to do"] = seconds | {"bound": start, "start": start, "jobs": {}}
    return found
