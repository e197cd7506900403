"""The derivation and the code of the checks: what leads to what, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.premises import falls
from reproduction.report.graph import layout
from reproduction.report.sources import checks, equations

STEPS = st.dictionaries(st.integers(2, 127), st.sets(st.integers(1, 126), max_size=4), max_size=40).map(
    lambda found: [{"to": to, "from": sorted(x for x in premises if x < to)} for to, premises in found.items()]
)


@given(STEPS)
def test_what_falls_is_what_is_reached(steps):
    below = falls(steps)
    for number, found in below.items():
        reached, stack = set(), [number]
        while stack:
            here = stack.pop()
            new = {step["to"] for step in steps if here in step["from"]} - reached
            reached |= new
            stack += new
        assert found == sorted(reached)


def test_a_circle_is_named():
    with pytest.raises(ValueError, match="circle: "):
        falls([{"to": 5, "from": [4]}, {"to": 4, "from": [3, 5]}])


def test_every_equation_has_its_own_place():
    step = {"to": 23, "from": [15, 22], "operation": "average", "words": "over the spins", "checked": True}
    picture = layout([step], {23: "verified"})
    places = {(node["x"], node["y"]) for node in picture["nodes"]}
    assert [node["number"] for node in picture["nodes"]] == list(range(1, 128)) and len(places) == 127
    nodes = {node["number"]: node for node in picture["nodes"]}
    assert nodes[23]["verdict"] == "verified" and nodes[23]["steps"] == [step] and nodes[15]["falls"] == [23]
    assert [(one["from"], one["to"]) for one in picture["curves"]] == [(15, 23), (22, 23)]
    assert not set(picture["alone"]) & {15, 22, 23} and len(picture["alone"]) == 124
    assert all(x < picture["width"] and y < picture["height"] for x, y in places)
    assert layout(None, {}) is None


@pytest.mark.parametrize("call", ["Entry(44, {})", "Entry(number=44, {})"])
def test_code_of_a_check_comes_with_its_helpers_and_what_it_is_tried_on(tmp_path, call):
    system, path = tmp_path / "systems" / "pair.py", tmp_path / "equations" / "one.py"
    system.parent.mkdir()
    system.write_text("def helper(r):\n    return r\n\ndef pair(r):\n    return helper(r)\n\nidle = 1\n")
    path.parent.mkdir()
    path.write_text(
        "from autocoherence import signal\nfrom paper.systems.pair import idle, pair\n\n"
        "def unused(s):\n    return idle\n\ndef inner(s):\n    return signal(s)\n\n"
        "def route(s):\n    return inner(s)\n\n"
        f"ENTRIES = [{call.format('sample=pair, routes=[route]')}, Entry(number='slug', routes={{}})]\n"
    )
    found = checks(tmp_path)
    assert set(found) == {44, "slug"} and found[44].path == path
    code = found[44].code
    assert all(part in code for part in ("def route(s)", "def inner(s)", "# systems/pair.py", "def helper", "def pair"))
    assert "unused" not in code and "idle" not in code and "def pair" not in found["slug"].code
    assert path.read_text().splitlines()[found[44].line - 1].startswith("ENTRIES")


def test_ranges_are_read():
    assert equations("Eqs. (123)-(127), (5) and (200)") == [5, 123, 124, 125, 126, 127]
