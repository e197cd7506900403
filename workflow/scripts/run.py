"""One run of Snakemake: all that it says goes to a log, what a person wants to know to the screen."""

from __future__ import annotations

import difflib
import getpass
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from failures import explained
from progress import Progress
from run_lock import descriptor

__all__ = ["Run"]

ROOT = Path(__file__).resolve().parents[2]
LOG, EVENTS = Path("logs", "make.log"), Path(".snakemake", "steps.jsonl")


def stamp(path):
    """Return something that changes whenever the file is written anew."""
    return path.stat().st_mtime_ns if path.exists() else None


class Run:
    """Snakemake at work in this folder, on one target.

    ``lock`` is a lock file that is held and that Snakemake shall hold as well; ``sign`` a file that is written whenever
    anything is done. With VERBOSE=1 nothing is kept from the screen.
    """

    def __init__(self, target, options, *, lock, sign):
        self.command = [sys.executable, "-m", "snakemake", "--logger", "steps", "--logger-steps-file", EVENTS]
        self.command += [*options, "--", target]  # the target is no value of the last option
        self.lock, self.sign, self.before = lock, sign.absolute(), stamp(sign)
        self.folder, self.log = Path.cwd(), LOG.absolute()
        self.verbose = os.environ.get("VERBOSE", "0") not in ("", "0")
        self.start, self.said = time.monotonic(), ""
        EVENTS.unlink(missing_ok=True)
        self.progress = Progress(EVENTS.absolute())

    def work(self):
        """Run Snakemake to its end; what ends us ends it."""
        with open(self.log, "w", encoding="utf-8") as log:
            process = subprocess.Popen(
                list(map(str, self.command)),
                env=os.environ | {"PYTHONPATH": str(ROOT / "workflow" / "plugins")} | person(),
                pass_fds=[descriptor(self.lock)],  # if we are killed, the next `make` waits for Snakemake
                **({} if self.verbose else {"stdout": log, "stderr": subprocess.STDOUT}),
            )
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda caught, _: self.end(process, caught))
        while (status := self.wait(process)) is None:
            if not self.verbose:
                self.progress.update()
        if not self.verbose:
            self.progress.clear()
            self.said = self.log.read_text(encoding="utf-8", errors="replace")
        self.progress.read_all()
        self.status = status
        return self

    @staticmethod
    def wait(process):
        """Return the exit status, or None if the process still runs after a moment."""
        try:
            return process.wait(0.2)
        except subprocess.TimeoutExpired:
            return None

    def end(self, process, caught):
        """Pass on a kill; a Ctrl-C reaches Snakemake by itself, as it does us."""
        self.progress.interrupted = True
        if caught == signal.SIGTERM:
            process.send_signal(caught)

    def report(self, places):
        """Say how it went, and by ``places()`` where everything is; return the exit status."""
        if self.status:
            print(self.excuse(), file=sys.stderr)
            return 130 if self.progress.interrupted else self.status
        if not self.progress.ran:  # a plan, a list, a help: what was said is the answer
            print(self.said, end="")
        else:
            idle = self.before is not None and stamp(self.sign) == self.before
            seconds = f"{time.monotonic() - self.start:.0f} s"
            print("Nothing to do: everything is up to date." if idle else f"Done in {seconds}; log: {self.shown()}")
            print("\n".join(places()))
        return self.status

    def shown(self):
        """Return the path of the log as a person finds it."""
        return "shown above" if self.verbose else os.path.relpath(self.log, ROOT)

    def excuse(self):
        """Return what there is to say of a run that failed."""
        if self.progress.interrupted:
            return "Interrupted; the same command goes on where it stopped."
        usage = re.search(r"^usage: [\s\S]*error: (.*)\n?\Z", self.said, re.M)
        if usage:
            return f"Snakemake does not understand ARGS: {usage[1]}{self.hint(usage[1])}"
        steps = [(rule, [self.folder / log for log in logs]) for rule, logs in self.progress.failed]
        why = explained(steps, self.said, ROOT) or ["\n".join(self.said.strip().splitlines()[-30:])]
        last = f"The run failed (status {self.status}). `make` goes on where it stopped; log: {self.shown()}"
        return "\n\n".join([*filter(None, why), last])

    def hint(self, error):
        """Return the options that a misspelt one may have meant."""
        words, known = re.findall(r"--[\w-]+", error), sorted(set(re.findall(r"--[\w-]+", self.said)))
        near = [name for word in words for name in difflib.get_close_matches(word, set(known) - set(words), n=1)]
        return f"; did you mean {' or '.join(near)}?" if near else ""


def person():
    """Return what Snakemake wants of whoever runs it: a home may be missing, and in a container a name as well."""
    found = {"XDG_CACHE_HOME": str(ROOT / ".cache")}
    try:
        getpass.getuser()
    except (KeyError, OSError):
        found["LOGNAME"] = str(os.getuid())
    return found
