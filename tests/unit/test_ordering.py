"""The ordered exponential from its weight alone: against closed forms, other means, and its own exact expansion."""

import itertools
from functools import partial

import numpy as np
import pytest
from scipy.linalg import expm

from ledger.exact import balls
from ledger.exact.field import Field
from paper import notation
from paper.ordering import Bilinear, Texp, bilinear
from paper.routes import fock
from paper.routes.pictures import rotate

Z = np.diag([1.0, -1.0])
SYSTEMS = list(itertools.product((0.0, 0.7, 2.0), (-1.2, 0.0, 0.5, np.pi / 2), (0.05, 0.6)))


def operator(splitting, angle):
    """Return an operator with values 1 and -1 in the picture of a spin."""
    start = np.array([[-np.sin(angle), np.cos(angle)], [np.cos(angle), np.sin(angle)]])
    return start, lambda times: rotate(start, splitting / 2 * np.array([1.0, -1.0]), times)


@pytest.mark.parametrize(("splitting", "angle", "strength"), SYSTEMS)
@pytest.mark.parametrize("beta", [1.2, 1.7])
def test_it_is_the_average_over_two_modes_by_diagonalization(splitting, angle, strength, beta):
    start, turned = operator(splitting, angle)
    modes = [(2.4, strength), (3.5, 0.7 * strength)]
    form = notation.bath(lambda xi: bilinear(lambda t, u: notation.G(xi, t - u, beta), turned, beta), modes)
    exact = fock.bath_average_of_exponential(splitting / 2 * Z, [(start, modes)], beta, 10)
    assert np.max(np.abs(Texp(form) - exact)) < 1e-8 * np.max(np.abs(exact))


@pytest.mark.parametrize("variance", [0.1, 0.8])
def test_it_is_the_average_over_a_field_that_does_not_move(variance):
    """With a constant weight: ordinary exponentials, averaged over a Gaussian number."""
    splitting, beta = 1.3, 1.1
    start, turned = operator(splitting, 0.4)
    fields, weights = np.polynomial.hermite_e.hermegauss(40)
    free = splitting / 2 * Z
    each = [expm(beta * free) @ expm(-beta * (free + np.sqrt(variance) * x * start)) for x in fields]
    average = np.tensordot(weights / weights.sum(), each, 1)
    form = variance / 2 * bilinear(lambda t, u: 1.0, turned, beta)
    assert np.max(np.abs(Texp(form) - average)) < 1e-8 * np.max(np.abs(average))


def test_any_weight_counts_from_both_sides_and_adds_up():
    _, turned = operator(0.9, 0.6)

    def weight(t, u):
        return np.exp(0.3 * t - 0.8 * u)

    whole = Texp(0.2 * bilinear(weight, turned, 1.5))
    turned_round = Texp(0.2 * bilinear(lambda t, u: weight(u, t), turned, 1.5))
    assert np.allclose(whole, turned_round, rtol=1e-12, atol=0)
    parts = sum(share * bilinear(weight, turned, 1.5) for share in (0.05, np.float64(0.12), 0.03))
    assert np.allclose(whole, Texp(parts), rtol=1e-12, atol=0)
    smaller = bilinear(weight, lambda times: 0.7 * turned(times), 1.5)
    assert np.allclose(Texp(0.2 * smaller), Texp(0.2 * 0.7**2 * bilinear(weight, turned, 1.5)), rtol=1e-12, atol=0)
    assert not np.allclose(whole, Texp(0.1 * bilinear(weight, turned, 1.5)) @ Texp(0.1 * bilinear(weight, turned, 1.5)))


def test_where_nothing_has_to_be_ordered_it_is_an_ordinary_exponential():
    _, still = operator(0.0, 0.5)
    assert np.allclose(Texp(0.3 * bilinear(lambda t, u: t * u, still, 2.0)), np.exp(0.3 * 2.0**2) * np.eye(2))
    assert np.allclose(Texp(0.3), np.exp(0.3) * np.eye(2))


@pytest.mark.parametrize("angle", [0.5, -0.9])
def test_the_exact_expansion_is_that_of_the_numbers_to_fourth_order(angle):
    beta, errors = 0.9, []
    start, place = operator(1.0, angle)[0], Field()
    energies = [place.number(0.5), place.number(-0.5)]
    upper, start = place.symbol("a"), np.round(start, 3)
    raised, simple = (partial(rotate, start, np.array(e)) for e in (energies, [0.5, -0.5]))
    for strength in (0.6, 0.3):
        exact, number = (
            strength**2 * bilinear(lambda t, u: np.exp(0.5 * (t - u)), force, end)
            for force, end in ((raised, upper), (simple, beta))
        )
        exact = Texp(exact)
        found = [[complex(balls.value(place.number(e), {"a": balls.fmpq(9, 10)})).real for e in row] for row in exact]
        errors.append(np.max(np.abs(np.array(found) - Texp(number))))
    assert np.log2(errors[0] / errors[1]) == pytest.approx(6, abs=0.4), "the next order is the sixth in the coupling"


def test_what_it_cannot_order_is_refused():
    _, turned = operator(1.0, 0.3)
    other = operator(1.0, 0.4)[1]
    form = bilinear(lambda t, u: 1.0, turned, 1.0)
    for wrong in (form + bilinear(lambda t, u: 1.0, other, 1.0), form + bilinear(lambda t, u: 1.0, turned, 2.0)):
        with pytest.raises(ValueError, match="of two operators, or up to two times"):
            Texp(wrong)
    for more in (1e-6, 1e-2, 1.0):
        with pytest.raises(ValueError, match="other values than r and -r"):
            Texp(bilinear(lambda t, u: 1.0, lambda times, more=more: turned(times) + more * np.eye(2), 1.0))
    with pytest.raises(TypeError):
        form + 1
    assert isinstance(0 + form, Bilinear)
