"""Baths of any spectral density: against closed forms, and how what makes no bath is refused."""

import functools
import math

import numpy as np
import pytest
import shapes
from scipy.integrate import quad
from scipy.special import digamma

import autocoherence as ac
from autocoherence.matsubara import dynamic_response, static_deficit

LAMBDA, GAMMA = 0.3, 5.0  # reorganization energy and width of a Drude-Lorentz bath
NU = GAMMA * np.logspace(-8, 6, 57)


def drude(xi):
    """I = (2 Lambda gamma/pi) xi/(xi^2 + gamma^2), so that K(nu) = Lambda gamma/(gamma + nu)."""
    return 2 * LAMBDA * GAMMA / np.pi * xi / (xi**2 + GAMMA**2)


def peak(width, centre):
    """An underdamped mode, with K(nu) = centre^2/(centre^2 + width nu + nu^2) and Omega = 1."""
    return lambda xi: 2 / np.pi * width * centre**2 * xi / ((xi**2 - centre**2) ** 2 + (width * xi) ** 2)


def test_drude_lorentz_responds_as_its_closed_form():
    bath = ac.SpectralDensityBath(drude, scale=GAMMA)
    assert bath.reorganization_energy == pytest.approx(LAMBDA, rel=1e-13)
    np.testing.assert_allclose(dynamic_response(bath.modes, NU), LAMBDA * GAMMA / (GAMMA + NU), rtol=1e-11)
    np.testing.assert_allclose(static_deficit(bath.modes, NU), LAMBDA * NU / (GAMMA + NU), rtol=1e-11)
    assert bath.error < 1e-13


@pytest.mark.parametrize("width", [1.0, 1e-2, 1e-4])
def test_a_peak_responds_as_its_closed_form(width):
    bath = ac.SpectralDensityBath(peak(width, 2.0), scale=2.0)
    np.testing.assert_allclose(dynamic_response(bath.modes, NU), 4 / (4 + width * NU + NU**2), rtol=1e-10)


def test_two_peaks_four_decades_apart_add_up():
    bath = ac.SpectralDensityBath(lambda xi: peak(1e-3, 1e-2)(xi) + peak(1.0, 100.0)(xi), scale=[1e-2, 100.0])
    expected = 1e-4 / (1e-4 + 1e-3 * NU + NU**2) + 1e4 / (1e4 + NU + NU**2)
    np.testing.assert_allclose(dynamic_response(bath.modes, NU), expected, rtol=1e-10)


@pytest.mark.parametrize("s", [0.05, 0.5, 1, 2, 6])
def test_eq_26_as_a_function_is_the_power_law_bath(s):
    known = ac.PowerLawBath(0.3, s, 7.0)
    bath = ac.SpectralDensityBath(known.spectral_density, scale=7.0)
    beta, omega = np.array([0.1, 3.0, np.inf])[:, None], np.array([0.1, 1.0, 30.0])
    for quantity in (ac.advantage_ratio, lambda b, w, v, bath: ac.output_covariance(b, w, v, bath, 1.0)):
        np.testing.assert_allclose(quantity(beta, 1.0, omega, bath), quantity(beta, 1.0, omega, known), rtol=1e-11)


@pytest.mark.parametrize("beta", [0.3, 2.0, 40.0])
def test_self_induced_coherence_in_a_drude_bath_is_a_sum_of_digamma_functions(beta):
    # (4/beta) sum_n Lambda nu/((gamma + nu)(omega^2 + nu^2)) in partial fractions: residues at -gamma and +-i omega
    omega, unit = 1.3, 2 * np.pi / beta
    poles = np.array([-GAMMA, 1j * omega, -1j * omega])
    residues = poles / np.array([GAMMA**2 + omega**2, *((GAMMA + p) * 2 * p for p in poles[1:])])
    integral = 4 / beta * LAMBDA * np.sum(-residues * digamma(1 - poles / unit)).real / unit
    bath = ac.SpectralDensityBath(drude, scale=GAMMA)
    expected = -4 * np.tanh(beta * omega / 2) * integral
    assert ac.self_induced_coherence(beta, omega, bath, 1.0, 1.0) == pytest.approx(expected, rel=1e-11)


