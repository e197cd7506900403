"""Samples of an entry: what they are, and where their numbers come from."""

from __future__ import annotations

import zlib
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

__all__ = ["Draws", "Sample"]


class Sample(SimpleNamespace):
    """The names that the forms and routes of an entry use, as attributes."""

    def but(self, **changes) -> Sample:
        """Return a copy with some names changed or added."""
        return Sample(**{**vars(self), **changes})


class Draws:
    """The source of one sample of ``count``, with floats for numbers.

    A range is cut into ``count`` pieces, and each sample draws from another one. Discrete choices
    are taken in all combinations as far as there are samples; further ones equally often.
    ``exact.source.Indeterminates`` answers to the same names with symbols.
    """

    def __init__(self, name, index: int, count: int, seed: int = 0):
        self.name, self.index, self.count, self.seed = str(name), index, count, seed
        self.calls = self.choices = 0
        self.combinations = 1

    def number(self, low: float = 0.0, high: float = 1.0) -> float:
        """Return a number between ``low`` and ``high``."""
        self.calls += 1
        generator = np.random.default_rng((self._key("number"), self.calls, self.index))
        piece = _shuffled(self._key("number"), self.calls, self.count)[self.index]
        return float(low + (high - low) * (piece + generator.random()) / self.count)

    def numbers(self, low: float, high: float, shape) -> np.ndarray:
        """Return an array of numbers between ``low`` and ``high``."""
        self.calls += 1
        generator = np.random.default_rng((self._key("numbers"), self.calls, self.index))
        return generator.uniform(low, high, shape)

    def sign(self) -> int:
        """Return 1 or -1, for what is no factor of a number."""
        return self.choice((1, -1))

    def signed(self, low: float = 0.0, high: float = 1.0) -> float:
        """Return a number of either sign whose modulus is between ``low`` and ``high``."""
        return self.choice((1, -1)) * self.number(low, high)

    def choice(self, options):
        """Return one of the options."""
        options = tuple(options)
        self.choices += 1
        before, self.combinations = self.combinations, self.combinations * len(options)
        if self.combinations <= self.count:
            return options[self.index // before % len(options)]
        order = _shuffled(self._key("choice"), self.choices, self.count)
        return options[order[self.index] % len(options)]

    def shared(self, name) -> Draws:
        """Return a source whose numbers are the same for all entries that share ``name``."""
        return Draws(name, self.index, self.count, self.seed)

    def _key(self, what: str) -> int:
        return zlib.crc32(f"{self.name} {what} {self.seed}".encode())


@lru_cache(maxsize=4096)
def _shuffled(key: int, call: int, count: int) -> np.ndarray:
    return np.random.default_rng((key, call)).permutation(count)
