"""Grade this replication: every leaf of rubric.yaml, in a fresh clone, into results/grade.json.

grade.py [--mutate] [--here]

--mutate breaks what each leaf looks at, and tells which leaves do not notice. --here takes this checkout, as it is.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from rubric import RubricError, environment, judged, leaves
from spoil import broken, ends

ROOT = Path(__file__).resolve().parents[2]


def read(path):
    """Return the commands that come first, and all leaves."""
    try:
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise RubricError(f"{path.name} cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(tree, dict) or tree.keys() != {"first", "group", "of"}:
        valid = "first (commands), group (its name), of (its parts)"
        raise RubricError(f"{path.name} has {list(tree or ())}; valid: {valid}")
    return tree["first"], list(leaves(tree))


def grade(commands, rows, root, mutate):
    """Return every leaf with what was found."""
    for command in commands:
        print(f"$ {command}", flush=True)
        code = subprocess.run(command, shell=True, cwd=root, env=environment(root)).returncode
        if code:
            print(f"`{command}` failed: exit {code}", flush=True)
    graded = []
    for place, share, leaf in rows:
        met, found = judged(leaf, root)
        noticed = fails(leaf, root) if mutate and met else None
        row = {"place": list(place[1:]), "leaf": leaf["leaf"], "weight": share, "met": met, "found": found}
        graded.append(row | {"can_fail": noticed})
        cannot = "; CANNOT FAIL" if noticed is False else ""
        print(f"{'met ' if met else 'NOT '} {leaf['leaf']}{'' if met else f': {found}'}{cannot}", flush=True)
    return graded


def fails(leaf, root):
    """Tell whether a leaf fails whichever part of what it looks at is broken; what cannot be broken does not."""
    try:
        return not any(met_broken(leaf, root, which) for which in ends(leaf))
    except RubricError as error:
        print(error)
        return False


def met_broken(leaf, root, which):
    """Tell whether a leaf is met although what it looks at is broken."""
    with broken(leaf, root, which):
        return judged(leaf, root)[0]


def main(*words):
    """Grade, write and say what came out; fail if a leaf cannot fail."""
    mutate, here, start = "--mutate" in words, "--here" in words, time.monotonic()
    if set(words) - {"--mutate", "--here"} or (mutate and here):
        raise RubricError(f"{' '.join(words)!r}; valid: --mutate or --here (which must not break anything)")
    commands, rows = read(ROOT / "rubric.yaml")
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        root = ROOT if here else Path(folder, "autocoherence")
        if not here:
            subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, root], check=True)
        commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True).stdout.strip()
        graded = grade([] if here else commands, rows, root, mutate)
    total = sum(row["weight"] for row in graded if row["met"])
    told = {"grade": round(total, 4), "commit": commit, "clone": not here, "leaves": graded}
    path = ROOT / "results" / "grade.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    met, minutes = sum(row["met"] for row in graded), (time.monotonic() - start) / 60
    print(f"grade {total:.3f}: {met} of {len(graded)} leaves, in {minutes:.0f} min; {path.relative_to(ROOT)}")
    idle = [row["leaf"] for row in graded if row["can_fail"] is False]
    return f"leaves that cannot fail: {'; '.join(idle)}" if idle else 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except (RubricError, subprocess.CalledProcessError) as error:
        sys.exit(f"The grading failed: {error}")
    except KeyboardInterrupt:
        sys.exit("The grading was stopped; results/grade.json is as it was")
