"""The page in a real browser, opened from disk with the network off."""

import re

import numpy as np
import pytest
from report.checkout import ANALYSES, ENTRIES, ROOT, make
from report.visit import BROWSER, Visit

from reproduction.report import series
from reproduction.report.formula import mathml
from reproduction.report.page import build

NAMED = {"link", "button", "searchbox", "combobox", "slider", "image", "textbox", "spinbutton", "checkbox", "img"}
pytestmark = pytest.mark.skipif(BROWSER is None, reason="skipped: no browser")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    results = make(tmp_path_factory.mktemp("checkout"))
    path = results / "report" / "index.html"
    path.parent.mkdir()
    path.write_text(build(results, ANALYSES, ROOT), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def window(browser, path):
    window = Visit(browser, path)
    yield window
    window.page.context.close()


@pytest.fixture
def visit(window):
    """One window serves all tests, since it takes a second or two to open; each finds it as it was at first."""
    window.at("")
    yield window
    window.blameless()


@pytest.mark.slow
def test_hostile_text_does_nothing(visit):
    for name in ("wave", "plain", "played", "curve", "maps"):
        visit.drawn(name)
    assert visit.page.evaluate("window.hit") is None
    assert visit.page.locator("h3", has_text="<script>window.hit=1</script>").count() == 1


def search(visit, text):
    """Return the ids of the entries that a search leaves."""
    visit.page.fill("#filter-q", text)
    return set(visit.page.locator(".entry:visible").evaluate_all("(all) => all.map((one) => one.id)"))


FOUND = {
    "Eq. (29)": {"eq-29"},
    "29": {"eq-29"},
    "reorganization": {"eq-23", "eq-34"},
    "λ": {"eq-15"},
    "Ω": {"eq-23", "eq-34"},
    "ω": set(),
    "misprint": {"eq-29"},
    "proved": {"eq-34"},
    r"\tanh": {"eq-29"},
    "always larger": {"eq-bound-claim"},
    "advantage_ratio": {"eq-29"},
    "no such word": set(),
}


def test_search_knows_words_symbols_numbers_and_verdicts(visit):
    for text, found in FOUND.items():
        assert search(visit, text) == found, text
        nothing = visit.page.locator("#nothing").is_visible()
        told = visit.page.locator("#filter-count").inner_text() == "nothing found"
        assert nothing == told == (not found)


def test_filters_live_in_the_address(visit):
    page = visit.page
    page.locator("#ledger").scroll_into_view_if_needed()
    page.select_option("#filter-verdict", "verified")
    assert search(visit, "Ω") == {"eq-23", "eq-34"}
    page.select_option("#filter-known", "proved")
    address = page.evaluate("location.hash")
    visit.at(address)
    assert [page.locator(f"#filter-{name}").input_value() for name in ("q", "verdict", "known")] == [
        "Ω",
        "verified",
        "proved",
    ]
    assert visit.shown() == 1 and page.locator("#eq-34").is_visible()
    page.click(".filters button[type=reset]")
    visit.until(f"document.querySelectorAll('.entry:not([hidden])').length === {len(ENTRIES)}")
    assert "verdict" not in page.evaluate("location.hash")


@pytest.mark.slow
def test_a_count_leads_to_what_it_counts(visit):
    visit.page.click(".counts .misprint")
    visit.until("document.querySelector('#eq-29').checkVisibility()")
    assert visit.shown() == 1


PLACES = ["eq-29", "eq-bound-claim", "erratum-29", "figure-wave3", "section-3", "cost"]


@pytest.mark.parametrize("cold", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_links_land_on_what_they_name_below_the_bar(visit, cold):
    """Within the page, and as an address from elsewhere."""
    for name in PLACES:
        visit.at("#" + name) if cold else visit.page.evaluate("(name) => { location.hash = name }", name)
        bar = visit.page.locator("nav").bounding_box()
        visit.until(
            f"(() => {{ const top = document.getElementById('{name}').getBoundingClientRect().top;"
            f" return top >= {bar['height'] - 1} && top < 760; }})()"
        )
        assert bar["y"] == 0 or name == "cost"  # the contents stay in reach


@pytest.mark.slow
def test_a_link_opens_an_entry_even_if_it_is_filtered_away(visit):
    page = visit.page
    assert search(visit, "no such word") == set()
    page.click("#erratum-29 a[href='#eq-29']")
    page.wait_for_selector("#eq-29[open] .evidence")
    assert page.locator("#eq-29 .evidence").is_visible()
    page.keyboard.press("Enter")  # the focus is on its row
    page.wait_for_selector("#eq-29:not([open])")


@pytest.mark.slow
def test_arrow_keys_walk_through_the_ledger_whose_groups_are_one_stop_each(visit):
    page = visit.page
    visit.at("#eq-15")
    focused = "document.activeElement.closest('.entry')?.id"
    page.evaluate("document.querySelectorAll('.group').forEach((one) => (one.open = true))")
    walked = []
    for key in ("ArrowDown", "ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
        walked.append(page.evaluate(focused))
    ids = page.locator(".entry").evaluate_all("(all) => all.map((one) => one.id)")
    assert walked == [ids[1], ids[2], ids[-1], ids[-1], ids[-2], ids[0]]
    groups = page.locator(".group").evaluate_all(
        "(all) => all.map((one) => one.querySelectorAll('.entry > summary[tabindex=\"0\"]').length)"
    )
    assert groups and set(groups) == {1}


@pytest.mark.slow
def test_an_equation_is_previewed_where_it_is_mentioned(visit):
    page = visit.page
    link = page.locator("#figure-wave h3 a[href='#eq-29']")
    link.hover()
    assert page.locator("#preview math").is_visible() and "coth" not in page.locator("#preview").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#preview").is_hidden()
    link.focus()
    assert page.locator("#preview").is_visible() and link.get_attribute("aria-describedby") == "preview"


def test_the_derivation_tells_what_falls_and_opens_entries(visit):
    page = visit.page
    page.click("#derivation summary")
    node = page.locator(".node[data-number='15']")
    node.focus()
    told = page.locator("#graph-told").inner_text()
    assert told.startswith("(15), definition") and "if it falls, 2 fall: (23), (34)" in told
    assert page.locator(".edges path.fallen").count() == 2 and page.locator(".node.fallen").count() == 2
    page.locator(".node[data-number='23']").focus()
    assert "average of (15): over the spins" in page.locator("#graph-told").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("#eq-23[open] svg.slope")


@pytest.mark.slow
def test_twins_are_made_when_they_come_into_view(browser, path):
    visit = Visit(browser, path)
    assert visit.page.locator("#twin-maps canvas").count() == 0
    visit.drawn("maps")
    visit.page.context.close()


def test_sliders_move_by_keyboard_and_are_in_the_address(visit):
    twin = visit.drawn("wave")
    before = float(twin.get_attribute("data-value"))
    twin.locator("input").first.focus()
    visit.page.keyboard.press("ArrowRight")  # the exponent, which stands for a factor of four here
    assert float(twin.get_attribute("data-value")) == pytest.approx(4 * before, rel=1e-3)
    assert twin.locator("output").all_inner_texts()[:2] == ["2", "10"]
    visit.at(visit.page.evaluate("location.hash"))
    twin = visit.drawn("wave")
    assert float(twin.get_attribute("data-value")) == pytest.approx(4 * before, rel=1e-3)


@pytest.mark.slow
def test_hovering_gives_the_value_and_a_click_moves_the_cuts(visit):
    twin = visit.drawn("wave")
    box = twin.locator(".u-over").first.bounding_box()
    x, y = box["x"] + 0.8 * box["width"], box["y"] + 0.25 * box["height"]
    visit.page.mouse.move(x, y)
    value, (across, up) = float(twin.get_attribute("data-value")), map(float, twin.get_attribute("data-at").split(","))
    assert value == pytest.approx(0.5 * across * up, rel=0.1)  # exponent 0.5, cut-off 10: the first study
    assert across == pytest.approx(0.1 + 0.8 * 2.9, abs=0.1) and up == pytest.approx(0.1 + 0.75 * 2.9, abs=0.1)
    visit.page.mouse.click(x, y)
    assert [float(one) for one in twin.locator("output").all_inner_texts()[2:]] == [
        pytest.approx(across, abs=0.06), pytest.approx(up, abs=0.06),
    ]  # fmt: skip


MOVE = """([name, places]) => { const twin = document.getElementById("twin-" + name);
  const inputs = [...twin.querySelectorAll("input")];
  inputs.forEach((input, number) => {
    input.value = Number(input.min) + places[number] * (input.max - input.min);
    input.dispatchEvent(new Event("input"));
  });
  return [twin.dataset.value, ...inputs.map((input) => input.value)].map(Number); }"""


@pytest.mark.parametrize(("name", "equation"), [("played2", 27), ("played", 29), ("played5", 51)])
def test_what_the_page_recomputes_is_the_library(visit, name, equation):
    count = visit.drawn(name).locator("input").count()
    assert count == (4 if equation == 29 else 5)  # exponent, cut-off, couplings where there are any, and both axes
    generator = np.random.default_rng(equation)
    corners = [[0] * count, [1] * count, [0, *[1] * (count - 1)], [1, *[0] * (count - 1)]]
    for places in np.concatenate([generator.random((12, count)), corners]):
        value, s, log_c, *log_factor, x, y = visit.page.evaluate(MOVE, [name, places.tolist()])
        c = np.clip(np.exp(log_c), *series.CUTOFF)
        exact = series.library(equation, np.clip(s, *series.EXPONENT), c, y, x) * np.exp(sum(log_factor))
        assert abs(value / exact - 1) < series.BOUND


@pytest.mark.slow
def test_a_dragged_slider_is_written_down_when_it_rests(visit):
    """A browser refuses an address that changes too often."""
    visit.drawn("played")
    before = visit.page.evaluate("location.hash")
    for place in np.linspace(0.1, 0.9, 60):
        visit.page.evaluate(MOVE, ["played", [place, 0.5, 0.5, 0.5]])
    assert visit.page.evaluate("location.hash") == before
    visit.page.evaluate("document.querySelector('#twin-played input').dispatchEvent(new Event('change'))")
    assert re.search(r"played\.s=2\.73", visit.page.evaluate("location.hash"))
    visit.page.locator("#twin-played input").first.focus()
    visit.page.keyboard.press("ArrowLeft")  # a hundredth of the way
    assert re.search(r"played\.s=2\.70", visit.page.evaluate("location.hash"))


ALL = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
LATEX = sum("latex" in entry for entry in ENTRIES)


def test_what_is_folded_is_there_when_it_is_wanted(visit):
    """Opened, previewed, printed, or looked for with the browser's own search."""
    page, folded, drawn = visit.page, "#entries noscript", "#entries .brief > math, #entries .brief > code"
    assert page.locator(drawn).count() == 0 and page.locator(folded).count() == len(ENTRIES) + LATEX
    page.locator("#figure-wave h3 a[href='#eq-29']").hover()
    assert page.locator(drawn).count() == 1 and page.locator("#preview math").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(drawn).count() == LATEX and page.locator(folded).count() == len(ENTRIES)
    visit.at("#eq-29")
    page.wait_for_selector("#eq-29 .evidence")
    assert page.locator("#eq-29 noscript").count() == 0 and page.locator("#eq-34 .evidence").count() == 0
    page.keyboard.press("Control+f")
    assert page.locator(folded).count() == 0 and page.locator(".evidence").count() == len(ENTRIES)


@pytest.mark.slow
def test_all_can_be_read_without_scripts(browser, path, visit):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri() + "#section-3")
    page.locator("#section-3 > summary").click() if not page.locator("#eq-29 > summary").is_visible() else None
    assert page.locator("#eq-29 .brief math").is_visible()
    page.locator("#eq-29 > summary").click()
    assert page.locator("#eq-29 .facts").is_visible()
    plain = [" ".join(text.split()) for text in page.locator(".entry").all_text_contents()]
    visit.page.keyboard.press("Control+f")
    assert plain == [" ".join(text.split()) for text in visit.page.locator(".entry").all_text_contents()]
    assert page.locator("#twin-wave").inner_text() == "To play with the numbers takes JavaScript."
    context.close()


def test_the_first_stop_skips_to_the_content(visit):
    page = visit.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_every_formula_is_drawn(visit):
    page = visit.page
    page.evaluate(ALL)
    page.wait_for_selector("#eq-34 .brief math", state="attached")
    boxes = page.evaluate("[...document.querySelectorAll('math')].map((one) => one.getBoundingClientRect().toJSON())")
    sizes = [(box["width"], box["height"]) for box in boxes]
    assert len(sizes) >= 8 and all(width > 5 and height > 5 for width, height in sizes)
    visit.until("document.fonts.status === 'loaded'")
    assert page.evaluate("[...document.fonts].map((one) => [one.family, one.status])") == [
        ["STIX Two Math cut", "loaded"]
    ]
    # a bracket around a root over a fraction is taller than a letter
    assert page.evaluate("document.querySelector('#eq-29 mo[fence]').getBoundingClientRect().height") > 35


def test_everything_has_a_name(visit):
    for name in ("wave", "played", "curve"):
        visit.drawn(name)
    client = visit.page.context.new_cdp_session(visit.page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    seen = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]
    assert [role for role, name in seen if role in NAMED and not name.strip()] == []
    assert {"link", "searchbox", "combobox", "slider"} <= {role for role, _ in seen}


@pytest.mark.slow
def test_keyboard_reaches_every_control(browser, path):
    visit = Visit(browser, path)
    page = visit.page
    for name in ("wave", "plain", "played", "curve", "maps"):
        visit.drawn(name)
    page.evaluate("document.querySelector('.skip').focus()")
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], input, select, button, summary')].filter((one) => one.checkVisibility() && one.tabIndex >= 0)"  # noqa: E501
        ".map((one, place) => (one.dataset.place = String(place))).length"
    )
    reached = set()
    for _ in range(2 * wanted):
        reached.add(page.evaluate("document.activeElement.dataset.place"))
        page.keyboard.press("Tab")
        if len(reached - {None}) == wanted:
            break
    assert len(reached - {None}) == wanted
    visit.blameless()
    page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "dark"), (768, "light")])
