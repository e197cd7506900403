"""Requests to a cluster come from measurements."""

import yaml
from measured_resources import BENCHMARKS, requests, with_requests
from toy import ROOT

PROFILE = ROOT / "workflow" / "profiles" / "slurm" / "config.yaml"
HEAD = "s\th:m:s\tmax_rss\tmax_vms\n"


def test_requests_are_the_largest_measurement_with_a_margin_rounded_up(tmp_path):
    for name, seconds, memory in (("a", 30.0, "100.0"), ("b", 90.0, "400.0"), ("c", 1.0, "NA")):
        path = tmp_path / "results" / "sweeps" / "benchmarks" / "wide" / f"{name}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{HEAD}{seconds}\t0:00\t{memory}\t0\n")
    assert requests(tmp_path) == {"sweep_shard": {"mem_mb": 1000, "runtime": 10}}


def test_only_what_was_measured_is_replaced_in_the_profile():
    text = PROFILE.read_text(encoding="utf-8")
    asked = {"analysis": {"mem_mb": 1500}}
    new = with_requests(text, asked)
    assert yaml.safe_load(new)["set-resources"] == asked
    assert with_requests(new, yaml.safe_load(text)["set-resources"]) == text


def test_the_profile_asks_for_the_rules_there_are():
    asked = yaml.safe_load(PROFILE.read_text(encoding="utf-8"))["set-resources"]
    assert asked.keys() == BENCHMARKS.keys()
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "workflow" / "rules").glob("*.smk"))
    for rule, (_, kinds) in BENCHMARKS.items():
        assert f"rule {rule}:" in rules and asked[rule].keys() == kinds
