"""The sections of the paper and the numbers of their equations."""

from __future__ import annotations

__all__ = ["SECTIONS", "section_of"]

SECTIONS = {
    "2": ("Many spins and one bath", range(1, 22)),
    "3": ("Two spins", range(22, 31)),
    "4": ("Many driving spins", range(31, 38)),
    "5": ("Two output spins", range(38, 53)),
    "6": ("Two baths", range(53, 66)),
    "7": ("Oscillator output", range(66, 77)),
    "A": ("Ordered exponential", range(77, 85)),
    "B": ("Polarization", range(85, 90)),
    "C": ("Correlation", range(90, 97)),
    "D": ("Two baths, derivation", range(97, 128)),
}


def section_of(number) -> str:
    """Return the section of an equation; none for a claim or a caption.

    >>> section_of(29), section_of(127), section_of("kernels-ordered")
    ('3', 'D', '')
    """
    return next((name for name, (_, numbers) in SECTIONS.items() if number in numbers), "")
