"""docs/walkthrough.md is what is typed and said."""

import sys

import pytest
import walkthrough

PAGE = walkthrough.PAGE.read_text(encoding="utf-8")


def test_the_page_is_of_these_commands():
    assert [command for _, commands in walkthrough.STEPS for command in commands if f"$ {command}\n" not in PAGE] == []


@pytest.mark.slow
def test_the_same_is_said_again(tmp_path):
    """In a fresh clone of what is committed, with an environment of its own, which needs the package index."""
    spoken = walkthrough.walk(sys._base_executable, tmp_path)
    if "could not be reached" in spoken[0][0]:
        pytest.skip("no package index")
    assert walkthrough.stable(walkthrough.page(spoken, [])) == walkthrough.stable(PAGE)
