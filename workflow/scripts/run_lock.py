"""Who owns the checkout: a lock the system itself releases when its owner ends, however it ends.

Snakemake's own lock files outlive a killed Snakemake. Every run therefore also holds `.snakemake/running`; if that can
be had, nobody runs, and whatever lock files lie around are left over.
"""

from __future__ import annotations

import fcntl
from pathlib import Path

__all__ = ["descriptor", "hold", "release"]

held = {}


def hold(path, *, shared=False, wait=False):
    """Take the lock file ``path`` until this process ends or releases it; return whether it could be had."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    handle = open(path, "a")  # noqa: SIM115 - the lock lives as long as the open file
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        handle.close()
        return False
    held[str(path)] = handle
    return True


def release(path):
    """Give the lock back."""
    held.pop(str(path)).close()


def descriptor(path):
    """Return the number of the open lock file: a child process that is given it holds the lock as well."""
    return held[str(path)].fileno()
