"""One analysis with some parameters changed on the command line: a configuration of its own, in a folder of its own."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import yaml
from command_line import nearest
from config_check import checked_analyses
from config_text import ConfigError, examine

__all__ = ["StudyError", "prepare"]


class StudyError(ValueError):
    """What was asked for cannot be meant; the message is one sentence."""


def prepare(name, changes, configuration, notebooks):
    """Write the folder in which Snakemake makes the analysis ``name`` with ``changes``, {parameter: text}; return it.

    ``configuration`` is the path of the whole one, ``notebooks`` that of the folder of the notebooks.
    """
    analyses = checked_analyses(yaml.safe_load(Path(configuration).read_text(encoding="utf-8-sig")), [notebooks])
    standard = analyses[name]["parameters"]
    changed = {full_name(word, standard, name): text for word, text in changes.items()}
    changed = {key: value(text, standard[key], f"{name}: {key}") for key, text in changed.items()}
    analysis = {key: part for key, part in analyses[name].items() if key not in ("like", "quick")}
    config = {"analyses": {name: analysis | {"parameters": standard | changed}}}
    try:
        checked_analyses(config, [notebooks])
    except ValueError as error:
        raise StudyError(re.sub(rf"^analyses\.{name}\.parameters(\.|: )", f"{name}: ", str(error))) from None
    folder = Path("results", "studies", label(name, changed))
    target = folder / "config" / "config.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return folder


def full_name(word, known, analysis):
    """Return the parameter that a word means: its name, or the beginning of only one."""
    meant = [word] if word in known else [name for name in known if name.startswith(word)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise StudyError(f"{analysis} has more than one parameter {word}...: {', '.join(meant)}")
    raise StudyError(f"{analysis} has no parameter {word!r}; {nearest(word, list(known))}")


def value(text, standard, name="it"):
    """Return the value that a text means, as YAML does, and numbers as Python does (1e-3); whole ones as asked for."""
    try:
        if re.fullmatch(r"[-+]?[\d.]+[eE][-+]?\d+", text):
            return float(text)
        examine(None, yaml.compose(text, Loader=yaml.SafeLoader), name, set())
        given = yaml.safe_load(text)
    except ConfigError as error:
        raise StudyError(str(error)) from None
    except (yaml.YAMLError, ValueError, TypeError, LookupError, RecursionError):  # as PyYAML fails at `!!int ''`
        raise StudyError(f"{text!r} is no value; valid: a number, text, or a list like [0.5, 1.0]") from None
    return float(given) if isinstance(standard, float) and type(given) is int else given


def label(name, changed):
    """Return a name for a folder that tells what is changed, with a hash where the letters cannot."""
    full = "-".join([name, *(f"{key}={json.dumps(given)}" for key, given in sorted(changed.items()))])
    plain = re.sub(r"[^\w.=+-]+", "_", full)[:100]
    return plain if plain == full else f"{plain}-{hashlib.sha256(full.encode()).hexdigest()[:8]}"
