"""What holds of every comparison of two runs, whatever they are: no side, no place and no number of items is special.

The tolerances here are written down a second time, as docs/regression.md states them: a judge cannot be the witness of
its own lenience.
"""

import base64
import io
import json
import math
from itertools import product

import numpy as np
import pytest
import xarray as xr
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from reproduction import regression
from reproduction.agreement import arrays, pictures, verdicts
from reproduction.agreement.difference import Claim, Difference, of_form, telling
from reproduction.agreement.digest import digest, files
from reproduction.agreement.outputs import described as described_output
from reproduction.agreement.outputs import differences, judged
from reproduction.report.compare import compare, told

PROMISED, COARSEST, ONE_LEVEL, BRIGHTNESS = 1e-11, 1e-2, 1.0, 0.06  # docs/regression.md, docs/certificate.md
TEXTS = ["sub-Ohmic", "Ohmic", "super-Ohmic", "super"]
STATEMENTS = ["it grows", "it ends", "it grows", "it turns"]


def claim(statement, **changes):
    """A judged claim."""
    content = {"statement": statement, "source": "Eq. (1)", "measured": 2.0, "at_least": 1.0, "at_most": 3.0}
    return content | {"holds": True, "expected": True} | changes


def outputs(seed=0, panels=4):
    """What stands for an output with something of every kind, in arrays of up to three axes."""
    random = np.random.default_rng(seed)
    numbers = 1 + random.random((panels, 3, 4))
    numbers[1, 2, 3] = np.inf
    content = {
        "map": (("k", "y", "x"), numbers),
        "curve": (("x",), numbers[0, 0]),
        "truth": (("k", "y"), numbers[:, :, 0] > 1.5),
        "text": (("k",), np.array(TEXTS[:panels], object)),
    }
    data = xr.Dataset(
        {name: (dims, one, {"units": "1", "long_name": name}) for name, (dims, one) in content.items()},
        {axis: (axis, np.arange(float(size)), {"units": axis}) for axis, size in (("y", 3), ("x", 4))},
    )
    return {
        "data": data,
        "picture": random.integers(40, 200, (20, 20 * panels, 3)).astype(float),
        "claims": [claim(one, holds=holds) for one, holds in zip(STATEMENTS, (True, False, None, True), strict=True)],
        "verdicts": {"1": "verified", "2": "misprint", "fig1": "imprecise"},
        "inscriptions": {"panel 1, title": "(a) one", "panel 1, x limits": [0.0, 1.0], "panel 2, title": "(b) two"},
        "words": {"text 1": "It grows.", "text 2": "It ends.", "scale": "log", "beyond": True},
    }


def described(content):
    """The same as plain data, without the detour of files."""
    image = content["picture"]
    kept = {name: content[name] for name in ("inscriptions", "words")}
    kept["claims"] = verdicts.claims(content["claims"])
    kept["verdicts"] = verdicts.ledger(
        {"entries": [{"number": number, "verdict": said} for number, said in content["verdicts"].items()]}
    )
    return kept | {"arrays": arrays.described(content["data"]), "blocks": blocks(image)}


def blocks(image):
    """The mean brightness of the blocks of a picture, as `pictures.blocks` has it."""
    rows = (np.array_split(part, 32, axis=1) for part in np.array_split(image.mean(axis=-1) / 255, 12, axis=0))
    return [[float(block.mean()) for block in row] for row in rows]


