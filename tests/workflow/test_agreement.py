"""One judge of agreement: accepted values and certificate say the same of whatever is moved by however much."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as some
from PIL import Image

from reproduction import arrays, regression
from reproduction.agreement import arrays as runs
from reproduction.agreement.difference import COARSEST, LEVELS, PROMISE
from reproduction.report.certificate import certificate, text
from reproduction.report.compare import compare, read

X, S = np.linspace(0.2, 3.0, 7), np.array([0.5, 1.0, 2.0])
TOLERANCES = {  # how a value of each array may move: twice what is claimed
    "plain": lambda value: 2 * PROMISE * abs(value),
    "rough": lambda value: 2 * 1e-4 * abs(value),
    "difference": lambda value: 2 * 1e-6,
    "both": lambda value: 2 * (1e-5 * abs(value) + 1e-6),
}
CLAIMED = {
    "plain": {},
    "rough": {"accuracy": 1e-4},
    "difference": {"absolute": 1e-6, "accuracy": 0.0},
    "both": {"accuracy": 1e-5, "absolute": 1e-6},
}
CLAIMS = [
    {"statement": "it grows", "source": "Eq. (1)", "measured": 2.0, "at_least": 1.0, "holds": True, "expected": True},
    {"statement": "it ends", "source": "Eq. (2)", "measured": 2.0, "at_most": 1.0, "holds": False, "expected": False},
]


def values():
    """Arrays of every kind of claim: maps, curves, a number, with signs, zeros and infinities."""
    wave = np.sin(2 * X) * S[:, None]
    wave[1, 3] = 0.0
    return {
        "plain": (("s", "x"), np.exp(-X) * S[:, None]),
        "rough": (("x",), 1 + X**2),
        "difference": (("s", "x"), wave),
        "both": ((), np.array(0.7)),
        "unbounded": (("x",), np.where(X < 1, np.inf, X)),
        "allowed": (("x",), X > 1),
        "cut": (("s",), np.array(["sub-Ohmic", "Ohmic", "super-Ohmic"])),
    }


def produce(folder, content=None, *, claims=CLAIMS, picture=None, coordinates=None):
    """Write a run of one analysis, and return the paths of its results."""
    made = {
        name: arrays.quantity(dims, numbers, "1", name, **CLAIMED.get(name, {}))
        for name, (dims, numbers) in (content or values()).items()
    }
    axes = coordinates or {"x": arrays.quantity("x", X, "1", "x"), "s": arrays.quantity("s", S, "1", "s")}
    arrays.save(folder / "d.nc", made, axes, title="t", equation="(1)", parameters={"points": 7})
    (folder / "c.json").write_text(json.dumps(claims))
    pixels = np.add.outer(np.arange(20), np.arange(40)).astype(np.uint8) if picture is None else picture
    for ending in (".png", ".bare.png"):
        Image.fromarray(np.repeat(pixels[..., None], 3, axis=2)).save((folder / "f").with_suffix(ending))
    return folder


@pytest.fixture(scope="module")
def accepted(tmp_path_factory):
    """A run that was accepted and certified."""
    return certified(produce(tmp_path_factory.mktemp("run")))


def certified(folder):
    """Accept and certify a run."""
    regression.accept(folder / "d.nc", folder / "f.png", folder / "kept" / "a", claims=folder / "c.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        listed = ["d.nc", "c.json", "f.bare.png"]
        (folder / "certificate.json").write_text(text(certificate(listed, {}, folder)))
    return folder


def judges(accepted, folder):
    """What each judge says of a run: whether it agrees."""
    kept = accepted / "kept" / "a"
    found = regression.compare(folder / "d.nc", kept, claims=folder / "c.json")
    found += regression.compare_pictures(folder / "f.bare.png", kept)
    verified = compare(read(accepted / "certificate.json"), folder)
    return {"accepted": all(one.ratio <= 1 for one in found), "certificate": not any(one.bad for one in verified)}


def unanimous(accepted, folder):
    """The verdict of all judges, which must be one."""
    said = judges(accepted, folder)
    assert len(set(said.values())) == 1, said
    return said["accepted"]


def test_a_run_agrees_with_itself(accepted):
    assert unanimous(accepted, accepted)


@pytest.mark.parametrize("name", TOLERANCES)
@pytest.mark.parametrize(("times", "agrees"), [(1 / 3, True), (3.0, False)])
def test_a_value_may_move_within_what_is_claimed_and_no_further(accepted, tmp_path, name, times, agrees):
    dims, numbers = values()[name]
    places = [place for place in np.ndindex(numbers.shape) if numbers[place] != 0 or name == "difference"]
    for together in [places] if agrees else [[place] for place in places]:
        moved = numbers.astype(float)
        for place in together:
            moved[place] += times * TOLERANCES[name](numbers[place])
        assert unanimous(accepted, produce(tmp_path, values() | {name: (dims, moved)})) is agrees, together


@pytest.fixture(scope="module")
def fine(tmp_path_factory):
    """An accepted and certified run with values between those that are compared one by one."""
    folder = tmp_path_factory.mktemp("fine")
    return certified(produce_fine(folder))


def produce_fine(folder, moved=0.0, at=()):
    """Write a map and a family of three curves of 160 points, some of which are moved."""
    x = np.linspace(0.5, 2.0, 160)
    content = {"map": np.outer(x, x) + 1, "curves": np.outer([1.1, 1.2, 1.3], x) + 1}
    for name, place in at:
        content[name][place] += moved
    axes = {"y": arrays.quantity("y", x, "1", "y"), "x": arrays.quantity("x", x, "1", "x")}
    axes |= {"k": arrays.quantity("k", [1, 2, 3], "1", "k")}
    dims = {"map": ("y", "x"), "curves": ("k", "x")}
    return produce(folder, {name: (dims[name], one) for name, one in content.items()}, coordinates=axes)


@pytest.mark.parametrize("place", [("map", (75, 83)), ("curves", (0, 75)), ("curves", (2, 75))], ids=str)
@pytest.mark.parametrize(("times", "agrees"), [(1 / 3, True), (3.0, False)])
def test_a_landmark_sees_what_lies_between_the_compared_values(fine, tmp_path, place, times, agrees):
    name, at = place
    x = np.linspace(0.5, 2.0, 160)
    panel = np.outer(x, x) + 1 if name == "map" else np.array([1.1, 1.2, 1.3])[at[0]] * x + 1
    sum_may_move = 2 * PROMISE * np.sum(np.abs(panel))
    run = produce_fine(tmp_path, times * sum_may_move, [place])
    assert unanimous(fine, run) is agrees
    moved = [one for one in regression.compare(run / "d.nc", fine / "kept" / "a") if one.ratio > 1]
    assert {one.kind for one in moved} == (set() if agrees else {"landmark"})


@pytest.mark.parametrize(("times", "agrees"), [(1 / 3, True), (3.0, False)])
def test_a_picture_may_move_by_a_level(accepted, tmp_path, times, agrees):
    pixels = np.add.outer(np.arange(20.0), np.arange(40.0))
    many = np.random.default_rng(1).random((20, 20)) < min(1.0, (times * LEVELS) ** 2)
    pixels[:, 20:] += many * max(1.0, times * LEVELS)
    assert unanimous(accepted, produce(tmp_path, picture=pixels.astype(np.uint8))) is agrees


FORMS = {
    "an array is missing": lambda c: {name: c[name] for name in c if name != "rough"},
    "an array is new": lambda c: c | {"more": (("x",), X)},
    "two arrays are exchanged": lambda c: c | {"plain": c["difference"], "difference": c["plain"]},
    "an axis is dropped": lambda c: c | {"plain": (("x",), c["plain"][1][0])},
    "an axis has another name": lambda c: c | {"rough": (("y",), c["rough"][1])},
    "an infinity is a number": lambda c: c | {"unbounded": (("x",), np.where(X < 0.3, 1.0, c["unbounded"][1]))},
    "an infinity has another sign": lambda c: c | {"unbounded": (("x",), np.where(X < 1, -np.inf, X))},
    "a number is an infinity": lambda c: c | {"rough": (("x",), np.where(X < 0.3, np.inf, c["rough"][1]))},
    "true is false": lambda c: c | {"allowed": (("x",), X > 2)},
    "a truth is a number": lambda c: c | {"allowed": (("x",), (X > 1).astype(float))},
    "a text is another": lambda c: c | {"cut": (("s",), np.array(["sub-Ohmic", "Ohmic", "superohmic"]))},
    "reversed": lambda c: c | {"rough": (("x",), c["rough"][1][::-1])},
    "rows exchanged": lambda c: c | {"plain": (("s", "x"), c["plain"][1][[0, 2, 1]])},
    "a zero is not": lambda c: c | {"difference": (("s", "x"), c["difference"][1] + 1e-5 * (c["difference"][1] == 0))},
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_another_form_is_noticed_by_all(accepted, tmp_path, form):
    assert not unanimous(accepted, produce(tmp_path, FORMS[form](values())))


def test_another_axis_is_noticed_by_all(accepted, tmp_path):
    s = arrays.quantity("s", S, "1", "s")
    for x in (
        arrays.quantity("x", X + 1e-9, "1", "x"),
        arrays.quantity("x", X, "omega_1", "x"),
        arrays.quantity("x", X, "1", "y"),
    ):
        assert not unanimous(accepted, produce(tmp_path, coordinates={"x": x, "s": s}))


CLAIM_CHANGES = {
    "a verdict": [CLAIMS[0] | {"holds": False}, CLAIMS[1]],
    "one does not apply": [CLAIMS[0] | {"holds": None, "measured": None}, CLAIMS[1]],
    "a bound by one per cent": [CLAIMS[0] | {"at_least": 0.99}, CLAIMS[1]],
    "a bound is gone": [{name: one for name, one in CLAIMS[0].items() if name != "at_least"}, CLAIMS[1]],
    "what is expected": [CLAIMS[0], CLAIMS[1] | {"expected": True}],
    "one is missing": CLAIMS[:1],
    "one is new": [*CLAIMS, CLAIMS[0]],
}


@pytest.mark.parametrize("change", CLAIM_CHANGES)
def test_other_claims_are_noticed_by_all(accepted, tmp_path, change):
    assert not unanimous(accepted, produce(tmp_path, claims=CLAIM_CHANGES[change]))


@pytest.mark.parametrize(("measured", "agrees"), [(2.019, True), (2.021, False), (-2.0, False), (None, False)])
def test_a_measured_number_may_move_by_one_per_cent(accepted, tmp_path, measured, agrees):
    run = produce(tmp_path, claims=[CLAIMS[0] | {"measured": measured}, CLAIMS[1]])
    assert unanimous(accepted, run) is agrees


def test_what_an_error_is_claimed_to_be_is_held_by_its_bound(tmp_path):
    """It may be rounding noise."""
    claim = CLAIMS[0] | {"source": "the claimed errors"}
    run = certified(produce(tmp_path, claims=[claim]))
    for measured, agrees in ((2.9, True), (0.9, False)):
        assert unanimous(run, produce(tmp_path, claims=[claim | {"measured": measured, "holds": agrees}])) is agrees


def test_a_run_that_claims_less_is_held_to_what_was_accepted(accepted, tmp_path, monkeypatch):
    dims, numbers = values()["rough"]
    for relative, agrees in ((1e-5, True), (1e-3, False)):
        monkeypatch.setitem(CLAIMED, "rough", {"accuracy": COARSEST})
        run = produce(tmp_path, values() | {"rough": (dims, numbers * (1 + relative))})
        assert unanimous(accepted, run) is agrees


@pytest.mark.parametrize("claimed", [{"accuracy": 0.5}, {"absolute": 0.5}])
def test_a_claim_that_says_nothing_is_not_accepted(tmp_path, monkeypatch, claimed):
    monkeypatch.setitem(CLAIMED, "rough", claimed)
    folder = produce(tmp_path)
    with pytest.raises(ValueError, match=r"rough claims an error above 0\.01"):
        regression.accept(folder / "d.nc", folder / "f.png", folder / "kept" / "a")
    assert not (folder / "kept").exists()
    dims, numbers = values()["rough"]
    here, there = (
        runs.described(runs.read(produce(tmp_path, content) / "d.nc"))
        for content in (None, values() | {"rough": (dims, 1.1 * numbers)})
    )
    assert max(one.ratio for one in runs.differences(there, here)) > 1


def test_what_is_accepted_in_the_repository_claims_enough():
    for path in (Path(__file__).resolve().parents[2] / "figures" / "reference").glob("*.nc"):
        for array in runs.read(path).data_vars.values():
            assert array.attrs.get("accuracy", 0.0) <= COARSEST
            assert array.attrs.get("absolute_accuracy", 0.0) <= COARSEST * np.max(np.abs(array))


DTYPES = st.one_of(
    st.sampled_from([bool, np.float64, np.float32, np.float16, np.longdouble, np.complex128, "U3", "S3"]),
    st.sampled_from([np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint64, "datetime64[ns]", "timedelta64[ns]"]),
)  # fmt: skip
SHAPES = some.array_shapes(min_dims=0, max_dims=5, min_side=1, max_side=3) | st.sampled_from([(0,), (2, 0), (0, 3)])
ANYTHING = DTYPES.flatmap(lambda kind: SHAPES.flatmap(lambda shape: some.arrays(kind, shape)))
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def accepts(folder):
    """Accept and compare what lies in a folder; return whether it was accepted, after which it agrees with itself."""
    kept = folder / "kept"
    shutil.rmtree(kept, ignore_errors=True)
    try:
        regression.accept(folder / "d.nc", folder / "f.png", kept / "a")
    except ValueError as problem:
        assert "valid" in str(problem) and not kept.exists()
        return False
    assert sorted(path.name for path in kept.iterdir()) == ["a.bare.png", "a.json", "a.nc", "a.png"]
    assert regression.is_accepted(kept / "a")
    assert all(one.error == 0 for one in regression.compare(folder / "d.nc", kept / "a"))
    json.loads((kept / "a.json").read_text(), parse_constant=pytest.fail)
    return True


@PATIENT
@given(content=ANYTHING, axis=ANYTHING)
def test_any_array_is_saved_and_accepted_or_refused_before_anything_is_written(accepted, tmp_path, content, axis):
    (tmp_path / "d.nc").unlink(missing_ok=True)
    dims = "abcde"[: content.ndim]
    axes = {"a": arrays.quantity("a", axis, "1", "a")} if axis.ndim == 1 and axis.shape == content.shape[:1] else {}
    shutil.copy(accepted / "f.png", tmp_path / "f.png")
    shutil.copy(accepted / "f.bare.png", tmp_path / "f.bare.png")
    made = {"z": arrays.quantity(tuple(dims), content, "1", "z")}
    try:
        arrays.save(tmp_path / "d.nc", made, axes, title="t", equation="(1)", parameters={})
    except ValueError as problem:
        assert "valid" in str(problem) and not list(tmp_path.glob("d.nc*"))
        return
    assert accepts(tmp_path)


@PATIENT
@given(content=ANYTHING)
def test_what_others_saved_is_accepted_or_refused_as_well(accepted, tmp_path, content):
    shutil.copy(accepted / "f.png", tmp_path / "f.png")
    shutil.copy(accepted / "f.bare.png", tmp_path / "f.bare.png")
    try:
        xr.Dataset({"z": (tuple("abcde"[: content.ndim]), content)}).to_netcdf(tmp_path / "d.nc", engine="scipy")
    except Exception:
        return
    accepts(tmp_path)


def test_acceptance_that_is_interrupted_leaves_what_was_there(accepted, tmp_path, monkeypatch):
    kept = Path(shutil.copytree(accepted / "kept", tmp_path / "kept"))
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    folder = produce(tmp_path, values() | {"rough": (("x",), 2 + X**2)})
    for name in ("json.dumps", "pathlib.Path.write_bytes"):
        with monkeypatch.context() as patch:
            patch.setattr(name, lambda *_, **__: (_ for _ in ()).throw(OSError("no space left on device")))
            with pytest.raises(OSError, match="no space"):
                regression.accept(folder / "d.nc", folder / "f.png", kept / "a", claims=folder / "c.json")
        assert {path.name: path.read_bytes() for path in kept.iterdir()} == before


def test_files_of_two_acceptances_are_not_mixed(accepted, tmp_path):
    kept = Path(shutil.copytree(accepted / "kept", tmp_path / "kept"))
    other = produce(tmp_path, values() | {"rough": (("x",), 2 + X**2)})
    regression.accept(other / "d.nc", other / "f.png", tmp_path / "other" / "a")
    shutil.copy(tmp_path / "other" / "a.nc", kept / "a.nc")
    with pytest.raises(regression.Damaged, match=r"a\.nc"):
        regression.is_accepted(kept / "a")
