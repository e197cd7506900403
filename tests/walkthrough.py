"""What a new user types and reads, from a clone to a table of their own: docs/walkthrough.md, written by doing it.

python tests/walkthrough.py [PYTHON ...]    in a fresh clone for each Python; they must say the same, but for numbers
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "walkthrough.md"
MOVING = re.compile(r"^ +(planning|\d+ of \d+ steps).*\n", re.M)  # at a terminal, one line that moves
TIMES = re.compile(r"\b\d+ s\b")
VARYING = re.compile(r"\d+(\.\d+)*([eE][-+]?\d+)?")
RULE = '''\
rule peaks:
    """The largest advantage of a separate output spin, for each exponent."""
    input:
        "results/quick/data/figure3.nc",
    output:
        "results/quick/tables/peaks.csv",
    log:
        "logs/peaks.log",
    run:
        import xarray

        data = xarray.open_dataset(input[0])
        data.advantage.max(["beta", "omega_ratio"]).to_series().to_csv(output[0])
'''
TYPED = """\
import nbformat

path = "notebooks/measured.ipynb"
notebook = nbformat.read(path, as_version=4)
for old, new in {
    'exponent = 1.0  # s of the spectral density': 'spectrum = ""  # a table of I(xi) in 1/cm',
    'cutoff_over_omega_in = 10.0  # omega_c / omega_1': 'unit = 0.002  # 1/cm, for spins of 500 1/cm',
    'PowerLawBath(1.0, exponent, cutoff_over_omega_in)': 'SpectralDensityBath.from_csv(spectrum, unit=unit)',
    'PowerLawBath': 'SpectralDensityBath',
    'f"$s = {exponent:g}$"': '"measured bath"',
    '{"exponent": exponent, "cutoff_over_omega_in": cutoff_over_omega_in}': '{"unit": unit}',
}.items():
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new)
nbformat.write(notebook, path)
"""
ENTRY = "s/exponent: 1.0, cutoff_over_omega_in: 10.0,\\(.*points: 200\\) }/unit: 0.002,\\1 }\\n    files: { spectrum: data\\/spectrum.csv }/"  # noqa: E501


def typed_into(path, text):
    """Return the command that writes a text to a file."""
    return f"cat > {path} << 'END'\n{text}END"


STEPS = [
    (
        "Clone with `git clone`, and make: `make quick` is that on coarse grids. The first of either sets up `.venv`.",
        ["make quick", "make quick"],
    ),
    (
        "Open a notebook: `make lab` shows all of them in JupyterLab. Run All does what this does; it writes nothing.",
        [".venv/bin/jupyter execute notebooks/figure2.ipynb && echo all cells were run", "git status --short"],
    ),
    (
        "Change a parameter. Such a figure has a place of its own; the beginning of a name is enough.",
        ["make figure2 cutoff=3 points=50", "make figure2 cutof_over=3", "make figure2 points=050", "make figur2"],
    ),
    (
        "Add a rule: a file in `workflow/rules/`, and nothing else. Its output is part of the run.",
        [
            typed_into("workflow/rules/peaks.smk", RULE),
            "make quick",
            "cat results/quick/tables/peaks.csv",
            "grep -c peaks.csv results/quick/manifest.json",
        ],
    ),
    (
        "Add a table: a notebook from the template, an entry in the configuration, and the file as one of its\n"
        "parameters. In JupyterLab one would type what this program replaces.",
        [
            "mkdir data",
            typed_into("data/spectrum.csv", "xi (1/cm), I (1/cm)\n0, 0\n150, 40\n400, 90\n900, 35\n2000, 0\n"),
            "make new-analysis NAME=measured",
            f"sed -i -e '/^  measured:/,$ {ENTRY}' config/config.yaml",
            typed_into("typed.py", TYPED),
            ".venv/bin/python typed.py",
            "make quick",
            "head -3 results/quick/claims/measured.json",
        ],
    ),
    (
        "What is edited is made again, and nothing else; what cannot be meant is told, with its line.",
        [
            "sed -i 's/900, 35/900, 45/' data/spectrum.csv",
            ".venv/bin/snakemake -n quick | sed -n 's/^Job [0-9]*: //p' | sort",
            "sed -i 's/900, 45/900; 4,5/' data/spectrum.csv",
            "make quick 2>&1 | grep -A5 '^measured (quick'",
        ],
    ),
]


def walk(python, folder):
    """Do all of it with a Python; return what was typed and said, step by step."""
    subprocess.run(["git", "clone", "--quiet", ROOT, folder / "coherence"], check=True)
    bin_folder = Path(shutil.which(python) or python).resolve().parent
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "AUTOCOHERENCE", "PYTHON"))
    }
    environment = kept | {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    return [[said(command, folder / "coherence", environment) for command in commands] for _, commands in STEPS]


def said(command, folder, environment):
    """Type a command; return what is said to it."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    text = MOVING.sub("", done.stdout).replace(str(folder.resolve()), "~/coherence")
    return TIMES.sub("… s", re.sub(r"\[(NbClient|IPKernel)App\].*\n", "", text)).rstrip()


def stable(text):
    """Return what a page says wherever it is written: without numbers, and without the set-up."""
    blocks = text.partition("```console")[2].splitlines()
    return [
        VARYING.sub("#", line)
        for line in blocks
        if not line.startswith(("Setting up", "... done", "make: ", "make[1]:"))
    ]


def page(spoken, pythons):
    """Return the page."""
    parts = [
        "# From a clone to a table of one's own",
        "Written by `tests/walkthrough.py`, which typed all of this in a fresh clone, and had to be told the\n"
        f"same with each of Python {' and '.join(pythons)}. Lines after `$` are typed.",
    ]
    for (text, commands), answers in zip(STEPS, spoken, strict=True):
        block = "\n".join(f"$ {command}\n{answer}".rstrip() for command, answer in zip(commands, answers, strict=True))
        parts += [text, f"```console\n{block}\n```"]
    return "\n\n".join(parts) + "\n"


def main(*pythons):
    """Walk with every Python, and write the page if they say the same."""
    spoken = {}
    for python in pythons or (sys.executable,):
        version = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout.split()[1]
        with tempfile.TemporaryDirectory() as folder:
            spoken[version] = walk(python, Path(folder))
    first, *others = (page(answers, list(spoken)) for answers in spoken.values())
    for other in others:
        assert stable(other) == stable(first), set(stable(other)) ^ set(stable(first))
    PAGE.write_text(first, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
