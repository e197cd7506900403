"""The rubric: every leaf can be met and can fail, and what is wrong with a rubric is said in one sentence."""

import json
import re
import shutil
import subprocess
import sys

import grade
import pytest
import yaml
from rubric import RubricError, broken, environment, judged, leaves
from toy import ROOT

RUBRIC = yaml.safe_load((ROOT / "rubric.yaml").read_text(encoding="utf-8"))
LEAVES = list(leaves(RUBRIC))
DATA = {
    "made": {"changed": 0, "by": "us", "whole": True},
    "rows": [{"n": 1, "kind": "a", "size": 2.0}, {"n": 2, "kind": "b", "size": None}, {"n": 3, "kind": "b", "size": 5}],
}
PATHS = [
    ("made/changed", {"is": 0}, True),
    ("made/whole", {"is": True}, True),
    ("made/by", {"is": "them"}, False),
    ("rows/#", {"is": 3}, True),
    ("rows/#", {"at_least": 2}, True),
    ("rows/#", {"at_most": 4}, True),
    ("rows/kind=b/#", {"at_least": 2}, True),
    ("rows/kind=b/#", {"at_least": 3}, False),
    ("rows/size/#", {"is": 2}, True),
    ("rows/size", {"at_least": 2}, True),
    ("rows/size", {"at_most": 4.9}, False),
    ("rows/n=3/size", {"at_least": 5}, True),
    ("rows/n=4/size", {"at_least": 0}, False),
    ("rows/nothing", {"at_most": 0}, False),
    ("made/by", {"at_most": 0}, False),
]


@pytest.mark.parametrize(("at", "wanted", "met"), PATHS)
def test_a_leaf_is_met_or_not_and_fails_when_what_it_reads_is_spoiled(tmp_path, at, wanted, met):
    path = tmp_path / "data.json"
    path.write_text(json.dumps(DATA))
    before = path.read_bytes()
    leaf = {"leaf": "one", "kind": "json", "json": "data.json", "at": at} | wanted
    assert judged(leaf, tmp_path)[0] is met
    if met:
        with broken(leaf, tmp_path):
            assert not judged(leaf, tmp_path)[0]
        assert path.read_bytes() == before
    path.unlink()
    assert judged(leaf, tmp_path) == (False, "not there")


def test_weights_are_shares_of_one():
    assert 40 <= len(LEAVES) <= 80
    assert sum(share for _, share, _ in LEAVES) == pytest.approx(1.0)
    names = [leaf["leaf"] for *_, leaf in LEAVES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("leaf", [leaf for *_, leaf in LEAVES if leaf["kind"] == "run"], ids=lambda leaf: leaf["leaf"])
def test_a_command_is_broken_where_something_stands(leaf):
    said = leaf["break"]
    if not said["file"].startswith("results/"):
        assert said["old"] in (ROOT / said["file"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("leaf", [leaf for *_, leaf in LEAVES if leaf["kind"] != "run"], ids=lambda leaf: leaf["leaf"])
def test_what_this_checkout_holds_can_be_spoiled(leaf, tmp_path):
    """Of the results only what is there."""
    name = leaf[leaf["kind"]]
    if not (ROOT / name).is_file():
        pytest.skip("not computed here")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / name, tmp_path / name)
    if not judged(leaf, tmp_path)[0]:
        pytest.skip("not met here")
    with broken(leaf, tmp_path):
        assert not judged(leaf, tmp_path)[0]


WRONG = [
    ("first: [make]\ngroup: all\nof: []", "all has nothing in it"),
    ("first: [make]\ngroup: all\nof: [{leaf: one}]", "'one' has no kind"),
    ("first: [make]\ngroup: all\nof: [{leaf: one, file: a, json: b}]", "'one' has \\['json', 'file'\\]"),
    ("first: [make]\ngroup: all\nof: [{leaf: one, file: a, byte: 3}]", "'byte'; valid: .*bytes"),
    ("first: [make]\ngroup: all\nof: [{leaf: one, json: a, at: b}]", "lacks one of is, at_least, at_most"),
    ("first: [make]\ngroup: all\nof: [{leaf: one, run: a}]", "lacks break"),
    (
        "first: [make]\ngroup: all\nof: [{leaf: one, run: a, break: {file: b, old: f(x, y), new: f(x, z)}}]",
        "one.: break",
    ),
    ("first: [make]\ngroup: all\nof: [{leaf: one, file: a, weight: 0}]", "weight 0; valid: a number > 0"),
    ("first: [make]\ngroup: all\nof: [7]", "7 is neither a leaf nor a group"),
    ("first: [make]\ngroup: [", "cannot be read"),
    ("- 1", "rubric.yaml has"),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_a_wrong_rubric_is_answered_in_one_sentence(tmp_path, text, told):
    (tmp_path / "rubric.yaml").write_text(text)
    with pytest.raises(RubricError) as error:
        grade.read(tmp_path / "rubric.yaml")
    assert re.search(told, str(error.value)) and "\n" not in str(error.value)


def test_commands_run_with_the_environment_of_their_checkout(tmp_path):
    leaf = {"leaf": "one", "kind": "run", "run": "echo $PATH; exit 3", "exit": 3, "says": f"^{tmp_path}/.venv/bin:"}
    assert judged(leaf, tmp_path)[0] and not judged(leaf | {"exit": 0}, tmp_path)[0]
    assert not {"MAKEFLAGS", "AUTOCOHERENCE_VENV"} & environment(tmp_path).keys()


def test_wrong_words_are_refused():
    done = subprocess.run([sys.executable, grade.__file__, "--mutat"], capture_output=True, text=True)
    assert done.returncode == 1 and "valid: --mutate or --here" in done.stderr and "Traceback" not in done.stderr
