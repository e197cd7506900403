"""A private Jupyter kernel: this interpreter, sockets nobody else sees, gone the moment its notebook's runner is gone.

Kernels over TCP lose races for ports when many start at once, and all kernels over IPC share one default path. Here
every kernel speaks over Unix sockets in its own fresh folder. A kernel that is busy never notices that its runner was
killed, and would write results into a later run: on Linux the system ends it with the runner.
"""

from __future__ import annotations

import contextlib
import math
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

__all__ = ["environment", "manager_class", "private_folder", "watch_parents"]

MAXIMAL_SOCKET_PATH = 60  # of about 104 characters on the strictest system, the rest is for the socket's own name


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
    """Return the environment of a kernel: one thread, a fixed date, our library, and nothing personal."""
    return {
        "PYTHONPATH": os.pathsep.join([str(source), str(Path(source).parent)]),  # the library; the paper
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "1678752000"),
        "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(Path(source).parent / ".cache" / "matplotlib")),
        **{f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")},
        **{f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("RUNTIME", "CONFIG", "DATA")},
        "IPYTHONDIR": str(folder / "ipython"),
    }


def manager_class(folder):
    """Return a kernel manager whose kernel is this interpreter, with its sockets in ``folder``."""
    from jupyter_client import AsyncKernelClient, AsyncKernelManager
    from jupyter_client.kernelspec import KernelSpec

    # not a kernelspec by name: a personal one of the same name would win
    spec = KernelSpec(
        # the last option silences the kernel's own words on being asked to end
        argv=[sys.executable, __file__, "-f", "{connection_file}", "--log-level=50"],
        display_name="Python 3",
        language="python",
    )

    class PrivateKernelClient(AsyncKernelClient):
        async def wait_for_ready(self, timeout=None):
            """Wait until the kernel answers on both channels, and not, as it is usual, another 0.2 s for silence.

            Whatever it says in that time belongs to no cell, which is how a runner tells it from what a cell says.
            """
            deadline = time.monotonic() + (timeout or math.inf)
            while time.monotonic() < deadline:
                with contextlib.suppress(TimeoutError, queue.Empty):
                    await self.kernel_info(reply=True, timeout=1)
                    await self.get_iopub_msg(timeout=0.2)
                    return
                if not await self.is_alive():
                    raise RuntimeError("the kernel died before it was ready")
            raise RuntimeError(f"the kernel was not ready within {timeout:g} seconds")

    class PrivateKernelManager(AsyncKernelManager):
        kernel_spec = property(lambda self: spec)  # a stored one is forgotten as soon as the kernel's name is set

        def __init__(self, **options):
            super().__init__(**options)
            self.client_factory = PrivateKernelClient
            self.transport = "ipc"
            self.ip = str(folder / "k")
            self.connection_file = str(folder / "connection.json")

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


def launch():
    """Run ipykernel, without the TCP port on which it would listen to what forked processes print."""
    from ipykernel import iostream, kernelapp

    class PrivateIOPubThread(iostream.IOPubThread):
        def _setup_pipe_in(self):
            self._pipe_flag = False

    kernelapp.IOPubThread = PrivateIOPubThread
    sys.modules["debugpy"] = None  # its import now fails, which ipykernel provides for; nobody will attach a debugger
    kernelapp.launch_new_instance()


if __name__ == "__main__":
    end_with_parent()
    import brief_process  # noqa: F401 - before all that follows

    sys.path.pop(0)  # the folder of this file; the notebook shall not see it
    launch()
