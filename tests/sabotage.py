"""Break formulas of the library and of the ledger on purpose, one at a time, and see which entries notice.

    python tests/sabotage.py

Each break is a replacement in a copy of ``src`` and ``paper``; the exit status is the number of breaks that
nothing noticed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIBRARY, PAPER = "src/autocoherence/", "paper/"
BREAKS = [  # (file, what stands there, what replaces it, section that judges it)
    (LIBRARY + "coherence.py", "-4 * f_z * f_x", "-2 * f_z * f_x", "sec2"),
    (LIBRARY + "coherence.py", "susceptibility(-4 * sum(", "susceptibility(4 * sum(", "sec3"),
    (
        LIBRARY + "coherence.py",
        "arm.f_in * polarization(beta[..., None]",
        "arm.f_in**2 * polarization(beta[..., None]",
        "sec4",
    ),
    (LIBRARY + "coherence.py", "return deficit / (omega**2 + nu2)", "return deficit / (omega**2 + 2 * nu2)", "sec3"),
    (LIBRARY + "correlation.py", "8 * f_out**2 / unit", "4 * f_out**2 / unit", "sec5"),
    (LIBRARY + "correlation.py", "signal = np.sqrt(2 *", "signal = np.sqrt(4 *", "sec5"),
    (LIBRARY + "kernels.py", "return static + x**2", "return static - x**2", "sec5"),
    (LIBRARY + "kernels.py", "lower = 2 / beta", "lower = 1 / beta", "sec5"),
    (LIBRARY + "polarization.py", "(nu2 - turn2) * rise", "(nu2 + turn2) * rise", "appB"),
    (LIBRARY + "oscillator.py", "dressing = 4 *", "dressing = 2 *", "sec7"),
    (LIBRARY + "oscillator.py", "np.sqrt(polarization(beta, omega_osc))", "polarization(beta, omega_osc)", "sec7"),
    (LIBRARY + "second_order.py", "D = 2j * sin", "D = -2j * sin", "appD"),
    (
        PAPER + "equations/sec2/second_order.py",
        "(f1 * sz + f2 * picture(sx, E, tau)) @",
        "(f1 * sz - f2 * picture(sx, E, tau)) @",
        "sec2",
    ),
    (PAPER + "equations/sec5/correlation.py", "tanh(beta * y / 2) / (x * (xi", "tanh(beta * y / 2) / (y * (xi", "sec5"),
    (PAPER + "equations/sec7.py", "* (exp(beta * E) - 1) + a", "* (exp(beta * E) + 1) + a", "sec7"),
    (PAPER + "equations/appC.py", "4 * xi**2 * coth", "2 * xi**2 * coth", "appC"),
    (PAPER + "equations/appD/orders.py", "phi(xi1, t1 - t4, beta) * phi", "phi(xi1, t1 - t3, beta) * phi", "appD"),
    (PAPER + "equations/sec6/limits.py", "tanh(beta * omega2 / 2))", "tanh(beta * omega1 / 2))", "sec6"),
    (PAPER + "notation.py", "exp(-t * xi) / (1 - exp(-beta", "exp(t * xi) / (1 - exp(-beta", "sec2"),
    (PAPER + "equations/sec3.py", '_MEANT = {"a": "beta * omega2 / 2"', '_MEANT = {"a": "beta * omega1 / 2"', "sec3"),
    (PAPER + "routes/pictures.py", "(occupied + 1) * np.exp", "occupied * np.exp", "appB"),
    (PAPER + "routes/meanfield.py", "-2 * energy", "2 * energy", "sec6"),
]
JUDGE = """
import json, sys
from ledger.judge import judge_section
from ledger.paper import load
entries = judge_section(load(), sys.argv[1])["entries"]
print(json.dumps([str(entry["number"]) for entry in entries if entry["verdict"] == "unverified"]))
"""


def noticed(folder, section):
    """Return the entries of a section without a verdict, or the error that stopped it."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{folder}/src:{folder}",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-c", JUDGE, section]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else [done.stderr.strip().splitlines()[-1]]


def main():
    """Break and judge, one after the other."""
    missed = 0
    for name, old, new, section in BREAKS:
        with tempfile.TemporaryDirectory() as folder:
            for part in ("src", "paper"):
                shutil.copytree(ROOT / part, Path(folder, part))
            path = Path(folder, name)
            text = path.read_text(encoding="utf-8")
            if old not in text:
                raise SystemExit(f"{old!r} is not in {name}; valid: a part of it")
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
            found = noticed(folder, section)
        missed += not found
        print(
            f"{'noticed' if found else 'MISSED'}  {name}: {old} -> {new}  by {section}: {', '.join(found)}", flush=True
        )
    print(f"{len(BREAKS) - missed} of {len(BREAKS)} noticed")
    return missed


if __name__ == "__main__":
    sys.exit(main())
