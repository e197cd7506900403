"""The run as a Workflow Run RO-Crate: what was run, with which parameters, and what came out.

Profile: Workflow Run Crate 0.5 (https://w3id.org/ro/wfrun/workflow/0.5), which describes a workflow, its formal
parameters, and the action that made the outputs.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import quote

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from paper.print import NAME
from reproduction.report.collect import read_json

__all__ = ["crate"]

FORMATS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".nc": "application/x-netcdf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
}
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ("Workflow RO-Crate", "1.0"),
}
PARAMETER = "https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE"
WORKFLOW = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
TYPES = {bool: "Boolean", int: "Integer", float: "Float"}
LICENSE = "https://spdx.org/licenses/BSD-3-Clause"


def crate(certificate_path, folder, analyses) -> dict:
    """Return the metadata of a crate whose root is ``folder``: of the run that a certificate is about."""
    certificate = read_json(Path(certificate_path))
    made = ROCrate(version="1.1")
    made.metadata.extra_terms["sha256"] = "http://schema.org/sha256"  # a word that RO-Crate 1.1 does not know
    about(made, certificate["made"])
    workflow = main_workflow(made, certificate["made"])
    configuration = made.add_file(dest_path="config/config.yaml", properties=described("config/config.yaml"))
    configuration["exampleOfWork"] = formal(made, "configuration", "File", "every parameter of every analysis")
    given = [configuration, *(value for name, one in analyses.items() for value in parameters(made, name, one))]
    results = formal(made, "results", "File", "figures, numbers, claims, notebooks and verdicts")
    outputs = []
    for one in [*certificate["outputs"], {"path": str(certificate_path)}]:
        place = Path(os.path.relpath(one["path"], folder)).as_posix()
        outputs.append(made.add_file(dest_path=place, properties=described(**one) | {"exampleOfWork": results}))
    workflow["input"], workflow["output"] = [one["exampleOfWork"] for one in given], results
    action(made, workflow, certificate["made"], given, outputs)
    return made.metadata.generate()


def entity(made, address, kind, /, **properties):
    """Add something that is no file."""
    return made.add(ContextEntity(made, address, properties={"@type": kind, **properties}))


def about(made, provenance):
    """Say what the crate is, whose, and which profiles it conforms to."""
    made.name = f"A reproduction of {NAME}"
    made.description = "Figures, numbers, judged claims and executed notebooks, with the certificate of the run."
    made.datePublished = provenance["time"]
    made.license = entity(made, LICENSE, "CreativeWork", name="BSD 3-Clause License", identifier="BSD-3-Clause")
    authors = entity(made, "#authors", "Organization", name="the autocoherence authors")
    made.root_dataset["author"] = made.root_dataset["publisher"] = authors
    made.root_dataset["conformsTo"] = [
        entity(made, address, "CreativeWork", name=name, version=version)
        for address, (name, version) in PROFILES.items()
    ]
    readme = made.add_file(dest_path="README.md", properties=described("README.md"))
    readme["about"] = made.root_dataset


def main_workflow(made, provenance):
    """Add the Snakefile as what was run."""
    workflow = made.add_workflow(dest_path="Snakefile", main=True, lang="snakemake", properties={"name": made.name})
    workflow["encodingFormat"] = "text/plain"
    workflow["license"] = {"@id": LICENSE}
    workflow["version"] = provenance["packages"]["autocoherence"] or "unknown"
    workflow["conformsTo"] = {"@id": WORKFLOW}
    return workflow


def described(path, **certified):
    """Return what is said of a file."""
    properties = {"name": Path(path).name, "encodingFormat": FORMATS.get(Path(path).suffix, "application/octet-stream")}
    if "sha256" in certified:
        properties |= {"contentSize": str(certified["bytes"]), "sha256": certified["sha256"]}
    return properties


def parameters(made, analysis, configured):
    """Yield the parameters of an analysis, each a value of a formal parameter of the workflow."""
    for name, value in configured.get("parameters", {}).items():
        said = value if isinstance(value, bool | int | float | str) else json.dumps(value)
        kind, place = TYPES.get(type(said), "Text"), f"{analysis}/{name}"
        meant = formal(made, place, kind, f"{name} of the analysis {analysis}")
        # a reader of JSON-LD takes numbers for whatever type it likes; text is text
        yield entity(made, f"#value-{quote(place)}", "PropertyValue", name=place, value=str(said), exampleOfWork=meant)


def formal(made, name, kind, description):
    """Add a formal parameter."""
    properties = {"name": name, "additionalType": kind, "description": description, "valueRequired": True}
    return entity(made, f"#parameter-{quote(name)}", "FormalParameter", conformsTo={"@id": PARAMETER}, **properties)


def action(made, workflow, provenance, given, outputs):
    """Add the run itself: what made the outputs of the inputs, when and with what."""
    run = entity(
        made,
        "#run",
        "CreateAction",
        name="make",
        description=f"commit {provenance['commit']}, Python {provenance['python']}, {provenance['system']}",
        actionStatus="http://schema.org/CompletedActionStatus",
        endTime=provenance["time"],
        agent=made.root_dataset["author"],
        instrument=workflow,
        object=given,
        result=outputs,
    )
    made.root_dataset["mentions"] = run
