"""The site of the documentation: built without a warning, and read in a browser that has no network."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from report.visit import Visit

import autocoherence

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(f"{sys.prefix}-publication", "bin", "python")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON.exists(), reason="no environment for publications: make docs"),
]


def build(source, target):
    """Build the site as `make docs` does."""
    (recipe,) = re.findall(r"-m sphinx (.*) -d .* -c docs/site docs ", (ROOT / "Makefile").read_text())
    command = [PYTHON, "-m", "sphinx", *recipe.split(), "-d", target / "trees", "-c", ROOT / "docs" / "site"]
    return subprocess.run([*command, source, target / "site"], capture_output=True, text=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built."""
    place = tmp_path_factory.mktemp("docs")
    done = build(ROOT / "docs", place)
    assert done.returncode == 0, done.stderr
    return place / "site"


@pytest.mark.parametrize(
    ("page", "wrong", "told"),
    [
        ("api.rst", "\n:math:`\\nonsense{x`\n", "cannot be read"),
        ("api.rst", "\n`induced_coherenc`\n", "reference target not found"),
        ("ledger.md", "\n[elsewhere](nowhere.md)\n", "nowhere"),
        ("unlisted.md", "# A page that no other leads to\n", "toctree"),
    ],
)
def test_what_is_wrong_fails_the_build(tmp_path, page, wrong, told):
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    with (tmp_path / "docs" / page).open("a", encoding="utf-8") as file:
        file.write(wrong)
    done = build(tmp_path / "docs", tmp_path)
    assert done.returncode and told in done.stderr, done.stderr


def test_every_page_is_whole_without_a_network(site, browser):
    for path in sorted(site.glob("*.html")):
        visit = Visit(browser, path)
        assert not visit.complaints, (path.name, visit.complaints)
        assert all(address.startswith(site.as_uri()) for address in visit.requests), (path.name, visit.requests)
        visit.page.context.close()


def test_formulas_and_names_are_drawn(site, browser):
    page = Visit(browser, site / "api.html").page
    heights = page.evaluate("[...document.querySelectorAll('div.math')].map(e => e.clientHeight)")
    assert page.locator("math").count() > 90 and len(heights) > 20 and min(heights) > 10
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"STIX Two Math\"'))")
    described = set(page.evaluate("[...document.querySelectorAll('dt.sig')].map(e => e.id)"))
    assert {f"autocoherence.{name}" for name in autocoherence.__all__} <= described


def test_equations_lead_to_the_report(site):
    text = (site / "api.html").read_text(encoding="utf-8")
    assert '<a class="reference external" href="../report/index.html#eq-24">(24)</a>' in text
    assert set(re.findall(r'href="\.\./report/index\.html#eq-(\d+)', text)) <= set(map(str, range(1, 128)))
