"""The libraries of the page are those that were published: name, version, licence and hash are stated, and hold."""

import hashlib
import re

from report.checkout import ROOT

from reproduction.report.page import SCRIPTS

FOLDER = ROOT / "src" / "reproduction" / "report" / "vendor"
ROW = re.compile(r"\| `([^`]+)` \| [^|]+ \| [\d.]+ \| (\w+), `([^`]+)` \| `([0-9a-f]{64})` \|")


def test_every_file_is_what_it_is_said_to_be():
    rows = {name: (licence, digest) for name, _, licence, digest in ROW.findall((FOLDER / "README.md").read_text())}
    files = {path.name for path in FOLDER.iterdir()} - {"README.md"}
    assert set(rows) | {licence for licence, _ in rows.values()} == files
    for name, (_, digest) in rows.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert {name.removeprefix("vendor/") for name in SCRIPTS if name.startswith("vendor/")} < set(rows)


def test_they_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 100e3
