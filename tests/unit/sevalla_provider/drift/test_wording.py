"""Other people's words show, and do nothing; ages are told in words."""

import pytest

from sevalla_provider.drift.formats.wording import age, joined, visible, visible_lines


@pytest.mark.parametrize(
    "text", ["", "plain", "日本語", "🚀", "👩‍👩‍👧", "naïve", "a|b `x` <b>*_~", "ع"]
)
def test_what_shows_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\x9b31m\x7f\x07", "\\u009b31m\\u007f\\u0007"),
        ("abc\u202edef", "abc\\u202edef"),
        ("one\u2028two\x85", "one\\u2028two\\u0085"),
    ],
)
def test_what_would_do_something_is_escaped(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_lines_stay_lines_and_words_of_people_become_one() -> None:
    assert visible_lines("one\x1b\ntwo\r\nthree") == "one\\u001b\ntwo\nthree"
    assert joined(" one\n  two \x1b") == "one two \\u001b"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (None, "of unknown age"),
        (-5, "0 seconds old"),
        (59, "59 seconds old"),
        (60, "1 minute old"),
        (7300, "2 hours old"),
        (999_999, "11 days old"),
    ],
)
def test_ages_are_told_in_the_largest_unit(seconds: int | None, told: str) -> None:
    assert age(seconds) == told
