"""What the headers say about the rate limit (`docs/contract/sevalla-v3.md`, Rate limits)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sevalla_provider.clock import timestamp_of_header

EPOCH_FROM = 1_000_000_000
"""Seconds; a reset beyond this is a point in time, not a duration."""

LONGEST_WINDOW = 2 * 3600
"""Seconds; a reset further away than this is no reset that anyone could mean."""

MOST = 1_000_000_000
"""Requests; nor is a limit of more, or one below 1, a limit that anyone could mean."""


@dataclass(frozen=True)
class Limit:
    """One answer's word on the bucket that the request fell in. `reset` in seconds from now."""

    limit: int
    remaining: int
    reset: float


def limit_of(headers: Mapping[str, str], wall: float) -> Limit | None:
    """Read the `x-ratelimit-*` headers; None when they are missing or make no sense."""
    limit = _whole(headers.get("x-ratelimit-limit"))
    remaining = _whole(headers.get("x-ratelimit-remaining"))
    reset = _seconds(headers.get("x-ratelimit-reset"), wall)
    if limit is None or remaining is None or reset is None or limit < 1:
        return None
    return Limit(limit, max(remaining, 0), reset)


def retry_after_of(headers: Mapping[str, str], wall: float) -> float | None:
    """Seconds to wait from `Retry-After`, in either of its two forms; None without a usable one."""
    value = headers.get("retry-after")
    if value is None:
        return None
    seconds = _seconds(value, wall)
    return seconds if seconds is not None else _until(value, wall)


def _seconds(value: str | None, wall: float) -> float | None:
    try:
        seconds = float(value) if value is not None else float("nan")
    except ValueError:
        return None
    if seconds >= EPOCH_FROM:
        seconds -= wall
    # The comparison is false for nan too.
    return max(seconds, 0.0) if seconds <= LONGEST_WINDOW else None


def _until(date: str, wall: float) -> float | None:
    moment = timestamp_of_header(date)
    if moment is None or moment - wall > LONGEST_WINDOW:
        return None
    return max(moment - wall, 0.0)


def _whole(value: str | None) -> int | None:
    try:
        number = int(value) if value is not None else None
    except ValueError:
        return None
    return None if number is None or number > MOST else number
