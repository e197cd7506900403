"""A checkout whose run measured something for all that the article quotes."""

import json
import shutil
from pathlib import Path

import matplotlib.pyplot as plt
import yaml

from paper.counterexamples import CASES
from reproduction.publication import PICTURES, numbers

ROOT = Path(__file__).resolve().parents[2]
ANALYSES = list(yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))["analyses"])


def write(path, content):
    """Write a JSON file, and the folder that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def ledger():
    """A ledger with every misprint, and one equation that holds."""
    common = {"mutants": {"killed": 3, "total": 4, "survivors": [{"reason": "equivalent"}]}, "printed_residual": 0.5}
    impact = [{"figure": "Fig. 3", "reading": "couplings up to 1.2", "median_change": 0.25, "largest_change": 6.02}]
    proof = {"status": "refuted, correction proved"}
    false = [common | {"number": n, "verdict": "misprint", "proof": proof, "impact": impact} for n in CASES]
    return {"entries": [*false, common | {"number": 1, "verdict": "verified", "proof": {"status": "proved"}}]}


def make(folder):
    """Write the checkout, and return where it is."""
    for name in ("article", "CITATION.cff", "benchmarks", "config/config.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    write(folder / "results" / "ledger.json", ledger())
    for name in ANALYSES:
        quoted = [words for analysis, words, *_ in numbers.QUOTED.values() if analysis == name]
        claims = [{"statement": f"say {words} now", "measured": 0.0764, "holds": True} for words in quoted]
        write(folder / "results" / "claims" / f"{name}.json", claims)
        write(folder / "results" / "regression" / f"{name}.json", {"status": "same", "relative": 1e-13})
    return folder


def draw(folder):
    """Draw the figures that the article shows."""
    (folder / "figures").mkdir()
    for name in PICTURES:
        figure = plt.figure(figsize=(1, 1))
        for kind, metadata in (("png", {}), ("pdf", {"CreationDate": None})):
            figure.savefig(folder / "figures" / f"{name}.{kind}", metadata=metadata)
        plt.close(figure)


def told(checkout):
    """The file with the numbers of a run."""
    path = checkout / "results" / "publication" / "numbers.json"
    path.parent.mkdir(exist_ok=True)
    numbers.write(path, checkout / "results", checkout, ANALYSES)
    return path
