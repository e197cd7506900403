"""Hold a checkout against a certificate from elsewhere: which results agree, which moved, and by how much."""

from __future__ import annotations

import json
from pathlib import Path

from reproduction.agreement.outputs import BAD, Finding, finding
from reproduction.report.certificate import SCHEMA

__all__ = ["CertificateError", "compare", "read", "told"]


class CertificateError(ValueError):
    """A file that is not a certificate, or not one that this version can read."""


def read(path) -> dict:
    """Return a certificate; raise `CertificateError` for anything else."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise CertificateError(f"{path} cannot be read: {error}") from None
    except ValueError:
        content = None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA or not isinstance(content.get("outputs"), list):
        raise CertificateError(f"{path} is not a certificate of the schema {SCHEMA}")
    return content


def compare(certificate, root) -> list[Finding]:
    """Return a finding for every output of ``certificate`` in the checkout ``root``."""
    return [finding(output, root) for output in certificate["outputs"]]


def told(certificate, here, findings) -> list[str]:
    """Return the comparison as lines of text, the worst last."""
    there = certificate["made"]
    lines = []
    for name in ("commit", "lock", "configuration", "python", "system", "cpu"):
        same = there.get(name) == here.get(name)
        other = "" if same else f"   certificate: {short(there.get(name))}"
        lines.append(f"{name:<14}{short(here.get(name))}{other}")
    for outcome in ("same", "agrees", "bytes differ", *BAD):
        group = [finding for finding in findings if finding.outcome == outcome]
        if outcome == "same" and group:
            lines.append(f"\nthe same bytes: {len(group)} outputs")
        elif group:
            lines.append(f"\n{outcome}:")
            lines += [f"  {one.path}" + (f"  {one.detail}" if one.detail else "") for one in group]
    bad = sum(finding.bad for finding in findings)
    lines.append(f"\n{len(findings) - bad} of {len(findings)} results agree" + (f"; {bad} do not." if bad else "."))
    return lines


def short(value) -> str:
    """Return a hash in a readable length."""
    said = str(value)
    return said[:12] if len(said) in (40, 64) else said
