"""What the notebook runner remarks although all went well: every surprise, however many there are."""

import argparse
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from run_notebook import NO_TWIN, remarks

from reproduction.claims import Claims

outcomes = st.lists(
    st.sampled_from([(True, True), (False, False), (None, True), (False, True), (True, False)]), max_size=9
)


@given(outcomes, st.integers(0, 9), st.booleans())
def test_every_claim_and_every_file_is_worth_a_word_however_many_there_are(tmp_path_factory, outcomes, files, twin):
    """A claim may hold, fail or not apply, and be expected to hold or to fail."""
    folder = tmp_path_factory.getbasetemp()
    claims = Claims()
    for number, (holds, expected) in enumerate(outcomes):
        words = {
            "source": "here",
            "at_least": 0.0,
            "expected": expected,
            "remark": "why",
            "when": {"it is": holds is not None},
        }
        claims.record(f"claim {number}", measured=1.0 if holds else -1.0, **words)
    claims.save(folder / "claims.json")
    (folder / "f.bare.png").write_bytes(b"a picture" if twin else NO_TWIN)
    outputs = {"claims": str(folder / "claims.json"), "figure_png": str(folder / "f.png")}
    options = argparse.Namespace(outputs=outputs, files=["known.txt"], notebook="n.ipynb")
    opened = [Path(name) for name in ("known.txt", "n.ipynb", *(f"other {k}.txt" for k in range(files)))]
    told = list(remarks(options, opened))
    surprising = [k for k, (holds, expected) in enumerate(outcomes) if holds is not None and holds is not expected]
    assert re.findall(r"otherwise than expected: (claim \d) ", "\n".join(told)) == [f"claim {k}" for k in surprising]
    assert re.findall(r"it opened (other \d).txt, which is not declared", "\n".join(told)) == [
        f"other {k}" for k in range(files)
    ]
    assert ("text-free twin" in "".join(told)) is not twin and len(told) == len(surprising) + files + (not twin)
