"""Shares on the wire (`docs/contract/private-connect.md`, Share)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from sevalla_emulator.private_connect.tunnel_models import Name
from sevalla_emulator.wire import WHOLE, CamelAnswer, CamelBody, Omittable

_HOUR = 3600
_DAY = 24 * _HOUR
SECONDS: dict[str, int | None] = {
    "1h": _HOUR,
    "24h": _DAY,
    "7d": 7 * _DAY,
    "30d": 30 * _DAY,
    "never": None,
}

ExpiresIn: TypeAlias = Literal["1h", "24h", "7d", "30d", "never"]
HttpMethod: TypeAlias = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class CreateShare(CamelBody):
    """POST /v1/tunnels/{id}/share."""

    name: Name
    description: Omittable[Annotated[str, StringConstraints(max_length=500)]] = None
    expires_in: Omittable[ExpiresIn] = None
    allowed_methods: Omittable[Annotated[list[HttpMethod], Field(min_length=1)]] = None
    rate_limit_per_min: Omittable[Annotated[int, Field(ge=1, le=1000), WHOLE]] = None


class Share(CamelAnswer):
    """A share as the documented answer tells of it."""

    id: str
    token: str
    name: str
    expires_at: Omittable[str] = None
    share_url: str


class Shared(CamelAnswer):
    """The documented answer to a share."""

    success: bool = True
    share: Share


class SharedByOpenServer(CamelAnswer):
    """The open server's answer to a share."""

    token: str
    share_url: str


class ShareInfo(CamelAnswer):
    """What everyone who has the token may know."""

    name: str
    description: Omittable[str] = None
    expires_at: Omittable[str] = None
    allowed_methods: Omittable[list[str]] = None
    rate_limit_per_min: Omittable[int] = None
    tunnel_name: str
    protocol: str
