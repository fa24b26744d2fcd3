"""TunnelShare: a link to a tunnel, without an agent (`docs/contract/private-connect.md`, Share)."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field

from sevalla_provider.clients.shares import NAMELESS, Shares, end_of
from sevalla_provider.resources.resource import Api, Health, OutputModel, Properties, Resource
from sevalla_provider.resources.traits import Absent, Trait
from sevalla_provider.resources.values import (
    Flag,
    InputModel,
    OneOf,
    Rule,
    Text,
    Uuid,
    UuidForm,
    Whole,
    shown,
    wrong,
)

Method = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
METHODS: tuple[str, ...] = get_args(Method)
EXPIRED = "expired"
NAMELESS_ID = re.compile(rf"{NAMELESS}[0-9a-f]{{16}}")


@dataclass(frozen=True)
class SetOfMethods(Rule):
    """Sets of HTTP methods, in one order, each once."""

    def check(self, value: object) -> object:
        if not isinstance(value, list) or not value:
            raise wrong(f"must be a list of {', '.join(METHODS)}")
        strange = [each for each in value if each not in METHODS]
        if strange:
            raise wrong(f"must hold none but {', '.join(METHODS)}, not {shown(strange[0])}")
        return sorted(set(value), key=METHODS.index)


@dataclass(frozen=True)
class ShareId(Rule):
    """Ids of shares: the API's own, or ours where it tells none."""

    def check(self, value: object) -> str:
        text = str(value).lower()
        if not (UuidForm.form.fullmatch(text) or NAMELESS_ID.fullmatch(text)):
            raise wrong(f"must be {self}")
        return text

    def __str__(self) -> str:
        return f"{UuidForm()}, or such as {NAMELESS}0123456789abcdef"


class TunnelShareInputs(InputModel):
    """What a program says of a share. Every change replaces."""

    tunnel_id: Annotated[
        Uuid,
        Trait(replaces=True, in_path=True),
        Field(description="The tunnel: `tunnel_id` of a `Tunnel`."),
    ]
    name: Annotated[
        Annotated[str, Text(1, 100)],
        Trait(replaces=True, auto_named=True),
        Field(description="The name shown to those who manage shares."),
    ]
    description: Annotated[
        Annotated[str, Text(0, 500)] | None,
        Trait(replaces=True, absent=Absent.SERVER),
        Field(description="What it is for."),
    ] = None
    expires_in: Annotated[
        Annotated[Literal["1h", "24h", "7d", "30d", "never"], OneOf()] | None,
        Trait(replaces=True, absent=Absent.SERVER),
        Field(alias="expiresIn", description="How long it lasts. Left out, the server chooses."),
    ] = None
    allowed_methods: Annotated[
        Annotated[list[Method], SetOfMethods()] | None,
        Trait(replaces=True, absent=Absent.SERVER),
        Field(alias="allowedMethods", description="HTTP methods; tunnels of http(s) only."),
    ] = None
    rate_limit_per_min: Annotated[
        Annotated[int, Whole(1, 1000)] | None,
        Trait(replaces=True, absent=Absent.SERVER),
        Field(alias="rateLimitPerMin", description="Requests a minute, from 1 to 1000."),
    ] = None
    recreate_on_expiry: Annotated[
        Flag | None,
        Trait(default=True, local=True),
        Field(
            description="Whether the next `pulumi up` makes a new one after it has expired "
            "(default), or it stays as `expired`."
        ),
    ] = None


class TunnelShareOutputs(OutputModel):
    """What the API adds to a share."""

    share_id: Annotated[str, Field(description="The API's own id of the share.")]
    token: Annotated[
        str | None, Trait(secret=True), Field(description="What lets a visitor in.")
    ] = None
    share_url: Annotated[
        str | None, Trait(secret=True), Field(description="The link for visitors.")
    ] = None
    expires_at: Annotated[str | None, Field(description="When it expires, ISO 8601, UTC.")] = None
    status: Annotated[str | None, Field(description="`active` or `expired`.")] = None


def health(status: str | None) -> Health:
    """Judge a share: one that has expired is not waited for, and never comes back."""
    return Health.FAILED if status == EXPIRED else Health.READY


def remains(known: Properties) -> Properties | None:
    """What is kept of a share that has expired, or was revoked."""
    return {**known, "status": EXPIRED} if known.get("recreate_on_expiry") is False else None


TUNNEL_SHARE = Resource(
    token="sevalla:privateconnect:TunnelShare",  # noqa: S106 - a name, no password
    noun="tunnel share",
    plural="TunnelShares",
    description=(
        "A link by which visitors without an agent reach a tunnel, for a while.\n\nWhen it has "
        "expired or was revoked, a refresh notices, and the next `pulumi up` makes a new one. To "
        "delete it is to revoke it; where the API wants a signed-in person for that, it is "
        "forgotten, with a warning. It cannot be imported: its token is told but once."
    ),
    inputs=TunnelShareInputs,
    outputs=TunnelShareOutputs,
    own_id="share_id",
    parent="tunnel_id",
    collection=Shares,
    health=health,
    parent_in_id=False,
    listed=False,
    remains=remains,
    lifetime=end_of,
    own_id_rule=ShareId(),
    api=Api.PRIVATE_CONNECT,
    public=True,
)
