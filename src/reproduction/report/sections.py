"""The sections of the paper and the numbers of their equations."""

from __future__ import annotations

__all__ = ["SECTIONS", "section_of"]

SECTIONS = {
    "2": ("One bath, many spins", range(1, 22)),
    "3": ("Two spins", range(22, 31)),
    "4": ("Many inputs", range(31, 38)),
    "5": ("Two outputs", range(38, 53)),
    "6": ("Two baths", range(53, 66)),
    "7": ("Oscillator", range(66, 77)),
    "A": ("Ordering", range(77, 85)),
    "B": ("Polarization", range(85, 90)),
    "C": ("Correlation", range(90, 97)),
    "D": ("Two baths, derived", range(97, 128)),
}


def section_of(number) -> str:
    """Return the section of an equation; none for a claim or a caption.

    >>> section_of(29), section_of(127), section_of("kernels-ordered")
    ('3', 'D', '')
    """
    return next((name for name, (_, numbers) in SECTIONS.items() if number in numbers), "")
