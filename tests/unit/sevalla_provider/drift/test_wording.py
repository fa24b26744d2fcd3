"""Ages and people's reasons, in words."""

import pytest

from sevalla_provider.drift.formats.wording import age, joined


def test_words_of_people_become_one_line() -> None:
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
