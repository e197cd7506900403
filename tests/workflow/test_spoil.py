"""What a leaf of the rubric sees: every value that it looks at, and every way in which one can be wrong."""

import json

import grade
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rubric import checked, found, holds, judged
from spoil import broken

DATA = {
    "made": {"changed": 0, "by": "us", "whole": True},
    "rows": [
        {"n": 1, "kind": "a", "size": 2.0, "parts": [1, 2]},
        {"n": 2, "kind": "b", "size": None, "parts": 3},
        {"n": 3, "kind": "b", "size": 5},
    ],
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
    ("rows/parts/#", {"is": 3}, True),
    ("rows/size", {"at_least": 2}, True),
    ("rows/size", {"at_most": 4.9}, False),
    ("rows/n=3/size", {"at_least": 5}, True),
    ("rows/n=4/size", {"at_least": 0}, False),
    ("rows/nothing", {"at_most": 0}, False),
    ("made/by", {"at_most": 0}, False),
]


def write(folder, data, name="data.json"):
    """Write what a leaf looks at."""
    (folder / name).write_text(json.dumps(data))


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
    st.fixed_dictionaries(
        {}, optional={"kind": st.sampled_from("ab"), "size": values, "sizes": st.lists(values) | values}
    )
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
    folder, (bound, wanted) = tmp_path_factory.mktemp("some"), asked
    good, bad = GOOD[asked]
    held = [good[0], *data.draw(st.lists(st.sampled_from([*good, None]), max_size=6))]  # null is no value
    held = data.draw(st.permutations(held))
    leaf = leaf_at("rows/size", **{bound: wanted}) | {"json": "data*.json"}
    cut = data.draw(st.integers(0, len(held)))
    write(folder, {"rows": [{"size": value} for value in held[:cut]]})
    write(folder, {"rows": [{"size": value} for value in held[cut:]]}, "data 2.json")
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
