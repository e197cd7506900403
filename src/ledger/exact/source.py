"""Where samples come from when they are indeterminates, and the enumeration of discrete choices."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ledger.exact.number import Inexact

MOST = 64  # ways to take the discrete choices


class Indeterminates:
    """A source of symbols; discrete choices follow ``path``, and further ones take their first option."""

    def __init__(self, home, path: tuple[int, ...] = ()):
        self.home, self.path = home, path
        self.taken: list[tuple[int, int, str]] = []  # index, how many options, the symbol if it is a sign
        self.count = 0

    def number(self, low: float = 0.0, high: float = 1.0):
        """Return a new symbol; of either sign if the range has both."""
        if low < 0 < high:
            return self.signed()
        self.count += 1
        return self.home.symbol(f"u{self.count}")

    def signed(self, low: float = 0.0, high: float = 1.0):
        """Return a new symbol of either sign."""
        symbol = self.number()
        return self._take((1, -1), f"u{self.count}") * symbol

    def sign(self) -> int:
        """Return 1 or -1, as a choice like any other."""
        return self.choice((1, -1))

    def numbers(self, low: float, high: float, shape) -> np.ndarray:
        """Return an array of new symbols."""
        out = np.empty(shape, dtype=object)
        for index in np.ndindex(out.shape):
            out[index] = self.number(low, high)
        return out

    def choice(self, options):
        """Return one of the options."""
        return self._take(tuple(options), "")

    def shared(self, name) -> Indeterminates:
        """Return the source itself: symbols are the same for all entries."""
        return self

    def _take(self, options, symbol: str):
        place = len(self.taken)
        index = self.path[place] if place < len(self.path) else 0
        self.taken.append((index, len(options), symbol))
        return options[index]


def branches(start) -> Iterator[Indeterminates]:
    """Yield a source for each way to take the discrete choices; ``start()`` returns a new home.

    The sign of a symbol counts as a choice only once something has depended on it: an equality of
    rational functions holds for both signs at once.
    """
    path: tuple[int, ...] | None = ()
    for _ in range(MOST):
        source = Indeterminates(start(), path)
        yield source
        path = _next(source)
        if path is None:
            return
    raise Inexact(f"more than {MOST} ways to take the discrete choices")


def _next(source: Indeterminates) -> tuple[int, ...] | None:
    """Return the path after the one that a source has taken, the last choice turning first."""
    taken = list(source.taken)
    while taken:
        index, options, symbol = taken.pop()
        if index + 1 < options and (not symbol or symbol in source.home.consulted):
            return (*(i for i, _, _ in taken), index + 1)
    return None
