"""With what the results were made: commit, lock file, versions, machine."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["provenance"]

PACKAGES = (
    "numpy", "scipy", "matplotlib", "xarray", "snakemake", "papermill", "mpmath", "sympy", "latex2mathml",
)  # fmt: skip


def provenance(root, analyses) -> dict:
    """Return what decides about the results of the ``analyses``, as plain data; unknown parts are None."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": git(root, "rev-parse", "HEAD"),
        "changed_files": len((git(root, "status", "--porcelain", "--untracked-files=no") or "").splitlines()),
        "lock": sha256(Path(root, "requirements.lock")),
        "configuration": hashlib.sha256(json.dumps(analyses, sort_keys=True).encode()).hexdigest(),
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": f"{platform.system()} {platform.machine()}",
        "libc": " ".join(platform.libc_ver()),
        "cpu": processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "packages": {"autocoherence": library_version(root), **{name: installed(name) for name in PACKAGES}},
    }


def git(root, *words) -> str | None:
    """Return what git says, or None outside a repository or without git."""
    try:
        answer = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True)
    except OSError:
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def sha256(path) -> str | None:
    """Return the SHA-256 of a file, None if there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def installed(name) -> str | None:
    """Return the version of an installed package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def library_version(root) -> str | None:
    """Return the version that the library of this checkout states."""
    lines = Path(root, "src", "autocoherence", "__init__.py")
    stated = (
        [line for line in lines.read_text().splitlines() if line.startswith("__version__")] if lines.is_file() else []
    )
    return stated[0].partition("=")[2].strip(" \"'") if stated else None


def processor() -> str:
    """Return the name of the processor, where the system tells it."""
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
