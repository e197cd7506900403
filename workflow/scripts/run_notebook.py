"""Run one notebook with the parameters it declares; keep its outputs only if every cell succeeded.

    python workflow/scripts/run_notebook.py NOTEBOOK --executed OUT.ipynb --log LOG.ipynb \
        --parameters '{"points": 5}' [--minutes 30] figure_pdf=figures/x.pdf data=results/x.nc ...

The notebook gets the parameters and, under their names, the output paths. It must declare all of them in its cell
tagged `parameters`, and nothing else: what it declares and does not get, or gets and does not declare, is an error.
"""

from __future__ import annotations

import argparse
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
import light_jsonschema  # noqa: F401 - before nbformat imports the whole of it
from notebook_source import NotebookError, declared_parameters

ROOT = Path(__file__).resolve().parents[2]
RANDOM = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")
ZEROS = "-0000-4000-8000-000000000000"
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def arguments(words=None):
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook")
    parser.add_argument("outputs", nargs="*", metavar="name=path")
    parser.add_argument("--parameters", type=json.loads, default={}, help="JSON object")
    parser.add_argument("--executed", required=True, help="where the executed notebook goes on success")
    parser.add_argument("--log", required=True, help="where it is kept while it runs, and if it fails")
    parser.add_argument("--minutes", type=float, default=30.0, help="time limit")
    parser.add_argument("--seconds", type=float, help="the same in seconds")
    options = parser.parse_intermixed_args(words)
    options.minutes = options.minutes if options.seconds is None else options.seconds / 60
    options.outputs = dict(word.split("=", 1) for word in options.outputs)
    return options


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
        self.numbers = {cell.get("id"): number for number, cell in enumerate(cells, 1)}
        self.cell = "before the first cell"

    def __call__(self, cell, cell_index):
        if cell.cell_type == "code":
            number = self.numbers.get(cell.id)
            first = next((line for line in cell.source.splitlines() if line.strip()), "")
            where = f"cell {number} of {self.total}" if number else "the injected parameters"
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
    """Run the notebook through papermill and return it executed; raise whatever its failing cell raises."""
    with kernel.private_folder() as folder, TimeLimit(options.minutes) as limit:
        os.environ.update(kernel.environment(folder, ROOT / "src"))
        import papermill  # only now: it asks Jupyter for its folders when it is imported

        sys.modules["black"] = None  # papermill does without it, which would only break the lines of the parameters

        logging.getLogger("papermill").setLevel(
            logging.ERROR
        )  # it warns of parameters it does not understand; we check

        def on_cell_start(cell, cell_index):
            limit.start()
            progress(cell, cell_index)

        try:
            return papermill.execute_notebook(
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
            )
        except Exception as error:
            if limit.reached:
                raise TimeoutError(f"not finished within {options.minutes:g} minutes") from error
            raise


def normalized(notebook):
    """Return the notebook without anything that differs from run to run: times, addresses, identifiers."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    identifiers = {}
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = {"tags": tags} if tags else {}
        if "injected-parameters" in tags:
            cell.id = "injected-parameters"
        if cell.cell_type == "code":
            streams, others = {}, []
            for output in cell.outputs:
                if output.output_type != "stream":
                    others.append(output)
                elif output.name in streams:  # how text is cut into messages is a matter of timing
                    streams[output.name].text += output.text
                else:
                    streams[output.name] = output
            cell.outputs = [streams[name] for name in sorted(streams, reverse=True)] + others
            for output in cell.outputs:
                for holder in (output, output.get("data", {})):
                    for kind in ("text", "text/plain", "text/html"):
                        if kind in holder:
                            holder[kind] = steady(holder[kind], identifiers)
    return notebook


def steady(text, identifiers):
    """Replace what names a process or an address, and number the random identifiers in the order they appear."""
    text = re.sub(r"\S*ipykernel_\d+[/\\]\d+\.py", "<cell>", text)
    text = re.sub(r"\b0x[0-9a-f]{6,16}\b", "0x0", text)
    return RANDOM.sub(lambda found: identifiers.setdefault(found[0], f"{len(identifiers):08x}{ZEROS}"), text)


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
    Path(options.log).unlink(missing_ok=True)
    progress = Progress(Path(options.executed).stem, options.notebook)
    done = False
    try:
        check_parameters(options.notebook, options.parameters.keys() | options.outputs.keys())
        executed = execute(options, progress)
        absent = [path for path in options.outputs.values() if not Path(path).exists()]
        if absent:
            raise NotebookError(f"{options.notebook} ran to its end without writing {', '.join(absent)}")
        nbformat.write(normalized(executed), options.executed)
        done = True
    except Exception as error:
        print("\n" + failure(options, progress, error), file=sys.stderr, flush=True)
    finally:
        if not done:
            for path in (options.executed, *options.outputs.values()):
                Path(path).unlink(missing_ok=True)
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(run(arguments()))
