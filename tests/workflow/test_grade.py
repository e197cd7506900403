"""The rubric: every leaf can be met and can fail, and what is wrong with a rubric is said in one sentence."""

import json
import os
import re
import shutil
import subprocess
import sys

import grade
import pytest
import yaml
from rubric import RubricError, checked, environment, files, judged, leaves
from spoil import broken, ends
from toy import ROOT

RUBRIC = yaml.safe_load((ROOT / "rubric.yaml").read_text(encoding="utf-8"))
LEAVES = list(leaves(RUBRIC))
MADE = {"made": {"by": "us"}, "rows": [{"size": 2.0}, {"size": 5}]}


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
    for path in files(leaf, ROOT):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    if not judged(leaf, tmp_path)[0]:
        pytest.skip("not computed here, or not met")
    for which in ends(leaf):
        with broken(leaf, tmp_path, which):
            assert not judged(leaf, tmp_path)[0]


IDLE = {  # leaves that cannot fail, or whose damage does not reach what they look at
    "a command that always succeeds": {"run": "true", "break": {"file": "a.txt", "old": "one", "new": "two"}},
    "what is to be broken is not there": {"run": "true", "break": {"file": "b.txt"}},
    "what is to be replaced is not there": {
        "run": "grep -q one a.txt",
        "break": {"file": "a.txt", "old": "9", "new": "8"},
    },
    "no more can be added": {"json": "data.json", "at": "made/by/#", "at_most": 1},
}
ALIVE = {
    "the first word": {"run": "grep -q one a.txt", "break": {"file": "a.txt", "old": "one", "new": "two"}},
    "a file is there": {"run": "test -f a.txt", "break": {"file": "a.txt"}},
    "a file is large": {"file": "a.txt", "bytes": 4},
    "an exit": {"run": "exit $(wc -l < a.txt)", "exit": 1, "break": {"file": "a.txt", "old": "one", "new": "one\n"}},
    "no third kind": {"json": "data.json", "at": "rows/kind=c/#", "is": 0},
    "all are small": {"json": "data.json", "at": "rows/size", "at_most": 5},
}
UNMET = {"a large file": {"file": "a.txt", "bytes": 9}, "another one": {"run": "false", "break": {"file": "a.txt"}}}


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with a rubric; what its first command makes is not committed."""
    told = [{"leaf": name} | leaf for name, leaf in (IDLE | ALIVE | UNMET).items()]
    first = f"cat > data.json <<'end'\n{json.dumps(MADE)}\nend"
    rubric = {"first": [first], "group": "all", "of": [{"group": "part", "of": told}]}
    (tmp_path / "rubric.yaml").write_text(yaml.safe_dump(rubric))
    (tmp_path / "a.txt").write_text("one\n")
    for words in (["init"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-m", "one"]):
        subprocess.run(["git", "-C", tmp_path, *words], check=True, capture_output=True)
    monkeypatch.setattr(grade, "ROOT", tmp_path)
    return tmp_path


def test_leaves_that_cannot_fail_are_named_and_no_others(repository, capsys):
    said = grade.main("--mutate")
    assert said == f"leaves that cannot fail: {'; '.join(IDLE)}"
    told = json.loads((repository / "results" / "grade.json").read_text())
    found = {leaf["leaf"]: (leaf["met"], leaf["can_fail"]) for leaf in told["leaves"]}
    wanted = (
        dict.fromkeys(IDLE, (True, False)) | dict.fromkeys(ALIVE, (True, True)) | dict.fromkeys(UNMET, (False, None))
    )
    assert found == wanted and told["clone"] is True
    share = (len(IDLE) + len(ALIVE)) / len(wanted)
    assert told["grade"] == pytest.approx(share, abs=1e-4)
    assert f"grade {share:.3f}: {len(IDLE) + len(ALIVE)} of {len(wanted)} leaves" in capsys.readouterr().out
    assert not (repository / "data.json").exists()  # it was made in the clone


def test_a_checkout_is_graded_as_it_is_and_nothing_in_it_is_broken(repository):
    (repository / "a.txt").write_text("one and more\n")
    assert grade.main("--here") == 0
    told = json.loads((repository / "results" / "grade.json").read_text())
    assert told["clone"] is False and {leaf["can_fail"] for leaf in told["leaves"]} == {None}
    met = {leaf["leaf"] for leaf in told["leaves"] if leaf["met"]}
    assert "a large file" in met and "all are small" not in met  # no first command made what it looks at


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
    ("first: [make]\ngroup: all\nof: [{leaf: one, json: a, at: b, is: []}]", "one.: is \\[\\]; valid: text, a number"),
    ("first: [make]\ngroup: all\nof: [{leaf: one, json: a, at: b, at_most: .inf}]", "at_most inf; valid: a number"),
    ("first: [make]\ngroup: all\nof: [{leaf: one, json: a, at: 'b/#', at_least: 0}]", "by every one; valid: is >= 0"),
    ("first: [make]\ngroup: all\nof: [{leaf: one, json: a, at: 'b/#', is: some}]", "by no number.*; valid: is >= 0"),
    ("first: [make]\ngroup: all\nof: [{leaf: one, file: a, bytes: 0}]", "bytes 0; valid: a whole number > 0"),
    ("first: [make]\ngroup: all\nof: [{leaf: one, run: a, says: '(', break: {file: b}}]", "valid: a regular expr"),
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


def test_commands_run_with_the_environment_of_their_checkout(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOCOHERENCE_VENV", "elsewhere")
    command = {"run": "echo $PATH; exit 3", "exit": 3, "says": f"^{tmp_path}/.venv/bin:", "break": {"file": "a"}}
    leaf = checked({"leaf": "one"} | command)
    assert judged(leaf, tmp_path)[0] and not judged(leaf | {"exit": 0}, tmp_path)[0]
    for name in ("ARGS", "VERBOSE", "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES"):  # told to the grading, not to the graded
        monkeypatch.setenv(name, "--mutate")
    assert environment(tmp_path).keys() == os.environ.keys() - {
        "ARGS",
        "VERBOSE",
        "MAKEFLAGS",
        "MFLAGS",
        "MAKEOVERRIDES",
        "AUTOCOHERENCE_VENV",
    } | {"PYTHONDONTWRITEBYTECODE"}
    here = environment(ROOT)  # this checkout's is the one in use
    assert here["PATH"].startswith(f"{ROOT}/elsewhere/bin:") and here["AUTOCOHERENCE_VENV"] == "elsewhere"
    monkeypatch.delenv("AUTOCOHERENCE_VENV")
    assert environment(ROOT)["PATH"].startswith(f"{ROOT}/.venv/bin:")


def test_wrong_words_are_refused():
    done = subprocess.run([sys.executable, grade.__file__, "--mutat"], capture_output=True, text=True)
    assert done.returncode == 1 and "valid: --mutate or --here" in done.stderr and "Traceback" not in done.stderr
