"""Run one notebook with the parameters it declares; keep its outputs only if every cell succeeded.

    python workflow/scripts/run_notebook.py NOTEBOOK --executed OUT.ipynb --log LOG.ipynb \
        --parameters '{"points": 5}' [--minutes 30] figure_pdf=figures/x.pdf data=results/x.nc ...

The notebook gets the parameters and, under their names, the output paths. It must declare all of them in its cell
tagged `parameters`, and nothing else: what it declares and does not get, or gets and does not declare, is an error.
"""

import argparse
import base64
import json
import logging
import os
import re
import shlex
import signal
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import brief_process  # noqa: F401 - before what is large
import kernel
from normalized import normalized
from notebook_source import NotebookError, declared_parameters

ROOT = Path(__file__).resolve().parents[2]
# one white pixel: what stands for the text-free twin of a figure that was saved without the plotting helper
NO_TWIN = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def arguments(words=None):
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook")
    parser.add_argument("--title", default="", help="what the executed copy is called, if not as the notebook")
    parser.add_argument("outputs", nargs="*", metavar="name=path")
    parser.add_argument("--parameters", type=json_object, default={}, help="JSON object, or a file with one")
    parser.add_argument("--files", nargs="*", default=[], help="data files that the notebook is known to read")
    parser.add_argument("--executed", required=True, help="where the executed notebook goes on success")
    parser.add_argument("--log", required=True, help="where it is kept while it runs, and if it fails")
    parser.add_argument("--minutes", type=float, default=30.0, help="time limit")
    parser.add_argument("--seconds", type=float, help="the same in seconds")
    options = parser.parse_intermixed_args(words)
    options.minutes = options.minutes if options.seconds is None else options.seconds / 60
    options.outputs = dict(word.split("=", 1) for word in options.outputs)
    return options


def json_object(text):
    """Return the object that a text is, or that is in the file it names: it may be longer than a command line."""
    return json.loads(text if text.startswith("{") else Path(text).read_text(encoding="utf-8"))


def check_parameters(notebook, given):
    """Raise `NotebookError` unless the notebook declares exactly the parameters it is given."""
    declared = declared_parameters(notebook)
    undeclared, missing = given - declared.keys(), declared.keys() - given
    if undeclared or missing:
        problems = [f"does not declare {name!r}" for name in sorted(undeclared)]
        problems += [f"declares {name!r}, which it is not given" for name in sorted(missing)]
        raise NotebookError(f"{notebook} {'; '.join(problems)}")


class Progress:
    """Says which cell runs; its numbers are those of the notebook in the repository."""

    def __init__(self, name, notebook):
        cells = json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"] if Path(notebook).exists() else []
        self.name, self.total, self.start = name, len(cells), time.monotonic()
        self.injected = 0  # cells that are run and not in it
        self.cell = "before the first cell"

    def __call__(self, cell, cell_index):
        if cell.cell_type == "code":
            first = next((line for line in cell.source.splitlines() if line.strip()), "")
            where = f"cell {cell_index + 1 - self.injected} of {self.total}"
            if "injected-parameters" in cell.metadata.get("tags", ()):
                self.injected, where = 1, "the injected parameters"
            self.cell = f"{where}: {first[:80]}"
            print(f"{self.name}  {time.monotonic() - self.start:5.1f} s  {self.cell}", file=sys.stderr, flush=True)


class TimeLimit:
    """Interrupts the kernels of this process after so many minutes, and ends them if that does not help.

    The clock starts with the first cell: how long a kernel takes to start is a matter of the machine.
    """

    def __init__(self, minutes):
        self.minutes, self.reached = minutes, False
        self.timer = threading.Timer(60 * minutes, self.expire)
        self.timer.daemon = True

    def expire(self):
        self.reached = True
        self.signal(signal.SIGINT)
        time.sleep(5)
        self.signal(signal.SIGKILL)

    @staticmethod
    def signal(number):
        import psutil

        for child in psutil.Process().children():
            child.send_signal(number)

    def start(self):
        """Start the clock, unless it runs."""
        if self.timer.ident is None:
            self.timer.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.timer.cancel()


