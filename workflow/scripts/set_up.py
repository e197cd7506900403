"""Make the environment .venv from the lock files, or do nothing if it is there. Run by any bare Python.

With --publication it is .venv-publication, from requirements.publication.lock: what only `make publish` needs.

Interrupted, killed, moved, outdated or made by another Python: whatever state it is in, the same command puts it right.
The environment variable AUTOCOHERENCE_VENV names another place for it.
"""

import contextlib
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

from command_line import misplaced, superfluous
from run_lock import descriptor, hold
from set_up_failures import SetUpError, reason, require_space

ROOT = Path(__file__).resolve().parents[2]
PART = "publication" if "--publication" in sys.argv[1:] else ""
VENV = ROOT / ((os.environ.get("AUTOCOHERENCE_VENV") or ".venv") + f"-{PART}" * bool(PART))
BOOTSTRAP, LOCK = ROOT / "requirements.bootstrap.lock", ROOT / ".".join(filter(None, ["requirements", PART, "lock"]))
STAMP = VENV / "complete.json"
OWNED, LOG = ROOT / ".cache" / "set-up.lock", ROOT / "logs" / "set-up.log"
VERSION = "import sys, platform; print(sys.version, platform.machine())"
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


def version(python):
    """Return what an interpreter says of itself, None if it does not run."""
    try:
        asked = subprocess.run([str(python), "-c", VERSION], capture_output=True, text=True)
    except OSError:
        return None
    return asked.stdout.strip() if asked.returncode == 0 else None


def wanted(python):
    """Return what a complete environment with this version of Python says of itself."""
    locks = hashlib.sha256(BOOTSTRAP.read_bytes() + LOCK.read_bytes()).hexdigest()
    return {"locks": locks, "places": [str(ROOT), str(VENV)], "python": python}


def complete(only_this_python=False):
    """Tell whether the environment was finished, here, from these locks, and still has the Python it was made with."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if only_this_python and found.get("python") != version(sys.executable):
        return False
    return found == wanted(version(VENV / "bin" / "python")) and found["python"] is not None


def environment():
    """Return the environment variables of an installer, whose cache needs a home that can be written to."""
    kept = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    home = Path(kept.get("XDG_CACHE_HOME") or os.path.join(kept.get("HOME") or "/nonexistent", ".cache"))
    while not home.exists():
        home = home.parent
    if not (home.is_dir() and os.access(home, os.W_OK)) or home == Path("/"):
        kept.setdefault("UV_CACHE_DIR", str(ROOT / ".cache" / "uv"))
    return kept | {"UV_SYSTEM_CERTS": "1", "UV_HTTP_TIMEOUT": "30"}


def run(*command):
    """Run a command quietly; return what it said if it failed, None if not.

    It holds our lock as well: if we are killed, the next `make` waits until it has ended.
    """
    words = [str(word) for word in command]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
    done = subprocess.run(words, env=environment(), text=True, errors="replace", pass_fds=[descriptor(OWNED)], **pipes)
    with contextlib.suppress(OSError):
        LOG.parent.mkdir(exist_ok=True)
        with open(LOG, "a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(words)}\n{done.stdout}status {done.returncode}\n\n")
    return done.stdout or f"status {done.returncode}" if done.returncode else None


def clear():
    """Empty the place of the environment, unless it is elsewhere and somebody else's, and mark it as ours."""
    VENV.resolve().mkdir(parents=True, exist_ok=True)
    if not os.access(VENV, os.W_OK):
        raise SetUpError(f"{VENV} is of other lock files, or of another place, and cannot be changed")
    content = list(VENV.iterdir())
    if VENV.resolve() != ROOT.resolve() / ".venv" and content and not STAMP.exists():
        raise SetUpError(f"{VENV.resolve()} holds something else; valid: an empty folder")
    for path in content:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    STAMP.write_text("{}", encoding="utf-8")


def build():
    """Build the environment from nothing."""
    LOG.unlink(missing_ok=True)
    clear()
    require_space(VENV)
    has_pip = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode == 0
    said = run(sys.executable, "-m", "venv", *(["--without-pip"] if has_pip else []), VENV)
    if said:
        hint = "no virtual environment could be made (on Debian and Ubuntu: apt install python3-venv)"
        raise SetUpError(reason(said, network=False) or hint)
    install([sys.executable] if has_pip else [VENV / "bin" / "python"], VENV / "bin" / "python")
    make_importable()
    STAMP.write_text(json.dumps(wanted(version(VENV / "bin" / "python"))), encoding="utf-8")


def install(with_pip, python):
    """Install the lock file with uv, which pip brings; where uv cannot, pip does it, with its own settings."""
    uv = VENV / "bootstrap"
    # an index that does not answer is told within half a minute
    pip = [*with_pip, "-m", "pip", "--disable-pip-version-check", "--timeout", "9", "--retries", "1"]
    hashed = ["install", "--quiet", "--require-hashes", "--no-warn-script-location"]
    sync = ["pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", "--python", python, LOCK]
    said = run(*pip, *hashed, "--only-binary", ":all:", "--target", uv, "-r", BOOTSTRAP)
    known = said and reason(said)
    if said is None:
        said = run(uv / "bin" / "uv", *sync)
        known = said and reason(said, network=False)  # pip has just reached an index that uv may not know of
        shutil.rmtree(uv, ignore_errors=True)
    if said and not known:
        print("uv could not install the lock file; pip tries, with its own settings.", flush=True)
        said = run(*pip, "--python", python, *hashed, "-r", LOCK)
        known = said and reason(said)
    if said:
        raise SetUpError(known or "the packages could not be installed")


def make_importable():
    """Let the environment find the library and the engine in src, and the paper beside it.

    The places are relative, so that letters outside ASCII in the checkout's name do not matter.
    """
    packages = next((VENV / "lib").glob("python3*")) / "site-packages"
    places = "".join(f"{os.path.relpath(folder, packages)}\n" for folder in (ROOT / "src", ROOT))
    listed = packages / "autocoherence.pth"
    if not listed.exists() or listed.read_text(encoding="ascii") != places:
        listed.write_text(places, encoding="ascii")


def main(*words):
    """Build the environment unless it is complete; one at a time."""
    only_this = "--with-this-python" in words
    wrong = superfluous([word for word in words if not word.startswith("--")]) or misplaced()
    if wrong:
        sys.exit(wrong)
    if complete(only_this):
        make_importable()
        return
    if not hold(OWNED):
        print("Another make sets up the environment; waiting for it.", flush=True)
        hold(OWNED, wait=True)
        if complete(only_this):
            return
    shown = os.path.relpath(VENV, ROOT) if VENV.is_relative_to(ROOT) else VENV
    print(f"Setting up {shown} with Python {sys.version.split()[0]}, once (under a minute) ...", flush=True)
    start = time.monotonic()
    build()
    print(f"... done in {time.monotonic() - start:.0f} s.", flush=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except SetUpError as error:
        sys.exit(f"The set-up failed: {error}." + f" Details: {LOG.relative_to(ROOT)}" * LOG.exists())
    except OSError as error:
        sys.exit(f"The set-up failed: {error.filename or 'the system'}: {error.strerror}.")
    except KeyboardInterrupt:
        print("\nInterrupted; the same command goes on.", file=sys.stderr)
        sys.exit(130)
