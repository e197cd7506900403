"""The certificate of a run: every output with its hash, and what another run can be held against.

The schema is in docs/certificate.md; what stands for an output is `reproduction.agreement`'s.
"""

from __future__ import annotations

import json

from paper.print import NAME
from reproduction.agreement.digest import files
from reproduction.agreement.outputs import described
from reproduction.report.provenance import provenance

__all__ = ["SCHEMA", "certificate", "text"]

SCHEMA = "autocoherence-certificate/3"


def certificate(outputs, analyses, root) -> dict:
    """Return the certificate of ``outputs``, files or folders relative to where we are; ``root`` has the sources."""
    return {
        "schema": SCHEMA,
        "paper": NAME,
        "made": provenance(root, analyses),
        "outputs": [described(".", path) for path in files(outputs)],
    }


def text(content) -> str:
    """Return a certificate as JSON, one output per line."""
    head = {name: part for name, part in content.items() if name != "outputs"}
    lines = [json.dumps(one, ensure_ascii=False, allow_nan=False) for one in content["outputs"]]
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "outputs": [\n' + ",\n".join(lines) + "\n]}\n"
