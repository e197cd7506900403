"""The article: no number in its text, each filled in from a run, and the same bytes from the same run."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from publishable import ROOT, draw, ledger, make, told, write

from paper.counterexamples import CASES
from reproduction.publication import PICTURES, archive, article, numbers

TEXTS = {name: (ROOT / "article" / name).read_text(encoding="utf-8") for name in ("article.typ", "abstract.typ")}
# what may have digits: places in the replicated paper, lengths, and formulas, which have small whole numbers only
CITED = re.compile(r"#?\b(?:eqs?|fig|sec)\([\d, ]+\)|\bpicture\(\"\w+\"")
LENGTH = re.compile(r"\b\d+(?:\.\d+)?(?:pt|em|cm|fr|%)|columns: \d\b")
FORMULA = re.compile(r"\$([^$]*)\$")


def typed(text):
    """The numbers that a text has of its own."""
    text = re.sub(r"^//.*$", "", text, flags=re.M)
    inside = [number for formula in FORMULA.findall(text) for number in re.findall(r"\d+(?:\.\d+)?", formula)]
    rest = LENGTH.sub("", CITED.sub("", FORMULA.sub("", text)))
    return [number for number in inside if len(number) > 1] + re.findall(r"\d+(?:\.\d+)?", rest)


@pytest.mark.parametrize("name", TEXTS)
def test_no_number_is_typed(name):
    assert typed(TEXTS[name]) == []


@pytest.mark.parametrize("number", ["42", "3", "0.5", "127 equations", "$lambda approx 0.01$", "$12$", "in 2023 it"])
def test_a_number_that_is_typed_is_found_wherever_it_stands(number):
    text = TEXTS["article.typ"]
    places = [match.end() for match in re.finditer(r"[a-z][.,]? (?=[a-z])|caption: \[", text)]
    outside = [at for at in places if not text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith("//")]
    outside = [at for at in outside if text[:at].count("$") % 2 == 0]
    assert len(outside) > 500
    for at in outside[::17]:
        assert typed(text[:at] + f"{number} " + text[at:]) != []


def test_what_is_quoted_is_what_is_used():
    text = TEXTS["article.typ"] + (ROOT / "article" / "layout.typ").read_text(encoding="utf-8")
    assert set(re.findall(r'value\("(\w+)"\)', text)) == set(numbers.QUOTED)
    assert set(re.findall(r'change\("(\w+)"', text)) == set(numbers.MISUSED)
    assert set(re.findall(r'picture\("(\w+)"', text)) == set(PICTURES)


def test_what_the_article_calls_a_misprint_is_one():
    part = TEXTS["article.typ"].split("== Misprints")[1].split("\n== ")[0]
    ranges = [range(int(a), int(b) + 1) for a, b in re.findall(r"#eqs\((\d+), (\d+)\)", part)]
    cited = {int(number) for found in re.findall(r"#eq\(([\d, ]+)\)", part) for number in found.split(",")}
    assert cited and cited | {number for one in ranges for number in one} <= set(CASES)
    assert set(numbers.MISUSED.values()) <= cited | {60}


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with the article, and a run that measured something for all that it quotes."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return make(tmp_path)


def test_without_its_environment_one_sentence_says_what_makes_it(checkout, monkeypatch):
    monkeypatch.delenv("AUTOCOHERENCE_VENV", raising=False)
    with pytest.raises(ValueError, match=r"is not there: `make \.venv-publication` makes it"):
        article.build(checkout, checkout / "results", told(checkout))


@pytest.mark.parametrize("value", ["yesterday", "-1", "1e9", "²"])
def test_a_time_that_is_none_is_refused(checkout, monkeypatch, value):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(ValueError, match=r"SOURCE_DATE_EPOCH = .*; valid: seconds since 1970"):
        article.moment(checkout)


def test_a_zip_file_depends_on_contents_only(tmp_path):
    for folder, age in (("first", 0), ("second", 1e9)):
        write(tmp_path / folder / "part" / "b.json", [1, 2])
        write(tmp_path / folder / "a.json", {})
        os.utime(tmp_path / folder / "a.json", (age, age))
        archive.pack(tmp_path / f"{folder}.zip", tmp_path / folder, ["a.json", "part/b.json"], archive.OLDEST)
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "first.zip") as made:
        assert made.namelist() == ["a.json", "part/b.json"] and json.loads(made.read("part/b.json")) == [1, 2]
    with pytest.raises(ValueError, match=r"the crate describes c\.json, which is not there: `make` makes it"):
        archive.pack(tmp_path / "third.zip", tmp_path / "first", ["a.json", "c.json"], archive.OLDEST)
    assert not (tmp_path / "third.zip").exists()


def test_hashes_are_those_of_every_file_but_their_own(tmp_path):
    write(tmp_path / "b" / "c.json", 1)
    write(tmp_path / "a.json", 2)
    (tmp_path / "SHA256SUMS").write_text(archive.sums(tmp_path))
    done = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout == "a.json: OK\nb/c.json: OK\n"


published = pytest.mark.skipif(
    not Path(sys.prefix + "-publication").is_dir(), reason="`make .venv-publication` installs what typesets"
)


@published
def test_the_same_run_gives_the_same_bytes_and_another_one_others(checkout, monkeypatch):
    monkeypatch.setenv("AUTOCOHERENCE_VENV", sys.prefix)
    draw(checkout)
    said, folders = told(checkout), [checkout / "results" / name for name in ("one", "two", "three", "four")]
    for folder in folders:
        folder.mkdir()
    for folder in folders[:2]:
        article.build(checkout, folder, said)
    first, second = ([path.read_bytes() for path in sorted(folder.iterdir())] for folder in folders[:2])
    assert first == second and len(first) == 3 and first[1].startswith(b"%PDF")
    page = (folders[0] / "article.html").read_text(encoding="utf-8")
    assert page.count("<figure") == 4 and "We replicate" in (folders[0] / "metadata.yaml").read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    article.build(checkout, folders[2], said)
    assert (folders[2] / "article.pdf").read_bytes() != (folders[0] / "article.pdf").read_bytes()
    changed = ledger()
    changed["entries"].append(changed["entries"][-1] | {"number": 2})
    write(checkout / "results" / "ledger.json", changed)
    article.build(checkout, folders[3], told(checkout))
    assert "judges all 20 numbered" in (folders[3] / "article.html").read_text(encoding="utf-8")
    assert "judges all 19 numbered" in page
