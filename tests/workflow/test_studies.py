"""A study changes one parameter: each of them, with three other values, gives a figure and no unexpected claim."""

import pytest
import studies

from reproduction.claims import surprises

SEVERAL = [  # more than one at once, and values at the edge
    ("oscillator_snr", {"f": 0.0}),
    ("oscillator_snr", {"g": 0.0}),
    ("exact_validity", {"strength_max": 0.01}),
    ("figure3", {"cutoff_over_omega_in": 1.0}),
    ("exact_saturation", {"f_in": 0.0}),
]


@pytest.mark.slow
@pytest.mark.parametrize("name", studies.ANALYSES)
def test_every_parameter_may_be_changed(name, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    tried = [(parameter, value) for analysis, parameter, value in studies.studies() if analysis == name]
    assert len(tried) >= 3 * len(studies.parameters(studies.ANALYSES[name], quick=True))
    failed = [f"{parameter} = {value}: {line}" for parameter, value in tried for line in said(name, {parameter: value})]
    assert failed == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "changed"), SEVERAL)
def test_values_at_the_edge(name, changed, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    assert said(name, changed) == []


def said(name, changed):
    """Return what a study says that it should not: an error, or claims that came out otherwise than expected."""
    try:
        return surprises(studies.run(name, **changed)["checks"].entries)
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]


def test_a_study_of_the_figures_themselves():
    """The first study of each of the quick ones, in every run of the tests."""
    for name, parameter, value in (("figure2", "cutoff_over_omega_in", 3.0), ("oscillator_snr", "f", -1.0)):
        assert said(name, {parameter: value}) == []
