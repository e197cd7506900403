"""The environment from nothing: what `make` does beside plain pip, each in a new folder, with empty caches.

Both read the same lock file with hashes and compile bytecode. What remains the same is the download.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

NEEDED = (
    "requirements.lock",
    "requirements.bootstrap.lock",
    "workflow/scripts/set_up.py",
    "workflow/scripts/run_lock.py",
)


def with_make(folder):
    """The command that `make` runs."""
    for path in NEEDED:
        Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, Path(folder, path))
    Path(folder, "src").mkdir(exist_ok=True)
    return [[sys._base_executable, "workflow/scripts/set_up.py"]]


def with_pip(folder):
    """What one types without it."""
    shutil.copy2("requirements.lock", folder)
    install = [".venv/bin/python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements.lock"]
    return [[sys._base_executable, "-m", "venv", ".venv"], install]


def megabytes(folder):
    """What the files of a folder occupy; links are not followed."""
    blocks = sum(path.lstat().st_blocks for path in Path(folder).rglob("*"))
    return blocks * 512 / 2**20


def set_up(prepare, caches):
    """Set up once and return the seconds and the size."""
    with tempfile.TemporaryDirectory() as folder:
        commands = prepare(folder)
        start = time.perf_counter()
        environment = os.environ | {"UV_CACHE_DIR": f"{caches}/uv", "PIP_CACHE_DIR": f"{caches}/pip"}
        for command in commands:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
        return time.perf_counter() - start, megabytes(Path(folder, ".venv"))


def set_ups(repeat=2):
    """Both ways in turn, with empty caches and again with what those runs left in them."""
    ways = {"make (uv)": with_make, "pip": with_pip}
    seconds, size = {}, {}
    for _ in range(repeat):
        for name, prepare in ways.items():
            with tempfile.TemporaryDirectory() as caches:
                for state in ("empty caches", "filled caches"):
                    wall, size[name, state] = set_up(prepare, caches)
                    seconds.setdefault((name, state), []).append(wall)
    return [
        {"way": name, "caches": state, "wall": float(np.median(walls)), "MB": size[name, state]}
        for (name, state), walls in seconds.items()
    ]
