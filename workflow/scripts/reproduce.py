"""What `make` does once the environment is there: put the checkout in order, run Snakemake, say where everything is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config_text import ConfigError, check_text
from failures import failures
from manifest import changed
from run_lock import descriptor, hold, release

ROOT = Path(__file__).resolve().parents[2]
TIERS = {
    "all": ("results", "figures"),
    "quick": ("results/quick", "results/quick/figures"),
    "sweeps": ("results/sweeps", None),
}
CONFIG = "config/config.yaml"
OWNED = ".cache/run.lock"  # held by a make and by its Snakemake
RUNNING = ".snakemake/running"  # held by every Snakemake that works here, see Snakefile


def clear_leftovers(manifest):
    """Make good what a killed run or a stray hand left behind."""
    if not hold(RUNNING):
        print("Snakemake is working in this checkout; waiting for it to finish.", flush=True)
        hold(RUNNING, wait=True)
    for lock in Path(".snakemake/locks").glob("*.lock"):  # nobody runs, so it is a killed run's
        lock.unlink()
    release(RUNNING)
    for path in changed(manifest):
        print(f"{path} is not what the last run wrote; making it again.", flush=True)
        Path(path).unlink(missing_ok=True)


def obstacle(folders):
    """Return why one of the folders cannot be written to, or None; Snakemake would end in a traceback."""
    for folder in folders:
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            return f"{folder} cannot be written to: {error.strerror}"
    return None


def unreadable(configuration):
    """Return why the configuration cannot be read, or None; Snakemake would not say in which line."""
    try:
        check_text(configuration)
    except (ConfigError, OSError) as error:
        return f"the configuration is refused: {error}"
    return None


def stamp(path):
    """Return something that changes whenever the file is written anew."""
    return path.stat().st_mtime_ns if path.exists() else None


def snakemake(target, *options):
    """Run Snakemake and return its exit status; what ends us ends it."""
    command = [sys.executable, "-m", "snakemake", *options, target]
    process = subprocess.Popen(
        command,
        env=os.environ | {"XDG_CACHE_HOME": str(ROOT / ".cache")},  # a home may be missing or read-only
        pass_fds=[descriptor(OWNED)],  # if we are killed, the next `make` waits for Snakemake from its first moment on
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        # a Ctrl-C reaches Snakemake by itself, as it does us; a kill does not
        signal.signal(number, lambda caught, _: process.send_signal(caught) if caught == signal.SIGTERM else None)
    return process.wait()


def agreement(folder):
    """Say how far the run is from the accepted one; nothing for the quick tier, which is not compared."""
    verdicts = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}
    same = {name: verdict["relative"] for name, verdict in verdicts.items() if verdict["status"] == "same"}
    others = [name for name in verdicts if name not in same]
    parts = [f"{len(same)} analyses agree with figures/reference to {max(same.values()):.0e}"] if same else []
    return "; ".join(parts + ([f"not compared: {', '.join(others)}"] if others else []))


def summary(results, figures):
    """Return the lines that say where everything is."""
    if figures is None:
        return [f"  numbers   {results}/*.nc", f"  hashes    {results}/manifest.json"]
    verdicts = [
        entry for path in Path(results, "claims").glob("*.json") for entry in json.loads(path.read_text("utf-8"))
    ]
    hold_good = sum(entry["holds"] for entry in verdicts)
    places = {
        "accepted": agreement(Path(results, "regression")),
        "figures": f"{figures}/*.pdf and *.png",
        "numbers": f"{results}/data/*.nc",
        "claims": f"{results}/claims/*.json  ({hold_good} of {len(verdicts)} hold, the others are known not to)",
        "notebooks": f"{results}/notebooks/*.ipynb",
        "report": f"{results}/report/index.html",
        "hashes": f"{results}/manifest.json",
    }
    if hold_good == len(verdicts):
        places["claims"] = f"{results}/claims/*.json  (all {len(verdicts)} hold)"
    present = {name: text for name, text in places.items() if text and (name != "report" or Path(text).exists())}
    return [f"  {name:<10}{text}" for name, text in present.items()]


def main(tier="all", *options):
    """Run one tier; return the exit status."""
    os.chdir(ROOT)
    results, figures = TIERS[tier]
    manifest, start = Path(results, "manifest.json"), time.monotonic()
    problem = obstacle([".snakemake", ".cache", "logs", results, *([figures] if figures else [])]) or unreadable(CONFIG)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    if not hold(OWNED):
        print("Another make works in this checkout; waiting for it to finish.", flush=True)
        hold(OWNED, wait=True)
    clear_leftovers(manifest)
    before, began = stamp(manifest), time.time()
    status = snakemake(tier, *options)
    if status:
        steps = [f"  {line}" for line in failures(began)]
        why = "; the reason is above." if not steps else ":\n" + "\n".join(steps)
        print(f"\nThe run failed (status {status}){why}\n`make` goes on where it stopped.", file=sys.stderr)
        return status
    untouched = before is not None and stamp(manifest) == before
    print("\nNothing to do: everything is up to date." if untouched else f"\nDone in {time.monotonic() - start:.0f} s.")
    print("\n".join(summary(results, figures)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
