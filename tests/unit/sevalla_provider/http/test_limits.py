from email.utils import formatdate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sevalla_provider.http.limits import LONGEST_WINDOW, MOST, Limit, limit_of, retry_after_of
from unit.clocks import NEW_YEAR


def headers(limit: str | None, remaining: str | None, reset: str | None) -> dict[str, str]:
    told = {"limit": limit, "remaining": remaining, "reset": reset}
    return {f"x-ratelimit-{name}": value for name, value in told.items() if value is not None}


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [
        ("42", 42.0),
        ("12.5", 12.5),
        ("0", 0.0),
        ("-1", 0.0),
        (str(int(NEW_YEAR) + 30), 30.0),
        (str(int(NEW_YEAR) - 30), 0.0),
        (str(LONGEST_WINDOW), LONGEST_WINDOW),
    ],
)
def test_a_reset_is_seconds_from_now_whatever_its_form(reset: str, seconds: float) -> None:
    assert limit_of(headers("30", "12", reset), NEW_YEAR) == Limit(30, 12, seconds)


@pytest.mark.parametrize(
    "reset", [None, "", "soon", "nan", "inf", "1e400", "999999999999", "7201", "12 seconds"]
)
def test_a_reset_that_nobody_could_mean_is_no_limit(reset: str | None) -> None:
    assert limit_of(headers("30", "12", reset), NEW_YEAR) is None


@pytest.mark.parametrize(
    ("limit", "remaining"), [(None, "1"), ("30", None), ("many", "1"), ("30", "few"), ("30", "")]
)
def test_half_a_word_on_the_limit_is_none(limit: str | None, remaining: str | None) -> None:
    assert limit_of(headers(limit, remaining, "5"), NEW_YEAR) is None


def test_less_than_nothing_remains_means_nothing_remains() -> None:
    assert limit_of(headers("30", "-3", "5"), NEW_YEAR) == Limit(30, 0, 5.0)


@pytest.mark.parametrize(
    ("limit", "remaining"),
    [("0", "0"), ("-1", "0"), ("-30", "-3"), (str(MOST + 1), "1"), ("30", "9" * 400)],
)
def test_a_limit_that_nobody_could_mean_is_none(limit: str, remaining: str) -> None:
    assert limit_of(headers(limit, remaining, "5"), NEW_YEAR) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("-7", 0.0),
        (formatdate(NEW_YEAR + 30, usegmt=True), 30.0),
        (formatdate(NEW_YEAR - 30, usegmt=True), 0.0),
        (formatdate(NEW_YEAR + 3 * 3600, usegmt=True), None),
        (str(int(NEW_YEAR) + 30), 30.0),
        ("later", None),
        ("", None),
        ("1e400", None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(value: str, seconds: float | None) -> None:
    assert retry_after_of({"retry-after": value}, NEW_YEAR) == seconds


def test_no_retry_after_is_none() -> None:
    assert retry_after_of({}, NEW_YEAR) is None


@given(st.text() | st.integers().map(str) | st.floats().map(str))
@example("Fri, 31 Dec 9999 23:59:59 GMT")
@example("Fri, 31 Dec 99999 23:59:59 GMT")
@example("Thu, 01 Jan 2026 00:00:00 -0000")
@example("Thu, 01 Jan 2026 00:00:00 +9999")
@example("Thu, 01 Jan 2026 00:00:00 +99999999999999999999")
@example("Mon, 01 Jan 0001 00:00:00 +2300")
@example("9" * 5000)
def test_no_header_is_so_odd_that_it_hurts(value: str) -> None:
    told = limit_of(headers(value, value, value), NEW_YEAR)
    assert told is None or 0 <= told.reset <= LONGEST_WINDOW
    assert told is None or (1 <= told.limit <= MOST and 0 <= told.remaining <= MOST)
    seconds = retry_after_of({"retry-after": value}, NEW_YEAR)
    assert seconds is None or 0 <= seconds <= LONGEST_WINDOW
