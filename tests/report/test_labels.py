"""Every label leads back to its own value: on maps, in descriptions, tables, links, certificates and the article.

One set of data whose axes, units, names, sizes and values are all distinct, so that nothing can stand for another.
"""

import hashlib
import json
import re

import numpy as np
import pandas as pd
import pytest
from toy import ROOT

from paper.counterexamples import CASES
from reproduction import arrays, tables
from reproduction.agreement.outputs import Finding
from reproduction.claims import Claims, verdict
from reproduction.publication import errata, numbers
from reproduction.report.axes import axis_told
from reproduction.report.collect import Tier
from reproduction.report.compare import told
from reproduction.report.describe import described
from reproduction.report.figures import links
from reproduction.report.maps import map_twin, quantity_twin
from reproduction.report.provenance import provenance
from reproduction.report.search import index_text
from reproduction.sweep import AXES, merge, shard

SIZES = {"floor": 2, "height": 13, "width": 15}
UNITS = {"floor": "1", "height": "furlong", "width": "fathom"}
POINTS = {name: 10.0**k * (1 + np.arange(size)) for k, (name, size) in enumerate(SIZES.items())}


def data(*dims):
    """The value at an index is a number that has all of the index in it, largest at the first width and last height."""
    index = np.indices([SIZES[dim] for dim in dims])
    parts = {"floor": 1000, "height": 20, "width": -1}
    values = 2000.0 + sum(parts[dim] * place for dim, place in zip(dims, index, strict=True))
    axes = {dim: arrays.quantity(dim, POINTS[dim], UNITS[dim], f"the {dim}") for dim in dims}
    variables = {
        name: arrays.quantity(dims, values + k, "cd", f"light {name}") for k, name in enumerate(("one", "two"))
    }
    return arrays.save("", variables, axes, title="", equation="(1)", parameters={})


def twin(*dims):
    """What the page draws of it."""
    study = {"data": data(*dims), "parameters": {}, "scale": None}
    return map_twin({"a": study}, "one") if len(dims) == 3 else quantity_twin({"a": study}, ["one", "two"])


@pytest.mark.parametrize("dims", [("floor", "height", "width"), ("height", "width"), ("width", "height")])
def test_each_axis_of_a_map_has_its_own_values_unit_and_direction(dims):
    shown = twin(*dims)
    for side, dim in zip(("y", "x"), dims[-2:], strict=True):
        assert shown[side]["values"] == POINTS[dim].tolist() and shown[side]["symbol"] == dim
        assert shown[side]["label"] == f"the {dim}, in units of {UNITS[dim]}"
    assert all(plane["shape"] == [SIZES[dim] for dim in dims[-2:]] for row in shown["planes"] for plane in row)
    if len(dims) == 3:
        assert shown["sliders"][0]["values"] == POINTS["floor"].tolist()
        assert [plane["ends"] for plane in shown["planes"][0]] == [[1986.0, 2240.0], [2986.0, 3240.0]]
    else:
        assert shown["quantities"] == ["light one", "light two"]
        assert [plane["ends"][0] for plane in shown["planes"][0]] == [1986.0, 1987.0]


def test_only_what_has_a_unit_is_told_with_one():
    labels = {dim: axis_told(data(*SIZES)[dim])["label"] for dim in SIZES}
    assert [dim for dim, label in labels.items() if f"in units of {UNITS[dim]}" in label] == ["height", "width"]


@pytest.mark.parametrize("dims", [("floor", "height", "width"), ("floor", "width", "height"), ("height", "width")])
def test_a_description_gives_each_axis_its_own_range_and_place(dims):
    said = described(data(*dims))
    for dim in dims[-2:]:
        low, high = POINTS[dim][[0, -1]]
        assert said.count(f"the {dim} ({low:.2g} to {high:.2g})") == 2  # two quantities
    top = {"width": POINTS["width"][0], "height": POINTS["height"][-1]}
    assert all(f"the {dim} {place:.2g}" in said.partition("largest at")[2] for dim, place in top.items())
    assert ("floor = 1, 2" in said) is ("floor" in dims)


def test_a_table_has_every_value_beside_its_place(tmp_path):
    dataset = data("floor", "height", "width")
    tables.write(dataset, tmp_path)
    read = pd.concat([pd.read_csv(path) for path in sorted(tmp_path.glob("two_*.csv"))])
    assert len(read) == dataset["two"].size == len(read.drop_duplicates())
    names = {f"{dim} [{unit}]": dim for dim, unit in UNITS.items()}
    for _, row in read.iterrows():
        place = {dim: row[name] for name, dim in names.items()}
        assert row["two [cd]"] == dataset["two"].sel(place).item()


