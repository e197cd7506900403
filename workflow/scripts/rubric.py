"""A rubric: a tree of requirements, each leaf of which is met or not, and can be made to fail."""

import json
import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

KINDS = {"json": {"at", "is", "at_least", "at_most"}, "file": {"bytes"}, "run": {"says", "break"}}
COMMON = {"leaf", "weight", "exit"}


class RubricError(ValueError):
    """What is wrong with the rubric, in one sentence."""


def leaves(node, place=(), share=1.0):
    """Yield (place, share of the whole, leaf) of every leaf of the tree; a node's children share its weight."""
    if not isinstance(node, dict) or not ({"leaf", "group"} & node.keys()):
        raise RubricError(f"{' / '.join(place) or 'the rubric'}: {node!r} is neither a leaf nor a group")
    if "leaf" in node:
        yield place, share, checked(node)
        return
    children, here = node.get("of") or [], (*place, node["group"])
    if not isinstance(children, list) or not children:
        raise RubricError(f"{' / '.join(here)} has nothing in it; valid: of: [leaf, ...]")
    weights = [child.get("weight", 1) if isinstance(child, dict) else 1 for child in children]
    for child, weight in zip(children, weights, strict=True):
        if not isinstance(weight, int | float) or isinstance(weight, bool) or not weight > 0:
            raise RubricError(f"{' / '.join(here)}: weight {weight!r}; valid: a number > 0")
        yield from leaves(child, here, share * weight / sum(weights))


def checked(leaf):
    """Return a leaf that says what is asked for, and by itself or by its kind how it is broken."""
    kinds = [kind for kind in KINDS if kind in leaf]
    if len(kinds) != 1:
        raise RubricError(f"leaf {leaf['leaf']!r} has {kinds or 'no kind'}; valid: one of {', '.join(KINDS)}")
    for key in leaf.keys() - KINDS[kinds[0]] - COMMON - {kinds[0]}:
        raise RubricError(f"leaf {leaf['leaf']!r} has {key!r}; valid: {', '.join(sorted(KINDS[kinds[0]] | COMMON))}")
    needed = {"json": {"at"}, "file": set(), "run": {"break"}}[kinds[0]] - leaf.keys()
    if needed or (kinds == ["json"] and len(leaf.keys() & {"is", "at_least", "at_most"}) != 1):
        needs = ", ".join(needed) or "one of is, at_least, at_most"
        raise RubricError(f"leaf {leaf['leaf']!r} lacks {needs}")
    said = leaf.get("break", {"file": ""})
    if said.keys() not in ({"file"}, {"file", "old", "new"}) or ("old" in said and said["old"] == said["new"]):
        raise RubricError(f"leaf {leaf['leaf']!r}: break {said}; valid: file, or file, old and another new")
    return leaf | {"kind": kinds[0]}


def found(data, at):
    """Return (container, key) of every value that a path leads to.

    Parts are separated by ``/``: a key, of every entry where there is a list; ``key=value``, the entries that have it;
    ``#``, how many there are. What is null or not there leads nowhere.
    """
    places = [([data], 0)]
    for part in at.split("/"):
        values = [container[key] for container, key in places]
        # of a list, its entries
        spread = [(one, k) for one in values if isinstance(one, list) for k in range(len(one))]
        if part == "#":
            counted = spread or [place for place, one in zip(places, values, strict=True) if not isinstance(one, list)]
            return [({"#": len(counted), "counted": counted}, "#")]
        name, sign, wanted = part.partition("=")
        dicts = spread + [place for place, one in zip(places, values, strict=True) if isinstance(one, dict)]
        held = [(c, k) for c, k in dicts if isinstance(c[k], dict) and c[k].get(name) is not None]
        places = [(c, k) for c, k in held if str(c[k][name]) == wanted] if sign else [(c[k], name) for c, k in held]
    return places


def judged(leaf, root):
    """Return whether a leaf is met in ``root``, and what was found there."""
    if leaf["kind"] == "run":
        done = subprocess.run(leaf["run"], shell=True, cwd=root, capture_output=True, text=True, env=environment(root))
        said = done.stdout + done.stderr
        wrong = done.returncode != leaf.get("exit", 0) or not re.search(leaf.get("says", ""), said)
        return not wrong, f"exit {done.returncode}" + (f": {said.strip()[-300:]}" if wrong else "")
    path = Path(root, leaf[leaf["kind"]])
    if not path.is_file():
        return False, "not there"
    if leaf["kind"] == "file":
        return path.stat().st_size >= leaf.get("bytes", 1), f"{path.stat().st_size} bytes"
    values = [container[key] for container, key in found(json.loads(path.read_text(encoding="utf-8")), leaf["at"])]
    return bool(values) and all(holds(leaf, value) for value in values), short(values)


def holds(leaf, value):
    """Tell whether one value is what a leaf asks for."""
    if "is" in leaf:
        return value == leaf["is"]
    if not isinstance(value, int | float):
        return False
    return value >= leaf["at_least"] if "at_least" in leaf else value <= leaf["at_most"]


def environment(root):
    """Return the variables of a command: the environment of that checkout comes first."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "AUTOCOHERENCE"))
    }
    return kept | {"PATH": f"{root}/.venv/bin{os.pathsep}{kept['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}


def short(values):
    """Return what a table shows of the values that were found."""
    kinds = list(dict.fromkeys(map(str, values)))
    return f"{', '.join(kinds[:3])}{' ...' if len(kinds) > 3 else ''}" + (
        f" ({len(values)})" if len(values) > 1 else ""
    )


@contextmanager
def broken(leaf, root):
    """Break what a leaf looks at, by a little, as long as the block lasts."""
    said = leaf.get("break", {})
    path = Path(root, said.get("file") or leaf[leaf["kind"]])
    before = path.read_bytes()
    try:
        if leaf["kind"] == "json":
            data = json.loads(before)
            spoil(leaf, *found(data, leaf["at"])[-1])
            path.write_text(json.dumps(data), encoding="utf-8")
        elif leaf["kind"] == "file":
            path.write_bytes(before[: leaf.get("bytes", 1) - 1])
        elif "old" in said:
            if said["old"] not in before.decode():
                raise RubricError(f"leaf {leaf['leaf']!r}: {said['old']!r} is not in {said['file']}")
            path.write_text(before.decode().replace(said["old"], said["new"]), encoding="utf-8")
        else:
            path.unlink()
        yield
    finally:
        path.write_bytes(before)


def spoil(leaf, container, key):
    """Make the last of the values that a leaf looks at one that it must refuse, as little wrong as can be."""
    if key == "#":
        counted, bound = container["counted"], leaf.get("at_most", leaf.get("at_least", container[key]))
        if "at_most" in leaf:
            held, k = counted[-1]
            held.extend([held[k]] * (bound + 1 - len(counted)))
        else:
            for held, k in reversed(counted[int(bound) - 1 :]):
                del held[k]
        return
    value = container[key]
    small = 1e-9 * max(1.0, abs(leaf.get("at_least", leaf.get("at_most", 0))))
    near = leaf.get("at_least", 0) - small if "at_least" in leaf else leaf.get("at_most", 0) + small
    other = not value if isinstance(value, bool) else f"{value}?" if isinstance(value, str) else value + 1
    container[key] = other if "is" in leaf else near
