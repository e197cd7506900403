"""New analyses: two files change, nothing else, and everything downstream knows them."""

import json
import shutil
import sys

import new_claim
import pytest
import yaml
from config_check import checked_analyses
from new_analysis import insert_entry, start
from toy import DRAW, PARAMETERS, ROOT, call, clone, snakemake, write_notebook


@pytest.fixture
def small(tmp_path):
    """A configuration with a comment, and no notebooks but those of its one analysis."""
    (tmp_path / "config").mkdir()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "config" / "config.yaml").write_text("analyses:\n  one: {title: One}  # the first\n\n# the end\n")
    return tmp_path


def test_template_and_entry_fit_each_other(tmp_path):
    for folder in ("config", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    notebook, configuration = start("warm_spins", tmp_path)
    config = yaml.safe_load(configuration.read_text())
    assert checked_analyses(config, [tmp_path / "notebooks"])["warm_spins"]["notebook"] == "warm_spins"
    assert list(config["analyses"])[-1] == "warm_spins"
    assert "# Warm spins" in notebook.read_text()


def test_the_rest_of_the_configuration_stays_to_the_letter(small):
    before = (small / "config" / "config.yaml").read_text()
    start("two", small)
    after = (small / "config" / "config.yaml").read_text()
    entry = after[after.index("\n  two:") : after.index("quick: { points: 20 }\n") + 22]
    assert after.replace(entry, "") == before


def test_entry_comes_before_the_next_section():
    text = insert_entry("analyses:\n  one:\n    x: 1\n# about sweeps\nsweeps:\n  big: {}\n", "  two: {}\n")
    assert yaml.safe_load(text) == {"analyses": {"one": {"x": 1}, "two": {}}, "sweeps": {"big": {}}}
    assert text.index("two") < text.index("# about sweeps")


@pytest.mark.parametrize(
    "name", ["", "Two", "2two", "two-three", "../two", "zwei spüren", "one", "taken", "two\n", "clean"]
)
def test_a_bad_name_is_refused_and_nothing_written(small, name):
    (small / "notebooks" / "taken.ipynb").write_text("mine")
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    with pytest.raises(ValueError, match="valid: "):
        start(name, small)
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


def test_a_configuration_in_another_style_is_refused_whole(small):
    config = small / "config" / "config.yaml"
    config.write_text("analyses: {one: {title: One}}\n")
    with pytest.raises(ValueError, match="valid: "):
        start("two", small)
    assert config.read_text() == "analyses: {one: {title: One}}\n" and not any((small / "notebooks").iterdir())


@pytest.mark.slow
def test_a_new_analysis_runs_in_a_clean_clone_and_is_in_everything(tmp_path):
    folder = clone(tmp_path / "clone")
    config = folder / "config" / "config.yaml"
    figure2 = yaml.safe_load(config.read_text())["analyses"]["figure2"]
    config.write_text(yaml.safe_dump({"analyses": {"figure2": figure2}}))  # only one of the others, for speed
    call(["git", "-c", "user.name=t", "-c", "user.email=t", "commit", "-qam", "fewer"], folder)
    done = call([sys.executable, "workflow/scripts/new_analysis.py", "warm_spins"], folder)
    assert done.returncode == 0, done.stderr
    changed = call(["git", "status", "--short", "--untracked-files=all"], folder).stdout.split()
    assert sorted(changed) == ["??", "M", "config/config.yaml", "notebooks/warm_spins.ipynb"]
    done = snakemake(folder, "--cores", "2", "quick")
    assert done.returncode == 0, done.stderr
    results = folder / "results" / "quick"
    listed = json.loads((results / "manifest.json").read_text())
    for part in ("figures/warm_spins.pdf", "figures/warm_spins.png", "data/warm_spins.nc", "claims/warm_spins.json"):
        assert f"results/quick/{part}" in listed and (results / part).stat().st_size > 0
    for page in (results / "report" / "index.html", results / "certificate.json"):
        assert "warm_spins" in page.read_text(encoding="utf-8")
    config.write_text(yaml.safe_dump({"analyses": {"figure2": figure2}}))  # and gone again, which leaves its results
    done = snakemake(folder, "--cores", "2", "quick")
    assert done.returncode == 0 and (results / "claims" / "warm_spins.json").exists()
    for name in ("manifest.json", "certificate.json", "report/index.html", "verdicts.txt"):
        assert "warm_spins" not in (results / name).read_text(encoding="utf-8"), name


COPY = """
import shutil, sys
from pathlib import Path

words = sys.argv[1:]
executed = words[words.index("--executed") + 1]
paths = [executed, *(word.partition("=")[2] for word in words if "=" in word)]
paths += [path.replace(".png", ".bare.png") for path in paths if path.endswith(".png")]
for path in map(Path, paths):
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path("kept") / path.with_name(path.name.replace(Path(executed).stem, "a0")), path)
"""


@pytest.mark.slow
def test_three_hundred_analyses_with_fourteen_thousand_numbers_each(tmp_path):
    """More than any command line holds; all take the results of the first, since that is not what is tested."""
    folder = clone(tmp_path / "clone")
    write_notebook(folder / "notebooks" / "long.ipynb", "wave = abs", DRAW, parameters="numbers = [1.0]\n" + PARAMETERS)
    first = {"notebook": "long", "title": "Long", "parameters": {"numbers": list(range(14_000)), "amplitude": 1.0}}
    first["parameters"]["points"] = 5
    studies = {
        f"a{k}": {"like": "a0", "title": f"Study {k}", "parameters": {"amplitude": k + 0.5}} for k in range(1, 300)
    }
    (folder / "config" / "config.yaml").write_text(yaml.safe_dump({"analyses": {"a0": first} | studies}))
    done = snakemake(folder, "--cores", "2", "results/quick/data/a0.nc")
    assert done.returncode == 0, done.stderr[-2000:]
    shutil.copytree(folder / "results", folder / "kept" / "results")
    (folder / "workflow" / "scripts" / "run_notebook.py").write_text(COPY)
    done = snakemake(folder, "--cores", "2", "quick", seconds=1800)
    assert done.returncode == 0, done.stderr[-2000:]
    results = folder / "results" / "quick"
    for name in ("manifest.json", "certificate.json", "report/index.html", "verdicts.txt"):
        assert all(f"a{k}" in (results / name).read_text(encoding="utf-8") for k in (0, 150, 299)), name


def ledger(folder):
    """Copy what the paper says."""
    return shutil.copytree(ROOT / "paper", folder / "paper", ignore=shutil.ignore_patterns("__pycache__"))


def test_a_new_claim_is_judged_with_its_section(tmp_path):
    ledger(tmp_path)
    sections = ("sec2", "sec7", "appB")
    for section in sections:
        path = new_claim.start(f"toy-{section.lower()}", section, tmp_path)
        own = ROOT / path.relative_to(tmp_path)
        before = own.read_text(encoding="utf-8").splitlines() if own.exists() else []
        added = [line for line in path.read_text(encoding="utf-8").splitlines() if line not in before]
        assert 5 <= len(added) <= 20
    code = (
        "from ledger.paper import load; from ledger.judge import judge; paper = load();"
        f"entries = [entry for section in {sections} for entry in paper.sections[section]];"
        "print([judge(entry, paper)['verdict'] for entry in entries if str(entry.number).startswith('toy-')])"
    )
    done = call([sys.executable, "-c", code], tmp_path, PYTHONPATH=f"{tmp_path}:{ROOT / 'src'}")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "['verified', 'verified', 'verified']\n"


@pytest.mark.parametrize(("name", "section"), [("Toy", "sec4"), ("", "sec4"), ("toy", "sec8"), ("m-fold", "sec4")])
def test_a_bad_claim_is_refused_and_nothing_written(tmp_path, name, section):
    folder = ledger(tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*.py")}
    with pytest.raises(ValueError, match="valid: "):
        new_claim.start(name, section, tmp_path)
    assert {path: path.read_bytes() for path in folder.rglob("*.py")} == before


OWN = """
rule peaks:
    input: "results/data/wave.nc"
    output: "results/tables/peaks.csv"
    shell: "wc -c {input} > {output}"
"""
ADDED = "RESULTS += rules.peaks.output\n"  # not needed, and not wrong
INCLUDE = 'include: "workflow/rules/mine.smk"\n'
FIRST = 'include: "workflow/rules/analysis.smk"\n'


LATER = [pytest.param(f"included {where}", marks=pytest.mark.slow) for where in ("first", "last")]


@pytest.mark.parametrize("where", ["dropped", *LATER])
def test_a_rule_of_ones_own_is_run_and_listed_wherever_it_is_included(checkout, where):
    (checkout / "workflow" / "rules" / "mine.smk").write_text(OWN + ADDED * (where != "dropped"))
    snakefile = checkout / "Snakefile"
    text = snakefile.read_text()
    if where == "included first":
        text = text.replace(FIRST, INCLUDE + FIRST)
    snakefile.write_text(text + INCLUDE * (where == "included last"))
    done = snakemake(checkout, "--cores", "1")
    assert done.returncode == 0, done.stderr
    listed = json.loads((checkout / "results" / "manifest.json").read_text())
    assert "results/tables/peaks.csv" in listed and "results/data/wave.nc" in listed
    assert (checkout / "results" / "tables" / "peaks.csv").stat().st_size > 0
    assert "Nothing to be done" in snakemake(checkout, "-n").stdout


@pytest.mark.slow
def test_what_is_made_of_the_manifest_is_made_and_not_listed_in_it(checkout):
    own = OWN.replace("results/data/wave.nc", "results/manifest.json")
    (checkout / "workflow" / "rules" / "mine.smk").write_text(own)
    assert snakemake(checkout, "--cores", "1").returncode == 0
    assert (checkout / "results" / "tables" / "peaks.csv").exists()
    assert "peaks" not in (checkout / "results" / "manifest.json").read_text()


@pytest.mark.slow
def test_only_a_manifest_that_lists_what_is_made_again_is_void(checkout):
    manifest = checkout / "results" / "manifest.json"
    before = manifest.read_bytes()
    (checkout / "workflow" / "rules" / "mine.smk").write_text(OWN.replace("results/tables/peaks.csv", "elsewhere.csv"))
    assert snakemake(checkout, "--cores", "1", "elsewhere.csv").returncode == 0
    assert manifest.read_bytes() == before
    (checkout / "workflow" / "rules" / "mine.smk").unlink()
    assert snakemake(checkout, "--cores", "1", "--forceall", "--touch").returncode == 0
    assert manifest.read_bytes() == before
    assert snakemake(checkout, "--cores", "1", "--forcerun", "analysis", "--", "figures/tall.png").returncode == 0
    assert not manifest.exists()
