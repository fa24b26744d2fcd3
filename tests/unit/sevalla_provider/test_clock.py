"""Times of servers and files, on a machine that is not in UTC."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sevalla_provider.clock import timestamp_of, timestamp_of_header
from sevalla_provider.http.limits import retry_after_of
from sevalla_provider.http.server_time import ServerTime
from unit.clocks import NEW_YEAR, FakeClock

PROVIDER = Path(__file__).parents[3] / "provider" / "sevalla_provider"

ISO = [
    "2026-01-01T00:00:10Z",
    "2026-01-01T00:00:10",
    "2026-01-01T00:00:10.000",
    "2026-01-01 00:00:10",
    "2026-01-01T01:00:10+01:00",
]
HEADERS = [
    "Thu, 01 Jan 2026 00:00:10 GMT",
    "Thu, 01 Jan 2026 00:00:10 -0000",
    "Thu, 01 Jan 2026 00:00:10",
    "Thu Jan  1 00:00:10 2026",
    "Thu, 01 Jan 2026 01:00:10 +0100",
]


@pytest.fixture(autouse=True)
def _nine_hours_ahead(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "JST-9")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("moment", ISO)
def test_a_time_without_an_offset_is_utc(moment: str) -> None:
    assert timestamp_of(moment) == NEW_YEAR + 10


@pytest.mark.parametrize("date", HEADERS)
def test_so_is_one_in_a_header(date: str) -> None:
    assert timestamp_of_header(date) == NEW_YEAR + 10
    assert retry_after_of({"retry-after": date}, NEW_YEAR) == 10
    server = ServerTime(FakeClock())
    server.learn({"date": date})
    assert server.now() == NEW_YEAR + 10


@pytest.mark.parametrize("word", ["", "soon", "2026-13-01T00:00:00Z", "10", None])
def test_what_is_no_time_is_none(word: str | None) -> None:
    assert timestamp_of(word) is None
    assert timestamp_of_header(word) is None


def test_times_are_read_in_one_place() -> None:
    """Each way to read one makes local time of what has no offset."""
    readers = ("fromisoformat", "strptime", "parsedate", "mktime")
    found = {
        path.relative_to(PROVIDER).as_posix()
        for path in PROVIDER.rglob("*.py")
        if any(reader in path.read_text(encoding="utf-8") for reader in readers)
    }
    assert found == {"clock.py"}
