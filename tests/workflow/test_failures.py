"""A run that failed ends with what failed and why, in full, however much went on after it."""

import json

import pytest
from failures import explained
from toy import DRAW, snakemake, write_notebook

ERROR = {
    "output_type": "error",
    "ename": "ValueError",
    "evalue": "beta = -1",
    "traceback": ["\x1b[31mline 3", "beta = -1"],
}
BARE = {"output_type": "error", "ename": "KeyboardInterrupt", "evalue": "", "traceback": []}
ACCOUNT = "  notebook  n.ipynb\n  cell      cell 3 of 9: x\n  error     ValueError: beta = -1\n  rerun     this\n"


def notebook(*outputs):
    """Return the text of an executed notebook."""
    return json.dumps({"cells": [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": list(outputs)}]})


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("ä b.ipynb", notebook({"output_type": "stream"}, ERROR), ["line 3", "beta = -1"]),
        ("a.ipynb", notebook(BARE), ["KeyboardInterrupt:"]),
        ("a.ipynb", notebook(), []),
        ("a.ipynb", "{", []),
        ("a.log", None, []),
        ("a.log", "Traceback:\n  line\nValueError: moved\n\n", ["Traceback:", "  line", "ValueError: moved"]),
    ],
)
def test_a_failed_step_is_told_with_all_that_its_log_says(tmp_path, name, text, lines):
    log = tmp_path / name
    if text is not None:
        log.write_text(text, encoding="utf-8")
    (said,) = explained([("analysis", [log])], root=tmp_path)
    assert said.splitlines() == [f"{log.stem} (analysis) failed; see {name}", *(f"    {line}" for line in lines)]


def test_the_account_of_the_runner_comes_with_it_and_no_other():
    said = f"b failed.\n  notebook  other\n\na failed.\n{ACCOUNT}after\n"
    (told,) = explained([("analysis", ["logs/a.ipynb"])], said)
    assert told.splitlines()[1:] == ACCOUNT.splitlines()


def test_every_step_once_and_one_without_a_log_by_its_rule():
    told = explained([("one", ["logs/x.log"]), ("one", ["logs/x.log"]), ("two", [])])
    assert told == ["x (one) failed; see logs/x.log", "two (two) failed"]


FAILING = DRAW.replace("at_most=amplitude)", "at_most=amplitude - 2)")


def test_a_failing_claim_fails_the_run_in_the_end_and_costs_nothing(fresh):
    write_notebook(fresh / "notebooks" / "flat.ipynb", "from toylib import wave", FAILING)
    done = snakemake(fresh, "--cores", "2")
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert "1 claims came out otherwise than expected; all figures are there:" in said
    assert "flat: bounded (Eq. (1)): measured 0, wanted ≤ -2" in said
    for path in ("figures/flat.pdf", "results/data/flat.nc", "results/notebooks/wave.ipynb", "results/manifest.json"):
        assert (fresh / path).stat().st_size > 0
    assert not (fresh / "results" / "verdicts.txt").exists()
