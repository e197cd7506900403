"""A certificate notices what moved, says by how much, and does not mind what may differ."""

import importlib.util
import shutil

import numpy as np
import pytest
import xarray as xr
from matplotlib import image
from report.checkout import ANALYSES, CLAIMS, ENTRIES, ROOT, make, outputs, write_json

from reproduction.report.certificate import certificate
from reproduction.report.compare import CertificateError, compare, read, told


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("original")
    make(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        write_json(folder / "results" / "certificate.json", certificate(outputs(folder), ANALYSES, ROOT))
    return folder


@pytest.fixture
def copy(original, tmp_path):
    for part in ("figures", "results"):
        shutil.copytree(original / part, tmp_path / part)
    return tmp_path


def outcome(original, copy, path):
    """Return the finding on one output; every other one must be the same."""
    findings = {one.path: one for one in compare(read(original / "results" / "certificate.json"), copy)}
    assert {one.outcome for name, one in findings.items() if name != path} == {"same"}
    return findings[path]


def change(path, factor):
    """Multiply the numbers of a file."""
    with xr.open_dataset(path, engine="scipy") as data:
        changed = data.load()
    changed["height"] = changed.height * factor
    changed.to_netcdf(path, engine="scipy", format="NETCDF3_64BIT")


def test_same_outputs_are_the_same(original, copy):
    assert outcome(original, copy, "results/data/wave.nc").outcome == "same"


def test_rounding_agrees(original, copy):
    change(copy / "results/data/wave.nc", 1 + 1e-12)
    found = outcome(original, copy, "results/data/wave.nc")
    assert found.outcome == "agrees" and "height" in found.detail and "1.0e-12 (allowed 2.0e-11)" in found.detail


def test_physics_moves(original, copy):
    change(copy / "results/data/wave.nc", 1.05)
    found = outcome(original, copy, "results/data/wave.nc")
    assert found.bad and "differs by 5.0e-02 (allowed 2.1e-11)" in found.detail


def test_one_changed_value_between_the_samples_is_seen(original, copy):
    values = np.ones((2, 40, 40))
    values[1, 17, 23] = 1.01
    change(copy / "results/data/wave.nc", xr.DataArray(values, dims=("exponent", "beta", "omega_ratio")))
    assert outcome(original, copy, "results/data/wave.nc").bad


def test_missing_and_damaged_outputs_are_named(original, copy):
    (copy / "results/data/wave.nc").unlink()
    assert outcome(original, copy, "results/data/wave.nc").outcome == "missing"
    (copy / "results/data/wave.nc").write_bytes(b"CDF\x02 and no more")
    assert outcome(original, copy, "results/data/wave.nc").outcome == "unreadable"


def test_pictures_may_be_redrawn_but_not_changed(original, copy):
    path = copy / "figures/wave.png"
    pixels = image.imread(path)
    image.imsave(path, origin="upper", arr=np.clip(pixels * 1.005, 0, 1))
    found = outcome(original, copy, "figures/wave.png")
    assert found.outcome == "agrees" and "brightness" in found.detail
    image.imsave(path, origin="upper", arr=np.clip(pixels[..., :3] * 0.5, 0, 1))
    assert outcome(original, copy, "figures/wave.png").bad


def test_bytes_of_documents_only_inform(original, copy):
    (copy / "figures/wave.pdf").write_text("another date")
    assert outcome(original, copy, "figures/wave.pdf").outcome == "bytes differ"


def test_verdicts_move(original, copy):
    write_json(copy / "results/claims/wave.json", [CLAIMS[0] | {"holds": False, "measured": 0.5}, CLAIMS[1]])
    found = outcome(original, copy, "results/claims/wave.json")
    assert found.bad and "measured 0.5 instead of measured 2" in found.detail
    write_json(copy / "results/claims/wave.json", [CLAIMS[0] | {"measured": 2.01}, CLAIMS[1]])
    assert outcome(original, copy, "results/claims/wave.json").outcome == "agrees"


def test_verdicts_of_the_ledger_move(original, copy):
    write_json(copy / "results/ledger.json", {"entries": [ENTRIES[0] | {"verdict": "wrong"}, *ENTRIES[1:]]})
    found = outcome(original, copy, "results/ledger.json")
    assert found.bad and found.detail == "(15) wrong instead of definition"
    for entries in (ENTRIES[1:], [*ENTRIES, ENTRIES[0] | {"number": 999}]):
        write_json(copy / "results/ledger.json", {"entries": entries})
        assert "not judged" in outcome(original, copy, "results/ledger.json").detail


def test_certificate_does_not_look_outside(original):
    there = read(original / "results" / "certificate.json")
    there["outputs"] = [
        there["outputs"][0] | {"path": "../../etc/passwd"},
        there["outputs"][0] | {"path": "/etc/passwd"},
    ]
    assert [one.outcome for one in compare(there, original)] == ["unreadable"] * 2


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "autocoherence-certificate/0", "outputs": []}'])
def test_other_files_are_refused(tmp_path, content):
    (tmp_path / "c.json").write_text(content)
    with pytest.raises(CertificateError, match=r"c\.json"):
        read(tmp_path / "c.json")


def test_exit_status_tells(original, copy, monkeypatch, capsys):
    spec = importlib.util.spec_from_file_location("build_report", ROOT / "workflow" / "scripts" / "build_report.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "configured", lambda: ANALYSES)
    monkeypatch.chdir(copy)
    words = ["verify", str(original / "results" / "certificate.json")]
    assert script.main(words) == 0 and "results agree." in capsys.readouterr().out
    change(copy / "results/data/wave.nc", 1.05)
    assert script.main(words) == 1 and "; 1 do not." in capsys.readouterr().out
    assert script.main(["verify", str(copy / "nowhere.json")]) == 2


def test_told_names_other_circumstances(original):
    there = read(original / "results" / "certificate.json")
    lines = told(there, there["made"] | {"python": "9.9"}, compare(there, original))
    assert any("9.9" in line and "certificate: " in line for line in lines)
