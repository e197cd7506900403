"""`python -m autocoherence`: what it lists is what there is, its numbers are Python's, and it executes nothing."""

import ast
import dataclasses
import functools
import re
import shlex
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import autocoherence
from autocoherence import __main__ as command_line

ARM = "Arm(PowerLawBath(0.01, 1, 10), f_in=0.5, f_out=0.5, omega_in=[1, 2])"
numbers = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))


def said(capsys, *words):
    """Return status, output and complaint of one command line."""
    return command_line.main(*words), *capsys.readouterr()


def test_the_list_has_every_public_name_and_what_it_is_for(capsys):
    status, text, _ = said(capsys)
    rows = dict(re.findall(r"^  (\w+) +(\S.*)$", text, re.M))
    assert status == 0 and set(rows) == set(autocoherence.__all__)
    assert all(len(line) <= 121 for line in text.splitlines()) and "\\" not in text


@pytest.mark.parametrize("name", autocoherence.__all__)
def test_every_name_tells_its_arguments(capsys, name):
    status, text, _ = said(capsys, name)
    assert status == 0 and text.startswith(f"{name}(") and len(text.splitlines()) > 3


def test_the_example_of_the_help_runs_from_a_shell():
    (example,) = re.findall(r"^ *python (-m autocoherence \w+ beta=.*)$", command_line.__doc__, re.M)
    done = subprocess.run([sys.executable, *shlex.split(example)], capture_output=True, text=True)
    arm = autocoherence.Arm(autocoherence.PowerLawBath(0.01, 1, 10), 0.5, 0.5, [1, 2])
    assert done.returncode == 0 and float(done.stdout) == autocoherence.induced_coherence(2, 1, arm)


@pytest.mark.parametrize(
    "words",
    [
        ["induced_coherence", "beta=[1, 2, inf]", "omega_out=1", f"arms={ARM}"],
        [f"induced_coherence([1, 2, inf], 1, [{ARM}])"],
    ],
)
def test_arrays_and_calls_as_in_python(capsys, words):
    arm = autocoherence.Arm(autocoherence.PowerLawBath(0.01, 1, 10), f_in=0.5, f_out=0.5, omega_in=[1, 2])
    expected = autocoherence.induced_coherence([1, 2, float("inf")], 1, arm).tolist()
    assert said(capsys, *words) == (0, f"{expected}\n", "")


def test_what_has_parts_is_told_by_their_names(capsys):
    status, text, _ = said(capsys, "exact_equilibrium", "beta=2", "omega_out=1", f"arms={ARM}", "rtol=1e-4")
    assert status == 0 and re.findall(r"^(\w+) = ", text, re.M) == [
        "coherence", "polarization", "log_partition", "error", "converged", "errors", "verdicts",
    ]  # fmt: skip
    assert "reorganization_energy = 1.0" in said(capsys, "PowerLawBath(0.1, 2, 10)")[1]


RESULTS = [
    "PowerLawBath(0.1, 2, 10)",
    "DiscreteBath([1, 2], [0.1, 0.2])",
    "SpectralDensityBath([[0, 1, 2], [0, 1, 0]])",
    f"exact_equilibrium(2, 1, {ARM}, rtol=1e-2)",
    "exact_oscillator(2, 1, 1, DiscreteBath([1], [0.1]), 0.5, 0.5)",
    "exact_outputs(2, [1, 1], Arm(DiscreteBath([1], [0.1]), 0.5, 0.5, 1), rtol=1e-2)",
]


@pytest.mark.parametrize("words", RESULTS)
def test_every_part_of_a_result_is_told(capsys, words):
    """All that it holds, and all numbers that it computes of it."""
    kind = type(command_line.value(words))
    computed = {name for name, one in vars(kind).items() if isinstance(one, property | functools.cached_property)}
    numbers = {name for name in computed if not name.startswith("_")} - {"modes"}
    told = re.findall(r"^(\w+) = ", said(capsys, words)[1], re.M)
    assert sorted(told) == sorted({field.name for field in dataclasses.fields(kind)} | numbers)


@given(st.recursive(numbers, lambda inner: st.lists(inner, max_size=4), max_leaves=9))
def test_a_value_is_what_python_means(thing):
    assert command_line.value(repr(thing)) == ast.literal_eval(repr(thing))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["indced_coherence"], "did you mean induced_coherence?"),
        (["induced_coherence", "bet=2"], "takes no 'bet'; did you mean beta?"),
        (["induced_coherence", "beta=2"], "missing a required argument: 'omega_out'; valid: induced_coherence(beta,"),
        (["induced_coherence", "2"], "is no argument=value; valid: induced_coherence(beta, omega_out, arms)"),
        (["polarization_shift(1, 1, PowerLawBth(1, 1, 1), 1)"], "did you mean PowerLawBath?"),
        (["PowerLawBath", "strength=1", "exponent=-1", "cutoff=1"], "exponent = -1 is out of range"),
        (["PowerLawBath", "strength=1/0", "exponent=1", "cutoff=1"], "division by zero"),
        (["PowerLawBath", "strength=(", "exponent=1", "cutoff=1"], "'(' is no value"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(capsys, words, message):
    status, text, complaint = said(capsys, *words)
    assert status == 2 and text == "" and message in complaint and complaint.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "open('x')",
        "[].append",
        "(lambda: 1)()",
        "[x for x in 'a']",
        "f'{1}'",
        "Arm.mro()",
        "print",
    ],
)
def test_nothing_else_is_executed(text):
    with pytest.raises(command_line.CommandError):
        command_line.value(text)
