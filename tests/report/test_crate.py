"""The RO-Crate says what was run, with what, and what came out: every output and every parameter, none twice."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from report.checkout import ANALYSES, ROOT, make, outputs, write_json

from reproduction.report.certificate import certificate
from reproduction.report.crate import PROFILES, crate


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A checkout with results, certificate and crate."""
    folder = tmp_path_factory.mktemp("crate")
    make(folder)
    for path in ("Snakefile", "README.md", "config/config.yaml"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("text")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        write_json(folder / "results" / "certificate.json", certificate(outputs(folder), ANALYSES, ROOT))
        write_json(folder / "ro-crate-metadata.json", crate("results/certificate.json", ".", ANALYSES))
    return folder


@pytest.fixture(scope="module")
def graph(folder):
    """What the crate says, by identifier."""
    entities = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    assert len({one["@id"] for one in entities}) == len(entities)
    return {one["@id"]: one for one in entities}


def ids(value):
    """The identifiers that a property refers to."""
    return [one["@id"] for one in (value if isinstance(value, list) else [value])]


def test_the_run_made_every_output_with_every_parameter(folder, graph):
    run = graph[ids(graph["./"]["mentions"])[0]]
    assert run["@type"] == "CreateAction" and ids(run["instrument"]) == ids(graph["./"]["mainEntity"])
    assert set(ids(run["result"])) == {*outputs(folder), "results/certificate.json"}
    given = {graph[one]["name"]: graph[one].get("value") for one in ids(run["object"])}
    wanted = {f"{name}/{key}": one for name, a in ANALYSES.items() for key, one in a.get("parameters", {}).items()}
    assert given == {name: str(one) for name, one in wanted.items()} | {"config.yaml": None}


def test_values_are_those_of_formal_parameters_of_the_workflow(graph):
    workflow = graph[ids(graph["./"]["mainEntity"])[0]]
    run = graph["#run"]
    for values, side in ((run["object"], "input"), (run["result"], "output")):
        meant = {one for value in ids(values) for one in ids(graph[value]["exampleOfWork"])}
        assert meant == set(ids(workflow[side])) and {graph[one]["@type"] for one in meant} == {"FormalParameter"}


def test_words_that_the_standard_does_not_know_are_explained(folder, graph):
    _, own = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@context"]
    assert own == {"sha256": "http://schema.org/sha256"} and any("sha256" in one for one in graph.values())


def test_every_reference_within_the_crate_is_to_something_in_it(graph):
    def references(value):
        if isinstance(value, dict):
            yield from [value["@id"]] if set(value) == {"@id"} else ()
        for one in value if isinstance(value, list) else []:
            yield from references(one)

    said = {one for entity in graph.values() for value in entity.values() for one in references(value)}
    assert {one for one in said if not one.startswith("http")} <= graph.keys()
    assert set(PROFILES) <= set(ids(graph["./"]["conformsTo"])) & graph.keys()


@pytest.mark.slow
def test_the_crate_is_valid(folder):
    validator = Path(f"{sys.prefix}-publication", "bin", "rocrate-validator")
    if not validator.exists():
        pytest.skip("no environment for publications: make publish")
    try:
        socket.getaddrinfo("w3id.org", 443)
    except OSError:
        pytest.skip("no network: the meaning of the crate's words is read from w3id.org")
    command = [validator, "validate", "-p", "workflow-run-crate", "-l", "required", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
