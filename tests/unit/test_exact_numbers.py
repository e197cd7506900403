"""Exact numbers: held to floats at random points, to the axioms of a field, and to what they must refuse."""

import operator
import random

import mpmath as mp
import numpy as np
import pytest
from flint import fmpq

from ledger.exact import balls, bosons, limits, matsubara, quotient
from ledger.exact.decide import equal, positive
from ledger.exact.field import Field
from ledger.exact.generic import Point
from ledger.exact.integral import derivative, nested, over
from ledger.exact.matrices import expm
from ledger.exact.number import Inexact
from ledger.exact.source import branches
from paper import notation

NAMES = ("a", "b", "c")
BINARY = (operator.add, operator.sub, operator.mul, operator.truediv)
UNARY = (np.sinh, np.cosh, np.tanh, np.exp, operator.neg, lambda x: x**2)
HOMES = (Field, Point)


def tree(dice, depth=3):
    """Return a random expression as a function of its symbols."""
    if depth == 0:
        k = dice.randrange(len(NAMES))
        return lambda *symbols: symbols[k]
    if dice.random() < 0.3 and depth < 3:  # exponentials of products only
        f, j, k = dice.choice(UNARY), dice.randrange(3), dice.randrange(3)
        return lambda *symbols: f(symbols[j] * symbols[k])
    f, left, right = dice.choice(BINARY), tree(dice, depth - 1), tree(dice, depth - 1)
    return lambda *symbols: f(left(*symbols), right(*symbols))


def numbers(home):
    return [home.symbol(name) for name in NAMES]


@pytest.mark.parametrize("seed", range(40))
def test_elements_have_the_values_of_floats(seed):
    dice, field = random.Random(seed), Field()
    expression, point = tree(dice), {name: fmpq(dice.randrange(3000, 30000), 17011) for name in NAMES}
    try:
        element = expression(*numbers(field))
    except ZeroDivisionError:
        return
    ball, value = balls.value(element, point), expression(*(float(point[name]) for name in NAMES))
    assert float(ball.real.mid()) == pytest.approx(value, rel=1e-9)
    assert float(ball.real.rad()) < 1e-18 * max(1, abs(value)) and float(abs(ball.imag).mid()) < 1e-18


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("seed", range(25))
def test_the_axioms_hold_and_their_falsifications_do_not(home, seed):
    dice, place = random.Random(seed), home()
    try:
        x, y, z = (tree(dice, 2)(*numbers(place)) for _ in range(3))
        held = [x + y == y + x, x * (y + z) == x * y + x * z, (x * y) * z == x * (y * z), x + (y + z) == (x + y) + z]
        held += [x - x == 0, not x or x / x == 1, (x + y) ** 2 == x**2 + 2 * x * y + y**2]
    except ZeroDivisionError:
        return
    assert all(held)
    one = place.symbol("one more")
    assert x + one != x and x * (y + one) != x * y + one * x + one and (x + one) / (x + 2 * one) != 1


def fractions_with_roots(dice, field):
    """Return random elements, with roots above and factors in common, and some of them alike."""
    a, b, c = numbers(field)
    atoms = [a, b, a + b, a - c, a * b + 1, field.i, (a + c).sqrt(), field.number(2).sqrt(), field.number(3)]
    for _ in range(2):
        atoms += [dice.choice(BINARY)(*dice.sample(atoms, 2)) for _ in range(6)]
    return [atom for atom in atoms if atom]


@pytest.mark.parametrize("seed", range(20))
def test_each_element_is_one_quotient_in_lowest_terms(seed):
    """Whatever a sum or a product leaves out because it cannot cancel: it is what cancelling everything gives."""
    dice, field = random.Random(seed), Field()
    found = fractions_with_roots(dice, field)
    for x, y in [(dice.choice(found), dice.choice(found)) for _ in range(40)]:
        whole = [
            (x + y, x.num * y.den + y.num * x.den, x.den * y.den),
            (x - y, x.num * y.den - y.num * x.den, x.den * y.den),
            (x * y, x.num * y.num, x.den * y.den),
            (x.inverse(), x.den, x.num),
            (x**3, x.num**3, x.den**3),
        ]
        for element, *pair in whole:
            assert (element.num, element.den) == quotient.lowest(field, *pair)
            assert not field.roots_in(element.den) and element.num.gcd(element.den) == 1
        assert (x == y) is not bool(x - y) and x == (x + y) - y


