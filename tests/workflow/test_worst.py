"""The worst of several things of different size is told, wherever it stands among them."""

import json

import pytest
import regression
from config_check import ConfigError, check_sweep
from measured_resources import requests
from parameter_check import check_order
from summary import agreement

from reproduction.agreement.difference import Difference

PLACES = range(3)


def worst_at(place, worst, *others):
    """Three things with the worst at a place."""
    return [*others[:place], worst, *others[place:]]


@pytest.mark.parametrize("place", PLACES)
def test_a_cluster_is_asked_for_what_the_largest_job_needs(tmp_path, place):
    sizes = worst_at(place, (90.0, 900.0), (30.0, 100.0), (1.0, 400.0))
    for number, (seconds, memory) in enumerate(sizes):
        path = tmp_path / "results" / "sweeps" / "benchmarks" / "wide" / f"{number}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"s\tmax_rss\n{seconds}\t{memory}\n")
    assert requests(tmp_path) == {"sweep_shard": {"mem_mb": 2000, "runtime": 10}}


@pytest.mark.parametrize("place", PLACES)
def test_the_largest_exponent_of_a_sweep_is_judged(place):
    sweep = {"axes": {"exponent": worst_at(place, 20.0, 1.0, 3.0), "cutoff": [1], "beta": [1]}, "shards": 3}
    check_sweep(("sweeps", "a"), sweep)
    sweep["axes"]["exponent"] = worst_at(place, 20.5, 1.0, 3.0)
    with pytest.raises(ConfigError, match=r"exponent reaches 20\.5; valid: exponents s <= 20"):
        check_sweep(("sweeps", "a"), sweep)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lower", [1.0, 1.5])
def test_every_range_must_be_one(place, lower):
    given = {}
    for name, low in zip("abc", worst_at(place, lower, 0.5, 0.9), strict=True):
        given |= {f"{name}_min": low, f"{name}_max": 1.0}
    with pytest.raises(ConfigError, match=f"{'abc'[place]}_min = {lower:g} is not below {'abc'[place]}_max = 1"):
        check_order(("analyses", "a", "parameters"), given)


@pytest.mark.parametrize("place", PLACES)
def test_a_run_agrees_to_what_its_worst_analysis_does(tmp_path, place):
    paths = [tmp_path / f"{name}.json" for name in "abc"]
    for path, relative in zip(paths, worst_at(place, 3e-7, 2e-9, 1e-12), strict=True):
        path.write_text(json.dumps({"status": "same", "relative": relative}))
    assert agreement(paths) == "3 analyses agree with figures/reference to 3e-07"


@pytest.mark.parametrize("place", PLACES)
def test_the_verdict_on_a_run_has_its_closest_call(monkeypatch, place):
    """Of values the one that is nearest to what it may be, of pictures the one that is off by the most levels."""
    values = [Difference("value", "v", *pair) for pair in worst_at(place, (2e-9, 4e-9), (1e-8, 1e-6), (1e-12, 1e-9))]
    pictures = [Difference("picture", "p", levels, 1.0) for levels in worst_at(place, 0.75, 0.25, 0.5)]
    monkeypatch.setattr(regression.regression, "is_accepted", lambda *_: True)
    monkeypatch.setattr(regression.regression, "compare", lambda *_: values)
    monkeypatch.setattr(regression.regression, "compare_pictures", lambda *_: pictures)
    verdict, line = regression.judge("a", "data", "bare", "reference")
    assert verdict == {"status": "same", "relative": 2e-9, "allowed": 4e-9, "levels": 0.75}
    assert line == "a is the accepted one to 2e-09 (allowed 4e-09), 0.75 colour levels"
