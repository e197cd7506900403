"""The notebook runner: nothing half-made stays, nothing unasked-for is accepted, nobody outlives a killed run."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time

import kernel
import pytest
from normalized import steady
from run_notebook import NO_TWIN
from toy import DRAW, OUTPUTS, ROOT, WRITE, call, runner, write_notebook

WAVE = "from math import pi\nwave = lambda x: x / pi\n"


def left_behind(folder):
    """Return the declared outputs that exist."""
    return [path for path in (*OUTPUTS.values(), "out/executed.ipynb") if (folder / path).exists()]


CELLS = """\
print(len(amplitude), points)
--
import numpy as np
np.loadtxt("données/a b.csv", delimiter=",")
open("other.txt").read()
--
import matplotlib.pyplot as plt
plt.plot([0, 1])
plt.savefig(figure_pdf)
plt.savefig(figure_png)
--
from pathlib import Path
Path(data).write_text("1")
open(data).read()
--
from reproduction.claims import Claims
checks = Claims()
checks.record("it grows", source="Eq. (1)", measured=-1.0, at_least=0.0)
checks.save(claims)
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """One run of a notebook that does all that a notebook may do: its folder, and what was said."""
    folder = tmp_path_factory.mktemp("ran")
    path = write_notebook(folder / "n.ipynb", *CELLS.split("--"))
    path.write_text(
        re.sub(r'"id": "cell-\d",\s*', "", path.read_text()).replace('minor": 5', 'minor": 4')
    )  # as some write
    (folder / "p.json").write_text(json.dumps({"amplitude": list(range(40_000)), "points": 5}))
    for name in ("données/a b.csv", "other.txt", "out/f.bare.png"):  # the last of an earlier run
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("1,2\n")
    done = call([*runner("n.ipynb", parameters="p.json", minutes=3), "--files", "other.txt"], folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stderr


def test_success_stores_outputs_and_notebook(ran):
    folder, said = ran
    assert len(left_behind(folder)) == 5
    numbered = re.findall(r" s  (cell \d of 6|the injected parameters): ", said)
    assert numbered == ["cell 1 of 6", "the injected parameters", *(f"cell {number} of 6" for number in range(2, 7))]


def test_parameters_may_be_in_a_file(ran):
    assert '"40000 5\\n"' in (ran[0] / "out/executed.ipynb").read_text()


def test_a_file_that_is_opened_without_being_declared_is_told(ran):
    told = [line for line in ran[1].splitlines() if "is not declared" in line]
    assert len(told) == 1 and "it opened données/a b.csv, which is not declared" in told[0] and "`files`" in told[0]


def test_plain_savefig_is_enough_and_the_missing_twin_is_told(ran):
    folder, said = ran
    assert "executed: its figure has no text-free twin and is not compared; valid: plotting.save" in said
    assert (folder / "out" / "f.bare.png").read_bytes() == NO_TWIN


def test_a_claim_that_fails_keeps_figure_and_numbers(ran):
    folder, said = ran
    assert len(left_behind(folder)) == 5
    assert "otherwise than expected: it grows (Eq. (1)): measured -1, wanted ≥ 0" in said


def test_failure_names_notebook_cell_error_and_command(tmp_path):
    write_notebook(tmp_path / "n.ipynb", WRITE, "a = 1\n1 / 0")
    done = call(runner("n.ipynb"), tmp_path)
    last = done.stderr.strip().splitlines()[-6:]
    assert done.returncode == 1 and left_behind(tmp_path) == []
    assert last[1].split() == ["notebook", "n.ipynb"]
    assert last[2].endswith("cell 3 of 3: a = 1")
    assert last[3].endswith("ZeroDivisionError: division by zero")
    assert last[5].endswith("snakemake --cores 1 out/f.pdf")
    assert "\x1b" not in done.stderr
    assert "ZeroDivisionError" in (tmp_path / "logs/log.ipynb").read_text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"parameters": '{"amplitude": 2.0, "points": 5, "pionts": 5}'}, "does not declare 'pionts'"),
        ({"parameters": '{"amplitude": 2.0}'}, "declares 'points', which it is not given"),
        ({"outputs": {"figure_pdf": "out/a"}}, "declares 'claims', which it is not given"),
    ],
)
def test_parameters_must_be_those_declared(tmp_path, options, message):
    write_notebook(tmp_path / "n.ipynb", WRITE)
    done = call(runner("n.ipynb", **options), tmp_path)
    assert done.returncode == 1 and message in done.stderr and left_behind(tmp_path) == []


def test_notebook_without_tagged_cell_is_refused(tmp_path):
    write_notebook(tmp_path / "n.ipynb", WRITE, parameters=None)
    done = call(runner("n.ipynb"), tmp_path)
    assert done.returncode == 1 and "0 cells are tagged 'parameters'" in done.stderr


def test_unwritten_output_is_a_failure(tmp_path):
    write_notebook(tmp_path / "n.ipynb", WRITE, "Path(data).unlink()")
    done = call(runner("n.ipynb"), tmp_path)
    assert done.returncode == 1 and "without writing out/d.nc" in done.stderr and left_behind(tmp_path) == []


