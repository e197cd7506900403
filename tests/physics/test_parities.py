"""What a reversed sign of a coupling does to every public function: a symmetry of the Hamiltonian, at any coupling."""

import dataclasses
import inspect

import numpy as np
import pytest

import autocoherence as ac

BETA, OMEGA = 1.4, 1.1
BATH = ac.DiscreteBath([0.8, 2.0], [0.4, 0.3])
TURNED = ac.DiscreteBath([0.8, 2.0], [0.4, -0.3])
A, B = 0.31, 0.17
NO_COUPLINGS = {
    "beta", "omega", "omega_in", "omega_out", "omega_osc", "omega_a", "omega_b", "bath", "rtol", "order",
    "xi", "x", "y", "bias", "splitting", "angle", "exponent", "cutoff",
}  # fmt: skip


def arm(bath, f_in, f_out):
    """Two input spins that pull to opposite sides."""
    inputs = np.multiply.outer(f_in, [1.0, -0.4])
    return ac.Arm(bath, inputs, f_out, [0.9, 1.7])


def sets(bath, f_in, f_out):
    """Two sets of input spins."""
    return [arm(bath, f_in, f_out), [ac.Arm(bath, f_in, f_out, [0.9])]]


# (call with a bath and two couplings, names of results that are odd in the first one, and in the second one); all other
# results are even. What has one name only is "value".
PARITIES = {
    "self_induced_coherence": (lambda bath, a, b: ac.self_induced_coherence(BETA, OMEGA, bath, a, b), "value", "value"),
    "induced_coherence": (lambda bath, a, b: ac.induced_coherence(BETA, OMEGA, arm(bath, a, b)), "value", "value"),
    "dressed_coherence": (
        lambda bath, a, b: [ac.dressed_coherence(BETA, OMEGA, arm(bath, a, b), order) for order in (0, 2)],
        "value",
        "value",
    ),
    "spin_signal_to_noise": (lambda bath, a, b: ac.spin_signal_to_noise(BETA, OMEGA, arm(bath, a, b)), "", ""),
    "output_covariance": (lambda bath, a, b: ac.output_covariance(BETA, OMEGA, 0.6, bath, a), "", ""),
    "polarization_shift": (lambda bath, a, b: ac.polarization_shift(BETA, OMEGA, bath, a), "", ""),
    "oscillator_position": (lambda bath, a, b: ac.oscillator_position(BETA, OMEGA, 2, bath, a, b), "value", "value"),
    "oscillator_position_squared": (
        lambda bath, a, b: ac.oscillator_position_squared(BETA, OMEGA, 2.0, bath, a, b),
        "",
        "",
    ),
    "oscillator_signal_to_noise": (
        lambda bath, a, b: ac.oscillator_signal_to_noise(BETA, OMEGA, 2.0, bath, a, b),
        "",
        "",
    ),
    "exact_oscillator": (lambda bath, a, b: ac.exact_oscillator(BETA, OMEGA, 2, bath, a, b), "position", "position"),
    "biased_spin_equilibrium": (
        lambda bath, a, b: ac.biased_spin_equilibrium(BETA, OMEGA, b, bath, a, rtol=1e-4),
        "",
        "coherence",
    ),
    "exact_equilibrium": (
        lambda bath, a, b: ac.exact_equilibrium(BETA, OMEGA, arm(bath, a, b), rtol=1e-4),
        "coherence",
        "coherence",
    ),
    "exact_equilibria": (
        lambda bath, a, b: ac.exact_equilibria(BETA, OMEGA, sets(bath, a, b), rtol=1e-4),
        "coherence",
        "coherence",
    ),
    "exact_outputs": (
        lambda bath, a, b: ac.exact_outputs(BETA, [OMEGA, 0.6], arm(bath, a, b), rtol=1e-3),
        "coherence",
        "coherence",
    ),
}
ONE_NUMBER_EACH = {"exact_equilibria"}


def test_every_function_with_a_coupling_has_its_parities():
    """An argument that is not known to be no coupling counts as one."""
    functions = {name: getattr(ac, name) for name in ac.__all__ if inspect.isroutine(getattr(ac, name))}
    coupled = {name for name, one in functions.items() if set(inspect.signature(one).parameters) - NO_COUPLINGS}
    assert coupled <= set(PARITIES)


def parts(result, prefix=""):
    """All results of a function, by name."""
    if not dataclasses.is_dataclass(result):
        return {prefix or "value": np.asarray(result, dtype=float)}
    found = {}
    for field in dataclasses.fields(result):
        found |= parts(getattr(result, field.name), f"{prefix}.{field.name}" if prefix else field.name)
    return found


@pytest.mark.parametrize("name", PARITIES)
def test_a_reversed_sign_of_a_coupling_or_of_a_mode(name):
    """Each sign by itself, both, all in one array, and that of one mode, whose phase means nothing."""
    call, odd_in_first, odd_in_second = PARITIES[name]
    plain = parts(call(BATH, A, B))
    signs = [(1, 1), (-1, 1), (1, -1), (-1, -1)]
    together = None if name in ONE_NUMBER_EACH else parts(call(BATH, *(np.array(signs) * (A, B)).T))
    for k, (first, second) in enumerate(signs):
        turned = parts(call(TURNED if k == 0 else BATH, first * A, second * B))
        for part, value in plain.items():
            sign = (first if part == odd_in_first else 1) * (second if part == odd_in_second else 1)
            bound = {"rtol": 1e-10, "atol": 1e-13, "err_msg": f"{part} for {first} and {second}"}
            np.testing.assert_allclose(turned[part], sign * value, **bound)
            if together:
                row = together[part][:, k] if name == "dressed_coherence" else together[part][k]
                np.testing.assert_allclose(row, sign * value, **bound)
    assert all(np.all(plain[part] != 0) for part in (odd_in_first, odd_in_second) if part)
