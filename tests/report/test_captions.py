"""`snakemake --report` shows every output of the full run, each with a caption and a category."""

import re

from report.checkout import ROOT

RULES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "workflow" / "rules").glob("*.smk")}
OUTPUT = re.compile(r"^    output:\n((?:        .*\n)+)", re.MULTILINE)
TOLD = re.compile(r'told\(\s*"([^"]+)", "(\w+)", "(\w+)"')


def test_every_output_is_told():
    blocks = [block for name, text in RULES.items() if name != "sweep.smk" for block in OUTPUT.findall(text)]
    ours = [block for block in blocks if "quick/" not in block and "QUICK" not in block]
    assert len(ours) >= 10
    bare = re.compile(r'^        (?:\w+=)?(?:\w+ \+ )?"', re.MULTILINE)  # a path that nothing is said about
    assert [block for block in ours if bare.search(block)] == []


def test_every_caption_is_there_and_used():
    used = {caption for text in RULES.values() for _, _, caption in TOLD.findall(text)}
    assert used == {path.stem for path in (ROOT / "workflow" / "report").glob("*.rst")}
