"""The page that `make` wrote in this checkout, in a real browser with the network off."""

from pathlib import Path

import pytest
from report.checkout import ROOT
from report.visit import BROWSER, Visit

pytestmark = pytest.mark.skipif(BROWSER is None, reason="skipped: no browser")


@pytest.mark.slow
@pytest.mark.parametrize("results", ["results", "results/quick"])
def test_the_page_of_this_checkout(browser, results):
    path = Path(ROOT, results, "report", "index.html")
    if not path.is_file():
        pytest.skip(f"skipped: no {results}; `make` writes it")
    assert path.stat().st_size < 3e6
    visit = Visit(browser, path)
    names = visit.page.locator(".twin").evaluate_all("(all) => all.map((one) => one.dataset.name)")
    for name in names:
        visit.drawn(name)
    assert visit.page.evaluate("document.getElementsByTagName('*').length") < 16e3  # before a row is opened
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    visit.page.wait_for_selector(".evidence .facts", state="attached")
    sizes = visit.page.evaluate(
        "[...document.querySelectorAll('math')].map((one) => one.getBoundingClientRect().height)"
    )
    assert names and sizes and min(sizes) > 5
    assert visit.page.locator("code.unreadable").count() == 0
    links = visit.page.locator("a[href]").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    ids = set(visit.page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)"))
    assert {link[1:].partition("&")[0] for link in links if link.startswith("#")} <= ids
    files = [link for link in links if not link.startswith(("#", "https://arxiv.org/"))]
    assert files and [link for link in files if not (path.parent / link).is_file()] == []
    visit.blameless()
    visit.page.context.close()
