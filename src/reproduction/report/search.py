"""What a reader may type to find an entry: words, symbols by sign or by name, numbers, verdicts."""

from __future__ import annotations

import re

from reproduction.report.text import GREEK

__all__ = ["index_text"]

# what the paper's symbols are called; a symbol that is nowhere in an entry adds no name to it
NAMES = {
    r"\\Omega(?!_)": "reorganization energy reorganisation",
    r"\\Upsilon(?!_)": "reorganization energy reorganisation second bath",
    r"\\mathcal\{I\}(?:_\d)?\(": "spectral density",
    r"\\beta": "inverse temperature",
    r"\\omega_c": "cut-off cutoff",
    r"\\lambda": "coupling strength",
    r"\\rho": "density matrix",
    r"T_\\tau": "time ordering ordered exponential",
    r"\\sigma\^x|\\sigma_\{?[^{}]*\}?\^x|sigma.{0,8}\^x": "coherence",
    r"\\Gamma": "gamma function",
    r"H_|\\mathcal\{H\}": "hamiltonian",
    r"\|\}\{\\sigma\}|\\sigma\^2": "noise covariance correlation signal-to-noise",
    r"\\theta": "angle",
    r"\\text\{Tr\}": "trace",
    r"\bE\b|a\^\\dagger": "oscillator",
}


def index_text(entry) -> str:
    """Return all that finds an entry, in lower case but for Greek letters, whose case tells them apart.

    >>> entry = {"number": 23, "latex": r"\\\\beta\\\\Omega", "verdict": "verified"}
    >>> text = index_text(entry)
    >>> [word in text.split() for word in ("β", "Ω", "ω", "omega", "reorganization", "#23", "verified")]
    [True, True, False, True, True, True, True]
    """
    latex = entry.get("latex", "")
    plain = " ".join(
        str(entry.get(name) or "")
        for name in ("number", "statement", "remark", "condition", "domain", "kind", "verdict", "known")
    )
    plain += " " + " ".join([*entry.get("library", ()), *entry.get("routes", ())])
    found = re.findall(r"[A-Za-z]+", latex) + re.findall(r"[A-Za-z]+", plain)
    signs = {GREEK[word] for word in found if word in GREEK}
    named = [names for pattern, names in NAMES.items() if re.search(pattern, latex)]
    title = entry.get("section_title", "")
    parts = [f"#{entry['number']}", plain, title, *named, *sorted(set(found)), *sorted(signs)]
    return re.sub(r"[A-Za-z]+", lambda word: word[0].lower(), " ".join(" ".join(parts).split()))