@pytest.mark.parametrize("seed", range(30))
def test_both_kinds_of_numbers_decide_alike(seed):
    dice, decisions = random.Random(seed), []
    left, right = tree(dice), tree(dice)
    for home in HOMES:
        a, b, c = numbers(home())
        try:
            decisions.append((left(a, b, c) == right(a, b, c), left(a, b, c) - right(a, b, c) + a == left(b, a, c)))
        except ZeroDivisionError:
            decisions.append("no value")
    assert decisions[0] == decisions[1]


@pytest.mark.parametrize("home", HOMES)
def test_exponentials_obey_their_laws_and_no_other(home):
    a, b, c = numbers(home())
    assert np.exp(a * b + a * c) == np.exp(a * b) * np.exp(a * c) and np.cosh(a * b) ** 2 - np.sinh(a * b) ** 2 == 1
    assert np.exp(a * b) != np.exp(a * c) and np.exp(a * b) != 1 + a * b and np.tanh(a * b) != np.sinh(a * b)
    i = a.home.i
    assert i * i == -1 and np.exp(i * a * b) == np.cos(a * b) + i * np.sin(a * b)
    with pytest.raises(Inexact, match="exponential of a number"):
        np.exp(a + 1)
    with pytest.raises(Inexact, match="short decimal"):
        a * 0.1234567890123


@pytest.mark.parametrize("seed", range(12))
def test_integrals_and_derivatives_are_those_of_quadrature(seed):
    dice, field = random.Random(seed), Field()
    point = {name: fmpq(dice.randrange(5, 25), 13) for name in NAMES}
    n, m, k = (dice.randrange(3) for _ in range(3))
    rate = dice.choice((-1, 1)) * dice.choice((0.5, 1, 1.5))

    def integrand(a, b, t, u):
        return t**n * u**m * np.exp(rate * a * t) * np.cosh(b * (t - u)) + k * t

    a, b, c = numbers(field)
    inside = over(lambda t: over(lambda u: integrand(a, b, t, u), t), c)
    x, y, top = (float(point[name]) for name in NAMES)
    nodes, weights = np.polynomial.legendre.leggauss(30)
    t = top * (nodes + 1) / 2
    u = np.multiply.outer(t, (nodes + 1) / 2)
    value = np.sum(integrand(x, y, t[:, None], u) * np.multiply.outer(top * t / 4 * weights, weights))
    assert float(balls.value(inside, point).real.mid()) == pytest.approx(value, rel=1e-12)
    slope = derivative(lambda t: np.tanh(a * t) * t**n / (1 + b * t), c)
    number = mp.diff(lambda t: mp.tanh(x * t) * t**n / (1 + y * t), top)
    assert float(balls.value(slope, point).real.mid()) == pytest.approx(float(number), rel=1e-10)


@pytest.mark.parametrize("home", HOMES)
def test_ordered_integrals_split_and_agree(home):
    a, b, c = numbers(home())

    def rise(t):
        return np.exp(a * t) * t

    both = nested(lambda t, u: rise(t) * rise(u), 2, c)
    assert 2 * both == over(rise, c) ** 2  # the square is two triangles
    assert nested(lambda t, u, v: t * u * v, 3, c) == c**6 / 48
    assert nested(lambda t, u: (t > u) * 1, 2, c) == c**2 / 2
    assert derivative(lambda x: over(rise, x), b) == rise(b)


def test_roots_have_the_sign_of_the_positive_branch_or_none():
    a, b, _ = numbers(Field())
    assert np.sqrt(a * a * b) == a * np.sqrt(b) and np.sqrt(12 * a**2) == 2 * np.sqrt(a.home.number(3)) * a
    assert np.hypot(a, b) ** 2 == a * a + b * b and abs(-a) == a
    angle = np.arctan2(b, a)
    assert np.cos(angle) == a / np.hypot(a, b) and np.sin(2 * angle) == 2 * np.sin(angle) * np.cos(angle)
    assert np.sin(np.arccos(a / np.hypot(a, b))) == b / np.hypot(a, b)
    assert np.sin(np.arccos(a / np.hypot(a, -b))) != -b / np.hypot(a, -b)  # the sign is lost
    with pytest.raises(Inexact, match="sign is not known"):
        np.sqrt((a - b) ** 2)
    with pytest.raises(Inexact, match="sign is not known"):
        abs(a - b)
    with pytest.raises(Inexact, match="no sign modulo a prime"):
        np.sqrt(Point().symbol("a"))


