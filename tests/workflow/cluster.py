"""A SLURM of one node, real but private: started in a temporary folder, on the loopback device only, then stopped."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

DAEMONS = ("munged", "slurmctld", "slurmd")
COMMANDS = ("sbatch", "squeue", "scontrol", "scancel", "srun", "sinfo")
CONF = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
CryptoType=crypto/munge
AuthInfo=socket={folder}/munge.socket
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
MinJobAge=300
ReturnToService=2
KillWait=2
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 RealMemory={memory} State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def program(name):
    """Return the path of a program; daemons are often not on an ordinary user's path."""
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/local/sbin")


def missing():
    """Return the programs that are not installed."""
    return [name for name in (*DAEMONS, *COMMANDS) if program(name) is None]


def free_ports(count):
    """Return port numbers that are free on the loopback device."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextlib.contextmanager
def slurm():
    """Start munge, controller and node; yield the environment in which its commands work; stop all three."""
    folder = Path(tempfile.mkdtemp(prefix="slurm-"))  # short: paths of sockets are limited
    folder.chmod(0o755)
    for name in ("state", "spool"):
        (folder / name).mkdir()
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20 * 9 // 10
    host = socket.gethostname().split(".")[0]
    values = {"host": host, "user": getpass.getuser(), "folder": folder, "ports": free_ports(2), "memory": memory}
    (folder / "slurm.conf").write_text(CONF.format(**values))
    (folder / "munge.key").write_bytes(os.urandom(128))
    (folder / "munge.key").chmod(0o600)
    (folder / "bin").mkdir()
    for name in COMMANDS:  # they know their configuration: Snakemake takes every SLURM_... out of a job's environment
        wrapper = folder / "bin" / name
        wrapper.write_text(f'#!/bin/sh\nSLURM_CONF={folder}/slurm.conf exec {program(name)} "$@"\n')
        wrapper.chmod(0o755)
    environment = {"SLURM_CONF": f"{folder}/slurm.conf", "PATH": f"{folder}/bin:{os.environ['PATH']}"}
    munge = [f"--{name}={folder}/munge.{name.split('-')[0]}" for name in ("key-file", "socket", "pid-file", "log-file")]
    daemons = []

    def start(name, *options):
        log = open(folder / f"{name}.out", "w")  # noqa: SIM115 - open as long as the daemon runs
        command = [program(name), *options]
        daemons.append(subprocess.Popen(command, env=os.environ | environment, stdout=log, stderr=log))
        return log

    try:
        start("munged", "--foreground", "--force", *munge, f"--seed-file={folder}/munge.seed")
        wait_for((folder / "munge.socket").exists, folder)
        start("slurmctld", "-D")
        start("slurmd", "-D", "-N", host)
        state = [program("scontrol"), "show", "node", host]
        told = {"env": os.environ | environment, "capture_output": True}
        wait_for(lambda: b"State=IDLE" in subprocess.run(state, **told).stdout, folder)
        yield environment
    finally:
        for daemon in reversed(daemons):
            daemon.terminate()
        for daemon in reversed(daemons):
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(condition, folder, seconds=30):
    """Wait until something is true, or say what the daemons said."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            paths = [*folder.glob("*.log"), *folder.glob("*.out")]
            logs = "\n".join(f"== {path.name}\n{path.read_text()[-2000:]}" for path in paths)
            raise RuntimeError(f"SLURM did not start\n{logs}")
        time.sleep(0.2)
