"""Whatever of the repository a job can read is an input of its rule: else a change of it leaves old results.

Two routes: what Snakemake lists as inputs of every job of a small paper, and what Python's own import system loads,
and what is opened meanwhile, when the job's script, its task and its notebook import what they name.
"""

import json
import re
import shutil
import sys

import pytest
from test_another_paper import CONFIG, checkout
from toy import ROOT, call, snakemake

AXES = "{exponent: [1], cutoff: [9], beta: [1], omega_ratio: [1]}"
SWEEP = f"{{title: T, quantity: advantage_ratio, shards: 1, axes: {AXES}}}"
# beside the full and the quick tier, which have no sweeps, and publish nothing
TARGETS = ("all", "quick", "sweeps", "results/publication/errata", "results/publication/article/numbers.json")
GIVEN = (  # what a checkout of the paper has besides
    *("docs/stability.csv", "benchmarks/accuracy.csv", "benchmarks/third_parties.csv"),
    *(f"figures/reference/wave.{ending}" for ending in ("json", "nc", "bare.png")),
)
WORDS = {"src/reproduction/claims.py", "src/reproduction/__init__.py"}  # the runner's, for the screen only
TRACE = '''
import ast, json, sys
from pathlib import Path

root, opened = Path.cwd(), set()
sys.addaudithook(lambda event, found: opened.add(str(found[0])) if event == "open" else None)
sys.path[:0] = [str(root / part) for part in ("workflow/scripts", "src", "")]


def imports(tree, task):
    for one in tree.body:
        if not isinstance(one, ast.FunctionDef) or one.name == task:
            yield from (node for node in ast.walk(one) if isinstance(node, (ast.Import, ast.ImportFrom)))


def own():
    found = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    return {name: Path(path) for name, path in found.items() if path and Path(path).is_relative_to(root)}


def used(modules):
    """Leave out what only a package's __init__ loads: modules of which nobody has a name."""
    kept = {name for name in modules if not name.startswith("autocoherence.")}
    ahead = list(kept - {"autocoherence"})
    while ahead:
        for value in list(vars(sys.modules[ahead.pop()]).values()):
            home = value.__name__ if isinstance(value, type(sys)) else getattr(value, "__module__", None)
            if home in modules and home not in kept:
                kept.add(home)
                ahead.append(home)
    return {name: modules[name] for name in kept}


def read(texts, task, section):
    opened.clear()
    for text in texts:
        for node in imports(ast.parse(text), task):
            exec(compile(ast.Module([node], []), "", "exec"), {"__name__": "job"})
    if section:
        from ledger.paper import load
        load("paper", [section])
    if task == "page":  # it reads much, and is written even if there are no results
        from reproduction.report.page import build
        build(root / "results", {}, root)
    loaded = own()
    modules = used(loaded)
    named = {one for name in modules for one in vars(sys.modules[name]).values() if isinstance(one, Path)}
    data = {Path(path).resolve() for path in opened if path.isascii()} - {root}
    for name in loaded:
        del sys.modules[name]
    data = {path for path in data if path.suffix not in (".py", ".pyc")}
    return {path for path in {*modules.values(), *named, *data} if path.is_file()}


for texts, task, section in json.load(sys.stdin):
    found = {path.relative_to(root) for path in read(texts, task, section) if path.is_relative_to(root)}
    print(json.dumps(sorted(path.as_posix() for path in found)))
'''


@pytest.fixture(scope="module")
def falling(tmp_path_factory):
    """The checkout of a small paper with all that a rule may read; its rules have no messages in place of inputs."""
    folder = checkout(tmp_path_factory.mktemp("inputs") / "falling")
    (folder / "config" / "config.yaml").write_text(f"{CONFIG}sweeps: {{wide: {SWEEP}}}\n", encoding="utf-8")
    (folder / "workflow" / "rules" / "silent.smk").write_text("for one in workflow.rules:\n    one.message = None\n")
    for name in GIVEN:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    (folder / "paper" / "counterexamples.py").write_text("CASES = {}\n", encoding="utf-8")
    shutil.copy(ROOT / "CITATION.cff", folder)
    return folder