def moved_items():
    """Yield every way to move one item of one kind, by a little more than may be: (what, content)."""
    plain = outputs()
    for name, array in plain["data"].data_vars.items():
        for at in np.ndindex(array.shape):
            changed = array.copy(deep=True)
            before = changed.values[at]
            other = {"b": lambda one: not one, "O": lambda one: one + "!"}
            changed.values[at] = other.get(array.dtype.kind, lambda one: one * (1 + 1e-9))(before)
            if not (isinstance(before, float) and np.isinf(before)):
                yield f"{name}{at}", plain | {"data": plain["data"].assign({name: changed})}
        for part in ("units", "long_name"):
            renamed = array.assign_attrs({part: "another"})
            yield f"{part} of {name}", plain | {"data": plain["data"].assign({name: renamed})}
        yield f"without {name}", plain | {"data": plain["data"].drop_vars(name)}
    for number, one in enumerate(plain["claims"]):
        rest = plain["claims"][:number], plain["claims"][number + 1 :]
        yield f"without claim {number}", plain | {"claims": [*rest[0], *rest[1]]}
        changes = [{"holds": holds} for holds in (True, False, None) if holds is not one["holds"]]
        changes += [{"measured": 2.03}, {"measured": -2.0}, {"measured": None}]
        for change in (*changes, {"expected": False}, {"at_least": 0.999}, {"at_most": 2.999}):
            yield f"{change} of claim {number}", plain | {"claims": [*rest[0], one | change, *rest[1]]}
    for number in plain["verdicts"]:
        yield f"verdict of {number}", plain | {"verdicts": plain["verdicts"] | {number: "wrong"}}
        rest = {key: one for key, one in plain["verdicts"].items() if key != number}
        yield f"without {number}", plain | {"verdicts": rest}
    for part in ("title", "equation"):
        yield f"the {part}", plain | {"data": plain["data"].assign_attrs({part: "another"})}
    for part in ("inscriptions", "words"):
        for place in plain[part]:
            yield f"{part}: {place}", plain | {part: plain[part] | {place: "another"}}
            yield f"{part} without {place}", plain | {part: {k: v for k, v in plain[part].items() if k != place}}
    for kind in ("claims", "verdicts", "arrays", "inscriptions", "words"):
        yield f"without {kind}", plain | {"without": kind}
    brighter = plain["picture"].copy()
    brighter[:10, :10] = 255.0
    yield "a block of a picture", plain | {"picture": brighter}


def test_every_single_item_counts_on_either_side():
    """Symmetric: what is missing here is new there."""
    plain = described(outputs())
    assert judged(differences(plain, described(outputs())))[0] == "agrees"
    for what, content in moved_items():
        other = described(content)
        other.pop(content.get("without"), None)
        for one, two in ((plain, other), (other, plain)):
            assert judged(differences(one, two))[0] == "moved", what


@given(st.dictionaries(st.sampled_from("abc"), st.sets(st.sampled_from("xyz"), min_size=1), min_size=1), st.data())
def test_every_landmark_of_every_panel_counts_on_either_side(panels, data):
    there = {label: dict.fromkeys(marks, (2.0, 2.0, 1.0)) for label, marks in panels.items()}
    label = data.draw(st.sampled_from(sorted(there)))
    mark = data.draw(st.sampled_from(sorted(there[label])))
    precise = Claim.of(xr.DataArray([2.0]))
    assert all(one.ratio <= 1 for one in arrays.landmarks_of(precise, there, there))
    gone = {name: value for name, value in there[label].items() if name != mark}
    for here in (gone, there[label] | {mark: (2.0 + 1e-10, 2.0, 1.0)}, there[label] | {"new": (2.0, 2.0, 1.0)}):
        other = there | {label: here}
        for one, two in ((there, other), (other, there)):
            assert any(difference.ratio > 1 for difference in arrays.landmarks_of(precise, one, two))


@pytest.mark.parametrize("claimed", ["accuracy", "absolute_accuracy"])
def test_one_run_that_claims_little_gives_no_leave_to_another(claimed):
    plain = xr.DataArray(np.linspace(1.0, 2.0, 12).reshape(3, 4), dims=("y", "x"), name="map")
    rough = plain.assign_attrs({claimed: 5e-3})
    for at in np.ndindex(plain.shape):
        moved = rough.copy(deep=True)
        moved[at] += 1e-9
        for one, two in ((plain, moved), (moved, plain)):
            assert any(found.ratio > 1 for found in arrays.values_of(one, two)), at
        assert all(found.ratio <= 1 for found in arrays.values_of(rough, moved)), at


def test_every_infinity_counts():
    plain = outputs()
    for at in product(range(4), range(0, 3, 2), (0, 3)):
        values = plain["data"]["map"].values.copy()
        values[at] = 1.5 if np.isinf(values[at]) else np.inf
        other = described(plain | {"data": plain["data"].assign(map=plain["data"]["map"].copy(data=values))})
        assert judged(differences(described(plain), other))[0] == "moved", at


