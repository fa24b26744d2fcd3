"""The headers that tell a client about its limits, in true and in hostile forms."""

import math
from collections.abc import Callable
from email.utils import formatdate

from sevalla_emulator.limits.limiter import Budget
from sevalla_emulator.settings import ResetStyle, RetryAfterStyle, Settings

_RESETS: dict[ResetStyle, Callable[[float, float], str | None]] = {
    "seconds": lambda reset, _now: str(math.ceil(reset)),
    "rounded-down": lambda reset, _now: str(math.floor(reset)),
    "zero": lambda _reset, _now: "0",
    "negative": lambda _reset, _now: "-1",
    "epoch": lambda reset, now: str(int(now) + math.ceil(reset)),
    "huge": lambda _reset, _now: "999999999999",
    "missing": lambda _reset, _now: None,
}
_RETRY_AFTER: dict[RetryAfterStyle, Callable[[float, float], str | None]] = {
    "none": lambda _reset, _now: None,
    "seconds": lambda reset, _now: str(math.ceil(reset)),
    "http-date": lambda reset, now: formatdate(math.ceil(now + reset), usegmt=True),
}


def limit_headers(budget: Budget | None, settings: Settings, now: float) -> dict[str, str]:
    """Return ``x-ratelimit-limit``, ``-remaining`` and ``-reset``; nothing without a limit."""
    if budget is None:
        return {}
    return _present(
        {
            "x-ratelimit-limit": str(budget.limit),
            "x-ratelimit-remaining": str(budget.remaining),
            "x-ratelimit-reset": _RESETS[settings.reset_style](budget.reset, now),
        }
    )


def retry_after(budget: Budget | None, settings: Settings, now: float) -> dict[str, str]:
    """Return the ``retry-after`` of a 429, if the settings want one."""
    if budget is None:
        return {}
    return _present({"retry-after": _RETRY_AFTER[settings.retry_after](budget.reset, now)})


def _present(headers: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if value is not None}
