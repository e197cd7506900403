"""Make the environment .venv from the lock files, or do nothing if it is there. Run by any bare Python.

Interrupted, killed, moved or outdated: whatever state .venv is in, the same command puts it right.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

if sys.version_info < (3, 11):
    sys.exit(
        "Python %d.%d is too old: 3.11 or later is needed. With a newer one elsewhere: make PYTHON=/path/to/python3"
        % sys.version_info[:2]
    )

from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from run_lock import hold

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BOOTSTRAP, LOCK = ROOT / "requirements.bootstrap.lock", ROOT / "requirements.lock"
STAMP = VENV / "complete.json"


def wanted():
    """Return what a complete environment says of itself."""
    locks = hashlib.sha256(BOOTSTRAP.read_bytes() + LOCK.read_bytes()).hexdigest()
    return {"locks": locks, "place": str(VENV)}


def complete():
    """Tell whether the environment was finished, here, from these locks, by a Python that still runs."""
    try:
        finished = json.loads(STAMP.read_text(encoding="utf-8")) == wanted()
        return finished and subprocess.run([VENV / "bin" / "python", "-c", ""], capture_output=True).returncode == 0
    except (OSError, ValueError):
        return False


def run(*command):
    """Run a command quietly; return whether it succeeded, and show what it said if not."""
    environment = {name: value for name, value in os.environ.items() if name not in HIDDEN} | {"UV_SYSTEM_CERTS": "1"}
    if "HOME" not in environment:
        environment.setdefault("UV_CACHE_DIR", str(ROOT / ".cache" / "uv"))
    done = subprocess.run([str(word) for word in command], env=environment, capture_output=True, text=True)
    if done.returncode:
        print(f"{done.stdout}{done.stderr}".rstrip(), file=sys.stderr)
    return done.returncode == 0


# without compiled bytecode every start takes two to three times as long
HIDDEN = {
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "PIP_USER",
    "PIP_TARGET",
}


def build():
    """Build the environment from nothing."""
    if VENV.exists():
        shutil.rmtree(VENV)
    has_pip = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode == 0
    if not run(sys.executable, "-m", "venv", *(["--without-pip"] if has_pip else []), VENV):
        sys.exit("No virtual environment could be made (on Debian and Ubuntu: apt install python3-venv).")
    pip = [sys.executable if has_pip else VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check"]
    python, uv = VENV / "bin" / "python", VENV / "bootstrap"
    hashed = ["install", "--quiet", "--require-hashes", "--only-binary", ":all:", "--no-warn-script-location"]
    sync = ["pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", "--python", python, LOCK]
    if not (run(*pip, *hashed, "--target", uv, "-r", BOOTSTRAP) and run(uv / "bin" / "uv", *sync)):
        print("uv could not install the lock file; pip tries, with its own settings.", file=sys.stderr)
        where = ["--python", python] if has_pip else []
        if not run(*pip, *where, *[word for word in hashed if word not in ("--only-binary", ":all:")], "-r", LOCK):
            sys.exit("The packages could not be installed; the reason is above.")
    make_importable()
    shutil.rmtree(uv, ignore_errors=True)
    STAMP.write_text(json.dumps(wanted()), encoding="utf-8")


def make_importable():
    """Let the environment find the library and the engine in src, and the paper beside it.

    The places are relative, so that letters outside ASCII in the checkout's name do not matter.
    """
    packages = next((VENV / "lib").glob("python3*")) / "site-packages"
    places = "".join(f"{os.path.relpath(folder, packages)}\n" for folder in (ROOT / "src", ROOT))
    listed = packages / "autocoherence.pth"
    if not listed.exists() or listed.read_text(encoding="ascii") != places:
        listed.write_text(places, encoding="ascii")


def main():
    """Build the environment unless it is complete; one at a time."""
    if complete():
        make_importable()
        return
    os.chdir(ROOT)
    if not hold(".cache/set-up.lock"):
        print("Another make sets up the environment; waiting for it.", flush=True)
        hold(".cache/set-up.lock", wait=True)
        if complete():
            return
    print(f"Setting up .venv with Python {sys.version.split()[0]}, once (under a minute) ...", flush=True)
    start = time.monotonic()
    build()
    print(f"... done in {time.monotonic() - start:.0f} s.", flush=True)


if __name__ == "__main__":
    main()
