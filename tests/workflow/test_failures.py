"""A run that failed ends with what failed and why, however much went on after it."""

import json
import os

import pytest
from failures import failures

STEP = """\
Error in rule {rule}:
    message: None
    jobid: 3
    input: notebooks/a.ipynb
    output: figures/a.pdf
    log: {log} (check log file(s) for error details)
    shell:
        python a
Finished jobid: 4 (Rule: other)
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """An empty checkout, and a function that writes the logs of a run with one failed step."""
    monkeypatch.chdir(tmp_path)

    def write(log, text, name="now.log", time=1000.0):
        for path, content in ((log, text), (f".snakemake/log/{name}", STEP.format(rule="analysis", log=log))):
            if content is not None:
                target = tmp_path / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(content, encoding="utf-8")
        os.utime(tmp_path / ".snakemake" / "log" / name, (time, time))

    return write


def notebook(*outputs):
    """Return the text of an executed notebook."""
    return json.dumps({"cells": [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": list(outputs)}]})


ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "beta = -1 is out of range\nmore", "traceback": []}


@pytest.mark.parametrize(
    ("log", "text", "line"),
    [
        (
            "logs/ä b.ipynb",
            notebook({"output_type": "stream"}, ERROR),
            "ä b (analysis): ValueError: beta = -1 is out of",
        ),
        ("logs/a.ipynb", notebook(), "a (analysis): it said why above; see logs/a.ipynb"),
        ("logs/a.ipynb", "{", "a (analysis): it said why above; see logs/a.ipynb"),
        ("logs/a.log", None, "a (analysis): it said why above; see logs/a.log"),
        ("logs/a.log", "Traceback:\n  line\nValueError: moved\n\n", "a (analysis): ValueError: moved; see logs/a.log"),
    ],
)
def test_each_failed_step_is_one_line(run, log, text, line):
    run(log, text)
    (said,) = failures(999.0)
    assert said.startswith(line) and said.endswith(f"; see {log}") and "\n" not in said


def test_of_this_run_only_and_every_step_once(run):
    run("logs/old.log", "long ago", name="old.log", time=900.0)
    run("logs/new.log", "now")
    run("logs/new.log", "now", name="again.log")
    assert failures(999.0) == ["new (analysis): now; see logs/new.log"]
    assert failures(2000.0) == []
