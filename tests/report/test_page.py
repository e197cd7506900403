"""The page says what was computed and what was not, and needs nothing from elsewhere."""

import json
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from report.checkout import ANALYSES, ENTRIES, HOSTILE, ROOT, make

from reproduction.report.collect import Tier
from reproduction.report.figures import figure
from reproduction.report.page import SCRIPTS, build


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
    assert ids == [
        "summary", "figures", "beyond", "errata", "ledger", "derivation", "accuracy", "cost", "provenance",
    ]  # fmt: skip
    assert {f"figure-{name}" for name in ANALYSES} <= {attributes.get("id") for attributes in page.all("article")}


def test_an_analysis_that_is_gone_is_not_on_the_page(html):
    assert "removed" not in html


def test_ids_are_unique_and_links_lead_somewhere(page):
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {link["href"][1:].partition("&")[0] for link in page.all("a") if link.get("href", "").startswith("#")}
    assert targets and targets <= set(ids)


def test_files_that_are_there_are_linked_and_others_are_not(page, html):
    wave = html[html.index('id="figure-wave"') : html.index('id="figure-wave3"')]
    absent = html[html.index('id="figure-absent"') : html.index('id="figure-damaged"')]
    assert 'href="../data/wave.nc"' in wave and 'href="../../figures/wave.pdf"' in wave
    assert "href=" not in absent


def test_hostile_text_stays_text(page, html):
    assert len(page.all("script")) == len(SCRIPTS) + 7  # and one for each twin
    assert all(not any(name.startswith("on") for name in attributes) for _, attributes in page.found)
    addresses = [attributes.get(name, "") for _, attributes in page.found for name in ("href", "src")]
    assert not any(address.startswith("javascript:") for address in addresses)
    assert "".join(page.texts).count("{{ 7*7 }}") >= 10 and "49" not in re.findall(r"wave [^<]*", html)[0]
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
        "the derivation",
    ):
        assert f"Not computed: {what}" in without.replace("  ", " ")


def test_what_cannot_be_read_is_told_and_costs_only_its_figure(html):
    damaged = html[html.index('id="figure-damaged"') :]
    for what in ("picture", "results"):
        assert re.search(rf'<pre class="error" tabindex="0">The {what} cannot be read: \w+: ', damaged)


def between(html, start, end):
    return html[html.index(f'id="{start}"') : html.index(f'id="{end}"')]


def test_errata_show_both_forms_marked_and_the_effect(html):
    errata = between(html, "errata", "ledger")
    assert re.search(r'<mi class="word was">tanh', errata) and re.search(r'<mi class="word now">coth', errata)
    assert "0.25" in errata and errata.count('class="erratum"') == 2  # what is undecided is no erratum
    assert "&gt; 0" in errata


def test_every_residual_stands_by_its_form(html):
    row = between(html, "eq-29", "eq-34") if html.index('id="eq-29"') < html.index('id="eq-34"') else html
    summary = re.sub(r"<[^>]*>", "", row[: row.index("</summary>")])
    assert re.search(r"as printed\s+0.9\b", summary) and re.search(r"corrected\s+1e-15", summary)
    assert 'residual fails"><small>as printed' in row and 'residual stands"><small>corrected' in row


def test_what_was_found_comes_first_and_leads_to_its_evidence(html):
    found = between(html, "summary", "figures")
    assert 'href="#erratum-29"' in found and "drawn as Figure 3" in found
    assert "Used as printed, it changes" in found and "by up to 25 %" in found
    assert 'href="#ledger&amp;verdict=misprint"' in found and "Nothing" not in found
    assert 'href="#figure-wave"' in found and found.count("It is") >= 1


def test_the_summary_counts_what_stands_below(html):
    found, below = between(html, "summary", "figures"), html[html.index('id="figures"') :]
    verdicts = Counter(re.findall(r">(holds|fails|does not hold)</span>", below))
    assert len(verdicts) > 1 and f"{verdicts['holds']} of {verdicts.total()} claims" in found
    for part in below.split('<details class="claims-of"')[1:]:
        here = Counter(re.findall(r">(holds|fails|does not hold)</span>", part[: part.index("</details>")]))
        failing = here.total() - here["holds"]
        said = f"{failing} do{'es' * (failing == 1)} not hold" if failing else "all hold"
        assert f"{part.count('<tr><td>', 0, part.index('</details>'))} claims tested, {said}" in part
    entries = Counter(entry["verdict"] for entry in ENTRIES)
    wrong = entries["misprint"] + entries["imprecise"]
    assert f">{wrong} of {len(ENTRIES)}</a> equations" in found
    assert f">{len(ENTRIES) - wrong - entries['unverified']} of {len(ENTRIES)}</a> stand as printed" in found
    mutants = [entry["mutants"] for entry in ENTRIES]
    assert f"in {sum(one['total'] for one in mutants)} ways" in found
    assert f"right ones {sum(one['killed'] for one in mutants)} times" in found


def test_equations_and_figures_lead_to_each_other(html):
    assert 'href="#eq-29">(29)' in between(html, "figure-wave", "figure-wave3")
    row = html[html.index('id="eq-29"') :]
    assert 'href="#figure-wave"' in row[: row.index("</dl>")]
    row = html[html.index('id="eq-23"') :]
    evidence = row[: row.index("</dl>")]
    assert "tests a claim about it" in evidence and "If it falls, these fall" in evidence and "#eq-34" in evidence


def test_how_a_verdict_is_known_is_said(html):
    assert 'data-known="proved"' in html and "by equality in a field" in html
    assert 'sampled: <a href="#ledger">1</a>' in html


def test_pictures_are_described(page):
    alts = [image["alt"] for image in page.all("img")]
    assert len(alts) == 6 and all(re.search(r"from [-\d.e+]+ to|against", alt) for alt in alts)


def test_twins_hold_the_numbers(html):
    payloads = re.findall(r'<script type="application/json">(.*?)</script>', html)
    wave, plain, played, played2, played5, curve, maps = (json.loads(payload) for payload in payloads)
    assert [one["kind"] for one in (wave, plain, played, curve, maps)] == ["map"] * 3 + ["curves", "map"]
    assert [slider["values"] for slider in wave["sliders"]] == [[0.5, 2.0], [3.0, 10.0]]
    assert wave["limits"] == [0.1, 9.0] and wave["sliders"][1]["start"] == 1
    assert len(plain["sliders"]) == 1 and plain["scale"] == "linear" and HOSTILE in wave["quantity"]
    assert played["series"]["equation"] == 29 and played["contours"] == [0.5, 1.0, 2.0] and "planes" not in played
    assert [one["series"]["equation"] for one in (played2, played5)] == [27, 51]
    assert maps["sliders"][0]["values"] == ["one", "two"] and maps["each"][1]["limits"][1] == pytest.approx(9.0)
    (panel,) = curve["panels"]
    assert panel["slider"]["values"] == [0.1, "∞"] and panel["errors"] == [1e-7] * 2 and len(panel["lines"]) == 1


def test_an_analysis_of_the_same_notebook_can_have_a_finding_of_its_own(tmp_path):
    own = {
        name: {**one, "finding": "Colder it is $b^2$."} if name == "wave3" else one for name, one in ANALYSES.items()
    }
    tier = Tier(make(tmp_path))
    found = {name: figure(tier, own, name)["finding"] for name in ("wave", "wave3")}
    assert found["wave3"] == "Colder it is $b^2$." and found["wave"].startswith("It is $a^2$")
