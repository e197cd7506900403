"""What `make` does once the environment is there: put the checkout in order, run Snakemake, say where everything is.

python workflow/scripts/reproduce.py [all | quick | sweeps | ANALYSIS | FILE] [OPTION OF SNAKEMAKE ...]
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import command_line
import summary
import yaml
from config_text import ConfigError, check_text
from manifest import changed, remove
from run import Run
from run_lock import hold, release
from study import StudyError, prepare

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
        remove(path)


def prepare_folder(*folders):
    """Make sure that this folder can be worked in, and own it; Snakemake would end in a traceback."""
    for folder in (".snakemake", ".cache", "logs", *filter(None, folders)):
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise StudyError(f"{folder} cannot be written to: {error.strerror}") from None
    if not hold(OWNED):
        print("Another make works in this checkout; waiting for it to finish.", flush=True)
        hold(OWNED, wait=True)


def configured():
    """Return the names of the analyses, or raise with the line where the configuration cannot be read."""
    check_text(CONFIG)
    content = yaml.safe_load(Path(CONFIG).read_text(encoding="utf-8-sig"))
    analyses = content.get("analyses") if isinstance(content, dict) else None
    return list(analyses) if isinstance(analyses, dict) else []


def run_tier(tier, options, analyses):
    """Run everything of one tier."""
    results, figures = TIERS[tier]
    prepare_folder(results, figures)
    manifest = Path(results, "manifest.json")
    clear_leftovers(manifest)
    run = Run(tier, options, lock=OWNED, sign=manifest).work()
    return run.report(lambda: summary.of_tier(results, figures, analyses))


def run_analysis(name, options):
    """Run one analysis: as it is configured, or in a folder of its own with the parameters of make's command line."""
    changes, folder = command_line.parameters(), Path()
    if changes:
        folder = prepare(name, changes, CONFIG, ROOT / "notebooks")
        os.chdir(folder)
        options = ["--snakefile", ROOT / "Snakefile", *options]
    prepare_folder("results", "figures")
    clear_leftovers(Path("results", "manifest.json"))
    target = Path("figures", f"{name}.pdf")
    run = Run(target, options, lock=OWNED, sign=target).work()
    os.chdir(ROOT)
    return run.report(lambda: summary.of_analysis(name, folder))


def run_file(path, options):
    """Run what makes one file."""
    prepare_folder("results")
    clear_leftovers(Path("results", "manifest.json"))
    return Run(path, options, lock=OWNED, sign=Path(path)).work().report(lambda: [f"  {path}"])


def main(target="all", *options):
    """Run what is asked for; return the exit status."""
    os.chdir(ROOT)
    try:
        if command_line.misplaced():
            raise StudyError(command_line.misplaced())
        analyses = configured()
        if target in TIERS:
            return run_tier(target, options, analyses)
        if target in analyses:
            return run_analysis(target, options)
        if "/" in target:
            return run_file(target, options)
        valid = [*TIERS, *analyses, *command_line.targets()]
        print(f"There is nothing called {target!r}; {command_line.nearest(target, valid)}", file=sys.stderr)
        return 2
    except ConfigError as error:
        print(f"the configuration is refused: {error}", file=sys.stderr)
    except (StudyError, OSError) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrupted; the same command goes on where it stopped.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
