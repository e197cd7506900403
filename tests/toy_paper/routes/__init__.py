"""Bodies that move step by step: no formula of the paper is used."""

from __future__ import annotations

import numpy as np


def dropped(s, steps: int = 1000) -> tuple[float, float]:
    """Return velocity and height after the time ``s.t``, adding up small steps at their middle."""
    step = s.t / steps
    velocity = np.cumsum(np.full(steps, s.g * step))
    return velocity[-1], float(np.sum((velocity - s.g * step / 2) * step))


def landing(s, upward: float) -> float:
    """Return when a body thrown from the height ``s.h`` lands: the positive root of its quadratic motion."""
    return float(max(np.roots([-s.g / 2, upward, s.h]).real))
