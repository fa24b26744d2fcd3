"""Where keys, addresses and intervals come from: stack configuration, then the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sevalla_provider.backend import backend_digest
from sevalla_provider.clients import private_connect, sevalla
from sevalla_provider.durations import seconds_in
from sevalla_provider.http.address import BadAddress, normal_address, without_secrets
from sevalla_provider.http.client import RETRY_SECONDS
from sevalla_provider.http.pacing import LONGEST_WAIT
from sevalla_provider.http.transport import REQUEST_SECONDS
from sevalla_provider.resources.resource import Api

POLL_SECONDS = 10.0
"""The API asks for ten seconds or slower (`docs/contract/sevalla-v3.md`, Long-running work)."""

ALLOW_HTTP = "SEVALLA_ALLOW_HTTP"
"""Set to 1, it lets a key go to another machine in clear: to a test server."""

LIKE_A_KEY = re.compile(r"[^./:]{16,}")
"""What may be a key, set where the address belongs."""


@dataclass(frozen=True)
class Access:
    """How one of the APIs is reached: what it is called, and where to set what."""

    name: str
    address: str
    made_in: str
    key: str
    url: str
    key_variable: str
    url_variable: str

    def no_key(self) -> str:
        """Say where a key is to be had, and where to put it."""
        return (
            f"There is no {self.name} API key. Make one in {self.made_in}, then either run "
            f"`pulumi config set --secret sevalla:{self.key} <key>` or set {self.key_variable}."
        )

    def no_key_in_preview(self) -> str:
        """Say in a preview that what comes after it needs one."""
        return f"{self.no_key()} A preview needs none; `pulumi up` does."

    def plain_key(self) -> str:
        """Say how to encrypt one that anybody can read."""
        name = f"sevalla:{self.key}"
        return (
            f"The {self.name} API key stands in plain text in this stack's configuration. Encrypt "
            f"it: `pulumi config get {name} | pulumi config set --secret {name}`. If others have "
            f"seen that file, make another key in {self.made_in}."
        )

    def bad_key(self) -> str:
        """Say where to set it again."""
        return (
            f"The {self.name} API key holds characters that no key has. Set it again: "
            f"`pulumi config set --secret sevalla:{self.key} <key>`, or {self.key_variable}."
        )


ACCESS: Mapping[Api, Access] = {
    Api.SEVALLA: Access(
        name="Sevalla",
        address=sevalla.ADDRESS,
        made_in="the Sevalla dashboard (Company settings, API keys)",
        key="apiKey",
        url="apiUrl",
        key_variable="SEVALLA_API_KEY",
        url_variable="SEVALLA_API_URL",
    ),
    Api.PRIVATE_CONNECT: Access(
        name="Private Connect",
        address=private_connect.ADDRESS,
        made_in="the Private Connect dashboard",
        key="privateConnectApiKey",
        url="privateConnectApiUrl",
        key_variable="PRIVATE_CONNECT_API_KEY",
        url_variable="PRIVATE_CONNECT_API_URL",
    ),
}


class SettingsError(Exception):
    """A setting that is missing, or that makes no sense. The message says how to set it."""


@dataclass(frozen=True)
class Settings:
    """Everything that a user can set for the whole stack.

    Attributes:
        keys: of each API; none where it has none.
        urls: of each API.
        poll_interval: seconds between two looks at what is being waited for.
        retry_seconds: how long a failing request is repeated.
        request_seconds: how long one request may take.
        max_rate_limit_wait: seconds that the rate limit may hold a request back.
        intents: the folder of open intents.
        shared_budgets: the folder of what the processes of this machine know of limits.
        backend: a digest of where the state of the stacks is kept; empty where that is not known.
    """

    keys: Mapping[Api, str] = field(repr=False)
    urls: Mapping[Api, str]
    poll_interval: float
    retry_seconds: float
    request_seconds: float
    max_rate_limit_wait: float
    intents: Path
    shared_budgets: Path
    backend: str = ""

    def key(self, api: Api = Api.SEVALLA) -> str:
        """Return the key of an API. Raises `SettingsError` when there is none."""
        key = self.keys.get(api, "").strip()
        if not key:
            raise SettingsError(ACCESS[api].no_key())
        if not (key.isascii() and key.isprintable()):
            raise SettingsError(ACCESS[api].bad_key())
        return key

    def has_key(self, api: Api) -> bool:
        """Whether there is a key of an API."""
        return bool(self.keys.get(api, "").strip())

    def url(self, api: Api = Api.SEVALLA) -> str:
        """Return the address of an API."""
        return self.urls[api]


def load(configuration: Mapping[str, str], environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises `SettingsError`.

    Args:
        configuration: the stack's, by full name: `sevalla:apiKey`.
    """

    def get(configured: str, variable: str) -> str | None:
        said = (configuration.get(f"sevalla:{configured}"), environment.get(variable))
        return next((text for text in said if text and text.strip()), None)

    allow_http = environment.get(ALLOW_HTTP, "").strip() == "1"
    return Settings(
        keys={api: get(one.key, one.key_variable) or "" for api, one in ACCESS.items()},
        urls={
            api: _address(get(one.url, one.url_variable), one, allow_http=allow_http)
            for api, one in ACCESS.items()
        },
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
        intents=pulumi_home(environment) / "sevalla" / "intents",
        shared_budgets=pulumi_home(environment) / "sevalla" / "limits",
        backend=backend_digest(environment, pulumi_home(environment)),
    )


def pulumi_home(environment: Mapping[str, str]) -> Path:
    """Pulumi's own folder. Raises `SettingsError` where there is none."""
    named = environment.get("PULUMI_HOME")
    try:
        return Path(named) if named else Path.home() / ".pulumi"
    except RuntimeError:
        raise SettingsError(
            "this user has no home folder: set PULUMI_HOME to a folder that lasts"
        ) from None


def _address(value: str | None, access: Access, *, allow_http: bool) -> str:
    if value is None:
        return access.address
    try:
        return normal_address(value, allow_http=allow_http)
    except BadAddress as error:
        shown = repr(without_secrets(value))
        if LIKE_A_KEY.fullmatch(value.strip()):
            shown = "what is set there (it may be a key, and is not shown)"
        raise SettingsError(
            f"sevalla:{access.url} (or {access.url_variable}) {error}, not {shown}"
        ) from None


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
