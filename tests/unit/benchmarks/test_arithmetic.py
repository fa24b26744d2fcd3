"""What the benchmarks reckon with."""

import pytest

from benchmarks.figures import Figures
from benchmarks.floors import reads_floor, writes_floor
from benchmarks.traffic import most_refused, requests_to
from sevalla_emulator.testing import LogEntry

APP, OTHER = "ours", "theirs"


def entry(second: float, status: int = 201, app: str = APP, method: str = "POST") -> LogEntry:
    return LogEntry(
        api="sevalla",
        at=f"2026-01-01T00:00:{second:06.3f}Z",
        method=method,
        path=f"/applications/{app}/processes",
        query="",
        body=None,
        status=status,
        request_id="",
        buckets=["write"],
        fault=None,
    )


@pytest.mark.parametrize(
    ("writes", "limit", "seconds"), [(30, 30, 0), (31, 30, 6), (80, 30, 12), (80, 10, 42)]
)
def test_writes_floor(writes: int, limit: int, seconds: float) -> None:
    assert writes_floor(writes, limit, 6.0) == seconds


@pytest.mark.parametrize(("objects", "calls"), [(1, 1), (100, 1), (101, 2), (1000, 10)])
def test_reads_floor(objects: int, calls: int) -> None:
    assert reads_floor(objects) == calls


def test_refusals_count_by_the_servers_windows() -> None:
    log = [
        entry(0, app=OTHER),  # opens a window
        entry(5, 429),
        entry(5.5, 429, app=OTHER),
        entry(6.2),  # opens the next
        entry(11, 429),
        entry(12, 429),
        entry(12.1, 429, method="GET"),
    ]
    assert most_refused(log, APP, 6.0) == 2
    assert most_refused(log, APP, 6.0, reads=True) == 1


def test_without_refusals_there_are_none() -> None:
    assert most_refused([], APP, 6.0) == 0
    assert most_refused([entry(0), entry(7)], APP, 6.0) == 0


def test_requests_are_those_of_one_application() -> None:
    requests = requests_to([entry(0), entry(1, app=OTHER), entry(3), entry(4, 429)], APP)
    assert (len(requests.writes), len(requests.refused), requests.writing) == (2, 1, 3.0)


def test_a_figure_without_a_target_is_neither_met_nor_missed() -> None:
    figures = Figures()
    figures.count("errors", 0, 0)
    figures.ratio("wall ÷ floor", 1.2, 1.1)
    figures.seconds("wall", 3)
    assert [each.met for each in figures.taken] == [True, False, None]
