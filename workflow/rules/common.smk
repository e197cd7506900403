# What the rules ask about the configuration and the notebooks. Nothing here computes physics.
import hashlib
import json
import math
import os
import sys
from pathlib import Path

from snakemake.exceptions import WorkflowError

HERE = Path(workflow.current_basedir.get_path_or_uri(secret_free=True)).resolve().parents[1]
sys.path[:0] = [str(HERE / "workflow" / "scripts"), str(HERE / "src")]
import config_check
import config_text
from manifest import paths
from notebook_source import library_files, script_files, words
from own_rules import own_outputs, rule_files
from reproduction.publication import METADATA, PICTURES
from run_lock import hold

# `python` in a rule is the interpreter that runs Snakemake, whether or not its environment is activated
os.environ.update(PATH=os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)]))


def ours(path):
    """A file of this workflow: relative in its own checkout, absolute where another project uses it as a module."""
    return path if HERE == Path.cwd() else str(HERE / path)


RULES = HERE / "workflow" / "rules"
FULL, QUICK, SWEPT = "results/", "results/quick/", "results/sweeps/"
# What the rules make. Their files add to it in any order, as the lists are read when all are known. ABOUT is what is
# made of all results (certificate, page); it is in the manifest, and not in itself.
RESULTS, QUICK_RESULTS, ABOUT, QUICK_ABOUT = [], [], [], []
RUNNER = ours("workflow/scripts/run_notebook.py")
LOCK = ours("requirements.lock")
# a change of these changes results, whatever the notebook
SURROUNDINGS = [*library_files(RUNNER, ours("workflow/scripts")), ours("figures/paper.mplstyle"), LOCK]
# another project's own notebooks come first; absolute, so that the prefix of a module does not apply to them
NOTEBOOKS = ["notebooks"] if HERE == Path.cwd() else [str(Path.cwd() / "notebooks"), ours("notebooks")]

# The text is checked before Snakemake reads it, since it would not say which line is meant otherwise than read.
CONFIGURATIONS = [str(path) for path in workflow.configfiles] + ["config/config.yaml"] * (HERE == Path.cwd())
CONFIGURATIONS = [path for path in dict.fromkeys(CONFIGURATIONS) if Path(path).exists() and not path.endswith(".json")]


def accepted_by(check, *arguments):
    """What a check of the configuration returns; what it refuses is said in one sentence."""
    try:
        return check(*arguments)
    except config_text.ConfigError as error:
        sentence = config_check.located(error, CONFIGURATIONS)
        raise WorkflowError(f"the configuration is refused: {sentence}") from None


for path in CONFIGURATIONS:
    accepted_by(config_text.check_text, path)


def code(script, task=None):
    """All code that a job runs: its script, and what that imports for one of its tasks."""
    return script_files(ours(f"workflow/scripts/{script}.py"), ours("src"), task)


def notebook(wildcards):
    """The notebook of an analysis."""
    return config_check.notebook_path(ANALYSES[wildcards.name], NOTEBOOKS)


def library(wildcards):
    """The library files its notebook depends on."""
    return library_files(notebook(wildcards), ours("src"))


def parameters(wildcards):
    """Its parameters, in a file of their own: Snakemake notices a change by its name."""
    return kept(config_check.parameters(ANALYSES[wildcards.name], quick=False))


def quick_parameters(wildcards):
    """Its parameters with the overrides of the quick tier."""
    return kept(config_check.parameters(ANALYSES[wildcards.name], quick=True))


def data_files(wildcards):
    """The files that it is given: they lie in the project that runs it, whatever the prefix of a module."""
    return [local(path) for path in ANALYSES[wildcards.name].get("files", {}).values()]


def seconds(wildcards):
    """Its time limit; Snakemake knows whole numbers only."""
    return math.ceil(60 * ANALYSES[wildcards.name].get("minutes", 30))


def minutes(wildcards):
    """What a cluster is asked for: a little more, so that the runner's own limit comes first and says where."""
    return math.ceil(seconds(wildcards) / 60) + 2


def sweep_text(wildcards):
    """A sweep, as the text that its script takes."""
    return json.dumps(SWEEPS[wildcards.sweep], sort_keys=True)


def shards(wildcards):
    """The shards of a sweep."""
    return [f"{SWEPT}shards/{wildcards.sweep}/{k}.nc" for k in range(SWEEPS[wildcards.sweep]["shards"])]


# Another project's accepted values are its own; absolute, so that the prefix of a module does not apply to them
REFERENCES = "figures/reference" if HERE == Path.cwd() else str(Path.cwd() / "figures" / "reference")


