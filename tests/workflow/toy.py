"""Small notebooks and the commands that run them, so that the workflow is tested in seconds and without physics."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OUTPUTS = {"figure_pdf": "out/f.pdf", "figure_png": "out/f.png", "data": "out/d.nc", "claims": "out/c.json"}
PARAMETERS = "amplitude = 1.0\npoints = 5\nfigure_pdf = figure_png = data = claims = ''"
WRITE = """
from pathlib import Path
for path in (figure_pdf, figure_png, figure_png.replace(".png", ".bare.png"), data, claims):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("[]")
Path(figure_png).with_suffix(".bare.png").write_text("[]")  # as plotting.save does
"""
# what the real notebooks do, as short as it goes
DRAW = """
import numpy as np
from reproduction import arrays, plotting
from reproduction.claims import Claims
x = np.linspace(0, 1, points)
y = amplitude * wave(x)
figure, (axis,) = plotting.row(["wave"], width=2, height=1.5)
axis.plot(x, y)
plotting.save(figure, figure_pdf, figure_png)
verdicts = Claims()
verdicts.record("bounded", source="Eq. (1)", measured=np.max(np.abs(y)), at_most=amplitude)
verdicts.save(claims)
label = {"x": arrays.quantity("x", x, "1", "phase")}, {"y": arrays.quantity("x", y, "1", "wave")}
print(object(), figure)
arrays.save(data, label[1], label[0], title="wave", equation="(1)", parameters={"points": points})
"""
CONFIG = """\
analyses:
  wave:
    notebook: toy
    title: A wave
    parameters: { amplitude: 1.0, points: 50 }
    quick: { points: 5 }
  tall:
    like: wave
    title: A tall wave
    parameters: { amplitude: 3.0 }
  flat:
    notebook: flat
    title: No wave
    parameters: { amplitude: 0.0, points: 5 }
"""


def write_notebook(path, *cells, parameters=PARAMETERS):
    """Write a notebook of code cells; ``parameters=None`` leaves the tagged cell out."""
    sources = ([] if parameters is None else [(["parameters"], parameters)]) + [([], source) for source in cells]
    content = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {"tags": tags} if tags else {},
            "source": source.strip().splitlines(keepends=True),
            "execution_count": None,
            "outputs": [],
        }
        for number, (tags, source) in enumerate(sources)
    ]
    notebook = {"cells": content, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, indent=1) + "\n", encoding="utf-8")
    return path


def runner(notebook, *, outputs=OUTPUTS, parameters='{"amplitude": 2.0, "points": 5}', minutes=1):
    """Return the command that runs a notebook."""
    script = ROOT / "workflow" / "scripts" / "run_notebook.py"
    paths = ["--executed", "out/executed.ipynb", "--log", "logs/log.ipynb", "--minutes", str(minutes)]
    targets = [f"{name}={path}" for name, path in outputs.items()]
    return [sys.executable, str(script), str(notebook), "--parameters", parameters, *paths, *targets]


def call(command, folder, seconds=300, stdin=None, **environment):
    """Run a command in a folder and return what it did; an environment variable set to None is removed."""
    environment = {"MPLCONFIGDIR": str(ROOT / ".cache" / "matplotlib")} | environment  # its list of fonts takes long
    changed = {name: value for name, value in (os.environ | environment).items() if value is not None}
    more = {"capture_output": True, "text": True, "timeout": seconds, "input": stdin}
    return subprocess.run(command, cwd=folder, env=changed, **more)


def snakemake(folder, *options, seconds=300):
    """Run Snakemake in a checkout."""
    return call([sys.executable, "-m", "snakemake", *options], folder, seconds)


def clone(folder):
    """Copy what version control knows, as it is now, to a folder with a repository of its own."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in filter(None, subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for words in ("init -q", "add -A", "-c user.name=t -c user.email=t -c commit.gpgsign=false commit -qm all"):
        assert call(["git", *words.split()], folder).returncode == 0
    return folder
