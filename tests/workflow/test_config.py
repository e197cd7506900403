"""The configuration is refused by name, in one sentence, before anything starts."""

import copy

import pytest
import yaml
from config_check import ConfigError, checked_analyses
from toy import ROOT, snakemake

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
