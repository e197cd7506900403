"""Every argument of everything public is heard: the one bad element among good ones is told, wherever it stands, limits
are where their texts say, and what is good reaches the result."""

import inspect
import re
from functools import partial

import numpy as np
import pytest

import autocoherence as ac
from autocoherence.spectral import SpectralDensityBath
from autocoherence.table import Table

BATH = ac.DiscreteBath([0.8, 2.0], [0.4, 0.3])
ARM = ac.Arm(BATH, 0.3, 0.2, 1.0)
GOOD = np.array([0.61, 0.72, 0.83, 0.94, 1.05])
REAL, NOT_NEGATIVE = [np.nan, np.inf, -np.inf, 3e100, -3e100], [-7.25, np.nan, np.inf, 3e100]
POSITIVE = [0.0, *NOT_NEGATIVE]
DOMAINS = {
    **dict.fromkeys(["f_z", "f_x", "f_in", "f_out", "f", "g", "couplings", "bias", "angle"], REAL),
    **dict.fromkeys(["omega", "omega_in", "omega_out", "omega_a", "omega_b", "xi", "x", "y"], NOT_NEGATIVE),
    **dict.fromkeys(["splitting"], NOT_NEGATIVE),
    **dict.fromkeys(["omega_osc", "cutoff", "frequencies", "breaks", "scale"], POSITIVE),
    "beta": [0.0, -7.25, np.nan, 3e100],
    "exponent": [*POSITIVE, 25.0],
    "values": NOT_NEGATIVE,
    "strength": NOT_NEGATIVE,
}
THINGS = {"bath": BATH, "arm": ARM, "arms": ARM, "systems": [ARM], "function": lambda xi: xi * np.exp(-xi)}
OPTIONS = {"rtol", "order", "tolerance", "unit"}  # one number each, see LIMITS
PUBLIC = {name: getattr(ac, name) for name in ac.__all__}
ALL = PUBLIC | {
    "PowerLawBath.spectral_density": ac.PowerLawBath(0.1, 1.0, 1.0).spectral_density,
    "Table": Table,
    "from_table": SpectralDensityBath.from_table,
}
CASES = [(name, argument) for name, one in ALL.items() for argument in inspect.signature(one).parameters]


@pytest.mark.parametrize("name, argument", [case for case in CASES if case[1] not in {*THINGS, *OPTIONS}])
def test_the_bad_element_is_told_wherever_it_stands(name, argument):
    """An argument of an unknown name fails here: it has no domain."""
    required = [one.name for one in inspect.signature(ALL[name]).parameters.values() if one.default is one.empty]
    others = {one: THINGS.get(one, 0.5) for one in required if one != argument}
    if {"frequencies", "couplings", "values"} & {argument, *others}:
        others = dict.fromkeys(others, GOOD)
    for bad in DOMAINS[argument]:
        if bad == 0 and "values" in others:  # a table may start there
            continue
        for place in range(GOOD.size):
            given = GOOD.copy()
            given[place] = bad
            with pytest.raises(ValueError) as told:
                ALL[name](**others, **{argument: given})
            if "one number" in str(told.value):  # no array at all
                with pytest.raises(ValueError) as told:
                    ALL[name](**others, **{argument: bad})
            assert str(told.value).startswith(f"{argument} = {bad:g} is out of range; valid: "), told.value


GAPS = {  # what has no limit at zero temperature, one of five
    "omega": lambda given: ac.self_induced_coherence(np.inf, given, BATH, 0.1, 0.1),
    "omega_out": lambda given: ac.induced_coherence(np.inf, given, ARM),
    "omega_in": lambda given: ac.advantage_ratio(np.inf, given, 1.0, BATH),
    "omega_b": lambda given: ac.output_covariance(np.inf, 1.0, given, BATH, 0.1),
    "bias": lambda given: ac.biased_spin_equilibrium(np.inf, 1.0, given, BATH, 0.1),
}


@pytest.mark.parametrize("name", GAPS)
@pytest.mark.parametrize("place", range(5))
def test_one_of_five_that_has_no_limit_in_the_cold(name, place):
    given = GOOD.copy()
    given[place] = 0.0
    with pytest.raises(ValueError, match=f"^{name} = 0 at beta = inf"):
        GAPS[name](given)


@pytest.mark.parametrize("place", range(8))
def test_one_input_spin_of_one_arm_of_one_system_that_has_no_limit_in_the_cold(place):
    frequencies = np.ones(8)
    frequencies[place] = 0.0
    systems = [[ac.Arm(BATH, 0.3, 0.2, one) for one in two] for two in frequencies.reshape(2, 2, 2)]
    with pytest.raises(ValueError, match=r"^omega_in = 0 at beta = inf"):
        ac.exact_equilibria(np.inf, 1.0, systems)


@pytest.mark.parametrize("place", range(5))
def test_the_unstable_oscillator_is_told_and_its_limit(place):
    g, energy = 0.1 * GOOD, np.full(5, 2.0)
    energy[place], g[place] = 0.3, -0.8
    limit = np.sqrt(energy[place] / (4 * BATH.reorganization_energy))
    with pytest.raises(ValueError, match=re.escape("g = -0.8 makes") + ".*" + re.escape(f"|g| < {limit:g}")):
        ac.exact_oscillator(1.0, 1.0, energy, BATH, 0.1, g)


