"""Every function over all of its stated domain, against one mode's closed forms in ball arithmetic, added up.

The points are stratified: hot to frozen, frequencies from 1e-6 to 1e6 and zero, coincidences, angles of all quadrants,
few modes and hundreds, few input spins and thousands; scalars, scattered points by the ten thousand, and grids.
"""

import math
from itertools import product

import numpy as np
import pytest
from flint import acb, arb, ctx
from references import kernels
from references.bath import INFINITY, tanh_half

import autocoherence as ac

PROMISE = 2e-13  # relative
BETAS = {"hot": (1e-6, 1e-2), "warm": (1e-2, 60.0), "cold": (60.0, 1e6), "frozen": (math.inf, math.inf)}
FREQUENCIES = {"slow": (1e-6, 1e-2), "middle": (1e-2, 20.0), "fast": (20.0, 2000.0), "faster": (2000.0, 1e6)}


def within(rng, low, high):
    """A number between two, evenly over decades."""
    return low if low == high else math.exp(rng.uniform(math.log(low), math.log(high)))


def strata(rng, *names):
    """Points (beta, frequencies) with every temperature and pair of frequency ranges; some frequencies coincide."""
    for (cold, beta), first, second in product(BETAS.items(), FREQUENCIES.values(), FREQUENCIES.values()):
        one, two = within(rng, *first), within(rng, *second)
        three = rng.choice([one, two, one * (1 + 1e-9), within(rng, 1e-6, 1e6)])
        values = [one, two, three][: len(names)]
        rng.shuffle(values)
        yield within(rng, *beta), *values
        if cold != "frozen" and first is second:
            yield within(rng, *beta), *(0.0 if k == 1 else value for k, value in enumerate(values))


def reference(function, *point):
    """The outputs of a reference, in as many bits as they take; zero is the limit."""
    for bits in (200, 1000, 5000):
        ctx.prec = bits
        values = function(*(INFINITY if one == math.inf else arb(one or "1e-60") for one in point))
        values = [arb(acb(value).real) for value in (values if isinstance(values, tuple) else (values,))]
        if all(value == 0 or value.rel_accuracy_bits() > 60 for value in values):
            return np.array([float(value) for value in values])
    raise ArithmeticError(f"{point}: {values}")


def compare(found, exact, *point):
    """All outputs at one point."""
    np.testing.assert_allclose(found, exact, rtol=PROMISE, atol=1e-50, err_msg=str(point))


def test_one_mode():
    rng = np.random.default_rng(1)
    for beta, xi, x, y in strata(rng, "xi", "x", "y"):
        compare([ac.self_kernel(xi, x, beta)], reference(kernels.self_kernel, xi, x, beta), xi, x, beta)
        compare([ac.transfer_kernel(x, beta)], reference(lambda w, b: tanh_half(w, b) ** 2 / w, x, beta), x, beta)
        compare([ac.pair_kernel(xi, x, y, beta)], reference(kernels.pair_kernel, xi, x, y, beta), xi, x, y, beta)
        for found, exact in zip(
            ac.pair_kernel_bounds(x, y, beta), (kernels.pair_minimum, kernels.pair_maximum), strict=True
        ):
            compare([found], reference(exact, x, y, beta), x, y, beta)


def test_the_dressed_spin_and_one_mode():
    rng = np.random.default_rng(2)
    quadrants = iter(rng.permutation(np.tile(np.arange(-4, 4), 40)))
    for beta, xi, splitting in strata(rng, "xi", "splitting"):
        if beta * splitting < 700 and xi > 0 and beta < math.inf:
            angle = np.pi / 2 * (next(quadrants) + rng.random())
            a, b, c, d = ac.second_order_kernel(xi, splitting, angle, beta)
            exact = reference(kernels.second_order, xi, splitting, angle, beta)
            compare([a, b, c, d.imag], exact, xi, splitting, angle, beta)
            assert d.real == 0


def of_modes(kernel, bath, *point):
    """Sum over the modes of a bath of a kernel that multiplies I/xi."""
    weights = np.square(bath.couplings) / bath.frequencies
    return math.fsum(
        weight * reference(kernel, xi, *point)[0] for xi, weight in zip(bath.frequencies, weights, strict=True)
    )