def accepted(wildcards):
    """The accepted values of an analysis, where there are any."""
    paths = [f"{REFERENCES}/{wildcards.name}.{ending}" for ending in ("json", "nc", "bare.png")]
    return [path for path in paths if Path(path).exists()]


def reference(wildcards):
    """Where its accepted values are, without an ending."""
    return f"{REFERENCES}/{wildcards.name}"


def said(wildcards):
    """What its notebook and its configuration say of it, in a file of its own."""
    return kept(words(notebook(wildcards), ANALYSES[wildcards.name]))


def report_sources(wildcards):
    """Whatever decides what the page says, besides results: its own module, and the sources whose structure it shows."""
    parts = [
        "src/reproduction/report/**/*.*",
        "src/autocoherence/**/*.py",
        "paper/**/*.py",
        "docs/accuracy.md",
        "docs/stability.csv",
        "CITATION.cff",
    ]
    found = sorted(path.relative_to(HERE).as_posix() for part in parts for path in HERE.glob(part))
    return [*code("build_report", "page"), *(ours(path) for path in found if not path.endswith(".pyc"))]


def publishing(task, *patterns):
    """What a task of `make publish` depends on: its code, and files of ours that it reads."""

    def files(wildcards):
        read = sorted(path.relative_to(HERE).as_posix() for pattern in patterns for path in HERE.glob(pattern))
        return [*code("publish", task), *map(ours, read)]

    return files


def kept(content):
    """Keep what may be too long for a command line in a file named after what it holds; return its path."""
    text = json.dumps(content, sort_keys=True)
    path = Path(".snakemake", "kept", hashlib.sha256(text.encode()).hexdigest()[:20] + ".json")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".unfinished").write_text(text, encoding="utf-8")
        path.with_suffix(".unfinished").replace(path)
    return str(path)


def told(path, category, caption, **labels):
    """An output that `snakemake --report` shows, with workflow/report/`caption`.rst below it."""
    labels = {"output": Path(path).name} | labels
    return report(path, caption=f"../report/{caption}.rst", category=category, labels=labels)


def results(wildcards):
    """What the full tier makes, and rules of one's own, wherever they are included."""
    return distinct(RESULTS, (path for path in own_outputs(workflow, RULES)[0] if not path.startswith(QUICK)))


def quick_results(wildcards):
    """The same for the quick tier."""
    return distinct(QUICK_RESULTS, (path for path in own_outputs(workflow, RULES)[0] if path.startswith(QUICK)))


def distinct(*lists):
    """The paths of several lists, each once."""
    return list({str(path): path for paths in lists for path in paths}.values())


def about_results(wildcards):
    """What rules of one's own make of the certificate, the page or the manifest: part of `all`, and of no list."""
    return own_outputs(workflow, RULES)[1]


def listed(wildcards):
    """All that the manifest of the full tier lists."""
    return [*results(wildcards), *ABOUT]


def quick_listed(wildcards):
    """The same for the quick tier."""
    return [*quick_results(wildcards), *QUICK_ABOUT]


def results_of_tier(wildcards):
    """All that the certificate of a tier lists."""
    return {"": results, "quick/": quick_results}[wildcards.tier](wildcards)


def data_of_tier(wildcards):
    """The numbers of all its analyses."""
    return [f"results/{wildcards.tier}data/{name}.nc" for name in ANALYSES]


def listed_in_tier(wildcards):
    """All that its manifest lists."""
    return (
        SWEEP_RESULTS
        if wildcards.tier == "sweeps/"
        else {"": listed, "quick/": quick_listed}[wildcards.tier](wildcards)
    )


def start_run():
    """Own the checkout while Snakemake works; a manifest that lists what is about to be made again is void."""
    hold(".snakemake/running", shared=True)
    made = {str(path) for job in workflow.dag.needrun_jobs() for path in job.output}
    for tier in (FULL, QUICK, SWEPT):
        manifest = Path(tier, "manifest.json")
        if not workflow.touch and made & set(paths(manifest)):  # what is only touched keeps its bytes
            manifest.unlink()
    start_jobs_at_once()


def start_jobs_at_once():
    """Let local jobs start whenever a core is free, with no limit of jobs per second, whose default nothing reaches.

    To keep one, Snakemake looks at all jobs that wait, and at their inputs, once a second, and once a second more for
    every job that has ended: at last that would be a fifth of all that the processor does in a run. No option is none.
    """
    if workflow.local_exec:
        workflow.scheduler.job_rate_limiter = None