def as_file(picture):
    """A picture as the plain data that stands for it."""
    content = io.BytesIO()
    Image.fromarray(picture.astype(np.uint8)).save(content, "png")
    return base64.b64encode(content.getvalue()).decode()


@pytest.mark.parametrize("panels", [1, 3, 4, 10])
def test_every_panel_of_a_picture_counts_for_itself(panels):
    """Levels that rise here and fall there change no mean; one and a half levels can be seen, a half is rounding."""
    picture = np.random.default_rng(panels).integers(40, 200, (20, 20 * panels, 3)).astype(float)
    sign = np.where(np.indices(picture.shape).sum(axis=0) % 2, 1.0, -1.0)
    for panel in range(panels):
        inside = np.zeros_like(picture)
        inside[:, 20 * panel : 20 * panel + 20] = 1.0
        for levels, part, seen in ((1.0, 1.0, False), (2.0, 0.2, False), (2.0, 1.0, True), (6.0, 0.1, True)):
            where = np.random.default_rng(0).random(picture.shape) < part
            other = picture + np.rint(levels) * sign * inside * where
            size = math.sqrt(np.mean((other - picture)[:, 20 * panel : 20 * panel + 20] ** 2))
            assert (size > ONE_LEVEL) is seen
            for one, two in ((picture, other), (other, picture)):
                found = pictures.bare_differences(as_file(one), as_file(two))
                real = [place for place, difference in enumerate(found) if difference.ratio > 1]
                assert len(found) == panels and real == [panel] * seen
    wider = np.concatenate([picture, picture[:, :20]], axis=1)
    assert pictures.bare_differences(as_file(picture), as_file(wider))[0].ratio > 1


@given(st.floats(-0.2, 0.2), st.integers(0, 11), st.integers(0, 31))
def test_a_block_of_a_picture_may_be_brighter_or_darker_by_little(change, y, x):
    assume(abs(abs(change) - BRIGHTNESS) > 1e-3)
    plain = np.full((12, 32), 0.5)
    other = plain.copy()
    other[y, x] += change
    (found,) = pictures.block_differences(plain.tolist(), other.tolist())
    assert (found.ratio > 1) is (abs(change) > BRIGHTNESS)


errors = st.floats(0.0, 10.0)
kinds = st.sampled_from(["form", "value", "landmark", "picture"])
differing = st.builds(Difference, kinds, st.just("x"), errors, st.floats(0.1, 10.0))
several = st.lists(differing, min_size=1, max_size=6)


@given(several)
def test_what_is_told_is_what_is_real(found):
    """Every difference beyond what is allowed, in some order; else the closest call."""
    real = [one for one in found if one.error > one.allowed]
    shown = telling(found)
    assert (
        sorted(map(id, shown)) == sorted(map(id, real)) if real else shown[0].ratio == max(one.ratio for one in found)
    )
    assert judged(found)[0] == ("moved" if real else "agrees")
    assert judged([*found, of_form("an array is missing")])[0] == "moved"


rough = st.floats(-14.0, 0.0).map(lambda power: 10**power)


@given(rough, rough, st.floats(0.1, 10.0), st.floats(-14.0, 1.0).map(lambda power: 10**power))
def test_two_claims_allow_what_the_stricter_does_and_never_more_than_a_hundredth(here, there, value, change):
    one, two = (
        Claim.of(xr.DataArray([value], attrs={"accuracy": each})) & Claim.of(xr.DataArray([value]))
        for each in (here, there)
    )
    for claims in (one & two, two & one):
        allowed = float(claims.allowed(value, value * (1 + change)))
        strictest = min(here, there, PROMISED, COARSEST)
        assert allowed <= 2 * strictest * value * (1 + change) * (1 + 1e-9)
    alone = Claim.of(xr.DataArray([value], attrs={"accuracy": here}))
    assert (alone & alone).relative <= COARSEST
    assert alone.coarse is (here > COARSEST)
    absolute = Claim.of(xr.DataArray([value], attrs={"accuracy": 0.0, "absolute_accuracy": here}))
    assert absolute.coarse is (here > COARSEST * value)


