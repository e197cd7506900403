"""What leads to what in the derivation, whose steps are dictionaries: equation ``to``, and its premises ``from``."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

__all__ = ["falls"]


def falls(steps) -> dict[int, list[int]]:
    """Return {equation: the equations that fall with it}, directly or not.

    >>> falls([{"to": 34, "from": [33]}, {"to": 36, "from": [34, 35]}])[33]
    [34, 36]
    >>> falls([{"to": 1, "from": [2]}, {"to": 2, "from": [1]}])
    Traceback (most recent call last):
    ValueError: the derivation runs in a circle: 1, 2, 1; valid: steps that lead away from their premises
    """
    premises = {}
    for step in steps:
        premises.setdefault(step["to"], set()).update(step["from"])
    try:
        order = list(TopologicalSorter(premises).static_order())
    except CycleError as error:
        circle = ", ".join(map(str, error.args[1]))
        valid = "steps that lead away from their premises"
        raise ValueError(f"the derivation runs in a circle: {circle}; valid: {valid}") from None
    below = {number: set() for number in order}
    for number in reversed(order):
        for premise in premises.get(number, ()):
            below[premise] |= {number} | below[number]
    return {number: sorted(found) for number, found in below.items()}