def discrete_baths(rng):
    """One mode, some, and hundreds, of any frequency; the last ones matter."""
    for count in (1, 2, 3, 7, 60, 200):
        span = 2.0 if count > 60 else 13.0
        frequencies = np.exp(rng.uniform(math.log(3e-3 * 10 ** rng.uniform(-1, 3)), rng.uniform(1, span), count))
        couplings = rng.choice([-1, 1], count) * np.exp(rng.uniform(-2, 2, count)) * frequencies
        yield ac.DiscreteBath(frequencies, couplings)


QUANTITIES = {  # (library at beta, x, y, bath), (reference at beta, x, y, bath)
    "self_induced_coherence": (
        lambda beta, x, y, bath: ac.self_induced_coherence(beta, x, bath, 0.5, -0.5),
        lambda beta, x, y, bath: of_modes(kernels.self_kernel, bath, x, beta),
    ),
    "advantage_ratio": (
        lambda beta, x, y, bath: ac.advantage_ratio(beta, x, y, bath),
        lambda beta, x, y, bath: (
            bath.reorganization_energy
            * reference(lambda w, b: tanh_half(w, b) / w, y, beta)[0]
            / of_modes(kernels.self_quotient, bath, x, beta)
        ),
    ),
    "output_covariance": (
        lambda beta, x, y, bath: ac.output_covariance(beta, x, y, bath, -0.5),
        lambda beta, x, y, bath: of_modes(kernels.pair_kernel, bath, x, y, beta),
    ),
    "spin_signal_to_noise": (
        lambda beta, x, y, bath: ac.spin_signal_to_noise(beta, x, ac.Arm(bath, [0.3, -0.1], 0.1, [y, 2 * y])),
        lambda beta, x, y, bath: (
            2
            * bath.reorganization_energy
            * reference(
                lambda w, v, b: abs(3 * tanh_half(v, b) - tanh_half(2 * v, b)) / 10 * tanh_half(w, b) / w, x, y, beta
            )[0]
            / math.sqrt(of_modes(kernels.pair_kernel, bath, x, x, beta))
        ),
    ),
    "polarization_shift": (
        lambda beta, x, y, bath: ac.polarization_shift(beta, x, bath, -1),
        lambda beta, x, y, bath: of_modes(kernels.polarization_kernel, bath, x, beta),
    ),
    "oscillator_position_squared": (
        lambda beta, x, y, bath: ac.oscillator_position_squared(beta, y, x, bath, 0.1, 0.3),
        lambda beta, x, y, bath: (
            reference(lambda e, b: 1 / tanh_half(e, b) / 2, x, beta)[0]
            + 0.09 * of_modes(kernels.oscillator_kernel, bath, x, beta)
        ),
    ),
}


