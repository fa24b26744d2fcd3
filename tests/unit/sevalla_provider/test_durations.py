import pytest

from sevalla_provider.durations import seconds_in


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("5m", 300),
        ("1h", 3600),
        ("1h30m", 5400),
        ("1h30m15s", 5415),
        ("1.5h", 5400),
        ("0.5s", 0.5),
        (" 10m ", 600),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text: str, seconds: float) -> None:
    assert seconds_in(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "  ", "0s", "0m0s", "5", "five minutes", "-5m", "5m5h", "5d", "5 m", "1e3s", "nan"]
)
def test_anything_else_is_refused_by_saying_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match='must be a duration such as "90s", "5m" or "1h30m"'):
        seconds_in(text)