def execute(options, progress):
    """Run the notebook through papermill and return it executed, and the data files it opened.

    Raises whatever its failing cell raises.
    """
    with kernel.private_folder() as folder, TimeLimit(options.minutes) as limit:
        os.environ.update(kernel.environment(folder, ROOT / "src"))
        import papermill  # only now: it asks Jupyter for its folders when it is imported

        # it warns of parameters it does not understand; we check
        logging.getLogger("papermill").setLevel(logging.ERROR)

        def on_cell_start(cell, cell_index):
            limit.start()
            progress(cell, cell_index)

        try:
            executed = papermill.execute_notebook(
                options.notebook,
                options.log,
                parameters=options.parameters | options.outputs,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                kernel_manager_class=kernel.manager_class(folder),
                on_cell_start=on_cell_start,
                start_timeout=300,
                shutdown_kernel="immediate",  # nothing is lost: the files are written, and it keeps no history
                execution_timeout=None,
                iopub_timeout=600,  # for all that is still on its way when a cell has ended
            )
            return executed, kernel.opened(folder)
        except Exception as error:
            if limit.reached:
                raise TimeoutError(f"not finished within {options.minutes:g} minutes") from error
            raise


def failure(options, progress, error):
    """Return what a reader needs to know in the end: notebook, cell, error, and how to run it again."""
    ename, evalue = getattr(error, "ename", type(error).__name__), getattr(error, "evalue", str(error))
    target = next(iter(options.outputs.values()), options.executed)
    lines = [f"{progress.name} failed.", f"  notebook  {options.notebook}"]
    if not isinstance(error, NotebookError):
        lines += [f"  cell      {progress.cell}"]
    lines += [f"  error     {ename}: {evalue}"]
    if Path(options.log).exists():
        lines += [f"  traceback {options.log}"]
    tool = Path(sys.executable).with_name("snakemake")
    tool = tool.relative_to(Path.cwd()) if tool.is_relative_to(Path.cwd()) else tool.name
    lines += [f"  rerun     {shlex.quote(str(tool))} --cores 1 {shlex.quote(target)}"]
    return ANSI.sub("", "\n".join(lines))


def remarks(options, opened):
    """Return what is worth a word although all went well."""
    twin = twin_of(options)
    if twin and twin.read_bytes() == NO_TWIN:
        yield "its figure has no text-free twin and is not compared; valid: plotting.save(figure, ...)"
    for path in undeclared(options, opened):
        yield f"it opened {path}, which is not declared: a change of it makes nothing out of date; valid: `files`"
    if "claims" in options.outputs:
        sys.path.insert(0, str(ROOT / "src"))
        from reproduction.claims import surprises

        entries = json.loads(Path(options.outputs["claims"]).read_text(encoding="utf-8"))
        yield from (f"a claim came out otherwise than expected: {line}" for line in surprises(entries))


def twin_of(options):
    """Return the path of the text-free twin of the figure, or None where there is no figure."""
    figure = options.outputs.get("figure_png")
    return Path(figure).with_suffix(".bare.png") if figure else None


def undeclared(options, opened):
    """Return the files that a notebook opened without having been given them, and that are not its own."""
    known = {Path(path).resolve() for path in (*options.outputs.values(), *options.files, options.notebook)}
    ours = [(ROOT / folder).resolve() for folder in ("src", "paper")]
    paths = [path.resolve() for path in opened]
    found = [path for path in paths if path not in known and not any(map(path.is_relative_to, ours))]
    return [path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path for path in found]


def stop_now():
    """End this process and its kernel without another word: those who wanted the result are gone."""
    TimeLimit.signal(signal.SIGKILL)
    os._exit(1)


def run(options):
    """Run as the command line says; return the exit status."""
    import nbformat

    kernel.watch_parents(stop_now)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for path in (options.executed, options.log, *options.outputs.values()):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    twin = twin_of(options)
    for path in filter(None, (options.log, twin)):
        Path(path).unlink(missing_ok=True)
    progress = Progress(Path(options.executed).stem, options.notebook)
    done = False
    try:
        check_parameters(options.notebook, options.parameters.keys() | options.outputs.keys())
        executed, opened = execute(options, progress)
        absent = [path for path in options.outputs.values() if not Path(path).exists()]
        if absent:
            raise NotebookError(f"{options.notebook} ran to its end without writing {', '.join(absent)}")
        if twin and not twin.exists():
            twin.write_bytes(NO_TWIN)
        name = "" if Path(options.notebook).stem == progress.name else progress.name
        nbformat.write(normalized(executed, name, options.title), options.executed)
        done = True
        for line in remarks(options, opened):
            print(f"{progress.name}: {line}", file=sys.stderr, flush=True)
    except Exception as error:
        print("\n" + failure(options, progress, error), file=sys.stderr, flush=True)
    finally:
        if not done:
            for path in filter(None, (options.executed, twin, *options.outputs.values())):
                Path(path).unlink(missing_ok=True)
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(run(arguments()))
