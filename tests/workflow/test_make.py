"""What a person types and reads: help, targets, parameters, progress; the details are in the log."""

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import command_line
import pytest
import reproduce
import run
import summary
from progress import Progress
from study import StudyError, full_name, label, value
from toy import ROOT, WRITE, call, write_notebook

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(checkout, *words, **environment):
    """Do what `make` does with the words of its command line, whatever the make says that runs the tests."""
    settings = {"MAKEFLAGS": None, "VERBOSE": None} | environment
    return call([sys.executable, "workflow/scripts/reproduce.py", *words], checkout, **settings)


@pytest.fixture
def at_the_keyboard(fresh, monkeypatch):
    """Do what `make` does, in this process, in a checkout without results."""
    (fresh / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    for module in (reproduce, command_line):
        monkeypatch.setattr(module, "ROOT", fresh)
    monkeypatch.chdir(fresh)

    def run(*words, flags=""):
        monkeypatch.setenv("MAKEFLAGS", flags)
        return reproduce.main(*words)

    return run


def contents(folder):
    """Return the bytes of all results but the wall times."""
    paths = [*folder.glob("figures/*"), *folder.glob("results/*/*")]
    return {path: path.read_bytes() for path in paths if path.is_file() and "benchmarks" not in path.parts}


def test_help_is_one_screen_with_every_target_and_every_variable():
    text = command_line.help_text()
    targets = set(re.findall(r"^(\w[\w-]*):(?!=)", MAKEFILE, re.M)) - {"Makefile"}
    assert targets - {"all"} == set(re.findall(r"^make ([\w-]+)", text, re.M)) - {"ANALYSIS"}
    commands, _, analyses = text.partition("\nANALYSIS: ")  # the second part grows with the configuration
    assert "figure5_cutoff3" in analyses and len(commands.splitlines()) <= 28
    assert max(map(len, text.splitlines())) <= 80
    used = set(re.findall(r"\$\(([A-Z]+)\)", MAKEFILE)) - {"BIN", "RUN", "PIN", "PUBLISHING", "MAKE", "MAKECMDGOALS"}
    assert {name for name in used if f"{name}=" not in text} == set()
    assert used <= set(command_line.known_variables())


@pytest.mark.parametrize(
    "text", ["3", "1e-3", "[0.5, 1.0]", "a b  c", "$HOME", "say \"x\" 'y'", "a;b&c*", "back\\slash", ""]
)
def test_a_parameter_arrives_as_it_was_typed(tmp_path, text):
    script = f"import sys, json; sys.path.insert(0, {str(ROOT / 'workflow/scripts')!r}); import command_line as c; "
    (tmp_path / "show.py").write_text(script + "print(json.dumps(c.parameters()))")
    (tmp_path / "Makefile").write_text(f"%:\n\t@{sys.executable} show.py $(ARGS)\n")
    typed = text.replace("$", "$$")  # make's own way to write a dollar
    done = call(["make", "figure3", f"first={typed}", "ARGS=-n", "second=2"], tmp_path, MAKEFLAGS=None, MAKELEVEL=None)
    assert json.loads(done.stdout) == {"first": text, "second": "2"}


@pytest.mark.parametrize(
    ("goals", "flags", "said"),
    [
        ([], " -- points=3", "all takes no points; parameters are an analysis's: make figure3 points=3"),
        (["test"], "k -- ARG=-x", "make knows no ARG; did you mean 'ARGS'?"),
        (["test"], " -j2 -- ARGS=-x PYTHON=python3", None),
        (["quick", "figure3"], " -- points=3", None),  # the analysis knows what it takes
        (["figure3"], "points", None),
    ],
)
def test_a_variable_that_nothing_takes_is_refused(monkeypatch, goals, flags, said):
    monkeypatch.setenv("MAKEFLAGS", flags)
    assert command_line.superfluous(goals) == said


@pytest.mark.parametrize(("word", "meant"), [("waev", "wave"), ("quik", "quick"), ("ststus", "status")])
def test_a_target_that_is_not_there_gets_the_nearest(capsys, at_the_keyboard, word, meant):
    assert at_the_keyboard(word) == 2
    assert capsys.readouterr().err == f"There is nothing called {word!r}; did you mean {meant!r}?\n"


def test_a_figure_with_other_parameters_has_a_place_of_its_own(checkout):
    before = contents(checkout)
    done = make(checkout, "wave", MAKEFLAGS=" -- points=7 ampl=2")
    assert done.returncode == 0, done.stderr
    folder = "results/studies/wave-amplitude=2.0-points=7"
    assert f"figure    {folder}/figures/wave.pdf and .png" in done.stdout
    assert (checkout / folder / "figures" / "wave.png").exists()
    assert "points = 7" in (checkout / folder / "results/notebooks/wave.ipynb").read_text()
    assert {path: text for path, text in contents(checkout).items() if "studies" not in path.parts} == before


@pytest.mark.slow
def test_a_figure_that_is_there_is_not_made_again(checkout):
    done, again = (make(checkout, "wave", MAKEFLAGS=f" -- points=7 {given}") for given in ("ampl=2", "amplitude=2.0"))
    folder = "results/studies/wave-amplitude=2.0-points=7"
    assert done.returncode == 0, done.stderr
    assert again.stdout.startswith("Nothing to do") and folder in again.stdout
    plain = make(checkout, "wave")
    assert plain.stdout.startswith("Nothing to do") and "figure    figures/wave.pdf" in plain.stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("pionts=7", "wave has no parameter 'pionts'; did you mean 'points'?"),
        ("points=many", "wave: points = 'many' is out of range; valid: a whole number from 2 to 20000"),
        ("amplitude=010", "wave: amplitude = 010 is read as 8, base 8; valid: 10"),
        ("ampl=1:30", "wave: amplitude = 1:30 is read as 90, base 60; valid: a number, or text in quotes"),
        (
            r"amplitude=[0,5,\ 1,0]",
            "wave: amplitude has 0,5 in a list; valid: a number with a point, 0.5, or a blank after each comma",
        ),
        ("amplitude=[1", "'[1' is no value; valid: a number, text, or a list like [0.5, 1.0]"),
    ],
)
def test_a_parameter_that_cannot_be_meant_is_one_sentence_and_leaves_nothing(capsys, at_the_keyboard, given, said):
    assert at_the_keyboard("wave", flags=f" -- {given}") == 1
    assert capsys.readouterr() == ("", f"{said}\n")
    assert not Path("results", "studies").exists()


