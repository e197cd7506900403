"""Spoil what a leaf of the rubric looks at, by as little as can be: a leaf that does not notice cannot fail."""

import json
import math
import os
from contextlib import contextmanager
from pathlib import Path

from rubric import RubricError, counts, files, found


@contextmanager
def broken(leaf, root, which=-1):
    """Break what a leaf looks at, of several values one, as long as the block lasts; then it is as it was."""
    said = leaf.get("break", {})
    path, place = (Path(root, said["file"]), 0) if said else places(leaf, root)[which]
    if not path.is_file():
        raise RubricError(f"leaf {leaf['leaf']!r}: {path.name} is not there to be broken")
    before, times = path.read_bytes(), path.stat()
    try:
        if said.keys() == {"file"}:
            path.unlink()
        else:
            path.write_bytes(spoiled(leaf, before, place))
        yield
    finally:
        path.write_bytes(before)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def places(leaf, root):
    """Return the places of all values that a leaf looks at: the file of each, and its number there."""
    if leaf["kind"] == "file":
        return [(path, 0) for path in files(leaf, root)]
    sizes = {path: len(found(json.loads(path.read_bytes()), leaf["at"])) for path in files(leaf, root)}
    return [(path, number) for path, size in sizes.items() for number in range(size)]


def ends(leaf):
    """Return which of the values that a leaf looks at are to be broken in turn: the first and the last."""
    return (0, -1) if leaf["kind"] == "json" and not counts(leaf) else (-1,)


def spoiled(leaf, content, place):
    """Return the bytes of a file in which a leaf's requirement is not met."""
    if leaf["kind"] == "file":
        return content[: leaf.get("bytes", 1) - 1]
    if leaf["kind"] == "run":
        said, text = leaf["break"], content.decode()
        if said["old"] not in text:
            raise RubricError(f"leaf {leaf['leaf']!r}: {said['old']!r} is not in {said['file']}")
        return text.replace(said["old"], said["new"]).encode()
    data = json.loads(content)
    container, key = found(data, leaf["at"])[place]
    if counts(leaf):
        recount(leaf, data, container["counted"])
    else:
        container[key] = refused(leaf, container[key])
    return json.dumps(data).encode()


def refused(leaf, value):
    """Return the nearest value that a leaf must refuse."""
    if "at_least" in leaf:
        return math.nextafter(leaf["at_least"], -math.inf)
    if "at_most" in leaf:
        return math.nextafter(leaf["at_most"], math.inf)
    if isinstance(value, str):
        return f"{value}?"
    if isinstance(value, float):
        return math.nextafter(value, math.inf)
    return not value if isinstance(value, bool) else value + 1


def recount(leaf, data, counted):
    """Change how many there are to the nearest number that a leaf refuses."""
    if "at_least" in leaf:
        wanted = math.ceil(leaf["at_least"]) - 1
    else:
        wanted = math.floor(leaf["at_most"]) + 1 if "at_most" in leaf else len(counted) - 1 if counted else 1
    for container, key in reversed(counted[wanted:]):
        del container[key]
    for _ in range(wanted - len(counted)):
        add(data, leaf["at"].split("/"))
    if found(data, leaf["at"])[0][0]["#"] != wanted:
        raise RubricError(f"leaf {leaf['leaf']!r}: there is no place for one more of {leaf['at']}")


def add(value, parts):
    """Add one more of what a path counts somewhere in ``value``, if there is a place for it."""
    (name, sign, wanted), rest = parts[0].partition("="), parts[1:]
    if isinstance(value, list):
        value.append(made(parts))
    elif isinstance(value, dict) and sign:
        value[name] = value[name] if str(value.get(name)) == wanted else wanted
        add(value, rest)
    elif isinstance(value, dict) and value.get(name) is not None:
        add(value[name], rest)
    elif isinstance(value, dict) and name != "#":
        value[name] = [made(rest)]  # a list has a place for more


def made(parts):
    """Return the smallest thing that a path leads through."""
    if parts[0] == "#":
        return 0
    name, sign, wanted = parts[0].partition("=")
    return (made(parts[1:]) or {}) | {name: wanted} if sign else {name: made(parts[1:])}
