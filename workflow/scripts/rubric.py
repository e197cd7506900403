"""A rubric: a tree of requirements, each leaf of which is met or not. How one is made to fail: `spoil`."""

import json
import os
import re
import subprocess
from pathlib import Path

from command_line import known_variables

KINDS = {"json": {"at", "is", "at_least", "at_most"}, "file": {"bytes"}, "run": {"says", "exit", "break"}}
COMMON = {"leaf", "weight"}


class RubricError(ValueError):
    """What is wrong with the rubric, in one sentence."""


def number(value):
    """Tell whether a value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def text(value):
    """Tell whether a value is a text with something in it."""
    return isinstance(value, str) and value != ""


def pattern(value):
    """Tell whether a value is a regular expression."""
    try:
        return text(value) and re.compile(value) is not None
    except re.error:
        return False


def damage(value):
    """Tell whether a value says how a command's leaf is broken."""
    if not isinstance(value, dict) or not all(isinstance(part, str) for part in value.values()):
        return False
    return value.keys() == {"file"} or (value.keys() == {"file", "old", "new"} and value["old"] != value["new"])


VALUES = {  # what a leaf says: what that has to be, and whether it is
    **dict.fromkeys(("json", "file", "run", "leaf", "at"), ("text", text)),
    "is": ("text, a number, true or false", lambda value: text(value) or number(value) or isinstance(value, bool)),
    "at_least": ("a number", number),
    "at_most": ("a number", number),
    "bytes": ("a whole number > 0", lambda value: type(value) is int and value > 0),
    "exit": ("a whole number", lambda value: type(value) is int),
    "says": ("a regular expression", pattern),
    "break": ("file, or file, old and another new", damage),
    "weight": ("a number > 0", lambda value: number(value) and value > 0),
}


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
    for weight in weights:
        valid, fits = VALUES["weight"]
        if not fits(weight):
            raise RubricError(f"{' / '.join(here)}: weight {weight!r}; valid: {valid}")
    for child, weight in zip(children, weights, strict=True):
        yield from leaves(child, here, share * weight / sum(weights))


def checked(leaf):
    """Return a leaf that says what is asked for, and by itself or by its kind how it is broken."""
    name, kinds = f"leaf {leaf['leaf']!r}", [kind for kind in KINDS if kind in leaf]
    if len(kinds) != 1:
        raise RubricError(f"{name} has {kinds or 'no kind'}; valid: one of {', '.join(KINDS)}")
    (kind,) = kinds
    for key, value in leaf.items():
        if key not in KINDS[kind] | COMMON | {kind}:
            raise RubricError(f"{name} has {key!r}; valid: {', '.join(sorted(KINDS[kind] | COMMON))}")
        valid, fits = VALUES[key]
        if not fits(value):
            raise RubricError(f"{name}: {key} {value!r}; valid: {valid}")
    lacks = {"json": {"at"}, "file": set(), "run": {"break"}}[kind] - leaf.keys()
    if lacks or (kind == "json" and len(leaf.keys() & {"is", "at_least", "at_most"}) != 1):
        raise RubricError(f"{name} lacks {', '.join(lacks) or 'one of is, at_least, at_most'}")
    if counts(leaf) and not (number(leaf.get("is", 0)) and leaf.get("is", 0) >= 0 and leaf.get("at_least", 1) > 0):
        raise RubricError(f"{name} can be met by no number, or by every one; valid: is >= 0 or at_least > 0")
    return leaf | {"kind": kind}


def counts(leaf):
    """Tell whether a leaf asks how many there are."""
    return leaf.get("at", "").rpartition("/")[2] == "#"


def found(data, at):
    """Return (container, key) of every value that a path leads to.

    Parts are separated by ``/``: a key, of every entry where there is a list; ``key=value``, the entries that have it;
    ``#``, how many there are. What is null or not there leads nowhere.
    """
    places = [([data], 0)]
    for part in at.split("/"):
        values = [(container[key], container, key) for container, key in places]
        # of a list, its entries
        spread = [(one, k) for one, *_ in values if isinstance(one, list) for k in range(len(one))]
        single = [tuple(place) for one, *place in values if not isinstance(one, list)]
        if part == "#":
            counted = spread + single
            return [({"#": len(counted), "counted": counted}, "#")]
        name, sign, wanted = part.partition("=")
        held = [(c, k) for c, k in spread + single if isinstance(c[k], dict) and c[k].get(name) is not None]
        places = [(c, k) for c, k in held if str(c[k][name]) == wanted] if sign else [(c[k], name) for c, k in held]
    return places


def judged(leaf, root):
    """Return whether a leaf is met in ``root``, and what was found there."""
    if leaf["kind"] == "run":
        done = subprocess.run(leaf["run"], shell=True, cwd=root, capture_output=True, text=True, env=environment(root))
        said = done.stdout + done.stderr
        wrong = done.returncode != leaf.get("exit", 0) or not re.search(leaf.get("says", ""), said)
        return not wrong, f"exit {done.returncode}" + (f": {said.strip()[-300:]}" if wrong else "")
    paths = files(leaf, root)
    if not paths:
        return False, "not there"
    if leaf["kind"] == "file":
        return paths[0].stat().st_size >= leaf.get("bytes", 1), f"{paths[0].stat().st_size} bytes"
    try:
        read = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    except ValueError as error:
        return False, f"cannot be read: {error}"
    values = [container[key] for data in read for container, key in found(data, leaf["at"])]
    return bool(values) and all(holds(leaf, value) for value in values), short(values)


def files(leaf, root):
    """Return the files that a leaf looks at: its path may stand for several, as in ``results/claims/*.json``."""
    return sorted(path for path in Path(root).glob(leaf[leaf["kind"]]) if path.is_file())


def holds(leaf, value):
    """Tell whether one value is what a leaf asks for; true is no number."""
    if "is" in leaf:
        return value == leaf["is"] and isinstance(value, bool) == isinstance(leaf["is"], bool)
    if not number(value):
        return False
    return value >= leaf["at_least"] if "at_least" in leaf else value <= leaf["at_most"]


def environment(root):
    """Return the variables of a command: not what `make` was told for the grading itself, and first in the path the
    environment of its checkout; of ours, the one in use.
    """
    ours = {*known_variables()} - {"PYTHON"}
    kept = {
        name: value for name, value in os.environ.items() if name not in ours and not name.startswith(("MAKE", "MF"))
    }
    here, venv = Path(__file__).resolve().is_relative_to(Path(root).resolve()), ".venv"
    if here:
        venv = kept["AUTOCOHERENCE_VENV"] = os.environ.get("AUTOCOHERENCE_VENV", venv)
    return kept | {"PATH": f"{Path(root, venv, 'bin')}{os.pathsep}{kept['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}


def short(values):
    """Return what a table shows of the values that were found."""
    kinds = list(dict.fromkeys(map(str, values)))
    return f"{', '.join(kinds[:3])}{' ...' if len(kinds) > 3 else ''}" + (
        f" ({len(values)})" if len(values) > 1 else ""
    )
