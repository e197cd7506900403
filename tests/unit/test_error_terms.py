"""Every term of the error that a bath claims is the largest in one of these, whose integral is known: the claim covers
the truth, a tenth of it would not, and who asks for less is told where it is missing."""

import math
import re

import numpy as np
import pytest

import autocoherence as ac

# functions of t = |ln xi| > 0 that are no powers of xi as far as doubles go, and their integrals
TAILS = {
    "1/t^3, slower than any power": (lambda t: 1 / (1 + t**3), 2 * np.pi / 3 / np.sqrt(3)),
    "1/t^4": (lambda t: 1 / (1 + t**4), np.pi / 4 / np.sin(np.pi / 4)),
    "a power that changes, at its slowest": (lambda t: np.exp(-1.6e-5 * t**2), np.sqrt(np.pi / 1.6e-5) / 2),
    "a power that changes": (lambda t: np.exp(-3e-5 * t**2), np.sqrt(np.pi / 3e-5) / 2),
    "a power that changes, at its fastest": (lambda t: np.exp(-4e-5 * t**2), np.sqrt(np.pi / 4e-5) / 2),
}


def missed(make, exact, tolerance):
    """The largest error of some baths over what they claim, one after the other; each says where it is missing."""
    baths = [(one(tolerance), value) for one, value in zip(make, exact, strict=True)]
    places = set()
    for one, (bath, _) in zip(make, baths, strict=True):
        with pytest.raises(ValueError, match="is not reached") as told:
            one(bath.error / 2)
        places.add(re.search(r"largest near (.*?)\)", str(told.value))[1])
    return max(abs(bath.reorganization_energy / value - 1) / bath.error for bath, value in baths), places


@pytest.mark.parametrize("outward, place", [(-1, "0"), (1, "infinity")])
@pytest.mark.parametrize("name", TAILS)
def test_what_is_missing_beyond_either_end(name, outward, place):
    tail, exact = TAILS[name]

    def one_sided(xi):
        t = outward * np.log(xi)
        return np.where(t >= 0, tail(np.maximum(t, 0.0)), 0.0)

    share, places = missed([lambda tol: ac.SpectralDensityBath(one_sided, 1.0, tol, breaks=[1.0])], [exact], 1e-3)
    assert 0.1 < share <= 1 and places == {place}


def test_the_places_of_jumps_are_known_to_a_rounding():
    """Narrow bands, of which a rounding of an edge is a large part; the edges are written as text, or they were taken
    from the function as they are."""
    edges = [(low, low * (1 + 1e-6)) for low in np.random.default_rng(0).uniform(0.5, 5.0, 6).tolist()]

    def band(a, b):
        inside, texts = a / 3 + b / 1.5, f"{a!r} {b!r}"

        def function(xi):
            low, high = map(float, texts.split())
            return np.where((xi >= low) & (xi <= high), 1.0, 0.0)

        return lambda tolerance: ac.SpectralDensityBath(function, inside, tolerance)

    exact = [math.log1p((high - low) / low) for low, high in edges]
    share, places = missed([band(*pair) for pair in edges], exact, 1e-7)
    assert 0.1 < share <= 1 and not places & {"0", "infinity"}
