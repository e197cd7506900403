"""A small checkout with results, some of them hostile, from which a page is built in a second."""

import json
from pathlib import Path

import numpy as np
from matplotlib import image

from paper.print import SECTIONS
from reproduction import arrays
from reproduction.report.collect import Tier
from reproduction.report.twins import twins

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<script>window.hit=1</script><img src=x onerror=hit=1> {{ 7*7 }} {% x %} [t](javascript:hit=1) </script> \"'"
ANALYSES = {
    "wave": {
        "notebook": "wave", "title": f"Figure 3: wave {HOSTILE}", "caption": f"A wave, $x^2$ {HOSTILE}", "scale": "log",
        "parameters": {"cutoff": 10.0, "colour_max": 9.0, "colour_min": 0.1, HOSTILE: HOSTILE},
    },
    "wave3": {"like": "wave", "notebook": "wave", "title": "Wave 3", "parameters": {"cutoff": 3.0}},
    "plain": {"notebook": "wave", "title": "Straight", "scale": "linear", "parameters": {}},
    "played": {
        "notebook": "wave", "title": "Recomputed", "scale": "ratio",
        "parameters": {"cutoff_over_omega_in": 10.0, "colour_max": 30.0, "contours": [0.5, 2.0]},
    },
    "played2": {"notebook": "wave", "title": "As Fig. 2", "parameters": {"cutoff_over_omega_in": 10.0}},
    "played5": {"notebook": "wave", "title": "As Fig. 5", "parameters": {"cutoff_over_omega_in": 10.0}},
    "curve": {"notebook": "wave", "title": "Curve", "beyond": True, "parameters": {}},
    "maps": {"notebook": "wave", "title": "Two quantities", "beyond": True, "parameters": {}},
    "absent": {"notebook": "wave", "title": "Absent", "parameters": {}},
    "damaged": {"notebook": "wave", "title": "Damaged", "parameters": {}},
}  # fmt: skip
CLAIMS = [
    {"statement": f"it grows {HOSTILE}", "source": "below Eq. (23)", "measured": 2.0, "at_least": 1.0, "holds": True,
     "expected": True, "remark": ""},
    {"statement": "it is one", "source": "Fig. 1", "measured": 2.0, "at_most": 1.0, "holds": False, "expected": False,
     "remark": HOSTILE},
]  # fmt: skip


def entry(number, verdict, **more):
    """One entry of a ledger."""
    common = {"kind": "identity", "residual": 1e-15, "printed_residual": 1e-15, "tolerance": 1e-9, "samples": 4}
    common |= {"routes": ["matrices"], "domain": "weak couplings", "mutants": {"killed": 3, "total": 4}, "seconds": 0.1}
    inside = (name for name, section in SECTIONS.items() if number in section["equations"])
    return {"number": number, "verdict": verdict, "section": next(inside, "sec2"), **common, **more}


TALL = r"\begin{aligned} a &= \left[\sqrt{\frac{b}{c}}\right] \\ &+ \tanh\left(\frac{x}{2}\right) \end{aligned}"
PROOF = {"status": "proved", "method": "by equality in a field", "domain": "beta > 0", "reason": None}
DERIVATION = [
    {"to": 23, "from": [15], "operation": "average", "words": f"over the spins {HOSTILE}", "checked": True},
    {"to": 34, "from": [23], "operation": "substitute", "words": "different couplings", "checked": False},
]
ENTRIES = [
    entry(15, "definition", kind="definition", latex=r"\mathcal{I}(\xi) \equiv \sum_k \lambda_k^2 \delta(\xi)"),
    entry(
        29, "misprint", latex=TALL,
        corrected_latex=TALL.replace(r"\tanh", r"\coth"),
        printed=["tanh(x) * y"], corrected=["coth(x) * y"], printed_residual=0.9, remark=HOSTILE,
        impact=[{"figure": "Fig. 3", "largest_change": 0.25}], library=["advantage_ratio"], library_residual=1e-12,
    ),
    entry(23, "verified", kind="leading order", latex=r"\langle\sigma_2^x\rangle \approx -4 f_1 f_2 \Omega",
          slope={"power": 4.0, "measured": 3.9, "scales": [1.0, 0.5, 0.25], "errors": [1e-2, 6e-4, 4e-5]}),
    entry(34, "verified", section="sec4", latex=r"\langle\sigma_{M+1}^x\rangle \approx -4 f_2 \Omega", proof=PROOF),
    entry("bound-claim", "imprecise", kind="claim", statement=f"Always larger {HOSTILE}", condition="f1 f2 > 0",
          worst={"beta": 3.0, HOSTILE: HOSTILE}),
    entry(44, "unverified", latex=r"\href{javascript:hit=1}{x} \text{<img src=x onerror=hit=1>}", error=HOSTILE,
          residual="diverges"),
]  # fmt: skip


