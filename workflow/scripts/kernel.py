"""A private Jupyter kernel: this interpreter, sockets nobody else sees, gone the moment its notebook's runner is gone.

Kernels over TCP lose races for ports when many start at once, and all kernels over IPC share one default path. Here
every kernel speaks over Unix sockets in its own fresh folder. A kernel that is busy never notices that its runner was
killed, and would write results into a later run: on Linux the system ends it with the runner.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

__all__ = ["environment", "manager_class", "opened", "private_folder", "watch_parents"]

MAXIMAL_SOCKET_PATH = 60  # of about 104 characters on the strictest system, the rest is for the socket's own name
OPENED = "AUTOCOHERENCE_OPENED"  # names the file in which the kernel lists the files it opened
CODE = {".py", ".pyc", ".so", ".mplstyle", ".ttf", ".ttc", ".otf", ".afm", ".pfb"}  # no data
SYSTEM = ("/proc/", "/sys/", "/dev/", "/etc/", "/usr/", "/lib", "/opt/", "/run/", "/System/", "/Library/")


@contextlib.contextmanager
def private_folder():
    """Make a folder (mode 0700) for sockets, connection files and IPython's profile; remove it at the end."""
    folder = tempfile.mkdtemp(prefix="notebook-")
    if len(folder) > MAXIMAL_SOCKET_PATH:
        os.rmdir(folder)
        folder = tempfile.mkdtemp(prefix="notebook-", dir="/tmp")
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment(folder, source):
    """Return the environment of a kernel: one thread, a fixed date, our library, and nothing personal.

    The first kernel called python3 that Jupyter finds is this file, run by this interpreter.
    """
    spec = folder / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    # the last option silences the kernel's own words on being asked to end
    command = [sys.executable, str(Path(__file__).resolve()), "-f", "{connection_file}", "--log-level=50"]
    spec.write_text(json.dumps({"argv": command, "display_name": "Python 3", "language": "python"}), encoding="utf-8")
    return {
        "JUPYTER_PATH": str(folder),
        "PYTHONPATH": os.pathsep.join([str(source), str(Path(source).parent)]),  # the library; the paper
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "1678752000"),
        "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(Path(source).parent / ".cache" / "matplotlib")),
        **{f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")},
        **{f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("RUNTIME", "CONFIG", "DATA")},
        "IPYTHONDIR": str(folder / "ipython"),
        OPENED: str(folder / "opened"),
    }


def manager_class(folder):
    """Return a kernel manager with its sockets in ``folder``, which loses no message, however many there are."""
    from jupyter_client import AsyncKernelManager

    class PrivateKernelManager(AsyncKernelManager):
        def __init__(self, **options):
            super().__init__(**options)
            self.transport = "ipc"
            self.ip = str(folder / "k")
            self.connection_file = str(folder / "connection.json")
            self.context.rcvhwm = 0  # ZeroMQ drops what a slow reader has not taken; without a mark it waits

    return PrivateKernelManager


def watch_parents(stop):
    """Call ``stop`` as soon as the process that started us, or the one that started that, is gone."""
    import psutil

    parent = os.getppid()
    grandparent = psutil.Process(parent).ppid()

    def watch():
        while True:
            time.sleep(0.2)
            try:
                if os.getppid() == parent and psutil.Process(parent).ppid() == grandparent:
                    continue
            except psutil.NoSuchProcess:
                pass
            stop()

    threading.Thread(target=watch, daemon=True).start()


def end_with_parent():
    """Ask Linux to end this process with the one that started it (elsewhere ipykernel polls for that itself)."""
    if sys.platform == "linux":
        import ctypes

        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
        if os.getppid() != int(os.environ.get("JPY_PARENT_PID", os.getppid())):  # too late: it is gone already
            sys.exit(1)


def list_opened(path):
    """From now on, append the name of every data file that this process opens to be read to the file ``path``."""
    listing = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    ours = (*SYSTEM, *(os.path.join(folder, "") for folder in {sys.prefix, sys.base_prefix, str(Path(path).parent)}))
    seen = set()

    def hook(event, arguments):
        if event != "open" or not isinstance(arguments[0], str) or (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            return
        name = os.path.abspath(arguments[0])
        if name not in seen and not name.startswith(ours) and os.path.splitext(name)[1] not in CODE:
            seen.add(name)
            if "/." not in name:  # settings and caches
                os.write(listing, f"{name}\0".encode(errors="surrogateescape"))

    sys.addaudithook(hook)


def opened(folder):
    """Return the data files that the kernel in ``folder`` opened to be read, in this order."""
    path = folder / "opened"
    text = path.read_bytes().decode(errors="surrogateescape") if path.exists() else ""
    return [Path(name) for name in text.split("\0") if name and Path(name).is_file()]


def launch():
    """Run ipykernel, with no message dropped however many there are."""
    from ipykernel.kernelapp import IPKernelApp

    class PrivateKernelApp(IPKernelApp):
        def init_iopub(self, context):
            context.sndhwm = 0  # as in `manager_class`
            super().init_iopub(context)

    PrivateKernelApp.launch_instance()


if __name__ == "__main__":
    end_with_parent()
    import brief_process  # noqa: F401 - before all that follows

    sys.path.pop(0)  # the folder of this file; the notebook shall not see it
    if OPENED in os.environ:
        list_opened(os.environ.pop(OPENED))
    launch()
