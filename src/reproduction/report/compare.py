"""Compare a checkout with a certificate from elsewhere: which results agree, which moved, and by how much."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reproduction.report.certificate import SCHEMA, describe

__all__ = ["CertificateError", "Finding", "compare", "read", "told"]

BAD = ("missing", "unreadable", "moved")


class CertificateError(ValueError):
    """A file that is not a certificate, or not one that this version can read."""


@dataclass(frozen=True)
class Finding:
    """What came of one output: ``same`` bytes, ``agrees``, ``bytes differ`` (nothing to compare), or one of `BAD`."""

    path: str
    outcome: str
    detail: str = ""

    @property
    def bad(self) -> bool:
        return self.outcome in BAD


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


def finding(output, root) -> Finding:
    """Compare one output: bytes first, then what stands for its numbers."""
    path = output["path"]
    if Path(path).is_absolute() or ".." in Path(path).parts:
        return Finding(path, "unreadable", "it would lie outside the checkout")
    if not Path(root, path).is_file():
        return Finding(path, "missing")
    here = describe(root, path)
    if here["sha256"] == output["sha256"]:
        return Finding(path, "same")
    if "unreadable" in here:
        return Finding(path, "unreadable", here["unreadable"])
    comparisons = {"arrays": arrays, "brightness": brightness, "claims": claims, "verdicts": verdicts}
    for part, compared in comparisons.items():
        if part in output:
            if part not in here:
                return Finding(path, "moved", f"it holds no {part} here")
            return Finding(path, *compared(output[part], here[part]))
    return Finding(path, "bytes differ", "nothing in it is compared but its bytes")


def arrays(there, here) -> tuple[str, str]:
    """Compare the arrays of a NetCDF file."""
    found = {array["name"]: array for array in here}
    moved, agreed = [], []
    for array in there:
        name = array["name"]
        if name not in found:
            moved.append(f"{name} is missing")
        elif found[name]["shape"] != array["shape"]:
            moved.append(f"{name} has shape {found[name]['shape']} instead of {array['shape']}")
        else:
            change = distance(array, found[name])
            text = f"{name} by {change:.2g} (tolerance {array['tolerance']:.2g})"
            if change:
                (agreed if change <= array["tolerance"] else moved).append(text)
    return ("moved", "; ".join(moved)) if moved else ("agrees", "; ".join(agreed))


def distance(there, here) -> float:
    """Return the largest change of a value relative to its own size or a thousandth of the root mean square."""
    a, b = (np.array([float(value) for value in array["values"]]) for array in (there, here))
    finite = np.isfinite(a)
    if not (np.array_equal(finite, np.isfinite(b)) and np.array_equal(a[~finite], b[~finite])):
        return float("inf")
    scale = np.maximum(np.abs(a), 1e-3 * there["rms"])[finite]
    change = np.abs(a - b)[finite]
    relative = np.divide(change, scale, out=np.where(change > 0, np.inf, 0.0), where=scale > 0)
    norm = abs(there["rms"] - here["rms"]) / there["rms"] if there["rms"] else here["rms"]
    return float(max([*relative, norm]))


def brightness(there, here) -> tuple[str, str]:
    """Compare the blocks of a picture."""
    change = float(np.max(np.abs(np.array(there["blocks"]) - np.array(here["blocks"]))))
    outcome = "agrees" if change <= there["tolerance"] else "moved"
    return outcome, f"brightness of a block by {change:.2g} (tolerance {there['tolerance']:.2g})"


def claims(there, here) -> tuple[str, str]:
    """Compare the verdicts on claims; the numbers behind them may be rounding noise and only inform."""
    found = {(claim["statement"], claim["source"]): claim for claim in here}
    moved = []
    for claim in there:
        other = found.get((claim["statement"], claim["source"]))
        if other is None:
            moved.append(f"no such claim here: {claim['statement']}")
        elif other["holds"] != claim["holds"]:
            moved.append(f"{claim['statement']}: measured {other['measured']:.3g} instead of {claim['measured']:.3g}")
    return ("moved", "; ".join(moved)) if moved else ("agrees", f"{len(there)} verdicts")


def verdicts(there, here) -> tuple[str, str]:
    """Compare the verdicts of the ledger."""
    moved = [
        f"({number}) {here.get(number, 'not judged')} instead of {verdict}"
        for number, verdict in there.items()
        if here.get(number) != verdict
    ]
    return ("moved", "; ".join(moved)) if moved else ("agrees", f"{len(there)} verdicts")


def told(certificate, here, findings) -> list[str]:
    """Return the comparison as lines of text, the worst last."""
    there = certificate["made"]
    lines = []
    for name in ("commit", "lock", "configuration", "python", "system", "cpu"):
        same = there.get(name) == here.get(name)
        lines.append(
            f"{name:<14}{short(here.get(name))}" + ("" if same else f"   certificate: {short(there.get(name))}")
        )
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
    text = str(value)
    return text[:12] if len(text) in (40, 64) else text
