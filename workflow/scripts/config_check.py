"""Check the configuration before anything runs: closed schema, the notebooks' own parameters, physical ranges."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

import jsonschema
import yaml
from command_line import nearest, targets
from config_text import ConfigError, dotted, line_of, shortened
from parameter_check import check_parameters, looks_numeric

__all__ = ["RESERVED", "ConfigError", "checked_analyses", "located", "notebook_path", "parameters"]

ROOT = Path(__file__).resolve().parents[2]
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # no page, log or file holds these
RESERVED = {"all", "quick", "sweeps", *targets()}
SCHEMA = ROOT / "workflow" / "schemas" / "config.schema.yaml"


def parameters(analysis, quick):
    """Return the parameters of one analysis, its data files among them; for the quick tier with its overrides."""
    return analysis.get("parameters", {}) | (analysis.get("quick", {}) if quick else {}) | analysis.get("files", {})


def checked_analyses(config, folders=("notebooks",)):
    """Return the analyses of ``config`` in full, or raise `ConfigError` for the first thing that is wrong.

    The notebooks, in one of ``folders``, are read, not run.
    """
    check_values(config, ())
    error = jsonschema.exceptions.best_match(validator().iter_errors(config), key=told_first)
    if error is not None:
        raise ConfigError(sentence(error), error.absolute_path)
    for name, sweep in config.get("sweeps", {}).items():
        check_sweep(("sweeps", name), sweep)
    for name in set(config["analyses"]) & RESERVED:
        where = ("analyses", name)
        raise ConfigError(f"{dotted(where)}: `make {name}` does something else; valid: another name", where)
    analyses = {name: inherited(name, config["analyses"]) for name in config["analyses"]}
    for name, analysis in analyses.items():
        check_analysis(("analyses", name), analysis, folders)
    return analyses


@cache
def validator():
    """Return what judges a configuration by the schema."""
    return jsonschema.Draft202012Validator(yaml.safe_load(SCHEMA.read_text(encoding="utf-8")))


def located(error, files):
    """Return the sentence of a `ConfigError` with the file and line that it is about, as far as they are known."""
    for path in files if error.path else ():
        line = line_of(path, error.path)
        if line is not None:
            return f"{path}, line {line}: {error}"
    return str(error)


def check_values(value, path):
    """Raise unless a configuration is made of what JSON knows; a file was checked as text before."""
    if isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str):
                raise ConfigError(f"{dotted(path)} has the name {key!r}, which is no text; valid: text", path)
            check_values(part, (*path, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            check_values(part, (*path, number))
    elif isinstance(value, str):
        if (odd := UNPRINTABLE.search(value)) is not None:
            raise ConfigError(f"{dotted(path)} has the character U+{ord(odd[0]):04X}; valid: text without it", path)
    elif not isinstance(value, bool | int | float | None):
        raise ConfigError(f"{dotted(path)} = {value} is a {type(value).__name__}; valid: text or a number", path)
    elif isinstance(value, int | float) and not (abs(value) < 1e300):
        raise ConfigError(f"{dotted(path)} = {str(value)[:20]} is not finite; valid: finite numbers", path)


def inherited(name, analyses):
    """Return an analysis with what it leaves unsaid taken from the one it is `like`, which may be like another."""
    chain = [name]
    while (like := analyses[chain[-1]].get("like")) is not None:
        where = ("analyses", chain[-1], "like")
        if like not in analyses:
            raise ConfigError(f"{dotted(where)}: {unknown('analysis', like, sorted(set(analyses) - {name}))}", where)
        if like in chain:
            raise ConfigError(f"{dotted(where)} goes round in a circle: {' → '.join([*chain, like])}", where)
        chain.append(like)
    full = {}
    for one in reversed(chain):
        merged = {part: full.get(part, {}) | analyses[one].get(part, {}) for part in ("parameters", "quick", "files")}
        full = full | analyses[one] | merged
    return full


def notebook_path(analysis, folders):
    """Return the path of the notebook of an analysis in the first of ``folders`` that has it, or None."""
    paths = (Path(folder) / f"{analysis['notebook']}.ipynb" for folder in folders)
    return next((path.as_posix() for path in paths if is_file(path)), None)


def is_file(path):
    """Tell whether a path leads to a file; one that is too long leads nowhere."""
    try:
        return path.is_file()
    except OSError:
        return False


def check_analysis(where, analysis, folders):
    """Raise unless notebook and data files are there, and the notebook declares what it is given."""
    notebook = notebook_path(analysis, folders)
    if notebook is None:
        known = sorted({path.stem for folder in folders for path in Path(folder).glob("*.ipynb")})
        where = (*where, "notebook")
        raise ConfigError(f"{dotted(where)}: {unknown('notebook', analysis['notebook'], known)}", where)
    for name, path in analysis["files"].items():
        analysis["files"][name] = data_file((*where, "files", name), path)
    for part in ("parameters", "files", "quick"):
        analysis[part] = check_parameters((*where, part), analysis[part], notebook)
    given = parameters(analysis, quick=False)
    check_parameters((*where, "parameters"), given, notebook, complete=True)


def data_file(where, path):
    """Return the path of a data file: in this folder or in the checkout, or what a rule makes."""
    for place in (Path(path), ROOT / path):
        if is_file(place):
            return place.as_posix()
    if path.startswith("results/"):
        return path
    near = [found.as_posix() for found in Path(path).parent.glob("*") if found.is_file()][:1000]
    near = near or ["a path from the folder that the configuration's is in"]
    raise ConfigError(f"{dotted(where)}: {unknown('file', path, near)}", where)


def told_first(error):
    """Order errors: the outermost, and of those an unknown key, whose misspelling is why another one is missing."""
    return (-len(error.absolute_path), error.validator == "additionalProperties")


def check_sweep(where, sweep):
    """Raise for what the schema cannot say of a sweep."""
    axes = {
        name: axis if isinstance(axis, list) else [axis["from"], axis["to"]] for name, axis in sweep["axes"].items()
    }
    for axis, ends in axes.items():
        if isinstance(sweep["axes"][axis], dict) and ends[0] >= ends[1]:
            steps = (*where, "axes", axis)
            raise ConfigError(f"{dotted(steps)}: from {ends[0]:g} is not below to {ends[1]:g}; valid: from < to", steps)
    if max(axes["exponent"]) > 20:
        reached = f"{dotted(where)}.axes.exponent reaches {max(axes['exponent']):g}"
        raise ConfigError(f"{reached}; valid: exponents s <= 20", (*where, "axes", "exponent"))
    counts = {name: axis["points"] if isinstance(axis, dict) else len(axis) for name, axis in sweep["axes"].items()}
    rows = int(math.prod(counts[name] for name in ("exponent", "cutoff", "beta")))
    if sweep["shards"] > rows:
        raise ConfigError(
            f"{dotted(where)}.shards = {sweep['shards']} is more than the {rows} rows there are, one for each "
            f"exponent, cutoff and beta; valid: at most {rows}",
            (*where, "shards"),
        )


def unknown(what, name, valid):
    """Say that a name is unknown, and which one was probably meant."""
    return f"unknown {what} {str(name)[:80]!r}; {nearest(name, valid)}"


def sentence(error):
    """Turn an error of the schema into one sentence."""
    where = dotted(error.absolute_path, "config")
    if error.validator == "additionalProperties":
        valid = sorted(error.schema["properties"])
        name = next(name for name in error.instance if name not in valid)
        return f"{where}: {unknown('key', name, valid)}"
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        return f"{where}: the key {missing!r} is missing"
    valid = error.schema.get("description") or error.parent.schema["description"]
    if isinstance(error.instance, dict) and error.instance:
        return f"{where} is incomplete; valid: {valid}"
    if not error.absolute_path and not isinstance(error.instance, dict):
        return "the configuration is no mapping; valid: a mapping with the key 'analyses'"
    return f"{where} = {shortened(repr(error.instance))} is out of range; valid: {valid}{looks_numeric(error.instance)}"
