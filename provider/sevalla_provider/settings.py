"""Where keys, addresses and intervals come from: stack configuration, then the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sevalla_provider.clients import sevalla
from sevalla_provider.durations import seconds_in
from sevalla_provider.http.client import REQUEST_SECONDS, RETRY_SECONDS
from sevalla_provider.http.pacing import LONGEST_WAIT

POLL_SECONDS = 10.0
"""The API asks for ten seconds or slower (`contract/sevalla-v3.md`, Long-running work)."""

NO_KEY = (
    "There is no Sevalla API key. Make one in the Sevalla dashboard (Company settings, API keys), "
    "then either run `pulumi config set --secret sevalla:apiKey <key>` or set SEVALLA_API_KEY."
)

BAD_KEY = (
    "The Sevalla API key holds characters that no key has. Set it again: "
    "`pulumi config set --secret sevalla:apiKey <key>`, or SEVALLA_API_KEY."
)


class SettingsError(Exception):
    """A setting that is missing, or that makes no sense. The message says how to set it."""


@dataclass(frozen=True)
class Settings:
    """Everything that a user can set for the whole stack.

    Attributes:
        api_key: of Sevalla; None when there is none.
        api_url: of Sevalla.
        poll_interval: seconds between two looks at what is being waited for.
        retry_seconds: how long a failing request is repeated.
        request_seconds: how long one request may take.
        max_rate_limit_wait: seconds that the rate limit may hold a request back.
        journal: the folder of open intents.
        neighbours: the folder of what the processes of this machine know of limits.
    """

    api_key: str | None = field(repr=False)
    api_url: str
    poll_interval: float
    retry_seconds: float
    request_seconds: float
    max_rate_limit_wait: float
    journal: Path
    neighbours: Path

    def key(self) -> str:
        """Return the key of Sevalla. Raises `SettingsError` when there is none."""
        key = (self.api_key or "").strip()
        if not key:
            raise SettingsError(NO_KEY)
        if not (key.isascii() and key.isprintable()):
            raise SettingsError(BAD_KEY)
        return key


def load(configuration: Mapping[str, str], environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises `SettingsError`.

    Args:
        configuration: the stack's, by full name: `sevalla:apiKey`.
    """

    def get(configured: str, variable: str) -> str | None:
        return configuration.get(f"sevalla:{configured}") or environment.get(variable) or None

    return Settings(
        api_key=get("apiKey", "SEVALLA_API_KEY"),
        api_url=_address(get("apiUrl", "SEVALLA_API_URL") or sevalla.ADDRESS),
        poll_interval=_seconds(
            get("pollInterval", "SEVALLA_POLL_INTERVAL"),
            POLL_SECONDS,
            "sevalla:pollInterval (or SEVALLA_POLL_INTERVAL)",
        ),
        retry_seconds=_seconds(
            environment.get("SEVALLA_RETRY_SECONDS"), RETRY_SECONDS, "SEVALLA_RETRY_SECONDS"
        ),
        request_seconds=_seconds(
            environment.get("SEVALLA_REQUEST_SECONDS"), REQUEST_SECONDS, "SEVALLA_REQUEST_SECONDS"
        ),
        max_rate_limit_wait=_duration(
            get("maxRateLimitWait", "SEVALLA_MAX_RATE_LIMIT_WAIT"),
            LONGEST_WAIT,
            "sevalla:maxRateLimitWait (or SEVALLA_MAX_RATE_LIMIT_WAIT)",
        ),
        journal=_pulumi_home(environment) / "sevalla" / "intents",
        neighbours=_pulumi_home(environment) / "sevalla" / "limits",
    )


def _pulumi_home(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("PULUMI_HOME") or Path.home() / ".pulumi")


def _address(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise SettingsError(
            "sevalla:apiUrl (or SEVALLA_API_URL) must begin with https:// or http://, "
            f"not {value!r}"
        )
    return value.rstrip("/")


def _seconds(value: str | None, default: float, name: str) -> float:
    if value is None:
        return default
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise SettingsError(f"{name} must be a number of seconds above 0, not {value!r}")
    return seconds


def _duration(value: str | None, default: float, name: str) -> float:
    if value is None:
        return default
    try:
        return seconds_in(value)
    except ValueError as error:
        raise SettingsError(f"{name} {error}") from None