def overrun(bath, response):
    """The largest error of the bath's integrals, over the one it states."""
    energy = response(0)
    known = {nu: response(nu) for nu in (1e-3, 0.1, 1.0, 10.0, 300.0)}
    nu = np.array([nu for nu in known if known[nu] is not None])
    found = np.append(bath.reorganization_energy, dynamic_response(bath.modes, nu))
    exact = np.array([energy, *(known[one] for one in nu)])
    return float(np.max(np.abs(found - exact)) / energy / bath.error)


def judge(kind, seed):
    """Return whether a random shape is accepted, with an error that covers the truth; a refusal says what helps."""
    rng = np.random.default_rng([seed, *map(ord, kind)])
    function, response = shapes.KINDS[kind](rng)
    made = [lambda: ac.SpectralDensityBath(function, scale=10 ** rng.uniform(-2, 2))]
    if hasattr(function, "rows"):
        made.append(lambda: ac.SpectralDensityBath(function.rows))
    for number, make in enumerate(made):
        try:
            ratio = overrun(make(), response)
        except ValueError as refusal:
            assert "is not reached" in str(refusal) and "breaks=" in str(refusal) and not number, (kind, seed, refusal)
            return False
        assert ratio <= 1, f"{kind}, seed {seed}: {ratio:.1f} times the stated error"
    return True


@pytest.mark.parametrize("kind", shapes.KINDS)
def test_the_stated_error_covers_the_truth(kind):
    assert sum(judge(kind, seed) for seed in range(4)) >= 3, "refused too often"


@pytest.mark.slow
@pytest.mark.parametrize("kind", shapes.KINDS)
def test_the_stated_error_covers_the_truth_of_a_thousand(kind):
    assert sum(judge(kind, seed) for seed in range(100, 1100)) >= 990, "refused too often"


@pytest.mark.parametrize("wc", [2.73, 11.8, 51.2, 106.0, 222.0, 955.0, 966.0])
def test_what_is_computed_with_a_hard_cutoff_does_not_depend_on_the_scale_given(wc):
    def bath(scale, **options):
        return ac.SpectralDensityBath(lambda xi: np.where(xi <= wc, xi, 0.0), scale, **options)

    ratios = [ac.advantage_ratio(2.0, 1.0, 1.0, one) for one in (bath(1.0), bath(wc), bath(1.0, breaks=[wc]))]
    assert ratios == pytest.approx([ratios[0]] * 3, rel=1e-13)


@pytest.mark.parametrize("width", [1e-3, 1e-6, 1e-9])
def test_a_peak_that_no_sample_meets_is_seen_beside_a_scale_and_between_breaks(width):
    centre = 1.2345
    triangle = lambda xi: xi * np.clip(1 - abs(xi - centre) / (centre * width), 0, None) / centre / width  # noqa: E731
    edges = centre * (1 + width * np.array([-1.0, 0.0, 1.0]))
    for options in ({"scale": centre}, {"scale": centre * (1 + 5 * width)}, {"scale": 50.0, "breaks": edges}):
        bath = ac.SpectralDensityBath(triangle, tolerance=1e-6, **options)
        assert abs(bath.reorganization_energy - 1) < bath.error + 1e-15 / width


PLACE = 1.2345


def spike(xi, place, width):
    """A triangle without wings, with Omega = 1."""
    return xi * np.clip(1 - abs(xi - place) / (place * width), 0, None) / place / width


class Spike:
    """A bath as an object that is called."""

    def __init__(self, place):
        self.place = place

    def __call__(self, xi):
        return spike(xi, self.place, 1e-8)

    def method(self, xi):
        return self(xi)


HOLDING = {  # what a person writes, none of whose spikes any sample meets
    "a constant": lambda xi: spike(xi, 7.7, 1e-7),
    "a global variable": lambda xi: spike(xi, PLACE, 1e-8),
    "a default": lambda xi, place=31.0: spike(xi, place, 1e-6),
    "a closure": (lambda place: lambda xi: spike(xi, place, 1e-9))(0.0123),
    "a partial function": functools.partial(spike, place=0.37, width=1e-9),
    "an object": Spike(3.21),
    "a method": Spike(3.21).method,
    "a list": lambda xi: sum(spike(xi, place, 3e-7) for place in (0.3, 1.7, 19.0)) / 3,
    "an edge": lambda xi: np.where((xi < 5.5) & (xi > 5.5 * (1 - 1e-8)), xi / 5.5, 0.0) * 1e8,
    "a table": (lambda x, y: lambda xi: np.interp(xi, x, y) * 1e7)([2.0, 2.0000001, 2.0000003], [0.0, 2 / 1.5, 0.0]),
}


