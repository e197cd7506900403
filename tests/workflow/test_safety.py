"""Reading cannot execute, and a running notebook cannot be reached from outside."""

import ast
import gc
import json

from toy import ROOT, WRITE, call, runner, snakemake, write_notebook

SOURCES = sorted(path for part in ("src", "workflow/scripts") for path in (ROOT / part).rglob("*.py"))
LOADERS = {"pickle", "dill", "joblib", "shelve", "marshal", "cloudpickle"}
OPEN_DOORS = {"eval", "exec", "unsafe_load", "full_load"}


def test_no_source_unpickles_or_evaluates():
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                found += [(path.name, name) for name in names if name.split(".")[0] in LOADERS]
            elif isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                owner = getattr(getattr(node.func, "value", None), "id", "")
                if name == "eval" and "ledger" in path.parts:
                    continue  # its own transcriptions of the print, text of this repository and of nobody else
                pickled = any(word.arg == "allow_pickle" for word in node.keywords)
                if (name in OPEN_DOORS and owner != "re") or (owner, name) == ("yaml", "load") or pickled:
                    found.append((path.name, node.lineno, name))
    assert found == []


def test_scripts_that_a_test_imports_freeze_nothing():
    """Hypothesis looks for what refers to an object, and says so where it finds nobody."""
    import brief_process

    assert brief_process and gc.get_freeze_count() == 0


def test_a_configuration_cannot_execute(fresh):
    config = fresh / "config" / "config.yaml"
    text = config.read_text().replace("title: No wave", "title: !!python/object/apply:os.mkdir [executed]")
    assert "python/object" in text
    config.write_text(text)
    done = snakemake(fresh, "-n")
    said = "title is of the kind python/object/apply:os.mkdir; valid: text"
    assert done.returncode != 0 and said in done.stdout + done.stderr
    assert not (fresh / "executed").exists()


LOOK = """
import json, os, stat
from pathlib import Path
import ipykernel.connect, psutil
runner = psutil.Process().parent()
pair = psutil.Process(), runner
ports = [(p.name(), c.laddr) for p in pair for c in p.net_connections("inet")]
file = Path(ipykernel.connect.get_connection_file())
sockets = [c.laddr for c in psutil.Process().net_connections("unix") if c.laddr]
folders = [Path(s).parent.stat().st_mode for s in sockets if s.startswith("/")]
found = {"ports": ports, "file": stat.S_IMODE(file.stat().st_mode), "folders": [*folders, file.parent.stat().st_mode]}
Path("found.json").write_text(json.dumps(found))
"""


def test_a_running_notebook_listens_to_nobody_and_its_connection_file_is_private(tmp_path):
    write_notebook(tmp_path / "n.ipynb", WRITE, LOOK)
    done = call(["sh", "-c", 'umask 000; exec "$@"', "sh", *runner("n.ipynb")], tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "found.json").read_text())
    # of TCP, only what a process that a cell forks may print to, with a secret that only it knows
    assert {address for _, (address, _) in found["ports"]} <= {"127.0.0.1"}
    assert found["file"] == 0o600 and len(found["folders"]) > 1
    assert not any(mode & 0o077 for mode in found["folders"])  # nobody else gets at the sockets
