"""New analyses: two files change, nothing else, and everything downstream knows them."""

import json
import shutil
import sys
from pathlib import Path

import new_claim
import pytest
import yaml
from config_check import checked_analyses
from new_analysis import insert_entry, start
from toy import ROOT, call, clone, snakemake


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


@pytest.mark.parametrize("name", ["", "Two", "2two", "two-three", "../two", "zwei spüren", "one", "taken", "two\n"])
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
        if Path(ROOT, "workflow", "rules", "report.smk").exists():
            assert "warm_spins" in page.read_text(encoding="utf-8")


def ledger(folder):
    """Copy the sections of the ledger."""
    return shutil.copytree(ROOT / "src" / "ledger", folder / "src" / "ledger", dirs_exist_ok=True)


@pytest.mark.parametrize("section", ["sec2", "sec7", "appD"])
def test_a_new_claim_is_judged_with_its_section(tmp_path, section):
    ledger(tmp_path)
    path = new_claim.start("toy-claim", section, tmp_path)
    before = (ROOT / path.relative_to(tmp_path)).read_text(encoding="utf-8")
    added = [line for line in path.read_text(encoding="utf-8").splitlines() if line not in before.splitlines()]
    assert 5 <= len(added) <= 12
    code = (
        "from ledger.sections import SECTIONS; from ledger.runner import run;"
        f"print([run(entry)['verdict'] for entry in SECTIONS[{section!r}] if entry.number == 'toy-claim'])"
    )
    done = call([sys.executable, "-c", code], tmp_path, PYTHONPATH=f"{tmp_path / 'src'}:{ROOT / 'src'}")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "['verified']\n"


@pytest.mark.parametrize(("name", "section"), [("Toy", "sec4"), ("", "sec4"), ("toy", "sec8"), ("m-fold", "sec4")])
def test_a_bad_claim_is_refused_and_nothing_written(tmp_path, name, section):
    folder = ledger(tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*.py")}
    with pytest.raises(ValueError, match="valid: "):
        new_claim.start(name, section, tmp_path)
    assert {path: path.read_bytes() for path in folder.rglob("*.py")} == before