@pytest.mark.parametrize("holder", HOLDING)
def test_a_spike_that_no_sample_meets_is_seen_beside_a_number_that_the_function_holds(holder):
    bath = ac.SpectralDensityBath(HOLDING[holder], scale=1.0, tolerance=1e-6)
    assert abs(bath.reorganization_energy - 1) < bath.error + 1e-6


def test_functions_that_hold_strange_things_are_baths_as_others():
    strange = None, {"a": [1, "b"]}, [[1.0], 2], np.array([[1.0, np.nan]]), 10**400, np.eye(3), True, np.ma.masked

    def drude(xi, unused=strange):
        return 0.2 * 5.0 * xi / (xi**2 + 5.0**2) if unused else later

    recursive = [drude]
    recursive.append(recursive)
    for function in (drude, functools.partial(lambda held, xi: held[0](xi), recursive), np.vectorize(drude)):
        bath = ac.SpectralDensityBath(function, scale=5.0)
        assert bath.reorganization_energy == pytest.approx(0.1 * np.pi, rel=1e-13)
    later = None


def test_a_function_may_change_the_array_that_it_is_given():
    def in_place(xi):
        xi *= np.exp(-xi)
        return xi

    assert ac.SpectralDensityBath(in_place, 1.0).reorganization_energy == pytest.approx(1.0, rel=1e-13)


def test_slow_ends_are_followed():
    bath = ac.SpectralDensityBath(lambda xi: xi**0.1 / (1 + xi**0.2) / (1 + np.log(xi) ** 2), 1.0)
    exact = quad(lambda t: 1 / (np.cosh(0.1 * t) * (1 + t**2)), 0, 400.0, epsabs=0, epsrel=1e-12)[0]
    assert bath.reorganization_energy == pytest.approx(exact, rel=1e-13)


def test_rounding_of_the_function_is_told_as_such():
    """A sharp peak whose formula cancels: accepted for what it can be, refused for more, and quickly."""
    noisy = ac.SpectralDensityBath(peak(1e-6, 2.0), scale=2.0, tolerance=1e-9)
    assert 1e-12 < abs(noisy.reorganization_energy - 1) <= noisy.error < 1e-9
    with pytest.raises(
        ValueError, match=r"1e-12 is not reached \(error .*, largest near xi = 2\); valid: .* tolerance"
    ):
        ac.SpectralDensityBath(peak(1e-6, 2.0), scale=2.0)


@pytest.mark.parametrize("seed", range(4))
def test_noise_of_any_size_is_within_the_stated_error(seed):
    """Digits that a function does not have: the error says how many, and refuses what asks for more."""
    rng = np.random.default_rng(seed)
    size, salt = 10 ** rng.uniform(-12, -7), rng.uniform(1, 2)

    def noisy(xi):
        return xi * np.exp(-xi) * (1 + size * np.sin(1e9 * np.sin(1e5 * salt * xi)))

    bath = ac.SpectralDensityBath(noisy, scale=1.0, tolerance=1e-6)
    assert abs(bath.reorganization_energy - 1) <= bath.error and size < bath.error < 10 * size
    with pytest.raises(ValueError, match="is not reached"):
        ac.SpectralDensityBath(noisy, scale=1.0, tolerance=max(1e-14, 0.01 * size))


def test_modes_are_few_whatever_the_function():
    rng = np.random.default_rng(0)
    function, _ = shapes.table(rng, 3000)
    assert ac.SpectralDensityBath(function, 1.0).modes.frequencies.size < 600


def test_spectral_density_is_the_function_and_zero_at_zero():
    bath = ac.SpectralDensityBath(drude, scale=GAMMA)
    np.testing.assert_array_equal(bath.spectral_density([[0.0, 1.0, 4.0]]), [[0.0, *drude(np.array([1.0, 4.0]))]])