def test_the_beginning_of_a_parameter_is_enough_if_it_is_one():
    known = {"cutoff_over_omega_in": 1.0, "colour_min": 1.0, "colour_max": 1.0, "colour": 1.0}
    assert full_name("cutoff", known, "a") == "cutoff_over_omega_in"
    assert full_name("colour", known, "a") == "colour"
    with pytest.raises(StudyError, match=r"more than one parameter colour_m\.\.\.: colour_min, colour_max"):
        full_name("colour_m", known, "a")


def test_values_are_read_as_numbers_are_written_and_places_tell_them_apart():
    assert [value(text, 1.0) for text in ("3", "1e-3", "-2.5")] == [3.0, 1e-3, -2.5]
    assert value("3", 2) == 3 and value("[0.5, 1]", [1.0]) == [0.5, 1]
    labels = {label("f", {"x": v}) for v in ([1, 2], "1, 2", [12], 12, "_1_2_", 1.0)}
    assert len(labels) == 6 and all(re.fullmatch(r"[\w.=+-]+", text) for text in labels)


@pytest.mark.parametrize("last", ["--forcerun quick_analysis", "--until quick_analysis --quiet host"])
def test_an_option_does_not_swallow_the_target(checkout, last):
    done = make(checkout, "quick", "-n", *f"--rerun-triggers mtime {last}".split())
    planned = set(re.findall(r"^(\w+) +\d+$", done.stdout, re.M))
    assert done.returncode == 0 and "quick_analysis" in planned and planned.isdisjoint({"analysis", "all"})


def test_a_plan_is_no_run(checkout):
    before = contents(checkout)
    done = make(checkout, "all", "-n", "--forceall")
    assert done.returncode == 0 and "This was a dry-run" in done.stdout
    assert "Done" not in done.stdout and "hold" not in done.stdout and contents(checkout) == before