@pytest.mark.parametrize("place", range(5))
def test_the_mode_of_too_many_quanta_is_told(place):
    frequencies, couplings = 0.01 * (1.0 + np.arange(5.0)), np.full(5, 1e-4)
    couplings[place] = 30 * frequencies[place]
    with pytest.raises(ValueError) as told:
        ac.biased_spin_equilibrium(1.0, 1.0, 0.1, ac.DiscreteBath(frequencies, couplings), 1.0)
    found = re.search(r"the mode of xi = (\S+) .* = (\S+) quanta of it", str(told.value))
    assert [float(number) for number in found.groups()] == pytest.approx([frequencies[place], 3600], rel=1e-3)


@pytest.mark.parametrize("low", [0.02, 0.4, 1.0, 7.0, 90.0])
def test_where_a_function_is_negative_is_told(low):
    def function(xi):
        return np.where((xi > low) & (xi < 2 * low), -xi, xi * np.exp(-xi))

    with pytest.raises(ValueError) as told:
        SpectralDensityBath(function, 1.0)
    place, value = map(float, re.match(r"function\((\S+)\) = (\S+) is out of range", str(told.value)).groups())
    assert low <= place <= 2 * low and value == pytest.approx(-place, rel=1e-5)


FREE = ac.Arm(BATH, 0.3, 0.0, 1.0)
LIMITS = {  # what a text calls the last valid value, and a function of it; just outside is refused
    "within nine decades": (lambda x: SpectralDensityBath(THINGS["function"], [1.0, x], 1e-3), 1e9, 1),
    "tolerance <= 1e-3": (lambda x: SpectralDensityBath(THINGS["function"], 1.0, x), 1e-3, 1),
    "tolerance >= 1e-14": (lambda x: SpectralDensityBath(lambda xi: np.where(xi < 1, xi, 0.0), 1.0, x), 1e-14, -1),
    "exponent <= 20": (lambda x: ac.PowerLawBath(0.1, x, 1.0), 20.0, 1),
    "rtol <= 0.1": (lambda x: ac.exact_equilibrium(1.0, 1.0, FREE, rtol=x), 0.1, 1),
    "1e-11 <= rtol": (lambda x: ac.exact_equilibrium(1.0, 1.0, FREE, rtol=x), 1e-11, -1),
    "at most 1e100": (lambda x: ac.Arm(BATH, x, 0.1, 1.0), 1e100, 1),
    "at least -1e100": (lambda x: ac.Arm(BATH, -x, 0.1, 1.0), 1e100, 1),
    "at most 700": (lambda x: ac.second_order_kernel(1.0, x, 0.1, 1.0), 700.0, 1),
    "at least 0.02": (lambda x: SpectralDensityBath(lambda xi: xi**x * np.exp(-xi), 1.0), 0.02, -1),
}


@pytest.mark.parametrize("words", LIMITS)
def test_a_limit_is_where_its_text_says(words):
    make, limit, outward = LIMITS[words]
    make(limit * (1 - 0.01 * outward))
    with pytest.raises(ValueError, match="valid: "):
        make(limit * (1 + 0.01 * outward))


KEYWORDS = {"unit": 0.03, "tolerance": 1e-6}
ROWS = [0.0, 0.5, 2.0, 3.0], [0.0, 0.7, 0.2, 0.4]


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_what_is_said_of_a_table_reaches_the_bath(tmp_path, keyword):
    (tmp_path / "table.csv").write_text("\n".join(f"{xi},{value}" for xi, value in zip(*ROWS, strict=True)))
    from_table, from_csv = partial(SpectralDensityBath.from_table, *ROWS), SpectralDensityBath.from_csv
    for one, given in ((from_table, 0), (from_csv, 1)):
        assert {*KEYWORDS} == {*list(inspect.signature(one).parameters)[given:]}, "which of them are not tried?"
    option = {keyword: KEYWORDS[keyword]}
    made = from_table(**option)
    assert from_csv(tmp_path / "table.csv", **option) == made != from_table()
    assert keyword == "unit" or made.tolerance == 1e-6
    assert keyword == "tolerance" or made.function == Table(0.03 * np.array(ROWS[0]), 0.03 * np.array(ROWS[1]))


SHAPED = {  # functions that answer with one array, whatever their arguments
    "oscillator_position": {"beta", "omega_in", "omega_osc", "f", "g"},
    "oscillator_position_squared": {"beta", "omega_in", "omega_osc", "f", "g"},
    "oscillator_signal_to_noise": {"beta", "omega_in", "omega_osc", "f", "g"},
    "polarization_shift": {"beta", "omega_out", "f_out"},
    "output_covariance": {"beta", "omega_a", "omega_b", "f_out"},
    "advantage_ratio": {"beta", "omega_in", "omega_out"},
    "self_induced_coherence": {"beta", "omega", "f_z", "f_x"},
}


@pytest.mark.parametrize("name, argument", [(name, one) for name, all_ in SHAPED.items() for one in sorted(all_)])
def test_any_single_argument_gives_the_result_its_shape(name, argument):
    """Also one on which the value does not depend."""
    given = {"bath": BATH} | dict.fromkeys(SHAPED[name], 0.5)
    one, many = PUBLIC[name](**given), PUBLIC[name](**given | {argument: np.full((2, 3), 0.5)})
    assert np.shape(one) == () and many.shape == (2, 3)
    np.testing.assert_allclose(many, one, rtol=1e-12)
