"""The text of a configuration: is it YAML, with no key twice? Readers of YAML keep the last of two without a word."""

from __future__ import annotations

from pathlib import Path

import yaml

__all__ = ["ConfigError", "check_text"]


class ConfigError(ValueError):
    """Something in the configuration that cannot be meant; the message is one sentence."""


def check_text(path):
    """Raise `ConfigError`, with the line, unless the file at ``path`` is YAML and names everything once."""
    try:
        root = yaml.compose(Path(path).read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise ConfigError(
            f"{path}, line {error.problem_mark.line + 1}: {error.problem}; "
            "valid: YAML, indented by spaces, with a space after each colon"
        ) from None
    refuse_twins(path, root, "the configuration")


def refuse_twins(path, node, where):
    """Raise for the first key that a mapping in ``node`` has twice."""
    if isinstance(node, yaml.MappingNode):
        lines = {}
        for key, value in node.value:
            line, first = key.start_mark.line + 1, lines.get(key.value)
            if first is not None:
                raise ConfigError(
                    f"{path}, line {line}: {where} has {key.value!r} a second time (the first is in line {first}); "
                    "valid: each name once"
                )
            lines[key.value] = line
            refuse_twins(path, value, key.value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            refuse_twins(path, value, where)