REFUSED = {
    "not integrable at 0": lambda: ac.SpectralDensityBath(lambda xi: np.exp(-xi), 1.0),
    "integrable at 0: I changes by a factor 0.36": lambda: ac.SpectralDensityBath(lambda xi: np.exp(-xi) / xi, 1.0),
    "not integrable at infinity": lambda: ac.SpectralDensityBath(lambda xi: xi / (1 + xi), 1.0),
    "out of range; valid: finite numbers >= 0": lambda: ac.SpectralDensityBath(lambda xi: xi * np.cos(xi), 1.0),
    "function gives masked values": lambda: ac.SpectralDensityBath(lambda xi: np.ma.masked_less(drude(xi), 0.1), 1.0),
    "inhomogeneous": lambda: ac.SpectralDensityBath(lambda xi: [[1.0], [1.0, 2.0]], 1.0),
    "(np.maximum(..., 0) for what only rounding": lambda: ac.SpectralDensityBath(lambda xi: drude(xi) - 1e-9, 1.0),
    "unit = 1e+308 ": lambda: ac.SpectralDensityBath.from_table([0, 1, 2], [0, 1, 0], unit=1e308),
    ") = 1e+308 is out of range": lambda: ac.SpectralDensityBath(lambda xi: 1e308 * (xi < 2) * (xi > 1), 1.5),
    ") = nan": lambda: ac.SpectralDensityBath(lambda xi: xi * np.nan, 1.0),
    "function is 0 everywhere": lambda: ac.SpectralDensityBath(lambda xi: 0 * xi, 1.0),
    "gives complex128": lambda: ac.SpectralDensityBath(lambda xi: 1j * xi, 1.0),
    "frequencies (ValueError": lambda: ac.SpectralDensityBath(lambda xi: xi if xi < 1 else 0, 1.0),
    "frequencies (TypeError": lambda: ac.SpectralDensityBath(lambda xi: xi * math.exp(-xi), 1.0),
    "of shape ()": lambda: ac.SpectralDensityBath(lambda xi: 1.0, 1.0),
    "tolerance = 1e-12 is not reached": lambda: ac.SpectralDensityBath(lambda xi: 1 / (1 + np.log(xi) ** 2), 1.0),
    "tolerance = 0 ": lambda: ac.SpectralDensityBath(drude, 1.0, tolerance=0.0),
    "tolerance = 0.1 ": lambda: ac.SpectralDensityBath(drude, 1.0, tolerance=0.1),
    "scale = 0 ": lambda: ac.SpectralDensityBath(drude, 0.0),
    "scale = [1.0, 1e+20]": lambda: ac.SpectralDensityBath(drude, [1.0, 1e20]),
    "function = 3 is not callable": lambda: ac.SpectralDensityBath(3, 1.0),
    "scale is missing": lambda: ac.SpectralDensityBath(drude),
    "breaks = -1 ": lambda: ac.SpectralDensityBath(drude, 1.0, breaks=[1.0, -1.0]),
    "frequencies (3,) and values (2,)": lambda: ac.SpectralDensityBath(([0, 1, 2], [0, 1])),
    "frequencies: 1 in row 4 follows 2": lambda: ac.SpectralDensityBath(([0, 1, 2, 1, 0], [0, 1, 2, 1, 0])),
    "values = -0.5 ": lambda: ac.SpectralDensityBath(([0, 1, 2], [0, 1, -0.5])),
    "frequencies = -1 ": lambda: ac.SpectralDensityBath.from_table([-1, 1, 2], [0, 1, 0]),
    "values = 0.5 at frequency 0": lambda: ac.SpectralDensityBath.from_table([0, 1, 2], [0.5, 1, 0]),
    "unit = 0 ": lambda: ac.SpectralDensityBath.from_table([0, 1, 2], [0, 1, 0], unit=0),
}


@pytest.mark.parametrize("words", REFUSED, ids=str.strip)
def test_what_makes_no_bath_is_refused(words):
    with pytest.raises(ValueError) as told:
        REFUSED[words]()
    assert words in str(told.value) and "valid: " in str(told.value)


ROWS = [0.0, 0.5, 2.0, 3.0], [0.0, 0.7, 0.2, 0.4]


