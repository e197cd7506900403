"""Coherence against the number of input spins, M = 1 ... 50 at one temperature, by three programs side by side.

All in one run, one core, errors against a converged reference (rtol 1e-10, itself checked by the path sum). The curve
needs 51 different biases. This library computes the whole curve. OQuPy's `GibbsTempo` (extrapolated in the time step)
and QuTiP's HEOM (steady state) treat one bias at a time, so one is timed and multiplied by 51; QuTiP's fit of the bath
is counted once. Run in the environment of requirements-third-parties.txt:

    OMP_NUM_THREADS=1 PYTHONPATH=src python benchmarks/third_parties.py benchmarks/third_parties.csv
"""

import csv
import sys
import time
import warnings

import numpy as np
import oqupy
import qutip

from autocoherence.exact.equilibrium import biased_spin_equilibrium, exact_equilibria
from autocoherence.model import Arm, PowerLawBath

CASES = [(20.0, 0.1), (5.0, 0.1), (5.0, 0.01), (0.5, 0.1)]  # beta, f_out^2 lambda; omega = omega_c = 1, s = 1
SPINS, BIASES, F_IN = range(1, 51), 51, 0.05
FLIP, UP_DOWN = np.array([[0, 1], [1, 0]], complex), np.diag([1.0, -1.0]).astype(complex)


def timed(function, *arguments, repeats=3):
    """Value and processor time, the least of a few: other work on the machine only ever adds to it."""
    seconds = []
    for _ in range(repeats):
        start = time.process_time()
        value = function(*arguments)
        seconds.append(time.process_time() - start)
    return value, min(seconds)


def ours(beta, strength, rtol):
    bath = PowerLawBath(strength, 1.0, 1.0)
    systems = [Arm(bath, F_IN, 1.0, np.ones(count)) for count in SPINS]
    return exact_equilibria(beta, 1.0, systems, rtol=rtol).coherence


def gibbs_tempo(beta, strength, bias, steps):
    """Coherence from OQuPy, which wants a diagonal coupling: sigma^x and sigma^z change their names."""
    density = oqupy.PowerLawSD(strength / 2, 1, 1.0, cutoff_type="exponential", temperature=1 / beta)
    system, bath = oqupy.System(0.5 * FLIP - bias / 2 * UP_DOWN), oqupy.Bath(UP_DOWN, density)
    solver = oqupy.GibbsTempo(system, bath, oqupy.GibbsParameters(n_steps=steps, epsrel=1e-10))
    solver.compute(progress_type="silent")
    state = solver.get_state()
    return np.real(np.trace(state @ UP_DOWN) / np.trace(state))


def exponentials(beta, strength, terms):
    """The fit of the bath's correlation function, which serves all biases."""
    environment = qutip.OhmicEnvironment(T=1 / beta, alpha=np.pi * strength, wc=1.0, s=1)
    times = np.linspace(0, 30, 600)
    return environment.approximate("cf", tlist=times, Nr_max=terms, Ni_max=terms, target_rmse=None)[0]


def hierarchy(fit, bias, depth):
    """Coherence from QuTiP, as the steady state of the equations of motion."""
    hamiltonian = qutip.Qobj(0.5 * UP_DOWN - bias / 2 * FLIP)
    solver = qutip.solver.heom.HEOMSolver(hamiltonian, (fit, qutip.Qobj(FLIP)), max_depth=depth)
    return float((solver.steady_state()[0] * qutip.Qobj(FLIP)).tr().real)


def rows(beta, strength):
    """Yield method, setting, relative error, seconds for the whole curve."""
    reference = ours(beta, strength, 1e-10)
    for rtol in (1e-4, 1e-6, 1e-8):
        value, seconds = timed(ours, beta, strength, rtol)
        yield "this library", f"rtol {rtol:g}", np.max(np.abs(value / reference - 1)), seconds
    bias = 4 * F_IN * strength * 10  # the middle of the curve
    exact = biased_spin_equilibrium(beta, 1.0, bias, PowerLawBath(strength, 1.0, 1.0), 1.0, rtol=1e-10).coherence
    coarse, spent = timed(gibbs_tempo, beta, strength, bias, 10)
    for steps in (20, 40):
        fine, seconds = timed(gibbs_tempo, beta, strength, bias, steps)
        value, spent = (4 * fine - coarse) / 3, spent + seconds
        yield "OQuPy GibbsTempo", f"{steps // 2}, {steps} steps", abs(value / exact - 1), BIASES * spent
        coarse, spent = fine, seconds
    for terms, depth in ((1, 3), (2, 3)):
        fit, once = timed(exponentials, beta, strength, terms)
        value, seconds = timed(hierarchy, fit, bias, depth)
        yield "QuTiP HEOM", f"{terms} terms, depth {depth}", abs(value / exact - 1), once + BIASES * seconds


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with open(sys.argv[1], "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["beta", "strength", "method", "setting", "relative_error", "seconds"])
        for beta, strength in CASES:
            ours(beta, strength, 1e-4)  # imports and caches are not part of the comparison
            for method, setting, error, seconds in rows(beta, strength):
                writer.writerow([beta, strength, method, setting, f"{error:.1e}", f"{seconds:.3g}"])
                file.flush()
