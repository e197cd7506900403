"""A spin that displaces a mode, which displaces an oscillator: all three in number states."""

from __future__ import annotations

from ledger.sample import Sample
from paper.routes import operators
from paper.systems.sampling import couplings


def two_steps(source) -> Sample:
    """Return a spin, an oscillator and one mode, weakly coupled, all in number states."""
    return Sample(**couplings(source, "f", "g", size=0.02), beta=source.number(1, 2), omega=source.number(0.5, 1.5),
                  E=source.number(1.5, 2.0), mode=(source.number(2.5, 3.5), 0.7))  # fmt: skip


def two_step_values(s):
    """Return exact averages of b + b^+ and of x, with the couplings as they are, doubled, and one of them off."""
    values = {}
    for name, f, g in (("there", s.f, s.g), ("doubled", 2 * s.f, s.g), ("stronger", s.f, 2 * s.g),
                       ("without_f", 0.0, s.g), ("without_g", s.f, 0.0)):  # fmt: skip
        values[name] = _mode_and_position(s, f, g)
    out = {name: position for name, (_, position) in values.items()}
    return out | {"force": values["there"][0], "doubled_force": values["doubled"][0]}


def _mode_and_position(s, f, g, levels=9):
    a, frequency, coupling = operators.annihilator(levels), *s.mode
    place = lambda matrix, site: operators.embed(matrix, site, [2, levels, levels])
    number, shift = a.T @ a, a + a.T
    system = place(s.omega / 2 * operators.Z, 0) + place(s.E * number, 1) + place(frequency * number, 2)
    force = f * place(operators.Z, 0) + g * place(shift, 1)
    state = operators.gibbs((system + force @ place(coupling * shift, 2)).real, s.beta)
    return [operators.average(state, place(shift, site)) for site in (2, 1)]
