"""The derivation of the paper as data: from which equations each one is obtained, how, and what it must equal.

In a check, ``eq(n, part, **names)`` is equation n in the symbols of the equation that the step leads to.
"""

from paper.derivation import appendices, main_text

STEPS = (*main_text.STEPS, *appendices.STEPS)
