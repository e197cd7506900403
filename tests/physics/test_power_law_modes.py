"""The modes that stand for a power law, over all exponents of the domain: against closed forms with 30 digits."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autocoherence import PowerLawBath
from autocoherence.modes import power_law_modes

SMALLEST, LARGEST = 1e-9, 20.0  # exponents: the first is as good as zero, the second is the end of the domain

exponents = st.floats(math.log(SMALLEST), math.log(LARGEST)).map(math.exp) | st.floats(SMALLEST, LARGEST)
ends = example([SMALLEST, 1e-3, 0.03, LARGEST], 1.0)
slow = example([math.exp(-3)], 1e-12)  # where the lowest mode, which stands for all below, responds most


def response(s, nu):
    r"""Return :math:`\int_0^\infty t^{s+1}e^{-t}/(t^2+\nu^2)\,dt`."""
    with mpmath.workdps(30):
        s, z = mpmath.mpf(s), mpmath.mpc(0, nu)
        return float(mpmath.gamma(s + 1) * (mpmath.exp(z) * mpmath.expint(s + 1, z)).real)


@ends
@slow
@given(st.lists(exponents, min_size=1, max_size=4), st.floats(-12, 4).map(lambda x: 10**x))
def test_moments_and_responses_of_any_exponents_together(together, nu):
    """All of them on the same frequencies; the moment 0 is the whole weight, also of what is lumped."""
    modes = power_law_modes(np.array(together))
    assert np.all(modes.weights >= 0) and np.all(np.diff(modes.frequencies) > 0)
    for s, weights in zip(together, modes.weights, strict=True):
        for power in (0, 1, 2, 4):
            assert weights @ modes.frequencies**power == pytest.approx(
                math.gamma(s + power), rel=4e-15 * (1 + power + s)
            )
        found = weights @ (modes.frequencies**2 / (modes.frequencies**2 + nu**2))
        lumped = weights[0] * (modes.frequencies[0] / nu) ** 2  # at most so much do they respond that are the lowest
        assert abs(found - response(s, nu)) <= 1e-13 * response(s, nu) + lumped, (s, nu)


@given(exponents, st.floats(0.01, 100.0), st.floats(0.001, 10.0))
def test_a_bath_is_that_of_unit_scale_in_its_own_units(s, cutoff, strength):
    bath = PowerLawBath(strength, s, cutoff)
    assert bath.modes.weights.sum() == pytest.approx(bath.reorganization_energy, rel=1e-13)
    assert bath.modes.weights @ bath.modes.frequencies == pytest.approx(
        strength * cutoff**2 * math.gamma(s + 1), rel=1e-13
    )
