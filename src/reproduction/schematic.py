"""The model as a picture: spins, baths and couplings of given arms. Every number drawn is one of an `Arm`."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Ellipse, FancyArrowPatch

__all__ = ["draw", "draw_self_induced"]

INPUT, OUTPUT, BATH = "C0", "C1", "0.92"
SIZE = (1.15, 1.5)  # of a bath
WIDE = 5.0  # points of line width for a coupling of one


def draw(axis, arms, outputs):
    """Draw arms with the spins that drive them, and output spins that every arm reaches.

    An arrow is as wide as its coupling ``f_in`` or ``f_out``; the gap of an input spin is its ``omega_in``, that of an
    output one of ``outputs``, over the largest of all; a bath shows its spectral density.
    """
    largest = max([*outputs, *(float(np.max(arm.omega_in)) for arm in arms)])
    sides = [-1.0] if len(arms) == 1 else [-1.0, 1.0]
    ends = [(1.7 if len(arms) == 1 else 0.0, height) for height in heights(len(outputs))]
    for letter, arm, side in zip("fg", arms, sides, strict=False):
        centre = (0.0 if len(arms) == 1 else 1.5 * side, 0.0)
        bath(axis, arm.bath, centre)
        f_in = np.broadcast_to(arm.f_in, arm.omega_in.shape)
        rows = heights(arm.omega_in.size)
        for omega, coupling, height in zip(arm.omega_in, f_in, rows, strict=True):
            place = (centre[0] + 1.8 * side, height)
            spin(axis, place, omega / largest, INPUT)
            edge = (centre[0] + 0.5 * side * SIZE[0], 0.4 * height)
            arrow(axis, (place[0] - 0.3 * side, height), edge, coupling)
        axis.text(centre[0] + 1.15 * side, 1.0, rf"${letter}_1\sigma^z$", color=INPUT, ha="center")
        axis.text(
            centre[0] + 1.0 * (1.0 if len(arms) == 1 else -side),
            0.7,
            rf"${letter}_2\sigma^x$",
            color=OUTPUT,
            ha="center",
        )
        for end in ends:
            to = -side if len(arms) == 2 else 1.0
            edge = (centre[0] + 0.5 * to * SIZE[0], 0.4 * end[1])
            arrow(axis, edge, (end[0] - 0.3 * to, end[1]), float(np.max(arm.f_out)), OUTPUT)
    for end, omega in zip(ends, outputs, strict=True):
        spin(axis, end, omega / largest, OUTPUT)
    frame(axis, 3.7 if len(arms) == 2 else 2.3)


def draw_self_induced(axis, arm):
    """Draw one spin that drives its bath by ``f_in`` and receives from it by ``f_out``."""
    bath(axis, arm.bath, (0.6, 0.0))
    spin(axis, (-1.2, 0.0), 1.0, OUTPUT)
    arrow(axis, (-0.9, 0.15), (0.08, 0.3), float(arm.f_in[0]), INPUT, -0.3)
    arrow(axis, (0.08, -0.3), (-0.9, -0.15), float(arm.f_out), OUTPUT, -0.3)
    axis.text(-0.45, 0.75, r"$f_1\sigma_1^z$", color=INPUT, ha="center")
    axis.text(-0.45, -0.8, r"$f_2\sigma_1^x$", color=OUTPUT, ha="center")
    frame(axis, 2.3)


def heights(count):
    """Return where so many spins stand, one above the other."""
    return 0.8 * (np.arange(count)[::-1] - (count - 1) / 2)


def spin(axis, centre, gap, colour):
    """Draw a spin as two levels; the population of the lower one is its dot."""
    x, y = centre
    for level in (-0.16 * gap, 0.16 * gap):
        axis.plot([x - 0.22, x + 0.22], [y + level] * 2, color=colour, linewidth=1.4, solid_capstyle="round")
    axis.plot([x], [y - 0.16 * gap], color=colour, marker="o", markersize=3)


def bath(axis, one, centre):
    """Draw a bath with its spectral density."""
    axis.add_patch(Ellipse(centre, *SIZE, facecolor=BATH, edgecolor="0.5", linewidth=0.8, zorder=0))
    xi = np.linspace(0.0, 5.0 * one.cutoff, 60)
    density = one.spectral_density(xi)
    across = centre[0] + SIZE[0] * (np.linspace(-0.32, 0.32, xi.size))
    axis.plot(across, centre[1] - 0.3 + 0.6 * density / density.max(), color="0.35", linewidth=0.9)


def arrow(axis, start, end, coupling, colour=INPUT, bend=0.0):
    """Draw a coupling."""
    look = {"arrowstyle": "-|>,head_length=3,head_width=1.6", "shrinkA": 0, "shrinkB": 0, "zorder": 1}
    style = {"connectionstyle": f"arc3,rad={bend}", "color": colour, "linewidth": 0.3 + WIDE * abs(coupling)}
    axis.add_patch(FancyArrowPatch(start, end, **look, **style))


def frame(axis, half):
    """Leave nothing of the axes but the picture."""
    axis.set(xlim=(-half, half), ylim=(-1.35, 1.35), aspect="equal")
    axis.set_axis_off()
