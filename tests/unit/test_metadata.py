"""Every file that says what this is says the same: name, version, licence, authors, keywords, paper, outputs."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml

import autocoherence
from paper.print import ADDRESS, NAME, TITLE
from paper.print import __file__ as print_file

ROOT = Path(__file__).resolve().parents[2]
assert Path(print_file).is_relative_to(ROOT)


def read(name):
    """The content of a file at the root of the checkout."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith("json") else yaml.safe_load(text)


CFF, CODEMETA, ZENODO = read("CITATION.cff"), read("codemeta.json"), read(".zenodo.json")
CODECHECK, RESCIENCE = read("codecheck.yml"), read("article/metadata.yaml")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SAID = {  # fact: {place: what it says}
    "name": {"cff": CFF["title"], "codemeta": CODEMETA["name"], "zenodo": ZENODO["title"], "package": PROJECT["name"]},
    "version": {
        "library": autocoherence.__version__,
        "cff": CFF["version"],
        "codemeta": CODEMETA["version"],
        "zenodo": ZENODO["version"],
        "changelog": re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)[1],
    },
    "date": {"cff": CFF["date-released"], "codemeta": CODEMETA["dateModified"], "zenodo": ZENODO["publication_date"]},
    "licence": {
        "cff": CFF["license"],
        "codemeta": CODEMETA["license"].removeprefix("https://spdx.org/licenses/"),
        "zenodo": ZENODO["license"],
        "text": "BSD-3-Clause" if "BSD 3-Clause" in (ROOT / "LICENSE").read_text(encoding="utf-8") else "another",
    },
    "authors": {
        "cff": [author["name"] for author in CFF["authors"]],
        "codemeta": [author["name"] for author in CODEMETA["author"]],
        "zenodo": [author["name"] for author in ZENODO["creators"]],
        "package": [author["name"] for author in PROJECT["authors"]],
        "rescience": [author["name"] for author in RESCIENCE["authors"]],
    },
    "keywords": {
        "cff": CFF["keywords"],
        "codemeta": CODEMETA["keywords"],
        "zenodo": ZENODO["keywords"],
        "rescience": RESCIENCE["keywords"].split(", ")[1:],
    },
    "description": {"cff": CFF["abstract"], "codemeta": CODEMETA["description"], "zenodo": ZENODO["description"]},
    "paper": {
        "print": (TITLE, NAME, ADDRESS),
        "cff": (
            CFF["references"][0]["title"],
            CFF["references"][0]["identifiers"][0]["value"],
            CFF["references"][0]["url"],
        ),
        "codemeta": tuple(CODEMETA["referencePublication"][key] for key in ("name", "identifier", "url")),
        "zenodo": (TITLE, ZENODO["related_identifiers"][0]["identifier"], ADDRESS),
        "codecheck": (CODECHECK["paper"]["title"], NAME, CODECHECK["paper"]["reference"]),
        "rescience": (
            RESCIENCE["title"].removeprefix("[Re] "), NAME, RESCIENCE["replication"][2]["url"].replace("pdf", "abs")
        ),
    },
    "authors of the paper": {
        "cff": [f"{one['given-names']} {one['family-names']}" for one in CFF["references"][0]["authors"]],
        "codemeta": [f"{one['givenName']} {one['familyName']}" for one in CODEMETA["referencePublication"]["author"]],
        "codecheck": [author["name"] for author in CODECHECK["paper"]["authors"]],
    },
    "requirements": {
        "package": PROJECT["dependencies"],
        "codemeta": [one["name"] + one["version"] for one in CODEMETA["softwareRequirements"]],
    },
}  # fmt: skip


@pytest.mark.parametrize("fact", SAID)
def test_all_files_say_the_same(fact):
    first = next(iter(SAID[fact].values()))
    assert SAID[fact] == dict.fromkeys(SAID[fact], first) and first


def test_the_version_is_written_in_one_place_of_the_code():
    dynamic = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in PROJECT and PROJECT["dynamic"] == ["version"]
    assert dynamic["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "autocoherence.__version__"}
    assert date.fromisoformat(CFF["date-released"]) >= date(2023, 3, 14)  # the paper is older


def test_what_is_to_be_checked_is_what_a_run_makes():
    config = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
    about = {"results/ledger.json", "results/errata.md", "results/csv", "results/certificate.json"}
    made = {f"figures/{name}.pdf" for name in config["analyses"]} | about
    listed = [one["file"] for one in CODECHECK["manifest"]]
    assert sorted(listed) == sorted(made)
    assert all(one["comment"] for one in CODECHECK["manifest"])
    assert (ROOT / "codecheck.yml").read_text(encoding="utf-8").startswith("---\n")  # its specification asks for it


def test_no_person_and_no_identifier_is_invented():
    for name in ("CITATION.cff", "codemeta.json", ".zenodo.json", "codecheck.yml", "article/metadata.yaml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"10\.\d{4,9}/|\d{4}-\d{4}-\d{4}-\d{3}[\dX]|@[a-z]+\.[a-z]", text), name
