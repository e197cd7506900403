"""The page in a real browser, opened from disk with the network off."""

import re

import pytest
from report.checkout import ANALYSES, ENTRIES, ROOT, make
from report.visit import BROWSER, Visit

from reproduction.report.page import build

NAMED = {"link", "button", "searchbox", "combobox", "slider", "image", "textbox", "spinbutton", "checkbox", "img"}
ALL_SHOWN = f"document.querySelectorAll('.entry:not([hidden])').length === {len(ENTRIES)}"
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
    page = window.page
    page.evaluate("document.querySelector('.filters').reset(); location.hash = ''; document.activeElement.blur()")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = false)); scrollTo(0, 0)")
    window.until(ALL_SHOWN)
    yield window
    window.blameless()


def test_hostile_text_does_nothing(visit):
    for name in ("wave", "plain", "curve", "maps"):
        visit.drawn(name)
    assert visit.page.evaluate("window.hit") is None
    assert visit.page.locator("h3", has_text="<script>window.hit=1</script>").count() == 1


def test_filters_and_search(visit):
    page = visit.page
    assert visit.shown() == len(ENTRIES)
    page.select_option("#filter-verdict", "misprint")
    assert visit.shown() == 1 and page.locator("#eq-29").is_visible()
    page.select_option("#filter-verdict", "")
    page.fill("#filter-text", "always f1")
    assert visit.shown() == 1 and page.locator("#eq-bound-claim").is_visible()
    page.fill("#filter-text", "no such word")
    assert visit.shown() == 0 and page.locator("#filter-count").inner_text() == f"0 of {len(ENTRIES)}"
    page.click("text=Show all")
    visit.until(ALL_SHOWN)
    page.select_option("#filter-section", "2")
    page.select_option("#filter-kind", "definition")
    assert visit.shown() == 1 and page.locator("#eq-15").is_visible()


def test_a_link_opens_an_entry_even_if_it_is_filtered_away(visit):
    page = visit.page
    page.fill("#filter-text", "no such word")
    page.click("#errata a[href='#eq-29']")
    page.wait_for_selector("#eq-29[open] .evidence")
    assert page.locator("#eq-29 .evidence").is_visible()
    page.keyboard.press("Enter")  # the focus is on its row
    page.wait_for_selector("#eq-29:not([open])")


def test_graph_opens_entries_and_tells_what_they_use(visit):
    page = visit.page
    node = page.locator(".node[data-number='23']")
    node.focus()
    assert "Equation 23, verified" in page.locator("#graph-told").inner_text()
    assert page.locator(".edges path.near").count() > 0
    page.keyboard.press("Enter")
    page.wait_for_selector("#eq-23[open] svg.slope")


def test_sliders_move_by_keyboard_and_change_the_picture(visit):
    twin = visit.drawn("wave")
    assert twin.get_attribute("data-drawn") == "0,1;20,20"
    for number, expected in enumerate(["1,1;20,20", "1,0;20,20", "1,0;21,20", "1,0;21,21"]):
        before = twin.locator(".gtitle").all_text_contents()
        twin.locator("input").nth(number).focus()
        visit.page.keyboard.press("ArrowLeft" if number == 1 else "ArrowRight")
        assert twin.get_attribute("data-drawn") == expected
        assert (twin.locator(".gtitle").all_text_contents() != before) == (
            number > 1
        )  # the titles name where the cuts are
    assert twin.locator("output").all_inner_texts()[:2] == ["2", "3"]


def test_there_is_no_button_that_sends_a_picture_away(visit):
    visit.drawn("wave")
    assert visit.page.locator(".modebar-btn").count() == 0


def test_a_click_moves_the_cuts_and_hovering_gives_the_value(visit):
    twin = visit.drawn("wave")
    box = twin.locator(".plot").first.locator(".nsewdrag").bounding_box()
    x, y = box["x"] + 0.8 * box["width"], box["y"] + 0.25 * box["height"]
    visit.page.mouse.move(x, y)
    visit.page.wait_for_selector("#twin-wave .hoverlayer .hovertext")
    value = float(twin.locator(".hovertext tspan").last.text_content())
    exponent, study = map(int, twin.get_attribute("data-drawn").partition(";")[0].split(","))
    factor = (0.5, 2.0)[exponent] * (3.0, 1.0)[study]
    assert value == pytest.approx(factor * (0.1 + 0.8 * 2.9) * (0.1 + 0.75 * 2.9), rel=0.1)
    visit.page.mouse.click(x, y)
    visit.until("document.getElementById('twin-wave').dataset.drawn.split(/[;,]/).slice(2).every((one) => one > 25)")
    row, column = map(int, twin.get_attribute("data-drawn").partition(";")[2].split(","))
    assert row < 40 and column < 40


def test_every_formula_is_drawn(visit):
    page = visit.page
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
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
    for name in ("wave", "curve"):
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
    for name in ("wave", "plain", "curve", "maps"):
        visit.drawn(name)
    page.evaluate("document.querySelector('.skip').focus()")
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], input, select, button, summary')].filter((one) => one.checkVisibility())"  # noqa: E501
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
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "dark"), (768, "light")])
def test_it_fits_the_window_in_either_scheme(browser, path, width, scheme):
    visit = Visit(browser, path, width, scheme)
    visit.drawn("wave")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    shades = [sum(map(int, re.findall(r"\d+", visit.page.evaluate(f"getComputedStyle(document.body).{part}"))[:3]))
              for part in ("color", "backgroundColor")]  # fmt: skip
    assert (shades[0] > shades[1]) == (scheme == "dark")
    visit.blameless()
    visit.page.context.close()


@pytest.mark.slow
def test_it_prints(visit):
    pages = re.findall(rb"/Type\s*/Page\b", visit.page.pdf())
    assert len(pages) >= len(ANALYSES) - 1