def test_a_table_is_linear_between_its_rows_and_zero_outside():
    bath = ac.SpectralDensityBath(ROWS)
    np.testing.assert_allclose(
        bath.spectral_density([[0.0, 0.25, 1.25], [3.0, 3.001, 50.0]]), [[0, 0.35, 0.45], [0.4, 0, 0]]
    )
    exact = 0.7 + (0.7 + 0.5 / 3) * np.log(4) - 0.5 + (0.2 - 0.4) * np.log(1.5) + 0.2
    assert bath.reorganization_energy == pytest.approx(exact, rel=1e-15)
    starts_late = ac.SpectralDensityBath.from_table(ROWS[0][1:], ROWS[1][1:])
    assert starts_late.reorganization_energy == pytest.approx(exact - 0.7, rel=1e-15)


def test_a_table_in_other_units():
    plain, scaled = ac.SpectralDensityBath.from_table(*ROWS), ac.SpectralDensityBath.from_table(*ROWS, unit=0.03)
    assert scaled.reorganization_energy == pytest.approx(0.03 * plain.reorganization_energy, rel=1e-14)
    found = ac.output_covariance(2.0 / 0.03, 0.03, 0.06, scaled, 0.1)
    assert found == pytest.approx(ac.output_covariance(2.0, 1.0, 2.0, plain, 0.1), rel=1e-12)


def test_a_table_is_refined_without_a_change_by_rows_on_its_lines():
    x = np.sort(np.append(ROWS[0], np.random.default_rng(0).uniform(0, 3, 9996)))
    fine = ac.SpectralDensityBath.from_table(x, np.interp(x, *ROWS))
    coarse = ac.SpectralDensityBath.from_table(*ROWS)
    np.testing.assert_allclose(dynamic_response(fine.modes, NU), dynamic_response(coarse.modes, NU), rtol=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "0,0\n0.5,0.7\n2,0.2\n3,0.4\n",
        "xi; I\n0; 0\n0.5; 0.7\n\n2; 0.2\n3; 0.4",
        "# cm-1\n0 0\n5e-1\t0.7 # top\n2 .2\n3 .4\n",
        '"frequency 1 (cm-1)","I"\r"0","0"\r"0.5","0.7"\r"2","0.2"\r"3","0.4"\r',
        "sep=;\r\n0;0;\r\n0.5;0.7;\r\n2;0.2;\r\n3;0.4;\r\n",
    ],
)
def test_a_table_in_a_file(tmp_path, text):
    (tmp_path / "table.csv").write_text(text, encoding="utf-8-sig")
    assert ac.SpectralDensityBath.from_csv(tmp_path / "table.csv") == ac.SpectralDensityBath(ROWS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("xi,I\n0,0\n1,two\n", "table.csv, line 3: '1,two'; valid: two numbers"),
        ("1.0D+00 2.0\n2 3\n3 1\n", "table.csv, line 1: '1.0D+00 2.0'; valid: two numbers, with decimal points"),
        ("1,,2\n2,,3\n", "table.csv, line 1: '1,,2'; valid: two numbers"),
        ("1 000;2\n2 000;3\n", "table.csv, line 1: '1 000;2'; valid: two numbers"),
        ("1,000;0.5\n2,000;0.7\n", "line 1: '1,000;0.5' has 3 numbers; valid: two, with decimal points"),
        ("xi,I\ncm-1,1\n1,2\n", "table.csv, line 2: 'cm-1,1'; valid: two numbers"),
        ("1,2\n2,−3\n", "table.csv, line 2: '2,−3'; valid: two numbers"),
        (
            "1e300,1\n1e308,1\n",
            "frequencies = 1e+300 is out of range; valid: real numbers >= 0, finite, at most 1e100",
        ),
        ("a\nb\n0,0\n", "table.csv, line 2: 'b'; valid: two numbers"),
        ("0,0;0,0\n0,5;0,7\n", "table.csv, line 1: '0,0;0,0' has 4 numbers; valid: two, with decimal points"),
        ("0,0\n1,nan\n2,0", "values = nan is out of range"),
        ("xi,I\n", "table.csv has 0 rows of numbers; valid: at least 2"),
        (b"\xff\xfe\x00", "table.csv cannot be read"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, text, words):
    (tmp_path / "table.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ValueError) as told:
        ac.SpectralDensityBath.from_csv(tmp_path / "table.csv")
    assert words in str(told.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ValueError, match="cannot be read"):
        ac.SpectralDensityBath.from_csv(tmp_path / "no.csv")