def save_map(path, factor, equation="(29)"):
    """Write a row of maps."""
    axis = np.linspace(0.1, 3.0, 40)
    values = factor * np.array([0.5, 2.0])[:, None, None] * axis[:, None] * axis
    arrays.save(
        path,
        {"height": arrays.quantity(("exponent", "beta", "omega_ratio"), values, "1", f"height {HOSTILE}")},
        {
            "exponent": arrays.quantity("exponent", [0.5, 2.0], "1", "exponent s"),
            "beta": arrays.quantity("beta", axis, "1/omega_1", "inverse temperature"),
            "omega_ratio": arrays.quantity("omega_ratio", axis, "omega_1", "frequency"),
        },
        title="map", equation=equation, parameters={},
    )  # fmt: skip


def save_quantities(path):
    """Write two maps over the same axes."""
    axis = np.linspace(0.1, 3.0, 40)
    arrays.save(
        path,
        {
            name: arrays.quantity(("beta", "x"), axis[:, None] ** power * axis, "1", name)
            for power, name in enumerate(("one", "two"))
        },
        {name: arrays.quantity(name, axis, "1", name) for name in ("beta", "x")},
        title="maps", equation="(1)", parameters={},
    )  # fmt: skip


def save_curves(path):
    """Write a family of curves."""
    x = np.linspace(1.0, 2.0, 50)
    arrays.save(
        path,
        {
            "exact": arrays.quantity(("load", "x"), np.array([1.0, 3.0])[:, None] * x, "1", "exact"),
            "error": arrays.quantity(("load", "x"), np.full((2, 50), 1e-7), "1", "estimated error"),
        },
        {"load": arrays.quantity("load", [0.1, np.inf], "E", "load"), "x": arrays.quantity("x", x, "1", "time")},
        title="curve", equation="(1)", parameters={},
    )  # fmt: skip


def write_json(path, content):
    """Write JSON, making the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def make(folder, ledger=True):
    """Write the checkout, without its ledger if so wanted, and return its folder of results."""
    results = folder / "results"
    for name, factor in {"wave": 1.0, "wave3": 3.0, "plain": 1.0, "played": 1.0}.items():
        save_map(results / "data" / f"{name}.nc", factor)
    save_map(results / "data" / "played2.nc", 1.0, "(27)")
    save_map(results / "data" / "played5.nc", 1.0, "(50) to (52)")
    save_quantities(results / "data" / "maps.nc")
    save_curves(results / "data" / "curve.nc")
    (results / "data" / "damaged.nc").write_bytes(b"CDF\x02 and no more")
    (folder / "figures").mkdir()
    cells = [f"# Title\n**Finding.** It is $a^2$, Eq. (23). {HOSTILE}\n\nMore.", f"**What differs.** {HOSTILE}"]
    notebook = {"cells": [{"cell_type": "markdown", "source": [cell]} for cell in cells]}
    for name in ("wave", "wave3", "plain", "played", "curve", "maps"):
        write_json(results / "claims" / f"{name}.json", CLAIMS)
        write_json(results / "notebooks" / f"{name}.ipynb", notebook)
        image.imsave(folder / "figures" / f"{name}.png", np.linspace(0, 1, 60 * 80).reshape(60, 80))
        (folder / "figures" / f"{name}.pdf").write_text("{}")
    whole = (folder / "figures" / "wave.png").read_bytes()
    (folder / "figures" / "damaged.png").write_bytes(whole[: len(whole) // 2])
    if ledger:
        write_json(results / "ledger.json", {"schema": "ledger/1", "entries": ENTRIES, "derivation": DERIVATION})
    (results / "benchmarks").mkdir()
    for name in ("wave", "removed"):
        (results / "benchmarks" / f"{name}.tsv").write_text("s\tcpu_time\tmax_rss\n1.50\t1.20\t-\n")
    save_curves(results / "data" / "removed.nc")  # of an analysis that is gone
    write_json(results / "claims" / "removed.json", CLAIMS)
    write_json(results / "twins.json", twins(Tier(results), ANALYSES))
    return results


def outputs(folder):
    """Return the paths of what a certificate of the checkout lists."""
    return sorted(
        path.relative_to(folder).as_posix()
        for part in ("figures", "results/data", "results/claims", "results/notebooks", "results/ledger.json")
        for path in ([folder / part] if (folder / part).is_file() else (folder / part).iterdir())
    )
