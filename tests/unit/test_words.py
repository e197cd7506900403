"""What two runs write is compared place by place, texts to the letter, numbers as measured ones are."""

from hypothesis import given
from hypothesis import strategies as st

from reproduction.agreement.words import differences

values = st.text("ab c", min_size=1) | st.booleans() | st.lists(st.sampled_from([0.0, 1.0, -2.0, 1e3]), max_size=4)
described = st.dictionaries(st.sampled_from("pqrs"), values, min_size=1)


@given(described, described)
def test_every_place_that_differs_is_told_once_and_no_other(there, here):
    found = [str(one).split()[0] for one in differences(there, here)]
    wrong = {place for place in there.keys() | here.keys() if there.get(place) != here.get(place)}
    assert sorted(found) == sorted(wrong)
    assert all(one.ratio > 1 for one in differences(there, here))


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=4), st.data(), st.floats(-0.05, 0.05))
def test_every_number_of_a_place_may_move_by_one_per_cent_or_rounding(numbers, data, change):
    place = data.draw(st.integers(0, len(numbers) - 1))
    moved = [one * (1 + change * (k == place)) for k, one in enumerate(numbers)]
    size = min(abs(numbers[place]), abs(moved[place]))
    by, allowed = abs(moved[place] - numbers[place]), max(1e-2 * size, 1e-9)
    if abs(by - allowed) > 1e-6 * allowed:
        for one, two in ((numbers, moved), (moved, numbers)):
            assert bool(differences({"p": one}, {"p": two})) is (by > allowed)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=30), st.data())
def test_of_a_long_text_the_words_that_differ_are_told(words, data):
    """Only these, and up to three before and after."""
    place = data.draw(st.integers(0, len(words) - 1))
    other = [*words[:place], "OTHER", *words[place + 1 :]]
    (found,) = differences({"the caption": " ".join(words)}, {"the caption": " ".join(other)})
    new, old = str(found).removeprefix("the caption is '").removesuffix("'").split("' instead of '")
    around = [*words[max(place - 3, 0) : place]], words[place + 1 : place + 4]
    ends = ["…"] * (place > 3), ["…"] * (place + 4 < len(words))
    for told, middle in ((new, "OTHER"), (old, words[place])):
        assert told.split() == [*ends[0], *around[0], middle, *around[1], *ends[1]]
