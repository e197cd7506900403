"""Every entry comes to a verdict from its samples, in every test run, and to one that fits what it states.

Proofs and mutants take longer: they are judged by `make` and by the slow tests.
"""

import pytest

from ledger.judge import evidence
from ledger.paper import load

PAPER = load()


@pytest.mark.parametrize("entry", PAPER.entries, ids=lambda entry: str(entry.number))
def test_the_samples_come_to_a_verdict(entry):
    found = evidence(entry, PAPER)
    assert found.verdict != "unverified"
    assert (found.verdict == "imprecise") is (entry.inside is not None)
    assert (found.verdict in ("misprint", "wrong")) is (entry.corrected is not None)
