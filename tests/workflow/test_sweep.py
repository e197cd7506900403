"""Sweeps in shards: the same bytes however cut and wherever computed, and only what is lost is computed again."""

import shutil
import sys
import time

import cluster
import numpy as np
import pytest
import xarray as xr
import yaml
from config_check import checked_analyses
from config_text import ConfigError
from toy import ROOT, call, clone, snakemake

from autocoherence import Arm, PowerLawBath, advantage_ratio, induced_coherence, spin_signal_to_noise
from reproduction import sweep

AXES = {
    "exponent": [0.5, 1.0],
    "cutoff": [10.0, 30.0],
    "beta": {"from": 0.5, "to": 8.0, "points": 3},
    "omega_ratio": {"from": 0.5, "to": 2.0, "points": 4},
}
SMALL = {"title": "A small sweep", "quantity": "advantage_ratio", "shards": 5, "axes": AXES}


def made(folder, small):
    """Compute and merge a sweep without Snakemake; return the merged file."""
    parts = [folder / f"{k}.nc" for k in range(small["shards"])]
    for number, part in enumerate(parts):
        sweep.shard(part, small, number)
    sweep.merge(folder / "whole.nc", small, parts)
    return folder / "whole.nc"


def test_merged_array_is_the_library_and_does_not_depend_on_the_cut(tmp_path):
    one, many = (made(tmp_path / str(n), SMALL | {"shards": n}) for n in (1, 5))
    assert one.read_bytes() == many.read_bytes()
    with xr.open_dataset(one, engine="scipy") as data:
        assert dict(data.sizes) == {"exponent": 2, "cutoff": 2, "beta": 3, "omega_ratio": 4}
        value = data.advantage_ratio.sel(exponent=0.5, cutoff=30.0, omega_ratio=2.0).isel(beta=1)
        expected = advantage_ratio(2.0, 1.0, 2.0, PowerLawBath(1.0, 0.5, 30.0))
        np.testing.assert_allclose(value, expected, rtol=1e-13)


LIBRARY = {  # lambda = omega_1 = 1, f_1 = 1/4
    "advantage_ratio": lambda beta, omega, bath: advantage_ratio(beta, 1.0, omega, bath),
    "signal_to_noise": lambda beta, omega, bath: spin_signal_to_noise(beta, omega, Arm(bath, 0.25, 1.0, 1.0)),
    "coherence": lambda beta, omega, bath: -induced_coherence(beta, omega, Arm(bath, 0.25, 1.0, 1.0)),
}


@pytest.mark.parametrize("quantity", LIBRARY)
def test_every_part_of_a_sweep_is_the_sweep_of_that_part(quantity, tmp_path, monkeypatch):
    """However many values an axis has, and in however many blocks they are computed."""
    monkeypatch.setattr(sweep, "BLOCK", 24)  # two cut-offs at a time
    axes = {"exponent": [2.0, 0.5, 1.0, 3.5], "cutoff": [3.0, 10.0, 30.0], "beta": [0.5, 4.0, 1.0]}
    axes["omega_ratio"] = [0.5, 2.0, 1.5, 0.9]
    with xr.open_dataset(made(tmp_path, SMALL | {"quantity": quantity, "axes": axes}), engine="scipy") as data:
        whole = data[quantity].load()
    last = LIBRARY[quantity](axes["beta"][-1], axes["omega_ratio"][-1], PowerLawBath(1.0, 3.5, 30.0))
    np.testing.assert_allclose(whole[-1, -1, -1, -1], last, rtol=1e-12)
    for axis, values in axes.items():
        for number, value in enumerate(values):
            one = SMALL | {"quantity": quantity, "axes": axes | {axis: [value]}, "shards": 1}
            with xr.open_dataset(made(tmp_path, one), engine="scipy") as part:
                np.testing.assert_allclose(part[quantity], whole.isel({axis: [number]}), rtol=1e-12, err_msg=axis)


