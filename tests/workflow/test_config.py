"""The configuration is refused by name, in one sentence, before anything starts."""

import copy
import sys

import pytest
import yaml
from config_check import checked_analyses
from config_text import ConfigError, check_text
from toy import PARAMETERS, ROOT, call, snakemake, write_notebook

CONFIG = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))


def refusal(change):
    """Return the message with which the real configuration, changed, is refused."""
    config = copy.deepcopy(CONFIG)
    change(config, config["analyses"]["figure2"])
    with pytest.raises(ConfigError) as caught:
        checked_analyses(config, [ROOT / "notebooks"])
    return str(caught.value)


def test_configuration_in_use_is_accepted():
    analyses = checked_analyses(CONFIG, [ROOT / "notebooks"])
    assert analyses["figure5_cutoff3"]["parameters"].keys() == analyses["figure5"]["parameters"].keys()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("exponents", [1, -0.5], "exponents.1 = -0.5 is out of range; valid: an exponent s with 0 < s <= 20"),
        ("exponents", [], "valid: an exponent s with 0 < s <= 20, or a list of them"),
        ("exponents", 1.0, "is a number; valid: a list"),
        ("beta_max", -1, "beta_max = -1 is out of range; valid: a number > 0"),
        ("beta_max", "1e-3", "YAML wants a point in it"),
        ("beta_max", float("nan"), "beta_max = nan is not finite"),
        ("cutoff_over_omega_in", 0, "cutoff_over_omega_in = 0 is out of range; valid: a number > 0"),
        ("cutoff_over_omega_in", True, "cutoff_over_omega_in = True is out of range"),
        ("points", 2.5, "points = 2.5 is out of range; valid: a whole number from 2 to 20000"),
        ("colour_min", 100, "colour_min = 100 is not below colour_max"),
        ("exponent", [1], "'exponent'; did you mean 'exponents'?"),
        ("figure_pdf", "x", "unknown parameter"),
    ],
)
def test_parameters_out_of_range(name, value, message):
    assert message in refusal(lambda _, figure: figure["parameters"].update({name: value}))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda config, _: config.update(analysis={}), "config: unknown key 'analysis'; did you mean 'analyses'?"),
        (lambda _, figure: figure.update(captoin=""), "figure2: unknown key 'captoin'; did you mean 'caption'?"),
        (lambda _, figure: figure.update(notebook="figur2"), "unknown notebook 'figur2'; did you mean 'figure2'?"),
        (lambda _, figure: figure.update(like="figure9"), "unknown analysis 'figure9'; did you mean"),
        (lambda _, figure: figure["quick"].update(pionts=5), "quick: unknown parameter"),
        (lambda _, figure: figure["parameters"].pop("points"), "declares 'points', which is not given"),
        (lambda _, figure: figure.update(titel=figure.pop("title")), "unknown key 'titel'; did you mean 'title'?"),
        (lambda _, figure: figure.pop("title"), "figure2: the key 'title' is missing"),
        (lambda _, figure: figure.pop("notebook"), "figure2 is incomplete; valid: a mapping with title, notebook"),
        (lambda config, _: config.update(analyses=None), "valid: a mapping of names to analyses"),
        (lambda config, figure: config["analyses"].update({"Figure 9": figure}), "a name of small letters"),
    ],
)
def test_keys(change, message):
    assert message in refusal(change)


def test_snakemake_refuses_before_anything_starts(fresh):
    config = fresh / "config" / "config.yaml"
    config.write_text(config.read_text().replace("amplitude: 3.0", "amplitued: 3.0"))
    done = snakemake(fresh, "--cores", "1")
    assert done.returncode != 0 and "Job" not in done.stderr
    assert "the configuration is refused: analyses.tall.parameters: unknown parameter" in done.stderr
    assert "did you mean 'amplitude'?" in done.stderr


def test_a_count_is_not_cut_off(tmp_path):
    config = {"analyses": {"a": {"title": "A", "notebook": "a", "parameters": {"amplitude": 2, "spins": 3.5}}}}
    write_notebook(tmp_path / "a.ipynb", parameters="amplitude = 1.0\nspins = 3\n" + PARAMETERS.splitlines()[-1])
    with pytest.raises(ConfigError, match=r"spins = 3.5 is no whole number; valid: a whole number, as .* spins = 3 "):
        checked_analyses(config, [tmp_path])
    config["analyses"]["a"]["parameters"]["spins"] = 4.0
    assert checked_analyses(config, [tmp_path])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n  b: {c: 1}\n  d: 2\n  b: 3\n", "line 4: a has 'b' a second time (the first is in line 2); valid: "),
        ("a: 1\nb: 2\na: 3\n", "line 3: the configuration has 'a' a second time (the first is in line 1); valid: "),
        ("a: [{b: 1}, {b: 1, b: 2}]\n", "line 1: a has 'b' a second time"),
        ("a:\n  b:1\n  c: 2\n", "line 3: mapping values are not allowed here; valid: YAML"),
        ("a:\n\tb: 1\n", "line 2: found character '\\t' that cannot start any token; valid: YAML, indented by spaces"),
    ],
)
def test_what_a_reader_of_yaml_would_pass_over(tmp_path, text, message):
    (tmp_path / "config.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        check_text(tmp_path / "config.yaml")
    assert f"config.yaml, {message}" in str(caught.value)


def test_snakemake_and_make_refuse_an_analysis_that_is_there_twice(fresh):
    config = fresh / "config" / "config.yaml"
    config.write_text(config.read_text().replace("  tall:", "  wave:"))
    said = "the configuration is refused: config/config.yaml, line 7: analyses has 'wave' a second time"
    for done in (snakemake(fresh, "-n"), call([sys.executable, "workflow/scripts/reproduce.py"], fresh)):
        assert done.returncode != 0 and said in done.stdout + done.stderr
