"""Run the cells of a notebook with other parameters in this process: what a study does, without a kernel."""

import contextlib
import io
import json

import yaml
from config_check import checked_analyses, parameters
from toy import ROOT

ANALYSES = checked_analyses(
    yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8")), [ROOT / "notebooks"]
)
OUTPUTS = dict.fromkeys(("figure_pdf", "figure_png", "data", "claims"), "")


def other_values(name, value):
    """Return three other values of a parameter that a person might try."""
    if isinstance(value, list):
        return [value[:1], value[-1:], [type(one)(1.7 * one) for one in value]]
    if name == "rtol":
        return [value * 10, value * 3, value / 3]
    if isinstance(value, int):
        return [max(2, value // 3), value + 1, value + 7]
    if name in ("f", "g", "f_in"):
        return [-value, value / 10, value * 1.5]
    if name == "exponent":
        return [0.3, 2.0, 4.0]
    return [value / 4, value * 1.5, value * 4]


def studies():
    """Yield (analysis, parameter, value) for each parameter of each analysis and three other values of it."""
    for name, analysis in ANALYSES.items():
        for parameter, value in parameters(analysis, quick=True).items():
            for other in other_values(parameter, value):
                yield name, parameter, other


def run(name, **changed):
    """Run an analysis of the quick tier with changed parameters; return what its cells leave behind."""
    analysis = ANALYSES[name]
    given = parameters(analysis, quick=True) | changed
    notebook = json.loads((ROOT / "notebooks" / f"{analysis['notebook']}.ipynb").read_text(encoding="utf-8"))
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
                if "parameters" in cell["metadata"].get("tags", ()):
                    names |= given | OUTPUTS
    return names
