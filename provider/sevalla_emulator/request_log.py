"""What requests there were: a log, and counts by bucket and route."""

from collections import defaultdict, deque
from collections.abc import Collection

from sevalla_emulator.control.messages import BucketCount, Counters, LogEntry, RouteCount
from sevalla_emulator.limits.buckets import WRITES
from sevalla_emulator.settings import ApiName, BucketName

_LONGEST = 100_000


class RequestLog:
    """Remembers the last 100 000 requests, and counts all.

    ``recorded`` is how many there have been, whatever was forgotten since.
    """

    def __init__(self) -> None:
        self._entries: deque[LogEntry] = deque(maxlen=_LONGEST)
        self._counters = Counters()
        self.recorded = 0
        self._of_api: defaultdict[ApiName, Counters] = defaultdict(Counters)

    def record(self, entry: LogEntry, route: str, refused_by: Collection[BucketName] = ()) -> None:
        """Add a request; ``refused_by`` are the buckets that turned it away with 429."""
        self._entries.append(entry)
        self.recorded += 1
        for counters in (self._counters, self._of_api[entry.api]):
            _count(counters, entry, route, refused_by)

    def entries(self) -> list[LogEntry]:
        """Return the log, oldest first."""
        return list(self._entries)

    def counters(self) -> Counters:
        """Return the counts of all APIs together."""
        return self._counters

    def counters_of(self, api: ApiName) -> Counters:
        """Return the counts of one API."""
        return self._of_api[api]

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self._counters = Counters()
        self._of_api.clear()


def _count(
    counters: Counters, entry: LogEntry, route: str, refused_by: Collection[BucketName]
) -> None:
    counters.writes += entry.method in WRITES
    counted = counters.routes.setdefault(route, RouteCount())
    counted.requests += 1
    status = str(entry.status or "none")
    counted.statuses[status] = counted.statuses.get(status, 0) + 1
    for bucket in entry.buckets:
        in_bucket = counters.buckets.setdefault(bucket, BucketCount())
        in_bucket.requests += 1
        in_bucket.limited += bucket in refused_by