def test_a_root_in_disguise_is_not_divided_by():
    a, b, _ = numbers(Field())
    size = np.hypot(a, b)
    hidden = np.sqrt(2 * (size + a)) * np.sqrt(size + b) - (size + a + b)  # zero, though no polynomial shows it
    assert hidden and not balls.nonzero_somewhere(hidden)
    with pytest.raises(Inexact, match="disguise"):
        1 / hidden


def test_balls_contain_what_they_enclose():
    a, b, _ = numbers(Field())
    value = balls.value(np.tanh(a * b) / np.hypot(a, b) - np.sin(np.arctan2(b, a)), {"a": fmpq(1, 2), "b": fmpq(3)}, 25)
    with mp.workdps(40):
        size = mp.sqrt(mp.mpf("9.25"))
        assert abs(mp.mpf(value.real.mid().str(40, radius=False)) - (mp.tanh(1.5) - 3) / size) < mp.mpf(10) ** -24


def test_the_bound_of_the_degree_is_one():
    a, b, c = numbers(Point())
    assert (a**5).degree >= 5 and (a * b + c).degree >= 2 and (np.exp(3 * a * b) / c).degree >= 7
    assert (1 / (a + b) + 1 / (a - b)).degree >= 2 and a.home.prime > 2**254


def test_limits_are_exact():
    a, b, c = numbers(Field())
    assert limits.at_zero(np.tanh(a * b) * (1 - np.cosh(a * c)), a) == (3, -b * c**2 / 2)
    assert limits.at_infinity((a * np.sinh(a * b) + b) / np.cosh(a * b), a) == (1, 1)
    assert limits.at_infinity(a**3 / np.cosh(a * c), a) == (None, 0)
    with pytest.raises(Inexact, match="no exponential leads"):
        limits.at_infinity(1 / (np.exp(a * b) + np.exp(a * c)), a)


@pytest.mark.parametrize("above", range(5))
@pytest.mark.parametrize("below", range(5))
def test_the_larger_exponential_says_what_becomes_of_a_quotient(above, below):
    """It vanishes, it has a limit, or it has none; never what another order of the exponents would say."""
    a, b, c = numbers(Field())
    quotient = (np.exp(above * a * b) + c) / (c * np.exp(below * a * b) + 1)
    if above > below:
        with pytest.raises(Inexact):
            limits.at_infinity(quotient, a)
    elif above < below:
        assert limits.at_infinity(quotient, a) == (None, 0)
    else:
        assert limits.at_infinity(quotient, a) == (0, 1 if not above else 1 / c)


def test_thermal_words_are_traces_over_number_states():
    w, beta = 0.9, 1.7
    ladder = np.diag(np.sqrt(np.arange(1.0, 80)), 1)
    letters, product = [(1.0, 0.4), (0.3, 2.0), (1.1, 0.7), (0.2, 0.5)], np.eye(80)
    for u, v in letters:
        product = product @ (u * ladder + v * ladder.T)
    p = np.exp(-beta * w * np.arange(80))
    assert bosons.word(letters, np.exp(-beta * w)) == pytest.approx(np.sum(p * np.diag(product)) / p.sum(), rel=1e-12)


def test_functions_of_matrices_need_two_eigenvalues_for_each_block():
    a, b, c = numbers(Field())
    spin = np.array([[a, -b], [-b, -a]])
    whole = np.kron(np.eye(2, dtype=int), spin) + c * np.eye(4, dtype=int)
    assert np.all(expm(whole) @ expm(-whole) == np.eye(4)) and np.trace(expm(spin)) == 2 * np.cosh(np.hypot(a, b))
    with pytest.raises(Inexact, match="more than two eigenvalues"):
        expm(np.array([[a, b, 0], [b, 0, c], [0, c, 0]]))


def test_choices_are_enumerated_and_signs_only_where_they_matter():
    def ways(look):
        return sum(1 for source in branches(Field) if look(source) is not None)

    assert ways(lambda s: (s.choice("xyz"), s.choice((1, 2)))) == 6
    assert ways(lambda s: s.signed()) == 1  # nothing has asked for a sign
    assert ways(lambda s: abs(s.signed())) == 2
    assert ways(lambda s: [abs(s.signed()), s.signed()]) == 2  # the other sign is nobody's business
    assert ways(lambda s: [s.signed() if s.choice((True, False)) else 1]) == 2
    with pytest.raises(Inexact, match="more than 64 ways"):
        ways(lambda s: [s.choice((1, 2)) for _ in range(7)])


