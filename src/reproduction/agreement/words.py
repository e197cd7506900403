"""What two runs write on a figure and about it: texts, and the numbers that its axes and bars are drawn with."""

from __future__ import annotations

from reproduction.agreement.difference import alike, of_form

__all__ = ["differences"]

AROUND = 3  # words of a long text before and after what changed


def differences(there, here):
    """Compare {place: text, true or false, or list of numbers}; a number may move as a measured one may."""
    found = [of_form(f"{place} is gone: {told(there[place])}") for place in there if place not in here]
    found += [of_form(f"{place} is new: {told(here[place])}") for place in here if place not in there]
    for place in there:
        if place in here and not same(there[place], here[place]):
            old, new = excerpts(there[place], here[place])
            found.append(of_form(f"{place} is {new} instead of {old}"))
    return found


def same(one, other):
    """Tell whether what stands in one place is the same."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and one == other


def excerpts(old, new):
    """Return two texts as they are told: of long ones only what differs, with some words around it."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return told(old), told(new)
    words = old.split(), new.split()
    if words[0] == words[1]:
        return told(old), told(new)
    first = common(*words)
    last = common(*(one[first:][::-1] for one in words))
    return tuple(told(part(one, first - AROUND, len(one) - last + AROUND)) for one in words)


def common(one, other):
    """Return with how many words two texts begin alike."""
    return next(
        (k for k, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), min(map(len, (one, other)))
    )


def part(words, first, last):
    """Return some of the words of a text, and whether there are others."""
    inside = " ".join(words[max(first, 0) : last])
    return f"{'… ' * (first > 0)}{inside}{' …' * (last < len(words))}"


def told(what):
    """Return how a place is told."""
    return repr(what).replace("\\\\", "\\")