def test_a_digest_is_of_all_bytes_and_every_file_counts(tmp_path):
    content = bytes(range(256)) * 300
    (tmp_path / "plain").write_bytes(content)
    for place in (0, 63, 64, 1000, 65536, len(content) - 1):
        (tmp_path / "other").write_bytes(
            content[:place] + b"\xff\xfe"[content[place] == 255 :][:1] + content[place + 1 :]
        )
        assert digest(tmp_path / "plain") != digest(tmp_path / "other"), place
    deep = ["a", "b/c", "b/d/e", "b/d/f/g"]
    for name in deep:
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_text(name)
    assert files([tmp_path / "folder"]) == sorted(str(tmp_path / "folder" / name) for name in deep)


def written(folder):
    """Write an output of every kind; return their names."""
    content = outputs()
    content["data"].to_netcdf(folder / "d.nc", engine="scipy")
    image = Image.fromarray(content["picture"].astype(np.uint8))
    image.save(folder / "f.bare.png")
    image.resize((640, 240)).save(folder / "f.png")
    (folder / "c.json").write_text(json.dumps(content["claims"]))
    entries = [{"number": number, "verdict": said} for number, said in content["verdicts"].items()]
    (folder / "l.json").write_text(json.dumps({"entries": entries}))
    (folder / "t.txt").write_text("nothing in it is compared but its bytes")
    return ["c.json", "d.nc", "f.bare.png", "f.png", "l.json", "t.txt"]


@pytest.mark.parametrize("damage", ["missing", "unreadable", "moved"])
def test_every_output_of_a_certificate_counts_and_so_does_the_last_line(tmp_path, damage):
    names = written(tmp_path)
    made = {"made": {}, "outputs": [described_output(tmp_path, name) for name in names]}
    content = outputs(seed=1)["data"]
    for name in names[:-1] + names[-1:] * (damage == "missing"):
        path, kept = tmp_path / name, (tmp_path / name).read_bytes()
        if damage == "missing":
            path.unlink()
        elif damage == "unreadable":
            path.write_bytes(kept[: len(kept) // 3])
        elif name == "d.nc":
            content.to_netcdf(path, engine="scipy")
        elif name.endswith("png"):
            Image.fromarray(255 - np.asarray(Image.open(path))).save(path)
        else:
            path.write_text(path.read_text().replace("true", "false").replace("misprint", "verified"))
        findings = compare(made, tmp_path)
        assert {one.path: one.outcome for one in findings if one.outcome != "same"} == {name: damage}
        assert [one.bad for one in findings] == [one.path == name for one in findings]
        assert told(made, {}, findings)[-1] == f"\n{len(names) - 1} of {len(names)} results agree; 1 do not."
        path.write_bytes(kept)
    assert told(made, {}, compare(made, tmp_path))[-1] == f"\n{len(names)} of {len(names)} results agree."


@pytest.mark.parametrize("part", ["saved", "configured"])
def test_every_parameter_counts_and_is_named(tmp_path, part):
    """Those that the file names, and those that the notebook was given."""
    written(tmp_path)
    parameters = {"first": 1.0, "second": [1, 2], "third": "ratio"}

    def data(given):
        outputs()["data"].assign_attrs(parameters=json.dumps(given)).to_netcdf(tmp_path / "d.nc", engine="scipy")
        return tmp_path / "d.nc"

    regression.accept(data(parameters), tmp_path / "f.png", tmp_path / "kept" / "a", configured=parameters)
    same = regression.compare(data(parameters), tmp_path / "kept" / "a", configured=parameters)
    assert all(one.ratio <= 1 for one in same)
    for name in parameters:
        for other in (parameters | {name: 2.0}, {key: one for key, one in parameters.items() if key != name}):
            both = {"saved": parameters, "configured": parameters} | {part: other}
            with pytest.raises(regression.OtherSetting, match=f"^{name} = "):
                regression.compare(data(both["saved"]), tmp_path / "kept" / "a", configured=both["configured"])


def test_verdicts_are_compared_by_all_that_two_ledgers_have():
    one, two = {str(k): "verified" for k in range(5)}, {str(k): "verified" for k in range(6)}
    assert len(verdicts.ledger_differences(one, two)) == len(verdicts.ledger_differences(two, one)) == 1
