"""What is quoted from the paper, by fingerprint: python tests/data/make_quoted.py > tests/data/quoted.csv

Nobody can tell a wrong quotation from a right one but by the paper itself. What was compared with it once does not
change without being compared again: `tests/unit/test_quoted.py`.
"""

import hashlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from paper import derivation
from paper import print as stated


def quoted() -> dict[str, object]:
    """Return all that is quoted, by a name: formulas, sections, figures, and the words of the derivation."""
    printed = json.loads(Path(stated.__file__).with_name("printed.json").read_text(encoding="utf-8"))
    found = {f"formula {number}": latex for number, latex in printed.items()}
    found |= {"name": stated.NAME, "title": stated.TITLE, "address": stated.ADDRESS}
    found |= {f"section {name}": {**one, "equations": list(one["equations"])} for name, one in stated.SECTIONS.items()}
    found |= {f"figure of {number}": figure for number, figure in stated.FIGURES.items()}
    for step in derivation.STEPS:
        found[f"step to {step.to} from {' '.join(map(str, step.premises))}"] = [step.operation, step.words]
    return found


def fingerprint(content) -> str:
    """Return a digest of content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


if __name__ == "__main__":
    print("quotation,fingerprint")
    for name, content in quoted().items():
        print(f"{name},{fingerprint(content)}")
