"""The configuration is refused by name, in one sentence, before anything starts."""

import copy

import pytest
import reproduce
import yaml
from config_check import checked_analyses
from config_text import ConfigError, check_text
from toy import PARAMETERS, ROOT, snakemake, write_notebook

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
        ("beta_max", "1e-3", "(YAML takes this for text; the number is 0.001)"),
        ("beta_max", "1,5", "the number is 1.5"),
        (
            "contours",
            [1.0, "1.0e1"],
            "contours.1 = '1.0e1' is text; valid: a number (YAML takes this for text; the number is 10.0)",
        ),
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
        (
            lambda config, _: config["analyses"].update({2: {}}),
            "analyses has the name 2, which is no text; valid: text",
        ),
        (lambda config, figure: config["analyses"].update({"k" * 255: figure}), "at most 100 small letters"),
        (lambda config, figure: figure.update(like="figure2"), "goes round in a circle: figure2 → figure2"),
        (lambda config, figure: figure.update(files={"table": "no.csv"}), "files.table: unknown file 'no.csv'"),
        (lambda config, figure: figure.update(files={"table": "README.md"}), "unknown parameter of "),
        (lambda _, figure: figure.update(files={"table": "x" * 5000}), "files.table: unknown file 'xxx"),
        (lambda _, figure: figure.update(notebook="x" * 5000), "notebook: unknown notebook 'xxx"),
        (lambda _, figure: figure.update(title=" "), "figure2.title = ' ' is out of range; valid: text, not blank"),
        (
            lambda _, figure: figure.update(title="a\0"),
            "figure2.title has the character U+0000; valid: text without it",
        ),
        (lambda _, figure: figure.update(caption="\ud800"), "caption has the character U+D800; valid: text without it"),
        (lambda _, figure: figure["parameters"].update(points=None), "points = None is out of range; valid: a whole"),
        (
            lambda config, figure: config["analyses"].update(clean=figure),
            "analyses.clean: `make clean` does something else; valid: another name",
        ),
        (
            lambda config, _: next(iter(config["sweeps"].values()))["axes"].update(
                beta={"from": 2.0, "to": 1.0, "points": 5}
            ),
            "axes.beta: from 2 is not below to 1; valid: from < to",
        ),
        (lambda config, figure: figure.update(minutes=float("inf")), "minutes = inf is not finite; valid: finite"),
        (lambda config, figure: config["analyses"].update({"Figure 9": figure}), "a name of at most 100 small letters"),
    ],
)
def test_keys(change, message):
    assert message in refusal(change)


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("wrong", ["1.0e1", True, None, [1.0], {"a": 1}])
def test_what_is_wrong_in_a_list_is_named_wherever_it_stands(place, wrong):
    """Lists of numbers may be long, and are looked at in one go as long as all of them are numbers."""
    values = [1.0, 2.0, 3.0, 4, 5.0, 6.0]
    values[place] = wrong
    given = (
        "nothing"
        if wrong is None
        else {str: "text", bool: "true or false", list: "a list", dict: "a mapping"}[type(wrong)]
    )
    said = refusal(lambda _, figure: figure["parameters"].update(contours=values))
    assert f"contours.{place} = {wrong!r} is {given}; valid: a number" in said


def test_like_may_be_like_another_that_is_like_a_third():
    config = copy.deepcopy(CONFIG)
    config["analyses"]["c"] = {"title": "C", "like": "figure5_cutoff3", "parameters": {"beta_max": 3.0}}
    parameters = checked_analyses(config, [ROOT / "notebooks"])["c"]["parameters"]
    assert parameters["cutoff_over_omega_in"] == 3.0 and parameters["beta_max"] == 3.0 and parameters["points"] == 400


def test_snakemake_refuses_before_anything_starts(fresh):
    config = fresh / "config" / "config.yaml"
    config.write_text(config.read_text().replace("amplitude: 3.0", "amplitued: 3.0"))
    done = snakemake(fresh, "--cores", "1")
    assert done.returncode != 0 and "Job" not in done.stderr
    assert "the configuration is refused: config/config.yaml, line 10: analyses.tall.parameters: unknown" in done.stderr
    assert "did you mean 'amplitude'?" in done.stderr