@pytest.fixture(scope="module")
def dry(falling):
    """What Snakemake says that it would do."""
    done = snakemake(falling, "-n", "-F", "-p", *TARGETS)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def jobs(dry):
    """{rule: (inputs, command)} of one job each, as Snakemake itself has them."""
    job = r"^(?:local)?rule (\w+):\n +input: (.*)\n(?: +.+\n)*Shell command: (python .*)$"
    return {rule: (set(files.split(", ")), command) for rule, files, command in re.findall(job, dry, re.M)}


def source(notebook):
    """Return the code of a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@pytest.fixture(scope="module")
def needed(falling, jobs):
    """{rule: what of the repository its job reads}."""
    asked = []
    for _, command in jobs.values():
        script, first = command.split()[1:3]
        texts = [(falling / script).read_text(encoding="utf-8")]
        texts += [source(falling / first)] if first.endswith(".ipynb") else []
        asked.append((texts, first, "fall" if "--title" in command or first == "derivation" else ""))
    done = call([sys.executable, "-c", TRACE], falling, stdin=json.dumps(asked))
    assert done.returncode == 0, done.stderr
    return {rule: set(json.loads(line)) for rule, line in zip(jobs, done.stdout.splitlines(), strict=True)}


def test_whatever_a_job_reads_is_an_input_of_its_rule(jobs, needed):
    assert {"analysis", "ledger_section", "regression", "report_page", "sweep_shard"} < set(jobs) and len(jobs) > 16
    lacking = {rule: needed[rule] - inputs for rule, (inputs, _) in jobs.items()}
    lacking["ledger_section"] -= WORDS
    assert "\n".join(f"{rule}: {file}" for rule, files in lacking.items() for file in sorted(files)) == ""


def test_whoever_computes_depends_on_the_versions_it_computes_with(jobs, needed):
    computing = {rule for rule, files in needed.items() if "src/autocoherence/model.py" in files}
    assert {"sweep_shard", "sweep_merge", "twins"} <= computing
    computing |= {"analysis", "quick_analysis", "ledger_section", "ledger_derivation", "certificate", "report_page"}
    assert not [rule for rule in computing if "requirements.lock" not in jobs[rule][0]]


def tier(path):
    """Which run makes a file; none makes what is in the repository."""
    made = path.startswith("results/") or re.fullmatch(r"figures/[^/]*[.](pdf|png|svg)|ro-crate-metadata.json", path)
    return next((name for name in ("quick", "sweeps") if path.startswith(f"results/{name}/")), "full") if made else None


def test_no_run_reads_what_another_makes(dry):
    """The quick tier, the full one and the sweeps: each of their jobs, not one of each rule."""
    told = re.findall(r"^(?:local)?rule (\w+):\n +input: (.*)\n +output: (.*)$", dry, re.M)
    places = [(rule, *({tier(path) for path in side.split(", ")} - {None} for side in sides)) for rule, *sides in told]
    assert {"quick", "sweeps", "full"} <= {one for _, _, made in places for one in made}
    assert [(rule, read, made) for rule, read, made in places if not read <= made] == []


def test_every_accepted_file_is_compared_with(jobs):
    assert {name for name in GIVEN if name.startswith("figures")} <= jobs["regression"][0]


def test_the_runner_s_limit_comes_before_the_cluster_s(dry):
    """The runner says which cell took too long; the cluster only ends the job."""
    limits = re.findall(r"runtime=(\d+).*\n(?:.*limit_s=\d+.*\n)?Shell command:.* --seconds (\d+)", dry)
    assert len(limits) == 3 and all(60 * int(runtime) > int(seconds) + 30 for runtime, seconds in limits)
