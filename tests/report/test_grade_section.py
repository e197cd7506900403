"""The grade of a run on its page: there if the run was graded, and only then."""

import json
import re

from report.checkout import ANALYSES, HOSTILE, ROOT, make

from reproduction.report.page import build, environment

LEAF = {
    "place": ["Numbers", "Figures"],
    "leaf": "Fig. 3",
    "weight": 0.4,
    "met": False,
    "found": HOSTILE,
    "can_fail": None,
}
GRADE = {
    "grade": 0.6,
    "commit": "ab" * 20,
    "clone": True,
    "leaves": [LEAF, LEAF | {"met": True, "weight": 0.6, "can_fail": True}],
}


def page(results):
    """Return the page, without the time at which it was made."""
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:+]+", "", build(results, ANALYSES, ROOT))


def test_the_grade_is_on_the_page_of_a_graded_run_only(tmp_path):
    results = make(tmp_path)
    before = page(results)
    (results / "grade.json").write_text(json.dumps(GRADE))
    after = page(results)
    assert "grade-title" not in before and after == page(results)
    section = after[after.index('<section id="grade"') :].partition("</section>")[0]
    assert "60.0 %: 1 of 2 requirements are met in a fresh clone" in section and "abababababab" in section
    assert section.count("<td>yes</td>") == 2 and "not tried" in section and "<script>" not in section
    assert '<a href="#grade">Grade</a>' in after
    told = environment([], ANALYSES).get_template("grade.html").render(grade=GRADE | {"clone": False})
    assert "are met in the checkout of the run" in told
    (results / "grade.json").unlink()
    assert page(results) == before
