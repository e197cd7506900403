# What the rules ask about the configuration and the notebooks. Nothing here computes physics.
import json
import os
import sys
from pathlib import Path

from snakemake.exceptions import WorkflowError

SCRIPTS = Path(workflow.basedir) / "workflow" / "scripts"
sys.path.insert(0, str(SCRIPTS))
import config_check
from notebook_source import library_files
from run_lock import hold

# `python` in a rule is the interpreter that runs Snakemake, whether or not its environment is activated
os.environ.update(PATH=os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)]))

FULL, QUICK = "results/", "results/quick/"
RESULTS, QUICK_RESULTS = [], []  # every rule adds its outputs
RUNNER = "workflow/scripts/run_notebook.py"
# a change of these changes results, whatever the notebook
SURROUNDINGS = [
    "workflow/scripts/kernel.py",
    "workflow/scripts/notebook_source.py",
    "figures/paper.mplstyle",
    "requirements.lock",
]

try:
    ANALYSES = config_check.checked_analyses(config)
except config_check.ConfigError as error:
    raise WorkflowError(f"the configuration is refused: {error}") from None


wildcard_constraints:
    name="|".join(ANALYSES),


def notebook(wildcards):
    """The notebook of an analysis."""
    return f"notebooks/{ANALYSES[wildcards.name]['notebook']}.ipynb"


def library(wildcards):
    """The library files its notebook depends on."""
    return library_files(notebook(wildcards))


def parameters(wildcards):
    """Its parameters, as the text that the runner takes (and whose change Snakemake notices)."""
    return json.dumps(config_check.parameters(ANALYSES[wildcards.name], quick=False), sort_keys=True)


def quick_parameters(wildcards):
    """Its parameters with the overrides of the quick tier."""
    return json.dumps(config_check.parameters(ANALYSES[wildcards.name], quick=True), sort_keys=True)


def minutes(wildcards):
    """Its time limit."""
    return ANALYSES[wildcards.name].get("minutes", 30)


def start_run():
    """Own the checkout while Snakemake works; the hashes of what is about to be made again are void."""
    hold(".snakemake/running", shared=True)
    made = [path for job in workflow.dag.needrun_jobs() for path in job.output]
    for tier, other in ((FULL, QUICK), (QUICK, None)):
        if any(path.startswith(tier) and not (other and path.startswith(other)) for path in made):
            Path(tier, "manifest.json").unlink(missing_ok=True)