@pytest.mark.parametrize("name", QUANTITIES)
def test_baths_of_modes(name):
    """Some points of every stratum, for baths of one mode to two hundred."""
    rng = np.random.default_rng(3)
    function, exact = QUANTITIES[name]
    for bath in discrete_baths(rng):
        points = [point for point in strata(rng, "x", "y") if point[1] > 0 and point[2] > 0]
        chosen = rng.permutation(len(points))[: max(2, 40 // len(bath.frequencies))]
        for place in chosen:
            compare(function(*points[place], bath), exact(*points[place], bath), points[place], bath)


BATH = ac.DiscreteBath([0.3, 1.0, 2.0, 7.0, 40.0], [0.2, 1.0, -0.5, 1.0, 3.0])
LEADING = {  # of a bath, and of no more than that
    **{name: functions[0] for name, functions in QUANTITIES.items()},
    "induced_coherence": lambda beta, x, y, bath: ac.induced_coherence(beta, x, ac.Arm(bath, 0.3, 0.1, y[..., None])),
    "oscillator_position": lambda beta, x, y, bath: ac.oscillator_position(beta, x, y, bath, 0.1, 0.2),
    "oscillator_signal_to_noise": lambda beta, x, y, bath: ac.oscillator_signal_to_noise(beta, x, y, bath, 0.1, 0.2),
    "self_kernel": lambda beta, x, y, bath: ac.self_kernel(x, y, beta),
    "transfer_kernel": lambda beta, x, y, bath: ac.transfer_kernel(x + y, beta),
    "pair_kernel": lambda beta, x, y, bath: ac.pair_kernel(1.0, x, y, beta),
    "pair_kernel_bounds": lambda beta, x, y, bath: ac.pair_kernel_bounds(x, y, beta)[0],
    "pair_kernel_bounds, upper": lambda beta, x, y, bath: ac.pair_kernel_bounds(x, y, beta)[1],
    "second_order_kernel": lambda beta, x, y, bath: ac.second_order_kernel(x, y, 1.0, beta)[0],
    "second_order_kernel, D": lambda beta, x, y, bath: ac.second_order_kernel(x, y, 1.0, beta)[3].imag,
}
LEADING["spin_signal_to_noise"] = lambda beta, x, y, bath: ac.spin_signal_to_noise(
    beta, x, ac.Arm(bath, [0.3, -0.1], 0.1, np.stack([y, 2 * y], axis=-1))
)


@pytest.mark.parametrize("name", LEADING)
def test_thousands_of_scattered_points(name):
    """An array's values are those of its points one by one, wherever they stand in it."""
    rng = np.random.default_rng(4)
    beta = np.exp(rng.uniform(-3, -1, 2**14 + 7))  # not cold: fewer terms
    x, y = np.exp(rng.uniform(-2, 1, (2, beta.size)))
    bath = ac.DiscreteBath(BATH.frequencies[:3], BATH.couplings[:3])
    values = LEADING[name](beta, x, y, bath)
    assert values.shape == beta.shape
    for k in [0, *rng.integers(beta.size, size=12), 2**14 - 1, 2**14, beta.size - 1]:
        one = LEADING[name](*(np.array(array[k]) for array in (beta, x, y)), bath)
        assert values[k] == pytest.approx(one, rel=PROMISE), k


@pytest.mark.parametrize("name", LEADING)
@pytest.mark.parametrize("shape", [(5, 4, 3), (3, 2, 2, 2, 3), (40, 35, 30)])
def test_grids_of_many_axes(name, shape):
    """Each argument along an axis of its own, the others' axes in between; large ones are interpolated."""
    rng = np.random.default_rng(5)
    places = rng.permutation(len(shape))[:3]
    arguments = []
    for low, high, axis in zip((-3, -2, -2), (2, 2, 2), places, strict=True):
        sizes = [size if k == axis else 1 for k, size in enumerate(shape)]
        arguments.append(np.exp(rng.permutation(np.linspace(low, high, shape[axis]))).reshape(sizes))
    values = np.broadcast_to(LEADING[name](*arguments, BATH), np.broadcast_shapes(*(a.shape for a in arguments)))
    for place in [*(rng.integers(values.shape) for _ in range(10)), [size - 1 for size in values.shape]]:
        one = [a[tuple(min(k, size - 1) for k, size in zip(place, a.shape, strict=True))] for a in arguments]
        assert values[tuple(place)] == pytest.approx(LEADING[name](*map(np.array, one), BATH), rel=1e-12), place


def test_thousands_of_input_spins():
    """Sums over them, every one different, and the last as much as the first."""
    rng = np.random.default_rng(6)
    for count, beta in product((1, 2, 3, 1001, 5000), (1e-3, 1.0, 300.0, math.inf)):
        f_in, omega_in = rng.uniform(-1, 1, count), np.exp(rng.uniform(-3, 3, count))
        f_in[-1] += math.copysign(count, f_in[-1])  # whoever leaves out the last one is far off
        drive = math.fsum(
            f * (math.tanh(beta * w / 2) if beta < math.inf else 1) for f, w in zip(f_in, omega_in, strict=True)
        )
        arm = ac.Arm(BATH, f_in, 0.2, omega_in)
        factor = math.tanh(beta * 1.3 / 2) / 1.3
        found = ac.induced_coherence(beta, 1.3, [arm, arm, arm])
        assert found == pytest.approx(-12 * 0.2 * BATH.reorganization_energy * drive * factor, rel=PROMISE)
        noise = ac.output_covariance(beta, 1.3, 1.3, BATH, 0.2)
        assert ac.spin_signal_to_noise(beta, 1.3, arm) == pytest.approx(abs(found) / 3 / math.sqrt(noise), rel=PROMISE)


def test_the_oscillator_to_leading_order():
    rng = np.random.default_rng(7)
    for beta, x, energy in strata(rng, "x", "energy"):
        if energy > 0:
            f, g = rng.uniform(-1, 1, 2)
            scale = f * g * BATH.reorganization_energy / energy
            exact = reference(
                lambda w, e, b: (tanh_half(w, b), tanh_half(w, b) * tanh_half(e, b).sqrt()), x, energy, beta
            )
            found = (
                ac.oscillator_position(beta, x, energy, BATH, f, g),
                ac.oscillator_signal_to_noise(beta, x, energy, BATH, f, g),
            )
            compare(found, exact * scale * np.array([-math.sqrt(8), 4 * np.sign(f * g)]), x, energy, beta)