def test_a_count_is_not_cut_off(tmp_path):
    config = {"analyses": {"a": {"title": "A", "notebook": "a", "parameters": {"amplitude": 2, "spins": 3.5}}}}
    write_notebook(tmp_path / "a.ipynb", parameters="amplitude = 1.0\nspins = 3\n" + PARAMETERS.splitlines()[-1])
    with pytest.raises(ConfigError, match=r"spins = 3.5 is no whole number; valid: a whole number, as .* spins = 3 "):
        checked_analyses(config, [tmp_path])
    config["analyses"]["a"]["parameters"]["spins"] = 4.0
    assert repr(checked_analyses(config, [tmp_path])["a"]["parameters"]["spins"]) == "4"  # as NumPy wants it


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n  b: {c: 1}\n  d: 2\n  b: 3\n", "line 4: a has 'b' a second time (the first is in line 2); valid: "),
        ("a: 1\nb: 2\na: 3\n", "line 3: the configuration has 'a' a second time (the first is in line 1); valid: "),
        ("a: [{b: 1}, {b: 1, b: 2}]\n", "line 1: a has 'b' a second time"),
        ("a:\n  b:1\n  c: 2\n", "line 3: mapping values are not allowed here; valid: YAML"),
        ("a:\n\tb: 1\n", "line 2: found character '\\t' that cannot start any token; valid: YAML, indented by spaces"),
        ("a: 1\nb: 010\n", "line 2: b = 010 is read as 8, base 8; valid: 10"),
        ("b: {c: 1:30}\n", "line 1: c = 1:30 is read as 90, base 60; valid: a number, or text in quotes"),
        ("b: [.inf]\n", "line 1: b = .inf is not finite; valid: finite numbers"),
        ("b: 2024-01-01\n", "line 1: b = 2024-01-01 is read as a date; valid: text in quotes, or a number"),
        ("b: { c: 1,5, d: 2 }\n", "line 1: b has 1,5; valid: a number with a point, 1.5"),
        (
            "b: [1, 2]\nc: [0,5, 1,0]\n",
            "line 2: c has 0,5 in a list; valid: a number with a point, 0.5, or a blank after",
        ),
        ("c: [1, 0,01]\n", "c has 0,01 in a list; valid: a number with a point, 0.01"),
        ("a:\n  no: 1\n", "line 2: a has the name no, which YAML takes for true or false; valid: text, or this one in"),
        ("a: !!python/name:os.system\n", "line 1: a is of the kind python/name:os.system; valid: text"),
        ("a: !!int ''\n", "string index out of range; valid: text, numbers, lists and mappings"),
        ("a: !!bool x\n", "'x'; valid: text, numbers, lists and mappings"),
        ("a: 1\nb: \x07\n", "line 2: the character 0x7 has no place in YAML"),
        ("a: &a [*a]\n", "nested too deeply or in itself; valid: 50 levels"),
        ("a: " + "[" * 3000, "nested too deeply; valid: 50 levels"),
    ],
)
def test_what_a_reader_of_yaml_would_pass_over(tmp_path, text, message):
    (tmp_path / "config.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        check_text(tmp_path / "config.yaml")
    assert "config.yaml" in str(caught.value) and message in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["[1,2,3]", "[1, 2, 3]", "[1,2,3,\n  4,5]", "[ 1 , 2, 3]", "[a,b, c]", "[0.5]", "[]"])
def test_lists_that_mean_what_they_seem_to(tmp_path, text):
    (tmp_path / "config.yaml").write_text(f"a: {text}\n")
    check_text(tmp_path / "config.yaml")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_refused(tmp_path, encoding):
    (tmp_path / "config.yaml").write_bytes("a: 1\nb: é\n".encode(encoding))
    with pytest.raises(ConfigError, match=r"config.yaml, line [12]: this is not UTF-8; valid: a text file in UTF-8"):
        check_text(tmp_path / "config.yaml")


def test_make_refuses_an_analysis_that_is_there_twice(fresh, monkeypatch, capsys):
    config = fresh / "config" / "config.yaml"
    config.write_text(config.read_text().replace("  tall:", "  wave:"))
    monkeypatch.chdir(fresh)
    monkeypatch.setattr(reproduce, "ROOT", fresh)
    said = "the configuration is refused: config/config.yaml, line 7: analyses has 'wave' a second time"
    assert reproduce.main() == 1 and said in capsys.readouterr().err
