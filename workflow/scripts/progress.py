"""How far a run is: one line that moves on a terminal, a line now and then elsewhere; the steps that failed at once."""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

__all__ = ["Progress"]

EVERY = 15  # seconds between two lines where nothing can move; more in a long run, so that its lines stay few


def short(message):
    """Return what names a step: of `figure2: notebooks/figure2.ipynb` the first half, of `ledger: sec2` all."""
    name, _, rest = message.partition(": ")
    return name if "/" in rest or rest.startswith("compare") else message


class Progress:
    """What the events that the logger plugin `steps` wrote to a file say, and the line made of it."""

    def __init__(self, events):
        self.events, self.read = Path(events), 0
        self.began = self.dry = self.nothing = self.interrupted = False
        self.total, self.done, self.running, self.failed = None, 0, {}, []
        self.start = self.last = time.monotonic()
        self.moves = sys.stdout.isatty()

    @property
    def ran(self):
        """Whether Snakemake worked or found everything up to date, and was not asked for something else."""
        return not self.dry and (self.nothing or self.total is not None)

    def update(self):
        """Read what is new, and draw."""
        self.read_all()
        if self.dry or not self.began:
            return
        if self.moves:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\x1b[K{self.line()[:width]}", end="", flush=True)
        elif time.monotonic() - self.last > max(EVERY, (time.monotonic() - self.start) / 4):
            self.last = time.monotonic()
            print(self.line(), flush=True)

    def read_all(self):
        """Read what is new."""
        for event in self.news():
            getattr(self, f"on_{event.pop('event')}")(**event)

    def news(self):
        """Return the events since the last time; a line that is being written waits for the next."""
        if not self.events.exists():
            return []
        with open(self.events, "rb") as file:
            file.seek(self.read)
            whole = file.read().rpartition(b"\n")[0]
        self.read += len(whole) + bool(whole)
        return [json.loads(line) for line in whole.splitlines()]

    def line(self):
        """Return the line."""
        seconds = f"{time.monotonic() - self.start:.0f} s"
        if self.total is None:
            return f"     planning, {seconds}"
        now = ", ".join(short(says) for says in self.running.values()) or "..."
        failed = f", {len(self.failed)} failed" if self.failed else ""
        return f"{self.done:4d} of {self.total} steps{failed}, {seconds}: {now}"

    def clear(self):
        """Leave no half line behind."""
        self.update()
        if self.moves:
            print("\r\x1b[K", end="", flush=True)

    def on_begin(self, dryrun):
        self.began, self.dry = True, dryrun

    def on_nothing(self):
        self.nothing = True

    def on_plan(self, total):
        self.total = total

    def on_start(self, job, says):
        self.running[job] = says

    def on_end(self, job):
        self.running.pop(job, None)
        self.done += 1

    def on_error(self, job, rule, logs):
        says = short(self.running.pop(job, rule))
        if self.interrupted:  # it did not fail, it was ended
            return
        self.failed.append((rule, logs))
        print(f"{chr(13) + chr(27) + '[K' if self.moves else ''}{says} failed; the rest goes on.", flush=True)
