"""Use from a second folder: the workflow as a module with a configuration of its own."""

import json
import re

import pytest
import yaml
from toy import ROOT, WRITE, snakemake, write_notebook

MODULE = """
configfile: "config/mine.yaml"

module theirs:
    snakefile: {snakefile!r}
    config: config
    prefix: "sub"

use rule * from theirs as theirs_*

rule mine:
    default_target: True
    input: rules.theirs_all.input
"""
MINE = """
analyses:
  wave: {notebook: toy, title: A wave, parameters: {amplitude: 1.0, points: 50}}
  own: {notebook: own, title: A notebook of this project, parameters: {amplitude: 2.0, points: 3}}
"""


@pytest.fixture
def second(tmp_path, finished):
    """A project that uses the finished checkout as a module."""
    folder = tmp_path / "second project"
    (folder / "config").mkdir(parents=True)
    (folder / "Snakefile").write_text(MODULE.format(snakefile=str(finished / "Snakefile")), encoding="utf-8")
    (folder / "config" / "mine.yaml").write_text(MINE)
    write_notebook(folder / "notebooks" / "own.ipynb", WRITE)
    return folder


def test_the_module_plans_the_analyses_of_the_other_configuration(second, finished):
    done = snakemake(second, "-n", "--profile", str(finished / "profiles" / "default"), "--printshellcmds")
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    assert "figure_pdf=sub/figures/wave.pdf" in said and "figure_pdf=sub/figures/own.pdf" in said
    assert f"'{second / 'notebooks' / 'own.ipynb'}'" in said and f"'{finished / 'notebooks' / 'toy.ipynb'}'" in said
    assert "tall" not in said


def test_a_rule_beside_the_module_is_in_its_manifest(second, finished):
    own = """
rule peaks:
    input: "sub/results/data/own.nc"
    output: "tables/peaks.csv"
    shell: "cp {input} {output}"
"""
    with (second / "Snakefile").open("a") as snakefile:
        snakefile.write(own)
    done = snakemake(second, "-n", "--printshellcmds")
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    manifest = next(line for line in said.splitlines() if "manifest.py" in line and "python" in line)
    listed = json.loads((second / re.search(r"\S+/kept/\S+\.json", manifest)[0]).read_text())
    assert {"tables/peaks.csv", "sub/results/data/own.nc"} <= set(listed) and "sub/tables" not in said


@pytest.mark.slow
def test_the_module_makes_the_same_arrays_there(second, finished):
    before = {path: path.read_bytes() for path in finished.rglob("*") if path.is_file()}
    done = snakemake(second, "--cores", "2")
    assert done.returncode == 0, done.stderr
    for part in ("results/data/wave.nc", "figures/wave.pdf", "results/claims/wave.json"):
        assert (second / "sub" / part).read_bytes() == (finished / part).read_bytes()
    assert (second / "sub" / "results" / "data" / "own.nc").exists()
    assert {path: path.read_bytes() for path in finished.rglob("*") if path.is_file()} == before


def test_catalog_names_what_there_is():
    """Standardized usage needs a configuration with a description, and a deployment that the rules know."""
    usage = yaml.safe_load((ROOT / ".snakemake-workflow-catalog.yml").read_text())["usage"]
    assert usage["software-stack-deployment"] == {"conda": True}
    rules = [path.read_text() for path in (ROOT / "workflow" / "rules").glob("*.smk")]
    assert sum("environment.yml" in text for text in rules) >= 2
    described = (ROOT / "config" / "README.md").read_text()
    schema = yaml.safe_load((ROOT / "workflow" / "schemas" / "config.schema.yaml").read_text())
    assert [key for key in schema["$defs"]["analysis"]["properties"] if f"`{key}`" not in described] == []


def test_rules_name_files_of_the_workflow_so_that_a_module_finds_them():
    for path in (ROOT / "workflow" / "rules").glob("*.smk"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not ('="workflow/' in line or '="src/' in line), f"{path.name}:{number}: say ours(...): {line}"
