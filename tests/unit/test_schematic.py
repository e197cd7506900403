"""The picture of the model is of the arms that it is given: who drives whom, how strongly, at which frequency."""

from itertools import product

import numpy as np
import pytest
from matplotlib.colors import to_hex

from autocoherence import Arm, PowerLawBath
from reproduction import plotting, schematic

BATHS = [PowerLawBath(0.1, 1.0, 10.0), PowerLawBath(0.2, 2.0, 3.0)]
ARMS = [  # couplings and frequencies of which no two are equal
    Arm(BATHS[0], np.array([0.1, 0.25, 0.4]), 0.55, np.array([0.3, 0.6, 0.9])),
    Arm(BATHS[1], np.array([0.15, 0.7]), 0.85, np.array([0.45, 0.75])),
]
OUTPUTS = [0.5, 1.2]


@pytest.fixture
def drawn(monkeypatch):
    """What is asked for: arrows from where to where, and spins."""
    asked = {"arrow": [], "spin": [], "bath": []}
    for name, found in asked.items():
        monkeypatch.setattr(schematic, name, lambda axis, *words, found=found: found.append(words))
    return asked


@pytest.mark.parametrize(("arms", "outputs"), [*product([ARMS[:1], ARMS[1:], ARMS], [OUTPUTS[:1], OUTPUTS])])
def test_every_coupling_is_an_arrow_from_who_drives_to_who_is_driven(drawn, arms, outputs):
    figure, (axis,) = plotting.row([""])
    schematic.draw(axis, arms, outputs)
    plotting.plt.close(figure)
    centres = [centre for _, centre in drawn["bath"]]
    assert [bath for bath, _ in drawn["bath"]] == [arm.bath for arm in arms]
    inputs = [spin for spin in drawn["spin"] if spin[2] == schematic.INPUT]
    ends = [spin for spin in drawn["spin"] if spin[2] == schematic.OUTPUT]
    largest = max([*outputs, *(max(arm.omega_in) for arm in arms)])
    frequencies = [omega for arm in arms for omega in arm.omega_in]
    assert [gap * largest for _, gap, _ in inputs] == pytest.approx(frequencies)
    assert [gap * largest for _, gap, _ in ends] == pytest.approx(outputs)
    places = iter(spin[0] for spin in inputs)
    wanted = []
    for centre, arm in zip(centres, arms, strict=True):
        wanted += [(next(places), centre, coupling, []) for coupling in arm.f_in]
        wanted += [(centre, spin[0], arm.f_out, [schematic.OUTPUT]) for spin in ends]
    for (start, end, coupling, *colour), (driver, driven, asked, kind) in zip(drawn["arrow"], wanted, strict=True):
        assert near(driver, start) and near(driven, end) and (coupling, colour) == (asked, kind)


def test_a_spin_alone_drives_its_bath_and_receives_from_it(drawn):
    figure, (axis,) = plotting.row([""])
    schematic.draw_self_induced(axis, ARMS[0])
    plotting.plt.close(figure)
    (((_, centre),), ((place, *_),)) = drawn["bath"], drawn["spin"]
    (start, end, given, *_), (back, home, received, *_) = drawn["arrow"]
    assert near(place, start) and near(centre, end) and given == ARMS[0].f_in[0]
    assert near(centre, back) and near(place, home) and received == ARMS[0].f_out


def near(place, end):
    """Tell whether an arrow's end is at a place: nearer than the next spin, or inside or at the edge of a bath."""
    return np.hypot(place[0] - end[0], place[1] - end[1]) < 0.75


@pytest.mark.parametrize("bend", [0.0, 0.3])
def test_an_arrow_is_as_wide_as_its_coupling_and_in_the_colour_of_its_kind(bend):
    figure, (axis,) = plotting.row([""])
    for coupling, colour in ((0.1, "C0"), (-0.4, "C1"), (0.9, "C0")):
        schematic.arrow(axis, (0, 0), (1, 1), coupling, colour, bend)
    widths = [patch.get_linewidth() for patch in axis.patches]
    assert np.diff(widths) == pytest.approx([0.3 * schematic.WIDE, 0.5 * schematic.WIDE])
    assert [to_hex(patch.get_edgecolor()) for patch in axis.patches] == [to_hex(one) for one in ("C0", "C1", "C0")]
    plotting.plt.close(figure)


def test_a_spin_is_as_far_apart_as_its_frequency_and_the_lower_level_is_populated():
    figure, (axis,) = plotting.row([""])
    for gap in (0.2, 1.0):
        schematic.spin(axis, (0.0, 0.0), gap, "C0")
    heights = [float(np.mean(line.get_ydata())) for line in axis.lines]
    levels = [heights[3 * k : 3 * k + 3] for k in range(2)]
    assert all(dot == low < high for low, high, dot in levels)
    assert (levels[1][1] - levels[1][0]) == pytest.approx(5 * (levels[0][1] - levels[0][0]))
    plotting.plt.close(figure)