def test_an_option_that_is_none_gets_the_nearest(checkout):
    done = make(checkout, "all", "--forcrun", "x")
    assert done.returncode != 0
    assert (
        done.stderr
        == "Snakemake does not understand ARGS: unrecognized arguments: --forcrun; did you mean --forcerun?\n"
    )


def test_the_screen_is_short_and_the_log_is_not_and_what_is_not_configured_does_not_count(checkout):
    (checkout / "figures" / "flat.pdf").unlink()
    config = checkout / "config" / "config.yaml"
    without = re.sub(r"  tall:\n(    .*\n)+", "", config.read_text())
    assert summary.judged((checkout / "results" / "claims").glob("*.json")) == "(all 2 hold)"
    config.write_text(without)
    done = make(checkout)
    assert "claims    results/claims/*.json  (all 1 hold)\n" in done.stdout
    assert "tall" not in (checkout / "results" / "manifest.json").read_text()
    assert done.returncode == 0 and done.stderr == ""
    assert len(done.stdout.splitlines()) <= 15 and "Done in" in done.stdout and "cell" not in done.stdout
    assert re.search(r"^flat +[\d.]+ s  cell", (checkout / "logs" / "make.log").read_text(), re.M)


@pytest.mark.slow
def test_nothing_is_kept_from_the_screen_of_whoever_wants_all(checkout):
    loud = make(checkout, "all", "--forcerun", "manifest", VERBOSE="1")
    assert "Job stats" in loud.stdout + loud.stderr


def at_a_terminal(checkout, until=None):
    """Do what `make` does at a terminal; return its status and what was seen. Ctrl-C as soon as ``until`` is seen."""
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("no terminals here")
    command = [sys.executable, "workflow/scripts/reproduce.py"]
    started = subprocess.Popen(command, cwd=checkout, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # Linux's way to say that the other side is closed
        while part := os.read(ours, 4096):
            seen += part
            if until and until in seen:
                os.killpg(started.pid, signal.SIGINT)
                until = None
    return started.wait(), seen


@pytest.mark.slow
def test_a_terminal_sees_one_line_that_moves(checkout):
    (checkout / "figures" / "flat.pdf").unlink()
    status, seen = at_a_terminal(checkout)
    lines = [text for text in seen.split(b"\r\x1b[K") if b"steps" in text]
    assert status == 0 and len(set(lines)) > 3 and not any(b"\n" in text for text in lines[:-1])
    assert all(len(text) < 80 for text in lines)


def test_an_interrupted_run_says_so_and_nothing_of_failures(checkout):
    write_notebook(checkout / "notebooks" / "flat.ipynb", "import time\ntime.sleep(60)", WRITE)
    status, seen = at_a_terminal(checkout, until=b"s: flat")
    assert status == 130 and seen.endswith(b"Interrupted; the same command goes on where it stopped.\r\n")
    assert b"failed" not in seen


def test_a_user_without_a_name_gets_one(monkeypatch):
    """As in a container, with the number of whoever started it."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda number: {}[number])
    assert run.person()["LOGNAME"] == str(os.getuid())
    monkeypatch.setenv("USER", "known")
    assert "LOGNAME" not in run.person()


def test_progress_counts_what_the_events_say(tmp_path, capsys):
    events = tmp_path / "events"
    told = [
        {"event": "begin", "dryrun": False},
        {"event": "plan", "total": 3},
        {"event": "start", "job": 1, "says": "figure2: notebooks/figure2.ipynb"},
        {"event": "start", "job": 2, "says": "ledger: sec2"},
        {"event": "end", "job": 1},
        {"event": "error", "job": 2, "rule": "ledger_section", "logs": ["logs/x.log"]},
    ]
    text = "".join(json.dumps(event) + "\n" for event in told)
    progress, lines = Progress(events), []
    for cut in range(0, len(text) + 1, 7):  # written while it is read
        events.write_text(text[: cut + 7])
        progress.update()
        lines.append(progress.line().partition(" s: ")[2])
    assert list(dict.fromkeys(lines)) == ["", "...", "figure2", "figure2, ledger: sec2", "ledger: sec2"]
    assert progress.line().startswith("   1 of 3 steps, 1 failed") and progress.failed == [
        ("ledger_section", ["logs/x.log"])
    ]
    assert capsys.readouterr().out == "ledger: sec2 failed; the rest goes on.\n"
