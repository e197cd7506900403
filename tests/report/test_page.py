"""The page says what was computed and what was not, and needs nothing from elsewhere."""

import json
import re
from html.parser import HTMLParser

import pytest
from report.checkout import ANALYSES, ENTRIES, HOSTILE, ROOT, make

from reproduction.report.page import build


class Elements(HTMLParser):
    """Every element with its attributes, and the text outside of scripts and styles."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found, self.texts, self.raw = [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        self.raw = tag if tag in ("script", "style") else None

    def handle_endtag(self, tag):
        self.raw = None

    def handle_data(self, data):
        if self.raw is None:
            self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    return build(make(tmp_path_factory.mktemp("checkout")), ANALYSES, ROOT)


@pytest.fixture(scope="module")
def page(html):
    return Elements(html)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return Elements(build(make(tmp_path_factory.mktemp("bare"), ledger=False), ANALYSES, ROOT))


def test_every_section_is_there(page):
    ids = [attributes["id"] for attributes in page.all("section")]
    assert ids == ["summary", "figures", "ledger", "errata", "beyond", "graph", "accuracy", "cost", "provenance"]
    assert {f"figure-{name}" for name in ANALYSES} <= {attributes.get("id") for attributes in page.all("article")}


def test_ids_are_unique_and_links_lead_somewhere(page):
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {link["href"][1:] for link in page.all("a") if link.get("href", "").startswith("#")}
    assert targets and targets <= set(ids)


def test_files_that_are_there_are_linked_and_others_are_not(page, html):
    wave = html[html.index('id="figure-wave"') : html.index('id="figure-wave3"')]
    absent = html[html.index('id="figure-absent"') : html.index('id="figure-damaged"')]
    assert 'href="../data/wave.nc"' in wave and 'href="../../figures/wave.pdf"' in wave
    assert "href=" not in absent


def test_hostile_text_stays_text(page, html):
    assert len(page.all("script")) == 2 + 4  # Plotly, the page's own, and one for each twin
    assert all(not any(name.startswith("on") for name in attributes) for _, attributes in page.found)
    addresses = [attributes.get(name, "") for _, attributes in page.found for name in ("href", "src")]
    assert not any(address.startswith("javascript:") for address in addresses)
    assert "".join(page.texts).count("{{ 7*7 }}") >= 10 and "49" not in re.findall(r"Wave [^<]*", html)[0]
    assert ">window.hit=1<" not in html


def test_nothing_is_loaded_from_elsewhere(page, html):
    loaded = [
        attributes.get("src") or "" for tag, attributes in page.found if tag in ("img", "script", "iframe", "source")
    ]
    assert all(address.startswith("data:") or not address for address in loaded)
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    style = html[html.index("<style>") : html.index("</style>")]
    assert "@import" not in style and all(url.startswith("data:") for url in re.findall(r"url\(([^)]*)", style))


def test_formulas_are_set(page):
    assert len(page.all("math")) >= len([entry for entry in ENTRIES if entry.get("latex")]) - 1
    unreadable = [attributes for attributes in page.all("code") if attributes.get("class") == "unreadable"]
    assert len(unreadable) == 1  # the hostile one, in its row


def test_what_was_not_computed_is_named(page, bare):
    text = "".join(page.texts)
    assert text.count("the figure “Absent”") == 1 and "the ledger of the 127 equations" not in text
    without = "".join(bare.texts)
    for what in (
        "the ledger of the 127 equations",
        "the errata",
        "the errors against the routes of the ledger",
        "the certificate",
    ):
        assert f"Not computed: {what}" in without.replace("  ", " ")


def test_what_cannot_be_read_is_told_and_costs_only_its_figure(html):
    damaged = html[html.index('id="figure-damaged"') :]
    assert re.search(r'<pre class="error">\w*Error: ', damaged)


def test_errata_show_both_forms_and_the_effect(html):
    errata = html[html.index('id="errata"') : html.index('id="beyond"')]
    assert "<del>tanh</del>" in errata and "<ins>coth</ins>" in errata and "0.25" in errata
    assert errata.count('class="erratum"') == 2  # what could not be decided is no erratum
    assert "f1 f2 &gt; 0" in errata


def test_twins_hold_the_numbers(html):
    payloads = re.findall(r'<script type="application/json">(.*?)</script>', html)
    twins = [json.loads(payload) for payload in payloads]
    assert [twin["kind"] for twin in twins] == ["map", "map", "curves", "map"]
    assert [slider["values"] for slider in twins[0]["sliders"]] == [[0.5, 2.0], [3.0, 10.0]]
    assert twins[0]["limits"] == [[0.1, 9.0]] * 2 and twins[0]["first"] == 10.0
    assert len(twins[1]["sliders"]) == 1 and twins[1]["scale"] == "linear"
    assert HOSTILE in twins[0]["quantity"]
    assert twins[3]["sliders"][0]["values"] == ["one", "two"] and twins[3]["limits"][1][1] == pytest.approx(9.0)
    assert twins[2]["panels"][0]["slider"]["values"] == [0.1, "∞"]
