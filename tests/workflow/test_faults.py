"""Whatever happens to a run, the same command afterwards finishes it with the same bytes and leaves nobody behind."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from toy import WRITE, call, write_notebook

pytestmark = pytest.mark.slow  # one kill is a default test of test_make, by Ctrl-C, and one of test_runner, by -9
MAKE = [sys.executable, "workflow/scripts/reproduce.py"]  # what `make` does
ENTRY = "  {name}: {{notebook: light, title: t, parameters: {{amplitude: {number}.0, points: 5}}}}\n"
# writes its outputs in two halves, so that there is a moment at which they are half-written
HALVES = (
    WRITE.replace('write_text("[]")', 'write_text("[")')
    + """
import time
time.sleep(0.3)
for path in (figure_pdf, figure_png, data):
    Path(path).write_text(f"[{amplitude}]" * 1000)
Path(claims).write_text("[]")
"""
)


def many(folder, count):
    """Give a checkout ``count`` light analyses in place of its own."""
    write_notebook(folder / "notebooks" / "light.ipynb", HALVES)
    text = "".join(ENTRY.format(name=f"a{number}", number=number) for number in range(count))
    (folder / "config" / "config.yaml").write_text("analyses:\n" + text)
    return folder


def results(folder):
    """Return the bytes of every result but wall times."""
    paths = [*(folder / "figures").glob("*.p*"), *(folder / "results").rglob("*")]
    return {p.relative_to(folder): p.read_bytes() for p in paths if p.is_file() and "benchmarks" not in p.parts}


def processes(folder):
    """Return the processes that work in a folder."""
    found = []
    for process in psutil.process_iter(["cwd", "status"]):
        if process.info["status"] != psutil.STATUS_ZOMBIE and process.info["cwd"]:
            found += [process] * Path(process.info["cwd"]).is_relative_to(folder)
    return found


def nobody_left(folder, seconds=10):
    """Tell whether, after a moment, no process works in a folder."""
    deadline = time.monotonic() + seconds
    while processes(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not processes(folder)


@pytest.fixture(scope="module")
def light(finished, tmp_path_factory):
    """A fresh checkout with four light analyses, and its results."""
    folder = tmp_path_factory.mktemp("light") / "spaced é"
    shutil.copytree(finished, folder, ignore=shutil.ignore_patterns("results", "logs", ".snakemake", "*.pdf", "*.png"))
    whole = shutil.copytree(many(folder, 4), folder.parent / "whole")
    done = call(MAKE, whole)
    assert done.returncode == 0, done.stderr
    return folder, results(whole)


VICTIMS = {"make": "reproduce.py", "snakemake": "-m snakemake", "runner": "run_notebook.py", "kernel": "kernel.py -f"}


def kill_one(run, victim, moment):
    """Kill -9 a victim of its kind, ``moment`` seconds after there is one; return whether one was found."""
    deadline = time.monotonic() + 60
    start = None
    while run.poll() is None and time.monotonic() < deadline:
        family = (
            [run, *psutil.Process(run.pid).children(recursive=True)] if victim != "make" else [psutil.Process(run.pid)]
        )
        found = []
        for process in family[victim != "make" :]:
            try:
                found += [process] * (VICTIMS[victim] in " ".join(process.cmdline()))
            except psutil.NoSuchProcess:
                continue
        if found and start is None:
            start = time.monotonic()
        if found and time.monotonic() - start >= moment:
            found[0].kill()
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="needs the parent's death signal")
@pytest.mark.parametrize("number", range(30))
def test_kill_9_at_a_random_moment(light, tmp_path, number):
    source, expected = light
    folder = shutil.copytree(source, tmp_path / "checkout é")
    chance = random.Random(number)
    victim = list(VICTIMS)[number % 4]
    with open(tmp_path / "said", "w") as said:
        run = subprocess.Popen(MAKE, cwd=folder, stdout=said, stderr=said, start_new_session=True)
        hit = kill_one(run, victim, chance.uniform(0, 2.5))
        run.wait(120)
    again = call(MAKE, folder)
    assert again.returncode == 0, again.stderr
    assert results(folder) == expected
    assert nobody_left(folder)
    if not hit:
        pytest.skip(f"the run was over before its {victim} could be killed")


def in_a_mount(folder, where, options):
    """Run the command with another file system at ``where``, which only it sees."""
    (folder / where).mkdir(exist_ok=True)
    keep = f'cp -r "$0" "{folder}/kept"; mount -t tmpfs none "$0"; cp -r "{folder}/kept/." "$0"'
    inner = f'set -e; {keep}; mount -o remount,{options} "$0"; exec "$@"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", inner, folder / where, *MAKE]
    if subprocess.run(["unshare", "--map-root-user", "--mount", "true"], capture_output=True).returncode:
        pytest.skip("no mount of one's own here")
    return call(command, folder)


@pytest.mark.parametrize(
    ("where", "options", "message"),
    [
        ("figures", "size=8k", "No space left on device"),
        ("results", "size=64k", "No space left on device"),
        ("figures", "ro", "Read-only file system"),
        ("results", "ro", "Read-only file system"),
    ],
)
def test_a_full_or_read_only_disk_is_told_and_costs_nothing_complete(light, tmp_path, where, options, message):
    source, expected = light
    folder = shutil.copytree(source, tmp_path / "checkout")
    done = in_a_mount(folder, where, options)
    assert done.returncode != 0 and message in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert call(MAKE, folder).returncode == 0
    assert results(folder) == expected


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "manifest cut"])
def test_a_damaged_result_is_made_again(light, tmp_path, damage):
    source, expected = light
    folder = shutil.copytree(source.parent / "whole", tmp_path / "checkout")
    path = folder / ("results/manifest.json" if damage == "manifest cut" else "results/data/a2.nc")
    content = bytearray(path.read_bytes())
    if damage == "flipped":
        content[len(content) // 2] ^= 1
    date = path.stat().st_mtime
    path.write_bytes(b"" if damage == "emptied" else bytes(content) if damage == "flipped" else bytes(content[:-50]))
    os.utime(path, (date, date))
    done = call(MAKE, folder)
    assert done.returncode == 0 and f"{path.relative_to(folder)} is not what the last run wrote" in done.stdout
    assert results(folder) == expected


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("raise RuntimeError('broken on purpose')", "RuntimeError: broken on purpose"),
        ("import time\ntime.sleep(1000)", "not finished within 0.1 minutes"),
        (
            "import time\ntry:\n    time.sleep(1000)\nexcept BaseException:\n    time.sleep(1000)",
            "not finished within 0.1",
        ),
        ("import os\nos._exit(7)", "DeadKernelError"),
    ],
    ids=["raises", "hangs", "hangs on", "dies"],
)
def test_a_broken_notebook_stops_only_itself(light, tmp_path, cell, message):
    source, expected = light
    folder = shutil.copytree(source, tmp_path / "checkout")
    write_notebook(folder / "notebooks" / "broken.ipynb", WRITE, cell)
    config = folder / "config" / "config.yaml"
    good = config.read_text()
    broken = (
        ENTRY.format(name="broken", number=1).replace("light", "broken").replace("title: t", "title: t, minutes: 0.1")
    )
    config.write_text(good + broken)
    done = call(MAKE, folder)
    assert done.returncode == 1 and message in done.stderr
    assert "broken (analysis) failed; see logs/broken.ipynb" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("The run failed")
    assert not list(folder.rglob("results/*/broken.*")) and not list(folder.glob("figures/broken.*"))
    assert nobody_left(folder)
    config.write_text(good)
    again = call(MAKE, folder)
    assert again.returncode == 0
    assert not re.search(r"^a\d ", (folder / "logs" / "make.log").read_text(), re.M)  # the others were complete
    assert results(folder) == expected


@pytest.mark.parametrize("home", [None, "/proc"])
def test_home_does_not_matter(light, tmp_path, home):
    source, expected = light
    folder = shutil.copytree(source, tmp_path / "Übung 1")
    done = call(MAKE, folder, HOME=home, XDG_CACHE_HOME=None)
    assert done.returncode == 0, done.stderr
    assert results(folder) == expected


def test_two_at_once_take_turns(light, tmp_path):
    source, expected = light
    folder = shutil.copytree(source, tmp_path / "checkout")
    runs = [subprocess.Popen(MAKE, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(2)]
    said = [run.communicate(timeout=200)[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert sum("waiting for it to finish" in text for text in said) == 1
    assert sum("Nothing to do" in text for text in said) == 1
    assert results(folder) == expected


def test_a_hundred_analyses_with_eight_jobs(light, tmp_path):
    folder = many(shutil.copytree(light[0], tmp_path / "checkout"), 100)
    done = call([*MAKE, "all", "--cores", "8"], folder)
    assert done.returncode == 0, done.stderr[-2000:]
    listed = json.loads((folder / "results" / "manifest.json").read_text())
    assert len([path for path in listed if path.startswith("results/data/")]) == 100
    for number in range(100):
        assert (folder / "results" / "data" / f"a{number}.nc").read_text() == f"[{number}.0]" * 1000
    assert nobody_left(folder)


def test_ctrl_c_ends_everything_and_the_run_goes_on_later(light, tmp_path):
    source, expected = light
    folder = shutil.copytree(source, tmp_path / "checkout")
    run = subprocess.Popen(
        MAKE, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(3)
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(60) != 0 and nobody_left(folder)
    assert call(MAKE, folder).returncode == 0
    assert results(folder) == expected
