"""The engine, the notebook, the rules and the page serve a paper that they have never heard of."""

import json
import shutil

import pytest
from toy import DRAW, ROOT, snakemake, write_notebook

from ledger.judge import judge_section
from ledger.paper import load

VERDICTS = {1: "definition", 2: "misprint", 3: "verified", "thrown-lands-later": "imprecise"}
CONFIG = "analyses: {wave: {title: A wave, notebook: wave, parameters: {amplitude: 1.0, points: 5}}}\n"
ITSELF = ("workflow", "profiles", "src", "Snakefile", "requirements.lock", "environment.yml", "docs/accuracy.md")


def test_the_engine_judges_it():
    entries = judge_section(load("toy_paper"), "fall")["entries"]
    assert {entry["number"]: entry["verdict"] for entry in entries} == VERDICTS
    assert all(entry["mutants"]["killed"] >= 2 for entry in entries)


def checkout(folder):
    """Write a checkout of the real workflow and engine, with the toy in the place of the paper."""
    for name in (*ITSELF, "figures/paper.mplstyle", "notebooks/ledger_section.ipynb"):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, target)
    shutil.copytree(ROOT / "tests" / "toy_paper", folder / "paper")
    write_notebook(folder / "notebooks" / "wave.ipynb", "import numpy as np\nwave = np.sin", DRAW)
    (folder / "config").mkdir()
    (folder / "config" / "config.yaml").write_text(CONFIG, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_the_workflow_makes_its_ledger_errata_and_page(tmp_path):
    folder = checkout(tmp_path / "falling")
    done = snakemake(folder, "--cores", "2", "results/errata.md", "results/report/index.html")
    assert done.returncode == 0, done.stderr
    entries = json.loads((folder / "results" / "ledger.json").read_text(encoding="utf-8"))["entries"]
    assert {entry["number"]: entry["verdict"] for entry in entries} == VERDICTS
    errata = (folder / "results" / "errata.md").read_text(encoding="utf-8")
    assert "# Errata of Toy 1 (1638)" in errata and "it is thrown upwards" in errata
    page = (folder / "results" / "report" / "index.html").read_text(encoding="utf-8")
    for part in ('id="eq-2"', "thrown-lands-later", "On falling bodies", "Toy 1 (1638)", "Free fall"):
        assert part in page, part
    for part in ("of 127", "the 127", "arXiv:2303"):
        assert part not in page.partition("<script")[0], part
    again = snakemake(folder, "--cores", "1", "-n", "results/errata.md", "results/report/index.html")
    assert "Nothing to be done" in again.stdout + again.stderr