def test_a_link_is_called_what_its_file_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    endings = {"PDF": ".pdf", "data (NetCDF)": ".nc", "claims (JSON)": ".json"}
    endings |= {"executed notebook": ".ipynb", "notebook": ".ipynb"}
    places = ("figures/a.pdf", "results/data/a.nc", "results/claims/a.json", "results/notebooks/a.ipynb")
    for name in (*places, "notebooks/b.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = dict(links(Tier(tmp_path / "results"), "a", "b"))
    assert found.keys() == endings.keys() and len(set(found.values())) == 5
    assert all(address.endswith(endings[label]) for label, address in found.items())
    assert "results" not in found["PDF"] and found["executed notebook"].endswith("/notebooks/a.ipynb")


def test_every_hash_is_that_of_what_it_is_called(tmp_path):
    for name in ("requirements.lock", "requirements.in", "requirements.publication.lock", "config.yaml"):
        (tmp_path / name).write_text(f"this is {name}")
    analyses = {"a": {"parameters": {"b": 1}}}
    made = provenance(tmp_path, analyses)
    assert made["lock"] == hashlib.sha256(b"this is requirements.lock").hexdigest()
    assert made["configuration"] == hashlib.sha256(json.dumps(analyses, sort_keys=True).encode()).hexdigest()


NAMES = ("commit", "lock", "configuration", "python", "system", "cpu")


@pytest.mark.parametrize("other", NAMES)
def test_whatever_another_run_was_made_with_is_told(other):
    here = {name: f"{name} here" for name in NAMES}
    lines = told({"made": here | {other: "elsewhere"}}, here, [Finding("a", "same", "")])
    assert [line.split()[0] for line in lines[: len(NAMES)]] == list(NAMES)
    assert [line for line in lines if "elsewhere" in line] == [f"{other:<14}{other} here   certificate: elsewhere"]


CALLED = {  # as the paper calls them
    r"\mathcal{I}(\xi)": "spectral density",
    r"\beta": "inverse temperature",
    r"\omega_c": "cutoff",
    r"\lambda_k": "coupling strength",
    r"\rho": "density matrix",
    r"T_\tau": "time ordering",
    r"\sigma_2^x": "coherence",
    r"\Gamma(s)": "gamma function",
    r"\theta": "angle",
    r"\text{Tr}": "trace",
}


@pytest.mark.parametrize("symbol", [*CALLED, r"\Omega", r"\Upsilon"])
def test_a_symbol_is_found_by_its_own_name_alone(symbol):
    found = index_text({"number": 1, "latex": symbol})
    assert [name for name in CALLED.values() if name in found] == [
        name for one, name in CALLED.items() if one == symbol
    ]
    assert ("reorganization energy" in found) is (symbol in (r"\Omega", r"\Upsilon"))
    assert ("second bath" in found) is (symbol == r"\Upsilon")


@pytest.mark.parametrize("missed", range(3))
def test_every_condition_of_a_claim_counts_and_is_told(missed):
    when = {f"condition {k}": k != missed for k in range(3)}
    claims = Claims()
    assert claims.record("it is", source="Eq. (1)", measured=1.0, at_least=0.0, when=when) is None
    assert verdict(claims.entries[0]).endswith("only for condition 0 and condition 1 and condition 2")
    assert claims.record("it is", source="Eq. (1)", measured=1.0, at_least=0.0, when=dict.fromkeys(when, True)) is True


def test_a_sweep_says_the_units_and_keeps_each_value_at_its_place(tmp_path):
    """Frequencies are in units of omega_1, a temperature is an energy, so its inverse is in those of 1/omega_1."""
    axes = {"exponent": [1.0, 2.0], "cutoff": [5.0, 10.0, 20.0], "beta": [0.5, 1.0, 4.0], "omega_ratio": [0.5, 2.0]}
    sweep = {"quantity": "advantage_ratio", "title": "T", "shards": 2, "axes": axes}
    for number in range(2):
        shard(tmp_path / f"{number}.nc", sweep, number)
    found = merge(tmp_path / "all.nc", sweep, [tmp_path / "1.nc", tmp_path / "0.nc"])["advantage_ratio"]
    units = {name: found[name].attrs["units"] for name in AXES}
    assert units["beta"] == f"1/{units['omega_ratio']}" == "1/omega_1" and units["cutoff"] == units["omega_ratio"]
    assert units["exponent"] == "1" and {name: found[name].values.tolist() for name in AXES} == axes
    alone = sweep | {"shards": 1, "axes": {name: values[1:2] for name, values in axes.items()}}
    shard(tmp_path / "one.nc", alone, 0)
    value = merge(tmp_path / "one_all.nc", alone, [tmp_path / "one.nc"])["advantage_ratio"].item()
    assert found.values[1, 1, 1, 1] == pytest.approx(value, rel=1e-12)


def test_the_article_quotes_every_number_with_the_sign_and_the_unit_of_its_words(tmp_path):
    """What is accepted is what was measured; a shortfall is told as a positive share, a factor as it is."""
    paths = (ROOT / "figures" / "reference").glob("*.json")
    accepted = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    for name, one in accepted.items():
        path = tmp_path / "claims" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(one["claims"]))
    text = (ROOT / "article" / "article.typ").read_text(encoding="utf-8")
    for name, where in numbers.QUOTED.items():
        said = float(numbers.measured(Tier(tmp_path), *where))
        (raw,) = (one["measured"] for one in accepted[where[0]]["claims"] if where[1] in one["statement"])
        per_cent = re.search(rf'value\("{name}"\)\s*(~?%|per cent)', text) is not None
        assert said == pytest.approx(abs(raw) * (100 if per_cent else 1), rel=0.05), name


def test_a_page_of_errata_says_how_far_off_is_what():
    number = next(number for number in CASES if isinstance(number, int))
    entry = {"number": number, "statement": "", "latex": "a", "corrected_latex": "b", "printed": ["a"]}
    entry |= {"corrected": ["b"]}
    entry |= {"printed_residual": 2.2e-2, "tolerance": 3.3e-5, "residual": 1.1e-9, "domain": "D", "samples": 7}
    entry |= {"proof": {"status": "refuted"}, "impact": [], "remark": "", "kind": "identity"}
    said = "printed is off by 0.5\ncorrected is off by 1e-20\n"
    one = errata.page(entry, ROOT / "CITATION.cff", said)
    text = errata.environment().get_template("erratum.html").render(one=one, title="", name="", address="", font="")
    terms = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text))
    assert terms["off, as printed"].startswith("2.2e-02, the largest relative deviation over 7 samples")
    assert terms["off, corrected"] == "less than 3.3e-05"
    assert text.index("As printed") < text.index(str(one["formulas"][0])) < text.index("Corrected<")
