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
from hypothesis import given
from hypothesis import strategies as st
from rubric import RubricError, checked, environment, found, holds, judged, leaves
from spoil import broken, ends
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


def write(folder, data):
    """Write what a leaf looks at."""
    (folder / "data.json").write_text(json.dumps(data))


def leaf_at(at, **wanted):
    """Return a leaf that asks for something at a place."""
    return checked({"leaf": "one", "json": "data.json", "at": at} | wanted)


@pytest.mark.parametrize(("at", "wanted", "met"), PATHS)
def test_a_leaf_is_met_or_not(tmp_path, at, wanted, met):
    write(tmp_path, DATA)
    assert judged(leaf_at(at, **wanted), tmp_path)[0] is met
    (tmp_path / "data.json").write_text("{")
    assert judged(leaf_at(at, **wanted), tmp_path)[1].startswith("cannot be read")
    (tmp_path / "data.json").unlink()
    assert judged(leaf_at(at, **wanted), tmp_path) == (False, "not there")


values = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-3, 3, allow_nan=False) | st.sampled_from("ab")
rows = st.lists(
    st.fixed_dictionaries({}, optional={"kind": st.sampled_from("ab"), "size": values, "sizes": st.lists(values)})
)
trees = st.fixed_dictionaries({}, optional={"rows": rows, "of": st.fixed_dictionaries({}, optional={"rows": rows})})
ways = st.sampled_from(["rows", "rows/size", "rows/sizes", "rows/kind=a", "rows/kind=b/size", "of/rows/kind", "no"])
bounds = st.sampled_from(["is", "at_least", "at_most"])


def listed(data, at):
    """Return the values at the end of a path, by another way: all paths of a tree are walked."""
    if data is None:
        return []
    if isinstance(data, list):
        return [value for one in data for value in (listed(one, at) if at else [one])]
    if not at:
        return [data]
    name, sign, wanted = at[0].partition("=")
    if not isinstance(data, dict) or name not in data:
        return []
    if sign:
        return listed(data, at[1:]) if str(data[name]) == wanted else []
    return listed(data[name], at[1:])


@given(trees, ways, bounds, st.integers(0, 4))
def test_how_many_there_are_is_counted_and_one_too_many_or_too_few_is_noticed(
    tmp_path_factory, data, at, bound, wanted
):
    folder = tmp_path_factory.getbasetemp()
    write(folder, data)
    before, count = (folder / "data.json").read_bytes(), len(listed(data, at.split("/")))
    if bound == "at_least" and wanted == 0:
        return
    leaf = leaf_at(f"{at}/#", **{bound: wanted})
    met = {"is": count == wanted, "at_least": count >= wanted, "at_most": count <= wanted}[bound]
    assert judged(leaf, folder) == (met, str(count))
    if met:
        assert grade.fails(leaf, folder)
    assert (folder / "data.json").read_bytes() == before


GOOD = {  # what is wanted: values that are it, and values that are not
    ("at_least", 1): ([1, 1.0, 2, 7.5], [0.999999, 0, -2, True, "2"]),
    ("at_most", 0): ([0, -0.0, -3, -1e9], [1e-12, 1, False, "", [0]]),
    ("is", "same"): (["same"], ["samе", "", 1, {}]),
    ("is", True): ([True], [1, False, "True"]),
    ("is", 0): ([0, 0.0], [False, 5e-324, "0", []]),
}


@given(st.sampled_from(list(GOOD)), st.data())
def test_every_one_of_several_values_counts_wherever_it_stands(tmp_path_factory, asked, data):
    folder, (bound, wanted) = tmp_path_factory.getbasetemp(), asked
    good, bad = GOOD[asked]
    held = [good[0], *data.draw(st.lists(st.sampled_from([*good, None]), max_size=6))]  # null is no value
    held = data.draw(st.permutations(held))
    leaf = leaf_at("rows/size", **{bound: wanted})
    write(folder, {"rows": [{"size": value} for value in held]})
    assert judged(leaf, folder)[0] and grade.fails(leaf, folder)
    for which in range(sum(value is not None for value in held)):
        with broken(leaf, folder, which):
            assert not judged(leaf, folder)[0]
    held.insert(data.draw(st.integers(0, len(held))), data.draw(st.sampled_from(bad)))
    write(folder, {"rows": [{"size": value} for value in held]})
    assert not judged(leaf, folder)[0]


@pytest.mark.parametrize("end", [0, -1])
def test_a_judge_that_looks_at_one_end_only_is_noticed(tmp_path, monkeypatch, end):
    def judge(leaf, folder):
        container, key = found(json.loads((folder / "data.json").read_text()), leaf["at"])[end]
        return holds(leaf, container[key]), ""

    write(tmp_path, DATA)
    assert grade.fails(leaf_at("rows/n", at_most=3), tmp_path)
    monkeypatch.setattr(grade, "judged", judge)
    assert not grade.fails(leaf_at("rows/n", at_most=3), tmp_path)


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
    first = f"cat > data.json <<'end'\n{json.dumps(DATA)}\nend"
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
