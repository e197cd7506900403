"""The transformation of Appendix D by nested commutators, which end: exact, for all boson numbers at once."""

from __future__ import annotations

from paper.systems.words import word


def arms(s):
    """Yield for each arm: frequency and coupling of its inputs, coupling of the output, the inputs, and its modes."""
    out, count = s.M + s.N, len(s.left)
    yield s.omega1, s.f1, s.f2, range(s.M), enumerate(s.left)
    yield s.omega2, s.g1, s.g2, range(s.M, out), enumerate(s.right, count)


def pieces(s) -> dict:
    """Return the parts of the Hamiltonian (53): inputs with their bath, left and right, output coupling, free output."""
    out = s.M + s.N
    parts = {"output": 0, "free": word(s.space, s.omega / 2, {out: 3})}
    for side, (frequency, f_in, f_out, inputs, modes) in enumerate(arms(s), 1):
        arm = sum(word(s.space, frequency / 2, {j: 3}) for j in inputs)
        for k, (w, c) in modes:
            arm = arm + word(s.space, w, modes={k: (1, 1)})
            for step in ((1, 0), (0, 1)):
                arm = arm + sum(word(s.space, f_in * c, {j: 3}, {k: step}) for j in inputs)
                parts["output"] = parts["output"] + word(s.space, f_out * c, {out: 1}, {k: step})
        parts[f"inputs{side}"] = arm
    return parts


def generator(s):
    """Return S for which e^{-S} takes the linear force of the inputs on each bath away."""
    total = 0
    for _, f, _, inputs, modes in arms(s):
        for k, (w, c) in modes:
            for j in inputs:
                up, down = word(s.space, -f * c / w, {j: 3}, {k: (1, 0)}), word(s.space, f * c / w, {j: 3}, {k: (0, 1)})
                total = total + up + down
    return total


def turned(s, *names):
    """Return some parts of the Hamiltonian after the transformation."""
    parts = pieces(s)
    return sum(parts[name] for name in names).turned(generator(s))


def everything(s):
    return (turned(s, "inputs1", "inputs2", "output", "free"),)


def energies(s):
    """Return what is left on the spins alone of each group of inputs with its bath."""
    return tuple(turned(s, name).vacuum() for name in ("inputs1", "inputs2"))


def boson_terms(s):
    whole = turned(s, "inputs1", "inputs2")
    return (whole - whole.vacuum(),)


def free_output(s):
    return (turned(s, "free"),)


def changing(s):
    """Return the part of the transformed output coupling that changes the number of bosons."""
    whole = turned(s, "output")
    return (whole - whole.vacuum(),)


def mean_force(s):
    return (turned(s, "output").vacuum(),)
