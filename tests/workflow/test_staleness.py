"""What a change makes out of date: exactly the analyses that depend on it, by content and not by date."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from toy import PARAMETERS, ROOT, WRITE, call, snakemake, write_notebook

LIBRARY = "src/toylib/shape.py"


def outdated(checkout):
    """Return the analyses that Snakemake would run again."""
    done = snakemake(checkout, "-n")
    assert done.returncode == 0, done.stderr
    analyses = set(re.findall(r"^Job \d+: (\w+): notebooks/", done.stdout + done.stderr, re.M))
    said = done.stdout + done.stderr
    assert analyses or "Nothing to be done" in said or re.search(r"^report_page +1$", said, re.M)  # it tells titles
    return analyses


def edit(path, old, new):
    """Replace text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_new_dates_make_nothing_outdated(checkout):
    for path in checkout.rglob("*"):
        if path.is_file() and ".snakemake" not in path.parts:
            os.utime(path)
    assert outdated(checkout) == set()


def slow(*case):
    """Mark a case as one of the long tier."""
    return pytest.param(*case, marks=pytest.mark.slow)


def test_edits_rerun_what_depends_on_them(checkout):
    edit(checkout / "src" / "toylib" / "other.py", "0.0", "1.0")  # flat's
    edit(checkout / "config" / "config.yaml", "amplitude: 3.0", "amplitude: 4.0")  # tall's
    edit(checkout / "config" / "config.yaml", "title: A wave", "title: The wave")
    assert outdated(checkout) == {"flat", "tall"}


@pytest.mark.parametrize(
    ("path", "old", "new", "analyses"),
    [
        (LIBRARY, "-1", "-2", {"wave", "tall"}),
        slow("src/toylib/other.py", "0.0", "1.0", {"flat"}),
        slow("config/config.yaml", "amplitude: 3.0", "amplitude: 4.0", {"tall"}),
        slow("config/config.yaml", "title: A tall", "title: A very tall", set()),
        slow("config/config.yaml", "points: 50", "points: 51", {"wave", "tall"}),
        slow("notebooks/flat.ipynb", "nothing", "nothing ", {"flat"}),
        slow("src/reproduction/claims.py", "measured", "measured ", {"wave", "tall"}),
        slow("workflow/scripts/kernel.py", "A private Jupyter", "A very private Jupyter", {"wave", "tall", "flat"}),
        slow("requirements.lock", "numpy==", "numpy== ", {"wave", "tall", "flat"}),
    ],
)
def test_an_edit_reruns_what_depends_on_it(checkout, path, old, new, analyses):
    edit(checkout / path, old, new)
    assert outdated(checkout) == analyses


@pytest.mark.slow
def test_undoing_an_edit_makes_nothing_outdated(checkout):
    edit(checkout / LIBRARY, "-1", "-2")
    edit(checkout / LIBRARY, "-2", "-1")
    assert outdated(checkout) == set()


def test_contents_of_large_inputs_count(checkout):
    """Snakemake by itself compares only files up to 1 MB; the outputs that the manifest reads may be larger."""
    profile = (checkout / "profiles" / "default" / "config.yaml").read_text()
    limit = int(re.search(r"max-checksum-file-size: (\d+)", profile)[1])
    assert limit >= 10**9


def test_a_missing_output_is_made_again(checkout):
    """Even one that only the manifest reads."""
    (checkout / "figures" / "tall.png").unlink()
    assert outdated(checkout) == {"tall"}


def reproduce(checkout, *options):
    """Do what `make` does."""
    return call([sys.executable, checkout / "workflow/scripts/reproduce.py", *options], checkout)


def test_make_again_does_nothing_and_says_so(checkout):
    done = reproduce(checkout)
    assert done.returncode == 0 and "Nothing to do: everything is up to date." in done.stdout


def test_make_repairs_a_cut_output_and_a_killed_run(checkout):
    """The lock files and the half-written file are those of a run killed with -9."""
    figure = checkout / "figures" / "tall.png"
    whole = figure.read_bytes()
    figure.write_bytes(whole[:100])
    (checkout / "results" / "data" / "wave.nc").unlink()
    locks = checkout / ".snakemake" / "locks"
    locks.mkdir(exist_ok=True)
    for kind in ("input", "output"):
        (locks / f"0.{kind}.lock").write_text("figures/tall.png\n")
    done = reproduce(checkout)
    assert done.returncode == 0, done.stderr
    assert "figures/tall.png is not what the last run wrote" in done.stdout
    assert "flat " not in (checkout / "logs" / "make.log").read_text()
    assert figure.read_bytes() == whole and (checkout / "results" / "data" / "wave.nc").exists()


def test_make_waits_for_a_living_snakemake(checkout):
    """Its lock is not taken away."""
    hold = "from run_lock import hold; hold('.snakemake/running', shared=True); print('held', flush=True); input()"
    scripts = {"PYTHONPATH": str(ROOT / "workflow" / "scripts")}
    other = subprocess.Popen(
        [sys.executable, "-c", hold],
        cwd=checkout,
        env=os.environ | scripts,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout.readline() == b"held\n"
    waiting = subprocess.Popen([sys.executable, "workflow/scripts/reproduce.py"], cwd=checkout, stdout=subprocess.PIPE)
    assert b"waiting for it to finish" in waiting.stdout.readline()
    assert waiting.poll() is None
    other.communicate(b"\n")
    assert b"Nothing to do" in waiting.communicate(timeout=60)[0]


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(checkout):
    first = {path: path.read_bytes() for path in result_files(checkout)}
    for name in ("figures", "results", ".snakemake"):
        for path in (checkout / name).glob("*"):
            if path.name != "paper.mplstyle":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert snakemake(checkout, "--cores", "2").returncode == 0
    assert [path.name for path in result_files(checkout) if path.read_bytes() != first.pop(path)] == []
    assert first == {}


def result_files(checkout):
    """Return all results but the wall times."""
    paths = [*(checkout / "figures").glob("*"), *(checkout / "results").rglob("*")]
    return [path for path in paths if path.is_file() and "benchmarks" not in path.parts]


@pytest.mark.slow
def test_an_edit_of_a_data_file_reruns_what_is_given_it(fresh):
    config = fresh / "config" / "config.yaml"
    config.write_text(config.read_text() + "    files: { table: data/measured.csv }\n")
    (fresh / "data").mkdir()
    (fresh / "data" / "measured.csv").write_text("1,2\n")
    read = "import numpy as np\nprint(np.loadtxt(table, delimiter=','))"
    write_notebook(fresh / "notebooks" / "flat.ipynb", read, WRITE, parameters="table = ''\n" + PARAMETERS)
    assert snakemake(fresh, "--cores", "2").returncode == 0
    assert outdated(fresh) == set()
    (fresh / "data" / "measured.csv").write_text("1,3\n")
    assert outdated(fresh) == {"flat"}
