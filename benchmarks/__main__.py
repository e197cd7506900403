"""Measure: results/benchmarks.json, a picture beside it, and the tables of docs/benchmarks.md and docs/exact.md.

    python benchmarks [panels adaptive sweeps starts path_sum curves claims reach third_parties end_to_end cold_start]

Without names it measures all but the last two, which set up environments and run everything, some ten minutes;
`claims`, `reach` and `third_parties` only read what the programs of these names left here. What is not measured keeps
its numbers.
"""

import json
import os
import sys
import warnings
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"  # before numpy is imported

import cold_start
import end_to_end
import exact
import panels
import startup
import sweeps
import tables
from matplotlib.figure import Figure


def adaptive():
    """Adaptive quadrature, whose complaints do not matter: the errors are measured."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return panels.adaptive()


MEASURES = {
    "sweeps": sweeps.against_size,  # first: it also measures the memory
    "adaptive": adaptive,
    "panels": panels.against_size,
    "starts": startup.starts,
    "path_sum": exact.against_path_sum,
    "curves": exact.curves,
    "claims": lambda: exact.read("benchmarks/claims.csv"),
    "reach": lambda: exact.read("benchmarks/reach.csv"),
    "third_parties": lambda: exact.read("benchmarks/third_parties.csv"),
    "end_to_end": end_to_end.runs,
    "cold_start": cold_start.set_ups,
}
DEAR = ("end_to_end", "cold_start")


def draw(found, path):
    """Time against the number of pixels, and against accuracy."""
    figure = Figure(figsize=(8.5, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    sizes = [row["size"] for row in found["panels"]]
    last = found["panels"][-1]
    pixels = last["size"] ** 2
    for method, style in (("quad", "C0^"), ("tanhsinh", "C1v"), ("quad_vec", "C2s")):
        rows = [row for row in found["adaptive"] if row["method"] == method]
        estimate = rows[-1]["per_pixel"]
        left.loglog(sizes, [estimate * size**2 for size in sizes], f"{style[:2]}--", label=f"{method} (extrapolated)")
        right.loglog([r["error"] for r in rows], [r["per_pixel"] * pixels for r in rows], f"{style}-", label=method)
    for name, label, style in (("ours", "autocoherence", "C3o-"), ("fill", "filling nine arrays", "0.5")):
        left.loglog(sizes, [row[name] for row in found["panels"]], style, label=label)
    right.loglog(last["error"], last["ours"], "C3o", label="autocoherence")
    left.set(xlabel="pixels along an axis", ylabel="seconds for nine panels", xticks=sizes, xticklabels=sizes)
    left.minorticks_off()
    right.set(xlabel="largest relative error", ylabel=f"seconds, {last['size']} x {last['size']} pixels")
    figure.legend(*left.get_legend_handles_labels(), fontsize=7, loc="outside upper center", ncols=5)
    figure.savefig(path, dpi=150)


def main(names):
    unknown = set(names) - set(MEASURES)
    if unknown:
        sys.exit(f"{', '.join(sorted(unknown))}: unknown; valid: {', '.join(MEASURES)}")
    results = Path("results")
    results.mkdir(exist_ok=True)
    store = results / "benchmarks.json"
    found = json.loads(store.read_text(encoding="utf-8")) if store.exists() else {}
    found |= {
        name: measure() for name, measure in MEASURES.items() if name in names or (not names and name not in DEAR)
    }
    store.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if {"panels", "adaptive"} <= found.keys():
        draw(found, results / "benchmarks.png")
    for page, makers in tables.PAGES.items():
        text = tables.updated(Path(page).read_text(encoding="utf-8"), found, makers)
        Path(page).write_text(text, encoding="utf-8")
    print(tables.generated(found))


if __name__ == "__main__":
    main(sys.argv[1:])