def test_it_fits_the_window_in_either_scheme(browser, path, width, scheme):
    visit = Visit(browser, path, width, scheme)
    visit.drawn("wave")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    shades = [sum(map(int, re.findall(r"\d+", visit.page.evaluate(f"getComputedStyle(document.body).{part}"))[:3]))
              for part in ("color", "backgroundColor")]  # fmt: skip
    assert (shades[0] > shades[1]) == (scheme == "dark")
    visit.blameless()
    visit.page.context.close()


CUT = """() => { dispatchEvent(new Event("beforeprint"));
  return [...document.querySelectorAll("math")].filter((one) => one.checkVisibility())
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length; }"""
TERM = r" + \sum_{k=0}^{\infty} \tanh\left(\frac{\beta\omega_k}{2}\right) c_k"
WIDTHS = [r"x = \frac{a}{b}" + TERM * count for count in (1, 4, 7, 10)]


@pytest.mark.slow
def test_it_prints_uncut(browser, tmp_path, path):
    """On a page of A4, whose text is 180 mm wide, no formula is cut, however long; the ledger is all there."""
    formulas = "".join(f'<div class="formula">{mathml(latex, block=True)}</div>' for latex in WIDTHS)
    html = path.read_text(encoding="utf-8").replace('<section id="errata"', formulas + '<section id="errata"', 1)
    (tmp_path / "long.html").write_text(html, encoding="utf-8")
    visit = Visit(browser, tmp_path / "long.html", width=680)
    visit.page.emulate_media(media="print")
    assert visit.page.evaluate(CUT) == 0
    assert visit.shown() == len(ENTRIES)
    assert 0 < visit.page.locator(".claims").count() == visit.page.locator(".claims:visible").count()
    pages = re.findall(rb"/Type\s*/Page\b", visit.page.pdf())
    assert len(pages) >= len(ANALYSES) - 1
    visit.page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(browser, tmp_path, path, width):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, offline=True)
    page = context.new_page()
    long = "".join(f'<div class="formula">{mathml(latex, block=True)}</div>' for latex in WIDTHS)
    html = path.read_text(encoding="utf-8").replace('<section id="errata"', long + '<section id="errata"', 1)
    (tmp_path / "long.html").write_text(html, encoding="utf-8")
    page.goto((tmp_path / "long.html").as_uri() + "#eq-29")
    page.evaluate(ALL)
    for name in ("wave", "played", "curve"):
        page.locator(f"#twin-{name}").scroll_into_view_if_needed()
        page.wait_for_selector(f"#twin-{name}[data-drawn]")
    page.wait_for_timeout(500)  # until it has seen what scrolls
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    context.close()
