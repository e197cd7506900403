"""Check the configuration before anything runs: closed schema, the notebooks' own parameters, physical ranges."""

from __future__ import annotations

import difflib
import math
from pathlib import Path

import jsonschema
import yaml
from config_text import ConfigError
from notebook_source import NotebookError, declared_parameters

__all__ = ["ConfigError", "checked_analyses", "notebook_path", "outputs_of_the_rule", "parameters"]

SCHEMA = Path(__file__).resolve().parents[1] / "schemas" / "config.schema.yaml"
outputs_of_the_rule = ("figure_pdf", "figure_png", "data", "claims")


def parameters(analysis, quick):
    """Return the parameters of one analysis, for the quick tier with its overrides."""
    return analysis.get("parameters", {}) | (analysis.get("quick", {}) if quick else {})


def inherited(name, analyses):
    """Return an analysis with what it leaves unsaid taken from the one it is `like`."""
    analysis = analyses[name]
    if "like" not in analysis:
        return analysis
    base = analyses.get(analysis["like"], {})
    if "notebook" not in base:
        valid = sorted(other for other in analyses if "like" not in analyses[other])
        raise ConfigError(f"analyses.{name}.like: {unknown('analysis', analysis['like'], valid)}")
    merged = {part: base.get(part, {}) | analysis.get(part, {}) for part in ("parameters", "quick")}
    return base | analysis | merged


def notebook_path(analysis, folders):
    """Return the path of the notebook of an analysis in the first of ``folders`` that has it, or None."""
    paths = (Path(folder) / f"{analysis['notebook']}.ipynb" for folder in folders)
    return next((path.as_posix() for path in paths if path.exists()), None)


def checked_analyses(config, folders=("notebooks",)):
    """Return the analyses of ``config`` in full, or raise `ConfigError` for the first thing that is wrong.

    The notebooks, in one of ``folders``, are read, not run.
    """
    schema = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    error = jsonschema.exceptions.best_match(
        jsonschema.Draft202012Validator(schema).iter_errors(config), key=told_first
    )
    if error is not None:
        raise ConfigError(sentence(error))
    for name, sweep in config.get("sweeps", {}).items():
        check_sweep(f"sweeps.{name}", sweep)
    analyses = {name: inherited(name, config["analyses"]) for name in config["analyses"]}
    for name, analysis in analyses.items():
        notebook = notebook_path(analysis, folders)
        if notebook is None:
            known = sorted({path.stem for folder in folders for path in Path(folder).glob("*.ipynb")})
            raise ConfigError(f"analyses.{name}.notebook: {unknown('notebook', analysis['notebook'], known)}")
        for part in ("parameters", "quick"):
            check_against_notebook(f"analyses.{name}.{part}", analysis.get(part, {}), notebook, part == "parameters")
    return analyses


def told_first(error):
    """Order errors: the outermost, and of those an unknown key, whose misspelling is why another one is missing."""
    return (-len(error.absolute_path), error.validator == "additionalProperties")


def check_sweep(where, sweep):
    """Raise for what the schema cannot say of a sweep."""
    axes = {
        name: axis if isinstance(axis, list) else [axis["from"], axis["to"]] for name, axis in sweep["axes"].items()
    }
    if max(axes["exponent"]) > 20:
        raise ConfigError(f"{where}.axes.exponent reaches {max(axes['exponent']):g}; valid: exponents s <= 20")
    counts = {name: axis["points"] if isinstance(axis, dict) else len(axis) for name, axis in sweep["axes"].items()}
    rows = math.prod(counts[name] for name in ("exponent", "cutoff", "beta"))
    if sweep["shards"] > rows:
        raise ConfigError(
            f"{where}.shards = {sweep['shards']} is more than the {rows} rows there are, one for each exponent, cutoff "
            f"and beta; valid: at most {rows}"
        )


def check_against_notebook(where, given, notebook, complete):
    """Raise unless the parameters ``given`` are those of the notebook's tagged cell and of their types."""
    try:
        declared = declared_parameters(notebook)
    except NotebookError as error:
        raise ConfigError(str(error)) from None
    outputs = {name for name in outputs_of_the_rule if name not in declared}
    if outputs:
        raise ConfigError(f"{notebook} does not declare the output paths {', '.join(sorted(outputs))} as parameters")
    wanted = [name for name in declared if name not in outputs_of_the_rule]
    for name, value in given.items():
        if name not in wanted:
            raise ConfigError(f"{where}: {unknown(f'parameter of {notebook}', name, wanted)}")
        if not all(math.isfinite(number) for number in numbers(value)):
            raise ConfigError(f"{where}.{name} = {value!r} is not finite; valid: finite numbers")
        if kind(declared[name]) not in (kind(value), "anything"):
            hint = " (YAML wants a point in it: 1.0e-3)" if looks_numeric(value) else ""
            raise ConfigError(f"{where}.{name} = {value!r} is {kind(value)}; valid: {kind(declared[name])}{hint}")
        if type(declared[name]) is int and value != int(value):  # a count, which NumPy would cut off without a word
            raise ConfigError(
                f"{where}.{name} = {value!r} is no whole number; valid: a whole number, as {notebook} declares "
                f"{name} = {declared[name]} (with a point, {declared[name]}.0, any number would do)"
            )
    for name in given:
        upper = name.removesuffix("_min") + "_max"
        if name.endswith("_min") and upper in given and not given[name] < given[upper]:
            raise ConfigError(f"{where}: {name} = {given[name]:g} is not below {upper} = {given[upper]:g}")
    missing = [name for name in wanted if name not in given]
    if complete and missing:
        raise ConfigError(f"{where}: {notebook} declares {missing[0]!r}, which is not given")


def kind(value):
    """Name the kind of a value for a reader."""
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", tuple: "a list"}
    return kinds.get(type(value), "a mapping" if isinstance(value, dict) else "anything")


def numbers(value):
    """Return the floating-point numbers in a parameter."""
    values = value if isinstance(value, list) else [value]
    return [number for number in values if isinstance(number, float)]


def looks_numeric(value):
    """Tell whether a text would be a number in Python."""
    try:
        return isinstance(value, str) and math.isfinite(float(value))
    except ValueError:
        return False


def unknown(what, name, valid):
    """Say that a name is unknown, and which one was probably meant."""
    near = difflib.get_close_matches(str(name), valid, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"valid: {', '.join(valid) or 'none'}"
    return f"unknown {what} {name!r}; {hint}"


def sentence(error):
    """Turn an error of the schema into one sentence."""
    where = ".".join(str(step) for step in error.absolute_path) or "config"
    if error.validator == "additionalProperties":
        valid = sorted(error.schema["properties"])
        name = next(name for name in error.instance if name not in valid)
        return f"{where}: {unknown('key', name, valid)}"
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        return f"{where}: the key {missing!r} is missing"
    valid = error.schema.get("description") or error.parent.schema["description"]
    if isinstance(error.instance, dict):
        return f"{where} is incomplete; valid: {valid}"
    hint = " (YAML wants a point in it: 1.0e-3)" if looks_numeric(error.instance) else ""
    return f"{where} = {error.instance!r} is out of range; valid: {valid}{hint}"
