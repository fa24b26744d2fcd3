"""TunnelShare: a link to a tunnel, without an agent (`docs/contract/private-connect.md`, Share)."""

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Annotated, Literal, get_args

from pydantic import Field
from typing_extensions import override

from sevalla_provider.clients.models import JsonObject, id_in_words
from sevalla_provider.clients.paths import is_segment
from sevalla_provider.clients.verbs import Create, Delete, Get
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.ids import Uuid, UuidForm
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.resource import Api, Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.tunnels.common import TUNNEL_CHILD
from sevalla_provider.resources.values import (
    Flag,
    InputModel,
    OneOf,
    Rule,
    Text,
    Whole,
    shown,
    wrong,
)

Method = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
METHODS: tuple[str, ...] = get_args(Method)
ACTIVE = "active"
EXPIRED = "expired"
NAMELESS = "token-"
"""Begins the ids that we make for shares whose id the API does not tell."""

NAMELESS_ID = re.compile(rf"{NAMELESS}[0-9a-f]{{16}}")


@dataclass(frozen=True)
class SetOfMethods(Rule):
    """Sets of HTTP methods, in one order, each once."""

    @override
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

    @override
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
        Trait(replaces=True, auto_named=True, write_only=True),
        Field(description="The name shown to those who manage shares."),
    ]
    description: Annotated[
        Annotated[str, Text(0, 500)] | None,
        Trait(replaces=True, server_default=True, write_only=True),
        Field(description="What it is for."),
    ] = None
    expires_in: Annotated[
        Annotated[Literal["1h", "24h", "7d", "30d", "never"], OneOf()] | None,
        Trait(replaces=True, server_default=True, write_only=True),
        Field(alias="expiresIn", description="How long it lasts. Left out, the server chooses."),
    ] = None
    allowed_methods: Annotated[
        Annotated[list[Method], SetOfMethods()] | None,
        Trait(replaces=True, server_default=True, write_only=True),
        Field(alias="allowedMethods", description="HTTP methods; tunnels of http(s) only."),
    ] = None
    rate_limit_per_min: Annotated[
        Annotated[int, Whole(1, 1000)] | None,
        Trait(replaces=True, server_default=True, write_only=True),
        Field(alias="rateLimitPerMin", description="Requests a minute, from 1 to 1000."),
    ] = None
    recreate_on_expiry: Annotated[
        Flag | None,
        Trait(default=True, provider_only=True),
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


def normalize_response(shown: JsonObject) -> JsonObject:
    """Give a share a status, and an id where the API tells none that is of use.

    Ours leads from the token, and not back.
    """
    share: JsonObject = {"status": ACTIVE, **shown}
    token = shown.get("token")
    if isinstance(token, str) and not is_segment(id_in_words(shown.get("id"))):
        share["id"] = NAMELESS + hashlib.sha256(token.encode()).hexdigest()[:16]
    return share


def has_own_id(object_id: str) -> bool:
    """Whether the API knows a share by an id."""
    return not object_id.startswith(NAMELESS)


def end_of(known: Properties) -> str:
    """When a share ends by itself, by what is known of it."""
    at, within = known.get("expires_at"), known.get("expires_in")
    if at:
        return f"it expires by itself at {at}"
    if within == "never":
        return "it does not expire by itself"
    when = f"{within} after it was made" if within else "at a time that the API does not tell"
    return f"it expires by itself {when}"


def cannot_be_deleted(object_id: str, known: Properties) -> str:
    """Say what becomes of a share that no key revokes."""
    return (
        f"the share {object_id} cannot be revoked by an API key, and is only forgotten: "
        f"{end_of(known)}. Revoke it in the Private Connect dashboard if it must end now."
    )


def tombstone(known: Properties) -> Properties | None:
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
    id_output="share_id",
    operations=replace(
        TUNNEL_CHILD,
        path="/v1/tunnels/{tunnel_id}/share",
        get=Get.PRESENCE,
        get_path="/v1/shared/{token}/info",
        create=Create(wrapped_in="share"),
        delete=Delete(path="/v1/shares/{id}", may_need_person=True),
    ),
    normalize_response=normalize_response,
    has_own_id=has_own_id,
    cannot_be_deleted=cannot_be_deleted,
    health=health,
    parent_in_id=False,
    tombstone=tombstone,
    lifetime=end_of,
    own_id_rule=ShareId(),
    api=Api.PRIVATE_CONNECT,
)