def test_time_limit(tmp_path):
    write_notebook(tmp_path / "n.ipynb", WRITE, "import time\ntime.sleep(1000)")
    done = call(runner("n.ipynb", minutes=0.02), tmp_path)
    assert done.returncode == 1 and left_behind(tmp_path) == []
    assert "cell 3 of 3" in done.stderr and "not finished within 0.02 minutes" in done.stderr


@pytest.mark.slow
def test_same_bytes_whatever_the_surroundings(tmp_path):
    """Home, temporary folder, hash seed and a foreign kernel called python3 make no difference."""
    kernels = tmp_path / "home" / ".local" / "share" / "jupyter" / "kernels" / "python3"
    kernels.mkdir(parents=True)
    foreign = {"argv": ["/bin/false"], "display_name": "foreign", "language": "python"}
    (kernels / "kernel.json").write_text(json.dumps(foreign))
    long_folder = tmp_path / ("long" * 30)
    long_folder.mkdir()
    surroundings = [{"HOME": str(tmp_path / "home"), "PYTHONHASHSEED": "7"}, {"HOME": None, "TMPDIR": str(long_folder)}]
    results = []
    for number, environment in enumerate(surroundings):
        folder = tmp_path / f"run {number}"
        write_notebook(folder / "n.ipynb", WAVE, DRAW)
        done = call(runner("n.ipynb"), folder, **environment)
        assert done.returncode == 0, done.stderr
        results.append({path.name: path.read_bytes() for path in (folder / "out").iterdir()})
    assert len(results[0]) == 6
    assert [name for name in results[0] if results[0][name] != results[1][name]] == []


def alive(process):
    """Tell whether a process runs (a zombie does not)."""
    try:
        with open(f"/proc/{process}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("victim", ["runner", "snakemake"])
def test_nobody_outlives_a_kill(tmp_path, victim):
    busy = "import os\nPath('pids').write_text(f'{os.getpid()} {os.getppid()}')\nwhile True: pass"
    write_notebook(tmp_path / "n.ipynb", "from pathlib import Path", busy)
    # as Snakemake does it: a process, a shell, the runner
    start = "import subprocess, sys; subprocess.run(['bash', '-c', '\"$@\"; true', 'bash', *sys.argv[1:]])"
    process = subprocess.Popen(
        [sys.executable, "-c", start, *runner("n.ipynb")], cwd=tmp_path, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 30
    while not ((tmp_path / "pids").exists() and (tmp_path / "pids").read_text()) and time.monotonic() < deadline:
        time.sleep(0.1)
    kernel, run = map(int, (tmp_path / "pids").read_text().split())
    assert alive(kernel) and alive(run)
    os.kill(run if victim == "runner" else process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while (alive(kernel) or alive(run)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(kernel) and not alive(run)
    process.wait(10)


@pytest.mark.parametrize(("command", "message"), [("false", "died"), ("sleep 100", "didn't respond in 2 seconds")])
def test_a_kernel_that_does_not_answer_is_an_error(monkeypatch, command, message):
    async def start():
        with kernel.private_folder() as folder:
            monkeypatch.setenv("JUPYTER_PATH", kernel.environment(folder, ROOT / "src")["JUPYTER_PATH"])
            manager = kernel.manager_class(folder)(kernel_name="python3")
            manager.kernel_spec.argv[:] = command.split()
            await manager.start_kernel()
            client = manager.client()
            client.start_channels()
            try:
                await client.wait_for_ready(timeout=2)
            finally:
                client.stop_channels()
                await manager.shutdown_kernel(now=True)

    with pytest.raises(RuntimeError, match=message):
        asyncio.run(start())


@pytest.mark.slow
def test_no_line_of_a_flood_is_lost(tmp_path):
    """More than what waits for a reader in the system's own buffers."""
    flood = "import sys\nfor step in range(20_000):\n    sys.stdout.write(f'line {step}\\n')\n    sys.stdout.flush()"
    write_notebook(tmp_path / "n.ipynb", WRITE, flood)
    done = call(runner("n.ipynb", minutes=3), tmp_path)
    assert done.returncode == 0, done.stderr
    cells = json.loads((tmp_path / "out/executed.ipynb").read_text())["cells"]
    said = "".join("".join(output["text"]) for output in cells[-1]["outputs"])
    assert said == "".join(f"line {step}\n" for step in range(20_000))


def test_messages_wait_for_their_reader_however_many_there_are(tmp_path):
    assert kernel.manager_class(tmp_path)().context.rcvhwm == 0


def test_names_of_temporary_files_are_replaced_also_in_long_lines():
    """A line of two million letters, which one regular expression would go through for hours."""
    start = "File /tmp/ipykernel_123/456.py:3, in <module> (/var/x/ipykernel_9/8.py) '"
    text = start + "a" * 2_000_000 + "/tmp/ipykernel_1/2.py" + "b" * 10
    assert steady(text, {}) == "File <cell>:3, in <module> (<cell>) '<cell>" + "b" * 10
