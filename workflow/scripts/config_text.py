"""The text of a configuration: is it YAML that means what it seems to mean? A sentence says which line does not.

Readers of YAML 1.1 take 010 for 8, 1:30 for 90, no for false and 1,5 for two things, and keep the last of two entries
of the same name, all without a word.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

import yaml

__all__ = ["ConfigError", "check_text", "dotted", "examine", "line_of", "shortened"]

PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "str", "seq", "map", "merge")}
LARGEST = 1_000_000  # values, with those that an alias repeats
DEEPEST = 50  # levels


class ConfigError(ValueError):
    """Something in the configuration that cannot be meant; the message is one sentence, ``path`` says where it is."""

    def __init__(self, message, path=()):
        super().__init__(message)
        self.path = tuple(path)


def check_text(path):
    """Raise `ConfigError`, with the line, unless the file at ``path`` is YAML in which all means what it seems to."""
    text = decoded(path)
    root = understood(path, text, yaml.compose)
    size(path, root, "the configuration", {}, 0)
    try:
        examine(path, root, "the configuration", set())
        understood(path, text, yaml.load)
    except (ValueError, TypeError, ArithmeticError, LookupError) as error:  # what PyYAML makes of `!!int ''`, say
        if isinstance(error, ConfigError):
            raise
        raise ConfigError(f"{path}: {str(error)[:200]}; valid: text, numbers, lists and mappings") from None


def decoded(path):
    """Return the text of the file."""
    try:
        content = Path(path).read_bytes()
    except IsADirectoryError:
        raise ConfigError(f"{path} is a folder; valid: a text file") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}, line {line}: this is not UTF-8; valid: a text file in UTF-8") from None


def understood(path, text, read):
    """Return what YAML reads: by `yaml.compose`, a tree of nodes that know their lines, by `yaml.load`, the values."""
    try:
        return read(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise ConfigError(f"{path}, line {line}: the character {error.character:#x} has no place in YAML") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ConfigError(
            f"{path}, line {mark.line + 1}: {error.problem or error.context}; "
            "valid: YAML, indented by spaces, with a space after each colon"
        ) from None
    except RecursionError:
        raise ConfigError(f"{path} is nested too deeply; valid: {DEEPEST} levels") from None


def size(path, node, where, known, depth):
    """Return how many values a node stands for; aliases may repeat others, and even themselves."""
    line = node.start_mark.line + 1 if node else 1
    if depth > DEEPEST or known.get(id(node), 0) is None:
        raise ConfigError(f"{path}, line {line}: {where} is nested too deeply or in itself; valid: {DEEPEST} levels")
    if id(node) not in known:
        known[id(node)] = None  # being counted
        known[id(node)] = 1 + sum(size(path, child, where, known, depth + 1) for child in children(node))
    if known[id(node)] > LARGEST:
        raise ConfigError(f"{path}, line {line}: {where} holds more than {LARGEST} values; valid: fewer")
    return known[id(node)]


def children(node):
    """Return the nodes in a node."""
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def examine(path, node, where, seen):
    """Raise for the first value below ``node`` that is read otherwise than a person would, or that is there twice.

    The message says where it is in the file ``path``, if there is one.
    """
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        lines, before = {}, None
        for key, value in node.value:
            check_key(path, key, value, where, before)
            first = lines.get(key.value)
            if first is not None:
                raise ConfigError(
                    f"{place(path, key)}{where} has {key.value!r} a second time (the first is in line {first}); "
                    "valid: each name once"
                )
            lines[key.value], before = key.start_mark.line + 1, value
            examine(path, value, key.value, seen)
    elif isinstance(node, yaml.SequenceNode):
        check_commas(path, node, where)
        for value in node.value:
            examine(path, value, where, seen)
    elif (problem := misread(node)) is not None:
        raise ConfigError(f"{place(path, node)}{where} = {shortened(node.value, 40)} {problem}")
    if node.tag not in PLAIN:
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        raise ConfigError(
            f"{place(path, node)}{where} is of the kind {kind}; "
            "valid: text, a number, true or false, a list or a mapping"
        )


def check_key(path, key, value, where, before):
    """Raise unless a key is text; ``before`` is the value in front of it."""
    if key.tag in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:merge") and isinstance(key, yaml.ScalarNode):
        return
    line = place(path, key)
    if not isinstance(key, yaml.ScalarNode):
        raise ConfigError(f"{line}{where} has a list or a mapping for a name; valid: text")
    if value.tag.endswith(":null") and before is not None and before.tag.endswith((":int", ":float")):
        number = f"{before.value},{key.value}"
        raise ConfigError(f"{line}{where} has {number}; valid: a number with a point, {number.replace(',', '.')}")
    kind = KINDS.get(key.tag.rpartition(":")[2], "something else")
    raise ConfigError(
        f"{line}{where} has the name {key.value or 'nothing'}, which YAML takes for {kind}; "
        f'valid: text, or this one in quotes: "{key.value}"'
    )


def place(path, node):
    """Return the beginning of a message: the line of a node in a file, or nothing."""
    return f"{path}, line {node.start_mark.line + 1}: " if path else ""


def check_commas(path, node, where):
    """Raise for a list in which only some numbers are followed by a blank, as in [0,5, 1,5]: decimal commas."""
    pairs = list(zip(node.value, node.value[1:], strict=False))
    pairs = [pair for pair in pairs if all(one.tag.endswith((":int", ":float")) for one in pair)]
    pairs = [(a, b) for a, b in pairs if a.end_mark.line == b.start_mark.line]
    close = [(a, b) for a, b in pairs if b.start_mark.index - a.end_mark.index == 1]
    if 0 < len(close) < len(pairs):
        number = f"{close[0][0].value},{close[0][1].value}"
        raise ConfigError(
            f"{place(path, node)}{where} has {number} in a list; valid: a number with a point, "
            f"{number.replace(',', '.')}, or a blank after each comma"
        )


KINDS = {"int": "a number", "float": "a number", "bool": "true or false", "null": "nothing", "timestamp": "a date"}


def misread(node):
    """Return what is wrong with a value that YAML 1.1 reads in a way of its own, or None."""
    kind, text = node.tag.rpartition(":")[2], node.value
    if kind in ("int", "float") and ":" in text:
        return f"is read as {yaml.safe_load(text)}, base 60; valid: a number, or text in quotes"
    if kind == "int" and re.fullmatch(r"[-+]?0[0-7_]+", text):
        return f"is read as {yaml.safe_load(text)}, base 8; valid: {text.replace('0', '', 1)}"
    if kind == "float" and not math.isfinite(yaml.safe_load(text)):
        return "is not finite; valid: finite numbers"
    if kind == "int" and len(text) > 300:
        return "is too large; valid: finite numbers"
    if kind == "timestamp":
        return "is read as a date; valid: text in quotes, or a number"
    return None


def shortened(text, length=80):
    """Return as much of a text as a message has room for."""
    return text if len(text) <= length else f"{text[: length - 3]}..."


def dotted(path, whole="the configuration"):
    """Return a path in the configuration as text."""
    return ".".join(map(str, path)) or whole


def line_of(path, steps):
    """Return the line in the file ``path`` of what the ``steps``, keys and numbers, lead to, or None."""
    node, line = understood(path, decoded(path), yaml.compose), None
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                break
            line, node = found[-1][0].start_mark.line + 1, found[-1][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line