@pytest.mark.parametrize("home", HOMES)
def test_the_judge_finds_one_wrong_element_of_a_matrix(home):
    a, b, c = numbers(place := home())
    right = np.array([[a, np.sinh(2 * a * b)], [0, c]])
    same = np.array([[a * b / b, 2 * np.sinh(a * b) * np.cosh(a * b)], [0, c]])
    assert equal(right, same, place) and equal(right * 0, 0, place)
    for index in np.ndindex(2, 2):
        wrong = same.copy()
        wrong[index] = wrong[index] + a / 10**6
        assert not equal(right, wrong, place)
    with pytest.raises(Inexact, match="cannot be compared"):
        equal(right, same[0], place)


def test_terms_of_one_sign_are_needed():
    a, b, _ = numbers(Field())
    assert positive((np.exp(a * b) - 1) / (a + b)) and not positive(-a / b)
    with pytest.raises(Inexact, match="terms of both signs"):
        positive(a - b)


def test_sums_over_matsubara_frequencies_are_those_of_many_terms():
    beta, a, b = numbers(Field())
    whole = matsubara.closed(matsubara.residues(lambda square: 3 + 2 * square, (a, b)), beta)
    point = {"a": fmpq(3, 2), "b": fmpq(4, 5), "c": fmpq(7, 5)}
    x, y, z = 1.5, 0.8, 1.4  # beta, and the poles
    nu = 2 * np.pi * np.arange(1, 400_001) / x
    terms = (3 + 2 * nu**2) / ((nu**2 + y**2) * (nu**2 + z**2))
    many = 3 / (y * z) ** 2 + 2 * np.sum(terms) + 2 * 2 * (x / (2 * np.pi)) ** 2 / 400_000.5
    assert float(balls.value(whole, point).real.mid()) == pytest.approx(many, rel=1e-9)
    assert matsubara.slope(a**2 / (b + a), a) == (a**2 + 2 * a * b) / (a + b) ** 2
    with pytest.raises(Inexact, match="not rational"):
        matsubara.slope(np.exp(a * b), a)


@pytest.mark.parametrize("seed", range(3))
def test_general_powers_are_those_of_floats_and_obey_their_laws_only(seed):
    dice, place = random.Random(seed), Field()
    symbols = numbers(place)
    a, b, c = symbols
    n = dice.choice((-2, -1, 1, 3))
    assert equal((a / b) ** (c + n), a**c * b ** (-c) * (a / b) ** n, place)
    assert not equal(a ** (c + n), a**c, place) and not equal((a * b) ** c, a**c, place)
    values = [fmpq(dice.randrange(1, 40), 13) for _ in symbols]
    point = dict(zip(NAMES, values, strict=True))
    x, y, z = (float(v.p) / float(v.q) for v in values)
    ball = balls.value((a / b) ** (c + n) * a**c, point)
    assert complex(ball).real == pytest.approx((x / y) ** (z + n) * x**z)
    assert place.number(a**c).sign() == 1, "a positive number to any power"
    with pytest.raises(Inexact):  # it is above 1 or below
        positive(a**c - 1)
    for base, power in ((a + b, c), (2 * a, c), (a, c / 2 + place.number(0.3))):
        with pytest.raises(Inexact):
            base**power


def test_exact_time_ordering_is_the_differential_equation_to_fourth_order():
    place = Field()
    a, b, beta = numbers(place)

    def turn(t):
        return np.array([[place.number(0), np.exp(b * t)], [np.exp(-b * t), a]])

    product = notation.chronological(lambda t: [a * turn(t) / 2, a * turn(t) / 2], beta, np.eye(2))
    point = {"a": fmpq(1, 7), "b": fmpq(2, 3), "c": fmpq(1, 2)}
    found = np.array([[complex(balls.value(place.number(e), point)).real for e in row] for row in product])

    def plain(t):
        return np.array([[0, np.exp(2 / 3 * t)], [np.exp(-2 / 3 * t), 1 / 7]]) / 7

    reference = notation.chronological(lambda t: [plain(t)], 0.5, np.eye(2))
    size = np.linalg.norm(plain(0)) / 2
    assert np.max(np.abs(found - reference)) < 2 * size**5 / 120
    assert np.max(np.abs(found - reference)) > size**5 / 1e5, "there is a fifth order"
