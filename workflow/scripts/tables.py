"""Write the numbers of every analysis as tables, one folder for each.

python workflow/scripts/tables.py results/csv FILES.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import brief_process  # noqa: F401 - before what is large

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from reproduction import tables
from reproduction.agreement import arrays

if __name__ == "__main__":
    for path in map(Path, json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))):
        tables.write(arrays.read(path), Path(sys.argv[1], path.stem))
