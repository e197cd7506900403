"""Where samples come from when they are indeterminates, and the enumeration of discrete choices."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.exact.number import Inexact

MOST = 64  # ways to take the discrete choices


class Indeterminates:
    """A source of symbols; discrete choices follow ``path``, and further ones take their first option."""

    def __init__(self, home, path: tuple[int, ...] = ()):
        self.home, self.path = home, path
        self.taken: list[tuple[int, int, bool]] = []  # index, how many options, whether it is a sign
        self.count = 0

    def number(self, low: float = 0.0, high: float = 1.0):
        """Return a new symbol; of either sign if the range has both."""
        self.count += 1
        symbol = self.home.symbol(f"u{self.count}")
        return self.sign() * symbol if low < 0 < high else symbol

    def sign(self) -> int:
        """Return 1 or -1."""
        return self._take((1, -1), True)

    def choice(self, options):
        """Return one of the options."""
        return self._take(tuple(options), False)

    def _take(self, options, sign: bool):
        place = len(self.taken)
        index = self.path[place] if place < len(self.path) else 0
        self.taken.append((index, len(options), sign))
        return options[index]


def branches(start) -> Iterator[Indeterminates]:
    """Yield a source for each way to take the discrete choices; ``start()`` returns a new home.

    The signs of indeterminates count as choices only once anything has depended on a sign: an
    equality of rational functions holds for all signs at once.
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
    signs = getattr(source.home, "signs_matter", False)
    taken = list(source.taken)
    while taken:
        index, options, sign = taken.pop()
        if index + 1 < options and (signs or not sign):
            return (*(i for i, _, _ in taken), index + 1)
    return None