def test_a_cut_off_or_missing_shard_is_named(tmp_path):
    made(tmp_path, SMALL)
    parts = [tmp_path / f"{k}.nc" for k in range(5)]
    with pytest.raises(ValueError, match="rows are in no shard"):
        sweep.merge(tmp_path / "less.nc", SMALL, parts[:-1])
    parts[3].write_bytes(parts[3].read_bytes()[:100])
    with pytest.raises(ValueError, match=r"3\.nc is not a shard of this sweep"):
        sweep.merge(tmp_path / "less.nc", SMALL, parts)
    assert not (tmp_path / "less.nc").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"quantity": "noise"}, "sweeps.small.quantity = 'noise' is out of range"),
        ({"shards": 0}, "sweeps.small.shards = 0 is out of range"),
        ({"axes": AXES | {"beta": [0.0]}}, r"sweeps.small.axes.beta.0 = 0.0 is out of range"),
        ({"axes": AXES | {"xi": [1.0]}}, "unknown key 'xi'"),
        ({"axes": {"omega" if n == "omega_ratio" else n: a for n, a in AXES.items()}}, "did you mean 'omega_ratio'"),
        ({"axes": AXES | {"exponent": [1.0, 25.0]}}, r"axes.exponent reaches 25; valid: exponents s <= 20"),
        ({"axes": AXES | {"exponent": {"from": 0.5, "to": 21, "points": 3}}}, r"axes.exponent reaches 21; valid:"),
        ({"shards": 13}, r"sweeps.small.shards = 13 is more than the 12 rows there are.*; valid: at most 12"),
    ],
)
def test_a_bad_sweep_is_refused_before_anything_starts(change, message):
    config = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
    config["sweeps"] = {"small": SMALL | change}
    with pytest.raises(ConfigError, match=message):
        checked_analyses(config, [ROOT / "notebooks"])


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """A clean clone with one small figure and one small sweep, finished on this machine."""
    folder = clone(tmp_path_factory.mktemp("sweep") / "here")
    config = folder / "config" / "config.yaml"
    figure2 = yaml.safe_load(config.read_text(encoding="utf-8"))["analyses"]["figure2"]
    config.write_text(yaml.safe_dump({"analyses": {"figure2": figure2}, "sweeps": {"small": SMALL}}))
    done = snakemake(folder, "sweeps", "results/quick/data/figure2.nc")
    assert done.returncode == 0, done.stderr
    return folder


def arrays_of(folder):
    """Return the bytes of all arrays."""
    return {path.relative_to(folder): path.read_bytes() for path in (folder / "results").rglob("*.nc")}


@pytest.mark.slow
def test_a_lost_shard_is_computed_alone(local, tmp_path):
    folder = shutil.copytree(local, tmp_path / "copy")
    (folder / "results/sweeps/shards/small/2.nc").unlink()
    (folder / "results/sweeps/shards/small/4.nc").write_bytes(b"cut off")
    done = call([sys.executable, "workflow/scripts/reproduce.py", "sweeps"], folder)
    assert done.returncode == 0, done.stderr
    assert [k for k in range(5) if f"small: shard {k}" in done.stdout + done.stderr] == [2, 4]
    assert arrays_of(folder) == arrays_of(local)


OBSTACLES = [f"SLURM is not installed: {cluster.missing()}"] if cluster.missing() else []
if " " in sys.executable:  # the executor puts it into the job's script as it is
    OBSTACLES.append("Snakemake's SLURM executor does not quote a Python whose path has a space")
needs_slurm = pytest.mark.skipif(bool(OBSTACLES), reason="; ".join(OBSTACLES))


@pytest.fixture(scope="module")
def slurm():
    """A private SLURM."""
    with cluster.slurm() as environment:
        yield environment


def submit(folder, slurm, *targets):
    """Run Snakemake with the profile for SLURM; return what it did and how long it took."""
    profile = ["--profile", "workflow/profiles/slurm"]
    start = time.monotonic()
    done = call([sys.executable, "-m", "snakemake", *profile, *targets], folder, **slurm)
    print(f"{targets}: {time.monotonic() - start:.1f} s")
    return done


@pytest.mark.slow
@needs_slurm
def test_slurm_makes_the_same_arrays_and_only_a_lost_shard_again(local, slurm, tmp_path):
    folder = shutil.copytree(local, tmp_path / "there")
    shutil.rmtree(folder / "results")
    shutil.rmtree(folder / ".snakemake")
    done = submit(folder, slurm, "sweeps", "results/quick/data/figure2.nc")
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).count("has been submitted with SLURM jobid") >= 7  # 5 shards, merge, notebook
    assert arrays_of(folder) == arrays_of(local)
    (folder / "results/sweeps/shards/small/2.nc").unlink()
    done = submit(folder, slurm, "sweeps")
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).count("has been submitted with SLURM jobid") <= 3  # the shard, the merge, hashes
    assert arrays_of(folder) == arrays_of(local)


@pytest.mark.slow
@needs_slurm
def test_slurm_reports_a_failed_job_with_its_log(local, slurm, tmp_path):
    folder = shutil.copytree(local, tmp_path / "there")
    script = folder / "src" / "reproduction" / "sweep.py"
    script.write_text(
        script.read_text().replace("bath = PowerLaw", "raise ValueError('no such bath')\n    bath = PowerLaw")
    )
    (folder / "results/sweeps/shards/small/2.nc").unlink()
    done = submit(folder, slurm, "results/sweeps/shards/small/2.nc")
    said = done.stdout + done.stderr
    assert done.returncode == 1 and "logs/sweeps/small/2.log" in said and "sweep_shard" in said
    assert "no such bath" in (folder / "logs/sweeps/small/2.log").read_text()
    assert not (folder / "results/sweeps/shards/small/2.nc").exists()
    assert " R " not in call(["squeue", "-h", "-t", "all"], folder, **slurm).stdout
