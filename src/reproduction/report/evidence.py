"""Small pictures for the ledger: the error of an expansion against the coupling, as plain SVG."""

from __future__ import annotations

import math

from markupsafe import Markup

__all__ = ["slope_plot"]

WIDTH, HEIGHT, MARGIN = 240, 150, 34


def slope_plot(slope) -> Markup | None:
    """Return error against scale, both logarithmic, with the line of the predicted power; None without such a check."""
    if not slope:
        return None
    points = [(math.log10(s), math.log10(e)) for s, e in zip(slope["scales"], slope["errors"], strict=True) if e > 0]
    if len(points) < 2:
        return None
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    y0, y1 = min(y for _, y in points), max(y for _, y in points)
    corner = max(points)
    low = corner[1] - slope["power"] * (corner[0] - x0)
    y0, y1 = min(y0, low) - 0.2, max(y1, low) + 0.2

    def at(x, y):
        across, up = (x - x0) / (x1 - x0), (y - y0) / (y1 - y0)
        return f"{MARGIN + across * (WIDTH - 2 * MARGIN):.1f}", f"{HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN):.1f}"

    dots = Markup("").join(Markup('<circle cx="{}" cy="{}" r="3.5"/>').format(*at(*point)) for point in points)
    (xa, ya), (xb, yb) = at(x0, low), at(*corner)
    label = f"error against coupling: exponent {slope['measured']:.2f}, expected {slope['power']:g}"
    return Markup(
        '<svg class="slope" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<path d="M{m} 8V{b}H{r}" class="axes"/><path d="M{xa} {ya}L{xb} {yb}" class="expected"/>{dots}'
        '<text x="{mid}" y="{h2}" text-anchor="middle">coupling, {s0:g} to {s1:g}</text>'
        '<text x="12" y="{half}" transform="rotate(-90 12 {half})" text-anchor="middle">error</text></svg>'
    ).format(
        w=WIDTH, h=HEIGHT, label=label, m=MARGIN, b=HEIGHT - MARGIN, r=WIDTH - 8, xa=xa, ya=ya, xb=xb, yb=yb, dots=dots,
        mid=WIDTH / 2, h2=HEIGHT - 10, s0=10**x0, s1=10**x1, half=HEIGHT / 2 - 8,
    )  # fmt: skip
